"""Write the JSON Schema and the reference of the configuration from the table of its keys.

python tools/generate_config.py            write both
python tools/generate_config.py --check    exit 1 if one is out of date

The reference is the part of docs/configuration.md between two marks; the rest is written by hand.
Custom, because the table of keys is ours.
"""

from __future__ import annotations

import sys
from collections.abc import Iterator
from pathlib import Path

from linkcheck.config.reference import json_schema, markdown

ROOT = Path(__file__).resolve().parent.parent
SCHEMA = ROOT / "linkcheck" / "config" / "linkcheck.schema.json"
PAGE = ROOT / "docs" / "configuration.md"
BEGIN = "<!-- keys: made by tools/generate_config.py from linkcheck/config/keys.py -->\n"
END = "<!-- end of keys -->\n"


def page(text: str) -> str:
    """Return the page with its generated part. Raises ValueError if the marks are missing."""
    head, mark, rest = text.partition(BEGIN)
    _, end, tail = rest.partition(END)
    if not mark or not end:
        raise ValueError(f"{PAGE.name}: the marks of the generated part are missing")
    return f"{head}{BEGIN}\n{markdown()}{END}{tail}"


def wanted() -> Iterator[tuple[Path, str]]:
    """Return each file with its expected content."""
    yield SCHEMA, json_schema()
    yield PAGE, page(PAGE.read_text(encoding="utf-8"))


def main() -> int:
    check = "--check" in sys.argv[1:]
    stale = [
        (path, text)
        for path, text in wanted()
        if not path.is_file() or path.read_text(encoding="utf-8") != text
    ]
    for path, text in stale:
        if check:
            print(f"out of date: {path.relative_to(ROOT)}; run tools/generate_config.py")
        else:
            path.write_text(text, encoding="utf-8")
    return 1 if check and stale else 0


if __name__ == "__main__":
    sys.exit(main())
