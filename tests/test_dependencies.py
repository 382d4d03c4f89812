"""Dependencies: each is explained, and has a license that suits all and a lowest version."""

from __future__ import annotations

import runpy
from importlib import metadata
from pathlib import Path
from typing import Any

import pytest

ROOT = Path(__file__).resolve().parent.parent
TOOL: dict[str, Any] = runpy.run_path(str(ROOT / "tools" / "generate_dependencies.py"))
LOWEST: dict[str, Any] = runpy.run_path(str(ROOT / "tools" / "lowest.py"))


def test_the_page_is_up_to_date() -> None:
    page = (ROOT / "docs" / "dependencies.md").read_text(encoding="utf-8")
    assert page == TOOL["page"](), "run tools/generate_dependencies.py"


def test_everything_in_the_table_is_needed() -> None:
    page = TOOL["page"]().lower()
    assert [name for name in TOOL["FACTS"] if f"| {name} " not in page] == []


def test_nothing_is_installed_with_the_package_but_what_its_modules_import() -> None:
    rows = [line.split("|") for line in TOOL["page"]().split("## Extra")[0].splitlines()]
    direct = [row for row in rows if len(row) > 4 and ">=" in row[1]]
    assert len(direct) == 8
    assert [row[1].strip() for row in direct if not row[4].strip()] == []


@pytest.mark.parametrize("name", sorted(TOOL["FACTS"]))
def test_licenses(name: str) -> None:
    stated = TOOL["FACTS"][name]["license"]
    assert all(part.strip("() ").startswith(TOOL["PERMITTED"]) for part in _parts(stated))
    try:
        found = metadata.metadata(name)
    except metadata.PackageNotFoundError:
        pytest.skip(f"{name} is not installed")
    reported = " ".join(
        [
            found.get("License-Expression") or "",
            found.get("License") or "",
            *(text for text in found.get_all("Classifier", []) if "License" in text),
        ]
    )
    for part in _parts(stated):
        assert part.strip("() ").partition("-")[0] in reported


def _parts(expression: str) -> list[str]:
    return [part for both in expression.split(" AND ") for part in both.split(" OR ")]


def test_lowest_versions(tmp_path: Path) -> None:
    project = tmp_path / "pyproject.toml"
    project.write_text(
        '[project]\ndependencies = ["Click>=8.1", "b<2,>=1.5"]\n'
        '[project.optional-dependencies]\nx = ["click>=8.2", "c==3"]\nbare = ["d"]\n',
        encoding="utf-8",
    )
    constraints = LOWEST["constraints"]
    assert constraints([], project) == ["b==1.5", "click==8.1"]
    assert constraints(["x"], project) == ["b==1.5", "c==3", "click==8.2"]
    with pytest.raises(ValueError, match="d has no lower bound"):
        constraints(["bare"], project)
    with pytest.raises(KeyError):
        constraints(["z"], project)
