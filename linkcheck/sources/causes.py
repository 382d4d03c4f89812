"""Why a text is no JSON: the common causes, in the order in which they are tried."""

from __future__ import annotations

from linkcheck.sources.cause import cause
from linkcheck.sources.other_formats import FORMATS

_VALUE = "start|member value|entry|value or ]"
_NAME = "name|name or }"
_SEPARATOR = ", or }|, or ]"
_END = "end|below"
_ANY = f"{_VALUE}|{_NAME}|:|{_SEPARATOR}|{_END}"


_PLACEHOLDER = (
    "This looks like a placeholder of a template.",
    "Check the file that the template makes.",
)
_NO_VALUE = ("A member has a name but no value.", 'Write "name": value, or remove the member.')

CAUSES = (
    *FORMATS,
    cause(f"{_VALUE}|{_NAME}", r"#\{", *_PLACEHOLDER),
    cause(
        _ANY,
        r"//|/\*|#|<!--",
        "There is a comment, and JSON has none.",
        "Delete the comment.",
    ),
    cause(
        "name",
        r"\}",
        "There is a comma before the closing `}`.",
        "Delete the comma after the last member.",
        is_before=True,
    ),
    cause(
        "entry",
        r"\]",
        "There is a comma before the closing `]`.",
        "Delete the comma after the last entry.",
        is_before=True,
    ),
    cause(":|member value", r"[,}\]]", *_NO_VALUE),
    cause(
        "entry|value or ]|, or ]",
        r"\}",
        "An array is closed with `}`.",
        "Close it with `]`, or open an object with `{`.",
    ),
    cause(
        "name|name or }|, or }",
        r"\]",
        "An object is closed with `]`.",
        "Close it with `}`, or open an array with `[`.",
    ),
    cause(
        f"{_NAME}|{_SEPARATOR}|entry|value or ]",
        r"\)",
        "A bracket is closed with `)`.",
        "Close it with `]` or `}`.",
    ),
    cause(
        f"{_VALUE}|{_NAME}",
        r",",
        "There is a comma too many.",
        "Delete it, or write what is missing before it.",
    ),
    cause(
        _ANY,
        r"\.\.\.|\u2026",
        "There are dots in place of something that was left out.",
        "Write out what they stand for.",
    ),
    cause(
        _ANY,
        r"\\[\"'nrt/]",
        "There is a backslash outside a string.",
        "Delete it: only strings have escapes.",
    ),
    cause(
        f"{_VALUE}|{_NAME}",
        r"'(?=[\s\S]*?[:\[,(]\s*(?:True|False|None)\s*[,}\])])",
        "This is the repr of a Python dict, not JSON.",
        "Write it with json.dumps, not with str or repr.",
    ),
    cause(
        f"{_VALUE}|{_NAME}",
        r"'",
        "A text is in single quotes.",
        'Use double quotes: "...".',
    ),
    cause(
        f"{_VALUE}|{_NAME}",
        "[\u2018\u2019\u201c\u201d\u201e\u00ab\u00bb`]",
        "A text is in typographic quotes or backticks.",
        'Use plain double quotes: "...".',
    ),
    cause(
        _VALUE,
        r"-?(?:NaN|Infinity|inf|nan)\b",
        "`NaN` and `Infinity` are no JSON numbers.",
        "Write a finite number, or null.",
    ),
    cause(
        _VALUE,
        r"(?:True|False|None)\b",
        "This is a Python literal (`True`, `False`, `None`).",
        "Write true, false or null. From Python, use json.dumps instead of str or repr.",
    ),
    cause(
        _VALUE,
        r"(?i:true|false|null|tru|fals|nul|nil|yes|no|on|off)\b",
        "The only bare words of JSON are `true`, `false` and `null`.",
        'Write one of them; if it is a text, put it in double quotes: "...".',
    ),
    cause(_VALUE, r"undefined\b", "`undefined` is no JSON value.", "Write null, or leave it out."),
    cause(
        _VALUE,
        r"[bBrRuUfF]{1,2}[\"']",
        "A string has a prefix, as in Python.",
        "Delete the letter before the quote.",
    ),
    cause(
        _VALUE,
        r"<[A-Za-z_][\w.]*+(?:: | object at )",
        "This is the printed form of an object, not JSON.",
        "Serialize it as JSON.",
    ),
    cause(f"{_VALUE}|{_NAME}", r"\{\{|\$\{|\{%|<|%[A-Za-z(]|\$[A-Za-z]|%(?<=\{%)", *_PLACEHOLDER),
    cause(
        _VALUE,
        r"(?:new|function|async|await|lambda|process\.env|os\.environ)\b|[A-Za-z_$][\w.$]*+ *\(",
        "This is an expression of a programming language, not a value.",
        "Write the value that it gives.",
    ),
    cause(
        _VALUE,
        r"\(",
        "There is a parenthesis, which JSON does not have.",
        "Write an array as [...].",
    ),
    cause(
        f"{_VALUE}|{_NAME}",
        r":[A-Za-z_\"]",
        "This is a Ruby symbol.",
        'Write it as a string in double quotes: "...".',
    ),
    cause(_VALUE, r":", "There is a colon too many.", "Delete it."),
    cause(_VALUE, r"[+-]?0[xXoObB]", "The number is not decimal.", "Write it in decimal digits."),
    cause(
        _VALUE,
        r"-?0[0-9]",
        "The number begins with a zero.",
        "Drop the leading zero, or put the value in quotes if the zero counts.",
    ),
    cause(
        _VALUE,
        r"\+|-?\.[0-9]|-?[0-9]|--",
        "This is no JSON number.",
        'Write it like -12.5; if it is a text, put it in double quotes: "...".',
    ),
    cause(_VALUE, r"[^\W\d]|[$@*&]", "A text has no quotes.", 'Put it in double quotes: "...".'),
    cause(
        "name",
        r"(?<=[0-9],)[0-9]{3}(?![\w\"])",
        "A number has a thousands separator.",
        "Delete the comma.",
    ),
    cause(
        _NAME,
        r"(?:-?[0-9][\w.+-]*+|true|false|null)\s*[,}]",
        "There is a value without a member name.",
        'Write "name": before the value.',
    ),
    cause(
        _NAME,
        r"[\w$-]",
        "A member name has no quotes.",
        'Put it in double quotes: "...".',
    ),
    cause("name or }", r"\{(?<=\{\{)", *_PLACEHOLDER),
    cause(_NAME, r"[\[{]", "A member name must come here.", 'Write "name": before the value.'),
    cause(
        ":",
        r"=>?",
        "There is an equals sign after a member name.",
        "Use a colon.",
    ),
    cause(":", r"[^\s\x00-\x1f]", "A colon is missing after a member name.", "Add a colon."),
    cause(
        _SEPARATOR,
        r"[\w'](?<=\"[\w'])",
        "A text ends too early: a quote inside it is not escaped, or there is one too many.",
        'Write a quote inside a text as \\".',
    ),
    cause(
        ", or ]",
        r":|=>",
        "There is a member name in an array.",
        "Put name and value in braces: {...}.",
    ),
    cause(
        ", or }",
        r":|=>",
        "There is a colon after a value.",
        "Put a comma and a name in double quotes before it, or delete it.",
    ),
    cause(
        _SEPARATOR,
        r"[\"{\[\w'-]",
        "A comma is missing before this.",
        "Add a comma after the value before.",
    ),
    cause(_SEPARATOR, r";", "There is a semicolon.", "Use a comma."),
    cause(
        _SEPARATOR,
        r"[+*]",
        "This is an expression of a programming language, not a value.",
        "Write the value that it gives.",
    ),
    cause(
        "end",
        r"[\"{\[]",
        "There is more text after the end of the document: a second value on the same line.",
        "Keep one JSON document per file, or one per line in a `.jsonl` file.",
    ),
    cause(
        "below",
        r"[\"{\[]",
        "There is more text after the end of the document: a second value.",
        "Keep one JSON document per file; if each line is one, name the file `.jsonl`.",
    ),
    cause(
        _END,
        r"[\w-]",
        "There is more text after the end of the document.",
        "Keep one JSON document per file.",
    ),
    cause(
        _END,
        r"[}\])]",
        "There is a closing bracket too many.",
        "Delete it, or find the opening bracket that is missing.",
    ),
    cause(
        _END,
        r",\s*[\"{\[]",
        "There is a comma after the end of the document, and another value.",
        "Keep one JSON document per file, or put the values in an array: [...].",
    ),
    cause(_END, r",", "There is a comma after the end of the document.", "Delete it."),
    cause(_END, r";", "There is a semicolon after the end of the document.", "Delete it."),
    cause(
        "string",
        r"[\r\n]",
        "A text is not closed on its line.",
        "Add the closing quote; write a line break inside a text as \\n.",
    ),
    cause("string", r"\t", "There is a tab inside a text.", "Write it as \\t."),
    cause(
        "string",
        r"[\x00-\x1f]",
        "There is a control character inside a text.",
        "Write it as \\u and four hexadecimal digits, or remove it.",
    ),
    cause(
        "string",
        r"\\u",
        "A `\\u` escape does not have four hexadecimal digits.",
        "Write four of them, such as \\u00e9.",
    ),
    cause(
        "string",
        r"\\[\s\S]",
        "There is a backslash before a character that needs none.",
        "Double the backslash, or remove it.",
    ),
)
