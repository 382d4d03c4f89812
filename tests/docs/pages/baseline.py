"""docs/baseline.md has the results of a check, and a baseline that knows all but one of them."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from linkcheck import baseline
from linkcheck.checker import Checker
from linkcheck.documents import BASES
from linkcheck.output.results import Result, Results

KNOWN = {**BASES["request"][1], "optional_products": ["auth"]}
NEW = {**BASES["request"][1], "language": "xx"}


def prepare(_: pytest.MonkeyPatch, folder: Path) -> dict[str, Any]:
    project = folder / "project"
    project.mkdir()
    known, new = (
        Result.about(f"project/{name}.json", 0, Checker().check(body))
        for name, body in (("known", KNOWN), ("new", NEW))
    )
    text = baseline.write(Results((known,)), root="project")
    (project / ".linkcheck-baseline.json").write_text(text, encoding="utf-8")
    return {"results": Results((known, new))}


def check(names: dict[str, Any]) -> None:
    assert (names["left"].hidden, names["left"].stale) == (1, ())
