"""The check of structure and prose finds what is planted."""

from __future__ import annotations

import importlib.util
import sys
from collections.abc import Iterator
from itertools import pairwise
from pathlib import Path
from typing import Any

import pytest

TOOL = Path(__file__).resolve().parent.parent / "tools" / "check_structure.py"


@pytest.fixture(scope="module")
def tool() -> Iterator[Any]:
    spec = importlib.util.spec_from_file_location("check_structure", TOOL)
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    with pytest.MonkeyPatch.context() as patch:
        patch.setitem(sys.modules, spec.name, module)
        spec.loader.exec_module(module)
        yield module


def project(tool: Any, root: Path, files: dict[str, str]) -> Any:
    """A project with these modules in the package."""
    for name in (*tool.LAYOUT["prose"], "schemas"):
        path = root / name
        path.write_text("") if path.suffix else path.mkdir()
    for name, text in files.items():
        path = root / "linkcheck" / f"{name}.py"
        path.parent.mkdir(exist_ok=True)
        path.write_text(text, encoding="utf-8")
    return tool.Project(root)


@pytest.mark.parametrize(
    ("back", "line"),
    [
        ("from linkcheck import a\n", 1),
        ("def f():\n    from .a import x\n", 2),
        ("from typing import TYPE_CHECKING\nif TYPE_CHECKING:\n    import linkcheck.a\n", 3),
    ],
)
def test_a_circle_is_found_however_it_is_imported(
    tool: Any, tmp_path: Path, back: str, line: int
) -> None:
    files = {"a": "import linkcheck.b\n", "b": "from linkcheck.c import x\n", "c": back, "d": back}
    found = project(tool, tmp_path, files)
    [circle] = tool.circles(found)
    assert circle.splitlines() == [
        "3 modules import one another:",
        "    linkcheck/a.py:1: imports linkcheck.b",
        "    linkcheck/b.py:1: imports linkcheck.c",
        f"    linkcheck/c.py:{line}: imports linkcheck.a",
    ]


def test_a_package_and_its_modules_are_distinct(tool: Any, tmp_path: Path) -> None:
    files = {
        "sub/__init__": "from . import a\n",
        "sub/a": "from linkcheck.sub import b\n",
        "sub/b": "",
        "c": "from linkcheck.sub import a, name\n",
    }
    found = project(tool, tmp_path, files)
    assert list(tool.circles(found)) == []
    assert [one.target for one in found.imports["linkcheck.c"]] == [
        "linkcheck.sub",
        "linkcheck.sub.a",
    ]


def test_lazy_imports_are_allowed_at_the_seams_only(tool: Any, tmp_path: Path) -> None:
    lazy = "import json\nasync def f():\n    import json\n    from linkcheck.b import x\n"
    names = ("__main__", "cli/a", "a", "sub/c")
    found = project(tool, tmp_path, {"b": "", **dict.fromkeys(names, lazy)})
    assert list(tool.lazy_imports(found)) == [
        "linkcheck/a.py:4: imports linkcheck.b in a function",
        "linkcheck/sub/c.py:4: imports linkcheck.b in a function",
    ]


def test_long_files_and_flat_modules_are_found(tool: Any, tmp_path: Path) -> None:
    sizes = {"a": 8, "b": 9, "sub/c": 300, "sub/d": 301}
    found = project(tool, tmp_path, {name: "x = 1\n" * size for name, size in sizes.items()})
    assert list(tool.flat_modules(found)) == ["linkcheck/b.py:1: not in a subpackage"]
    assert list(tool.long_files(found)) == ["linkcheck/sub/d.py:301: more than 300 lines"]


def test_phrases_are_found_across_lines_but_not_in_generated_pages(
    tool: Any, tmp_path: Path
) -> None:
    lines = [
        '"""Is no longer slow; there is no way.',
        "",
        'A list is no object."""',
        "# It stands",
        "# in b.",
        'anew = "it is not " + \'mended\' + "It stands "',
        '    "in b"',
    ]
    found = project(tool, tmp_path, {"a": "\n".join(lines)})
    (tmp_path / "docs" / "a.md").write_text("Fine.\n\nThe file is told\nanew.\n")
    (tmp_path / "docs" / "rules").mkdir()
    (tmp_path / "docs" / "rules" / "LC101.md").write_text("It is told anew.\n")
    places = [line.partition(": write")[0] for line in tool.phrases(found)]
    assert places == [
        "docs/a.md:3: 'told'",
        "docs/a.md:4: 'anew'",
        "linkcheck/a.py:3: 'is no object'",
        "linkcheck/a.py:4: 'stands # in'",
        "linkcheck/a.py:6: 'mended'",
        "linkcheck/a.py:6: 'stands \" \"in'",
    ]


def test_hops_begin_in_the_checker(tool: Any) -> None:
    valid, mistaken = tool.hops()
    assert valid[0] == mistaken[0] == "checker.py"
    assert 2 < len(valid) < len(mistaken)
    assert all(one != other for one, other in pairwise(valid))


@pytest.mark.parametrize(("limit", "code"), [(1, 1), (2, 0), (3, 0)])
def test_what_is_over_its_limit_fails(
    tool: Any,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
    limit: int,
    code: int,
) -> None:
    monkeypatch.setattr(tool, "LIMITS", {"phrases": limit})
    monkeypatch.setattr(tool, "GOALS", {"phrases": 0})
    monkeypatch.setattr(tool, "findings", lambda _: {"phrases": ["a.md:1: x", "a.md:2: y"]})
    assert tool.main([]) == code
    printed = capsys.readouterr().out
    assert ("a.md:1: x" in printed) is bool(code)
    assert ("lower the limit" in printed) is (limit > 2)
