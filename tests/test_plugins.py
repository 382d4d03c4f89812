"""House rules in Python: loading them, refusing them, and the documented example."""

from __future__ import annotations

import json
import re
import shutil
import subprocess
import sys
from collections.abc import Iterator
from importlib.metadata import EntryPoint
from pathlib import Path
from textwrap import dedent

import pytest

from linkcheck import Checker
from linkcheck.config import ConfigError, Resolver, load, plugins
from linkcheck.config.plugins import PluginError
from linkcheck.documents import BASES, Document
from linkcheck.engine import catalog, rule
from linkcheck.engine.rule import RULES, origin
from linkcheck.integrations.house_rules import failing_examples
from linkcheck.shapes.loader import registry

ROOT = Path(__file__).parents[1]
EXAMPLE = ROOT / "examples" / "house-rules"
REQUEST = BASES["request"][1]
PLUGIN = '''
    from linkcheck.engine.rule import at, rule

    @rule("{code}", "{name}", on="client_name")
    def check(request):
        """`client_name` is not ours.

        Why: We are Acme.
        Bad: {{"client_name": "Other"}}
        Good: {{"client_name": "Acme"}}
        """
        if request.text("client_name") != "Acme":
            yield at("client_name", message="`client_name` is not ours. Write `Acme`.")
'''


@pytest.fixture(autouse=True)
def _no_traces(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """Rules and modules of a test are gone after it."""
    # What is ours stays, and so do the modules that it is made of.
    catalog.rules()
    registry(Document.schema_folder())
    monkeypatch.setattr(plugins, "_loaded", {})
    monkeypatch.setattr(sys, "modules", dict(sys.modules))
    before = set(RULES)
    yield
    for code in set(RULES) - before:
        rule.withdraw(code)


def plugin(folder: Path, name: str = "acme.py", code: str = "ACME7", text: str = PLUGIN) -> str:
    path = folder / name
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(dedent(text).format(code=code, name=f"rule-{code.lower()}"), encoding="utf-8")
    return str(path)


def codes(rules: object) -> list[str]:
    return [r.code for r in rules]  # type: ignore[attr-defined]


def test_a_file_is_loaded_once(tmp_path: Path) -> None:
    rules = plugins.load(plugin(tmp_path))
    assert codes(rules) == ["ACME7"]
    assert plugins.load(str(tmp_path / "sub" / ".." / "acme.py")) is rules
    assert rules[0].area == "acme"
    [violation] = Checker(rules=rules).check(REQUEST).violations
    assert (violation.code, violation.pointer) == ("ACME7", "/client_name")


def test_plugins_do_not_run_unless_named(tmp_path: Path) -> None:
    plugins.load(plugin(tmp_path))
    assert Checker().check(REQUEST).violations == ()
    assert "ACME7" not in codes(Checker(select=["ALL"]).rules)


def test_two_files_of_one_name(tmp_path: Path) -> None:
    first = plugins.load(plugin(tmp_path / "a", code="A1"))
    second = plugins.load(plugin(tmp_path / "b", code="B1"))
    assert (codes(first), codes(second)) == (["A1"], ["B1"])


def test_modules_and_packages(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    plugin(tmp_path, "house_pkg/one.py", "PKG1")
    (tmp_path / "house_pkg/__init__.py").write_text("from house_pkg import one", encoding="utf-8")
    monkeypatch.syspath_prepend(tmp_path)
    assert codes(plugins.load("house_pkg")) == ["PKG1"]


def test_a_module_that_was_imported_before(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    plugin(tmp_path, "house_before.py", "BEF1")
    plugin(tmp_path, "house_other.py", "OTH1")
    monkeypatch.syspath_prepend(tmp_path)
    __import__("house_before")
    __import__("house_other")
    assert codes(plugins.load("house_before")) == ["BEF1"]


def test_entry_points(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    plugin(tmp_path, "house_ep_one.py", "EP1")
    plugin(tmp_path, "house_ep_two.py", "EP2")
    monkeypatch.syspath_prepend(tmp_path)
    points = [
        EntryPoint(name, module, plugins.GROUP)
        for name, module in (("two", "house_ep_two:check"), ("one", "house_ep_one"))
    ]
    monkeypatch.setattr(plugins, "_entry_points", lambda: points)
    assert codes(plugins.load("two")) == ["EP2"]
    assert codes(plugins.load("*")) == ["EP1", "EP2"]


def test_entry_points_of_an_installed_distribution(tmp_path: Path) -> None:
    plugin(tmp_path, "house_dist.py", "DIST1")
    info = tmp_path / "house_dist-1.0.dist-info"
    info.mkdir()
    (info / "METADATA").write_text("Name: house-dist\nVersion: 1.0\n", encoding="utf-8")
    (info / "entry_points.txt").write_text("[linkcheck.rules]\nhouse = house_dist\n", "utf-8")
    code = "from linkcheck import plugins; print([r.code for r in plugins.load('house')])"
    done = subprocess.run(
        [sys.executable, "-c", f"import sys; sys.path.insert(0, {str(tmp_path)!r}); {code}"],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=True,
    )
    assert done.stdout == "['DIST1']\n"


BROKEN = [
    ("x = ", "SyntaxError: invalid syntax (acme.py, line 1)", True),
    ("import no_such_module_here", "ModuleNotFoundError: No module named 'no_such_m", True),
    (
        "x = 1\n\nraise RuntimeError('boom\\nand more')",
        "RuntimeError: boom (acme.py, line 3)",
        True,
    ),
    ("import sys\nsys.exit(3)", "SystemExit: 3 (acme.py, line 2)", True),
    ("x = 1", "defines no rules", False),
    (PLUGIN.format(code="LC999", name="ours"), "must not start with LC", False),
    (PLUGIN.format(code="acme1", name="ours"), "uppercase letters followed by digits", False),
    (PLUGIN.format(code="ACME1", name="Not_Kebab"), "must be in kebab case", False),
    (PLUGIN.format(code="ACME1", name="product-in-two-arrays"), "name is taken", True),
    (PLUGIN.format(code="LC301", name="ours"), "name is taken", True),
    (
        PLUGIN.format(code="ACME1", name="a").replace('on="client_name"', 'on="client_nam"'),
        "rule ACME1 (a): unknown feature `client_nam` in `on`. Did you mean `client_name`?",
        True,
    ),
    (PLUGIN.format(code="ACME1", name="a").replace('"Other"}', '"Other",}'), "broken JSON", False),
]


@pytest.mark.parametrize(("text", "message", "has_place"), BROKEN)
def test_plugins_that_cannot_be_used(
    tmp_path: Path, text: str, message: str, has_place: bool
) -> None:
    path = tmp_path / "acme.py"
    path.write_text(dedent(text), encoding="utf-8")
    rules, names, modules = dict(RULES), set(rule._NAMES), set(sys.modules)
    with pytest.raises(PluginError) as caught:
        plugins.load(str(path))
    reported = str(caught.value)
    assert str(path) in reported
    assert message in reported
    assert "\n" not in reported
    assert ("(acme.py, line" in reported) is has_place
    # Nothing of it is left, so that it says the same when asked again.
    assert rules == RULES
    assert names == rule._NAMES
    assert not {m for m in set(sys.modules) - modules if m.startswith("linkcheck_plugins")}
    with pytest.raises(PluginError, match=re.escape(reported)):
        plugins.load(str(path))


@pytest.mark.parametrize("name", ["no_such.py", "no_such_module_here"])
def test_plugins_that_do_not_exist(name: str) -> None:
    with pytest.raises(PluginError, match=name):
        plugins.load(name)


def test_a_broken_plugin_is_an_error_of_the_configuration(tmp_path: Path) -> None:
    plugin(tmp_path, text="raise ValueError('no')")
    path = tmp_path / "linkcheck.toml"
    path.write_text('pedantic = true\nplugins = [\n  "acme.py",\n]\n', encoding="utf-8")
    with pytest.raises(ConfigError, match="ValueError: no") as caught:
        Resolver(plugins=True).checker(tmp_path)
    assert (caught.value.file, caught.value.line) == (str(path), 3)


def test_a_crashed_rule_is_reported_and_the_others_run(tmp_path: Path) -> None:
    crash = PLUGIN.replace("if request", "raise KeyError('Jane Doe')\n        if request")
    rules = plugins.load(plugin(tmp_path, text=crash))
    report = Checker(rules=rules).check({**REQUEST, "optional_products": ["auth"]})
    assert [v.code for v in report.violations] == ["LC301"]
    [error] = report.internal_errors
    assert error.rule == "ACME7"
    assert "Jane" not in error.error
    # Who reads it must find the rule, and not ask us.
    file = (tmp_path / "acme.py").resolve()
    assert error.origin == f"`{rules[0].name}`, module acme, plug-in {file}"
    assert error.remedy.startswith(f"It is your rule {error.origin}: fix it there")
    assert error.text == f"{error.error} ({error.origin})"


def test_the_origin_of_custom_rules(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    plugin(tmp_path, "house_origin.py", "ORIG1")
    (tmp_path / "relation.py").write_text(
        "from linkcheck.engine.relations import is_true, requires\n"
        'requires("ORIG2", "no-relation", "webhook", when=is_true("update.user"),\n'
        '    message="x", doc="""X.\n\n    Why: Y.\n    Bad: {}\n    Good: {}\n    """)\n',
        encoding="utf-8",
    )
    monkeypatch.syspath_prepend(tmp_path)
    [module] = plugins.load("house_origin")
    [relation] = plugins.load(str(tmp_path / "relation.py"))
    assert origin(module) == f"`{module.name}`, module house_origin, plug-in house_origin"
    assert origin(relation) == f"`no-relation`, plug-in {(tmp_path / 'relation.py').resolve()}"
    assert {origin(one) for one in catalog.rules()} == {""}


def test_examples_that_fail_are_named(tmp_path: Path) -> None:
    wrong = PLUGIN.replace('"Acme"}}', '"Other"}}').replace('"Other"}}', '"Acme"}}', 1)
    [bad, good] = failing_examples(plugins.load(plugin(tmp_path, text=wrong)))
    assert bad.startswith("ACME7: the bad example is not reported")
    assert good.startswith("ACME7: the good example is reported")
    lacking = PLUGIN.replace('        Bad: {{"client_name": "Other"}}\n', "")
    rules = plugins.load(plugin(tmp_path, "lacking.py", "ACME8", lacking))
    assert list(failing_examples(rules)) == ["ACME8 needs a bad and a good example."]


# -- the documented example ------------------------------------------------------------------------


@pytest.fixture
def example(tmp_path: Path) -> Path:
    return Path(shutil.copytree(EXAMPLE, tmp_path / "house-rules"))


def test_the_rules_of_the_example_keep_their_examples() -> None:
    assert list(failing_examples(plugins.load(str(EXAMPLE / "acme_rules.py")))) == []


def test_what_the_example_finds(example: Path) -> None:
    resolver = Resolver(file=example / "linkcheck.toml")
    found = {
        path.name: [
            (v.code, str(v.severity), v.pointer)
            for v in resolver.checker(path).check(path.read_bytes()).violations
        ]
        for path in (example / "payloads").iterdir()
    }
    assert found == {
        "checkout.json": [
            ("ACME100", "error", "/client_name"),
            ("ACME100", "error", "/user/client_user_id"),
            ("ACME002", "error", "/webhook"),
        ],
        "partner-checkout.json": [],
    }


def test_the_severity_of_the_example(example: Path) -> None:
    body = {
        **json.loads((example / "payloads/partner-checkout.json").read_bytes()),
        "hosted_link": {"is_mobile_app": True, "completion_redirect_uri": "acme://done"},
        "webhook": None,
    }
    report = load(example / "linkcheck.toml").checker().check(body)
    house = [(v.code, v.missing, str(v.severity)) for v in report if v.code.startswith("ACME")]
    assert house == [("ACME001", "webhook", "error")]
