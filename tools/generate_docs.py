"""Generate documentation from the code: a page for each rule, their index, the coverage table, the
reference of the command line, and the picture of a terminal.

python tools/generate_docs.py            write them
python tools/generate_docs.py --check    exit 1 if one is out of date

Custom, because rules are our own data; mkdocstrings generates the Python reference.
"""

from __future__ import annotations

import csv
import re
import sys
from collections import Counter
from collections.abc import Iterable, Iterator
from pathlib import Path

import cli_reference
import terminal_picture

from linkcheck import Checker
from linkcheck.engine import catalog
from linkcheck.engine.rule import Rule
from linkcheck.engine.ruledoc import Example, RuleDoc, parse
from linkcheck.rules import AREAS
from linkcheck.sources.readers import read_yaml
from linkcheck.violation import Evidence, Severity, Violation, answer

ROOT = Path(__file__).resolve().parent.parent
DOCS = ROOT / "docs"
NOT_ENFORCED = ROOT / "rules" / "not_enforced.csv"
NOTE = "<!-- Made by tools/generate_docs.py from the code. Do not edit. -->\n"
OTHER_AREAS = {"unreadable": "Reading the document", "shapes": "Shapes of single fields"}
CHECK = {
    Evidence.DOCUMENTED: "a sentence of Plaid's documentation or API description says it",
    Evidence.OBSERVED: "seen in practice, in no document",
    Evidence.INFERRED: "follows from the sources, but none says it",
}


def area_title(rule: Rule) -> str:
    return {**OTHER_AREAS, **AREAS}[rule.area]


def anchor(title: str) -> str:
    """Return the anchor of a heading."""
    return re.sub(r"[ -]+", "-", re.sub(r"[^\w\- ]", "", title.lower()))


def example(found: Example, marked: Iterable[int] = ()) -> str:
    """Return an example with some of its lines highlighted."""
    lines = " ".join(map(str, sorted(set(marked))))
    mark = f' hl_lines="{lines}"' if lines else ""
    is_python = found.is_python or found.is_code
    language = "python" if is_python else "yaml" if found.is_yaml else "json"
    return f"```{language}{mark}\n{found.text}\n```\n"


def bad_example(rule: Rule, doc: RuleDoc, found: Example) -> str:
    """Return a bad example with its violation."""
    options = dict(doc.context)
    request = options.pop("request", None)
    body = found.body if found.is_python else found.text
    checker = Checker(pedantic=True, **options)
    if found.is_yaml:
        [document] = read_yaml("body.yaml", found.text.encode())
        [report] = checker.check_comments([(document, checker.check_source(document))])
    else:
        report = checker.check(body, found.document, request=request)
    said = [violation for violation in report.violations if violation.code == rule.code]
    marked = [violation.line for violation in said if violation.line]
    return "\n".join([example(found, marked), *map(sentence, said)])


def sentence(violation: Violation) -> str:
    lines = [f"> {escaped(violation.message)}"]
    if violation.fix is not None:
        how = "--fix" if violation.fix.safe else "--fix --unsafe-fixes"
        lines += [">", f"> Fix (`{how}`): {escaped(violation.fix.description)}."]
    return "\n".join(lines) + "\n"


def escaped(text: str) -> str:
    """Return a message as Markdown: code stays code, everything else is plain text."""
    parts = text.split("`")
    parts[::2] = [re.sub(r"([\\*_<\[])", r"\\\1", part) for part in parts[::2]]
    return "`".join(parts)


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
        f"| Area | [{area_title(rule)}](index.md#{anchor(area_title(rule))}) |",
        f"| Documents | {', '.join(f'`{kind}`' for kind in sorted(rule.documents))} |",
    ]
    error = answer(rule.plaid)
    if error is not None:
        code = " / ".join(part for part in (error.error_type, error.error_code) if part)
        text = f"`{error.error_message}`" if error.error_message else ""
        lines.append(f"| Plaid answers | {' '.join(part for part in (code, text) if part)} |")
    if rule.covers:
        lines.append(f"| Constraints | [{', '.join(rule.covers)}](../coverage.md) |")
    if doc.help:
        lines += ["", "## Help\n", f"{doc.help}"]
    lines += ["", "## Why\n", f"{doc.why}\n"]
    if doc.context:
        names = ", ".join(f"`{name}`" for name in doc.context)
        lines += ["## When it applies\n", f"Requires the configured facts: {names}.\n"]
    lines += ["## Bad\n", *(bad_example(rule, doc, found) for found in doc.bad)]
    lines += ["## Good\n", *map(example, doc.good)]
    if doc.note:
        lines += ["## Note\n", f"{doc.note}\n"]
    if doc.sources:
        lines += ["## Source\n", *(f"- {source}" for source in doc.sources), ""]
    return "\n".join(lines)


def index_page(rules: tuple[Rule, ...]) -> str:
    counts = Counter(rule.severity for rule in rules)
    lines = [
        NOTE,
        "# Rules\n",
        f"{len(rules)} rules by area: {counts[Severity.ERROR]} errors, {counts[Severity.WARNING]} "
        f"warnings, and {counts[Severity.INFO]} infos, which run only on request"
        "for. See [severity and evidence](../severity.md).\n",
    ]
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
        what = parse(rule).what.replace("|", "\\|")
        for constraint in rule.covers:
            text = f"[{rule.code}](rules/{rule.code}.md) {what}"
            enforced.setdefault(constraint, []).append(text)
    with NOT_ENFORCED.open(encoding="utf-8", newline="") as file:
        reasons = {row["constraint"]: row["reason"] for row in csv.DictReader(file)}
    lines = [
        NOTE,
        "# Coverage\n",
        "The constraints of the Link endpoints reference and of the pages around it, each with the "
        "rules that enforce it, or the reason why none does. `tests/data/constraints.jsonl` holds "
        "for each a body that breaks it and one that keeps it.\n",
        f"Enforced: {len(enforced)}. Not enforced: {len(reasons)}.\n",
        "| Constraint | Enforced by, or not enforced because |",
        "| --- | --- |",
    ]
    for constraint in sorted({*enforced, *reasons}):
        cell = "<br>".join(enforced.get(constraint, ())) or f"*{reasons[constraint]}*"
        lines.append(f"| {constraint} | {cell} |")
    return "\n".join([*lines, ""])


def pages() -> Iterator[tuple[Path, str]]:
    rules = catalog.rules()
    for rule in rules:
        yield DOCS / "rules" / f"{rule.code}.md", rule_page(rule)
    yield DOCS / "rules" / "index.md", index_page(rules)
    yield DOCS / "coverage.md", coverage_page(rules)
    yield DOCS / "cli-reference.md", cli_reference.page(NOTE)
    yield DOCS / "assets" / "terminal.svg", terminal_picture.svg(ROOT)


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
