"""What is imported, and how the command line behaves as a process of its own."""

from __future__ import annotations

import os
import platform
import subprocess
import sys
import sysconfig
from importlib import metadata
from pathlib import Path

import pytest

from linkcheck.__main__ import main
from linkcheck._version import __version__
from linkcheck.schemas import API_DATE, API_VERSION
from tests.cli.conftest import CLEAN, ERROR
from tests.shapes import NO_WHEEL

pytest.importorskip("jsonschema_rs", reason=NO_WHEEL)  # which loads slowly

ROOT = Path(__file__).parents[2]
HEAVY = {
    "importlib.metadata",
    "jsonschema",
    "phonenumbers",
    "pycountry",
    "referencing",
    "stdnum",
    "yaml",
}
PHONE = CLEAN.replace('"u-1001"', '"u-1001", "phone_number": "+14155550123"')

CLASH = (
    "the package linkcheck 1.2 overwrites files of plaid-linkcheck. Run `pip uninstall linkcheck "
    "plaid-linkcheck` and install plaid-linkcheck again"
)


def _modules(code: str, *arguments: str, folder: Path = ROOT) -> set[str]:
    """The modules that are loaded at the end of a program."""
    program = f"import sys\n{code}\nprint('\\n' + ' '.join(sys.modules))"
    done = subprocess.run(
        [sys.executable, "-c", program, *arguments],
        cwd=folder,
        capture_output=True,
        text=True,
        check=True,
    )
    return set(done.stdout.splitlines()[-1].split())


def test_importing_the_package_loads_nothing_heavy() -> None:
    loaded = _modules("import linkcheck")
    assert not loaded & {*HEAVY, "click", "json", "jsonschema_rs", "dataclasses"}
    ours = {name for name in loaded if name.startswith("linkcheck.")}
    assert ours == {"linkcheck._exports", "linkcheck._version"}


def test_the_version_is_told_without_loading_click() -> None:
    loaded = _modules("from linkcheck.__main__ import main\nmain(['--version'])")
    assert not loaded & {*HEAVY, "click", "json", "jsonschema_rs"}


@pytest.mark.parametrize(
    "options",
    [["--version", "--verbose"], ["--verbose", "--version"], ["-V", "-v"], ["-v", "-V"], ["-Vv"],
     ["-vV"], ["-V", "--verbose"]],
)  # fmt: skip
def test_the_verbose_version_names_the_facts(
    options: list[str], capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(options) == 0
    lines = capsys.readouterr().out.splitlines()
    assert lines[:2] == [f"linkcheck {__version__}", f"Plaid API {API_VERSION} ({API_DATE})"]
    assert lines[2].startswith(f"Python {platform.python_version()} on ")
    assert f"jsonschema {metadata.version('jsonschema')}" in lines[3]
    assert len(lines) == 4


def test_the_verbose_version_names_a_package_with_the_same_import_name(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    info = tmp_path / "linkcheck-1.2.dist-info"
    info.mkdir()
    (info / "METADATA").write_text("Name: linkcheck\nVersion: 1.2\n", encoding="utf-8")
    monkeypatch.syspath_prepend(tmp_path)
    for record, is_named in (("linkcheck/__init__.py,,\n", True), ("__editable__.pth,,\n", False)):
        (info / "RECORD").write_text(record, encoding="utf-8")
        assert main(["-Vv"]) == 0
        lines = capsys.readouterr().out.splitlines()[4:]
        assert lines == ["Warning: " + CLASH] * is_named


def test_the_plain_version_is_one_line(capsys: pytest.CaptureFixture[str]) -> None:
    for option in ("--version", "-V"):
        assert main([option]) == 0
        assert capsys.readouterr().out == f"linkcheck {__version__}\n"


@pytest.mark.parametrize(("body", "allowed"), [(CLEAN, set()), (PHONE, {"phonenumbers"})])
def test_checking_a_clean_file_loads_nothing_heavy(
    tmp_path: Path, body: str, allowed: set[str]
) -> None:
    file = tmp_path / "body.json"
    file.write_text(body, encoding="utf-8")
    program = "from linkcheck.__main__ import main\nassert main(sys.argv[1:]) == 0"
    # Not in the checkout: its pyproject.toml names linkcheck, so it is read.
    loaded = _modules(program, "check", "body.json", folder=tmp_path)
    assert "jsonschema_rs" in loaded
    assert loaded & HEAVY <= allowed
    assert not loaded & {
        "click",
        "concurrent.futures",
        "difflib",
        "linkcheck.cli.atomic_files",
        "linkcheck.cli.baseline_file",
        "linkcheck.cli.file_fixes",
        "linkcheck.config.layers",
        "linkcheck.config.loader",
        "linkcheck.fixes.engine",
        "linkcheck.output.snippet",
        "linkcheck.redaction.values",
        "linkcheck.shapes.disclosure",
        "linkcheck.sources.locate",
        "linkcheck.sources.readers",
        "multiprocessing",
        "signal",
        "tempfile",
        "tomllib",
        "traceback",
    }


def test_options_are_read_by_click(tmp_path: Path) -> None:
    file = tmp_path / "body.json"
    file.write_text(CLEAN, encoding="utf-8")
    program = "from linkcheck.__main__ import main\nassert main(sys.argv[1:]) == 0"
    loaded = _modules(program, "check", str(file), "--quiet")
    assert "click" in loaded
    assert not loaded & HEAVY


def test_the_commands_are_known_without_click() -> None:
    from linkcheck.cli.app import main
    from linkcheck.cli.commands import COMMANDS

    assert set(main.commands) == set(COMMANDS)


def test_options_and_settings_are_the_same() -> None:
    from linkcheck.cli.app import main
    from linkcheck.cli.settings import Settings

    context = main.commands["check"].make_context("check", ["x"])
    given = {name: value for name, value in context.params.items() if name != "paths"}
    assert given.keys() == set(Settings._fields)
    assert Settings(**given) == Settings()


def _process(*arguments: str, **options: object) -> subprocess.CompletedProcess[str]:
    return subprocess.run(  # type: ignore[call-overload,no-any-return]
        [sys.executable, *arguments], capture_output=True, text=True, check=False, **options
    )


@pytest.mark.parametrize("program", [["-m", "linkcheck"], ["cli.py"]])
def test_the_program_runs_from_a_checkout(tmp_path: Path, program: list[str]) -> None:
    file = tmp_path / "body.json"
    file.write_text(ERROR, encoding="utf-8")
    assert _process(*program, "--version", cwd=ROOT).stdout == f"linkcheck {__version__}\n"
    done = _process(*program, "check", str(file), "--format", "concise", cwd=ROOT)
    assert done.returncode == 1
    assert "LC104" in done.stdout
    assert done.stderr == ""


def test_cli_py_needs_no_installation_and_runs_from_anywhere(tmp_path: Path) -> None:
    (tmp_path / "body.json").write_text(CLEAN, encoding="utf-8")
    # Without site, the links that an editable installation leaves are not followed.
    environment = {**os.environ, "PYTHONPATH": sysconfig.get_path("purelib")}
    done = _process("-S", str(ROOT / "cli.py"), "body.json", cwd=tmp_path, env=environment)
    assert (done.returncode, done.stderr) == (0, "")


def test_a_closed_pipe_ends_quietly(tmp_path: Path) -> None:
    file = tmp_path / "body.json"
    file.write_text(ERROR, encoding="utf-8")
    reading, writing = os.pipe()
    os.close(reading)
    try:
        done = subprocess.run(
            [sys.executable, "-m", "linkcheck", str(file)],
            cwd=ROOT,
            stdout=writing,
            stderr=subprocess.PIPE,
            text=True,
            check=False,
        )
    finally:
        os.close(writing)
    assert (done.returncode, done.stderr) == (1, "")


def test_a_pipe_that_closes_early_ends_a_long_run(tmp_path: Path) -> None:
    """Only what has no other output: a file is written to the end."""
    file = tmp_path / "many.jsonl"
    file.write_text(f"{ERROR}\n" * 3000, encoding="utf-8")
    report = tmp_path / "report.json"
    for options, whole in (([], False), ([f"--output-file=json:{report}"], True)):
        arguments = ["-m", "linkcheck", str(file), "--jobs", "1", "-q", *options]
        with subprocess.Popen(
            [sys.executable, *arguments], stdout=subprocess.PIPE, stderr=subprocess.PIPE, cwd=ROOT
        ) as process:
            assert process.stdout is not None
            assert process.stderr is not None
            assert b"LC104" in process.stdout.readline()
            process.stdout.close()
            assert process.stderr.read() == b""
            assert process.wait(timeout=60) == 1
        assert report.exists() is whole


def test_output_that_the_terminal_cannot_encode_is_escaped(tmp_path: Path) -> None:
    file = tmp_path / "body.json"
    file.write_text(ERROR.replace("Wonderwallet", "財布"), encoding="utf-8")
    environment = {**os.environ, "PYTHONIOENCODING": "ascii", "COLUMNS": "500"}
    done = _process("-m", "linkcheck", str(file), cwd=ROOT, env=environment)
    assert done.returncode == 1
    assert "\\u8ca1\\u5e03" in done.stdout
