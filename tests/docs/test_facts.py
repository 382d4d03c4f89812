"""Numbers and tables that pages hold for people, and that no tool writes, follow the code."""

from __future__ import annotations

import csv
import re

import pytest

from linkcheck.engine import catalog
from tests.docs.blocks import ROOT, read
from tests.fixes.cases import CASES


@pytest.mark.parametrize("page", ["docs/index.md", "docs/compare.md"])
def test_the_number_of_rules(page: str) -> None:
    [shown] = re.findall(r"about (\d+) rules", read(page), re.IGNORECASE)
    assert int(shown) == round(len(catalog.rules()), -1)


@pytest.mark.parametrize("page", ["README.md", "docs/index.md"])
def test_the_number_of_documented_fields(page: str) -> None:
    [shown] = re.findall(r"(?:has|takes) (\d+) documented\s+fields", read(page))
    lines = (ROOT / "tests/data/fields.csv").read_text(encoding="utf-8").splitlines()
    rows = csv.DictReader(line for line in lines if not line.startswith("#"))
    assert int(shown) == sum(row["document"] == "link-token-create-request" for row in rows)


@pytest.mark.parametrize(("title", "is_safe"), [("Safe fixes", True), ("Unsafe fixes", False)])
def test_the_tables_of_fixes_name_every_rule_that_has_one(title: str, is_safe: bool) -> None:
    table = read("docs/fixes.md").partition(f"## {title}\n")[2].partition("\n## ")[0]
    shown = re.findall(r"LC\d{3}", table)
    assert sorted(set(shown)) == sorted({code for code, _, _, safe, _ in CASES if safe is is_safe})
