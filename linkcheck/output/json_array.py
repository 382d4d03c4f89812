"""JSON arrays written entry by entry, so that a large one never is in memory as a whole."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from typing import Any

from linkcheck.output.style import printable_json


def array(entries: Iterable[Any]) -> Iterator[str]:
    """Yield the text of an array in pieces, with each entry on its own line."""
    lead = "[\n"
    for entry in entries:
        yield lead + printable_json(json.dumps(entry))
        lead = ",\n"
    yield "[]" if lead == "[\n" else "\n]"
