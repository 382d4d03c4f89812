"""Write the pages that are made from the rules: one a rule, their index, and the coverage table.

python tools/generate_docs.py            write docs/rules/ and docs/coverage.md
python tools/generate_docs.py --check    exit 1 if a page differs from what would be written
"""

from __future__ import annotations

import csv
import json
import sys
from collections.abc import Iterator
from pathlib import Path

from linkcheck import catalogue
from linkcheck.rule import Rule
from linkcheck.ruledoc import Example, parse
from linkcheck.rules import AREAS
from linkcheck.violation import Evidence, Severity

ROOT = Path(__file__).resolve().parent.parent
DOCS = ROOT / "docs"
NOT_ENFORCED = ROOT / "rules" / "not_enforced.csv"
NOTE = "<!-- Made by tools/generate_docs.py from the rules. Do not edit. -->\n"
OTHER_AREAS = {"unreadable": "Reading the document", "shapes": "Shapes of single fields"}
CHECK = {
    Evidence.DOCUMENTED: "a sentence of Plaid's documentation or API description says it",
    Evidence.OBSERVED: "seen in practice, in no document",
    Evidence.INFERRED: "follows from the sources, but none says it",
}


def area_title(rule: Rule) -> str:
    return {**OTHER_AREAS, **AREAS}[rule.area]


def example(found: Example) -> str:
    if found.written.startswith("python "):
        return f"```python\n{found.written[7:]}\n```\n"
    body = found.body if isinstance(found.body, str) else json.dumps(found.body, indent=2)
    return f"```json\n{body}\n```\n"


def rule_page(rule: Rule) -> str:
    doc = parse(rule)
    lines = [
        NOTE,
        f"# {rule.code} {rule.name}\n",
        f"{doc.what}\n",
        "| | |",
        "| --- | --- |",
        f"| Severity | {rule.severity} |",
        f"| Evidence | {rule.evidence}: {CHECK[rule.evidence]} |",
        f"| Area | {area_title(rule)} |",
        f"| Documents | {', '.join(f'`{kind}`' for kind in sorted(rule.documents))} |",
    ]
    if rule.plaid is not None:
        answer = " / ".join(part for part in (rule.plaid.error_type, rule.plaid.error_code) if part)
        text = f"`{rule.plaid.error_message}`" if rule.plaid.error_message else ""
        lines.append(f"| Plaid answers | {' '.join(part for part in (answer, text) if part)} |")
    if rule.covers:
        lines.append(f"| Constraints | {', '.join(rule.covers)} |")
    lines += ["", "## Why\n", f"{doc.why}\n"]
    if doc.context:
        told = ", ".join(f"`{name}`" for name in doc.context)
        lines += ["## When it applies\n", f"Only where linkcheck is told: {told}.\n"]
    lines += ["## Bad\n", *map(example, doc.bad), "## Good\n", *map(example, doc.good)]
    if doc.note:
        lines += ["## Note\n", f"{doc.note}\n"]
    if doc.sources:
        lines += ["## Source\n", *(f"- {source}" for source in doc.sources), ""]
    return "\n".join(lines)


def index_page(rules: tuple[Rule, ...]) -> str:
    lines = [NOTE, "# Rules\n", f"{len(rules)} rules, by area.\n"]
    for severity in Severity:
        count = sum(rule.severity is severity for rule in rules)
        lines.append(f"- {severity}: {count}")
    lines.append("")
    areas: dict[str, list[Rule]] = {}
    for rule in rules:
        areas.setdefault(area_title(rule), []).append(rule)
    for area, members in areas.items():
        lines += [
            "",
            f"## {area}\n",
            "| Code | Name | Severity | Evidence | What it checks |",
            "| --- | --- | --- | --- | --- |",
        ]
        for rule in members:
            what = parse(rule).what.replace("|", "\\|")
            lines.append(
                f"| [{rule.code}]({rule.code}.md) | {rule.name} | {rule.severity} "
                f"| {rule.evidence} | {what} |"
            )
    return "\n".join([*lines, ""])


def coverage_page(rules: tuple[Rule, ...]) -> str:
    enforced: dict[str, list[str]] = {}
    for rule in rules:
        for constraint in rule.covers:
            enforced.setdefault(constraint, []).append(f"[{rule.code}](rules/{rule.code}.md)")
    with NOT_ENFORCED.open(encoding="utf-8", newline="") as file:
        reasons = {row["constraint"]: row["reason"] for row in csv.DictReader(file)}
    lines = [
        NOTE,
        "# Coverage\n",
        "The constraints of the Link endpoints reference and of the pages around it, each with the "
        "rules that enforce it, or the reason why none does.\n",
        f"Enforced: {len(enforced)}. Not enforced: {len(reasons)}.\n",
        "| Constraint | Enforced by | Reason if not |",
        "| --- | --- | --- |",
    ]
    for constraint in sorted({*enforced, *reasons}):
        codes = ", ".join(enforced.get(constraint, ()))
        lines.append(f"| {constraint} | {codes} | {reasons.get(constraint, '')} |")
    return "\n".join([*lines, ""])


def pages() -> Iterator[tuple[Path, str]]:
    rules = catalogue.rules()
    for rule in rules:
        yield DOCS / "rules" / f"{rule.code}.md", rule_page(rule)
    yield DOCS / "rules" / "index.md", index_page(rules)
    yield DOCS / "coverage.md", coverage_page(rules)


def main() -> int:
    check = "--check" in sys.argv[1:]
    wanted = dict(pages())
    stale = [path for path in (DOCS / "rules").glob("*.md") if path not in wanted]
    for path, text in wanted.items():
        if not path.is_file() or path.read_text(encoding="utf-8") != text:
            stale.append(path)
            if not check:
                path.parent.mkdir(parents=True, exist_ok=True)
                path.write_text(text, encoding="utf-8")
    if not check:
        for path in stale:
            if path not in wanted:
                path.unlink()
        return 0
    for path in stale:
        print(f"out of date: {path.relative_to(DOCS.parent)}; run tools/generate_docs.py")
    return 1 if stale else 0


if __name__ == "__main__":
    sys.exit(main())
