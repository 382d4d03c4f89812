"""Edit JSON source: minimal edits that keep everything else, byte for byte.

The edits depend only on the new value, so that many patches become one set of edits. ``yaml_edits``
does the same for YAML; ``apply_edits`` and ``shifted`` are for all formats.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cached_property
from json.decoder import scanstring  # type: ignore[attr-defined]
from typing import Any

from linkcheck.fixes.slots import Slot, item_slots, member_slots, same

_blanks: Any = re.compile(r"[ \t\n\r]*").match
_skip: Any = json.JSONDecoder().scan_once  # type: ignore[attr-defined]
_BREAK = re.compile(r"\r\n|\r|\n")
_LAST_BREAK = re.compile(r"((?:\r\n|\r|\n)[ \t]*)[^\r\n]*\Z")
_indentation: Any = re.compile(r"[ \t]*").match


@dataclass(frozen=True, slots=True, order=True)
class Edit:
    """Replace the source from offset ``start`` up to, but not including, ``end``.

    Offsets count code points from 0. ``start == end`` inserts.
    """

    start: int
    end: int
    replacement: str


def apply_edits(text: str, edits: Iterable[Edit]) -> str:
    """Apply edits to a string. They may be in any order, but must not overlap."""
    pieces: list[str] = []
    done = 0
    for edit in sorted(edits):
        pieces += text[done : edit.start], edit.replacement
        done = edit.end
    return "".join((*pieces, text[done:]))


def shifted(edits: Iterable[Edit], offset: int) -> list[Edit]:
    """Return edits of a document for the source in which it starts at ``offset``."""
    return [Edit(e.start + offset, e.end + offset, e.replacement) for e in edits]


def edits(text: str, value: Any) -> list[Edit]:
    """Return the edits, in order, after which a JSON string decodes to ``value``.

    ``text`` must be valid JSON without a byte order mark. Members keep their order, and new ones
    come last; a member that replaces another is put on its line. Indentation, commas and colons
    are those of neighboring members.
    """
    writer = _Writer(text)
    start = _root(text)
    old, end = _skip(text, start)
    writer.change(start, end, old, value)
    return sorted(writer.edits)


@dataclass(frozen=True, slots=True)
class _Entry:
    """A member or entry of a container. In an array ``start`` and ``value_start`` are the same."""

    name: str | None
    start: int
    name_end: int
    value_start: int
    end: int


class _Writer:
    """Collects the edits of one document."""

    def __init__(self, text: str) -> None:
        self.text = text
        self.edits: list[Edit] = []
        self._is_ascii = text.isascii()
        found = _BREAK.search(text)
        self._newline = found.group() if found else "\n"

    def change(self, start: int, end: int, old: Any, new: Any) -> None:
        """Replace the old value between two offsets by the new one."""
        if same(old, new):
            return
        if isinstance(old, dict) and isinstance(new, dict):
            entries = list(_entries(self.text, start))
            self._fill(start, end, entries, member_slots([str(e.name) for e in entries], old, new))
        elif isinstance(old, list) and isinstance(new, list):
            self._fill(start, end, list(_entries(self.text, start)), item_slots(old, new))
        else:
            break_ = self._break_at(start) if _BREAK.search(self.text, start, end) else ""
            self._edit(start, end, self._render(new, break_, self._colon(())))

    def _fill(self, start: int, end: int, entries: list[_Entry], slots: list[Slot]) -> None:
        """Replace the entries of the container from ``start`` to ``end`` by the slots."""
        kept = [slot.index for slot in slots if slot.index is not None]
        if not kept:
            self._refill(start, end, entries, slots)
            return
        self._drop(entries, kept)
        self._insert(start, entries, slots)
        for slot in slots:
            if slot.index is not None:
                entry = entries[slot.index]
                if slot.name != entry.name:
                    self._edit(entry.start, entry.name_end, self._dumps(slot.name))
                self.change(entry.value_start, entry.end, slot.old, slot.value)

    def _refill(self, start: int, end: int, entries: list[_Entry], slots: list[Slot]) -> None:
        """Replace the content of a container."""
        first, last = start + 1, end - 1
        colon = self._colon(entries)
        if entries and slots:
            first, last = entries[0].start, entries[-1].end
        comma, lead, tail = self._comma(start, entries), "", ""
        if not entries and slots and _BREAK.search(self.text, first, last):
            tail = self._break_at(start)
            lead = tail + self._unit
            comma = "," + lead
        inside = comma.join(self._entry(slot, comma, colon) for slot in slots)
        self._edit(first, last, f"{lead}{inside}{tail}")

    def _drop(self, entries: list[_Entry], kept: list[int]) -> None:
        """Remove the entries that are not kept, each run with its commas and lines."""
        for before, after in zip([-1, *kept], [*kept, len(entries)], strict=True):
            if after - before < 2:
                continue
            run = entries[before + 1 : after]
            if after == len(entries) or (
                before >= 0 and self._ends_line(entries[before], run, entries[after])
            ):
                self._edit(entries[before].end, run[-1].end, "")
            else:
                self._edit(run[0].start, entries[after].start, "")

    def _ends_line(self, before: _Entry, run: list[_Entry], after: _Entry) -> bool:
        """Return whether a run ends a line that starts with the entry before it."""
        return not _BREAK.search(self.text, before.end, run[0].start) and bool(
            _BREAK.search(self.text, run[-1].end, after.start)
        )

    def _insert(self, start: int, entries: list[_Entry], slots: list[Slot]) -> None:
        comma, colon = self._comma(start, entries), self._colon(entries)
        before: _Entry | None = None
        added: list[str] = []  # the source between the last kept entry and the next one
        for slot in slots:
            if slot.index is None:
                added.append(self._entry(slot, comma, colon))
                continue
            entry = entries[slot.index]
            if before is None:
                self._edit(entry.start, entry.start, "".join(text + comma for text in added))
            else:
                self._edit(before.end, before.end, "".join(comma + text for text in added))
            before, added = entry, []
        if before is not None:
            self._edit(before.end, before.end, "".join(comma + text for text in added))

    # -- new source ------------------------------------------------------------------------

    def _entry(self, slot: Slot, comma: str, colon: str) -> str:
        value = self._render(slot.value, _last_break(comma), colon)
        return value if slot.name is None else f"{self._dumps(slot.name)}{colon}{value}"

    def _render(self, value: Any, line_break: str, colon: str) -> str:
        """Return a value as JSON: on one line, or on several with a line break and indentation."""
        if not isinstance(value, (dict, list)) or not value or not line_break:
            return self._dumps(value, separators=("," if colon == ":" else ", ", colon))
        text = self._dumps(value, indent=self._unit, separators=(",", colon))
        return text.replace("\n", line_break)

    def _dumps(self, value: Any, **options: Any) -> str:
        return json.dumps(value, ensure_ascii=self._is_ascii, **options)

    def _comma(self, start: int, entries: list[_Entry]) -> str:
        """Return the separator of the entries of the container that starts at ``start``."""
        if len(entries) > 1:
            return self.text[entries[-2].end : entries[-1].start]
        lead = self.text[start + 1 : entries[0].start] if entries else ""
        if _BREAK.search(lead):
            return "," + lead
        return "," if self._colon(entries) == ":" else ", "

    def _colon(self, entries: Iterable[_Entry]) -> str:
        """Return the separator of a name and its value: as here, else as in the document."""
        return self._colon_of(entries) or self._usual_colon

    def _colon_of(self, entries: Iterable[_Entry]) -> str:
        """Return the colon of the last member; empty if there is none, or a line break."""
        colon = ""
        for entry in entries:
            if entry.name is not None:
                colon = self.text[entry.name_end : entry.value_start]
        return "" if _BREAK.search(colon) else colon

    @cached_property
    def _usual_colon(self) -> str:
        return self._colon_of(self._top) or ": "

    @cached_property
    def _unit(self) -> str:
        """One level of indentation: that of the first entry of the document."""
        lead = self.text[_root(self.text) + 1 : self._top[0].start] if self._top else ""
        return _last_break(lead).lstrip("\r\n") or "  "

    @cached_property
    def _top(self) -> list[_Entry]:
        """The members or entries of the document itself."""
        root = _root(self.text)
        return list(_entries(self.text, root)) if self.text[root] in "{[" else []

    def _break_at(self, offset: int) -> str:
        """Return a line break with the indentation of the line of an offset."""
        start = max(self.text.rfind("\n", 0, offset), self.text.rfind("\r", 0, offset)) + 1
        return f"{self._newline}{_indentation(self.text, start).group()}"

    def _edit(self, start: int, end: int, replacement: str) -> None:
        if start != end or replacement:
            self.edits.append(Edit(start, end, replacement))


def _root(text: str) -> int:
    """Return the offset of the document."""
    return int(_blanks(text, 0).end())


def _last_break(text: str) -> str:
    """Return the last line break and the white space after it; empty if there is none."""
    found = _LAST_BREAK.search(text)
    return found.group(1) if found else ""


def _entries(text: str, start: int) -> Iterator[_Entry]:
    """Yield the members or entries of the container that starts at ``start``."""
    is_object = text[start] == "{"
    index = _blanks(text, start + 1).end()
    while text[index] not in "}]":
        if text[index] == ",":
            index = _blanks(text, index + 1).end()
        first, name, name_end = index, None, index
        if is_object:
            name, name_end = scanstring(text, index + 1, True)
            index = _blanks(text, _blanks(text, name_end).end() + 1).end()  # over the colon
        end = _skip(text, index)[1]
        yield _Entry(name, first, name_end, index, end)
        index = _blanks(text, end).end()
