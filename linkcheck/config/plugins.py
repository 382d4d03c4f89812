"""House rules in Python: plug-ins from files, modules and entry points.

A plug-in makes rules with ``linkcheck.rule`` and ``linkcheck.relations``, as linkcheck itself
does. docs/house-rules.md shows how. Loading one runs its code.
"""

from __future__ import annotations

import importlib
import re
import sys
from collections.abc import Callable, Iterable
from importlib.machinery import ModuleSpec, SourceFileLoader
from importlib.util import module_from_spec
from pathlib import Path
from threading import RLock
from typing import Any

from linkcheck.engine import catalog, rule
from linkcheck.engine.rule import FILES, LOOKUPS, PREFIX, RULES, Rule, function_of
from linkcheck.engine.ruledoc import RuleDocError, parse
from linkcheck.exceptions import PluginError

GROUP = "linkcheck.rules"
"""The group of entry points. One names a module, or anything in it."""
ALL_ENTRY_POINTS = "*"

_CODE = re.compile(r"[A-Z]+[0-9]+")
_NAME = re.compile(r"[a-z0-9]+(?:-[a-z0-9]+)*")
_loaded: dict[str, tuple[Rule, ...]] = {}
_lock = RLock()

module_path: list[str] = []
"""Where modules of plug-ins may be, besides ``sys.path``: set where that leaves something out."""


def load(plugin: str) -> tuple[Rule, ...]:
    """The rules of a plug-in, in the order in which it makes them; loaded once in a process.

    ``plugin`` is the path of a file (it ends in ``.py``), the name of an entry point of the group
    ``linkcheck.rules``, ``*`` for all of these, or the name of a module.
    Raises PluginError where it does not exist or fails, makes no rule, or makes one that takes a
    code or name of another rule, has a code that begins with LC, or no readable documentation.
    """
    with _lock:
        if plugin == ALL_ENTRY_POINTS:
            names = sorted(point.name for point in _entry_points())
            return tuple(dict.fromkeys(rule for name in names for rule in load(name)))
        key = str(Path(plugin).resolve()) if plugin.endswith(".py") else plugin
        if key not in _loaded:
            _loaded[key] = _load(plugin)
            LOOKUPS.update((rule.code, (_reload, (key, rule.code))) for rule in _loaded[key])
        return _loaded[key]


def _reload(plugin: str, code: str) -> Rule:
    """Find a rule of a plug-in that another process loaded."""
    for one in load(plugin):
        if one.code == code:
            return one
    raise PluginError(f"plug-in `{plugin}` no longer makes the rule {code}.")


def _load(plugin: str) -> tuple[Rule, ...]:
    catalog.rules()  # so that a plug-in cannot take what is ours
    known, imported = set(RULES), set(sys.modules)
    name, run = _module(plugin)
    try:
        run()
        made = tuple(RULES[code] for code in RULES if code not in known) or _made_by(name)
        _require(plugin, made)
    except BaseException as error:
        _withdraw(set(RULES) - known, _below(name) - imported)
        if isinstance(error, (PluginError, KeyboardInterrupt)):
            raise
        raise PluginError(f"plug-in `{plugin}` cannot be loaded: {_told(error)}") from error
    return made


def _module(plugin: str) -> tuple[str, Callable[[], object]]:
    """The name of a plug-in's module, and what imports it."""
    if plugin.endswith(".py"):
        path = Path(plugin)
        if not path.is_file():
            raise PluginError(f"plug-in `{plugin}` does not exist.")
        # The last part is what rules take their area from; the number keeps two files apart.
        name = f"{FILES}.n{len(_loaded)}.{path.stem}"
        return name, lambda: _import_file(path, name)
    name = next((p.module for p in _entry_points() if p.name == plugin), plugin)
    return name, lambda: _import_module(name)


def _import_module(name: str) -> None:
    # Last, so that they hide nothing; for good, as a rule may import what is near it later.
    sys.path += [folder for folder in module_path if folder not in sys.path]
    importlib.import_module(name)


def _import_file(path: Path, name: str) -> None:
    loader = SourceFileLoader(name, str(path))
    module = module_from_spec(ModuleSpec(name, loader, origin=str(path)))
    sys.modules[name] = module  # as import does: dataclasses look their module up
    module.__file__ = str(path)
    loader.exec_module(module)


def _below(name: str) -> set[str]:
    """A module and those of its package that are imported."""
    return {module for module in sys.modules if module == name or module.startswith(f"{name}.")}


def _withdraw(codes: set[str], modules: set[str]) -> None:
    """Leave nothing behind of a plug-in that failed, so that it fails the same way again."""
    for code in codes:
        rule.withdraw(code)
    for module in modules:
        del sys.modules[module]


def _made_by(module: str) -> tuple[Rule, ...]:
    """The rules of a module that was imported before; those of a package's modules with it."""
    names = _below(module)
    areas = {name.rpartition(".")[2] for name in names}
    return tuple(
        rule
        for code, rule in RULES.items()
        if not code.startswith(PREFIX)
        and (function_of(rule).__module__ in names or rule.area in areas)
    )


def _require(plugin: str, made: tuple[Rule, ...]) -> None:
    if not made:
        raise PluginError(f"plug-in `{plugin}` makes no rule.")
    for one in made:
        refusal = refused(one.code, one.name)
        if refusal:
            raise PluginError(f"plug-in `{plugin}`: {refusal}")
        try:
            parse(one)
        except RuleDocError as error:
            raise PluginError(f"plug-in `{plugin}`, docstring of a rule: {error}.") from error


def refused(code: str, name: str) -> str | None:
    """Why a house rule may not be called so; None if it may."""
    if not _CODE.fullmatch(code):
        return f"the code `{code}` must be capital letters and then digits, such as `ACME001`."
    if code.startswith(PREFIX):
        return f"the code `{code}` must not begin with {PREFIX}, as linkcheck's own do."
    if not _NAME.fullmatch(name):
        return f"the name `{name}` of {code} must be in kebab case, such as `no-test-names`."
    return None


def _told(error: BaseException) -> str:
    """An exception with the place in the plug-in that it comes from."""
    trace, line = error.__traceback__, ""
    while trace is not None:
        file = trace.tb_frame.f_code.co_filename
        if not file.startswith((str(Path(__file__).parents[1]), "<")):
            line = f" ({Path(file).name}, line {trace.tb_lineno})"
        trace = trace.tb_next
    text = str(error).splitlines()
    return f"{type(error).__name__}{f': {text[0]}' if text else ''}{line}"


def _entry_points() -> Iterable[Any]:
    from importlib.metadata import entry_points

    return entry_points(group=GROUP)
