"""Every import path that a page shows leads somewhere; those for Spark need its extra."""

from __future__ import annotations

import importlib
import re
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
PAGES = [ROOT / "README.md", ROOT / "SECURITY.md", *ROOT.glob("docs/**/*.md")]
_DOTTED = re.compile(r"(?<![\w./@-])linkcheck((?:\.[A-Za-z_]\w*)+)(?![\w-])(?!/)")
_IMPORTED = re.compile(r"from (linkcheck[\w.]*) import ([^\n(]+)")
_ENDINGS = {"toml", "json", "sarif", "xml", "yml", "md", "fish", "schema", "html", "log", "txt"}
_NOT_PYTHON = {"rules", "severity"}  # a group of entry points; a key of records of logs


def _paths() -> Iterator[str]:
    for page in PAGES:
        text = page.read_text(encoding="utf-8")
        for found in _DOTTED.finditer(text):
            first, *_ = names = found[1][1:].split(".")
            is_ours = names[-1] not in _ENDINGS and first not in _NOT_PYTHON
            if is_ours and "spark" not in names and "__mutmut" not in found[1]:
                yield f"linkcheck{found[1]}"
        for found in _IMPORTED.finditer(text):
            for name in found[2].split(","):
                yield f"{found[1]}.{name.split()[0]}"


def _leads_somewhere(path: str) -> bool:
    thing = importlib.import_module("linkcheck")
    steps = path.split(".")[1:]
    for index, step in enumerate(steps, 2):
        if not hasattr(thing, step):
            try:
                importlib.import_module(".".join(path.split(".")[:index]))
            except ImportError:
                return False
        thing = getattr(thing, step)
    return True


def test_every_import_path_leads_somewhere() -> None:
    paths = set(_paths())
    assert {"linkcheck.rule.rule", "linkcheck.httpx.guard", "linkcheck.config.Resolver"} <= paths
    assert sorted(path for path in paths if not _leads_somewhere(path)) == []


@pytest.mark.parametrize("name", ["rule", "relations"])
def test_a_module_of_rules_needs_no_other_import(name: str) -> None:
    program = (
        f"import linkcheck.{name}\n"
        "from linkcheck.engine.rule import define\n"
        "made = define('ACME1', 'made-up', lambda _: (), '', area='test')\n"
        "print(*made.documents)\n"
    )
    done = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, cwd=ROOT)
    assert (done.stdout, done.stderr) == ("link-token-create-request\n", "")
