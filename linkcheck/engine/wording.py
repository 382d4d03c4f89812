"""Names in sentences, and messages in one line."""

from __future__ import annotations

from collections.abc import Collection, Iterable

from linkcheck.suggestions import closest


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


def similar(value: str, known: Collection[str]) -> str:
    """Return the end of a message about an unknown value: the known one that is most similar."""
    nearest = closest(value, known)
    return f", similar to `{nearest}`" if nearest else ""


def one_line(message: str, remedy: str | None) -> str:
    """Return a message and its help in one line, in the lower-case style of error messages."""
    return "; ".join(map(_lower, filter(None, (message, remedy))))


def _lower(sentence: str) -> str:
    """Return a sentence with a small first letter, unless it begins with an acronym or a name."""
    return sentence[:1].lower() + sentence[1:] if sentence[1:2] in _SMALL else sentence


_SMALL = frozenset(" abcdefghijklmnopqrstuvwxyz")


def _joined(words: list[str], last: str) -> str:
    return f"{', '.join(words[:-1])} {last} {words[-1]}" if len(words) > 1 else "".join(words)
