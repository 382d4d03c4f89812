"""Configurations that are odd: empty selectors, files of other kinds, TOML that takes long."""

from __future__ import annotations

import os
import socket
import subprocess
import sys
from collections.abc import Callable, Iterator
from contextlib import suppress
from pathlib import Path
from typing import Any

import click
import pytest

import linkcheck
from linkcheck.cli.app import main
from linkcheck.config import Config, ConfigError, Resolver, load, toml_file
from linkcheck.config.keys import KEYS
from linkcheck.engine.catalog import UnknownRuleError
from tests.cli.conftest import CLEAN, ERROR, Run
from tests.cli.conftest import run as run
from tests.config.files import config, write
from tests.offenders import each
from tests.robustness.work import is_linear

# -- empty selectors -----------------------------------------------------------------------------

EMPTY = ("", ",", " ", ",,", "LC1,", ",LC1", " , ", "LC1,,LC3")
ARGUMENTS: dict[str, Callable[[str], Any]] = {
    "select": lambda selector: [selector],
    "ignore": lambda selector: [selector],
    "extend_select": lambda selector: ["LC2", selector],
    "severity": lambda selector: {selector: "error"},
}


@each("selector", EMPTY)
@each("name", ARGUMENTS)
def test_an_empty_selector_of_an_argument(name: str, selector: str) -> None:
    options = {name: ARGUMENTS[name](selector)}
    with pytest.raises(UnknownRuleError, match="empty rule selector"):
        linkcheck.Checker(**options)
    with pytest.raises(ValueError, match="empty rule selector"):
        linkcheck.check({}, **options)


def test_an_empty_selection() -> None:
    for empty in ([], (), iter(())):
        with pytest.raises(ValueError, match="empty rule selector"):
            linkcheck.Checker(select=empty)
    assert len(linkcheck.Checker(select=[], extend_select=["LC104"]).rules) == 1


IN_FILES = {
    "select": 'select = ["{}"]',
    "ignore": 'ignore = ["LC117", "{}"]',
    "extend-select": 'extend-select = ["{}"]',
    "severity": '[severity]\n"{}" = "error"',
    "per-file-ignores": '[per-file-ignores]\n"no-such-file" = ["{}"]',
}


def test_every_key_that_takes_selectors_is_here() -> None:
    about_rules = {key.name for key in KEYS if "rule " in key.kind.words or key.name == "severity"}
    assert IN_FILES.keys() == about_rules


@pytest.mark.parametrize("selector", EMPTY)
@pytest.mark.parametrize("key", IN_FILES)
def test_an_empty_selector_in_a_file(
    tmp_path: Path, run: Run, monkeypatch: pytest.MonkeyPatch, key: str, selector: str
) -> None:
    monkeypatch.chdir(tmp_path)
    text = IN_FILES[key].format(selector)
    config(tmp_path, f"\n{text}")
    (tmp_path / "clean.json").write_text(CLEAN, encoding="utf-8")
    outcome = run("check", "clean.json")
    assert outcome.code == 2
    assert any(f"linkcheck.toml:{line}:" in outcome.err for line in (2, 3))
    assert "empty" in outcome.err


def test_an_empty_selection_in_a_file(tmp_path: Path) -> None:
    path = config(tmp_path, "\nselect = []")
    with pytest.raises(ConfigError, match="nothing would be checked") as caught:
        Resolver().checker(tmp_path)
    assert (caught.value.file, caught.value.line) == (str(path), 2)
    assert len(Resolver({"select": ("LC104",)}).checker(tmp_path).rules) == 1
    config(tmp_path, 'select = []\nextend-select = ["LC104"]')
    assert len(Resolver().checker(tmp_path).rules) == 1


def _options() -> Iterator[tuple[str, str]]:
    for name in ("check", "baseline", "explain", "verify"):
        for parameter in main.commands[name].params:
            if isinstance(parameter, click.Option) and not parameter.is_flag:
                yield name, parameter.opts[-1] if parameter.opts[-1][:2] == "--" else "--jobs"


@pytest.mark.parametrize(("command", "option"), list(_options()))
def test_no_empty_option_weakens_a_check(
    tmp_path: Path, run: Run, monkeypatch: pytest.MonkeyPatch, command: str, option: str
) -> None:
    monkeypatch.chdir(tmp_path)
    (tmp_path / "error.json").write_text(ERROR, encoding="utf-8")
    outcome = run(command, option, "", ".")
    if command == "check":
        assert outcome.code in (1, 2)
        assert outcome.code == 2 or "LC104" in outcome.out
    assert "internal error" not in outcome.err
    if option in ("--select", "--ignore"):
        assert "mpty rule selector" in outcome.err


# -- files of other kinds ------------------------------------------------------------------------


def _socket(path: Path) -> None:
    before = Path.cwd()
    os.chdir(path.parent)  # a socket's path must be short
    try:
        with socket.socket(socket.AF_UNIX) as one:
            one.bind(path.name)
    finally:
        os.chdir(before)


MAKERS: dict[str, Callable[[Path], object]] = {
    "dangling link": lambda path: path.symlink_to("shared/none.toml"),
    "looping link": lambda path: path.symlink_to(path.name),
    "folder": lambda path: path.mkdir(),
    "link to a folder": lambda path: path.symlink_to("."),
    "named pipe": lambda path: os.mkfifo(path),
    "socket": _socket,
    "endless device": lambda path: path.symlink_to("/dev/zero"),
    "empty device": lambda path: path.symlink_to(os.devnull),
    "memory of the process": lambda path: path.symlink_to("/proc/self/mem"),
    "larger than is read": lambda path: path.write_text("#" * (toml_file._MOST_BYTES + 1)),
    "zeros": lambda path: path.write_bytes(bytes(1000)),
    "other bytes": lambda path: path.write_bytes(bytes(range(256))),
}


@pytest.mark.exhaustive
@pytest.mark.parametrize("maker", MAKERS)
@pytest.mark.parametrize("where", [".", "..", "nested"])
def test_a_configuration_of_another_kind(tmp_path: Path, maker: str, where: str) -> None:
    folder = tmp_path / "project"
    (folder / "nested").mkdir(parents=True)
    for name in ("error.json", "nested/error.json"):
        (folder / name).write_text(ERROR, encoding="utf-8")
    write(tmp_path, other='extend = "project/nested/linkcheck.toml"')
    MAKERS[maker](folder / where / "linkcheck.toml")
    named = ["nested/error.json"]
    ways = [named, ["."], ["--stdin-filename", *named]]
    if where == "nested":
        ways.append([*named, "--jobs", "2"])
    for arguments in ways:
        done = _linkcheck(folder, *arguments)
        assert done.returncode == 2
        assert b"linkcheck.toml" in done.stderr
        assert done.stderr.count(b"\n") == 1
    for option in (f"{where}/linkcheck.toml", "../other.toml" if where == "nested" else where):
        done = _linkcheck(folder, "error.json", "--config", option)
        assert done.returncode == 2
        assert b"Traceback" not in done.stderr
    assert _linkcheck(folder, "error.json", "--no-config").returncode == 1


@pytest.mark.exhaustive
@pytest.mark.parametrize("maker", [m for m in MAKERS if "z" not in m and "other" not in m])
def test_a_pyproject_of_another_kind_is_not_ours(tmp_path: Path, maker: str) -> None:
    if maker == "larger than is read":
        (tmp_path / "pyproject.toml").write_text("#" * (toml_file._MOST_BYTES + 1))
    else:
        MAKERS[maker](tmp_path / "pyproject.toml")
    write(tmp_path.parent, linkcheck="")
    (tmp_path / "error.json").write_text(ERROR, encoding="utf-8")
    assert _linkcheck(tmp_path, "error.json").returncode in (1, 2)
    (tmp_path.parent / "linkcheck.toml").unlink()


def _linkcheck(folder: Path, *arguments: str) -> subprocess.CompletedProcess[bytes]:
    return subprocess.run(
        [sys.executable, "-m", "linkcheck", "check", *arguments],
        cwd=folder,
        input=CLEAN.encode(),
        capture_output=True,
        timeout=60,
        check=False,
    )


# -- odd values ----------------------------------------------------------------------------------

CONTROL = "\x00\x01\x07\x1b\x7f\x85\x9f"
SCALARS = [
    *(f'"\\u{ord(char):04x}"' for char in CONTROL),
    *(f'"a\\u{ord(char):04x}.py"' for char in CONTROL),
    *('""', '" "', '"~nobody-here/x.py"', '"~"', '"."', '".."', '"/"', '"//host/x"', '"a" * 2'),
    *(
        '"\\U0010FFFF"',
        '"' + "a" * 100_000 + '"',
        '"' + "/a" * 50_000 + '"',
        '"now"',
        '"0000-00-00"',
    ),
    *("0", "-1", "9" * 5000, "-" + "9" * 5000, "0x" + "f" * 5000, "1e999", "nan", "-inf", "1_0"),
    *(
        "true",
        "false",
        "1979-05-27",
        "07:32:00",
        "1979-05-27T07:32:00Z",
        "9999-12-31",
        "0000-00-00",
    ),
    *(
        "1979-05-27T00:00:00+99:99",
        '"ALL"',
        '"LC"',
        '"*"',
        '"error"',
        "[]",
        "{}",
        "[[]]",
        "{a = 1}",
    ),
]


def _values() -> list[str]:
    lists = [f"[{value}]" for value in SCALARS]
    tables = [f"{{a = {value}}}" for value in SCALARS]
    named = [f'{{"\\u{ord(char):04x}" = "error"}}' for char in CONTROL]
    records = [
        f'[{{document = "link-token-create-request", path = {value}, code = {value}}}]'
        for value in SCALARS
    ]
    customizations = [f"{{a = {{language = {v}, country-codes = [{v}]}}}}" for v in SCALARS]
    return [*SCALARS, *lists, *tables, *named, *records, *customizations]


@pytest.mark.exhaustive
@pytest.mark.parametrize("key", [*(key.name for key in KEYS), "unknown", '"\\u001b"'])
def test_every_value_is_read_or_refused(tmp_path: Path, key: str) -> None:
    file = tmp_path / "linkcheck.toml"
    for value in _values():
        file.write_text(f"{key} = {value}\n", encoding="utf-8")
        with suppress(ConfigError):
            assert isinstance(load(file), Config)
            Resolver(plugins=key == "plugins").checker(tmp_path / "body.json")


@pytest.mark.parametrize("char", CONTROL)
@pytest.mark.parametrize("key", IN_FILES)
def test_control_characters_in_selectors(
    tmp_path: Path, run: Run, monkeypatch: pytest.MonkeyPatch, key: str, char: str
) -> None:
    monkeypatch.chdir(tmp_path)
    config(tmp_path, IN_FILES[key].format(f"\\u{ord(char):04x}[31m"))
    (tmp_path / "clean.json").write_text(CLEAN, encoding="utf-8")
    outcome = run("check", "clean.json")
    assert outcome.code == 2
    assert char not in outcome.err
    assert outcome.err.startswith("linkcheck: ")
    (tmp_path / "linkcheck.toml").unlink()
    if char != "\x00":
        for option in ("--select", "--ignore"):
            outcome = run("check", "clean.json", option, f"LC{char}[31m")
            assert outcome.code == 2
            assert char not in outcome.err


@pytest.mark.parametrize("text", ["x=" + "9" * 5000, "x = " + "[" * 10_000, "a." * 100_000 + "b=1"])
@pytest.mark.parametrize("name", ["linkcheck.toml", "pyproject.toml"])
def test_costly_toml_is_refused_wherever_it_is(
    tmp_path: Path, run: Run, monkeypatch: pytest.MonkeyPatch, name: str, text: str
) -> None:
    monkeypatch.chdir(tmp_path)
    (tmp_path / name).write_text(f"# linkcheck\n{text}\n", encoding="utf-8")
    (tmp_path / "clean.json").write_text(CLEAN, encoding="utf-8")
    outcome = run("check", "clean.json")
    assert outcome.code == 2
    assert name in outcome.err


def test_a_wrong_option_beside_a_configuration(
    tmp_path: Path, run: Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    config(tmp_path, 'ignore = ["LC117"]')
    (tmp_path / "clean.json").write_text(CLEAN, encoding="utf-8")
    outcome = run("check", "clean.json", "--select", "LC999")
    assert outcome.code == 2
    assert "nknown rule `LC999`" in outcome.err


# -- time ----------------------------------------------------------------------------------------

PARTS = toml_file._MOST_PARTS
LONGEST = ".".join("a" * (PARTS - 1))
COSTLY: dict[str, Callable[[int], str]] = {
    "parts of a key": lambda n: "a." * n + "b = 1",
    "parts with blanks": lambda n: "a \t. " * n + "b = 1",
    "parts in quotes": lambda n: '"a.b" . ' * n + "b = 1",
    "parts in single quotes": lambda n: "'a\"'." * n + "b = 1",
    "parts of a header": lambda n: "[" + "a." * n + "b]",
    "parts of a header of an array": lambda n: "[[" + "a." * n + "b]]",
    "parts in an inline table": lambda n: "x = {" + "a." * n + "b = 1}",
    "parts after a string that ends in quotes": lambda n: (
        'x = {y = """a""""" , ' + "a." * n + "b = 1}"
    ),
    "parts after four quotes": lambda n: 'x = {y = """a"""", ' + "a." * n + "b = 1}",
    "parts after four single quotes": lambda n: "x = {y = '''a'''', " + "a." * n + "b = 1}",
    "parts after a quote in a comment": lambda n: "# it's \"\n" + "a." * n + "b = 1",
    "parts after an escape": lambda n: 'x = "\\\\" # "\n' + "a." * n + "b = 1",
    "parts after an escaped quote": lambda n: 'x = {y = "\\"", ' + "a." * n + "b = 1}",
    "long keys": lambda n: "".join(f"{LONGEST}.k{i} = 1\n" for i in range(n // 20)),
    "long headers": lambda n: "".join(f"[{LONGEST}.k{i}]\n" for i in range(n // 20)),
    "long keys below a long header": lambda n: (
        f"[{LONGEST}]\n" + "".join(f"{LONGEST}.k{i} = 1\n" for i in range(n // 20))
    ),
    "long keys in an inline table": lambda n: (
        "x = {" + ", ".join(f"{LONGEST}.k{i} = 1" for i in range(n // 20)) + "}"
    ),
    "headers": lambda n: "".join(f"[k{i}]\n" for i in range(n // 4)),
    "arrays of tables": lambda n: "[[a]]\n" * (n // 4),
    "long arrays of tables": lambda n: f"[[{LONGEST}.b]]\n" * (n // 20),
    "keys": lambda n: "".join(f"k{i} = 1\n" for i in range(n // 4)),
    "an array": lambda n: "x = [" + "1, " * n + "]",
    "deep arrays": lambda n: "x = " + "[" * n + "]" * n,
    "deep inline tables": lambda n: "x = " + "{a = " * n + "1" + "}" * n,
    "inline tables": lambda n: "x = [" + "{a = 1}, " * (n // 4) + "]",
    "a string": lambda n: 'x = "' + "a.b" * n + '"',
    "escapes": lambda n: 'x = "' + "\\n" * n + '"',
    "escaped quotes, never closed": lambda n: 'x = "' + '\\"' * n,
    "lines of a string": lambda n: 'x = """' + "a\n" * n + '"""',
    "quotes in a string": lambda n: 'x = """' + '""a' * n + '"""',
    "quotes": lambda n: '"' * n,
    "single quotes": lambda n: "'" * n,
    "comments": lambda n: "# a.b.c\n" * n,
    "blanks": lambda n: "x" + " " * n + "= 1",
    "words": lambda n: "a " * n,
    "digits": lambda n: "x = " + "9" * n,
    "fraction": lambda n: "x = 1." + "9" * n,
    "dates": lambda n: "x = [" + "1979-05-27, " * (n // 4) + "]",
}


@pytest.mark.parametrize("kind", COSTLY)
def test_toml_is_read_in_linear_time(tmp_path: Path, kind: str) -> None:
    def work(size: int) -> int:
        text = f"{COSTLY[kind](size)}\n[zz]\n"  # much is done at the next header only

        def read() -> None:
            with suppress(ConfigError):
                toml_file.read_table(tmp_path / "linkcheck.toml", text)

        return _lines(read)

    assert is_linear(work(1000), work(2000), work(4000))


def _lines(run: Callable[[], object]) -> int:
    """The lines of Python that one run executes: a loop without calls counts, too."""
    count = 0

    def trace(*_: object) -> Any:
        nonlocal count
        count += 1
        return trace

    before = sys.gettrace()
    sys.settrace(trace)
    try:
        run()
    finally:
        sys.settrace(before)
    return count


@pytest.mark.parametrize(
    "text",
    [
        "a.b.c = 1",
        'x = "' + "a.b." * 100 + '"',
        "x = '" + "a.b." * 100 + "'",
        'x = """\n' + "a.b." * 100 + '\n"""',
        "# " + "a.b." * 100,
        '"' + "a.b." * 100 + '" = 1',
        f"{LONGEST}.b = 1",
        "x = [" + "1.5, " * 100 + "]",
        'x = ["a.b", ' * 1 + '"a.b", ' * 100 + "]",
    ],
)
def test_dots_that_are_no_key_are_no_parts(tmp_path: Path, text: str) -> None:
    assert toml_file.read_table(tmp_path / "linkcheck.toml", text) is not None


def test_many_selectors_take_no_time_of_their_own(tmp_path: Path) -> None:
    def work(number: int) -> int:
        base = config(tmp_path, "ignore = [" + '"LC112", ' * number + "]").rename(
            tmp_path / "base.toml"
        )
        text = "ignore = [" + '"LC3, unknown-value", ' * number + "]"
        config(tmp_path, f'extend = "{base.name}"\n{text}')
        return _lines(lambda: Resolver().checker(tmp_path))

    assert is_linear(work(100), work(200), work(400))
