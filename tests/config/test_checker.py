"""From a configuration to a checker: facts, rules, severities."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import Any

import pytest

import linkcheck
from linkcheck.checker import Checker
from linkcheck.config import ConfigError, Resolver, load
from linkcheck.context import Customization
from linkcheck.engine import catalog
from linkcheck.engine.catalog import UnknownRuleError
from linkcheck.engine.rule import Finding, Rule, at
from linkcheck.violation import Evidence, Severity
from tests.config.files import OVERLAP, REQUEST, config

NULL = {**REQUEST, "webhook": None}  # LC115, advice
BROKEN = {**REQUEST, "products": ["auth", "auth"], "client_nam": "x"}


def codes(checker: Checker, payload: Any) -> list[tuple[str, str]]:
    return [(v.code, str(v.severity)) for v in checker.check(payload).violations]


def house_rule(code: str = "ACME001", name: str = "house-rule", **facts: Any) -> Rule:
    def check(_: Any) -> list[Finding]:
        return [at("client_name", message="Not ours.")]

    defaults: dict[str, Any] = {
        "severity": Severity.WARNING,
        "evidence": Evidence.DOCUMENTED,
        "doc": "Not ours.",
        "sources": (),
        "about": frozenset({linkcheck.Document.CREATE_REQUEST}),
        "area": "house",
    }
    return Rule(code=code, name=name, check=check, **{**defaults, **facts})


def test_all_facts_reach_the_rules(tmp_path: Path) -> None:
    path = config(
        tmp_path,
        """
        environment = "production"
        platform = "web"
        today = 2026-01-31
        header-credentials = true
        enabled-products = ["auth"]
        approved-countries = ["US"]
        redirect-uris = ["https://example.com/"]
        android-package-names = ["com.example"]
        database-auth = false
        [customizations.default]
        language = "en"
        """,
    )
    context = load(path).checker().context
    assert context == linkcheck.Context(
        environment="production",
        platform="web",
        today=date(2026, 1, 31),
        header_credentials=True,
        enabled_products=frozenset({"auth"}),
        approved_countries=frozenset({"US"}),
        redirect_uris=frozenset({"https://example.com/"}),
        android_package_names=frozenset({"com.example"}),
        database_auth=False,
        customizations={"default": Customization("en")},
    )
    reported = {fact.removeprefix("@") for fact in context.facts}
    assert reported == set(linkcheck.Context.__dataclass_fields__) - {"request"}


def test_now_is_the_day_of_the_run(tmp_path: Path) -> None:
    before = date.today()  # noqa: DTZ011
    today = load(config(tmp_path, 'today = "now"')).checker().context.today
    assert today is not None
    assert before <= today <= date.today()  # noqa: DTZ011


@pytest.mark.parametrize(
    ("text", "line", "message"),
    [
        ('platform = "web"\nselect = ["LC1", "LC30l"]', 2, "unknown rule `LC30l`."),
        ('ignore = [\n  "LC1",\n  "product-in-two-array",\n]', 3, "`product-in-two-arrays`?"),
        ('extend-select = ["LC9999"]', 1, "unknown rule `LC9999`."),
        ('[severity]\nLC301 = "info"\nLC3001 = "off"', 3, "Did you mean `LC301`?"),
        ('[per-file-ignores]\n"other/*" = ["ACME1"]', 2, "unknown rule `ACME1`."),
    ],
)
def test_an_unknown_rule_has_its_place(tmp_path: Path, text: str, line: int, message: str) -> None:
    path = config(tmp_path, text)
    with pytest.raises(ConfigError) as caught:
        Resolver().checker(tmp_path / "body.json")
    assert message in caught.value.message
    assert (caught.value.file, caught.value.line) == (str(path), line)


def test_overrides_replace_what_the_file_says(tmp_path: Path) -> None:
    read = load(config(tmp_path, 'ignore = ["LC3"]\nenvironment = "sandbox"'))
    assert read.checker().check(OVERLAP).ok
    assert not read.checker(ignore=()).check(OVERLAP).ok
    assert read.checker(environment="production").context.environment == "production"


# -- options of the checker ------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("table", "severity"),
    [
        ({"LC301": "warning"}, "warning"),
        ({"product-in-two-arrays": "info"}, None),
        ({"LC301": "off"}, None),
        ({"LC3": "off"}, None),
        ({"ALL": "warning"}, "warning"),
        ({"LC301": "error", "LC3": "warning"}, "error"),
        ({"LC3": "warning", "LC30": "off"}, None),
        ({"LC30": "warning", "LC3": "off"}, "warning"),
        ({"lc301": "warning", "LC30": "off", "ALL": "off"}, "warning"),
    ],
)
def test_severities_by_code_name_and_prefix(table: dict[str, str], severity: str | None) -> None:
    found = [s for code, s in codes(Checker(severity=table), OVERLAP) if code == "LC301"]
    assert found == ([] if severity is None else [severity])


def test_a_severity_goes_for_all_findings_of_a_rule() -> None:
    found = codes(Checker(severity={"LC1": "warning"}), BROKEN)
    assert found == [("LC111", "warning"), ("LC101", "warning")]
    assert codes(Checker(), BROKEN) == [("LC111", "warning"), ("LC101", "error")]


def test_a_severity_changes_no_other_finding() -> None:
    # A wrong shape silences rules on its place, whatever severity it is shown with.
    body = {**REQUEST, "country_codes": ["UK"]}
    before = [code for code, _ in codes(Checker(), body)]
    assert [code for code, _ in codes(Checker(severity={"LC1": "warning"}), body)] == before


def test_severities_of_what_only_text_shows() -> None:
    text, code = '{"a": 1, "a": 2}', "LC002"
    assert (code, "info") in codes(Checker(severity={code: "info"}, pedantic=True), text)
    assert (code, "error") in codes(Checker(severity={code: "error"}), text)
    for table in ({code: "off"}, {code: "info"}):
        assert code not in dict(codes(Checker(severity=table), text))


def test_advice_is_on_where_asked_for() -> None:
    assert codes(Checker(), NULL) == []
    assert codes(Checker(pedantic=True), NULL) == [("LC404", "info"), ("LC115", "info")]
    assert codes(Checker(select=["LC115"]), NULL) == [("LC115", "info")]
    assert codes(Checker(extend_select=["LC115"]), NULL) == [("LC115", "info")]
    assert codes(Checker(severity={"LC115": "warning"}), NULL) == [("LC115", "warning")]
    assert codes(Checker(extend_select=["LC115"], ignore=["LC1"]), NULL) == []


def test_further_rules_are_added_to_the_default_and_can_be_selected() -> None:
    default = {rule.code for rule in Checker().rules}
    one = house_rule()
    extended = {rule.code for rule in Checker(extend_select=["LC115"], rules=[one]).rules}
    assert extended == default | {"LC115", "ACME001"}
    assert codes(Checker(rules=[one]), REQUEST) == [("ACME001", "warning")]
    assert codes(Checker(rules=[one], select=["ACME"]), OVERLAP) == [("ACME001", "warning")]
    assert codes(Checker(rules=[one], ignore=["house-rule"]), REQUEST) == []
    assert codes(Checker(rules=[one], severity={"ACME001": "error"}), REQUEST) == [
        ("ACME001", "error")
    ]


@pytest.mark.parametrize(
    "rules",
    [
        [house_rule("LC301")],
        [house_rule(name="product-in-two-arrays")],
        [house_rule(), house_rule(name="other")],
        [house_rule(), house_rule("ACME002")],
    ],
)
def test_codes_and_names_are_there_once(rules: list[Rule]) -> None:
    with pytest.raises(ValueError, match="is taken"):
        Checker(rules=rules)


def test_wrong_severities() -> None:
    with pytest.raises(ValueError, match="unknown severity 'fatal'"):
        Checker(severity={"LC301": "fatal"})
    with pytest.raises(UnknownRuleError, match="LC999"):
        Checker(severity={"LC999": "error"})


def test_a_further_rule_can_be_found() -> None:
    one = house_rule()
    assert catalog.find("acme001", [one]) is one
    with pytest.raises(UnknownRuleError, match="Did you mean `house-rule`"):
        catalog.find("house_rule", [one])
