"""The pass over a document for formats and members that deserve a word, on schemas of its own."""

from __future__ import annotations

from typing import Any

from linkcheck.shapes.presence import FORMAT, PRESENCE, _look, _thin

SCHEMA: dict[str, Any] = {
    "properties": {
        "plain": {"type": "string"},
        "days": {"items": {"format": "date"}},
        "old": {"deprecated": True, "properties": {"older": {"deprecated": True}}},
        "list": {"items": {"properties": {"day": {"format": "date"}, "other": {}}}},
        "odd": {"format": "no-such-format"},
        "by_rule": {"deprecated": True, "x-deprecated-by-rule": "LC999"},
    }
}


def seen(payload: Any, *, request: bool = True) -> list[tuple[str, tuple[str | int, ...]]]:
    watched = _thin(SCHEMA, request, False)
    assert watched is not None
    found: list[Any] = []
    _look(watched, payload, (), found)
    return [(issue.what, issue.path) for issue in found]


def test_only_watched_parts_of_a_schema_are_kept() -> None:
    watched = _thin(SCHEMA, True, False)
    assert watched is not None
    assert set(watched.members) == {"days", "old", "list"}
    assert watched.members["old"].members == {}
    items = watched.members["list"].items
    assert items is not None
    assert set(items.members) == {"day"}
    assert _thin({"type": "string"}, True, False) is None


def test_formats_of_entries_and_of_members_of_entries() -> None:
    payload = {
        "days": ["2026-01-01", "1 May", 5],
        "list": [{"day": "2 May"}, {"day": "2026-05-02"}, {"day": None}, "x"],
    }
    assert seen(payload) == [(FORMAT, ("days", 1)), (FORMAT, ("list", 0, "day"))]


def test_presence_is_reported_once_and_in_requests_only() -> None:
    assert seen({"old": {"older": 1}}) == [(PRESENCE, ("old",))]
    assert seen({"old": False}) == []
    assert seen({"old": None}) == []
    assert seen({"old": {"older": 1}}, request=False) == []


def test_values_of_another_type_are_skipped() -> None:
    assert seen({"days": "1 May", "list": {"day": "1 May"}}) == []
    assert seen(["1 May"]) == []
