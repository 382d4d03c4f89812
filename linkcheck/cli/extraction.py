"""What ``linkcheck extract`` shows of a request: its fields, without secret and personal values."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterator
from typing import Any, NamedTuple

from linkcheck.documents import Document
from linkcheck.engine.origins import Origins
from linkcheck.engine.unknown import Unknowns
from linkcheck.output.notes import in_words
from linkcheck.output.paths import relative
from linkcheck.output.style import printable, printable_file, printable_json
from linkcheck.pointer import Path, tokens
from linkcheck.redaction import mask_pointer, may_list
from linkcheck.sources.code import Merged, Site, World, merge
from linkcheck.sources.code.bodies import Body
from linkcheck.sources.content import Decoded
from linkcheck.sources.model import SourceDocument

Leaf = dict[str, Any]

_MASKED: Leaf = {"masked": True}
_UNKNOWN = "?"
_ROOT = "the top level"


class Extracted(NamedTuple):
    """A document with its place. ``language`` is None outside of source code."""

    file: str
    line: int
    column: int
    language: str | None
    document: Document
    fields: Merged

    def to_dict(self) -> dict[str, Any]:
        """Return the entry of the JSON list."""
        return {
            "file": relative(self.file),
            "line": self.line,
            "column": self.column,
            "source_language": self.language,
            "document": str(self.document),
            "open": self.fields.open,
            "members": self.fields.members,
            "conditional": self.fields.conditional,
        }

    def to_text(self) -> Iterator[str]:
        """Yield the lines for people: a headline, and a line for each field."""
        place = f"{printable_file(self.file)}:{self.line}:{self.column}"
        yield f"{place}: {self.document}\n"
        for pointer, leaf in self.fields.members.items():
            when = self.fields.conditional.get(pointer)
            remark = "" if when is None else f"  ({_remark(when)})"
            yield f"  {printable(f'{pointer or _ROOT} = {_text(leaf)}{remark}')}\n"
        for pointer in self.fields.open:
            yield f"  {printable(pointer or _ROOT)} may contain more\n"
        yield "\n"


def extracted(found: SourceDocument, content: Decoded) -> Extracted:
    """Return what is in a document with this content."""
    site, language = found.code, found.code and found.code.language
    if site is None:
        document = found.kind or Document.CREATE_REQUEST
        unknown = content.unknown or Unknowns({})
        body = Body(content.value, unknown, {}, Origins("", {}))
        span = content.locate([((), "value")])[0]
        site = Site("", span, document, (World(body, {}),))
    fields = _masked(merge(site), site.document)
    return Extracted(found.file, *site.span[:2], language, site.document, fields)


def to_json(found: list[Extracted]) -> Iterator[str]:
    """Yield the JSON list in pieces."""
    encoder = json.JSONEncoder(indent=2)
    yield from map(printable_json, encoder.iterencode([one.to_dict() for one in found]))
    yield "\n"


def to_text(found: list[Extracted]) -> Iterator[str]:
    """Yield the list for people."""
    for one in found:
        yield from one.to_text()


def _masked(content: Merged, document: Document) -> Merged:
    shown: dict[str, str] = {}
    repeated: Counter[str] = Counter()
    for pointer in dict.fromkeys((*content.members, *content.open)):
        masked = mask_pointer(pointer)
        repeated[masked] += 1
        number = repeated[masked]  # hidden names can look alike
        shown[pointer] = masked if number == 1 else f"{masked} {number}"
    members = {
        shown[pointer]: _masked_leaf(leaf, document, _path(pointer))
        for pointer, leaf in content.members.items()
    }
    conditional = {shown[pointer]: when for pointer, when in content.conditional.items()}
    return Merged(members, conditional, [shown[pointer] for pointer in content.open])


def _path(pointer: str) -> Path:
    return tuple(int(step) if step.isdecimal() else step for step in tokens(pointer))


def _masked_leaf(leaf: Leaf, document: Document, path: Path) -> Leaf:
    if "one_of" in leaf:
        masked = [_masked_leaf(value, document, path) for value in leaf["one_of"]]
        distinct = list({repr(value): value for value in masked}.values())  # ``1`` equals ``True``
        return {"one_of": distinct} if len(distinct) > 1 else distinct[0]
    if "value" in leaf:
        return leaf if may_list(document, path, leaf["value"]) else _MASKED
    prefix = leaf.get("prefix")
    if prefix is not None and not may_list(document, path, prefix):
        return {name: part for name, part in leaf.items() if name != "prefix"}
    return leaf


def _text(leaf: Leaf) -> str:
    if "one_of" in leaf:
        return " or ".join(map(_text, leaf["one_of"]))
    if "value" in leaf:
        return json.dumps(leaf["value"], ensure_ascii=False)
    if "masked" in leaf:
        return "***"
    if "prefix" in leaf:
        return json.dumps(leaf["prefix"], ensure_ascii=False)[:-1] + f'{_UNKNOWN}"'
    return f"{_UNKNOWN} ({leaf['type']})" if "type" in leaf else _UNKNOWN


def _remark(when: list[dict[str, Any]]) -> str:
    condition = in_words((one["condition"], one["is"]) for one in when)
    return f"only if {condition}" if condition else "not always"
