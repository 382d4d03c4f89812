"""``.gitignore`` files: the same as git makes of them."""

from __future__ import annotations

import shutil
import subprocess
from pathlib import Path

import pytest

from linkcheck.sources.files import Source, discover

FILES = [
    "a.json",
    "b.json",
    "build/c.json",
    "build/keep.json",
    "sub/a.json",
    "sub/build/d.json",
    "sub/deep/e.json",
    "sub/deep/f.json",
    "sub/x y.json",
    "sub/[z].json",
    "#h.json",
    "!n.json",
    "doc/foo/bar/g.json",
    "doc/foo/g.json",
    "doc/g.json",
]
IGNORED = [
    "a.json",
    "/a.json",
    "build",
    "build/",
    "/build/",
    "*.json\n!b.json",
    "build/*\n!build/keep.json",
    "sub/**/f.json",
    "**/build",
    "sub/**",
    "sub/deep",
    "deep/e.json",
    "doc/**/g.json",
    "doc/*/g.json",
    "**/foo/**/g.json",
    "?.json",
    "[ab].json",
    "[!a].json",
    "[^a-f].json",
    "[[:alpha:]].json",
    "sub/\\[z\\].json",
    "\\#h.json",
    "\\!n.json",
    "# a.json",
    "a.json   ",
    "sub/x\\ y.json",
    "a.json\\ ",
    "*",
    "*\n!sub\n!sub/*",
    "sub*/a.json",
    "/*/a.json",
    "***/a.json",
    "[a.json",
    "!",
    "/",
    "",
    "a.json/",
    "d?c",
    "sub/*\n!sub/deep/",
]
SUB = ["", "!a.json", "deep", "/deep/e.json", "*.json\n!e.json"]


def _tree(folder: Path, top: str, sub: str) -> None:
    for name in FILES:
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text("{}")
    (folder / ".gitignore").write_text(top)
    (folder / "sub" / ".gitignore").write_text(sub)


def _names(folder: Path, *, gitignore: bool = True) -> set[str]:
    return {
        Path(f.path).relative_to(folder).as_posix()
        for f in discover([str(folder)], gitignore=gitignore)
        if isinstance(f, Source)
    }


@pytest.mark.skipif(not shutil.which("git"), reason="compares with git, which is not installed")
@pytest.mark.parametrize("top", IGNORED)
def test_the_same_files_are_left_out_as_by_git(tmp_path: Path, top: str) -> None:
    subprocess.run(["git", "init", "-q", str(tmp_path)], check=True)
    for sub in SUB if top in ("*.json\n!b.json", "sub/deep", "a.json", "") else [""]:
        _tree(tmp_path, top, sub)
        listed = subprocess.run(
            ["git", "-c", "core.excludesFile=", "ls-files", "-oz", "--exclude-standard"],
            cwd=tmp_path,
            check=True,
            capture_output=True,
            text=True,
        ).stdout.split("\0")
        assert _names(tmp_path) == {name for name in listed if name.endswith(".json")}


def test_without_a_repository_files_below_the_directory_count(tmp_path: Path) -> None:
    _tree(tmp_path, "build", "deep")
    assert "build/c.json" not in _names(tmp_path)
    assert "sub/deep/e.json" not in _names(tmp_path)
    assert _names(tmp_path, gitignore=False) == set(FILES)


def test_rules_above_the_directory_count_up_to_the_root_of_the_repository(tmp_path: Path) -> None:
    (tmp_path / ".gitignore").write_text("*.json")
    root = tmp_path / "root"
    (root / ".git" / "info").mkdir(parents=True)
    (root / ".git" / "info" / "exclude").write_text("f.json")
    _tree(root, "e.json", "")
    assert _names(root / "sub") == {"a.json", "build/d.json", "x y.json", "[z].json"}


@pytest.mark.skipif(not shutil.which("git"), reason="compares with git, which is not installed")
@pytest.mark.parametrize("kind", ["repository", "work tree", "submodule"])
def test_the_exclude_file_of_the_git_directory_counts(tmp_path: Path, kind: str) -> None:
    def git(*arguments: str, cwd: Path) -> str:
        settings = ("user.name=x", "user.email=x@example.com", "protocol.file.allow=always")
        options = [part for setting in settings for part in ("-c", setting)]
        done = subprocess.run(
            ["git", *options, *arguments], cwd=cwd, check=True, capture_output=True, text=True
        )
        return done.stdout.strip()

    main, folder = tmp_path / "main", tmp_path / "main"
    main.mkdir()
    git("init", "-q", cwd=main)
    git("commit", "-q", "--allow-empty", "-m", "x", cwd=main)
    if kind == "work tree":
        folder = tmp_path / "linked"
        git("worktree", "add", "-q", str(folder), cwd=main)
    elif kind == "submodule":
        folder = tmp_path / "outer" / "inner"
        folder.parent.mkdir()
        git("init", "-q", cwd=folder.parent)
        git("submodule", "add", "-q", str(main), "inner", cwd=folder.parent)
    _tree(folder, "", "")
    exclude = folder / git("rev-parse", "--git-path", "info/exclude", cwd=folder)
    exclude.parent.mkdir(exist_ok=True)
    exclude.write_text("a.json\n/sub/")
    assert _names(folder) == {
        name for name in FILES if not name.endswith("/a.json") and not name.startswith("sub/")
    } - {"a.json"}


def test_a_git_file_that_leads_nowhere_is_ignored(tmp_path: Path) -> None:
    for content in (b"", b"gitdir: gone", b"gitdir: \0", b"gitdir:", b"\xff", b"gitdir: .git"):
        (tmp_path / ".git").write_bytes(content)
        (tmp_path / "a.json").write_text("{}")
        assert _names(tmp_path) == {"a.json"}


def test_what_is_named_is_taken_although_it_is_ignored(tmp_path: Path) -> None:
    _tree(tmp_path, "*.json\nbuild", "")
    path = str(tmp_path / "a.json")
    assert [f.path for f in discover([path]) if isinstance(f, Source)] == [path]


@pytest.mark.parametrize(
    ("paths", "left"),
    [
        (["a.json", "b.json"], ["b.json"]),
        (["build/c.json", "sub/deep/e.json"], []),
        (["sub"], []),
        (["*.json"], ["!n.json", "#h.json", "b.json"]),
        (["./a.json", "sub/../b.json"], ["sub/../b.json"]),
    ],
)
def test_force_exclude_leaves_out_what_is_named(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, paths: list[str], left: list[str]
) -> None:
    _tree(tmp_path, "", "")
    monkeypatch.chdir(tmp_path)
    exclude = ["a.json", "build", "sub"]
    found = discover(paths, exclude, force_exclude=True)
    assert [f.name for f in found if isinstance(f, Source)] == left
    assert not list(discover(["-"], exclude, "sub/a.json", force_exclude=True))
    assert list(discover(["-"], exclude, "b.json", force_exclude=True))
