"""Print constraints for pip with the lowest versions that pyproject.toml allows.

python tools/lowest.py             the dependencies of the package
python tools/lowest.py fast        those and the ones of the extra ``fast``

Custom, because pip cannot resolve to the lowest versions, and only tools/pin.py needs uv.
"""

from __future__ import annotations

import sys
import tomllib
from pathlib import Path

from packaging.requirements import Requirement
from packaging.version import Version

ROOT = Path(__file__).resolve().parent.parent


def constraints(extras: list[str], project: Path = ROOT / "pyproject.toml") -> list[str]:
    """``name==version`` for each dependency, by name.

    Raises KeyError for an extra that does not exist, ValueError for a dependency without a lower
    bound.
    """
    table = tomllib.loads(project.read_text(encoding="utf-8"))["project"]
    asked = list(table["dependencies"])
    for extra in extras:
        asked += table["optional-dependencies"][extra]
    lowest: dict[str, Version] = {}
    for text in asked:
        requirement = Requirement(text)
        bounds = [Version(s.version) for s in requirement.specifier if s.operator in (">=", "==")]
        if not bounds:
            raise ValueError(f"{requirement.name} has no lower bound")
        name = requirement.name.lower()
        lowest[name] = max(*bounds, lowest.get(name, Version("0")))
    return [f"{name}=={version}" for name, version in sorted(lowest.items())]


if __name__ == "__main__":
    print("\n".join(constraints(sys.argv[1:])))
