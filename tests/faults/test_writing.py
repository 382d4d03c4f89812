"""Files that are written: the old one or the new one, never half, whatever goes wrong."""

from __future__ import annotations

import json
import os
import shutil
import signal
import stat
import struct
from collections.abc import Callable
from pathlib import Path

import pytest

import linkcheck.cli.atomic_files
from linkcheck.__main__ import main
from linkcheck.cli.atomic_files import State, replacing
from linkcheck.cli.exits import Unwritable
from tests.cli.conftest import Run, run  # noqa: F401
from tests.faults.children import NOBODY, Death, as_nobody, in_child, needs_root
from tests.faults.conftest import CLEAN, FIXABLE, Shell

FIXED_PART = '"language": "en"'
WRITERS = {
    "fix": ("check --fix -q body.json", "body.json"),
    "fix lines": ("check --fix -q body.jsonl", "body.jsonl"),
    "output": ("check clean.json --output-file json:out.json -q", "out.json"),
    "baseline": ("baseline wrong.json --output-file out.json -q", "out.json"),
    "prune": ("check clean.json -q --baseline known.json --prune", "known.json"),
    "init": ("init --force", "linkcheck.toml"),
}
OLD = b"the old file\n"


@pytest.fixture
def writing(folder: Path, shell: Shell) -> Path:
    """A folder with files for each of the commands that write."""
    body = json.dumps(FIXABLE)
    (folder / "body.json").write_text(body)
    (folder / "body.jsonl").write_text(f"{json.dumps(CLEAN)}\n{body}\n{body}\n")
    for name in ("out.json", "linkcheck.toml"):
        (folder / name).write_bytes(OLD if name == "out.json" else b"# the old file\n")
    shell("linkcheck baseline wrong.json --output-file known.json")
    (folder / "wrong.json").rename(folder / "gone.json")
    shutil.copy(folder / "gone.json", folder / "wrong.json")
    (folder / "known.json").write_text(
        (folder / "known.json").read_text().replace("wrong.json", "clean.json")
    )
    return folder


@pytest.mark.exhaustive
@pytest.mark.parametrize("by", [signal.SIGKILL, signal.SIGINT, signal.SIGTERM])
@pytest.mark.parametrize("writer", WRITERS)
def test_a_run_that_ends_at_any_step(
    writing: Path, shell: Shell, writer: str, by: signal.Signals
) -> None:
    command, name = WRITERS[writer]
    target = writing / name
    target.chmod(0o640)
    old = target.read_bytes()
    before = set(writing.iterdir())
    assert shell(f"linkcheck {command}").code == 0
    new = target.read_bytes()
    assert new != old
    outcomes = []
    for step in range(1, 40):
        target.write_bytes(old)
        ended = in_child(writing, *command.split(), prepare=Death(step, by))
        if ended.code == 0:
            break
        assert ended.code == (-by if by == signal.SIGKILL else 128 + by)
        assert ended.err.strip() == "" or by == signal.SIGKILL
        assert target.read_bytes() in (old, new)
        assert stat.S_IMODE(target.stat().st_mode) == 0o640
        outcomes.append(target.read_bytes() == new)
        left = set(writing.iterdir()) - before - {writing / ".pre-commit-config.yaml"}
        if by == signal.SIGKILL:
            assert all(file.name.endswith(".tmp") for file in left)
            for file in left:
                file.unlink()
        assert not left or by == signal.SIGKILL
    else:
        pytest.fail("the run never came to its end")
    # The new file is there at once and stays.
    assert outcomes == sorted(outcomes)
    assert {True, False} == set(outcomes)


def test_what_a_killed_run_left_is_in_nobodys_way(writing: Path, shell: Shell) -> None:
    for step in range(3, 6):
        killed = Death(step, signal.SIGKILL)
        assert in_child(writing, "check", "--fix", "-q", "body.json", prepare=killed).code == -9
    assert list(writing.glob(".body.json.*.tmp"))
    assert shell("linkcheck check . --format json -q --select LC104").err == ""
    assert shell("linkcheck check --fix -q body.json").code == 0
    assert FIXED_PART in (writing / "body.json").read_text()


LIMITED = "trap '' XFSZ; ulimit -f 1; "  # blocks of 1,024 bytes in bash


def test_a_disk_that_is_full_in_the_middle_of_several_files(shell: Shell, folder: Path) -> None:
    large = {**FIXABLE, "client_name": "Wonderwallet", "user": {"client_user_id": "u" * 3000}}
    for name, body in (("a", FIXABLE), ("b", large), ("c", FIXABLE)):
        (folder / f"{name}.json").write_text(json.dumps(body))
    old = (folder / "b.json").read_bytes()
    ended = shell(f"{LIMITED} linkcheck check --fix --select LC3,LC104 a.json b.json c.json")
    assert ended.code == 2
    assert "linkcheck: b.json: cannot be written (File too large)\n" in ended.err
    assert "b.json: fixed" not in ended.err
    for name in "ac":
        assert f"{name}.json: fixed" in ended.err
        assert FIXED_PART in (folder / f"{name}.json").read_text()
    assert (folder / "b.json").read_bytes() == old
    assert not list(folder.glob(".*"))


@pytest.mark.parametrize("name", ["json", "html", "text"])
def test_a_disk_that_is_full_for_a_report(shell: Shell, folder: Path, name: str) -> None:
    for number in range(30):
        shutil.copy(folder / "wrong.json", folder / f"w{number}.json")
    (folder / "out").write_bytes(OLD)
    ended = shell(f"{LIMITED} linkcheck check . -q --output-file {name}:out --format concise")
    assert ended.code == 2
    assert ended.err == "linkcheck: out: cannot be written (File too large)\n"
    assert (folder / "out").read_bytes() == OLD
    assert not list(folder.glob(".*"))


def test_a_disk_that_is_full_for_a_baseline_and_a_configuration(shell: Shell, folder: Path) -> None:
    for number in range(30):
        shutil.copy(folder / "wrong.json", folder / f"w{number}.json")
    for line, name in (
        ("baseline . --output-file out.json", "out.json"),
        ("init", "linkcheck.toml"),
    ):
        ended = shell(f"{LIMITED} linkcheck {line}")
        assert ended.code == 2
        assert f"linkcheck: {name}: cannot be written (File too large)\n" in ended.err
        assert not (folder / name).exists()


def test_links_stay_and_lead_to_the_new_file(shell: Shell, folder: Path) -> None:
    (folder / "real").mkdir()
    target = folder / "real" / "body.json"
    (folder / "fixable.json").rename(target)
    (folder / "fixable.json").symlink_to("real/body.json")
    (folder / "twice.json").symlink_to("fixable.json")
    assert shell("linkcheck check --fix -q twice.json").code == 0
    assert (folder / "twice.json").is_symlink()
    assert (folder / "fixable.json").is_symlink()
    assert FIXED_PART in target.read_text()


def test_a_link_to_nowhere_gets_its_target(shell: Shell, folder: Path) -> None:
    (folder / "out.json").symlink_to("later.json")
    shell("linkcheck check clean.json --output-file json:out.json")
    assert (folder / "out.json").is_symlink()
    assert json.loads((folder / "later.json").read_text())["version"] == 2


@pytest.mark.parametrize("mode", [0o600, 0o644, 0o664, 0o755, 0o666])
def test_a_file_keeps_its_mode(tmp_path: Path, mode: int) -> None:
    file = tmp_path / "a"
    file.write_bytes(OLD)
    file.chmod(mode)
    with replacing(str(file)) as new:
        (half,) = tmp_path.glob(".a.*.tmp")
        assert stat.S_IMODE(half.stat().st_mode) == 0o600  # nobody else may look meanwhile
        new.write(b"new")
    assert stat.S_IMODE(file.stat().st_mode) == mode


def test_a_new_file_follows_the_umask(tmp_path: Path) -> None:
    before = os.umask(0o027)
    try:
        with replacing(str(tmp_path / "a")) as new:
            new.write(b"new")
    finally:
        os.umask(before)
    assert stat.S_IMODE((tmp_path / "a").stat().st_mode) == 0o640


@needs_root
def test_a_file_keeps_its_owner_and_group(tmp_path: Path) -> None:
    file = tmp_path / "a"
    file.write_bytes(OLD)
    os.chown(file, 1234, 2345)
    file.chmod(0o644)
    with replacing(str(file)) as new:
        new.write(b"new")
    found = file.stat()
    assert (found.st_uid, found.st_gid, stat.S_IMODE(found.st_mode)) == (1234, 2345, 0o644)


def test_a_name_as_long_as_names_can_be(tmp_path: Path) -> None:
    file = tmp_path / ("n" * 250 + ".json")
    with replacing(str(file)) as new:
        new.write(b"new")
    assert file.read_bytes() == b"new"


def test_a_file_that_somebody_else_changes_meanwhile_stays(tmp_path: Path) -> None:
    file = tmp_path / "a"
    file.write_bytes(OLD)
    state = State.of(str(file))

    def write() -> None:
        with replacing(str(file), state) as new:
            new.write(b"new")
            file.write_bytes(b"theirs")

    with pytest.raises(Unwritable, match="it changed in the meantime"):
        write()
    assert file.read_bytes() == b"theirs"
    assert list(tmp_path.iterdir()) == [file]


@pytest.mark.parametrize("suffix", ["json", "jsonl", "yaml"])
def test_fixes_do_not_overwrite_what_an_editor_saved_meanwhile(
    folder: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], suffix: str
) -> None:
    file = folder / f"body.{suffix}"
    file.write_text(json.dumps(FIXABLE) + "\n")
    theirs = json.dumps({**FIXABLE, "client_name": "Theirs"})
    real = linkcheck.cli.atomic_files.replacing

    def saved(path: str, read: State | None = None) -> object:
        file.write_text(theirs)
        return real(path, read)

    monkeypatch.setattr("linkcheck.cli.file_fixes.replacing", saved)
    assert main(["check", "--fix", "-q", str(file)]) == 2
    assert "cannot be written (it changed in the meantime)" in capsys.readouterr().err
    assert file.read_text() == theirs


@needs_root
def test_a_folder_and_a_file_that_are_read_only(folder: Path) -> None:
    locked = folder / "locked"
    locked.mkdir()
    for name in ("fixable.json", "clean.json"):
        shutil.copy(folder / name, locked)
    (locked / "lines.jsonl").write_text(json.dumps(CLEAN) + "\n")
    (locked / "mine.json").write_text(json.dumps(FIXABLE))
    os.chown(locked / "mine.json", NOBODY, NOBODY)
    os.chown(folder, NOBODY, NOBODY)
    before = {file.name: file.read_bytes() for file in locked.iterdir()}
    ended = as_nobody(folder, "check", "--fix", "locked", "fixable.json", "--format", "concise")
    assert ended.code == 2
    refused = [line for line in ended.err.splitlines() if "cannot be written" in line]
    assert refused == [
        "linkcheck: locked/fixable.json: cannot be written (it is read-only)",
        "linkcheck: locked/mine.json: cannot be written (Permission denied)",
        "linkcheck: fixable.json: cannot be written (it is read-only)",
    ]
    assert {file.name: file.read_bytes() for file in locked.iterdir()} == before
    assert "locked/fixable.json:1:" in ended.out  # the unfixed violation is reported


# -- what else belongs to a file -------------------------------------------------------------------

ACL = "system.posix_acl_access"
_USER_OBJ, _USER, _GROUP_OBJ, _MASK, _OTHER = 1, 2, 4, 16, 32
_NOBODY_IN_PARTICULAR = 0xFFFFFFFF


def _acl(user: int, mode: int, mask: int) -> bytes:
    """An access list with one more user, as Linux keeps it."""
    entries = (
        (_USER_OBJ, mode >> 6 & 7, _NOBODY_IN_PARTICULAR),
        (_USER, 6, user),
        (_GROUP_OBJ, mode >> 3 & 7, _NOBODY_IN_PARTICULAR),
        (_MASK, mask, _NOBODY_IN_PARTICULAR),
        (_OTHER, mode & 7, _NOBODY_IN_PARTICULAR),
    )
    return struct.pack("<I", 2) + b"".join(struct.pack("<HHI", *entry) for entry in entries)


def _state(path: Path) -> tuple[object, ...]:
    """All that says who may do what with a file, and what else belongs to it."""
    found = path.stat()
    names = os.listxattr(path) if hasattr(os, "listxattr") else []
    attributes = {name: os.getxattr(path, name) for name in names}
    return stat.S_IMODE(found.st_mode), found.st_uid, found.st_gid, found.st_nlink, attributes


def _set(name: str, value: bytes) -> Callable[[Path], None]:
    def set_attribute(path: Path) -> None:
        if not hasattr(os, "setxattr"):
            pytest.skip("this system has no extended attributes")
        try:
            os.setxattr(path, name, value)
        except OSError as error:
            pytest.skip(f"this file system has no {name} ({error.strerror})")

    return set_attribute


def _default_acl(path: Path) -> None:
    """Let the folder give new files an access list, which this older file does not have."""
    _set("system.posix_acl_default", _acl(NOBODY, 0o770, 7))(path.parent)


BELONGS: dict[str, Callable[[Path], object]] = {
    "attribute": _set("user.note", b"mine"),
    "empty attribute": _set("user.note", b""),
    "access list": _set(ACL, _acl(NOBODY, 0o640, 6)),
    "narrow access list": _set(ACL, _acl(NOBODY, 0o600, 4)),
    "access list of the folder": _default_acl,
    "capability": _set("security.capability", bytes.fromhex("0100000200200000" + "00" * 12)),
    "hard link": lambda path: (path.parent / "other").hardlink_to(path),
    **{
        f"mode {mode:o}": lambda path, mode=mode: path.chmod(mode)  # type: ignore[misc]
        for mode in (0o400, 0o600, 0o4755, 0o2755, 0o6711, 0o1644, 0o7777, 0o466)
    },
}


@needs_root
@pytest.mark.parametrize("owner", [None, (1234, 2345)], ids=["own", "of another"])
@pytest.mark.parametrize("what", BELONGS)
def test_what_belongs_to_a_file_is_kept_or_the_file_stays(
    tmp_path: Path, what: str, owner: tuple[int, int] | None
) -> None:
    for user in ("root", "nobody"):
        folder = tmp_path / user
        folder.mkdir()
        folder.chmod(0o777)
        file = folder / "a"
        file.write_bytes(OLD)
        if owner:
            os.chown(file, *owner)
        elif user == "nobody":
            os.chown(file, NOBODY, NOBODY)
        BELONGS[what](file)
        before = _state(file)
        refused = _written_by(user, file)
        assert _state(file) == before
        if refused:
            assert "cannot be written (" in refused
            assert file.read_bytes() == OLD
        else:
            assert file.read_bytes() == b"new"
        assert {one.name for one in folder.iterdir()} <= {"a", "other"}
        if user == "root" and what != "hard link":
            assert not refused
        if what == "hard link":
            assert refused


def _written_by(user: str, file: Path) -> str:
    """Replace a file in a process of this user; gives what was said if it was refused."""
    for above in file.parents:
        if len(above.parts) > 2:
            above.chmod(above.stat().st_mode | 0o555)
    reader, writer = os.pipe()
    child = os.fork()
    if child == 0:
        try:
            if user == "nobody":
                os.setgroups([])
                os.setgid(NOBODY)
                os.setuid(NOBODY)
            with replacing(str(file)) as new:
                new.write(b"new")
        except Unwritable as error:
            os.write(writer, str(error).encode())
        finally:
            os._exit(0)
    os.close(writer)
    os.waitpid(child, 0)
    with os.fdopen(reader, "rb") as said:
        return said.read().decode()


@pytest.mark.exhaustive
@pytest.mark.parametrize("writer", WRITERS)
def test_no_writer_breaks_a_hard_link(writing: Path, shell: Shell, writer: str) -> None:
    command, name = WRITERS[writer]
    (writing / "other").hardlink_to(writing / name)
    old = (writing / name).read_bytes()
    ended = shell(f"linkcheck {command}")
    assert ended.code == 2
    assert f"{name}: cannot be written (its other hard links would keep the old" in ended.err
    assert (writing / name).read_bytes() == (writing / "other").read_bytes() == old


# -- links out of a folder -------------------------------------------------------------------------


@pytest.mark.parametrize("suffix", ["json", "jsonl", "yaml"])
@pytest.mark.parametrize("how", ["relative", "absolute", "twice", "folder", "up and down"])
def test_fixing_a_folder_never_writes_outside(
    run: Run,  # noqa: F811
    folder: Path,
    monkeypatch: pytest.MonkeyPatch,
    how: str,
    suffix: str,
) -> None:
    monkeypatch.chdir(folder)
    inside, outside = folder / "in", folder / "in-between"  # a name that begins alike
    for one in (inside, outside):
        one.mkdir()
    real = outside / f"real.{suffix}"
    real.write_text(json.dumps(FIXABLE) + "\n")
    shutil.copy(real, inside / f"own.{suffix}")
    (inside / f"near.{suffix}").symlink_to(f"own.{suffix}")
    link = inside / f"link.{suffix}"
    if how == "folder":
        (inside / "link").symlink_to(outside)
    elif how == "twice":
        (outside / f"hop.{suffix}").symlink_to(real)
        link.symlink_to(outside / f"hop.{suffix}")
    elif how == "up and down":
        link.symlink_to(f"../in/../{outside.name}/{real.name}")
    else:
        link.symlink_to(real if how == "absolute" else f"../{outside.name}/{real.name}")
    (folder / "door").symlink_to("in")
    old = real.read_bytes()
    for named in ("door", "in", f"in/*.{suffix}", "in/../in", "./in/"):
        shutil.copy(real, inside / f"own.{suffix}")
        ended = run("check", "--fix", named, "--select", "LC104")
        assert ended.code in (0, 1)
        assert real.read_bytes() == old
        assert FIXED_PART in (inside / f"own.{suffix}").read_text()
        if how != "folder":
            assert f"link.{suffix}: skipped: link to a file outside" in ended.err
            quiet = run("check", named, "-q")
            assert "skipped" not in quiet.err
            assert "skipped: link" in run("check", named, "-v").err
