"""What a configuration says."""

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
from linkcheck.config.errors import raise_together
from linkcheck.config.schema_entry import HouseSchema
from linkcheck.context import FACTS
from linkcheck.engine.catalog import RuleClashError, UnknownRuleError, expand, with_extra
from linkcheck.engine.rule import PREFIX, Rule
from linkcheck.exceptions import ConfigError, PluginError

# A run without a configuration has no use for these.
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
_LEFT_OUT = "fits no rule and is ignored, as plug-ins are left out."
_NONE_SELECTED = "`select` names no rule that is there, so that nothing would be checked."


class Config:
    """A configuration, with defaults where nothing is set. docs/configuration.md has the keys.

    Read-only. Made from attributes by name; raises TypeError for one that does not exist. Besides
    those below there is one for each fact of ``Context`` but ``request``.

    Paths are absolute and patterns carry the folder they are relative to. ``files`` are the
    configuration files that it was put together from, the nearest first; none for the defaults.
    ``sources`` says for each attribute that is set which files set it, the one that counts, or
    the nearest, first; None stands for the options of the caller.
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
    fail_on: str = "error"
    format: str = "text"
    baseline: Path | None = None
    plugins: tuple[str, ...] = ()
    schemas: tuple[HouseSchema, ...] = ()
    files: tuple[Path, ...] = ()
    sources: Mapping[str, tuple[Path | None, ...]] = _NONE

    # A dataclass of this size would take 2 ms of each run to be made.
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
        """The same configuration with some other attributes."""
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
        """The rules of the house: those of the plug-ins, then one for each schema.

        Raises ConfigError for a plug-in or schema that cannot be used, or codes that are taken.
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
        """The selectors of the rules that ``per-file-ignores`` leaves out for a file."""
        return tuple(
            selector
            for glob, selectors in self.per_file_ignores.items()
            if glob.matches(file)
            for selector in selectors
        )

    def is_excluded(self, file: str | os.PathLike[str], start: str = "") -> bool:
        """True if ``exclude`` fits a file or folder, or a folder around it.

        If the file was found by a search, ``start`` is the folder where the search began: neither
        it nor the folders around it count, since it was named.
        """
        return any(glob.matches(file, start) for glob in self.exclude)

    def checker(self, file: str | os.PathLike[str] | None = None, **overrides: Any) -> Checker:
        """A checker with these settings, for one file if it is told.

        ``overrides`` are options of ``Checker`` and replace what the configuration says.
        Raises ConfigError for a rule, plug-in or schema that does not exist or cannot be used;
        UnknownRuleError or ValueError where an override is wrong.
        """
        options = self._options(() if file is None else self.ignored_in(file))
        try:
            return Checker(**{**options, **overrides})
        except UnknownRuleError:
            self.check_selectors()
            if self.select == () and self._is_of_files("select") and "select" not in overrides:
                raise self._error_at("select", "", _NONE_SELECTED) from None
            raise

    def _options(self, ignored: tuple[str, ...]) -> dict[str, Any]:
        today = self.today
        if today == "now":
            today = date.today()  # noqa: DTZ011  (the user's own day is meant)
        return {
            **{name: getattr(self, name) for name in _FACTS},
            "today": today,
            "select": self.select,
            "extend_select": self.extend_select,
            "ignore": (*self.ignore, *ignored),
            "pedantic": self.pedantic,
            "severity": self.severity,
            "rules": self.rules,
        }

    def check_selectors(self) -> None:
        """Raise ConfigError for a selector anywhere in the configuration files that fits no rule.

        ``checker`` sees only what counts for its file; this looks at all of ``per-file-ignores``.
        What options of the caller had a part in is left to ``checker``.
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
        """The configuration without its plug-ins, and a note on each selector that goes with them.

        These are the selectors that fit no rule and do not look like codes of shipped rules, as
        what they mean may be a rule of a plug-in.
        """
        if not self.plugins:
            return self, ()
        bare = self.with_(plugins=())
        every = with_extra(bare.rules)
        foreign = {
            (name, selector): self._error_at(name, selector, f"`{selector}` {_LEFT_OUT}")
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
        """All selectors, by the attribute that holds them."""
        yield "select", self.select or ()
        yield "extend_select", self.extend_select
        yield "ignore", self.ignore
        yield "severity", tuple(self.severity)
        every = tuple(s for selectors in self.per_file_ignores.values() for s in selectors)
        yield "per_file_ignores", every

    def _is_of_files(self, name: str) -> bool:
        """True if configuration files alone set an attribute."""
        return None not in self.sources.get(name, ())

    def _error_at(self, name: str, word: str, message: str) -> ConfigError:
        """The error about an entry of an attribute, at its line or at that of the key."""
        error = self._error(word, message)
        source = next(iter(self.sources.get(name, ())), None)
        if error.line is not None or source is None:
            return error
        return ConfigError(
            str(source), toml_file.line_of_key(source, name.replace("_", "-")), message
        )

    def _error(self, word: str, message: str) -> ConfigError:
        """The error about something that the configuration names, at the line where it does."""
        for file in self.files:
            line = self._line(file, Path(word).name if Path(word).is_absolute() else word)
            if line is not None:
                return ConfigError(str(file), line, message)
        return ConfigError(str(self.files[0]) if self.files else "", None, message)

    @staticmethod
    def _line(file: Path, word: str) -> int | None:
        return lines.line_naming(file.read_text(encoding="utf-8"), word) if word else None


_FACTS = tuple(name for name, fact in FACTS.items() if fact.form != "document")
NAMES = (*Config.__annotations__, *_FACTS)
"""The attributes of a configuration."""


def _split(selectors: Iterable[str]) -> Iterator[str]:
    """Selectors one by one, where an entry holds several."""
    return (part.strip() for entry in selectors for part in entry.split(","))


def _may_be_foreign(selector: str, every: Sequence[Rule]) -> bool:
    """True if a selector fits no rule, and may name one of a plug-in."""
    if not selector or re.fullmatch(_SHIPPED, selector):
        return False
    try:
        expand((selector,), every)
    except UnknownRuleError:
        return True
    return False
