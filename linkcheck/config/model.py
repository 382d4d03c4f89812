"""What a configuration says."""

from __future__ import annotations

import os
from collections.abc import Mapping
from functools import cached_property
from pathlib import Path
from types import MappingProxyType
from typing import TYPE_CHECKING, Any

from linkcheck.catalogue import RuleClashError, UnknownRuleError, with_extra
from linkcheck.config.errors import ConfigError

if TYPE_CHECKING:
    from datetime import date

    from linkcheck.checker import Checker
    from linkcheck.config.globs import Glob
    from linkcheck.config.keys import HouseSchema
    from linkcheck.context import Customization
    from linkcheck.rule import Rule


_NONE: Mapping[Any, Any] = MappingProxyType({})


class Config:
    """A configuration, with defaults where nothing is set. docs/configuration.md has the keys.

    Read-only. Made from attributes by name; raises TypeError for one that does not exist.

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
    environment: str | None = None
    platform: str | None = None
    today: date | str | None = None
    header_credentials: bool | None = None
    enabled_products: tuple[str, ...] | None = None
    approved_countries: tuple[str, ...] | None = None
    redirect_uris: tuple[str, ...] | None = None
    android_package_names: tuple[str, ...] | None = None
    database_auth: bool | None = None
    customizations: Mapping[str, Customization] | None = None
    fail_on: str = "error"
    format: str = "text"
    baseline: Path | None = None
    plugins: tuple[str, ...] = ()
    schemas: tuple[HouseSchema, ...] = ()
    files: tuple[Path, ...] = ()
    sources: Mapping[str, tuple[Path | None, ...]] = _NONE

    # A dataclass of this size would take 2 ms of each run to be made.
    def __init__(self, **values: Any) -> None:
        unknown = values.keys() - Config.__annotations__.keys()
        if unknown:
            raise TypeError(f"a configuration has no {', '.join(sorted(unknown))}")
        self._set = values
        self.__dict__.update(values)

    def with_(self, **values: Any) -> Config:
        """The same configuration with some other attributes."""
        return Config(**{**self._set, **values})

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Config) and all(
            getattr(self, name) == getattr(other, name) for name in Config.__annotations__
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
            from linkcheck import plugins

            for plugin in self.plugins:
                try:
                    rules += plugins.load(plugin)
                except plugins.PluginError as error:
                    raise self._error(plugin, str(error)) from error
        if self.schemas:
            from linkcheck.config import house_schemas

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

    def is_excluded(self, file: str | os.PathLike[str]) -> bool:
        """True if ``exclude`` fits a file or folder, or a folder around it."""
        return any(glob.matches(file) for glob in self.exclude)

    def checker(self, file: str | os.PathLike[str] | None = None, **overrides: Any) -> Checker:
        """A checker with these settings, for one file if it is told.

        ``overrides`` are options of ``Checker`` and replace what the configuration says.
        Raises ConfigError for a rule, plug-in or schema that does not exist or cannot be used;
        UnknownRuleError or ValueError where an override is wrong.
        """
        from linkcheck.checker import Checker

        options = self._options(() if file is None else self.ignored_in(file))
        try:
            return Checker(**{**options, **overrides})
        except UnknownRuleError as error:
            if not self._names(error.selector):
                raise
            raise self._error(error.selector, str(error)) from None

    def _options(self, ignored: tuple[str, ...]) -> dict[str, Any]:
        today = self.today
        if today == "now":
            from datetime import date

            today = date.today()  # noqa: DTZ011  (the user's own day is meant)
        return {
            "environment": self.environment,
            "platform": self.platform,
            "today": today,
            "header_credentials": self.header_credentials,
            "enabled_products": self.enabled_products,
            "approved_countries": self.approved_countries,
            "redirect_uris": self.redirect_uris,
            "android_package_names": self.android_package_names,
            "database_auth": self.database_auth,
            "customizations": self.customizations,
            "select": self.select,
            "extend_select": self.extend_select,
            "ignore": (*self.ignore, *ignored),
            "pedantic": self.pedantic,
            "severity": self.severity,
            "rules": self.rules,
        }

    def check_selectors(self) -> None:
        """Raise ConfigError for a code or name anywhere in the configuration that no rule has.

        ``checker`` sees only what counts for its file; this looks at all of ``per-file-ignores``.
        """
        every = tuple(s for selectors in self.per_file_ignores.values() for s in selectors)
        self.checker(ignore=(*self.ignore, *every))

    def _names(self, word: str) -> bool:
        return any(self._line(file, word) is not None for file in self.files)

    def _error(self, word: str, message: str) -> ConfigError:
        """The error about something that the configuration names, at the line where it does."""
        for file in self.files:
            line = self._line(file, Path(word).name if Path(word).is_absolute() else word)
            if line is not None:
                return ConfigError(str(file), line, message)
        return ConfigError(str(self.files[0]) if self.files else "", None, message)

    @staticmethod
    def _line(file: Path, word: str) -> int | None:
        from linkcheck.config.lines import line_naming

        return line_naming(file.read_text(encoding="utf-8"), word)
