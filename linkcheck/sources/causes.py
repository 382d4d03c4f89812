"""Common mistakes in JSON, in the order in which they are tried."""

from __future__ import annotations

from linkcheck.sources.cause import cause
from linkcheck.sources.other_formats import FORMATS

_VALUE = "start|member value|entry|value or ]"
_NAME = "name|name or }"
_SEPARATOR = ", or }|, or ]"
_END = "end|below"
_ANY = f"{_VALUE}|{_NAME}|:|{_SEPARATOR}|{_END}"


_PLACEHOLDER = (
    "This looks like a placeholder in a template",
    "Check the output of the template",
)
_NO_VALUE = ("The field has no value", 'Write "name": value, or remove the field')
_EXPRESSION = ("JSON does not allow expressions", "Write the value of the expression")

CAUSES = (
    *FORMATS,
    cause(f"{_VALUE}|{_NAME}", r"#\{", *_PLACEHOLDER),
    cause(
        _ANY,
        r"//|/\*|#|<!--",
        "JSON does not allow comments",
        "Delete the comment",
    ),
    cause(
        "name",
        r"\}",
        "Trailing comma before `}`",
        "Delete the comma",
        is_before=True,
    ),
    cause(
        "entry",
        r"\]",
        "Trailing comma before `]`",
        "Delete the comma",
        is_before=True,
    ),
    cause(":|member value", r"[,}\]]", *_NO_VALUE),
    cause(
        "entry|value or ]|, or ]",
        r"\}",
        "Array closed with `}`",
        "Close it with `]`, or open an object with `{`",
    ),
    cause(
        "name|name or }|, or }",
        r"\]",
        "Object closed with `]`",
        "Close it with `}`, or open an array with `[`",
    ),
    cause(
        f"{_NAME}|{_SEPARATOR}|entry|value or ]",
        r"\)",
        "Bracket closed with `)`",
        "Close it with `]` or `}`",
    ),
    cause(
        f"{_VALUE}|{_NAME}",
        r",",
        "Unexpected comma",
        "Delete it, or write what is missing before it",
    ),
    cause(
        _ANY,
        r"\.\.\.|\u2026",
        "An ellipsis is not JSON",
        "Replace it with what was left out",
    ),
    cause(
        _ANY,
        r"\\[\"'nrt/]",
        "Unexpected backslash outside a string",
        "Delete it; only strings have escapes",
    ),
    cause(
        f"{_VALUE}|{_NAME}",
        r"'(?=[\s\S]*?[:\[,(]\s*(?:True|False|None)\s*[,}\])])",
        "This is the repr of a Python dict, not JSON",
        "Write it with json.dumps, not with str or repr",
    ),
    cause(
        f"{_VALUE}|{_NAME}",
        r"'",
        "JSON strings must use double quotes",
        "Replace the single quotes with double quotes",
    ),
    cause(
        f"{_VALUE}|{_NAME}",
        "[\u2018\u2019\u201c\u201d\u201e\u00ab\u00bb`]",
        "JSON strings must use plain double quotes",
        "Replace the typographic quotes or backticks with double quotes",
    ),
    cause(
        _VALUE,
        r"-?(?:NaN|Infinity|inf|nan)\b",
        "JSON does not allow `NaN` or `Infinity`",
        "Write a finite number, or null",
    ),
    cause(
        _VALUE,
        r"(?:True|False|None)\b",
        "JSON does not allow the Python literals `True`, `False` and `None`",
        "Write true, false or null; in Python, use json.dumps instead of str or repr",
    ),
    cause(
        _VALUE,
        r"(?i:true|false|null|tru|fals|nul|nil|yes|no|on|off)\b",
        "JSON allows no words without quotes except `true`, `false` and `null`",
        'Write one of them; if it is a string, put it in double quotes: "..."',
    ),
    cause(
        _VALUE,
        r"undefined\b",
        "JSON does not allow `undefined`",
        "Write null, or leave the field out",
    ),
    cause(
        _VALUE,
        r"[bBrRuUfF]{1,2}[\"']",
        "JSON does not allow the string prefixes of Python",
        "Delete the letter before the quote",
    ),
    cause(
        _VALUE,
        r"<[A-Za-z_][\w.]*+(?:: | object at )",
        "This is the printed form of an object, not JSON",
        "Serialize it as JSON",
    ),
    cause(f"{_VALUE}|{_NAME}", r"\{\{|\$\{|\{%|<|%[A-Za-z(]|\$[A-Za-z]|%(?<=\{%)", *_PLACEHOLDER),
    cause(
        _VALUE,
        r"(?:new|function|async|await|lambda|process\.env|os\.environ)\b|[A-Za-z_$][\w.$]*+ *\(",
        *_EXPRESSION,
    ),
    cause(
        _VALUE,
        r"\(",
        "JSON does not allow parentheses",
        "Write an array as [...]",
    ),
    cause(
        f"{_VALUE}|{_NAME}",
        r":[A-Za-z_\"]",
        "JSON does not allow Ruby symbols",
        'Write it as a string in double quotes: "..."',
    ),
    cause(_VALUE, r":", "Unexpected colon", "Delete it"),
    cause(_VALUE, r"[+-]?0[xXoObB]", "JSON numbers must be decimal", "Write it in decimal digits"),
    cause(
        _VALUE,
        r"-?0[0-9]",
        "JSON numbers must not begin with a zero",
        "Delete the leading zero, or put the value in quotes if the zero matters",
    ),
    cause(
        _VALUE,
        r"\+|-?\.[0-9]|-?[0-9]|--",
        "This is not a JSON number",
        'Write it like -12.5; if it is a string, put it in double quotes: "..."',
    ),
    cause(_VALUE, r"[^\W\d]|[$@*&]", "String without quotes", 'Put it in double quotes: "..."'),
    cause(
        "name",
        r"(?<=[0-9],)[0-9]{3}(?![\w\"])",
        "JSON numbers must not have thousands separators",
        "Delete the comma",
    ),
    cause(
        _NAME,
        r"(?:-?[0-9][\w.+-]*+|true|false|null)\s*[,}]",
        "Value without a field name",
        'Write "name": before the value',
    ),
    cause(
        _NAME,
        r"[\w$-]",
        "Field name without quotes",
        'Put it in double quotes: "..."',
    ),
    cause("name or }", r"\{(?<=\{\{)", *_PLACEHOLDER),
    cause(_NAME, r"[\[{]", "Value without a field name", 'Write "name": before the value'),
    cause(
        ":",
        r"=>?",
        "Equals sign after a field name",
        "Use a colon",
    ),
    cause(":", r"[^\s\x00-\x1f]", "Missing colon after a field name", "Add a colon"),
    cause(
        _SEPARATOR,
        r"[\w'](?<=\"[\w'])",
        "The string ends too early, at a quote that is not escaped",
        'Write a quote inside a string as \\"',
    ),
    cause(
        ", or ]",
        r":|=>",
        "Field name in an array",
        "Put name and value in braces: {...}",
    ),
    cause(
        ", or }",
        r":|=>",
        "Unexpected colon after a value",
        "Put a comma and a name in double quotes before it, or delete it",
    ),
    cause(
        _SEPARATOR,
        r"[\"{\[\w'-]",
        "Missing comma",
        "Add a comma after the previous value",
    ),
    cause(_SEPARATOR, r";", "Unexpected semicolon", "Use a comma"),
    cause(
        _SEPARATOR,
        r"[+*]",
        *_EXPRESSION,
    ),
    cause(
        "end",
        r"[\"{\[]",
        "Second JSON value after the end of the document",
        "Write one JSON document per file, or one per line in a `.jsonl` file",
    ),
    cause(
        "below",
        r"[\"{\[]",
        "Second JSON value after the end of the document",
        "Write one JSON document per file; if each line is one, name the file `.jsonl`",
    ),
    cause(
        _END,
        r"[\w-]",
        "Unexpected text after the end of the document",
        "Delete the text",
    ),
    cause(
        _END,
        r"[}\])]",
        "Closing bracket without an opening one",
        "Delete it, or add the missing opening bracket",
    ),
    cause(
        _END,
        r",\s*[\"{\[]",
        "Second JSON value after the end of the document",
        "Write one JSON document per file, or put the values in an array: [...]",
    ),
    cause(_END, r",", "Unexpected comma after the end of the document", "Delete it"),
    cause(_END, r";", "Unexpected semicolon after the end of the document", "Delete it"),
    cause(
        "string",
        r"[\r\n]",
        "The string has no closing quote on its line",
        "Add the closing quote; write a line break inside a string as \\n",
    ),
    cause("string", r"\t", "Unescaped tab in a string", "Write it as \\t"),
    cause(
        "string",
        r"[\x00-\x1f]",
        "Unescaped control character in a string",
        "Write it as \\u and four hexadecimal digits, or remove it",
    ),
    cause(
        "string",
        r"\\u",
        "`\\u` escape without four hexadecimal digits",
        "Write four hexadecimal digits, such as \\u00e9",
    ),
    cause(
        "string",
        r"\\[\s\S]",
        "Invalid escape in a string",
        "Double the backslash, or remove it",
    ),
)
