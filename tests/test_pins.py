"""Pinned releases: all that is installed is pinned, within what pyproject.toml allows."""

from __future__ import annotations

import itertools
import runpy
from importlib import metadata
from pathlib import Path
from typing import Any

import pytest
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

ROOT = Path(__file__).resolve().parent.parent
TOOL: dict[str, Any] = runpy.run_path(str(ROOT / "tools" / "pin.py"))
DEV: Path = TOOL["DEV"]
ACTION: Path = TOOL["ACTION"]
PROJECT = TOOL["PROJECT"]["project"]
EXTRAS: dict[str, list[str]] = PROJECT["optional-dependencies"]
BUILD: list[str] = TOOL["PROJECT"]["build-system"]["requires"]
WANTED = {
    DEV: [*BUILD, *PROJECT["dependencies"], *(r for e in TOOL["EXTRAS"] for r in EXTRAS[e])],
    ACTION: [*BUILD, *PROJECT["dependencies"], *EXTRAS[TOOL["ACTION_EXTRA"]]],
}
FILES = pytest.mark.parametrize("file", WANTED, ids=lambda file: file.name)


def closure(wanted: list[str]) -> set[str]:
    """The names of requirements and of all that they need themselves, as installed here."""
    seen: set[tuple[str, str]] = set()
    todo = [Requirement(text) for text in wanted]
    while todo:
        requirement = todo.pop()
        name = canonicalize_name(requirement.name)
        for extra in {"", *requirement.extras}:
            if (name, extra) in seen:
                continue
            seen.add((name, extra))
            for text in metadata.requires(name) or ():
                needed = Requirement(text)
                if needed.marker is None or needed.marker.evaluate({"extra": extra}):
                    todo.append(needed)
    return {name for name, _ in seen}


def test_all_that_the_test_command_installs_is_pinned() -> None:
    names = closure([*BUILD, *PROJECT["dependencies"], *EXTRAS["dev"]])
    assert len(names) > len(EXTRAS["dev"]) + 20
    assert sorted(names - TOOL["pinned"](DEV).keys()) == []


def test_all_that_the_action_installs_is_pinned() -> None:
    assert closure(WANTED[ACTION]) == TOOL["pinned"](ACTION).keys()


@FILES
def test_nothing_is_pinned_outside_of_what_pyproject_allows(file: Path) -> None:
    texts = [*BUILD, *PROJECT["dependencies"], *itertools.chain(*EXTRAS.values())]
    allowed = [Requirement(text) for text in texts]
    wrong = []
    for pin in TOOL["pins"](file):
        [specifier] = pin.specifier
        for requirement in allowed:
            if canonicalize_name(requirement.name) == canonicalize_name(pin.name) and not (
                requirement.specifier.contains(specifier.version)
            ):
                wrong.append(f"{pin} is not within {requirement}")
        if specifier.operator != "==":
            wrong.append(f"{pin} names no one version")
    assert wrong == []


@FILES
@pytest.mark.parametrize("version", TOOL["PYTHONS"])
@pytest.mark.parametrize(
    ("platform", "os", "system"),
    [("linux", "posix", "Linux"), ("darwin", "posix", "Darwin"), ("win32", "nt", "Windows")],
)
def test_each_requirement_has_one_pin_wherever_linkcheck_runs(
    file: Path, version: str, platform: str, os: str, system: str
) -> None:
    here = {
        "python_version": version,
        "python_full_version": f"{version}.9",
        "sys_platform": platform,
        "os_name": os,
        "platform_system": system,
        "implementation_name": "cpython",
        "platform_python_implementation": "CPython",
    }
    applying = [
        canonicalize_name(pin.name)
        for pin in TOOL["pins"](file)
        if pin.marker is None or pin.marker.evaluate(here)
    ]
    assert len(applying) == len(set(applying))
    assert {canonicalize_name(Requirement(text).name) for text in WANTED[file]} <= {*applying}


def test_the_action_has_the_tested_releases_with_hashes() -> None:
    tested = {str(pin) for pin in TOOL["pins"](DEV)}
    own = {(canonicalize_name(pin.name), str(pin.specifier)) for pin in TOOL["pins"](ACTION)}
    assert own <= {(canonicalize_name(r.name), str(r.specifier)) for r in map(Requirement, tested)}
    entries = ACTION.read_text(encoding="utf-8").replace("\\\n", "").splitlines()
    entries = [entry for entry in entries if entry[:1] not in ("", " ", "#")]
    assert len(entries) == len(own)
    assert [entry for entry in entries if "--hash=sha256:" not in entry] == []


@FILES
def test_no_index_and_no_folder_is_named(file: Path) -> None:
    text = file.read_text(encoding="utf-8")
    assert not [word for word in ("://", " /", "--index", "--find-links", "@ ") if word in text]


def test_what_differs_from_the_pins(monkeypatch: pytest.MonkeyPatch) -> None:
    class Installed:
        def __init__(self, name: str, version: str) -> None:
            self.metadata, self.version = {"Name": name}, version

    click = str(TOOL["pinned"](DEV)["click"])
    found = [Installed("Click", click), Installed("pip", "1"), Installed(PROJECT["name"], "0")]
    monkeypatch.setattr(metadata, "distributions", lambda: found)
    assert TOOL["differences"]() == []
    found += [Installed("PyYAML", "99"), Installed("Foreign.Thing", "2")]
    assert [line.partition(" (")[0] for line in TOOL["differences"]()] == [
        "foreign-thing 2",
        "pyyaml 99",
    ]
