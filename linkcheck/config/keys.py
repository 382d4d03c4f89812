"""The keys of a configuration: one table for the loader, the JSON Schema and the documentation."""

from __future__ import annotations

from collections.abc import Iterator
from enum import Enum
from typing import NamedTuple

from linkcheck.config.kinds import FilePath, Pattern, PlugIn, Size
from linkcheck.config.schema_entry import HouseSchema
from linkcheck.context import FACTS as CONTEXT_FACTS
from linkcheck.documents import Document
from linkcheck.options.facts import FACT_KINDS
from linkcheck.options.kinds import Choice, Flag, Kind, ListOf, Record, TableOf, Text
from linkcheck.output import FORMATS
from linkcheck.violation import Severity

EXTEND = "extend"
OFF = "off"


class Merge(Enum):
    """How the values of a key in several files are merged."""

    NEAREST = "The nearest file wins."
    SUM = "The lists are joined."
    BY_ENTRY = "The tables are merged; for the same entry, the nearest file wins."


class Key(NamedTuple):
    """A key. ``example`` is a complete ``linkcheck.toml`` with only this key."""

    name: str
    kind: Kind
    group: str
    doc: str
    example: str
    merge: Merge = Merge.NEAREST

    @property
    def attribute(self) -> str:
        """Return the name of the attribute of ``Config``."""
        return self.name.replace("-", "_")


_SEVERITIES = tuple(str(severity) for severity in Severity)
_RULE = Text("a rule code, prefix or name")
_RULES = ListOf(_RULE, "rule codes, prefixes or names")
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
        "document": "The document type that the schema applies to.",
        "path": "The schema file, relative to the configuration.",
        "code": "The rule code of the violations. It must not start with LC.",
        "name": "The rule name, in kebab case. Defaults to a name derived from the file name.",
        "severity": "The severity of the violations. Defaults to error.",
    },
)

LAYERS, RULES, FILES, FACTS, RUN, HOUSE = (
    "Inheritance",
    "Rule selection",
    "File selection",
    "Facts about your integration",
    "Exit code, output and baseline",
    "Custom rules",
)


def _facts() -> Iterator[Key]:
    """Yield the keys of the facts that a configuration can set."""
    for name, kind in FACT_KINDS.items():
        fact = CONTEXT_FACTS[name]
        merge = Merge.BY_ENTRY if fact.form == "customizations" else Merge.NEAREST
        yield Key(name.replace("_", "-"), kind, FACTS, fact.doc, fact.example, merge)


KEYS: tuple[Key, ...] = (
    Key(
        EXTEND,
        FilePath("the path of a configuration"),
        LAYERS,
        "Another configuration to inherit from, relative to this file. It may be a "
        "`pyproject.toml`.",
        'extend = "../linkcheck.toml"',
    ),
    Key(
        "select",
        _RULES,
        RULES,
        "Run only these rules; `ALL` selects every rule. Resets what an extended configuration "
        "sets with `extend-select`, `ignore` and `off`.",
        'select = ["LC1", "LC3"]',
    ),
    Key(
        "extend-select",
        _RULES,
        RULES,
        "Run these rules in addition to the selected ones, such as single `info` rules.",
        'extend-select = ["LC208"]',
        Merge.SUM,
    ),
    Key(
        "ignore",
        _RULES,
        RULES,
        "Skip these rules, even if they are selected. Unreadable documents (LC001, LC003 to LC008) "
        "are always reported.",
        'ignore = ["LC117", "flow-not-in-country"]',
        Merge.SUM,
    ),
    Key("pedantic", Flag(), RULES, "Also run the rules of severity `info`.", "pedantic = true"),
    Key(
        "severity",
        TableOf(
            Choice((*_SEVERITIES, OFF), "severity"),
            "a table of severities",
            _RULE,
        ),
        RULES,
        "The severity of rules, by code, prefix or name; `off` disables them. A code or name "
        "overrides a prefix, and a longer prefix overrides a shorter one.",
        '[severity]\nLC112 = "error"\nLC4 = "warning"',
        Merge.BY_ENTRY,
    ),
    Key(
        "per-file-ignores",
        TableOf(_RULES, "a table of rule lists by file pattern", Pattern()),
        RULES,
        "Rules to skip in files that match a pattern.",
        '[per-file-ignores]\n"legacy/**" = ["LC112"]\n"*.sandbox.json" = ["LC02"]',
        Merge.BY_ENTRY,
    ),
    Key(
        "paths",
        ListOf(FilePath("a path"), "paths"),
        FILES,
        "The files, directories and patterns to check if the command line has no paths. Defaults "
        "to the current directory.",
        'paths = ["payloads", "docs/**/*.md"]',
    ),
    Key(
        "exclude",
        ListOf(Pattern(), "file patterns"),
        FILES,
        "Files and directories to skip when searching directories.",
        'exclude = ["fixtures/broken", "*.draft.json"]',
        Merge.SUM,
    ),
    Key(
        "force-exclude",
        Flag(),
        FILES,
        "Apply `exclude` also to files named on the command line, as by pre-commit.",
        "force-exclude = true",
    ),
    Key(
        "max-file-size",
        Size(),
        FILES,
        "Skip larger files of source code when searching directories: bytes, or a size such as "
        '`"500KB"` or `"2MB"`.',
        'max-file-size = "500KB"',
    ),
    *_facts(),
    Key(
        "fail-on",
        Choice((*_SEVERITIES, "never"), "severity"),
        RUN,
        "The lowest severity that sets exit code 1.",
        'fail-on = "warning"',
    ),
    Key(
        "format",
        Choice(tuple(FORMATS), "format"),
        RUN,
        "The output format.",
        'format = "text"',
    ),
    Key(
        "baseline",
        FilePath(),
        RUN,
        "The baseline file, whose violations are hidden. See [baseline](baseline.md).",
        'baseline = ".linkcheck-baseline.json"',
    ),
    Key(
        "plugins",
        ListOf(PlugIn(), "plug-ins"),
        HOUSE,
        "Python code with custom rules: files (ending in `.py`), entry points of the group "
        "`linkcheck.rules`, or modules; `*` loads all installed entry points. See "
        "[house rules](house-rules.md).",
        'plugins = ["tools/acme_rules.py"]',
        Merge.SUM,
    ),
    Key(
        "schemas",
        ListOf(_SCHEMA, "tables"),
        HOUSE,
        "Custom JSON Schemas. See [house rules](house-rules.md).",
        '[[schemas]]\ndocument = "link-token-create-request"\npath = "acme.schema.json"\n'
        'code = "ACME100"',
        Merge.SUM,
    ),
)

BY_NAME: dict[str, Key] = {key.name: key for key in KEYS}
