"""The diff of fixes: a unified diff, and nothing personal in it."""

from __future__ import annotations

import difflib
import json
import re

from hypothesis import given, settings
from hypothesis import strategies as st

from linkcheck.documents import Document
from linkcheck.output.diff import diff, unified

KIND = Document.CREATE_REQUEST
BEFORE = """\
{
  "client_name": "Wonderwallet",
  "language": "EN",
  "country_codes": ["us"],
  "products": [
    "Auth",
    "auth"
  ],
  "secret": "3f9c0ad1b2c3d4e5f60718293a4b5c",
  "user": {
    "client_user_id": "jane@example.com",
    "legal_name": "Jane Doe",
    "phone_number": "+1 (415) 555-0123"
  },
  "x": {
    "hunter": "hunter2"
  }
}"""
AFTER = (
    BEFORE.replace('"EN"', '"en"')
    .replace('    "Auth",\n', "")
    .replace("+1 (415) 555-0123", "+14155550123")
)
EXPECTED = """\
--- body.json
+++ body.json
@@ -1,16 +1,15 @@
 {
   "client_name": "Wonderwallet",
-  "language": "EN",
+  "language": "en",
   "country_codes": ["us"],
   "products": [
-    "Auth",
     "auth"
   ],
   "secret": "******************************",
   "user": {
     "client_user_id": "****************",
     "legal_name": "********",
-    "phone_number": "*****************"
+    "phone_number": "+1415*****23"
   },
   "x": {
     "hunter": "*******"
"""


def test_diff() -> None:
    assert diff(BEFORE, AFTER, "body.json", KIND) == EXPECTED


def test_no_change_no_diff() -> None:
    assert diff(BEFORE, BEFORE, "body.json", KIND) == ""


def test_a_change_that_masking_hides_is_still_a_change() -> None:
    one, other = '{"user": {"legal_name": "Jo"}}\n', '{"user": {"legal_name": "Al"}}\n'
    line = ' {"user": {"legal_name": "**"}}'.strip()
    assert diff(one, other, "f", KIND) == f"--- f\n+++ f\n@@ -1 +1 @@\n-{line}\n+{line}\n"


def test_a_missing_line_end_is_shown() -> None:
    shown = diff('{"language": "EN"}', '{"language": "en"}\n', "f", KIND)
    assert shown.splitlines()[3:] == [
        '-{"language": "EN"}',
        "\\ No newline at end of file",
        '+{"language": "en"}',
    ]


def test_line_ends_and_byte_order_marks_are_not_shown() -> None:
    before, after = ("\ufeff" + text.replace("\n", "\r\n") for text in (BEFORE, AFTER))
    assert diff(before, after, "body.json", KIND) == EXPECTED


def test_values_of_one_line_objects_are_masked_by_their_place() -> None:
    text = json.dumps(json.loads(BEFORE)) + "\n"
    shown = diff(text, text.replace('"EN"', '"en"'), "f", KIND)
    assert '"language": "en"' in shown
    for hidden in ("jane", "Jane", "3f9c", "415", "hunter2"):
        assert hidden not in shown


@settings(max_examples=200, deadline=None)
@given(st.lists(st.sampled_from("abc"), max_size=12), st.lists(st.sampled_from("abc"), max_size=12))
def test_hunks_are_those_of_difflib(one: list[str], other: list[str]) -> None:
    old, new = ("".join(f"{line}\n" for line in lines) for lines in (one, other))
    expected = "".join(
        difflib.unified_diff(old.splitlines(True), new.splitlines(True), "f", "f", lineterm="\n")
    )
    assert unified(old, new, "f", one, other) == re.sub(r"^(---|\+\+\+) f\t?$", r"\1 f", expected)
