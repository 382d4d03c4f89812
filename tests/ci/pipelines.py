"""Reading pipelines, and running their scripts as a runner would, without the runner."""

from __future__ import annotations

import os
import re
import subprocess
import sys
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from importlib.metadata import files
from pathlib import Path
from typing import Any

import yaml

ROOT = Path(__file__).resolve().parents[2]
EXPRESSION = re.compile(r"\$\{\{\s*(.*?)\s*\}\}")


def load(path: Path) -> Any:
    """The value of a YAML file; the key `on` is a text, as GitHub reads it."""
    value = yaml.safe_load(path.read_text(encoding="utf-8"))
    if isinstance(value, dict) and True in value:
        value["on"] = value.pop(True)
    return value


def scripts(value: Any) -> Iterator[str]:
    """The scripts of a pipeline of GitHub, GitLab or Azure, in their order."""
    if isinstance(value, list):
        for entry in value:
            yield from scripts(entry)
    elif isinstance(value, dict):
        for name, member in value.items():
            if name in ("run", "script"):
                yield "\n".join(member) if isinstance(member, list) else member
            else:
                yield from scripts(member)


@dataclass(frozen=True)
class Ran:
    """What a script left behind."""

    code: int
    out: str
    err: str


def bash(script: str, cwd: Path, env: Mapping[str, str]) -> Ran:
    """Run a script as GitHub does where the shell is bash."""
    file = cwd.parent / "script.sh"
    file.write_text(script, encoding="utf-8")
    done = subprocess.run(
        ["bash", "--noprofile", "--norc", "-eo", "pipefail", str(file)],
        cwd=cwd,
        env=env,
        text=True,
        capture_output=True,
        stdin=subprocess.DEVNULL,
        check=False,
    )
    return Ran(done.returncode, done.stdout, done.stderr)


class Action:
    """Our action, used in a workspace: each step with a script can be run."""

    def __init__(self, workspace: Path, inputs: Mapping[str, str], env: Mapping[str, str]) -> None:
        self.definition = load(ROOT / "action.yml")
        declared = self.definition["inputs"]
        assert inputs.keys() <= declared.keys()
        self._values = {
            f"inputs.{name}": inputs.get(name, value["default"]) for name, value in declared.items()
        }
        self._workspace = workspace
        self._output = workspace.parent / "output.txt"
        self._summary = workspace.parent / "summary.md"
        temporary = workspace.parent / "temp folder"
        temporary.mkdir(exist_ok=True)
        self._env = {
            **env,
            "RUNNER_TEMP": str(temporary),
            "GITHUB_OUTPUT": str(self._output),
            "GITHUB_STEP_SUMMARY": str(self._summary),
        }

    def step(self, name: str) -> dict[str, Any]:
        """The step with this id."""
        [step] = [step for step in self.definition["runs"]["steps"] if step.get("id") == name]
        found: dict[str, Any] = step
        return found

    def run(self, name: str) -> Ran:
        """Run the script of a step; its outputs are there for those that follow."""
        step = self.step(name)
        env = {variable: self._filled(text) for variable, text in step["env"].items()}
        for file in (self._output, self._summary):
            file.write_text("", encoding="utf-8")
        folder = self._workspace / self._filled(step.get("working-directory", "."))
        ran = bash(step["run"], folder, {**self._env, **env})
        for key, value in self.outputs.items():
            self.give(name, key, value)
        return ran

    def give(self, step: str, output: str, value: str) -> None:
        """Set an output of a step, as if it had run."""
        self._values[f"steps.{step}.outputs.{output}"] = value

    @property
    def outputs(self) -> dict[str, str]:
        """The outputs of the step that ran last."""
        lines = self._output.read_text(encoding="utf-8").splitlines()
        return dict(line.split("=", 1) for line in lines)

    @property
    def summary(self) -> str:
        """What the step that ran last wrote to the summary of the job."""
        return self._summary.read_text(encoding="utf-8")

    def _filled(self, text: str) -> str:
        return EXPRESSION.sub(lambda found: self._values.get(found[1], ""), text)


def program(distribution: str, name: str) -> Path:
    """The program that an installed distribution brings, wherever it was installed."""
    folders = ("bin", "Scripts")
    every = files(distribution) or ()
    [found] = [f for f in every if f.stem == name and f.parent.name in folders]
    return Path(str(found.locate()))


def programs() -> str:
    """The folder of the Python that runs the tests, where linkcheck is, too."""
    return os.path.dirname(sys.executable)  # noqa: PTH120
