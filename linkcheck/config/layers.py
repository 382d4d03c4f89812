"""Merge settings: files over the files they extend, options over files."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Any

from linkcheck.config.globs import Glob
from linkcheck.config.keys import BY_NAME, OFF, Merge
from linkcheck.config.model import NAMES, Config

_OWN = frozenset({"files", "sources", "notes"})
SETTINGS = frozenset(NAMES) - _OWN


def over(base: Config, values: Mapping[str, Any], source: Path | None) -> Config:
    """Return the settings of ``base``, overridden by others.

    ``values`` holds the attributes of ``Config`` to set; ``source`` is the file they come from,
    None for options.
    """
    if values.get("select") is not None:
        base = _without_selection(base)
    changes: dict[str, Any] = {}
    sources = dict(base.sources)
    for name, value in values.items():
        rule, known = BY_NAME[name.replace("_", "-")].merge, getattr(base, name)
        if not value and rule is not Merge.NEAREST:
            continue
        if rule is Merge.SUM:
            there = set(known)
            value = (*known, *(entry for entry in value if entry not in there))
        elif rule is Merge.BY_ENTRY:
            value = {**(known or {}), **value}
        changes[name] = value
        sources[name] = (source, *(sources.get(name, ()) if rule is not Merge.NEAREST else ()))
    return base.with_(**changes, sources=sources)


def _without_selection(base: Config) -> Config:
    """Return settings without their selection of rules. Severities other than ``off`` stay."""
    severity = {selector: word for selector, word in base.severity.items() if word != OFF}
    return base.with_(extend_select=(), ignore=(), severity=severity)


def merge(config: Config, options: Mapping[str, Any]) -> Config:
    """Return a configuration, overridden by the options of a caller such as the command line.

    ``options`` have the names of attributes of ``Config``; other names are ignored, so you can
    pass all options of a command. None, False and empty tuples or lists count as not set. Entries
    of ``select``, ``ignore`` and ``extend_select`` may hold several selectors, separated by
    commas. ``baseline`` and the entries of ``exclude`` may be strings, which are relative to the
    current folder.
    """
    values = {
        name: value
        for name, value in options.items()
        if name in SETTINGS and value is not None and value is not False and value not in ((), [])
    }
    for name in ("select", "ignore", "extend_select"):
        if name in values:
            values[name] = tuple(part.strip() for v in values[name] for part in v.split(","))
    if "exclude" in values:
        values["exclude"] = tuple(
            entry if isinstance(entry, Glob) else Glob(Path.cwd(), entry)
            for entry in values["exclude"]
        )
    if "baseline" in values:
        values["baseline"] = Path(values["baseline"]).absolute()
    return over(config, values, None) if values else config
