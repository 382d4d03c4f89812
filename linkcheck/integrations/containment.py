"""Contain crashes of linkcheck in a guard: they are logged and never reach the caller."""

from __future__ import annotations

import logging
from collections.abc import Awaitable, Callable
from typing import Any, NamedTuple, TypeVar

from linkcheck.integrations.counters import Counters
from linkcheck.integrations.logs import callers_level, logger_or_default

T = TypeVar("T")


class Journal(NamedTuple):
    """Where a guard logs and counts."""

    logger: logging.Logger | None
    counters: Counters


_PANIC = "pyo3_runtime"  # panics of Rust code are not an Exception


def contained(
    journal: Journal | None, step: Callable[..., T | None], /, *arguments: Any, **options: Any
) -> T | None:
    """Run a step of a guard; if it crashes, log that and return None.

    ``KeyboardInterrupt``, ``SystemExit`` and whatever else cancels a call pass through.
    """
    try:
        return step(*arguments, **options)
    except BaseException as error:
        if not _is_crash(error):
            raise
        _record_crash(journal, error)
        return None


async def contained_async(
    journal: Journal | None, step: Callable[..., Awaitable[T | None]], *arguments: Any
) -> T | None:
    """Do the same as ``contained`` for an async step."""
    try:
        return await step(*arguments)
    except BaseException as error:
        if not _is_crash(error):
            raise
        _record_crash(journal, error)
        return None


def _is_crash(error: BaseException) -> bool:
    return isinstance(error, Exception) or type(error).__module__ == _PANIC


def _record_crash(journal: Journal | None, error: BaseException) -> None:
    """Count a crash, and log its type and place, without its message, which may contain a value."""
    try:
        if journal is not None:
            journal.counters.add("crashed")
        logger_or_default(journal.logger if journal is not None else None).error(
            "linkcheck crashed (%s%s): a Link call was not checked",
            type(error).__name__,
            _place(error),
            stacklevel=callers_level(),
        )
    except Exception:  # there is no other way to report it
        pass


def _place(error: BaseException) -> str:
    """Return the innermost line of linkcheck in a traceback."""
    place, trace = "", error.__traceback__
    while trace is not None:
        module = trace.tb_frame.f_globals.get("__name__")
        if isinstance(module, str) and module.startswith("linkcheck."):
            place = f" in {module}, line {trace.tb_lineno}"
        trace = trace.tb_next
    return place
