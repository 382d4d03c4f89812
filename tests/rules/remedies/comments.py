"""Remedies of suppression comments."""

from tests.rules.pair import Pair

LINES = """\
client_name: Wonderwallet
language: en
country_codes: [US]
user: {client_user_id: u-1001}
"""
TWICE = f"{LINES}products: [auth, auth]"
BODY = (
    "{client_name: Wonderwallet, language: en, country_codes: [US], "
    "user: {client_user_id: u-1001}, products: [auth]}"
)
COMMENT = "# linkcheck: ignore[LC111]"
MISPLACED = f"yaml '{LINES}{COMMENT}\nproducts: [auth, auth]'"

PAIRS = [
    Pair("LC010", "Name the rules", {"": f"{BODY}  {COMMENT}"}),
    Pair("LC010", "Name the rules", {"": f"{BODY}  {COMMENT}"}, bad=1),
    Pair("LC011", "Use the code, prefix or name of a rule", {"": f"{BODY}  {COMMENT}"}),
    Pair(
        "LC011",
        "Use `client-name-too-long`",
        {"": f"{BODY}  # linkcheck: ignore[client-name-too-long]"},
        bad=1,
    ),
    Pair("LC012", "Remove the rule from the comment", {"": BODY}),
    Pair(
        "LC012",
        "move the comment to the line of the finding",
        {"": f"{TWICE}  {COMMENT}"},
        bad=MISPLACED,
    ),
    Pair("LC012", "directly above the request", {"": f"{COMMENT}\n{TWICE}"}, bad=MISPLACED),
]
