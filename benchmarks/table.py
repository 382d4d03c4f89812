"""Tables in Markdown, and the sections of benchmarks/README.md that they are kept in."""

from __future__ import annotations

from pathlib import Path

README = Path(__file__).with_name("README.md")


def table(titles: list[str], rows: list[list[str]]) -> str:
    """A table in Markdown."""
    lines = ["| " + " | ".join(row) + " |" for row in [titles, ["---"] * len(titles), *rows]]
    return "\n".join(lines) + "\n"


def write_section(name: str, text: str) -> None:
    """Replace what stands between the marks of a section. Raises ValueError if it has none."""
    begin, end = f"<!-- {name}: written by benchmarks/{name}.py -->\n", f"<!-- end of {name} -->\n"
    head, found, rest = README.read_text(encoding="utf-8").partition(begin)
    _, also_found, tail = rest.partition(end)
    if not (found and also_found):
        raise ValueError(f"benchmarks/README.md has no section {name}")
    README.write_text(f"{head}{begin}\n{text}\n{end}{tail}", encoding="utf-8")
