"""The settings of a configuration."""

from __future__ import annotations

import os
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date
from functools import cached_property
from pathlib import Path
from types import MappingProxyType
from typing import TYPE_CHECKING, Any

from linkcheck._exports import Deferred
from linkcheck.checker import Checker
from linkcheck.config.errors import config_error
from linkcheck.config.schema_entry import HouseSchema
from linkcheck.context import FACTS, to_facts
from linkcheck.engine.catalog import RuleClashError, UnknownRuleError, expand, with_extra
from linkcheck.engine.rule import PREFIX, Rule
from linkcheck.exceptions import ConfigError, PluginError, raise_together

# A run without a configuration does not need these.
if TYPE_CHECKING:
    from linkcheck.config import house_schemas, lines, plugins, toml_file
    from linkcheck.config.globs import Glob
else:
    house_schemas = Deferred("linkcheck.config.house_schemas")
    lines = Deferred("linkcheck.config.lines")
    plugins = Deferred("linkcheck.config.plugins")
    toml_file = Deferred("linkcheck.config.toml_file")


_NONE: Mapping[Any, Any] = MappingProxyType({})
_SHIPPED = rf"(?i){PREFIX}[0-9]*"
_UNMATCHED = "matches no rule and is ignored, as plug-ins are not loaded"
_NONE_SELECTED = "`select` matches no rule, so nothing would be checked"


class Config:
    """A configuration. Attributes that are not set have defaults; see docs/configuration.md.

    Read-only. Takes its attributes by name; raises TypeError for one that does not exist. Besides
    those below there is one for each fact of ``Context`` except ``request``.

    Paths are absolute, and patterns carry the folder they are relative to. ``files`` are the
    configuration files that were merged, the nearest first; empty for the defaults. ``sources``
    maps each attribute that is set to the files that set it, the nearest first; None means the
    options of the caller. ``notes`` are lines about what is unusual in the files.
    """

    select: tuple[str, ...] | None = None
    extend_select: tuple[str, ...] = ()
    ignore: tuple[str, ...] = ()
    pedantic: bool = False
    severity: Mapping[str, str] = _NONE
    per_file_ignores: Mapping[Glob, tuple[str, ...]] = _NONE
    paths: tuple[Path, ...] = ()
    exclude: tuple[Glob, ...] = ()
    force_exclude: bool = False
    max_file_size: int = 1_000_000
    fail_on: str = "error"
    format: str = "text"
    baseline: Path | None = None
    plugins: tuple[str, ...] = ()
    schemas: tuple[HouseSchema, ...] = ()
    files: tuple[Path, ...] = ()
    sources: Mapping[str, tuple[Path | None, ...]] = _NONE
    notes: tuple[str, ...] = ()

    # Creating a dataclass of this size would take 2 ms of each run.
    def __init__(self, **values: Any) -> None:
        unknown = values.keys() - NAMES
        if unknown:
            raise TypeError(f"a configuration has no {', '.join(sorted(unknown))}")
        self._set = values
        self.__dict__.update(values)

    def __getattr__(self, name: str) -> Any:
        if name in _FACTS:
            return None
        raise AttributeError(f"a configuration has no {name}")

    def with_(self, **values: Any) -> Config:
        """Return a copy with some attributes replaced."""
        return Config(**{**self._set, **values})

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Config) and all(
            getattr(self, name) == getattr(other, name) for name in NAMES
        )

    __hash__ = None  # type: ignore[assignment]

    def __repr__(self) -> str:
        return f"Config({', '.join(f'{name}={value!r}' for name, value in self._set.items())})"

    @cached_property
    def rules(self) -> tuple[Rule, ...]:
        """The custom rules: those of the plug-ins, then one for each schema.

        Raises ConfigError for a plug-in or schema that cannot be used, or a code that is taken.
        """
        rules: tuple[Rule, ...] = ()
        if self.plugins:
            for plugin in self.plugins:
                try:
                    rules += plugins.load(plugin)
                except PluginError as error:
                    raise self._error(plugin, str(error)) from error
        if self.schemas:
            for schema in self.schemas:
                rules += (house_schemas.rule_of(schema),)
        try:
            with_extra(rules)
        except RuleClashError as error:
            raise self._error(error.code, str(error)) from None
        return rules

    def ignored_in(self, file: str | os.PathLike[str]) -> tuple[str, ...]:
        """Return the selectors of the rules that ``per-file-ignores`` skips for a file."""
        return tuple(
            selector
            for glob, selectors in self.per_file_ignores.items()
            if glob.matches(file)
            for selector in selectors
        )

    def is_excluded(self, file: str | os.PathLike[str], start: str = "") -> bool:
        """Return whether ``exclude`` matches a file or folder, or one of its parent folders.

        For a file that was found by a search, ``start`` is the folder of the search: that folder
        and its parents are never excluded, as the user named it.
        """
        return any(glob.matches(file, start) for glob in self.exclude)

    def checker(self, file: str | os.PathLike[str] | None = None, **overrides: Any) -> Checker:
        """Return a checker with these settings, including those for ``file`` if it is given.

        ``overrides`` are options of ``Checker`` and override the configuration. Raises ConfigError
        for a rule, plug-in or schema that does not exist or cannot be used; UnknownRuleError or
        ValueError for a wrong override.
        """
        options = self._options(() if file is None else self.ignored_in(file))
        facts = {name: v for name, v in self._facts().items() if name not in overrides}
        # The loader has checked the facts of the files, and notes what it does not know.
        new = {n: v for n, v in facts.items() if n not in self.sources or not self._is_of_files(n)}
        try:
            checker = Checker(**{**options, **new, **overrides})
        except UnknownRuleError:
            self.check_selectors()
            if self.select == () and self._is_of_files("select") and "select" not in overrides:
                raise self._error_at("select", "", _NONE_SELECTED) from None
            raise
        return checker.knowing({n: v for n, v in facts.items() if n not in new})

    def _facts(self) -> dict[str, Any]:
        """Return the facts that are set, as ``Context`` has them."""
        facts = {name: self._set[name] for name in _FACTS if self._set.get(name) is not None}
        if facts.get("today") == "now":
            facts["today"] = date.today()  # noqa: DTZ011  (the user's own day is meant)
        return to_facts(facts)

    def _options(self, ignored: tuple[str, ...]) -> dict[str, Any]:
        return {
            "select": self.select,
            "extend_select": self.extend_select,
            "ignore": (*self.ignore, *ignored),
            "pedantic": self.pedantic,
            "severity": self.severity,
            "rules": self.rules,
        }

    def check_selectors(self) -> None:
        """Raise ConfigError for the selectors in the configuration files that match no rule.

        ``checker`` sees only the settings for its file; this checks all of ``per-file-ignores``.
        Attributes that options of the caller changed are left to ``checker``.
        """
        every = with_extra(self.rules)
        errors: list[ConfigError] = []
        for name, selectors in self._selectors():
            for entry in selectors if self._is_of_files(name) else ():
                try:
                    expand((entry,), every)
                except UnknownRuleError as error:
                    errors.append(self._error_at(name, entry, str(error)))
        raise_together(errors)

    def without_plugins(self) -> tuple[Config, tuple[str, ...]]:
        """Return the configuration without its plug-ins, and a note for each dropped selector.

        Dropped are the selectors that match no rule and do not look like codes of shipped rules,
        as they may name a rule of a plug-in.
        """
        if not self.plugins:
            return self, ()
        bare = self.with_(plugins=())
        every = with_extra(bare.rules)
        foreign = {
            (name, selector): self._error_at(name, selector, f"`{selector}` {_UNMATCHED}")
            for name, selectors in self._selectors()
            for selector in _split(selectors)
            if _may_be_foreign(selector, every)
        }

        def known(name: str, selectors: Iterable[str]) -> tuple[str, ...]:
            return tuple(s for s in _split(selectors) if (name, s) not in foreign)

        changes: dict[str, Any] = {
            name: known(name, getattr(self, name))
            for name in ("select", "extend_select", "ignore")
            if getattr(self, name)
        }
        table = {s: w for s, w in self.severity.items() if ("severity", s) not in foreign}
        ignores = {g: known("per_file_ignores", s) for g, s in self.per_file_ignores.items()}
        bare = bare.with_(**changes, severity=table, per_file_ignores=ignores)
        return bare, tuple(dict.fromkeys(map(str, foreign.values())))

    def _selectors(self) -> Iterator[tuple[str, tuple[str, ...]]]:
        """Yield all selectors, by the attribute that holds them."""
        yield "select", self.select or ()
        yield "extend_select", self.extend_select
        yield "ignore", self.ignore
        yield "severity", tuple(self.severity)
        every = tuple(s for selectors in self.per_file_ignores.values() for s in selectors)
        yield "per_file_ignores", every

    def _is_of_files(self, name: str) -> bool:
        """Return whether only configuration files set an attribute."""
        return None not in self.sources.get(name, ())

    def _error_at(self, name: str, word: str, message: str) -> ConfigError:
        """Return the error about an entry of an attribute, at the entry or else at the key."""
        error = self._error(word, message)
        source = next(iter(self.sources.get(name, ())), None)
        if error.line is not None or source is None:
            return error
        return config_error(source, toml_file.mark_of_key(source, name.replace("_", "-")), message)

    def _error(self, word: str, message: str) -> ConfigError:
        """Return the error about a word, at the place where the configuration has it."""
        for file in self.files:
            mark = self._mark(file, Path(word).name if Path(word).is_absolute() else word)
            if mark is not None:
                return config_error(file, mark, message)
        return ConfigError(str(self.files[0]) if self.files else "", None, message)

    @staticmethod
    def _mark(file: Path, word: str) -> lines.Mark | None:
        return lines.mark_naming(file.read_text(encoding="utf-8"), word) if word else None


_FACTS = tuple(name for name, fact in FACTS.items() if fact.form != "document")
NAMES = (*Config.__annotations__, *_FACTS)
"""The attributes of a configuration."""


def _split(selectors: Iterable[str]) -> Iterator[str]:
    """Yield selectors one by one; an entry may hold several."""
    return (part.strip() for entry in selectors for part in entry.split(","))


def _may_be_foreign(selector: str, every: Sequence[Rule]) -> bool:
    """Return whether a selector matches no rule but may name one of a plug-in."""
    if not selector or re.fullmatch(_SHIPPED, selector):
        return False
    try:
        expand((selector,), every)
    except UnknownRuleError:
        return True
    return False
