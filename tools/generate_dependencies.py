"""Write docs/dependencies.md: what the package needs at run time, why, and under which license.

python tools/generate_dependencies.py            write it
python tools/generate_dependencies.py --check    exit 1 if it is out of date

Names and bounds come from pyproject.toml, reasons and licenses from tools/dependencies.toml, the
indirect dependencies from installed metadata. Custom, because pip-licenses supports neither reasons
nor extras.
"""

from __future__ import annotations

import ast
import re
import sys
import tomllib
from collections.abc import Iterator
from importlib import metadata
from pathlib import Path

from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

ROOT = Path(__file__).resolve().parent.parent
PAGE = ROOT / "docs" / "dependencies.md"
FACTS = tomllib.loads((ROOT / "tools" / "dependencies.toml").read_text(encoding="utf-8"))
NOT_RUN_TIME = {"dev", "docs"}
PERMITTED = ("MIT", "BSD", "Apache", "PSF", "MPL", "ISC", "LGPL")
"""The allowed prefixes of a license: permissive, or limited to the library's own files."""
_MODULE = r"[a-z_]+(\.[a-z_]+)+"
HEAD = """\
<!-- Made by tools/generate_dependencies.py. Do not edit. -->

# Dependencies

The run-time dependencies of linkcheck, each imported when first needed. All licenses are
permissive, or (LGPL, MPL) limited to the library's own files, which are used unchanged. CI tests
with the lowest and with the newest versions. Reasons and licenses are in `tools/dependencies.toml`.
"""


def requirements() -> dict[str, list[Requirement]]:
    """Return the direct dependencies: those of the package under ``""``, then of each extra."""
    table = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    found = {"": table["dependencies"], **table["optional-dependencies"]}
    return {
        extra: [Requirement(text) for text in texts]
        for extra, texts in found.items()
        if extra not in NOT_RUN_TIME
    }


def brought_along(direct: list[Requirement]) -> list[str]:
    """Return the indirect dependencies on every supported Python, by name."""
    found: set[str] = set()
    open_names = [r.name for r in direct]
    while open_names:
        for text in metadata.requires(open_names.pop()) or ():
            needed = Requirement(text)
            name = canonicalize_name(needed.name)
            oldest = {"python_version": "3.11", "python_full_version": "3.11.0", "extra": ""}
            if name not in found and (not needed.marker or needed.marker.evaluate(oldest)):
                found.add(name)
                open_names.append(name)
    return sorted(found - {canonicalize_name(r.name) for r in direct})


def importers() -> dict[str, set[str]]:
    """Return our modules or packages that import each top-level module."""
    found: dict[str, set[str]] = {}
    for home, folder in (("linkcheck", "linkcheck"), ("linkcheck.rules", "rules")):
        for file in sorted((ROOT / folder).rglob("*.py")):
            inside = file.relative_to(ROOT / folder).with_suffix("").parts
            name = home if home.count(".") else f"{home}.{inside[0]}"
            # The reader of code names the packages that the code imports.
            are_ours = inside[:2] != ("sources", "code")
            for module in _imported(ast.parse(file.read_text(encoding="utf-8")), strings=are_ours):
                found.setdefault(module, set()).add(name)
    return found


def _imported(tree: ast.AST, *, strings: bool) -> Iterator[str]:
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            yield from (alias.name.partition(".")[0] for alias in node.names)
        elif isinstance(node, ast.ImportFrom) and node.module:
            yield node.module.partition(".")[0]
        elif strings and isinstance(node, ast.Constant) and _is_module(node.value):
            yield str(node.value).partition(".")[0]  # imported when a value needs it


def _is_module(value: object) -> bool:
    return re.fullmatch(_MODULE, str(value)) is not None


def page() -> str:
    """Return the page. Raises KeyError for a dependency without an entry in the table."""
    used = importers()
    lines = [HEAD]
    for extra, direct in requirements().items():
        lines.append(f"## Extra `{extra}`\n" if extra else "## Always\n")
        lines += ["| Package | License | Why | Imported by |", "| --- | --- | --- | --- |"]
        for requirement in sorted(direct, key=lambda r: r.name.lower()):
            name = canonicalize_name(requirement.name)
            module = FACTS[name].get("imports", name.replace("-", "_"))
            homes = ", ".join(f"`{home}`" for home in sorted(used.get(module, ())))
            bounds = ",".join(sorted(map(str, requirement.specifier), reverse=True))
            lines.append(_row(f"{requirement.name} {bounds}", name, homes))
        if not extra:
            lines += [_row(name, name, "") for name in brought_along(direct)]
        lines.append("")
    return "\n".join(lines)


def _row(shown: str, name: str, homes: str) -> str:
    facts = FACTS[name]
    return f"| {shown} | {facts['license']} | {facts['why']} | {homes} |"


def main() -> int:
    text = page()
    if PAGE.is_file() and PAGE.read_text(encoding="utf-8") == text:
        return 0
    if "--check" in sys.argv[1:]:
        print(f"out of date: {PAGE.relative_to(ROOT)}; run tools/generate_dependencies.py")
        return 1
    PAGE.write_text(text, encoding="utf-8")
    return 0


if __name__ == "__main__":
    sys.exit(main())
