"""What holds for the fixes of any body: the examples of all rules, and thousands of wrong ones."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path
from typing import Any

import pytest

from linkcheck.fixes.engine import fix_value
from linkcheck.fixes.patch import apply
from linkcheck.pointer import tokens
from linkcheck.violation import Severity, Violation
from tests.cli.conftest import Run
from tests.cli.conftest import run as run
from tests.fixes.mutations import mutated
from tests.rules.examples import Body, bodies

Case = tuple[Body, dict[str, Any]]
Name = tuple[str, str, str, str | None]

EXAMPLES = "examples"
FEW = 300
MANY = 1500


def cases(which: str | int) -> Iterator[Case]:
    if isinstance(which, int):
        yield from mutated(which, seed=which)
    else:
        yield from ((body, body.value) for body in bodies() if body.is_bad)


SIZES = (FEW, pytest.param(MANY, marks=pytest.mark.exhaustive))
every_size = pytest.mark.parametrize("which", [EXAMPLES, *SIZES])


def name(violation: Violation) -> Name:
    """What a violation is called whatever becomes of the entries around it."""
    pointer = "/".join("*" if step.isdecimal() else step for step in violation.pointer.split("/"))
    return violation.code, str(violation.severity), pointer, violation.missing


def names(violations: Iterable[Violation]) -> Counter[Name]:
    return Counter(map(name, violations))


def checked(case: Case, value: Any) -> Sequence[Violation]:
    example, _ = case
    return example.checker.check_value(value, example.document, request=example.request).violations


def added_errors(before: Sequence[Violation], after: Sequence[Violation]) -> list[Violation]:
    new = names(after) - names(before)
    return [v for v in after if v.severity is Severity.ERROR and new[name(v)]]


def marked(violations: Sequence[Violation], *, unsafe: bool) -> list[Violation]:
    return [v for v in violations if v.fix is not None and (unsafe or v.fix.safe)]


def patched(value: Any, violations: Iterable[Violation]) -> Any:
    """The value with all fixes, from back to front, so that each pointer is still right."""

    def place(violation: Violation) -> list[tuple[int, int, str]]:
        assert violation.fix is not None
        operation = violation.fix.patch[0]
        steps = tokens(operation.get("from", operation["path"]))
        return [(step.isdecimal(), int(step) if step.isdecimal() else 0, step) for step in steps]

    for violation in sorted(violations, key=place, reverse=True):
        assert violation.fix is not None
        value = apply(value, violation.fix.patch)
    return value


@every_size
@pytest.mark.parametrize("unsafe", [False, True])
def test_what_is_marked_is_fixed_once_and_for_all(which: str | int, unsafe: bool) -> None:
    count = 0
    for case in cases(which):
        (example, value), found = case, checked(case, case[1])
        wanted = marked(found, unsafe=unsafe)
        fixed = fix_value(
            value, example.checker, example.document, request=example.request, unsafe=unsafe
        )
        left, others = names(fixed.left), names(found) - names(wanted)
        assert all(left[one] <= others[one] for one in names(wanted)), value
        assert added_errors(found, fixed.left) == [], value
        assert marked(fixed.left, unsafe=unsafe) == [], value
        again = fix_value(
            fixed.value, example.checker, example.document, request=example.request, unsafe=unsafe
        )
        assert (again.applied, again.value) == ((), fixed.value), value
        count += len(wanted)
    assert count > 20


@every_size
@pytest.mark.parametrize("unsafe", [False, True])
def test_all_patches_together_add_no_error(which: str | int, unsafe: bool) -> None:
    for case in cases(which):
        found = checked(case, case[1])
        after = checked(case, patched(case[1], marked(found, unsafe=unsafe)))
        assert added_errors(found, after) == [], case[1]


@every_size
def test_each_safe_fix_alone_removes_its_violation_and_adds_no_error(which: str | int) -> None:
    for case in cases(which):
        found = checked(case, case[1])
        for violation in marked(found, unsafe=False):
            after = checked(case, patched(case[1], [violation]))
            assert added_errors(found, after) == [], case[1]
            assert names(after)[name(violation)] < names(found)[name(violation)], case[1]


@every_size
def test_no_fix_rests_on_a_value_of_a_wrong_type(which: str | int) -> None:
    for case in cases(which):
        found = checked(case, case[1])
        retyped = [v for v in marked(found, unsafe=True) if v.code == "LC103"]
        if not retyped:
            continue
        # The severity may be another one, as of a number whose value is now right.
        left = {(code, place, missing) for code, _, place, missing in names(
            checked(case, patched(case[1], retyped))
        )}  # fmt: skip
        for violation in marked(found, unsafe=True):
            code, _, place, missing = name(violation)
            assert violation in retyped or (code, place, missing) in left, case[1]


def is_text(value: Any) -> bool:
    """True if YAML can carry a value: it knows no half of a surrogate pair."""
    try:
        json.dumps(value, ensure_ascii=False).encode()
    except UnicodeEncodeError:
        return False
    return True


@pytest.mark.exhaustive
@pytest.mark.parametrize("which", SIZES)
@pytest.mark.parametrize("unsafe", [False, True])
@pytest.mark.parametrize("suffix", ["jsonl", "yaml"])
def test_what_is_marked_in_a_file_is_fixed_there(
    which: int, unsafe: bool, suffix: str, tmp_path: Path, run: Run
) -> None:
    file = tmp_path / f"bodies.{suffix}"
    lines = [json.dumps(value) for _, value in cases(which) if suffix == "jsonl" or is_text(value)]
    file.write_text(("\n" if suffix == "jsonl" else "\n---\n").join(lines), encoding="utf-8")
    options = ["--fix", *(["--unsafe-fixes"] if unsafe else [])]

    def found() -> list[tuple[Any, ...]]:
        written = json.loads(run(str(file), "--no-config", "--format", "json").out)["violations"]
        return [
            (v["document_index"], v["code"], v["severity"], v["message"], v["missing"])
            for v in written
            if v["fix"] and (unsafe or v["fix"]["safe"])
        ]

    assert len(found()) > 10
    run(str(file), "--no-config", "-q", *options)
    assert found() == []
    text = file.read_bytes()
    run(str(file), "--no-config", "-q", *options)
    assert file.read_bytes() == text
