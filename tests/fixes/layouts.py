"""Strategies for JSON values and for texts of them in all kinds of layouts."""

from __future__ import annotations

import json
from typing import Any

from hypothesis import strategies as st

NAMES = st.sampled_from(["a", "b", "c", "d", 'quo"te', "uml\u00e4ut", "emoji \U0001f600", ""])
SCALARS = st.one_of(
    st.none(),
    st.booleans(),
    st.integers(-9, 9),
    st.sampled_from([0.5, 1.0, 1e300, 12345678901234567890]),
    st.sampled_from(["", "x", "y", "auth", "{[,:]}", 'a"b\\', "\u2028", "gr\u00fc\u00df", "\n\t"]),
)
VALUES = st.recursive(
    SCALARS,
    lambda inner: st.one_of(st.lists(inner, max_size=5), st.dictionaries(NAMES, inner, max_size=5)),
    max_leaves=14,
)
OBJECTS = st.dictionaries(NAMES, VALUES, max_size=6)
_BLANKS = st.text(" \t\n\r", max_size=3)


def _arbitrary(draw: Any, value: Any) -> str:
    """A text of a value with blanks anywhere, and now and then a member that is given twice."""

    def blank() -> str:
        return str(draw(_BLANKS))

    if isinstance(value, dict):
        members = [(name, _arbitrary(draw, child)) for name, child in value.items()]
        if members and draw(st.integers(0, 9)) == 0:
            members.insert(0, (members[-1][0], '"earlier"'))
        texts = [f"{json.dumps(n)}{blank()}:{blank()}{text}" for n, text in members]
        return "{" + blank() + f"{blank()},{blank()}".join(texts) + blank() + "}"
    if isinstance(value, list):
        entries = [_arbitrary(draw, child) for child in value]
        return "[" + blank() + f"{blank()},{blank()}".join(entries) + blank() + "]"
    return json.dumps(value, ensure_ascii=bool(draw(st.booleans())))


@st.composite
def texts(draw: st.DrawFn, values: st.SearchStrategy[Any] = OBJECTS) -> str:
    """A JSON text: as tools write it, or with blanks wherever the grammar allows some."""
    value = draw(values)
    if draw(st.booleans()):
        return draw(_BLANKS) + _arbitrary(draw, value) + draw(_BLANKS)
    text = json.dumps(
        value,
        indent=draw(st.sampled_from([None, 0, 2, 4, "\t"])),
        separators=draw(st.sampled_from([(",", ":"), (", ", ": "), (",", ": "), (" , ", " : ")])),
        ensure_ascii=draw(st.booleans()),
    )
    return text.replace("\n", draw(st.sampled_from(["\n", "\r\n", "\r"]))) + draw(_BLANKS)


@st.composite
def changed(draw: st.DrawFn, value: Any) -> Any:
    """A value that a few small changes make of another."""
    value = json.loads(json.dumps(value))
    for _ in range(draw(st.integers(1, 3))):
        place = value
        while isinstance(place, (dict, list)) and place and draw(st.booleans()):
            keys = list(place) if isinstance(place, dict) else list(range(len(place)))
            inner = place[draw(st.sampled_from(keys))]
            if not isinstance(inner, (dict, list)):
                break
            place = inner
        _change(draw, place)
    return value


def _change(draw: Any, place: Any) -> None:
    what = draw(st.sampled_from(["add", "remove", "replace", "rename"]))
    if isinstance(place, list):
        index = draw(st.integers(0, len(place)))
        if what == "add" or index == len(place):
            place.insert(index, draw(VALUES))
        elif what == "remove":
            del place[index]
        else:
            place[index] = draw(VALUES)
        return
    if what == "add" or not place:
        place[draw(NAMES)] = draw(VALUES)
        return
    name = draw(st.sampled_from(list(place)))
    if what == "remove":
        del place[name]
    elif what == "replace":
        place[name] = draw(VALUES)
    else:
        place[draw(NAMES)] = place.pop(name)
