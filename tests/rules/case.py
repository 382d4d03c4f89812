"""The form of the cases in tests/rules/cases: one request and what one rule says of it."""

from __future__ import annotations

import json
from dataclasses import dataclass, field
from typing import Any

from linkcheck.documents import Document
from linkcheck.engine.ruledoc import Example


@dataclass(frozen=True)
class Case:
    """A base body with changes, and the pointers at which ``code`` must be reported (none: clean).

    ``without`` names members of the base to leave out. ``missing``, ``severity`` and ``message`` (a
    part of it or of the help) are compared where given. ``context`` holds options of ``Checker``.
    With ``source``, the request is that of Python code instead.
    """

    code: str
    base: str
    changes: dict[str, Any] = field(default_factory=dict)
    at: list[str] = field(default_factory=list)
    without: list[str] = field(default_factory=list)
    missing: str | None = None
    severity: str | None = None
    message: str | None = None
    context: dict[str, Any] = field(default_factory=dict)
    source: str = ""

    def body(self) -> tuple[Document, dict[str, Any]]:
        """The kind of the document, and a body of its own."""
        from linkcheck.documents import BASES

        document, base = BASES[self.base]
        body = {k: v for k, v in base.items() if k not in self.without}
        return document, json.loads(json.dumps({**body, **self.changes}))

    def example(self) -> Example:
        """The body, or the code, as an example of the rule."""
        document, body = self.body()
        if self.source:
            return Example(f"code {self.source}", document, self.source)
        return Example("", document, body)
