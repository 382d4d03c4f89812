"""Fix JSON source, keeping its layout, byte order mark and line ends."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from linkcheck.documents import Document
from linkcheck.fixes.edits import Edit, apply_edits, edits
from linkcheck.fixes.engine import Fixed, ValueChecker, fix_value
from linkcheck.sources.decode import BOM, Decoded, SourceError, decode


@dataclass(frozen=True, slots=True)
class TextFixes:
    """The fixes of a decoded document: the edits of its ``text``, and the ``Fixed`` result."""

    edits: tuple[Edit, ...]
    fixed: Fixed


def fix_decoded(
    decoded: Decoded,
    checker: ValueChecker,
    document: Document | None = None,
    *,
    request: Any = None,
    unsafe: bool = False,
) -> TextFixes:
    """Return the edits for the safe fixes of a JSON document, with ``unsafe`` for all fixes.

    The offsets are those of ``decoded.text``, which has no byte order mark. The arguments are
    those of ``Checker.check_decoded``.
    """
    fixed = fix_value(decoded.value, checker, document, request=request, unsafe=unsafe)
    found = edits(decoded.text, fixed.value) if fixed.applied else []
    return TextFixes(tuple(found), fixed)


def fix_text(
    text: str | bytes | bytearray,
    checker: ValueChecker,
    document: Document | None = None,
    *,
    request: Any = None,
    unsafe: bool = False,
) -> Fixed:
    """Apply the safe fixes to a JSON document, with ``unsafe`` all fixes.

    The value of the result is ``str`` for ``str``, else ``bytes``. A document that cannot be
    decoded is returned unchanged. The other arguments are those of ``Checker.check_decoded``.
    """
    given = text if isinstance(text, str) else bytes(text)
    try:
        decoded = decode(given)
    except SourceError as error:
        return Fixed(given, (), checker.undecodable(error, document).violations)
    fixes = fix_decoded(decoded, checker, document, request=request, unsafe=unsafe)
    fixed = fixes.fixed
    return Fixed(_encoded(apply_edits(decoded.text, fixes.edits), given), fixed.applied, fixed.left)


def _encoded(text: str, like: str | bytes) -> str | bytes:
    """Return a string in the form of another: as bytes, with a byte order mark, or both."""
    if isinstance(like, str):
        return BOM + text if like.startswith(BOM) else text
    return text.encode("utf-8-sig" if like.startswith(BOM.encode()) else "utf-8")
