"""Shipped rules have the form of docs/writing-rules.md: each fact about a rule is written once."""

from __future__ import annotations

import ast
import inspect
import re
from collections.abc import Iterator
from pathlib import Path
from statistics import median
from typing import NamedTuple

from linkcheck import rules
from linkcheck.engine import catalog
from linkcheck.engine.docstring import split
from tests.rules.snapshot import texts

FOLDER = Path(inspect.getfile(rules)).parent
_MEDIAN = 17


class Written(NamedTuple):
    """A rule as it is written: a decorated function, or a call of a relation."""

    code: str
    node: ast.FunctionDef | ast.Call
    call: ast.Call
    """The call of ``rule`` or of the relation."""
    doc: str
    text: str
    """The text of its file."""

    @property
    def lines(self) -> int:
        """How many lines it has, without blank ones and the examples of its docstring."""
        first = min(self.node.lineno, self.call.lineno)
        lines = self.text.splitlines()[first - 1 : self.node.end_lineno]
        number, is_example = 0, False
        for line in filter(str.strip, lines):
            if re.match(r" {4}\S", line):
                is_example = line.startswith(("    Bad:", "    Good:"))
            number += not is_example
        return number

    def argument(self, name: str) -> str | None:
        """The value of a keyword that is a constant string."""
        for keyword in self.call.keywords:
            if keyword.arg == name and isinstance(keyword.value, ast.Constant):
                return str(keyword.value.value)
        return None

    def strings(self) -> Iterator[str]:
        """The strings of its code, without the docstring."""
        docs = {id(self.node.body[0].value)} if isinstance(self.node, ast.FunctionDef) else set()  # type: ignore[attr-defined]
        for node in ast.walk(self.node):
            if not isinstance(node, ast.Constant) or id(node) in docs:
                continue
            if isinstance(node.value, str) and node.value != self.doc:
                yield node.value


def written() -> Iterator[Written]:
    """Every rule that has a statement of its own."""
    for file in sorted(FOLDER.glob("*.py")):
        text = file.read_text(encoding="utf-8")
        for node in ast.walk(ast.parse(text)):
            if isinstance(node, ast.FunctionDef):
                for call in node.decorator_list:
                    if isinstance(call, ast.Call) and _is_code(call):
                        yield Written(
                            _code(call),
                            node,
                            call,
                            ast.get_docstring(node, clean=False) or "",
                            text,
                        )
            elif isinstance(node, ast.Call) and _is_code(node) and _keyword(node, "doc"):
                yield Written(_code(node), node, node, _keyword(node, "doc"), text)


def _is_code(call: ast.Call) -> bool:
    return bool(call.args) and re.fullmatch("LC[0-9]{3}", _code(call)) is not None


def _code(call: ast.Call) -> str:
    first = call.args[0]
    return str(first.value) if isinstance(first, ast.Constant) else ""


def _keyword(call: ast.Call, name: str) -> str:
    for keyword in call.keywords:
        if keyword.arg == name and isinstance(keyword.value, ast.Constant):
            return str(keyword.value.value)
    return ""


RULES = list(written())


def test_most_rules_are_found() -> None:
    assert len({rule.code for rule in RULES}) > 200


def test_the_name_of_a_function_names_its_rule() -> None:
    named = [r.code for r in RULES if isinstance(r.node, ast.FunctionDef) and len(r.call.args) > 1]
    assert named == []


def test_most_rules_are_short() -> None:
    lines = [rule.lines for rule in RULES]
    assert median(lines) <= _MEDIAN


def test_a_rule_about_a_field_names_it_once() -> None:
    offenders = []
    for rule in RULES:
        path = rule.argument("field") or rule.argument("missing")
        for call in ast.walk(rule.node) if path is not None else ():
            if not isinstance(call, ast.Call) or not isinstance(call.func, ast.Name):
                continue
            steps = [step.value for step in call.args if isinstance(step, ast.Constant)]
            if call.func.id in ("at", "member", "missing") and steps == str(path).split("."):
                offenders.append(f"{rule.code}: {path}")
    assert offenders == []


def test_no_remedy_is_written_twice() -> None:
    offenders = []
    for rule in RULES:
        parts = split(rule.doc)
        summary_and_help = [" ".join(parts[head]).removesuffix(".") for head in ("Summary", "Help")]
        for text in rule.strings():
            if len(text.split()) >= 10 and any(text.strip(" .") in one for one in summary_and_help):
                offenders.append(f"{rule.code}: {text}")
    assert offenders == []


def test_messages_and_helps_are_sentences() -> None:
    offenders = []
    for line in texts().splitlines():
        message, _, remedy = line.partition(": ")[2].partition(" / help: ")
        for text in (message, remedy):
            if (
                not re.match(r"[A-Z`]", text)
                or text.endswith(".")
                or re.search(r"\w\. [A-Z]", text)
            ):
                offenders.append(line)
    assert offenders == []


def test_each_rule_has_a_message() -> None:
    assert [rule.code for rule in catalog.rules() if not split(rule.doc)["Summary"]] == []
