"""``--format`` and ``--output-file``: several outputs, whole files or none."""

from __future__ import annotations

import json
import os
import stat
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

import linkcheck.cli.source_checker
from linkcheck.cli.atomic_files import replacing
from linkcheck.cli.exits import Unwritable, WrongUsage
from linkcheck.cli.outputs import STREAMED, Destination, Outputs, destinations
from linkcheck.output import FORMATS, renderer
from linkcheck.output.results import Options
from tests.cli.conftest import ERROR, Run
from tests.output.sample import RESULTS


def _names(folder: Path) -> list[str]:
    return sorted(path.name for path in folder.iterdir())


@pytest.mark.usefixtures("files")
def test_one_run_writes_several_outputs(run: Run) -> None:
    alone = {name: run("error.json", "--format", name).out for name in FORMATS}
    options = [f"--output-file={name}:out.{name}" for name in FORMATS]
    outcome = run("error.json", "--format", "concise", *options)
    assert outcome.code == 1
    assert outcome.out == alone["concise"]
    for name in FORMATS:
        # The moment of the run is part of no format, so the files are those of a run alone.
        assert Path(f"out.{name}").read_text(encoding="utf-8") == alone[name]


@pytest.mark.usefixtures("files")
def test_a_plain_file_takes_the_place_of_standard_output(run: Run) -> None:
    expected = run("error.json", "--format", "json").out
    outcome = run(
        "error.json", "--format", "json", "--output-file", "a.json.txt", "--output-file=jsonl:b"
    )
    assert (outcome.code, outcome.out, outcome.err) == (1, "", "")
    assert Path("a.json.txt").read_text(encoding="utf-8") == expected
    assert json.loads(Path("b").read_text(encoding="utf-8"))["code"] == "LC104"


@pytest.mark.parametrize(
    ("files", "expected"),
    [
        ([], [Destination("text")]),
        (["out.txt"], [Destination("text", "out.txt")]),
        (["sarif:out"], [Destination("text"), Destination("sarif", "out")]),
        (["json:a:b"], [Destination("text"), Destination("json", "a:b")]),
        (["C:\\out.txt"], [Destination("text", "C:\\out.txt")]),
        (["./xml:out"], [Destination("text", "./xml:out")]),
        (["json:a", "b"], [Destination("text", "b"), Destination("json", "a")]),
    ],
)
def test_destinations(files: list[str], expected: list[Destination]) -> None:
    assert destinations("text", files) == expected


@pytest.mark.parametrize(
    ("files", "words"),
    [
        (["jsn:out"], "did you mean `json`?"),
        (["nonsense:out"], "use one of text, "),
        (["a", "b"], "Only one"),
        (["json:a", "sarif:./a"], "same file"),
        (["a", "json:a"], "same file"),
        (["json:"], "--output-file has no path"),
        ([""], "--output-file has no path"),
    ],
)
def test_destinations_that_make_no_sense(files: list[str], words: str) -> None:
    with pytest.raises(WrongUsage, match=words.replace("?", r"\?")):
        destinations("text", files)


@pytest.mark.parametrize("name", sorted(STREAMED))
@pytest.mark.parametrize("summary", [False, True])
def test_what_is_written_as_it_comes_is_what_is_written_at_once(
    capsys: pytest.CaptureFixture[str], name: str, summary: bool
) -> None:
    results = RESULTS
    with Outputs([Destination(name)], color="never", summary=summary) as outputs:
        for result in results.results:
            outputs.add(result)
        outputs.totals.skipped = results.skipped
        written_before_the_end = capsys.readouterr().out
        outputs.finish()
    assert written_before_the_end
    written = written_before_the_end + capsys.readouterr().out
    assert written == "".join(renderer(name)(results, Options(summary=summary)))


@pytest.mark.parametrize("name", sorted(FORMATS.keys() - STREAMED))
def test_formats_that_need_all_results_get_them(
    capsys: pytest.CaptureFixture[str], name: str
) -> None:
    results = RESULTS
    with Outputs([Destination(name)], color="never") as outputs:
        for result in results.results:
            outputs.add(result)
        outputs.totals.skipped = results.skipped
        assert capsys.readouterr().out == ""
        outputs.finish()
    assert capsys.readouterr().out == "".join(renderer(name)(results, Options()))


def test_clean_documents_are_counted_but_not_kept(capsys: pytest.CaptureFixture[str]) -> None:
    from linkcheck.output.results import Result
    from linkcheck.report import Report

    with Outputs([Destination("json")]) as outputs:
        for index in range(1000):
            outputs.add(Result.about("many.jsonl", index, Report("link-token-get-request")))
        assert len(outputs._kept) == 1
        outputs.finish()
    summary = json.loads(capsys.readouterr().out)["summary"]
    assert (summary["files"], summary["documents"]) == (1, 1000)


@pytest.mark.parametrize("name", sorted(FORMATS.keys() - STREAMED))
def test_sources_are_kept_only_for_formats_that_look_at_them(name: str) -> None:
    with Outputs([Destination(name), Destination("text")]) as outputs:
        outputs.add(RESULTS.results[0])
        [kept] = outputs._kept
    assert bool(kept.text) is (name in {"html", "sarif"})


def test_an_interrupt_leaves_no_output_file(
    files: Path, run: Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    (files / "out.txt").write_text("of the last run", encoding="utf-8")
    before = _names(files)
    whole = linkcheck.cli.source_checker.documents

    def interrupted(source: object) -> object:
        if "warning" in source.name:  # type: ignore[attr-defined]
            raise KeyboardInterrupt
        return whole(source)  # type: ignore[arg-type]

    monkeypatch.setattr(linkcheck.cli.source_checker, "documents", interrupted)
    outcome = run("error.json", "warning.json", "--output-file", "out.txt", "--output-file=json:o")
    assert outcome.code == 130
    assert _names(files) == before
    assert (files / "out.txt").read_text(encoding="utf-8") == "of the last run"


def test_a_crash_of_a_format_leaves_no_file(
    files: Path, run: Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    import linkcheck.output.junit

    def crashing(*_: object) -> Iterator[str]:
        yield "half"
        raise ZeroDivisionError

    monkeypatch.setattr(linkcheck.output.junit, "render", crashing)
    before = _names(files)
    outcome = run("error.json", "--output-file=json:a", "--output-file=junit:b")
    assert outcome.code == 3
    assert "internal error (ZeroDivisionError)" in outcome.err
    assert _names(files) == before


@pytest.mark.usefixtures("files")
def test_if_nothing_is_checked_the_report_is_empty(run: Run) -> None:
    outcome = run("--output-file", "json:out.json", "--exclude", "*", ".")
    assert (outcome.code, outcome.out) == (0, "Nothing was checked.\n")
    written = json.loads(Path("out.json").read_text(encoding="utf-8"))
    assert (written["violations"], written["summary"]["documents"]) == ([], 0)


@pytest.mark.usefixtures("files")
def test_standard_output_is_written_when_a_file_cannot_be(run: Run) -> None:
    outcome = run("error.json", "--output-file", "sarif:no/out.sarif")
    assert outcome.code == 2
    assert "no/out.sarif: cannot be written (No such file or directory)" in outcome.err


def test_a_replaced_file_keeps_its_mode_and_its_links(tmp_path: Path) -> None:
    file, link = tmp_path / "file", tmp_path / "link"
    file.write_text("old", encoding="utf-8")
    file.chmod(0o640)
    link.symlink_to(file)
    with replacing(str(link)) as new:
        new.write(b"new")
        assert file.read_text(encoding="utf-8") == "old"
    assert file.read_text(encoding="utf-8") == "new"
    assert link.is_symlink()
    assert stat.S_IMODE(file.stat().st_mode) == 0o640
    assert _names(tmp_path) == ["file", "link"]


def test_a_new_file_has_the_usual_mode(tmp_path: Path) -> None:
    with replacing(str(tmp_path / "new")) as new:
        new.write(b"x")
    (tmp_path / "usual").write_bytes(b"x")
    assert (tmp_path / "new").stat().st_mode == (tmp_path / "usual").stat().st_mode


def test_after_an_error_the_old_file_is_unchanged(tmp_path: Path) -> None:
    file = tmp_path / "file"
    file.write_text("old", encoding="utf-8")

    def fail() -> None:
        with replacing(str(file)) as new:
            new.write(b"half")
            raise KeyError

    with pytest.raises(KeyError):
        fail()
    assert _names(tmp_path) == ["file"]
    assert file.read_text(encoding="utf-8") == "old"


def test_anything_but_a_regular_file_is_written_directly() -> None:
    with replacing(os.devnull) as new:
        new.write(b"x")
    assert stat.S_ISCHR(Path(os.devnull).stat().st_mode)


@pytest.mark.parametrize("path", ["missing/file", ".", "a\0b"])
def test_a_path_that_cannot_be_written(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, path: str
) -> None:
    monkeypatch.chdir(tmp_path)
    with pytest.raises(Unwritable, match="cannot be written"), replacing(path):
        pass


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="there is no /dev/full here")
@pytest.mark.usefixtures("files")
def test_a_full_disk_is_reported(run: Run) -> None:
    outcome = run("error.json", "--output-file", "/dev/full")
    assert outcome.code == 2
    assert "/dev/full: cannot be written (No space left on device)" in outcome.err


@pytest.mark.parametrize(
    "arguments",
    [
        ("error.json", "--output-file", "error.json"),
        ("error.json", "--output-file", "json:error.json"),
        ("check", "error.json", "clean.json", "--output-file", "./sub/../clean.json"),
        ("error.json", "--output-file", "out.txt", "--output-file", "sarif:error.json"),
        ("*.json", "--output-file", "error.json"),
        (".", "--output-file", "html:error.json"),
        ("error.json", "--output-file", "link.json"),
        ("link.json", "--output-file", "error.json"),
        ("error.json", "--output-file", "hard.json"),
        ("error.json", "--fix", "--output-file", "error.json"),
        ("error.json", "--config", "own.toml", "--output-file", "own.toml"),
        ("error.json", "--output-file", "linkcheck.toml"),
        ("error.json", "--baseline", "known.json", "--output-file", "json:known.json"),
        ("baseline", "error.json", "--output-file", "error.json"),
        ("baseline", ".", "--output-file", "error.json"),
        ("baseline", "link.json", "--output-file", "error.json"),
        ("baseline", "error.json", "--output-file", "linkcheck.toml"),
    ],
)
def test_no_output_overwrites_an_input(files: Path, run: Run, arguments: tuple[str, ...]) -> None:
    (files / "sub").mkdir()
    (files / "own.toml").write_text("")
    (files / "linkcheck.toml").write_text("")
    assert run("baseline", "clean.json", "--output-file", "known.json").code == 0
    (files / "link.json").symlink_to("error.json")
    (files / "hard.json").hardlink_to(files / "error.json")
    before = {path: path.read_bytes() for path in files.iterdir() if path.is_file()}
    outcome = run(*arguments)
    assert (outcome.code, outcome.out) == (2, "")
    assert "would overwrite the input" in outcome.err
    assert {path: path.read_bytes() for path in files.iterdir() if path.is_file()} == before


@pytest.mark.usefixtures("files")
def test_two_outputs_never_go_to_one_file(files: Path, run: Run) -> None:
    (files / "a.out").write_text("")
    (files / "b.out").hardlink_to(files / "a.out")
    (files / "c.out").symlink_to("a.out")
    for other in ("a.out", "./a.out", "b.out", "c.out"):
        outcome = run("clean.json", "--output-file", "a.out", "--output-file", f"json:{other}")
        assert (outcome.code, "wo outputs cannot go to the same file" in outcome.err) == (2, True)


def test_reports_of_earlier_runs_are_replaced(files: Path, run: Run) -> None:
    """In a searched folder they are inputs, too, but hold no document."""
    (files / "sub").mkdir()
    (files / "sub" / "error.json").write_text(ERROR, encoding="utf-8")
    outputs = [
        option
        for name in ("json", "jsonl", "sarif", "markdown", "text", "gitlab")
        for option in ("--output-file", f"{name}:sub/{name}.json")
    ]
    for _ in range(2):
        assert run("sub", *outputs, "--output-file", "sub/more.txt").code == 1
        assert run("baseline", "sub", "--output-file", "sub/known.json").code == 0
    assert run("sub", "--output-file", "/dev/stdout", "--output-file", "json:/dev/null").code == 1


def test_standard_input_is_not_overwritten_either(files: Path) -> None:
    path = files / "error.json"
    with path.open("rb") as file:
        done = subprocess.run(
            [sys.executable, "-m", "linkcheck", "-", "--output-file", "error.json"],
            stdin=file,
            cwd=files,
            capture_output=True,
            text=True,
        )
    assert (done.returncode, path.read_text()) == (2, ERROR)
    assert "would overwrite the input" in done.stderr
