"""Why a text is no JSON: the common causes, in the order in which they are tried."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from linkcheck.sources.syntax import Fault

if TYPE_CHECKING:
    from linkcheck.sources.decode import Places

_VALUE = "start|member value|entry|value or ]"
_NAME = "name|name or }"
_SEPARATOR = ", or }|, or ]"
_END = "end|below"
_ANY = f"{_VALUE}|{_NAME}|:|{_SEPARATOR}|{_END}"


@dataclass(frozen=True, slots=True)
class Cause:
    """A way in which people break JSON.

    It fits in the ``states`` (separated by ``|``), which are those of ``_state``, where the text
    matches ``here``. ``is_before`` points at the last character of the token before instead.
    """

    states: str
    here: re.Pattern[str]
    message: str
    hint: str
    is_before: bool = False


def _cause(states: str, here: str, message: str, hint: str, *, is_before: bool = False) -> Cause:
    return Cause(states, re.compile(here), message, hint, is_before)


_PLACEHOLDER = (
    "This looks like a placeholder of a template.",
    "Check the file that the template makes.",
)
_NO_VALUE = ("A member has a name but no value.", 'Write "name": value, or remove the member.')

# What other languages write as a whole value; such words have causes of their own.
_WORD = "(?:NaN|Infinity|inf|nan|None|undefined|(?i:true|false|null|nil|yes|no))"

# Other formats, by the beginning of the document.
_FORMATS = (
    _cause(
        "start",
        r"(?i)<!doctype html|<(?:html|head|body|title|meta|div|center|h1|p)\b",
        "This is HTML, not JSON.",
        "It may be the error page of a server or proxy: save the JSON body instead.",
    ),
    _cause(
        "start",
        r"<\?xml|<!--|<![A-Z]|<(?![A-Z_]+>\s*\Z)[A-Za-z_][\w:.-]*+[\s/>]",
        "This is XML, not JSON.",
        "Save the JSON body instead.",
    ),
    _cause("start", r"%PDF-", "This is a PDF file, not JSON.", "Save the JSON body instead."),
    _cause(
        "start",
        r"HTTP/[0-9]|[A-Z]{3,7} \S+ HTTP/[0-9]",
        "This is an HTTP message, not JSON.",
        "Keep only its body.",
    ),
    _cause(
        "start",
        r"(?:\$ *)?curl\s",
        "This is a curl command, not JSON.",
        "Name the file `.sh`, or keep only the body.",
    ),
    _cause(
        "start",
        r"(?:const|let|var|export|import|return|function)\s|module\.exports|\(\s*\{",
        "This is JavaScript, not JSON.",
        "Write the value with JSON.stringify.",
    ),
    _cause(
        "start",
        r"%YAML|(?:#[^\n]*+\n\s*+)*+"
        r"(?:---\s|- \S|[A-Za-z_][\w-]*+:(?:[ \t][^\n]*+)?\r?\n\s*+(?:- |[\w-]++:\s))",
        "This looks like YAML, not JSON.",
        "Name the file `.yaml`, or convert it to JSON.",
    ),
    _cause(
        "start",
        r"[\w.%-]++=[^\s=&]*+(?:&[\w.%-]++=[^\s=&]*+)*+\s*\Z",
        "This is form data, not JSON.",
        'Plaid takes JSON only: {"name": value}.',
    ),
    _cause(
        "start|value or ]",
        r"[A-Za-z_][\w.-]*+(?: +=|\]\s*\n\s*[\w.-]+ *=)",
        "This looks like TOML or an INI file, not JSON.",
        "Convert it to JSON.",
    ),
    _cause(
        "start|end|below",
        r"```",
        "There is a Markdown code fence.",
        "Delete the lines with ```.",
    ),
    _cause(
        "start",
        r"['`]\s*[{\[]",
        "The document is in quotes.",
        "Delete the quotes around it.",
    ),
    _cause(
        "start",
        r"[\])}]",
        "There is a closing bracket without an opening one.",
        "Delete it, or write what is missing before it.",
    ),
    _cause(
        "start",
        r"[A-Z]\w*+\(|map\[",
        "This is the printed form of an object, not JSON.",
        "Serialize it as JSON.",
    ),
    _cause(
        "start",
        rf"(?!{_WORD}\b)(?:[^\W\d]|[0-9]+-[0-9])[^\n{{\[]*+[{{\[]",
        "There is text before the JSON document.",
        "Delete it.",
    ),
    _cause(
        "start",
        rf"(?!{_WORD}\b)[^\W\d]",
        "This is not JSON: it begins with plain text.",
        "A request body is a JSON object: {...}.",
    ),
)

CAUSES = (
    *_FORMATS,
    _cause(f"{_VALUE}|{_NAME}", r"#\{", *_PLACEHOLDER),
    _cause(
        _ANY,
        r"//|/\*|#|<!--",
        "There is a comment, and JSON has none.",
        "Delete the comment.",
    ),
    _cause(
        "name",
        r"\}",
        "There is a comma before the closing `}`.",
        "Delete the comma after the last member.",
        is_before=True,
    ),
    _cause(
        "entry",
        r"\]",
        "There is a comma before the closing `]`.",
        "Delete the comma after the last entry.",
        is_before=True,
    ),
    _cause(":|member value", r"[,}\]]", *_NO_VALUE),
    _cause(
        "entry|value or ]|, or ]",
        r"\}",
        "An array is closed with `}`.",
        "Close it with `]`, or open an object with `{`.",
    ),
    _cause(
        "name|name or }|, or }",
        r"\]",
        "An object is closed with `]`.",
        "Close it with `}`, or open an array with `[`.",
    ),
    _cause(
        f"{_NAME}|{_SEPARATOR}|entry|value or ]",
        r"\)",
        "A bracket is closed with `)`.",
        "Close it with `]` or `}`.",
    ),
    _cause(
        f"{_VALUE}|{_NAME}",
        r",",
        "There is a comma too many.",
        "Delete it, or write what is missing before it.",
    ),
    _cause(
        _ANY,
        r"\.\.\.|\u2026",
        "There are dots in place of something that was left out.",
        "Write out what they stand for.",
    ),
    _cause(
        _ANY,
        r"\\[\"'nrt/]",
        "There is a backslash outside a string.",
        "Delete it: only strings have escapes.",
    ),
    _cause(
        f"{_VALUE}|{_NAME}",
        r"'(?=[\s\S]*?[:\[,(]\s*(?:True|False|None)\s*[,}\])])",
        "This is the repr of a Python dict, not JSON.",
        "Write it with json.dumps, not with str or repr.",
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
        _VALUE,
        r"[bBrRuUfF]{1,2}[\"']",
        "A string has a prefix, as in Python.",
        "Delete the letter before the quote.",
    ),
    _cause(
        _VALUE,
        r"<[A-Za-z_][\w.]*+(?:: | object at )",
        "This is the printed form of an object, not JSON.",
        "Serialize it as JSON.",
    ),
    _cause(f"{_VALUE}|{_NAME}", r"\{\{|\$\{|\{%|<|%[A-Za-z(]|\$[A-Za-z]|%(?<=\{%)", *_PLACEHOLDER),
    _cause(
        _VALUE,
        r"(?:new|function|async|await|lambda|process\.env|os\.environ)\b|[A-Za-z_$][\w.$]*+ *\(",
        "This is an expression of a programming language, not a value.",
        "Write the value that it gives.",
    ),
    _cause(
        _VALUE,
        r"\(",
        "There is a parenthesis, which JSON does not have.",
        "Write an array as [...].",
    ),
    _cause(
        f"{_VALUE}|{_NAME}",
        r":[A-Za-z_\"]",
        "This is a Ruby symbol.",
        'Write it as a string in double quotes: "...".',
    ),
    _cause(_VALUE, r":", "There is a colon too many.", "Delete it."),
    _cause(_VALUE, r"[+-]?0[xXoObB]", "The number is not decimal.", "Write it in decimal digits."),
    _cause(
        _VALUE,
        r"-?0[0-9]",
        "The number begins with a zero.",
        "Drop the leading zero, or put the value in quotes if the zero counts.",
    ),
    _cause(
        _VALUE,
        r"\+|-?\.[0-9]|-?[0-9]|--",
        "This is no JSON number.",
        'Write it like -12.5; if it is a text, put it in double quotes: "...".',
    ),
    _cause(_VALUE, r"[^\W\d]|[$@*&]", "A text has no quotes.", 'Put it in double quotes: "...".'),
    _cause(
        "name",
        r"(?<=[0-9],)[0-9]{3}(?![\w\"])",
        "A number has a thousands separator.",
        "Delete the comma.",
    ),
    _cause(
        _NAME,
        r"(?:-?[0-9][\w.+-]*+|true|false|null)\s*[,}]",
        "There is a value without a member name.",
        'Write "name": before the value.',
    ),
    _cause(
        _NAME,
        r"[\w$-]",
        "A member name has no quotes.",
        'Put it in double quotes: "...".',
    ),
    _cause("name or }", r"\{(?<=\{\{)", *_PLACEHOLDER),
    _cause(_NAME, r"[\[{]", "A member name must come here.", 'Write "name": before the value.'),
    _cause(
        ":",
        r"=>?",
        "There is an equals sign after a member name.",
        "Use a colon.",
    ),
    _cause(":", r"[^\s\x00-\x1f]", "A colon is missing after a member name.", "Add a colon."),
    _cause(
        _SEPARATOR,
        r"[\w'](?<=\"[\w'])",
        "A text ends too early: a quote inside it is not escaped, or there is one too many.",
        'Write a quote inside a text as \\".',
    ),
    _cause(
        ", or ]",
        r":|=>",
        "There is a member name in an array.",
        "Put name and value in braces: {...}.",
    ),
    _cause(
        ", or }",
        r":|=>",
        "There is a colon after a value.",
        "Put a comma and a name in double quotes before it, or delete it.",
    ),
    _cause(
        _SEPARATOR,
        r"[\"{\[\w'-]",
        "A comma is missing before this.",
        "Add a comma after the value before.",
    ),
    _cause(_SEPARATOR, r";", "There is a semicolon.", "Use a comma."),
    _cause(
        _SEPARATOR,
        r"[+*]",
        "This is an expression of a programming language, not a value.",
        "Write the value that it gives.",
    ),
    _cause(
        "end",
        r"[\"{\[]",
        "There is more text after the end of the document: a second value on the same line.",
        "Keep one JSON document per file, or one per line in a `.jsonl` file.",
    ),
    _cause(
        "below",
        r"[\"{\[]",
        "There is more text after the end of the document: a second value.",
        "Keep one JSON document per file; if each line is one, name the file `.jsonl`.",
    ),
    _cause(
        _END,
        r"[\w-]",
        "There is more text after the end of the document.",
        "Keep one JSON document per file.",
    ),
    _cause(
        _END,
        r"[}\])]",
        "There is a closing bracket too many.",
        "Delete it, or find the opening bracket that is missing.",
    ),
    _cause(
        _END,
        r",\s*[\"{\[]",
        "There is a comma after the end of the document, and another value.",
        "Keep one JSON document per file, or put the values in an array: [...].",
    ),
    _cause(_END, r",", "There is a comma after the end of the document.", "Delete it."),
    _cause(_END, r";", "There is a semicolon after the end of the document.", "Delete it."),
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

# What may go on in a text that was cut off: a literal, a number, an escape.
_UNFINISHED = re.compile(
    r"(?:t(?:ru?)?|f(?:a(?:ls?)?)?|n(?:ul?)?"
    r"|-?[0-9]*+(?:\.(?:[0-9]++[eE][+-]?)?|[eE][+-]?)?)\Z"
)
_UNFINISHED_ESCAPE = re.compile(r"\\(?:u[0-9a-fA-F]{0,3})?\Z")


def explain(text: str, fault: Fault, places: Places) -> tuple[str, str, int]:
    """What is wrong, how to repair it, and the offset to point at. Shows nothing of the values.

    ``places`` gives the lines that a message names.
    """
    state, offset = _state(text, fault), fault.offset
    if _is_cut_off(text, state, offset):
        return _cut_off(text, fault, places)
    for cause in CAUSES:
        if state in cause.states.split("|") and cause.here.match(text, offset):
            at = fault.after - 1 if cause.is_before else offset
            return cause.message, cause.hint, at
    char = text[offset]
    return f"Expected {_WORDS[fault.expected]}, found {_shown(char)}.", _hint(char), offset


def _state(text: str, fault: Fault) -> str:
    """What is expected at a fault, in more detail than in the grammar.

    A ``value`` is the ``start`` of the document, a ``member value`` or an ``entry`` of an array.
    The ``end`` is ``below`` if the document ends on an earlier line.
    """
    if fault.expected == "value":
        before = text[: fault.after][-1:]
        return {"": "start", ":": "member value"}.get(before, "entry")
    if fault.expected == "end":
        between = text[fault.after : fault.offset]
        return "below" if "\n" in between or "\r" in between else "end"
    return fault.expected


def _is_cut_off(text: str, state: str, offset: int) -> bool:
    if state == "string":
        return offset == len(text) or _UNFINISHED_ESCAPE.match(text, offset) is not None
    if offset == len(text):
        return True
    is_inside = state in ("member value", "entry", "value or ]")
    return is_inside and _UNFINISHED.match(text, offset) is not None


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
        return f"`{char}`" if char != "`" else "a backtick"
    return f"the character U+{ord(char):04X}"


def _hint(char: str) -> str:
    """How to repair a character that nobody sees."""
    if char == "\0":
        return "The file is damaged, or not in UTF-8: save it again."
    if char.isspace():
        return "Replace it with a plain space."
    return "" if char.isprintable() else "It is invisible: delete it."


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
