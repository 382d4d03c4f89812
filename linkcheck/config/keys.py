"""The keys of a configuration: the one table that reading, JSON Schema and documentation share."""

from __future__ import annotations

from collections.abc import Iterator
from enum import Enum
from typing import NamedTuple

from linkcheck.config.kinds import (
    Choice,
    Day,
    FilePath,
    Flag,
    Kind,
    ListOf,
    Pattern,
    PlugIn,
    Record,
    TableOf,
    Text,
)
from linkcheck.config.schema_entry import HouseSchema
from linkcheck.context import FACTS as CONTEXT_FACTS
from linkcheck.context import Customization, Fact
from linkcheck.documents import Document
from linkcheck.output import FORMATS
from linkcheck.rules.data.products import COUNTRY_CODES, PRODUCTS
from linkcheck.violation import Severity

EXTEND = "extend"
OFF = "off"


class Merge(Enum):
    """What becomes of a key that several layers set."""

    NEAREST = "The nearest counts."
    SUM = "Adds up."
    BY_ENTRY = "Adds up; of equal entries the nearest counts."


class Key(NamedTuple):
    """A key. ``example`` is TOML as it stands below ``# linkcheck.toml``, without other keys."""

    name: str
    kind: Kind
    group: str
    doc: str
    example: str
    merge: Merge = Merge.NEAREST

    @property
    def attribute(self) -> str:
        """The name of the attribute of ``Config``."""
        return self.name.replace("-", "_")


def _customization(
    language: str | None = None, country_codes: tuple[str, ...] | None = None
) -> Customization:
    return Customization(language, None if country_codes is None else frozenset(country_codes))


_SEVERITIES = tuple(str(severity) for severity in Severity)
_RULES = ListOf(Text("the code, prefix or name of a rule"), "codes, prefixes or names of rules")
_COUNTRIES = ListOf(Choice(COUNTRY_CODES, "country"), "country codes")
_CUSTOMIZATION = Record(
    {"language": Text("a language code"), "country-codes": _COUNTRIES},
    _customization,
    "a table",
    descriptions={
        "language": "The language that is set for the customization.",
        "country-codes": "The countries that are set for the customization.",
    },
)
_SCHEMA = Record(
    {
        "document": Choice(tuple(str(kind) for kind in Document), "kind of document"),
        "path": FilePath(),
        "code": Text("a code"),
        "name": Text("a name"),
        "severity": Choice(_SEVERITIES, "severity"),
    },
    HouseSchema,
    "a table",
    ("document", "path", "code"),
    {
        "document": "The kind of document that the schema is for.",
        "path": "The file of the schema, relative to the configuration.",
        "code": "The code to report under. It must not begin with LC.",
        "name": "The name of the rule, in kebab case. Made from the file's name if left out.",
        "severity": "How much it matters to break the schema. An error if left out.",
    },
)

LAYERS, RULES, FILES, FACTS, RUN, HOUSE = (
    "Other configurations",
    "Which rules run",
    "Which files",
    "Facts that a document cannot show",
    "The run",
    "Rules of your own",
)

_FACT_LISTS: dict[str, Kind] = {
    "product": Choice(tuple(PRODUCTS), "product"),
    "country": Choice(COUNTRY_CODES, "country"),
}


def _kind_of(fact: Fact) -> Kind:
    """The kind of value that the key of a fact takes."""
    if fact.form == "choice":
        return Choice(fact.choices, fact.noun)
    if fact.form == "list":
        return ListOf(_FACT_LISTS.get(fact.noun) or Text(fact.noun), fact.nouns)
    if fact.form == "customizations":
        return TableOf(_CUSTOMIZATION, "a table of customizations")
    return Flag() if fact.form == "flag" else Day()


def _facts() -> Iterator[Key]:
    """The keys of the facts that a configuration can hold."""
    for name, fact in CONTEXT_FACTS.items():
        if fact.form != "document":
            merge = Merge.BY_ENTRY if fact.form == "customizations" else Merge.NEAREST
            key = name.replace("_", "-")
            yield Key(key, _kind_of(fact), FACTS, fact.doc, fact.example, merge)


KEYS: tuple[Key, ...] = (
    Key(
        EXTEND,
        FilePath("the path of a configuration"),
        LAYERS,
        "Another configuration to build on, relative to this one. It may be a `pyproject.toml`.",
        'extend = "../linkcheck.toml"',
    ),
    Key(
        "select",
        _RULES,
        RULES,
        "Run only these rules; `ALL` stands for all. Begins anew: `extend-select`, `ignore` and "
        "`off` of a configuration that this one extends are forgotten.",
        'select = ["LC1", "LC3"]',
    ),
    Key(
        "extend-select",
        _RULES,
        RULES,
        "Run these rules too, such as single pieces of advice.",
        'extend-select = ["LC208"]',
        Merge.SUM,
    ),
    Key(
        "ignore",
        _RULES,
        RULES,
        "Leave these rules out, whatever is selected. That a document cannot be read (LC001, LC003 "
        "to LC008) is told all the same.",
        'ignore = ["LC117", "flow-not-in-country"]',
        Merge.SUM,
    ),
    Key("pedantic", Flag(), RULES, "Run the rules that only give advice too.", "pedantic = true"),
    Key(
        "severity",
        TableOf(
            Choice((*_SEVERITIES, OFF), "severity"),
            "a table of severities",
            Text("the code, prefix or name of a rule"),
        ),
        RULES,
        "The severity of all findings of some rules, by code, prefix or name; `off` switches them "
        "off. A code or name goes before a prefix, a long prefix before a short one.",
        '[severity]\nLC112 = "error"\nLC4 = "warning"',
        Merge.BY_ENTRY,
    ),
    Key(
        "per-file-ignores",
        TableOf(_RULES, "a table of rules by pattern", Pattern()),
        RULES,
        "Rules to leave out in the files that a pattern fits.",
        '[per-file-ignores]\n"legacy/**" = ["LC112"]\n"*.sandbox.json" = ["LC02"]',
        Merge.BY_ENTRY,
    ),
    Key(
        "paths",
        ListOf(FilePath("a path"), "paths"),
        FILES,
        "What is checked if the command line names no paths: files, folders and patterns. Without "
        "this it is the current folder.",
        'paths = ["payloads", "docs/**/*.md"]',
    ),
    Key(
        "exclude",
        ListOf(Pattern(), "patterns"),
        FILES,
        "Files and folders to leave out of what is found in folders.",
        'exclude = ["fixtures/broken", "*.draft.json"]',
        Merge.SUM,
    ),
    Key(
        "force-exclude",
        Flag(),
        FILES,
        "Leave out excluded files even if they are named, as pre-commit does.",
        "force-exclude = true",
    ),
    *_facts(),
    Key(
        "fail-on",
        Choice((*_SEVERITIES, "never"), "severity"),
        RUN,
        "The least severity that makes the exit code 1.",
        'fail-on = "warning"',
    ),
    Key(
        "format",
        Choice(tuple(FORMATS), "format"),
        RUN,
        "How to write what is found.",
        'format = "text"',
    ),
    Key(
        "baseline",
        FilePath(),
        RUN,
        "The file of known findings, which are hidden. See [baseline](baseline.md).",
        'baseline = ".linkcheck-baseline.json"',
    ),
    Key(
        "plugins",
        ListOf(PlugIn(), "plug-ins"),
        HOUSE,
        "Python code with rules: files (they end in `.py`), entry points of the group "
        "`linkcheck.rules`, or modules; `*` stands for all entry points that are installed. See "
        "[house rules](house-rules.md).",
        'plugins = ["tools/acme_rules.py"]',
        Merge.SUM,
    ),
    Key(
        "schemas",
        ListOf(_SCHEMA, "tables"),
        HOUSE,
        "JSON Schemas of your own. See [house rules](house-rules.md).",
        '[[schemas]]\ndocument = "link-token-create-request"\npath = "acme.schema.json"\n'
        'code = "ACME100"',
        Merge.SUM,
    ),
)

BY_NAME: dict[str, Key] = {key.name: key for key in KEYS}
