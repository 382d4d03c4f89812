"""What README.md and docs/ show works as shown."""

from __future__ import annotations

import re
import shlex
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent
README = (ROOT / "README.md").read_text(encoding="utf-8")


def python_blocks(text: str) -> list[str]:
    return re.findall(r"^```python\n(.*?)^```$", text, flags=re.DOTALL | re.MULTILINE)


def command_after(mark: str) -> str:
    match = re.search(rf"<!-- {mark} -->\n\n    (.+)\n", README)
    assert match, f"README.md has no {mark}"
    return match[1]


@pytest.mark.parametrize("code", python_blocks(README))
def test_the_python_of_the_readme_runs(code: str, capsys: pytest.CaptureFixture[str]) -> None:
    exec(compile(code, "README.md", "exec"), {})
    assert "LC301 /optional_products/0" in capsys.readouterr().out


def test_the_commands_of_the_readme_need_no_make_and_no_uv() -> None:
    for mark in ("main command", "test command"):
        assert command_after(mark).startswith("python3 -m venv .venv && .venv/bin/pip install ")


def test_the_main_command_checks_the_examples() -> None:
    words = shlex.split(command_after("main command").rpartition("&& ")[2])
    assert words[0] == ".venv/bin/linkcheck"
    done = subprocess.run(
        [sys.executable, "-m", "linkcheck", *words[1:]],
        capture_output=True,
        text=True,
        cwd=ROOT,
    )
    assert done.returncode == 0, done.stderr
    assert "LC301" in done.stdout


def test_the_shown_output_is_real() -> None:
    match = re.search(r"^```console\n\$ ([^\n]+)\n(.*?)^```$", README, re.DOTALL | re.MULTILINE)
    assert match
    done = subprocess.run(
        [sys.executable, "-m", *shlex.split(match[1])], capture_output=True, text=True, cwd=ROOT
    )
    assert done.stdout.strip() == match[2].strip()


def test_links_lead_somewhere() -> None:
    for page in [ROOT / "README.md", *ROOT.glob("docs/*.md")]:
        for target in re.findall(r"\]\(([^)#]+)(?:#[^)]*)?\)", page.read_text(encoding="utf-8")):
            if not target.startswith("http"):
                assert (page.parent / target).exists(), f"{page.name}: {target}"
