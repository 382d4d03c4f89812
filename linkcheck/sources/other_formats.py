"""Other formats that are mistaken for JSON, by the beginning of the document."""

from __future__ import annotations

from linkcheck.sources.cause import cause

# Values in other languages, which have their own causes.
_WORD = "(?:NaN|Infinity|inf|nan|None|undefined|(?i:true|false|null|nil|yes|no))"

FORMATS = (
    cause(
        "start",
        r"(?i)<!doctype html|<(?:html|head|body|title|meta|div|center|h1|p)\b",
        "This is HTML, not JSON; it may be the error page of a server or proxy",
        "Save the JSON body instead",
    ),
    cause(
        "start",
        r"<\?xml|<!--|<![A-Z]|<(?![A-Z_]+>\s*\Z)[A-Za-z_][\w:.-]*+[\s/>]",
        "This is XML, not JSON",
        "Save the JSON body instead",
    ),
    cause("start", r"%PDF-", "This is a PDF file, not JSON", "Save the JSON body instead"),
    cause(
        "start",
        r"HTTP/[0-9]|[A-Z]{3,7} \S+ HTTP/[0-9]",
        "This is an HTTP message, not JSON",
        "Keep only its body, or name the file `.http`",
    ),
    cause(
        "start",
        r"(?:\$ *)?curl\s",
        "This is a curl command, not JSON",
        "Name the file `.sh`, or keep only the body",
    ),
    cause(
        "start",
        r"(?:const|let|var|export|import|return|function)\s|module\.exports|\(\s*\{",
        "This is JavaScript, not JSON",
        "Write the value with JSON.stringify",
    ),
    cause(
        "start",
        r"%YAML|(?:#[^\n]*+\n\s*+)*+"
        r"(?:---\s|- \S|[A-Za-z_][\w-]*+:(?:[ \t][^\n]*+)?\r?\n\s*+(?:- |[\w-]++:\s))",
        "This looks like YAML, not JSON",
        "Name the file `.yaml`, or convert it to JSON",
    ),
    cause(
        "start",
        r"[\w.%-]++=[^\s=&]*+(?:&[\w.%-]++=[^\s=&]*+)*+\s*\Z",
        "This is form data, not JSON",
        'Send JSON: {"name": value}',
    ),
    cause(
        "start|value or ]",
        r"[A-Za-z_][\w.-]*+(?: +=|\]\s*\n\s*[\w.-]+ *=)",
        "This looks like TOML or an INI file, not JSON",
        "Convert it to JSON",
    ),
    cause(
        "start|end|below",
        r"```",
        "Unexpected Markdown code fence",
        "Delete the lines with ```",
    ),
    cause(
        "start",
        r"['`]\s*[{\[]",
        "The document is in quotes",
        "Delete the quotes around it",
    ),
    cause(
        "start",
        r"[\])}]",
        "Closing bracket without an opening one",
        "Delete it, or write what is missing before it",
    ),
    cause(
        "start",
        r"[A-Z]\w*+\(|map\[",
        "This is the printed form of an object, not JSON",
        "Serialize it as JSON",
    ),
    cause(
        "start",
        rf"(?!{_WORD}\b)(?:[^\W\d]|[0-9]+-[0-9])[^\n{{\[]*+[{{\[]",
        "Unexpected text before the JSON document",
        "Delete it",
    ),
    cause(
        "start",
        rf"(?!{_WORD}\b)[^\W\d]",
        "This is plain text, not JSON",
        "Write a JSON object: {...}",
    ),
)
