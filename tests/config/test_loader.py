"""Reading configuration files: values, layers, and errors."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import Any

import pytest

from linkcheck.config import Config, ConfigError, load
from linkcheck.config.globs import Glob
from linkcheck.config.keys import KEYS
from linkcheck.config.model import NAMES
from linkcheck.config.schema_entry import HouseSchema
from linkcheck.context import Customization
from tests.config.files import config, write


def expected(folder: Path) -> dict[str, Any]:
    """What the examples of all keys together mean."""
    return {
        "select": ("LC1", "LC3"),
        "extend_select": ("LC208",),
        "ignore": ("LC117", "flow-not-in-country"),
        "pedantic": True,
        "severity": {"LC112": "error", "LC4": "warning"},
        "per_file_ignores": {
            Glob(folder, "legacy/**"): ("LC112",),
            Glob(folder, "*.sandbox.json"): ("LC02",),
        },
        "paths": (folder / "payloads", folder / "docs/**/*.md"),
        "exclude": (Glob(folder, "fixtures/broken"), Glob(folder, "*.draft.json")),
        "force_exclude": True,
        "max_file_size": 500_000,
        "environment": "production",
        "platform": "web",
        "today": "now",
        "header_credentials": True,
        "enabled_products": ("auth", "identity", "transactions"),
        "approved_countries": ("US", "CA"),
        "redirect_uris": ("https://example.com/oauth.html",),
        "android_package_names": ("com.example.wallet",),
        "database_auth": False,
        "customizations": {"default": Customization("en", frozenset({"US"}))},
        "fail_on": "warning",
        "format": "text",
        "baseline": folder / ".linkcheck-baseline.json",
        "plugins": (str(folder / "tools/acme_rules.py"),),
        "schemas": (
            HouseSchema("link-token-create-request", folder / "acme.schema.json", "ACME100"),
        ),
    }


@pytest.mark.parametrize("key", [k for k in KEYS if k.name != "extend"], ids=lambda k: k.name)
def test_each_key_is_read(tmp_path: Path, key: Any) -> None:
    path = config(tmp_path, key.example)
    read = load(path)
    assert getattr(read, key.attribute) == expected(tmp_path)[key.attribute]
    assert read.sources == {key.attribute: (path,)}
    assert read.files == (path,)


def test_every_attribute_of_a_configuration_has_a_key() -> None:
    attributes = set(NAMES) - {"files", "sources", "notes"}
    assert attributes == {key.attribute for key in KEYS} - {"extend"}


def test_an_empty_file_gives_the_defaults(tmp_path: Path) -> None:
    path = config(tmp_path, "")
    assert load(path) == Config(files=(path,))


@pytest.mark.parametrize("written", ["2026-01-31", '"2026-01-31"'])
def test_a_day_may_be_a_date_or_a_string(tmp_path: Path, written: str) -> None:
    assert load(config(tmp_path, f"today = {written}")).today == date(2026, 1, 31)


def test_pyproject_and_byte_order_mark(tmp_path: Path) -> None:
    path = tmp_path / "pyproject.toml"
    path.write_bytes(
        b'\xef\xbb\xbf[project]\nname = "x"\n[tool.linkcheck.severity]\nLC112 = "off"\n'
    )
    assert load(path).severity == {"LC112": "off"}


MISTAKES = [
    ('enviroment = "sandbox"', 1, "unknown key `enviroment`; did you mean `environment`?"),
    ("\nextend_select = []", 2, "unknown key `extend_select`; did you mean `extend-select`?"),
    ("xyzzy = 1", 1, "unknown key `xyzzy`; expected one of extend, select,"),
    ("pedantic = 1", 1, "`pedantic` must be true or false, not a number"),
    ('pedantic = "yes"', 1, "`pedantic` must be true or false, not a string"),
    ('select = "LC1"', 1, "`select` must be a list of rule codes, prefixes or names, not a string"),
    ("select = [\n1]", 1, "`select[0]` must be a rule code, prefix or name, not a number"),
    ('ignore = [""]', 1, "empty string in `ignore`; expected a rule code, prefix or name"),
    ('environment = "prod"', 1, 'unknown environment `prod`; expected "sandbox" or'),
    ('environment = "Production"', 1, "did you mean `production`?"),
    ("platform = true", 1, '`platform` must be "web", "ios" or "android", not true'),
    ('fail-on = "errors"', 1, "unknown severity `errors`; did you mean `error`?"),
    ('format = "sarrif"', 1, "unknown format `sarrif`; did you mean `sarif`?"),
    ('today = "tomorrow"', 1, '`today` must be a date such as "2026-01-31", or "now"'),
    ("today = 2026-01-31T10:00:00", 1, "not a date or time"),
    ('enabled-products = [\n  "auth",\n  "asets",\n]', 3, "unknown product `asets`; did you mean"),
    ('approved-countries = ["UK"]', 1, "unknown country `UK`; expected"),
    ('max-file-size = "big"', 1, "`max-file-size` must be a number of bytes, or a size such as"),
    ("max-file-size = 0", 1, "`max-file-size` must be a number of bytes"),
    ("max-file-size = true", 1, "`max-file-size` must be a number of bytes"),
    ('[severity]\nLC1 = "error"\nLC301 = "fatal"', 3, "unknown severity `fatal`; expected"),
    ("severity = []", 1, "`severity` must be a table of severities, not a list"),
    ('[per-file-ignores]\n"a/*" = "LC1"', 2, "`a/*` must be a list of"),
    ('[customizations.x]\nlangauge = "en"', 2, "unknown key `langauge`; did you mean `language`?"),
    (
        '[[schemas]]\ndocument = "link-token-create-request"\npath = "a"\ncode = "A1"\n'
        '[[schemas]]\npath = "b"',
        5,
        "missing required key `document`",
    ),
    (
        '[[schemas]]\ncode = "A1"\npath = "a"\ndocument = "create-request"',
        4,
        "unknown kind of document",
    ),
    ("[[severities]]\nLC1 = 1", 1, "unknown key `severities`; did you mean `severity`?"),
    ("x = 1\n  [[ruels]]\na = 1\n[[ruels]]\nb = 1", 1, "unknown key `x`"),
    ('extend = "no.toml"', 1, "cannot extend `no.toml`: no such file"),
    ("a = 1\nb = ", 2, "not valid TOML: "),
    ("a = [1,", 1, "not valid TOML: "),
    ("a = 1\na = 2", 2, "not valid TOML: Cannot overwrite a value"),
]


@pytest.mark.parametrize(("text", "line", "message"), MISTAKES)
def test_a_mistake_has_its_place(tmp_path: Path, text: str, line: int, message: str) -> None:
    path = config(tmp_path, text)
    with pytest.raises(ConfigError) as caught:
        load(path)
    assert message in caught.value.message
    assert (caught.value.file, caught.value.line) == (str(path), line)
    assert str(caught.value).startswith(f"{path}:{line}:{caught.value.column}: ")


def test_lines_in_a_pyproject(tmp_path: Path) -> None:
    text = '[project]\nname = "x"\nselect = 1\n\n[tool.linkcheck]\nselect = 1\n'
    write(tmp_path, pyproject=text)
    with pytest.raises(ConfigError) as caught:
        load(tmp_path / "pyproject.toml")
    assert caught.value.line == 6


@pytest.mark.parametrize(
    ("content", "message"),
    [
        (None, "cannot be read"),
        (b"a = '\xff'", "not valid UTF-8"),
        (b"a = " + b"[" * 20_000, "nested too deeply"),
    ],
)
def test_what_cannot_be_read(tmp_path: Path, content: bytes | None, message: str) -> None:
    path = tmp_path / "linkcheck.toml"
    if content is not None:
        path.write_bytes(content)
    with pytest.raises(ConfigError, match=message) as caught:
        load(path)
    assert caught.value.line is None


def test_a_pyproject_without_the_table_cannot_be_loaded(tmp_path: Path) -> None:
    write(tmp_path, pyproject='[project]\nname = "linkcheck-user"')
    with pytest.raises(ConfigError, match=r"missing table `\[tool\.linkcheck\]`"):
        load(tmp_path / "pyproject.toml")
    write(tmp_path, pyproject="[tool]\nlinkcheck = 1")
    with pytest.raises(ConfigError, match="must be a table"):
        load(tmp_path / "pyproject.toml")


# -- extending -------------------------------------------------------------------------------------


def test_extending_replaces_joins_and_merges(tmp_path: Path) -> None:
    write(
        tmp_path,
        base="""
            environment = "production"
            platform = "ios"
            ignore = ["LC1"]
            exclude = ["a"]
            redirect-uris = ["https://a.example/"]
            [severity]
            LC3 = "warning"
            LC4 = "off"
            [per-file-ignores]
            "x/*" = ["LC5"]
        """,
        sub__linkcheck="""
            extend = "../base.toml"
            platform = "web"
            ignore = ["LC2", "LC1"]
            exclude = ["a"]
            redirect-uris = ["https://b.example/"]
            [severity]
            LC3 = "info"
        """,
    )
    path, base = tmp_path / "sub/linkcheck.toml", tmp_path / "base.toml"
    read = load(path)
    assert (read.environment, read.platform) == ("production", "web")
    assert read.ignore == ("LC1", "LC2")
    assert read.exclude == (Glob(tmp_path, "a"), Glob(tmp_path / "sub", "a"))
    assert read.redirect_uris == ("https://b.example/",)
    assert read.severity == {"LC3": "info", "LC4": "off"}
    assert read.per_file_ignores == {Glob(tmp_path, "x/*"): ("LC5",)}
    assert read.files == (path, base)
    assert read.sources["environment"] == (base,)
    assert read.sources["platform"] == (path,)
    assert read.sources["ignore"] == (path, base)


def test_select_resets_what_is_extended(tmp_path: Path) -> None:
    write(
        tmp_path,
        base='ignore = ["LC3"]\nextend-select = ["LC208"]\nseverity = {LC4 = "off", LC5 = "info"}',
        linkcheck='extend = "base.toml"\nselect = ["LC3"]\nignore = ["LC301"]',
    )
    read = load(tmp_path / "linkcheck.toml")
    assert (read.select, read.ignore, read.extend_select) == (("LC3",), ("LC301",), ())
    assert read.severity == {"LC5": "info"}


def test_a_pyproject_can_be_extended(tmp_path: Path) -> None:
    write(
        tmp_path,
        pyproject='[tool.linkcheck]\nplatform = "web"',
        a__linkcheck='extend = "../pyproject.toml"',
    )
    assert load(tmp_path / "a/linkcheck.toml").platform == "web"


def test_a_cycle_is_an_error(tmp_path: Path) -> None:
    write(tmp_path, a='extend = "b.toml"', b='\nextend = "sub/../a.toml"')
    with pytest.raises(ConfigError, match=r"cycle: a\.toml -> b\.toml -> a\.toml") as caught:
        load(tmp_path / "a.toml")
    assert (caught.value.file, caught.value.line) == (str(tmp_path / "b.toml"), 2)
    write(tmp_path, c='extend = "c.toml"')
    with pytest.raises(ConfigError, match=r"c\.toml -> c\.toml"):
        load(tmp_path / "c.toml")


def test_a_configuration_is_a_value() -> None:
    assert Config(pedantic=False) == Config()
    assert Config(pedantic=True) != Config()
    assert Config(platform="web").with_(platform="ios") == Config(platform="ios")
    assert repr(Config(platform="web")) == "Config(platform='web')"
    with pytest.raises(TypeError, match="no plattform"):
        Config(plattform="web")
