"""The exceptions that linkcheck raises on purpose."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from linkcheck.report import Report


class InvalidPayload(ValueError):
    """Raised by ``ensure`` for a document with errors. ``report`` holds all that was found.

    Its text names each violation with its place, remedy and link, and may be logged.
    """

    def __init__(self, report: Report) -> None:
        super().__init__(report)
        self.report = report

    def __str__(self) -> str:
        return self.report.to_text()

    def problem(
        self, *, status: int = 422, type_uri: str | None = None, instance: str | None = None
    ) -> dict[str, Any]:
        """Return ``report.to_problem()``, to answer a request with."""
        return self.report.to_problem(status=status, type_uri=type_uri, instance=instance)


class UnreadableWebhook(ValueError):
    """A body that is no webhook of any product: broken, too long, or no JSON object.

    The text says what is wrong. It holds nothing of the body.
    """


class ConfigError(ValueError):
    """A configuration, or something that it names, cannot be used.

    ``file`` is the configuration (or the plug-in, schema or baseline) at fault. ``line`` and
    ``column`` count from 1; they are None if no place is to blame. ``message`` is one sentence or
    two. ``others`` are further mistakes that were found with this one; the text has a line for
    each.
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
        return type(self), (self.file, self.line, self.message, self.others), vars(self)


class PluginError(ValueError):
    """A plug-in that cannot be used. The text names it and says why."""
