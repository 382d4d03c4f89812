"""Edit YAML source: minimal edits that keep comments, quotes, indentation and line ends.

Only safe edits are made: nothing below an anchor, a tag, an alias or a merge key, no scalar of
several lines, and nothing that would remove a comment.
"""

from __future__ import annotations

import json
import re
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Any

from linkcheck.fixes.edits import Edit
from linkcheck.fixes.slots import Slot, item_slots, member_slots, same
from linkcheck.fixes.yaml_layout import before_break, begins_line, line_end, line_start
from linkcheck.fixes.yaml_values import Unfixable, ValueWriter, scalar_style
from linkcheck.pointer import Path
from linkcheck.sources.yaml_tree import Node, YamlTree

_BREAK = re.compile(r"\r\n|\r|\n")
_COMMENT = re.compile(r"(?:^|(?<=[\s,\[\]{}]))#", re.M)
_DASH = re.compile(r"(?:[ \t\r\n]|#[^\r\n]*)*+-")
_COLON = re.compile(r"[ \t]*:[ \t]*")
_COMMA = re.compile(r"\s*,\s*")


def yaml_edits(tree: YamlTree, path: Path, value: Any) -> list[Edit]:
    """Return the edits, in order, that change the value at a path of a YAML document to ``value``.

    Offsets are those of the whole stream. Raises Unfixable.
    """
    writer = _Writer(tree)
    node = tree.root
    for step in path:
        writer.refuse_marks(node)
        entries = node.entries or []
        node = entries[step] if isinstance(step, int) else node.names[step][1]
    writer.change(node, value, None)
    return sorted(writer.edits())


@dataclass(frozen=True, slots=True)
class _Entry:
    """A member or entry: its start (the key, dash or value), its key and its value."""

    start: int
    key: Node | None
    node: Node

    @property
    def end(self) -> int:
        return self.node.end


class _Writer:
    """Collects the edits of one document."""

    def __init__(self, tree: YamlTree) -> None:
        self.text = tree.lines.text
        self._values = ValueWriter(tree.root)
        self._edits: list[Edit] = []
        # Insertions at the same offset keep the order in which they were added: inner ones first.
        self._inserted: dict[int, str] = {}
        found = _BREAK.search(self.text)
        self._newline = found.group() if found else "\n"

    def edits(self) -> list[Edit]:
        """Return all edits, in no particular order."""
        return [*self._edits, *(Edit(at, at, text) for at, text in self._inserted.items())]

    def refuse_marks(self, node: Node) -> None:
        """Raise Unfixable for a node with an anchor, a tag or a merge key, and for an alias."""
        if node.target is not None or node.is_marked:
            raise Unfixable("an anchor, an alias or a tag is in the way")
        if any(key.value == "<<" and not key.style for key, _ in node.members or ()):
            raise Unfixable("a merge key is in the way")

    def change(self, node: Node, new: Any, parent: _Entry | None, *, in_flow: bool = False) -> None:
        """Change a value to another. ``parent`` is the member or entry that contains it."""
        old = node.content.value
        if same(old, new):
            return
        self.refuse_marks(node)
        in_flow = in_flow or self._is_flow(node)
        if node.members is not None and isinstance(new, dict):
            entries = [_Entry(key.start, key, value) for key, value in node.members]
            names = [_name(key) for key, _ in node.members]
            self._fill(node, entries, member_slots(names, old, new), parent, in_flow)
        elif node.entries is not None and isinstance(new, list):
            self._fill(node, self._items(node), item_slots(old, new), parent, in_flow)
        else:
            self._replace(node, new, parent, in_flow)

    # -- values ----------------------------------------------------------------------------

    def _replace(self, node: Node, new: Any, parent: _Entry | None, in_flow: bool) -> None:
        self._refuse_marks_below(node)
        start, end = node.start, node.end
        source = self.text[start:end]
        if node.is_block:
            start = self._block_start(node, parent)
            if _COMMENT.search(self.text, start, end):
                raise Unfixable("a comment would be lost")
            lead = " " if start < node.start else ""
            self._edit(start, end, lead + self._values.render(new, "", in_flow=in_flow))
            return
        if not source or _BREAK.search(source) or node.style in ("|", ">"):
            raise Unfixable("the value is empty or has several lines")
        is_scalar = node.members is None and node.entries is None
        is_odd = is_scalar and not isinstance(node.value, str) and source != json.dumps(node.value)
        if is_odd and not isinstance(new, (bool, int, float)):
            raise Unfixable("the value is written in a way that only YAML has")
        self._edit(start, end, self._values.render(new, node.style, in_flow=in_flow))

    def _block_start(self, node: Node, parent: _Entry | None) -> int:
        """Return the offset of a block: after the colon of its key, or of the block itself."""
        if parent is None or parent.key is None:
            return node.start
        found = _COLON.match(self.text, parent.key.end)
        if found is None:
            raise Unfixable("the key is written in an unusual way")
        return parent.key.end + found.group().index(":") + 1

    # -- containers ------------------------------------------------------------------------

    def _items(self, node: Node) -> list[_Entry]:
        nodes = node.entries or []
        if not node.is_block:
            return [_Entry(entry.start, None, entry) for entry in nodes]
        items: list[_Entry] = []
        at = node.start
        for entry in nodes:
            found = _DASH.match(self.text, at)
            if found is None:
                raise Unfixable("the list is written in an unusual way")
            items.append(_Entry(found.end() - 1, None, entry))
            at = max(entry.end, found.end())
        return items

    def _fill(
        self,
        node: Node,
        entries: list[_Entry],
        slots: list[Slot],
        parent: _Entry | None,
        in_flow: bool,
    ) -> None:
        """Replace the entries of a container by the slots."""
        kept = [slot.index for slot in slots if slot.index is not None]
        if not kept:
            new: Any = {s.name: s.value for s in slots} if node.members is not None else None
            self._refill(node, new if new is not None else [s.value for s in slots], parent)
            return
        lost = {*range(len(entries))}.difference(kept)
        for index in sorted(lost):
            self._refuse_marks_below(entries[index].node)
        if lost or len(slots) > len(kept):
            for first in (entry.key or entry.node for entry in entries):
                if first.is_marked:  # the start of the entry is unknown
                    self.refuse_marks(first)
        for slot in slots:
            if slot.index is None:
                continue
            entry = entries[slot.index]
            if entry.key is not None and slot.name != _name(entry.key):
                self._rename(entry.key, str(slot.name), in_flow)
            if not same(slot.old, slot.value):  # of a repeated member only the last counts
                self.change(entry.node, slot.value, entry, in_flow=in_flow)
        if self._is_flow(node):
            self._drop_flow(entries, kept)
            self._insert_flow(node, entries, slots)
        else:
            self._drop_lines(entries, kept)
            if len(slots) > len(kept):
                self._insert_lines(entries, slots)

    def _refill(self, node: Node, new: Any, parent: _Entry | None) -> None:
        self._refuse_marks_below(node)
        if not self._is_flow(node):
            self._replace(node, new, parent, in_flow=False)
            return
        if _COMMENT.search(self.text, node.start, node.end):
            raise Unfixable("a comment would be lost")
        inside = self._values.render(new, self._style_in(node), in_flow=True)
        self._edit(node.start + 1, node.end - 1, inside[1:-1])

    def _rename(self, key: Node, name: str, in_flow: bool) -> None:
        self.refuse_marks(key)
        if _BREAK.search(self.text, key.start, key.end):
            raise Unfixable("the name has several lines")
        self._edit(key.start, key.end, self._values.text(name, key.style, in_flow=in_flow))

    def _entry(self, slot: Slot, entries: Sequence[_Entry], *, in_flow: bool) -> str:
        """Return a new entry in the style of the last of its neighbors."""
        last = entries[-1]
        value = self._values.render(slot.value, scalar_style(last.node), in_flow=in_flow)
        if slot.name is None:
            return value
        colon = self.text[last.key.end : last.node.start] if last.key else ""
        colon = colon if colon.strip(" ") == ":" and colon != ":" else ": "
        style = last.key.style if last.key else ""
        return f"{self._values.text(slot.name, style, in_flow=in_flow)}{colon}{value}"

    def _style_in(self, node: Node) -> str:
        return scalar_style((node.entries or [node])[-1])

    # -- in brackets -----------------------------------------------------------------------

    def _drop_flow(self, entries: list[_Entry], kept: list[int]) -> None:
        for before, after in pairwise([-1, *kept, len(entries)]):
            if after - before < 2:
                continue
            run = entries[before + 1 : after]
            start, end = run[0].start, run[-1].end
            is_last = after == len(entries)
            if is_last or (before >= 0 and self._ends_line(entries[before], run, entries[after])):
                start = entries[before].end
            else:
                end = entries[after].start
            if _COMMENT.search(self.text, start, end):
                raise Unfixable("a comment would be lost")
            self._edit(start, end, "")

    def _ends_line(self, before: _Entry, run: list[_Entry], after: _Entry) -> bool:
        """Return whether a run ends a line that starts with the entry before it."""
        return not _BREAK.search(self.text, before.end, run[0].start) and bool(
            _BREAK.search(self.text, run[-1].end, after.start)
        )

    def _insert_flow(self, node: Node, entries: list[_Entry], slots: list[Slot]) -> None:
        comma = ", "
        if len(entries) > 1:
            between = self.text[entries[-2].end : entries[-1].start]
            comma = between if _COMMA.fullmatch(between) else comma
        else:
            lead = self.text[node.start + 1 : entries[0].start]
            comma = "," + lead if _BREAK.search(lead) and not lead.strip() else comma
        at: int | None = None
        waiting = ""
        for slot in slots:
            if slot.index is None:
                text = self._entry(slot, entries, in_flow=True)
                if at is None:
                    waiting += text + comma
                else:
                    self._insert(at, comma + text)
                continue
            if waiting:
                self._insert(entries[slot.index].start, waiting)
                waiting = ""
            at = entries[slot.index].end

    # -- on lines of their own -------------------------------------------------------------

    def _drop_lines(self, entries: list[_Entry], kept: list[int]) -> None:
        lost = [index for index in range(len(entries)) if index not in set(kept)]
        first_kept = kept[0]
        if lost and not begins_line(self.text, entries[0].start) and lost[0] == 0:
            # The first entry follows a dash: the next one replaces it.
            end = entries[first_kept].start
            gap = self.text[line_end(self.text, entries[first_kept - 1].end) : end]
            inner = (self.text[a.end : b.start] for a, b in pairwise(entries[:first_kept]))
            if gap.strip() or any(_COMMENT.search(text) for text in inner):
                raise Unfixable("a comment would be lost")
            self._edit(entries[0].start, end, "")
            lost = [index for index in lost if index > first_kept]
        for index in lost:
            start = entries[index].start
            if not begins_line(self.text, start):
                raise Unfixable("the entry is not on its own line")
            start, end = line_start(self.text, start), line_end(self.text, entries[index].end)
            if index > kept[-1]:  # text added after the container starts there
                start = before_break(self.text, start)
            else:
                end = after.end() if (after := _BREAK.match(self.text, end)) else end
            self._edit(start, end, "")

    def _insert_lines(self, entries: list[_Entry], slots: list[Slot]) -> None:
        indent = " " * (entries[0].start - line_start(self.text, entries[0].start))
        at: int | None = None
        waiting: list[str] = []
        for slot in slots:
            if slot.index is None:
                text = self._entry(slot, entries, in_flow=False)
                line = indent + ("- " if slot.name is None else "") + text
                if at is None:
                    waiting.append(line)
                else:
                    self._insert(at, self._newline + line)
                continue
            entry = entries[slot.index]
            if waiting:
                if not begins_line(self.text, entry.start):
                    raise Unfixable("the entry is not on its own line")
                lines = "".join(line + self._newline for line in waiting)
                self._insert(line_start(self.text, entry.start), lines)
                waiting = []
            at = line_end(self.text, entry.end)

    # -- nodes -----------------------------------------------------------------------------

    def _is_flow(self, node: Node) -> bool:
        if (node.members is None and node.entries is None) or node.is_block:
            return False
        if self.text[node.start] not in "{[":
            raise Unfixable("a list contains a member without braces")
        return True

    def _refuse_marks_below(self, node: Node) -> None:
        waiting = [node]
        while waiting:
            node = waiting.pop()
            self.refuse_marks(node)
            waiting += [part for pair in node.members or () for part in pair]
            waiting += node.entries or ()

    def _insert(self, at: int, text: str) -> None:
        self._inserted[at] = self._inserted.get(at, "") + text

    def _edit(self, start: int, end: int, text: str) -> None:
        if self.text[start:end] != text:
            self._edits.append(Edit(start, end, text))


def _name(key: Node) -> str:
    """Return the member name of a key."""
    value = key.content.value
    return value if isinstance(value, str) else json.dumps(value)
