"""Writing the files of a test, and bodies to check."""

from __future__ import annotations

import json
from pathlib import Path
from textwrap import dedent
from typing import Any

from linkcheck.documents import BASES

REQUEST: dict[str, Any] = BASES["request"][1]
OVERLAP: dict[str, Any] = {**REQUEST, "optional_products": ["auth"]}


def write(folder: Path, **files: str) -> Path:
    """Write TOML files by name without suffix; ``__`` stands for a slash. The folder comes back."""
    for name, text in files.items():
        path = folder / (name.replace("__", "/") + ".toml")
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(dedent(text), encoding="utf-8")
    return folder


def config(folder: Path, text: str) -> Path:
    """Write ``linkcheck.toml``; its path comes back."""
    write(folder, linkcheck=text)
    return folder / "linkcheck.toml"


def as_json(path: Path, value: Any) -> Path:
    """Write a JSON file; its path comes back."""
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(json.dumps(value), encoding="utf-8")
    return path
