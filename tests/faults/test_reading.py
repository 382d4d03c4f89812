"""Missing and unreadable files are reported in one line, and the others are checked."""

from __future__ import annotations

import json
import os
import shutil
import signal
import socket
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

import linkcheck.sources.files
from linkcheck.__main__ import main
from linkcheck.output import FORMATS
from tests.faults.children import as_nobody, needs_root
from tests.faults.conftest import LINKCHECK, Shell


def _fifo(path: Path) -> None:
    os.mkfifo(path)


def _socket(path: Path) -> None:
    with socket.socket(socket.AF_UNIX) as one:
        here = Path.cwd()
        os.chdir(path.parent)  # the path of a socket must be short
        one.bind(path.name)
        os.chdir(here)


def _link_to(target: str) -> Callable[[Path], None]:
    return lambda path: path.symlink_to(target)


ODD: dict[str, tuple[Callable[[Path], None], str]] = {
    "pipe": (_fifo, "not a regular file"),
    "socket": (_socket, "not a regular file"),
    "device": (_link_to("/dev/zero"), "not a regular file"),
    "nothing": (_link_to("nowhere"), "link to a file that does not exist"),
    "itself": (_link_to("odd.json"), "Too many levels of symbolic links"),
}


@pytest.mark.exhaustive
@pytest.mark.parametrize("odd", ODD)
def test_paths_that_are_not_files(shell: Shell, folder: Path, odd: str) -> None:
    make, reason = ODD[odd]
    make(folder / "odd.json")
    for jobs in (1, 2):
        ended = shell(f"linkcheck check odd.json clean.json --jobs {jobs}")
        assert (ended.code, ended.err) == (2, f"linkcheck: odd.json: {reason}\n")
        assert "1 document in 1 file" in ended.out
    ended = shell("linkcheck check . --select LC104")
    assert (ended.code, ended.err) == (1, "")  # in a directory only files count


BLOCKING = (
    "/proc/kmsg",  # looks regular, and makes a reader wait
    "/proc/version",  # the like, which would be read
    "/proc/self/fd/../../version",
    "/sys/kernel/uevent_seqnum",
    "/dev/zero",
    "/dev/tty",
    "pipe",
)
BESIDE = {
    "body.json": "check .",
    "body.jsonl": "check .",
    "body.yaml": "check .",
    "deep/body.json": "check .",
    "pyproject.toml": "check .",
    "linkcheck.toml": "check .",
    ".gitignore": "check .",
    "deep/.gitignore": "check .",
    ".git/info/exclude": "check .",
    "known.json": "check . --baseline known.json",
    "config": "check . --config config",
    "schema": "check . --config house.toml",
    "referred": "check . --config refers.toml",
}


HOUSE = """[[schemas]]
document = "link-token-create-request"
path = "{}"
code = "ACME100"
"""


def _beside(folder: Path, beside: str) -> None:
    """Make a folder with what leads to files beside documents."""
    (folder / ".git" / "info").mkdir(parents=True)
    (folder / "deep").mkdir()
    os.mkfifo(folder / "pipe")
    (folder / "house.toml").write_text(HOUSE.format("schema"))
    (folder / "refers.toml").write_text(HOUSE.format("own.schema"))
    reference = {"$ref": (folder / "referred").as_uri()}
    (folder / "own.schema").write_text(json.dumps(reference))


@pytest.mark.skipif(not Path("/proc/version").exists(), reason="needs the files of Linux")
@pytest.mark.parametrize("beside", BESIDE)
def test_no_link_makes_a_run_wait(
    folder: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], beside: str
) -> None:
    monkeypatch.chdir(folder)
    _beside(folder, beside)
    for target in filter(os.path.exists, BLOCKING):
        (folder / beside).unlink(missing_ok=True)
        (folder / beside).symlink_to(folder / target)  # an absolute one stays as it is
        with _alarm():
            code = main([*BESIDE[beside].split(), "--format", "concise"])
        out, err = capsys.readouterr()
        assert code in (1, 2)
        assert beside not in out
        assert "wrong.json:1:45: LC104" in out if code == 1 else err.count("\n") == 1
        assert code == 1 or beside in err


@contextmanager
def _alarm() -> Iterator[None]:
    """Raise TimeoutError after some seconds."""

    def ring(*_: object) -> None:
        raise TimeoutError

    before = signal.signal(signal.SIGALRM, ring)
    signal.alarm(30)
    try:
        yield
    finally:
        signal.alarm(0)
        signal.signal(signal.SIGALRM, before)


@pytest.mark.parametrize("beside", ["body.json", ".gitignore", "schema", "referred"])
def test_no_file_in_a_folder_makes_a_run_read_its_standard_input(
    shell: Shell, folder: Path, beside: str
) -> None:
    _beside(folder, beside)
    (folder / beside).symlink_to("/dev/fd/0")
    endless = "< <(sleep 30 > /dev/null 2>&1)"
    ended = shell(f"timeout 20 {LINKCHECK} {BESIDE[beside]} --format concise {endless}")
    assert ended.code in (1, 2)


def test_what_would_make_a_reader_wait_ends_where_it_is_named(shell: Shell) -> None:
    ended = shell(f"timeout 30 {LINKCHECK} check /proc/kmsg wrong.json --format concise")
    assert ended.code in (1, 2)
    assert "wrong.json:1:45: LC104" in ended.out


def test_a_file_for_a_folder(shell: Shell) -> None:
    ended = shell("linkcheck check clean.json/x.json clean.json")
    assert (ended.code, ended.err) == (2, "linkcheck: clean.json/x.json: Not a directory\n")


def test_links_to_directories_do_not_lead_in_circles(shell: Shell, folder: Path) -> None:
    deep = folder / "a" / "b"
    deep.mkdir(parents=True)
    shutil.copy(folder / "wrong.json", deep)
    (deep / "up").symlink_to("../..")
    (deep / "here").symlink_to(".")
    ended = shell("linkcheck check a a/b/up/a --format concise")
    assert ended.out.count("LC104") == 1


SIDE_FILES = {
    ".gitignore": "check .",
    ".git/info/exclude": "check .",
    "pyproject.toml": "check .",
}


@pytest.mark.exhaustive
@pytest.mark.parametrize("name", SIDE_FILES)
@pytest.mark.parametrize("odd", ["pipe", "device", "nothing", "itself"])
def test_files_beside_that_are_not_regular_are_skipped(
    shell: Shell, folder: Path, name: str, odd: str
) -> None:
    (folder / ".git" / "info").mkdir(parents=True)
    (folder / name).parent.mkdir(exist_ok=True)
    make, _ = ODD[odd]
    make(folder / name)
    ended = shell(f"linkcheck {SIDE_FILES[name]} --format concise")
    assert (ended.code, ended.err) == (1, "")
    assert "wrong.json:1:45: LC104" in ended.out


@pytest.mark.parametrize(
    ("option", "said"),
    [
        ("--config odd.json", "odd.json: cannot be read (not a regular file)"),
        ("--baseline odd.json", "odd.json: cannot be read (not a regular file)"),
    ],
)
@pytest.mark.parametrize("odd", ["pipe", "device"])
def test_files_that_options_name_and_that_are_none(
    shell: Shell, folder: Path, option: str, said: str, odd: str
) -> None:
    ODD[odd][0](folder / "odd.json")
    ended = shell(f"linkcheck check clean.json {option}")
    assert ended.code == 2
    assert ended.err.endswith(f"{said}\n")


def test_pipes_of_the_shell_are_read(shell: Shell) -> None:
    ended = shell(
        "linkcheck check <(cat wrong.json) --config <(echo pedantic=false) --format concise"
    )
    assert ended.code == 1
    assert "LC104" in ended.out
    assert shell("linkcheck check wrong.json --config /dev/null -q").code == 1


@pytest.mark.parametrize(
    "command",
    [
        "check {0}/clean.json",
        "check . --format sarif",
        "check - < {0}/clean.json",
        "check {0}/clean.json {0}/wrong.json --jobs 2",
        "baseline {0}/wrong.json",
        "rules",
        "init",
    ],
)
def test_a_current_directory_that_is_gone(shell: Shell, folder: Path, command: str) -> None:
    ended = shell(f"mkdir gone; cd gone; rmdir ../gone; linkcheck {command.format(folder)}")
    assert ended.code == 2
    assert "internal error" not in ended.err
    assert ended.err.startswith("linkcheck: ")


def test_a_file_that_is_gone_when_its_turn_comes(
    folder: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.chdir(folder)
    real = linkcheck.sources.files.Source.read

    def read(source: linkcheck.sources.files.Source) -> bytes:
        if source.name == "clean.json":
            (folder / "fixable.json").unlink()
        return real(source)

    monkeypatch.setattr(linkcheck.sources.files.Source, "read", read)
    assert main(["check", "clean.json", "fixable.json", "wrong.json"]) == 2
    out, err = capsys.readouterr()
    assert err == "linkcheck: fixable.json: No such file or directory\n"
    assert "wrong.json:1:45: LC104" in out


@pytest.mark.parametrize("change", ["cut off", "removed", "grown", "a folder now"])
def test_a_file_that_changes_while_it_is_read(
    folder: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], change: str
) -> None:
    from linkcheck.sources import json_lines

    monkeypatch.chdir(folder)
    line = (folder / "wrong.json").read_bytes() + b"\n"
    file = folder / "log.jsonl"
    file.write_bytes(line * 5000)
    real = json_lines.decode
    seen = 0

    def decode(*arguments: object, **options: object) -> object:
        nonlocal seen
        seen += 1
        if seen == 2:
            if change == "cut off":
                os.truncate(file, 300)
            elif change == "grown":
                with file.open("ab") as end:
                    end.write(line * 10)
            else:
                file.unlink()
            if change == "a folder now":
                file.mkdir()
        return real(*arguments, **options)  # type: ignore[arg-type]

    monkeypatch.setattr(json_lines, "decode", decode)
    code = main(["check", "log.jsonl", "wrong.json", "--format", "concise", "--jobs", "1"])
    out, err = capsys.readouterr()
    assert code in (1, 2)
    assert "internal error" not in err
    assert "wrong.json:1:45: LC104" in out


def test_a_file_larger_than_the_memory(shell: Shell, folder: Path) -> None:
    with (folder / "huge.json").open("wb") as file:
        file.truncate(8 << 30)  # takes no room on the disk
    ended = shell("ulimit -v 2000000; linkcheck check huge.json wrong.json --format concise")
    assert ended.code == 2
    assert ended.err == "linkcheck: huge.json: not enough memory\n"
    assert "wrong.json:1:45: LC104" in ended.out


@needs_root
def test_what_may_not_be_read(folder: Path) -> None:
    for name in ("file.json", "folder"):
        make = (folder / name).mkdir if name == "folder" else (folder / name).touch
        make()
    shutil.copy(folder / "wrong.json", folder / "folder")
    for name in ("file.json", "folder"):
        (folder / name).chmod(0)
    code, out, err = as_nobody(folder, "check", ".", "file.json", "folder/wrong.json")
    assert code == 2
    assert sorted(err.splitlines()) == [
        "linkcheck: file.json: Permission denied",
        "linkcheck: folder/wrong.json: Permission denied",
        "linkcheck: folder: Permission denied",
    ]
    assert "wrong.json:1:45: LC104" in out


@needs_root
@pytest.mark.parametrize("name", ["linkcheck.toml", "pyproject.toml", "base.json"])
def test_side_files_that_may_not_be_read(folder: Path, name: str) -> None:
    (folder / name).write_text("[tool.linkcheck]\n")
    (folder / name).chmod(0)
    baseline = ("--baseline", name) if name == "base.json" else ()
    code, out, err = as_nobody(folder, "check", "clean.json", *baseline)
    assert (code, out) == (2, "")
    assert err.endswith(f"{name}: cannot be read (Permission denied)\n")
    assert err.count("\n") == 1


@needs_root
def test_a_folder_above_that_may_only_be_passed(folder: Path) -> None:
    inner = folder / "closed" / "inner"
    inner.mkdir(parents=True)
    shutil.copy(folder / "wrong.json", inner)
    code, out, err = as_nobody(inner, "check", ".", before=lambda: (folder / "closed").chmod(0o711))
    assert (code, err) == (1, "")
    assert "wrong.json:1:45: LC104" in out


NAMES = [
    b"new\nline.json",
    b"return\r.json",
    b"not utf-8 \xff\xfe.json",
    "bidi\u202egpj.json".encode(),
    "zero\u200bwidth.json".encode(),
    b"escape\x1b[31m.json",
    b"bell\x07.json",
    b" blanks .json",
    b"a,b:c;%0A%.json",
    "日本é😀.json".encode(),
    b"\"q'<b>&amp;.json",
    b"back\\slash.json",
    b"*.json",
    b"[x].json",
    "line\u2028separator\u0085.json".encode(),
    b"::error file=x::y.json",
    b"--fix.json",
    b"$(touch pwned).json",
]


@pytest.mark.exhaustive
@pytest.mark.parametrize("name", FORMATS)
def test_odd_file_names_in_each_format(shell: Shell, folder: Path, name: str) -> None:
    odd = folder / "odd"
    odd.mkdir()
    for one in NAMES:
        shutil.copy(folder / "wrong.json", os.path.join(os.fsencode(odd), one))  # noqa: PTH118
    serial = shell(f"linkcheck check odd --format {name} --color never")
    assert (serial.code, serial.err) == (1, "")
    assert serial.out.count("LC104") >= len(NAMES)
    if name == "github":  # commands for a program, which needs the exact name
        assert "\r" not in serial.out
    else:
        assert not any(char in serial.out for char in "\x1b\x07\r\u202e\u2028\u0085\u200b")
    again = shell(f"linkcheck check odd --format {name} --color never --jobs 2")
    assert again.out == serial.out
    if name in ("concise", "jsonl", "github"):
        assert serial.out.count("\n") == len(NAMES) + (name != "jsonl")
    if name == "json":
        reported = [violation["file"] for violation in json.loads(serial.out)["violations"]]
        assert len(set(reported)) == len(NAMES)


def test_odd_file_names_as_arguments(shell: Shell, folder: Path) -> None:
    odd = folder / "odd"
    odd.mkdir()
    for one in NAMES:
        shutil.copy(folder / "wrong.json", os.path.join(os.fsencode(odd), one))  # noqa: PTH118
    every = " ".join(f"'./odd/{n}'" for n in ("--fix.json", "*.json", "[x].json"))
    assert shell(f"linkcheck check {every} --format concise").out.count("LC104") == 3
    ended = shell("linkcheck check 'odd/no\nsuch\x1b\u202e.json'")
    assert ended.err == "linkcheck: odd/no\\nsuch\\x1b\\u202e.json: no such file or directory\n"


def test_many_arguments(shell: Shell, folder: Path) -> None:
    many = "$(for i in $(seq 3000); do echo clean.json ./clean.json missing$i.json; done)"
    ended = shell(f"linkcheck check {many} wrong.json --format concise")
    assert ended.code == 2
    assert ended.err.count("no such file") == 3000
    assert ended.out.count("LC104") == 1
