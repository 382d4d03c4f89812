"""What was probably meant: the same value in another type, in another case, in another field."""

from __future__ import annotations

from typing import Any

import pytest

from linkcheck.documents import Document
from linkcheck.shapes import replacements
from linkcheck.shapes.loader import schema
from linkcheck.shapes.replacements import Meant
from tests.offenders import each


@each(
    ("given", "wanted", "meant"),
    [
        ("90", ["integer"], 90),
        ("90", ["number"], 90),
        (" 90 ", ["integer", "null"], 90),
        ("1.5", ["number"], 1.5),
        ("1.5", ["integer"], None),
        ("TRUE", ["boolean"], True),
        ("true", ["integer"], None),
        ("1", ["boolean"], None),
        ("090", ["integer"], None),
        ("x", ["integer"], None),
        (90, ["string"], "90"),
        (90, ["array"], None),
        (True, ["string"], None),
        (1.5, ["string"], None),
    ],
)
def test_a_value_in_another_type(given: Any, wanted: list[str], meant: Any) -> None:
    found = replacements.retyped(given, {}, wanted)
    assert (found, type(found)) == (meant, type(meant))


def test_a_single_value_becomes_an_array_if_the_array_lists_it() -> None:
    node = {"items": {"enum": ["auth"]}}
    assert replacements.retyped("auth", node, ["array"]) == ["auth"]
    assert replacements.retyped("hunter2", node, ["array"]) is None
    assert replacements.retyped(5, node, ["array"]) is None


NODE: dict[str, Any] = {
    "enum": ["US", "GB", "gb", None],
    "x-aliases": {"America": "US"},
    "x-replacements": {"Britain": "GB"},
    "x-hints": {"USS": "A ship."},
}


@pytest.mark.parametrize(
    ("given", "meant"),
    [
        ("America", Meant("US", safe=True)),
        ("Britain", Meant("GB", safe=False)),
        (" us ", Meant("US", safe=True)),
        ("US-NY", Meant("US", safe=False)),
        ("FR-75", None),
        ("USS", None),
        (None, None),
        (1, None),
    ],
)
def test_a_value_of_a_list(given: Any, meant: Meant | None) -> None:
    assert replacements.value(NODE, given) == meant


def test_several_values_in_one_text() -> None:
    node = {"enum": ["auth", "identity", "signal_x"], "x-aliases": {"id": "identity"}}
    assert replacements.several(node, "auth, Identity") == ["auth", "identity"]
    assert replacements.several(node, "auth|ID") == ["auth", "identity"]
    assert replacements.several(node, "auth identity auth") == ["auth", "identity"]
    assert replacements.several(node, "[auth") == ["auth"]
    assert replacements.several(node, "auth,identities") == ["auth", "identity"]
    for one in ("auth,", "auth, other", "autth,identities", "auth", "signal x", "a b", "", "[]"):
        assert replacements.several(node, one) == []
    assert replacements.several({"enum": ["cash management", "savings"]}, "savings cash") == []


def test_the_fields_whose_list_has_a_value() -> None:
    root = schema(Document.CREATE_REQUEST)
    path = ("account_filters", "depository", "account_subtypes", 0)
    home = ("account_filters", "credit", "account_subtypes")
    assert replacements.homes(root, path, "credit card") == [home]
    assert replacements.homes(root, path, "hunter2") == []
