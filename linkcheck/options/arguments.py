"""Read the options of ``Checker`` in Python, with the kinds that also read a configuration.

A wrong option is a mistake of the programmer: it raises ValueError.
"""

from __future__ import annotations

import warnings
from collections.abc import Callable, Iterable, Mapping
from datetime import date, datetime
from pathlib import Path
from typing import Any, Literal, NamedTuple, TypeVar

from linkcheck.context import FACTS, Context, Customization, FactOptions, to_facts
from linkcheck.engine.rule import Rule
from linkcheck.exceptions import LinkcheckWarning
from linkcheck.options.facts import FACT_KINDS
from linkcheck.options.kinds import Flag, unknown_name
from linkcheck.tracebacks import stacklevel
from linkcheck.violation import Severity

T = TypeVar("T")
EngineName = Literal["compiled", "reference"]
SeverityName = Literal["error", "warning", "info"]
SeverityOption = SeverityName | Literal["off"] | Severity


class CheckerOptions(FactOptions, total=False):
    """The types of the options of ``Checker``, which many functions take."""

    select: Iterable[str] | None
    ignore: Iterable[str] | None
    pedantic: bool
    extend_select: Iterable[str] | None
    severity: Mapping[str, SeverityOption] | None
    rules: Iterable[Rule]
    engine: EngineName


class UnknownOption(TypeError, ValueError):
    """A keyword argument that does not exist: the TypeError of Python, and a wrong option."""


class Argument(NamedTuple):
    """An option as a place. ``entry`` is the index of an entry, if it is about one."""

    name: str
    entry: int | None = None

    @property
    def folder(self) -> Path:
        """The current folder."""
        return Path()

    def below(self, step: str | int) -> Argument:
        """Return the place of an entry, or of a key or attribute."""
        if isinstance(step, int):
            return Argument(self.name, step)
        return Argument(step.replace("-", "_"))

    def error(self, message: str, word: str | None = None) -> ValueError:
        """Return an error about the option."""
        return ValueError(message)

    def wrong(self, words: str, value: Any) -> ValueError:
        """Return the error for a value of the wrong type. ``words`` names the right one."""
        index = "" if self.entry is None else f"[{self.entry}]"
        return self.error(f"`{self.name}{index}` must be {words}, not `{type(value).__name__}`")

    def note(self, message: str, word: str | None = None) -> None:
        """Warn about the option."""
        warn(message)


def warn(message: str) -> None:
    """Issue a warning at the line of the caller of linkcheck."""
    warnings.warn(message, LinkcheckWarning, stacklevel=stacklevel())


def refuse_unknown(options: Iterable[str], known: Iterable[str]) -> None:
    """Raise UnknownOption for the first name that is not a known one."""
    names = sorted(known)
    for name in options:
        if name not in names:
            raise UnknownOption(unknown_name("option", name, names))


def context_of(facts: Mapping[str, Any]) -> Context:
    """Return the context for the options that are facts. None means unknown."""
    refuse_unknown(facts, CheckerOptions.__optional_keys__)
    return Context(**to_facts({n: _fact(n, v) for n, v in facts.items() if v is not None}))


def selectors(name: str, value: Any) -> list[str] | None:
    """Return the selectors in an option such as ``select``. Whether they exist is not checked."""
    return None if value is None else _list_of(str, name, value, "rule codes, prefixes or names")


def rules_of(value: Any) -> list[Rule]:
    """Return the rules in the option ``rules``."""
    return _list_of(Rule, "rules", value, "rules")


def flag(name: str, value: Any) -> bool:
    """Return the value of an option that is True or False."""
    found: bool = Flag().read(value, Argument(name))
    return found


def mapping(name: str, value: Any) -> Mapping[Any, Any]:
    """Return the value of an option that is a mapping; an empty one for None."""
    if value is not None and not isinstance(value, Mapping):
        raise Argument(name).wrong("a mapping", value)
    return value or {}


def _list_of(kind: type[T], name: str, value: Any, words: str) -> list[T]:
    entries = _entries(value)
    if not isinstance(entries, list):
        raise Argument(name).wrong(f"a list of {words}", value)
    for index, entry in enumerate(entries):
        if not isinstance(entry, kind):
            raise Argument(name, index).wrong(f"a `{kind.__name__}`", entry)
    return entries


def _fact(name: str, value: Any) -> Any:
    place = Argument(name)
    return FACT_KINDS[name].read(_AS_WRITTEN[FACTS[name].form](value, place), place)


# -- options in the form of a configuration ------------------------------------------------


def _text(value: Any, _: Argument | None = None) -> Any:
    """Return the string in an instance of a subclass, such as a StrEnum, which hashes otherwise."""
    return str.__str__(value) if isinstance(value, str) else value


def _entries(value: Any, _: Argument | None = None) -> Any:
    """Return any collection as a list, but not a string."""
    is_list = isinstance(value, Iterable) and not isinstance(value, (str, bytes, Mapping, Rule))
    return [_text(entry) for entry in value] if is_list else value


def _day(value: Any, place: Argument) -> date:
    if not isinstance(value, date) or isinstance(value, datetime):
        raise place.wrong("a `datetime.date`", value)
    return value


def _customizations(value: Any, place: Argument) -> dict[Any, Any]:
    if not isinstance(value, Mapping):
        raise place.wrong("a mapping of names to `Customization`", value)
    return {name: _table(one, place.below(name)) for name, one in value.items()}


def _table(value: Any, place: Argument) -> dict[str, Any]:
    if not isinstance(value, Customization):
        raise place.wrong("a `Customization`", value)
    table = {"language": _text(value.language), "country-codes": _entries(value.country_codes)}
    return {name: member for name, member in table.items() if member is not None}


_AS_WRITTEN: dict[str, Callable[[Any, Argument], Any]] = {
    "choice": _text,
    "flag": lambda value, _: value,
    "day": _day,
    "list": _entries,
    "customizations": _customizations,
}
