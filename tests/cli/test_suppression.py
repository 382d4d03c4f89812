"""Suppression comments on the command line: formats, exit codes, fixes, baselines, processes."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from linkcheck.output import FORMATS
from tests.cli.conftest import Run
from tests.offenders import each

BODY = """\
client_name: Wonderwallet
language: en
country_codes: [US, US]{comment}
user: {{client_user_id: u-1001}}
products: [auth, auth]
"""
ALL = BODY.format(comment="").replace("client", "# linkcheck: ignore[LC111]\nclient", 1)
ONE = BODY.format(comment="  # linkcheck: ignore[LC111]")
WRONG = BODY.format(comment="  # linkcheck: ignore[LC104]").replace("[US, US]", "[US, UK]")


@pytest.fixture
def body(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A file whose two warnings are suppressed, in the current directory."""
    monkeypatch.chdir(tmp_path)
    file = tmp_path / "body.yaml"
    file.write_text(ALL, encoding="utf-8")
    return file


def test_what_is_suppressed_is_not_counted(body: Path, run: Run) -> None:
    outcome = run("body.yaml", "--fail-on", "warning")
    assert (outcome.code, outcome.err) == (0, "")
    assert outcome.out == "All checks passed! (1 document in 1 file)\n"


def test_a_suppressed_error_does_not_fail_the_run(body: Path, run: Run) -> None:
    body.write_text(WRONG, encoding="utf-8")
    outcome = run("body.yaml", "--format", "concise")
    assert outcome.code == 0
    assert "LC104" not in outcome.out
    assert "LC111" in outcome.out


def test_only_sarif_keeps_what_is_suppressed(body: Path, run: Run) -> None:
    kept = {form for form in FORMATS if "LC111" in run("body.yaml", "--format", form).out}
    assert kept == {"sarif"}


def sarif(run: Run) -> list[tuple[str, int, object, object]]:
    """Code, line, suppressions and fingerprint of each result."""
    log = json.loads(run("body.yaml", "--format", "sarif").out)["runs"][0]
    rules = [rule["id"] for rule in log["tool"]["driver"]["rules"]]
    assert all(rules[result["ruleIndex"]] == result["ruleId"] for result in log["results"])
    return [
        (
            result["ruleId"],
            result["locations"][0]["physicalLocation"]["region"]["startLine"],
            result.get("suppressions"),
            result["partialFingerprints"],
        )
        for result in log["results"]
    ]


def test_sarif_names_the_source_as_the_place_of_suppressions(body: Path, run: Run) -> None:
    in_source = [{"kind": "inSource"}]
    assert [result[:3] for result in sarif(run)] == [
        ("LC111", 4, in_source),
        ("LC111", 6, in_source),
    ]
    body.write_text(ONE, encoding="utf-8")
    assert [result[:3] for result in sarif(run)] == [("LC111", 3, in_source), ("LC111", 5, None)]


def test_fingerprints_do_not_depend_on_suppressions(body: Path, run: Run) -> None:
    entry = "- {client_name: W, language: en, user: {client_user_id: u}, products: [auth, auth], "
    entry += "country_codes: [US]}"
    body.write_text(f"{entry}\n{entry}\n", encoding="utf-8")
    before = [result[3] for result in sarif(run)]
    body.write_text(f"{entry} # linkcheck: ignore[LC111]\n{entry}\n", encoding="utf-8")
    assert [result[3] for result in sarif(run)] == before


@each(
    ("text", "is_fixed"),
    [
        (ALL, (False, False)),
        (ONE, (False, True)),
        (BODY.format(comment=""), (True, True)),
    ],
)
def test_what_is_suppressed_is_not_fixed(
    body: Path, run: Run, text: str, is_fixed: tuple[bool, bool]
) -> None:
    body.write_text(text, encoding="utf-8")
    number = sum(is_fixed)
    shown = run("body.yaml").out
    assert ("fixable" in shown) is (number > 0)
    assert run("body.yaml", "--diff").code == (1 if number else 0)
    run("body.yaml", "--fix")
    fixed = body.read_text(encoding="utf-8")
    assert ("[US, US]" not in fixed, "[auth, auth]" not in fixed) == is_fixed


def test_unsafe_fixes_leave_what_is_suppressed(body: Path, run: Run) -> None:
    text = ONE.replace("products:", "optional_products: [auth]\nproducts:")
    text = text.replace("client_name", "# linkcheck: ignore[LC3]\nclient_name", 1)
    body.write_text(text, encoding="utf-8")
    run("body.yaml", "--fix", "--unsafe-fixes")
    fixed = body.read_text(encoding="utf-8")
    assert "optional_products: [auth]" in fixed
    assert "products: [auth]\n" in fixed


def test_a_baseline_does_not_have_what_is_suppressed(body: Path, run: Run) -> None:
    body.write_text(ONE, encoding="utf-8")
    assert "recorded 1 violation" in run("baseline", "body.yaml").err
    outcome = run("body.yaml", "--baseline", ".linkcheck-baseline.json", "--fail-on", "warning")
    assert outcome.code == 0
    assert "no longer found" not in outcome.err
    body.write_text(ALL, encoding="utf-8")
    outcome = run("body.yaml", "--baseline", ".linkcheck-baseline.json")
    assert "1 known violation no longer found: LC111 in body.yaml" in outcome.err


def test_comments_are_reported_once_in_the_order_of_the_file(body: Path, run: Run) -> None:
    body.write_text(
        f"# linkcheck: ignore\n{ONE}---\n{ONE}# linkcheck: ignore[nonsense]\n", encoding="utf-8"
    )
    outcome = run("body.yaml", "--format", "concise")
    places = [line.split(" ")[:2] for line in outcome.out.splitlines()[:-2]]
    assert places == [
        ["body.yaml:1:3:", "LC010"],
        ["body.yaml:6:18:", "LC111"],
        ["body.yaml:12:18:", "LC111"],
        ["body.yaml:13:21:", "LC011"],
    ]


def test_snippets_show_the_comment_but_nothing_personal_in_it(body: Path, run: Run) -> None:
    comment = "  # jane.doe@example.com linkcheck: ignore[LC999, jane.doe@example.com]"
    body.write_text(BODY.format(comment=comment), encoding="utf-8")
    for form in FORMATS:
        assert "jane" not in run("body.yaml", "--format", form).out
    assert ": ignore[LC999, ********************]\n" in run("body.yaml").out


def test_several_processes_agree_with_one(body: Path, run: Run) -> None:
    for number in range(40):
        text = (ALL, ONE, f"{ONE}# linkcheck: ignore\n")[number % 3]
        body.with_name(f"{number:02}.yaml").write_text(text, encoding="utf-8")
    for form in ("text", "sarif", "json"):
        args = (".", "--pedantic", "--format", form)
        assert run(*args, "--jobs", "2").out == run(*args, "--jobs", "1").out


def test_a_folder_with_only_a_comment_has_nothing_to_check(body: Path, run: Run) -> None:
    body.write_text("# linkcheck: ignore\nname: something\nclient_name_x: 1\n", encoding="utf-8")
    outcome = run(".")
    assert (outcome.code, outcome.out) == (0, "Nothing was checked.\n")


def test_an_unchecked_document_leaves_open_what_is_unused(body: Path, run: Run) -> None:
    text = f"{BODY.format(comment='  # linkcheck: ignore[LC104]')}".replace("US, US", "US")
    for rest, number in (("", 1), ("---\n[1, {\n", 0), ("---\nname: x\n", 0)):
        body.write_text(f"{text}{rest}", encoding="utf-8")
        outcome = run(".", "--pedantic", "--format", "concise")
        assert outcome.out.count("LC012") == number, rest


def test_explain_shows_what_is_suppressed(body: Path, run: Run) -> None:
    explained = json.loads(run("explain", "body.yaml", "--format", "json").out)
    assert [rule["status"] for rule in explained if rule["code"] == "LC111"] == ["fail"]


def test_verify_compares_what_is_suppressed_with_the_answer(body: Path, run: Run) -> None:
    body.write_text(
        "interactions:\n# linkcheck: ignore[LC104]\n- request:\n    method: POST\n"
        "    uri: https://sandbox.plaid.com/link/token/create\n"
        '    body: \'{"client_name": "W", "language": "xx", "country_codes": ["US"],\n'
        '      "user": {"client_user_id": "u"}, "products": ["auth"]}\'\n'
        "  response:\n    status: {code: 400}\n"
        '    body: {string: \'{"error_code": "INVALID_FIELD"}\'}\n',
        encoding="utf-8",
    )
    assert run("body.yaml").code == 0
    assert run("verify", "body.yaml").code == 0
    body.write_text(body.read_text().replace("code: 400", "code: 200"), encoding="utf-8")
    assert run("verify", "body.yaml").code == 1
