"""Lists of names in sentences."""

from __future__ import annotations

from collections.abc import Iterable


def quoted(names: Iterable[str]) -> list[str]:
    """Return names in backticks."""
    return [f"`{name}`" for name in names]


def listed(names: Iterable[str]) -> str:
    """Return names in backticks, joined by commas and a last "and"."""
    return joined(quoted(names))


def joined(words: Iterable[str]) -> str:
    """Return words, joined by commas and a last "and"."""
    return _joined(list(words), "and")


def either(words: Iterable[str]) -> str:
    """Return words, joined by commas and a last "or"."""
    return _joined(list(words), "or")


def _joined(words: list[str], last: str) -> str:
    return f"{', '.join(words[:-1])} {last} {words[-1]}" if len(words) > 1 else "".join(words)
