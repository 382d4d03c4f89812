"""From paths to files: what is found, skipped, and what cannot be read."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from linkcheck.documents import Document
from linkcheck.sources.decode import SourceError
from linkcheck.sources.files import (
    InputError,
    Source,
    SourceDocument,
    discover,
    documents,
)
from linkcheck.sources.json_files import read_json

REQUEST = '{"client_name": "Wonderwallet", "language": "en"}'


@pytest.fixture
def tree(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A directory with files in all kinds of places."""
    names = [
        "b.json",
        "a.json",
        "UPPER.JSON",
        "notes.log",
        "sub/c.json",
        "sub/deep/d.json",
        ".git/e.json",
        ".hidden/f.json",
        "node_modules/g.json",
        "__pycache__/h.json",
        "venv/i.json",
        "env/pyvenv.cfg",
        "env/j.json",
        "json/k.json",
    ]
    for name in names:
        path = tmp_path / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(REQUEST, encoding="utf-8")
    monkeypatch.chdir(tmp_path)
    return tmp_path


def _names(*paths: str, exclude: tuple[str, ...] = ()) -> list[str]:
    found = list(discover(paths, exclude))
    assert not [error for error in found if isinstance(error, InputError)]
    return [source.name for source in found if isinstance(source, Source)]


def test_the_endings_that_are_looked_for_in_directories(tree: Path) -> None:
    wanted = [
        "json",
        "har",
        "jsonl",
        "ndjson",
        "yaml",
        "yml",
        "md",
        "markdown",
        "mdx",
        "http",
        "rest",
        "sh",
        "bash",
        "zsh",
        "txt",
        *("py", "pyi", "pyw", "ipynb", "vue", "svelte"),
        *("ts", "tsx", "mts", "cts", "js", "jsx", "mjs", "cjs"),
    ]
    others = ["log", "toml", "xml", "min.js", "pyc", "json.bak", "jsonl.gz", "ndjson.gz"]
    for ending in (*wanted, *others):
        (tree / "ends" / f"x.{ending}").parent.mkdir(exist_ok=True)
        (tree / "ends" / f"x.{ending}").write_bytes(b"")
    found = {Path(name).name.partition(".")[2] for name in _names("ends")}
    assert found == set(wanted)


def _reasons(*paths: str) -> list[str]:
    return [str(found) for found in discover(paths) if isinstance(found, InputError)]


@pytest.mark.usefixtures("tree")
def test_a_directory_is_searched_in_sorted_order() -> None:
    expected = ["UPPER.JSON", "a.json", "b.json", "json/k.json", "sub/c.json", "sub/deep/d.json"]
    assert _names(".") == expected
    assert _names("sub/") == ["sub/c.json", "sub/deep/d.json"]


@pytest.mark.usefixtures("tree")
def test_what_is_named_is_taken_whatever_it_is_called() -> None:
    assert _names("notes.log", ".hidden/f.json") == ["notes.log", ".hidden/f.json"]
    assert _names(".hidden") == [".hidden/f.json"]
    named = [f.named for f in discover(["a.json", "sub"]) if isinstance(f, Source)]
    assert named == [True, False, False]


@pytest.mark.usefixtures("tree")
def test_every_file_is_taken_once() -> None:
    assert _names("a.json", "./a.json", ".", "a.json").count("a.json") == 1
    assert _names("-", "-") == ["<stdin>"]


@pytest.mark.usefixtures("tree")
def test_patterns_are_expanded() -> None:
    assert _names("?.json") == ["a.json", "b.json"]
    assert _names("sub/**/*.json") == ["sub/c.json", "sub/deep/d.json"]
    assert _names("s*") == ["sub/c.json", "sub/deep/d.json"]
    assert _reasons("x*.json") == ["x*.json: no file matches this pattern"]


def test_a_file_with_the_name_of_a_pattern_is_itself(tree: Path) -> None:
    (tree / "[ab].json").write_text(REQUEST, encoding="utf-8")
    assert _names("[ab].json") == ["[ab].json"]


@pytest.mark.parametrize(
    ("pattern", "left"),
    [
        ("sub", ["a.json", "b.json"]),
        ("sub/", ["a.json", "b.json"]),
        ("sub/deep", ["a.json", "b.json", "sub/c.json"]),
        ("deep/d.json", ["a.json", "b.json", "sub/c.json"]),
        ("[ac].json", ["b.json", "sub/deep/d.json"]),
        ("sub/*", ["a.json", "b.json"]),
    ],
)
@pytest.mark.usefixtures("tree")
def test_exclude(pattern: str, left: list[str]) -> None:
    assert _names(".", exclude=(pattern, "json", "UPPER*")) == left


@pytest.mark.usefixtures("tree")
def test_standard_input_may_have_a_name() -> None:
    [source] = discover(["-"], stdin_name="body.json")
    assert isinstance(source, Source)
    assert (source.name, source.named) == ("body.json", True)


def test_paths_that_cannot_be_read_are_reported(tree: Path) -> None:
    (tree / "dangling").symlink_to(tree / "gone")
    os.mkfifo(tree / "pipe")
    assert _reasons("gone", "", "dangling", "pipe", "a\0b", "a.json/x", "x" * 5000) == [
        "gone: no such file or directory",
        ": no such file or directory",
        "dangling: link to a file that does not exist",
        "pipe: not a regular file",
        "a\0b: not a valid path",
        "a.json/x: Not a directory",
        f"{'x' * 5000}: File name too long",
    ]


def test_pipes_and_dangling_links_in_a_directory_are_passed_by(tree: Path) -> None:
    (tree / "sub" / "dangling.json").symlink_to(tree / "gone")
    os.mkfifo(tree / "sub" / "pipe.json")
    assert _names("sub") == ["sub/c.json", "sub/deep/d.json"]


def test_links_to_files_are_followed_and_links_to_directories_are_not(tree: Path) -> None:
    (tree / "sub" / "loop").symlink_to(tree / "sub")
    (tree / "sub" / "link.json").symlink_to(tree / "a.json")
    assert _names("sub") == ["sub/c.json", "sub/deep/d.json", "sub/link.json"]
    assert _names("sub/loop") == ["sub/loop/c.json", "sub/loop/deep/d.json", "sub/loop/link.json"]


def test_deep_directories_do_not_exhaust_the_stack(tmp_path: Path) -> None:
    directories = [tmp_path]
    while len(directories) < 1500:
        directories.append(directories[-1] / "d")
        directories[-1].mkdir()
    file = directories[-1] / "a.json"
    file.write_text(REQUEST, encoding="utf-8")
    try:
        [found] = discover([str(tmp_path)])
    finally:
        file.unlink()
        for directory in reversed(directories[1:]):  # too deep for shutil.rmtree
            directory.rmdir()
    assert isinstance(found, Source)
    assert found.path == str(file)


def test_a_file_that_vanishes_is_reported(tree: Path) -> None:
    [source] = discover(["a.json"])
    assert isinstance(source, Source)
    (tree / "a.json").unlink()
    with pytest.raises(InputError, match=r"a\.json: No such file or directory"):
        list(documents(source))


@pytest.mark.skipif(os.geteuid() == 0, reason="root may read everything")
def test_a_file_without_permission_is_reported(tree: Path) -> None:
    (tree / "a.json").chmod(0)
    [source] = discover(["a.json"])
    assert isinstance(source, Source)
    with pytest.raises(InputError, match="Permission denied"):
        source.read()


def test_a_json_file_holds_one_document() -> None:
    [document] = read_json("a.json", REQUEST.encode())
    assert isinstance(document, SourceDocument)
    assert (document.file, document.position) == ("a.json", 0)
    assert document.kind is Document.CREATE_REQUEST
    assert document.value == {"client_name": "Wonderwallet", "language": "en"}
    assert document.text == REQUEST


def test_a_broken_file_holds_one_document_without_a_value() -> None:
    [document] = read_json("a.json", b"{")
    assert isinstance(document, SourceDocument)
    assert isinstance(document.content, SourceError)
    assert (document.kind, document.value, document.text) == (None, None, "{")
