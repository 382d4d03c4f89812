"""Remedies of unreadable documents: broken JSON, and values that JSON cannot express."""

import json
from typing import Any

from tests.rules.pair import Pair

REQUEST: dict[str, Any] = {
    "client_name": "Wonderwallet",
    "language": "en",
    "country_codes": ["US"],
    "user": {"client_user_id": "u-1001"},
    "products": ["transactions"],
    "transactions": {"days_requested": 90},
}
GOOD = json.dumps(REQUEST)
OPTIONS = '"transactions": {"days_requested": 90}'
HOSTED = '"hosted_link": {"url_lifetime_seconds": '
CUT = "Complete the document, which looks truncated"


def broken(follow: str, whole: str, part: str, repaired: str | None = None) -> Pair:
    """A text with ``part`` in place of ``whole``; ``repaired`` replaces it in the good one."""
    bad, good = GOOD.replace(whole, part, 1), GOOD.replace(whole, repaired or whole, 1)
    return Pair("LC001", follow, {"": good}, bad=f"text '{bad}'")


def replaced(follow: str, text: str) -> Pair:
    """A text in place of the good one."""
    return Pair("LC001", follow, {"": GOOD}, bad=f"text '{text}'")


PAIRS = [
    # Other formats.
    replaced("Save the JSON body instead", "<html><body>Bad Gateway</body></html>"),
    replaced("Save the JSON body instead", '<?xml version="1.0"?><request/>'),
    replaced("Save the JSON body instead", "%PDF-1.7"),
    replaced(
        "Keep only its body, or name the file `.http`",
        f"POST /link/token/create HTTP/1.1\n\n{GOOD}",
    ),
    replaced("Name the file `.sh`, or keep only the body", f"curl -d '{GOOD}'"),
    replaced("Write the value with JSON.stringify", f"const request = {GOOD};"),
    replaced("Name the file `.yaml`, or convert it to JSON", "user:\n  client_user_id: u-1001\n"),
    replaced('Send JSON: {"name": value}', "client_name=Wonderwallet&language=en"),
    replaced("Convert it to JSON", "[user]\nclient_user_id = 1001\n"),
    replaced("Delete the lines with ```", f"```json\n{GOOD}\n```"),
    replaced("Delete the lines with ```", f"{GOOD}\n```"),
    replaced("Delete the quotes around it", f"`{GOOD}`"),
    replaced("Delete it", f"}}{GOOD}"),
    replaced("write what is missing before it", GOOD[GOOD.index("}") :]),
    replaced("Serialize it as JSON", "LinkTokenCreateRequest(client_name=Wonderwallet)"),
    replaced("Delete it", f"The request: {GOOD}"),
    replaced("Write a JSON object: {...}", "Not found"),
    # The syntax.
    broken("Delete the comment", '"language"', '// a comment\n"language"'),
    broken("Delete the comma", "90}", "90,}"),
    broken("Delete the comma", '"US"]', '"US",]'),
    broken("Delete it", '["US"]', '[,"US"]'),
    broken("write what is missing before it", '["US"]', '[,"US"]', '["CA","US"]'),
    broken('Write "name": value', '"Wonderwallet"', "", '"Wonderwallet"'),
    broken("Close it with `]` or `}`", '["US"]', '["US")'),
    broken("Replace it with what was left out", '["US"]', '["US", ...]', '["US", "CA"]'),
    broken("Delete it; only strings have escapes", '"en"', '\\"en"'),
    replaced("Write it with json.dumps, not with str or repr", str(REQUEST | {"webhook": None})),
    broken("Delete the letter before the quote", '"en"', 'u"en"'),
    broken("Serialize it as JSON", '{"days_requested": 90}', "<Options object at 0x7f>"),
    broken("Write the value of the expression", "90", "get_days()"),
    broken("Write the value of the expression", '"Wonderwallet"', '"Wonder" + "wallet"'),
    broken("Write an array as [...]", '["US"]', '("US")'),
    broken('Write it as a string in double quotes: "..."', '"en"', ":en"),
    broken("Delete it", '"en"', ': "en"'),
    broken("Delete the comma", OPTIONS, f"{HOSTED}86,400}}", f"{HOSTED}86400}}"),
    broken("Replace the single quotes with double quotes", '"Wonderwallet"', "'Wonderwallet'"),
    broken(
        "Replace the typographic quotes or backticks with double quotes",
        '"Wonderwallet"',
        "\u201cWonderwallet\u201d",
    ),
    broken("Write a finite number", "90", "NaN"),
    broken("null", "90", "NaN", "null"),
    broken("in Python, use json.dumps", "90", "None"),
    broken("if it is a string, put it in double quotes", '"en"', "no"),
    broken("Write null", "90", "undefined"),
    broken("leave the field out", '{"days_requested": 90}', '{"days_requested": undefined}', "{}"),
    broken("Check the output of the template", "90", "{{ days }}"),
    broken("Write it in decimal digits", "90", "0x5A"),
    broken("Delete the leading zero", "90", "090"),
    broken("put the value in quotes", '"Wonderwallet"', "007", '"007"'),
    broken("Write it like -12.5", "90", "+90"),
    broken('Put it in double quotes: "..."', '"en"', "en"),
    broken('Put it in double quotes: "..."', '"language"', "language"),
    broken('Write "name": before the value', '"language": "en"', '["en"]'),
    broken("Use a colon", '"language":', '"language" ='),
    broken('Write "name": value', '"language": "en"', '"language"'),
    broken("remove the field", f", {OPTIONS}", ', "transactions"', " "),
    broken("Add a colon", '"language":', '"language"'),
    broken("Write a quote inside a string as", "Wonderwallet", 'Wonder"wallet'),
    broken("Close it with `}`, or open", "90}", "90]"),
    broken("Close it with `]`, or open", '["US"]', '["US"}'),
    broken("Put name and value in braces", '["US"]', '["US": 1]'),
    broken("Add a comma after the previous value", '"en",', '"en"'),
    broken("Use a comma", '"en",', '"en";'),
    broken(
        "Put a comma and a name in double quotes before it",
        '"en"',
        '"en": "https://example.com/hook"',
        '"en", "webhook": "https://example.com/hook"',
    ),
    broken("delete it", '"en"', '"en":'),
    broken(
        "Write one JSON document per file, or one per line in a `.jsonl` file", "90}}", "90}} {}"
    ),
    broken(
        "Write one JSON document per file; if each line is one, name the file `.jsonl`",
        "90}}",
        "90}}\n{}",
    ),
    broken("Delete the text", "90}}", "90}} end"),
    broken(
        "Write one JSON document per file, or put the values in an array: [...]", "90}}", "90}}, {}"
    ),
    broken("Delete it", "90}}", "90}};"),
    broken("Delete it", "90}}", "90}}}"),
    broken("add the missing opening bracket", '{"days_requested": 90}', "90}"),
    broken("Delete it", "90}}", "90}},"),
    broken("Add the closing quote", 'wallet",', "wallet,\n"),
    broken("Write it as \\t", "Wonderwallet", "Wonder\twallet"),
    broken("Write it as \\u", "Wonderwallet", "Wonder\x01wallet", "Wonder\\u0001wallet"),
    broken("remove it", "Wonderwallet", "Wonder\x01wallet"),
    broken("Write four hexadecimal digits", "Wonderwallet", "Wonder\\u00wallet"),
    broken("Double the backslash", "Wonderwallet", "Wonder\\wallet", "Wonder\\\\wallet"),
    broken("remove it", "Wonderwallet", "Wonder\\wallet"),
    broken("Write one JSON object", GOOD, " "),
    broken(CUT, "90}}", "90"),
    broken(CUT, ': {"days_requested": 90}}', ""),
    broken(CUT, 'days_requested": 90}}', "days"),
    Pair("LC002", "Keep only one", {"": GOOD}, bad=f'text \'{GOOD[:-1]}, "language": "de"}}\''),
    Pair("LC003", "Use a finite number", {"": GOOD}, bad=f"text '{GOOD.replace('90', '1e400')}'"),
    Pair("LC004", "Cut strings between characters, not inside them", {"/client_name": "Wonder"}),
    Pair("LC005", "Link documents need at most ten levels", {"": GOOD}),
    Pair("LC006", "Pass one JSON object", {"": GOOD}),
    Pair(
        "LC007",
        "Use only field names (strings) as keys",
        {"": REQUEST},
        bad=f"python '{REQUEST | {1: 'one'}}'",
    ),
    Pair(
        "LC008",
        "Convert it to a string, a number or an array",
        {"": REQUEST},
        bad=f"python '{REQUEST | {'client_name': b'Wonderwallet'}}'",
    ),
]
