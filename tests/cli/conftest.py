"""Running the command line in this process."""

from __future__ import annotations

import io
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest

from linkcheck.__main__ import main
from linkcheck.config import plugins
from linkcheck.engine import catalog
from linkcheck.engine.rule import RULES, withdraw

CLEAN = (
    '{"client_name": "Wonderwallet", "language": "en", "country_codes": ["US"],'
    ' "user": {"client_user_id": "u-1001"}, "products": ["auth"],'
    ' "webhook": "https://example.com/plaid"}'
)
ERROR = CLEAN.replace('"en"', '"xx"')
WARNING = CLEAN.replace('"products": ["auth"]', '"products": ["auth", "auth"]')
FOREIGN = '{"name": "some-package", "version": "1.0.0"}'


@dataclass(frozen=True)
class Outcome:
    """What a run of the command line left behind."""

    code: int
    out: str
    err: str


Run = Callable[..., Outcome]


@pytest.fixture(autouse=True)
def _no_house_rules(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """The house rules that a run loads into this process are gone after the test."""
    monkeypatch.setattr(plugins, "_loaded", {})
    before = {rule.code for rule in catalog.rules()}
    yield
    for code in set(RULES) - before:
        withdraw(code)


@pytest.fixture
def files(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A directory to work in, with a clean, a wrong, a warned of and a foreign file."""
    contents = {"clean": CLEAN, "error": ERROR, "warning": WARNING, "foreign": FOREIGN}
    for name, text in contents.items():
        (tmp_path / f"{name}.json").write_text(text, encoding="utf-8")
    monkeypatch.chdir(tmp_path)
    return tmp_path


@pytest.fixture
def run(capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> Run:
    """A function that runs the command line with arguments and, if given, standard input."""
    for name in ("NO_COLOR", "FORCE_COLOR", "LINKCHECK_DEBUG", "COLUMNS"):
        monkeypatch.delenv(name, raising=False)

    def run(*arguments: str, stdin: bytes = b"") -> Outcome:
        monkeypatch.setattr("sys.stdin", io.TextIOWrapper(io.BytesIO(stdin)))
        capsys.readouterr()
        code = main(list(arguments))
        return Outcome(code, *capsys.readouterr())

    return run
