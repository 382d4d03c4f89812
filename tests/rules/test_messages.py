"""Messages: their texts are those of the snapshot, and they are fit to be read."""

from __future__ import annotations

import re

from tests.rules.snapshot import FILE, texts


def test_texts_are_those_of_the_snapshot() -> None:
    assert texts() == FILE.read_text(encoding="utf-8"), "run: python -m tests.rules.snapshot"


def test_messages_are_sentences() -> None:
    for line in texts().splitlines():
        message = line.partition(": ")[2]
        assert re.match(r"[A-Z`]", message), line
        assert len(message) <= 400, line
