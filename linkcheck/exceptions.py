"""The exceptions of linkcheck."""

from __future__ import annotations

from collections.abc import Iterable
from functools import partial
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from linkcheck.report import Report


class LinkcheckError(Exception):
    """Base of the exceptions for documents, configurations and plug-ins.

    Not a ValueError, so that code that handles wrong input of its own does not swallow a refusal.
    Wrong arguments raise TypeError and ValueError, as everywhere in Python.
    """


class LinkcheckWarning(UserWarning):
    """The category of linkcheck's warnings, such as about a product that it does not know."""


class InvalidPayload(LinkcheckError):
    """Raised by ``ensure`` for a document with errors. ``report`` has all violations.

    Its message lists each violation with its place, help and link, and is safe to log.
    """

    def __init__(self, report: Report) -> None:
        super().__init__(report)
        self.report = report

    def __str__(self) -> str:
        return self.report.to_text()

    def problem(
        self, *, status: int = 422, type_uri: str | None = None, instance: str | None = None
    ) -> dict[str, Any]:
        """Return ``report.to_problem()``, the body of an HTTP response."""
        return self.report.to_problem(status=status, type_uri=type_uri, instance=instance)


class UnreadableWebhook(LinkcheckError):
    """A body that is not a webhook of any product: invalid JSON, too long, or not an object.

    The message says what is wrong and contains nothing of the body.
    """


class ConfigError(LinkcheckError):
    """A configuration, or a file that it names, cannot be used.

    ``file`` is the configuration, schema or baseline with the mistake. ``line`` and ``column``
    count from 1; they are None if the mistake has no place. ``others`` are further mistakes, in the
    order of their places; the text has a line for each.
    """

    def __init__(
        self,
        file: str,
        line: int | None,
        message: str,
        others: tuple[ConfigError, ...] = (),
        *,
        column: int | None = None,
    ) -> None:
        self.file = file
        self.line = line
        self.column = column
        self.message = message
        self.others = others
        super().__init__("\n".join(self.lines))

    @property
    def lines(self) -> tuple[str, ...]:
        """Place and message of each mistake."""
        place = ":".join(str(p) for p in (self.file, self.line, self.column) if p is not None)
        return (f"{place}: {self.message}", *(line for one in self.others for line in one.lines))

    def __reduce__(self) -> tuple[Any, ...]:
        create = partial(type(self), column=self.column)
        return create, (self.file, self.line, self.message, self.others), vars(self)


class PluginError(LinkcheckError):
    """A plug-in cannot be used. The message has its name and the reason."""


def raise_together(errors: Iterable[ConfigError]) -> None:
    """Raise all mistakes of configurations as one, by place. Do nothing if there are none."""
    every = [
        ConfigError(one.file, one.line, one.message, column=one.column)
        for error in errors
        for one in (error, *error.others)
    ]
    every.sort(key=lambda one: (one.line is None, one.file, one.line or 0, one.column or 0))
    if every:
        first, *others = every
        raise ConfigError(first.file, first.line, first.message, tuple(others), column=first.column)
