"""``--fix`` and ``--diff``: apply fixes to a file."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import ExitStack
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from linkcheck.checker import Checker
from linkcheck.cli.atomic_files import NewFile, State, replacing
from linkcheck.detection import detect
from linkcheck.documents import Document
from linkcheck.pointer import to_pointer
from linkcheck.sources.decode import BOM, Decoded, SourceError, decode, to_text
from linkcheck.sources.files import (
    SUFFIXES,
    InputError,
    Source,
    SourceDocument,
    documents,
    is_code,
    is_compressed,
    is_lines,
)
from linkcheck.violation import Violation

if TYPE_CHECKING:
    from linkcheck.fixes.engine import Fixed
    from linkcheck.fixes.yaml_text import Fix, YamlFixes
    from linkcheck.output.masked_lines import ShownLines

_MARK = BOM.encode()
_CHUNK = 1 << 20


@dataclass(frozen=True, slots=True)
class DocumentFixes:
    """A document before and after its fixes, and what was fixed.

    ``old`` and ``new`` have no byte order mark. ``line`` is the line of the document in a JSON
    Lines file, None if the document is the whole file.
    """

    name: str
    line: int | None
    kind: Document
    old: str = field(repr=False)
    new: str = field(repr=False)
    applied: tuple[Violation, ...]

    @property
    def count(self) -> int:
        """The number of applied fixes."""
        return len(self.applied)

    def notes(self, verb: str) -> Iterator[str]:
        """Yield a line for each fix."""
        place = self.name if self.line is None else f"{self.name}:{self.line}"
        return _notes(self.applied, verb, place, "")

    def diff(self, *, headed: bool) -> str:
        """Return the redacted unified diff. With ``headed``, it starts with the file names."""
        from linkcheck.output.diff import diff

        if self.line is None:
            return diff(self.old, self.new, self.name, self.kind)
        # This diff is of the line alone; the hunk header needs its line number in the file.
        head, hunk, lines = diff(f"{self.old}\n", f"{self.new}\n", self.name, self.kind).partition(
            "@@ -1 +1 @@\n"
        )
        if not hunk:
            return head
        return f"{head if headed else ''}@@ -{self.line} +{self.line} @@\n{lines}"


@dataclass(frozen=True, slots=True)
class YamlFileFixes:
    """A YAML file before and after its fixes, and the fixes of each of its bodies."""

    name: str
    fixes: YamlFixes

    @property
    def count(self) -> int:
        """The number of applied fixes."""
        return sum(len(body.fixed.applied) for body in self.fixes.bodies)

    def notes(self, verb: str) -> Iterator[str]:
        """Yield a line for each fix, and for each one that cannot be written."""
        several = len({body.number for body in self.fixes.bodies}) > 1
        for body in self.fixes.bodies:
            place = f"{self.name}, document {body.number + 1}" if several else self.name
            above = to_pointer(body.path)
            yield from _notes(body.fixed.applied, verb, place, above)
            yield from _notes(body.fixed.unwritten, "cannot safely edit the YAML for", place, above)

    def diff(self, *, headed: bool) -> str:
        """Return the redacted unified diff; empty if nothing changes."""
        from linkcheck.output.diff import unified

        old, new = self.fixes.old, self.fixes.new
        return unified(old, new, self.name, self._shown(old), self._shown(new))

    def _shown(self, text: str) -> ShownLines:
        from linkcheck.output.masked_lines import ShownLines
        from linkcheck.sources.lines import Lines
        from linkcheck.sources.yaml_parser import read

        trees = list(read(text))
        bodies = ((trees[b.number].inline(b.path), b.kind) for b in self.fixes.bodies)
        return ShownLines(Lines(text), bodies)


def _notes(violations: Iterable[Violation], verb: str, place: str, above: str) -> Iterator[str]:
    """Yield a line for each violation in a body. ``above`` is the pointer to it in the file."""
    from linkcheck.redaction import mask_pointer

    for violation in violations:
        pointer = above + mask_pointer(violation.pointer) or "the top level"
        what = violation.fix.description if violation.fix else violation.message
        yield f"{place}: {verb} {violation.code} at {pointer}: {what}"


FileFixes = DocumentFixes | YamlFileFixes


def fixes_of(
    source: Source, checker: Checker, document: Document | None, *, unsafe: bool, write: bool
) -> Sequence[FileFixes]:
    """Return the fixes of a JSON, JSON Lines or YAML file; with ``write``, apply them to it.

    The result has the documents that change, and all YAML documents. Other files are not fixed.
    ``document`` is the document type, if the user set it. Raises InputError and Unwritable.
    """

    def kind_of(detected: Document | None) -> Document | None:
        kind = document or detected
        return kind if source.named or kind is detected else None

    def fix(content: Decoded, detected: Document | None) -> tuple[Document, str, Fixes] | None:
        kind = kind_of(detected)
        if kind is None:
            return None
        from linkcheck.fixes.edits import apply_edits
        from linkcheck.fixes.text import fix_decoded

        fixes = fix_decoded(content, checker, kind, unsafe=unsafe)
        if not fixes.fixed.applied:
            return None
        return kind, apply_edits(content.text, fixes.edits), fixes.fixed.applied

    def fix_body(found: SourceDocument) -> tuple[Document, Fixed] | None:
        kind = kind_of(found.kind)
        if kind is None:
            return None
        from linkcheck.fixes.engine import fix_value
        from linkcheck.fixes.yaml_text import scope_of

        commented = found.suppressions is not None
        suppressed = checker.check_source(found, kind).suppressed if commented else ()
        scope = scope_of(found.yaml, suppressed)
        return kind, fix_value(found.value, checker, kind, unsafe=unsafe, scope=scope)

    if is_compressed(source.name) or is_code(source.name):
        return []
    state = State.of(source.path) if write else None
    if is_lines(source.name):
        return _fix_lines(source, fix, state)
    data = source.read()
    if not source.name.lower().endswith(SUFFIXES[0]):
        from linkcheck.sources.readers import is_yaml

        if is_yaml(source, data):
            return _fix_yaml(source, data, fix_body, state)
    return _fix_whole(source, data, fix, state)


Fixes = tuple[Violation, ...]
_Fix = Callable[[Decoded, "Document | None"], "tuple[Document, str, Fixes] | None"]


# ``state`` is that of the file before it was read, None if nothing should be written.
def _fix_whole(source: Source, data: bytes, fix: _Fix, state: State | None) -> list[DocumentFixes]:
    found = _only_document(source, data)
    if found is None or not isinstance(found.content, Decoded):
        return []
    fixed = fix(found.content, found.kind)
    if fixed is None:
        return []
    kind, new, applied = fixed
    if state is not None:
        _write(source, state, data, new)
    return [DocumentFixes(source.name, None, kind, found.content.text, new, applied)]


def _fix_yaml(source: Source, data: bytes, fix: Fix, state: State | None) -> list[YamlFileFixes]:
    from linkcheck.fixes.yaml_text import fix_yaml
    from linkcheck.sources.yaml_parser import YamlMissing

    try:
        fixes = fix_yaml(to_text(data), fix)
    except (SourceError, YamlMissing):  # reported by the check of the file
        return []
    if state is not None and fixes.new != fixes.old:
        _write(source, state, data, fixes.new)
    return [YamlFileFixes(source.name, fixes)]


def _write(source: Source, state: State, old: bytes, new: str) -> None:
    with replacing(source.path, state) as file:
        file.write((_MARK if old.startswith(_MARK) else b"") + new.encode())


def _only_document(source: Source, data: bytes) -> SourceDocument | None:
    """Return the document of a file that contains nothing else, or None."""
    try:
        whole = decode(data)
    except SourceError:
        return None
    every = list(documents(source))
    if len(every) != 1 or isinstance(every[0], InputError):
        return None
    found = every[0]
    return found if found.text == whole.text and found.value == whole.value else None


def _fix_lines(source: Source, fix: _Fix, state: State | None) -> list[DocumentFixes]:
    changed: list[DocumentFixes] = []
    with ExitStack() as stack:
        new: NewFile | None = None
        size = 0
        for old, fixed in _fixed_lines(source, fix, changed):
            if state is not None and new is None and changed:
                new = stack.enter_context(replacing(source.path, state))
                _copy(source, size, new)
            if new is not None:
                new.write(fixed)
            size += len(old)
    return changed


def _copy(source: Source, size: int, new: NewFile) -> None:
    """Copy the first bytes of a file. Raises InputError and Unwritable."""
    with source.open() as file:
        try:
            while size and (piece := file.read(min(size, _CHUNK))):
                new.write(piece)
                size -= len(piece)
        except OSError as error:
            raise source.unreadable(error) from None


def _fixed_lines(
    source: Source, fix: _Fix, changed: list[DocumentFixes]
) -> Iterator[tuple[bytes, bytes]]:
    """Yield the lines of a file before and after their fixes.

    Adds the fixes to ``changed``. A line that is too long to check is yielded in pieces.
    """
    from linkcheck.sources.json_lines import LONGEST

    number, is_start = 1, True
    with source.open() as file:
        try:
            while piece := file.readline(LONGEST + 1):
                if is_start and len(piece) <= LONGEST:
                    yield piece, _fixed_line(piece, source.name, number, fix, changed)
                else:
                    yield piece, piece
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
