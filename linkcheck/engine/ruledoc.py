"""The documentation of a rule, read from its docstring.

linkcheck.engine.docstring has its headings; docs/writing-rules.md the grammar of examples.
"""

from __future__ import annotations

import ast
import json
import re
from dataclasses import dataclass, field
from functools import cache
from typing import Any

from linkcheck.engine.docstring import SUMMARY, split
from linkcheck.engine.kinds import DocumentKind
from linkcheck.engine.rule import Rule

_SHORT = 68
_BASE = "request"
_EXAMPLE = re.compile(
    r"(?P<base>[a-z-]+)?\s*+(?:without (?P<without>[a-z_]+(?:, [a-z_]+)*))?\s*(?P<body>\{.*\})?",
    re.DOTALL,
)


class RuleDocError(ValueError):
    """The docstring of a rule does not follow the grammar."""


@dataclass(frozen=True, slots=True)
class Example:
    """An example of a rule, as written and as a complete body.

    ``body`` is a JSON value, a string if the example is about broken JSON (``text '...'``), a YAML
    file (``yaml '...'``) or source code (``code '...'``), or another Python value
    (``python '...'``).
    """

    written: str
    document: DocumentKind
    body: Any = field(hash=False)

    @property
    def is_python(self) -> bool:
        """True if the body is a Python value that JSON cannot express."""
        return self.written.startswith("python ")

    @property
    def is_yaml(self) -> bool:
        """True if the body is the content of a YAML file."""
        return self.written.startswith("yaml ")

    @property
    def is_code(self) -> bool:
        """True if the body is Python code that makes the request."""
        return self.written.startswith("code ")

    @property
    def text(self) -> str:
        """The body as people write it: JSON, or Python where JSON cannot express it."""
        if self.is_python:
            return repr(self.body)
        if isinstance(self.body, str):
            return self.body
        # A lone surrogate, which UTF-8 cannot encode, is escaped as in JSON.
        return _laid_out(self.body).encode("utf-8", "backslashreplace").decode()


@dataclass(frozen=True, slots=True)
class RuleDoc:
    """The documentation of a rule. ``context`` contains options of ``Checker``."""

    what: str
    help: str
    why: str
    bad: tuple[Example, ...]
    good: tuple[Example, ...]
    note: str
    context: dict[str, Any]
    sources: tuple[str, ...]


@cache
def parse(rule: Rule) -> RuleDoc:
    """Read the documentation of a rule. Raises RuleDocError if it breaks the grammar."""
    parts = split(rule.doc)
    if not parts[SUMMARY]:
        raise RuleDocError(f"{rule.code}: no sentence says what the rule checks")
    kind = min(rule.documents)
    return RuleDoc(
        what=" ".join(parts[SUMMARY]),
        help=" ".join(parts["Help"]),
        why=" ".join(parts["Why"]),
        bad=tuple(read_example(text, rule) for text in parts["Bad"]),
        good=tuple(read_example(text, rule) for text in parts["Good"]),
        note=" ".join(parts["Note"]),
        context=_context(parts["Context"], kind),
        sources=tuple(kind.source_text(source) for source in rule.sources),
    )


def read_example(text: str, rule: Rule) -> Example:
    """Read an example in the grammar of docs/writing-rules.md. Raises RuleDocError."""
    kind = min(rule.documents)
    bases = type(kind).example_bases()
    if text.startswith("code "):
        return Example(text, kind, text[5:].strip().strip("'").replace("; ", "\n"))
    if text.startswith(("text ", "yaml ")):
        return Example(text, kind, text[5:].strip().strip("'"))
    if text.startswith("python "):
        value = ast.literal_eval(text[7:].strip().strip("'"))
        return Example(text, kind, value)
    match = _EXAMPLE.fullmatch(text.strip())
    if match is None or (match["base"] or _BASE) not in bases:
        raise RuleDocError(f"{rule.code}: cannot read the example {text!r}")
    document, base = bases[match["base"] or _BASE]
    left_out = (match["without"] or "").split(", ")
    body = {k: v for k, v in base.items() if k not in left_out}
    try:
        changes = json.loads(match["body"] or "{}")
    except ValueError as error:
        raise RuleDocError(f"{rule.code}: broken JSON in the example {text!r}") from error
    return Example(text, document, json.loads(json.dumps({**body, **changes})))


def _laid_out(value: Any, indent: int = 0) -> str:
    """Return JSON with short values on one line, and one entry per line for long ones."""
    flat = json.dumps(value, ensure_ascii=False)
    if not isinstance(value, (dict, list)) or not value or (indent and len(flat) < _SHORT):
        return flat
    pad = " " * (indent + 2)
    if isinstance(value, list):
        lines = [pad + _laid_out(entry, indent + 2) for entry in value]
        return "[\n" + ",\n".join(lines) + "\n" + " " * indent + "]"
    lines = [
        f"{pad}{json.dumps(name, ensure_ascii=False)}: {_laid_out(entry, indent + 2)}"
        for name, entry in value.items()
    ]
    return "{\n" + ",\n".join(lines) + "\n" + " " * indent + "}"


def _context(lines: list[str], kind: DocumentKind) -> dict[str, Any]:
    facts: dict[str, Any] = {}
    for part in (p for line in lines for p in line.split(";")):
        name, _, text = part.strip().partition("=")
        facts[name] = type(kind).read_fact(name, text)
    return facts
