"""``--fix`` and ``--diff``: what fixes make of a file."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass

from linkcheck.checker import Checker
from linkcheck.cli.jobs import is_lines
from linkcheck.cli.writing import replacing
from linkcheck.documents import Document, detect
from linkcheck.sources.decode import BOM, Decoded, SourceError, decode
from linkcheck.sources.files import InputError, Source, SourceDocument, documents
from linkcheck.violation import Violation

_MARK = BOM.encode()


@dataclass(frozen=True, slots=True)
class DocumentFixes:
    """A document before and after its fixes, and what was fixed.

    The texts have no byte order mark. ``line`` is the document's line in a file of JSON Lines, None
    if the document is the whole file.
    """

    name: str
    line: int | None
    kind: Document
    old: str
    new: str
    applied: tuple[Violation, ...]

    def notes(self, verb: str) -> Iterator[str]:
        """A line for each fix."""
        from linkcheck.masking import mask_pointer

        place = self.name if self.line is None else f"{self.name}:{self.line}"
        for violation in self.applied:
            pointer = mask_pointer(violation.pointer) or "the top level"
            what = violation.fix.description if violation.fix else violation.message
            yield f"{place}: {verb} {violation.code} at {pointer}: {what}"

    def diff(self, *, headed: bool) -> str:
        """The unified diff, masked. The names of the file come first if it is ``headed``."""
        from linkcheck.fixes.diff import diff

        if self.line is None:
            return diff(self.old, self.new, self.name, self.kind)
        # The document stands alone here, but not in its file.
        head, hunk, lines = diff(f"{self.old}\n", f"{self.new}\n", self.name, self.kind).partition(
            "@@ -1 +1 @@\n"
        )
        if not hunk:
            return head
        return f"{head if headed else ''}@@ -{self.line} +{self.line} @@\n{lines}"


def fixes_of(
    source: Source, checker: Checker, document: Document | None, *, unsafe: bool, write: bool
) -> list[DocumentFixes]:
    """What the fixes make of a file that is one JSON document, or JSON Lines; ``write`` writes it.

    Only documents that change are told. Other kinds of files are left alone. ``document`` is the
    kind if the user told it. Raises InputError and Unwritable.
    """

    def fix(content: Decoded, detected: Document | None) -> tuple[Document, str, Fixes] | None:
        kind = document or detected
        if kind is None or not (source.named or kind is detected):
            return None
        from linkcheck.fixes.edits import apply_edits
        from linkcheck.fixes.text import fix_decoded

        fixes = fix_decoded(content, checker, kind, unsafe=unsafe)
        if not fixes.fixed.applied:
            return None
        return kind, apply_edits(content.text, fixes.edits), fixes.fixed.applied

    work = _fix_lines if is_lines(source) else _fix_whole
    return work(source, fix, write)


Fixes = tuple[Violation, ...]
_Fix = Callable[[Decoded, "Document | None"], "tuple[Document, str, Fixes] | None"]


def _fix_whole(source: Source, fix: _Fix, write: bool) -> list[DocumentFixes]:
    data = source.read()
    found = _only_document(source, data)
    if found is None or not isinstance(found.content, Decoded):
        return []
    fixed = fix(found.content, found.kind)
    if fixed is None:
        return []
    kind, new, applied = fixed
    if write:
        with replacing(source.path) as file:
            file.write((_MARK if data.startswith(_MARK) else b"") + new.encode())
    return [DocumentFixes(source.name, None, kind, found.content.text, new, applied)]


def _only_document(source: Source, data: bytes) -> SourceDocument | None:
    """The document of a file, if the file is nothing but this document."""
    try:
        whole = decode(data)
    except SourceError:
        return None
    every = list(documents(source))
    if len(every) != 1 or isinstance(every[0], InputError):
        return None
    found = every[0]
    return found if found.text == whole.text and found.value == whole.value else None


class _Unchanged(Exception):
    """There is nothing to write."""


def _fix_lines(source: Source, fix: _Fix, write: bool) -> list[DocumentFixes]:
    changed: list[DocumentFixes] = []
    if not write:
        for _ in _fixed_lines(source, fix, changed):
            pass
        return changed
    try:
        with replacing(source.path) as file:
            for line in _fixed_lines(source, fix, changed):
                file.write(line)
            if not changed:
                raise _Unchanged
    except _Unchanged:
        pass
    return changed


def _fixed_lines(source: Source, fix: _Fix, changed: list[DocumentFixes]) -> Iterator[bytes]:
    """The lines of a file after their fixes; adds to ``changed`` what became of those that differ.

    Of a line that is too long to be checked there are pieces.
    """
    from linkcheck.sources.json_lines import LONGEST

    number, is_start = 1, True
    with source.open() as file:
        try:
            while piece := file.readline(LONGEST + 1):
                if is_start and len(piece) <= LONGEST:
                    yield _fixed_line(piece, source.name, number, fix, changed)
                else:
                    yield piece
                is_start = piece.endswith(b"\n")
                number += is_start
        except OSError as error:
            raise source.unreadable(error) from None


def _fixed_line(
    line: bytes, name: str, number: int, fix: _Fix, changed: list[DocumentFixes]
) -> bytes:
    content = line.rstrip(b"\r\n")
    if not content.strip():
        return line
    try:
        decoded = decode(content)
    except SourceError:
        return line
    fixed = fix(decoded, detect(decoded.value))
    if fixed is None:
        return line
    kind, new, applied = fixed
    changed.append(DocumentFixes(name, number, kind, decoded.text, new, applied))
    mark = _MARK if content.startswith(_MARK) else b""
    return mark + new.encode() + line[len(content) :]
