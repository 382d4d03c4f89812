"""Why a text is no JSON: the common causes, in the order in which they are tried."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from linkcheck.sources.syntax import Fault

if TYPE_CHECKING:
    from linkcheck.sources.decode import Places

_VALUE = "value|value or ]"
_NAME = "name|name or }"
_SEPARATOR = ", or }|, or ]"
_ANY = f"{_VALUE}|{_NAME}|:|{_SEPARATOR}|end"


@dataclass(frozen=True, slots=True)
class Cause:
    """A way in which people break JSON.

    It fits where the grammar expects one of ``expected`` (separated by ``|``) and the text
    matches ``here``; ``before``, if set, must match the text up to there. ``back`` is a pattern
    whose match before the place is what to point at instead.
    """

    expected: str
    here: re.Pattern[str]
    message: str
    hint: str
    back: re.Pattern[str] | None = None


def _cause(expected: str, here: str, message: str, hint: str, back: str | None = None) -> Cause:
    return Cause(expected, re.compile(here), message, hint, re.compile(back) if back else None)


CAUSES = (
    _cause(
        _ANY,
        r"//|/\*|#",
        "There is a comment, and JSON has none.",
        "Delete the comment.",
    ),
    _cause(
        "name",
        r"\}",
        "There is a comma before the closing `}`.",
        "Delete the comma after the last member.",
        back=r",[ \t\r\n]*\Z",
    ),
    _cause(
        "value",
        r"\]",
        "There is a comma before the closing `]`.",
        "Delete the comma after the last entry.",
        back=r",[ \t\r\n]*\Z",
    ),
    _cause(
        f"{_VALUE}|{_NAME}",
        r",",
        "There is a comma too many.",
        "Delete it, or write what is missing before it.",
    ),
    _cause(
        f"{_VALUE}|{_NAME}",
        r"'",
        "A text is in single quotes.",
        'Use double quotes: "...".',
    ),
    _cause(
        f"{_VALUE}|{_NAME}",
        "[\u2018\u2019\u201c\u201d\u201e\u00ab\u00bb`]",
        "A text is in typographic quotes or backticks.",
        'Use plain double quotes: "...".',
    ),
    _cause(
        _VALUE,
        r"-?(?:NaN|Infinity|inf|nan)\b",
        "`NaN` and `Infinity` are no JSON numbers.",
        "Write a finite number, or null.",
    ),
    _cause(
        _VALUE,
        r"(?:True|False|None)\b",
        "This is a Python literal (`True`, `False`, `None`).",
        "Write true, false or null. From Python, use json.dumps instead of str or repr.",
    ),
    _cause(
        _VALUE,
        r"(?i:true|false|null|tru|fals|nul|nil|yes|no|on|off)\b",
        "The only bare words of JSON are `true`, `false` and `null`.",
        'Write one of them; if it is a text, put it in double quotes: "...".',
    ),
    _cause(_VALUE, r"undefined\b", "`undefined` is no JSON value.", "Write null, or leave it out."),
    _cause(
        f"{_VALUE}|{_NAME}",
        r"\{\{|\$\{|\{%|<|%[A-Za-z(]|\$[A-Za-z]",
        "This looks like a placeholder of a template.",
        "Check the file that the template makes.",
    ),
    _cause(_VALUE, r"[+-]?0[xXoObB]", "The number is not decimal.", "Write it in decimal digits."),
    _cause(
        _VALUE,
        r"-?0[0-9]",
        "The number begins with a zero.",
        "Drop the leading zero, or put the value in quotes if the zero counts.",
    ),
    _cause(
        _VALUE,
        r"\+|-?\.[0-9]|-?[0-9]",
        "This is no JSON number.",
        'Write it like -12.5; if it is a text, put it in double quotes: "...".',
    ),
    _cause(_VALUE, r"[^\W\d]|[$@*&]", "A text has no quotes.", 'Put it in double quotes: "...".'),
    _cause(
        _NAME,
        r"[\w$-]",
        "A member name has no quotes.",
        'Put it in double quotes: "...".',
    ),
    _cause(
        "name or }",
        r"\{(?<=\{\{)",
        "This looks like a placeholder of a template.",
        "Check the file that the template makes.",
    ),
    _cause(_NAME, r"[\[{]", "A member name must come here.", 'Write "name": before the value.'),
    _cause(
        ":",
        r"=>?",
        "There is an equals sign after a member name.",
        "Use a colon.",
    ),
    _cause(
        ":|value",
        r"[,}]",
        "A member has a name but no value.",
        'Write "name": value, or remove the member.',
    ),
    _cause(":", r"\S", "A colon is missing after a member name.", "Add a colon."),
    _cause(
        _SEPARATOR,
        r"[\w'](?<=\"[\w'])",
        "A text ends too early: a quote inside it is not escaped, or there is one too many.",
        'Write a quote inside a text as \\".',
    ),
    _cause(
        ", or }",
        r"\]",
        "An object is closed with `]`.",
        "Close it with `}`, or open an array with `[`.",
    ),
    _cause(
        ", or ]",
        r"\}",
        "An array is closed with `}`.",
        "Close it with `]`, or open an object with `{`.",
    ),
    _cause(
        ", or ]",
        r":",
        "There is a member name in an array.",
        "Put name and value in braces: {...}.",
    ),
    _cause(
        _SEPARATOR,
        r"[\"{\[\w'-]",
        "A comma is missing before this.",
        "Add a comma after the value before.",
    ),
    _cause(_SEPARATOR, r";", "There is a semicolon.", "Use a comma."),
    _cause(
        "end",
        r"[\"{\[\w-]",
        "There is more text after the end of the document.",
        "Keep one JSON document a file.",
    ),
    _cause(
        "end",
        r"[}\]]",
        "There is a closing bracket too many.",
        "Delete it, or find the opening bracket that is missing.",
    ),
    _cause("end", r",", "There is a comma after the end of the document.", "Delete it."),
    _cause(
        "string",
        r"[\r\n]",
        "A text is not closed on its line.",
        "Add the closing quote; write a line break inside a text as \\n.",
    ),
    _cause("string", r"\t", "There is a tab inside a text.", "Write it as \\t."),
    _cause(
        "string",
        r"[\x00-\x1f]",
        "There is a control character inside a text.",
        "Write it as \\u and four hexadecimal digits, or remove it.",
    ),
    _cause(
        "string",
        r"\\u",
        "A `\\u` escape does not have four hexadecimal digits.",
        "Write four of them, such as \\u00e9.",
    ),
    _cause(
        "string",
        r"\\[\s\S]",
        "There is a backslash before a character that needs none.",
        "Double the backslash, or remove it.",
    ),
)


def explain(text: str, fault: Fault, places: Places) -> tuple[str, str, int]:
    """What is wrong, how to repair it, and the offset to point at. Shows nothing of the values.

    ``places`` gives the lines that a message names.
    """
    for cause in CAUSES:
        if fault.expected in cause.expected.split("|") and cause.here.match(text, fault.offset):
            if cause.back is None:
                return cause.message, cause.hint, fault.offset
            found = cause.back.search(text, fault.opened, fault.offset)
            return cause.message, cause.hint, found.start() if found else fault.offset
    if not text.strip():
        return "The document is empty.", "Put one JSON object into it.", 0
    if fault.offset >= len(text.rstrip(" \t\r\n\\")):
        return _cut_off(text, fault, places)
    found_text = _shown(text[fault.offset])
    return f"Expected {_WORDS[fault.expected]}, found {found_text}.", "", fault.offset


def _cut_off(text: str, fault: Fault, places: Places) -> tuple[str, str, int]:
    hint = "The document looks cut off: close what is open, or write the whole of it."
    if fault.expected == "string":
        return "The text ends inside a string.", hint, fault.opened
    bracket = text[fault.opened : fault.opened + 1]
    if bracket not in ("{", "["):
        return "The document ends where a value must come.", hint, fault.offset
    line = places.position(fault.opened)[0]
    where = f"the `{bracket}` of line {line} is not closed"
    return f"The document ends too early: {where}.", hint, fault.offset


def _shown(char: str) -> str:
    """A character of the text in words; letters and digits may belong to a secret."""
    if char.isalpha():
        return "a letter"
    if char.isdigit():
        return "a digit"
    if char.isprintable() and char.isascii():
        return f"`{char}`"
    return f"the character U+{ord(char):04X}"


_WORDS = {
    "value": "a value",
    "value or ]": "a value or `]`",
    "name": "a member name in double quotes",
    "name or }": "a member name in double quotes or `}`",
    ":": "a colon",
    ", or }": "a comma or `}`",
    ", or ]": "a comma or `]`",
    "end": "the end of the document",
    "string": "the rest of a text",
}
