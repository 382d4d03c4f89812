"""Custom rules in Python: plug-ins from files, modules and entry points.

A plug-in defines rules with ``linkcheck.rule`` and ``linkcheck.relations``, as linkcheck itself
does; see docs/house-rules.md. Loading a plug-in runs its code.
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
"""The group of entry points. An entry point names a module, or an object in it."""
ALL_ENTRY_POINTS = "*"

_CODE = re.compile(r"[A-Z]+[0-9]+")
_NAME = re.compile(r"[a-z0-9]+(?:-[a-z0-9]+)*")
_loaded: dict[str, tuple[Rule, ...]] = {}
_lock = RLock()

module_path: list[str] = []
"""More folders to import plug-ins from, after ``sys.path``. Set in worker processes."""


def load(plugin: str) -> tuple[Rule, ...]:
    """Return the rules of a plug-in, in the order of their definitions. Loads it once per process.

    ``plugin`` is the path of a file (ending in ``.py``), the name of an entry point of the group
    ``linkcheck.rules``, ``*`` for all of these, or the name of a module. Raises PluginError if it
    does not exist, fails or defines no rule, or if a rule has a code or name that is taken, a code
    that starts with LC, or no valid documentation.
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
    raise PluginError(f"plug-in `{plugin}` no longer defines the rule {code}")


def _load(plugin: str) -> tuple[Rule, ...]:
    catalog.rules()  # so that a plug-in cannot take the code or name of a shipped rule
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
        raise PluginError(f"plug-in `{plugin}` cannot be loaded: {_described(error)}") from error
    return made


def _module(plugin: str) -> tuple[str, Callable[[], object]]:
    """Return the name of a plug-in's module, and a function that imports it."""
    if plugin.endswith(".py"):
        path = Path(plugin)
        if not path.is_file():
            raise PluginError(f"plug-in `{plugin}` does not exist")
        # Rules take their area from the last part; the number makes the name unique.
        name = f"{FILES}.n{len(_loaded)}.{path.stem}"
        return name, lambda: _import_file(path, name)
    name = next((p.module for p in _entry_points() if p.name == plugin), plugin)
    return name, lambda: _import_module(name)


def _import_module(name: str) -> None:
    # Last, so that they shadow nothing; permanently, as a rule may import a neighbor later.
    sys.path += [folder for folder in module_path if folder not in sys.path]
    importlib.import_module(name)


def _import_file(path: Path, name: str) -> None:
    loader = SourceFileLoader(name, str(path))
    module = module_from_spec(ModuleSpec(name, loader, origin=str(path)))
    sys.modules[name] = module  # as import does: dataclasses look up their module
    module.__file__ = str(path)
    loader.exec_module(module)


def _below(name: str) -> set[str]:
    """Return the imported modules of a name: itself and those below it."""
    return {module for module in sys.modules if module == name or module.startswith(f"{name}.")}


def _withdraw(codes: set[str], modules: set[str]) -> None:
    """Undo the import of a plug-in that failed, so that it fails the same way next time."""
    for code in codes:
        rule.withdraw(code)
    for module in modules:
        del sys.modules[module]


def _made_by(module: str) -> tuple[Rule, ...]:
    """Return the rules of a module that is already imported, and of the modules below it."""
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
        raise PluginError(f"plug-in `{plugin}` defines no rules")
    for one in made:
        refusal = refused(one.code, one.name)
        if refusal:
            raise PluginError(f"plug-in `{plugin}`: {refusal}")
        try:
            parse(one)
        except RuleDocError as error:
            raise PluginError(f"plug-in `{plugin}`: docstring of a rule: {error}") from error


def refused(code: str, name: str) -> str | None:
    """Return why a custom rule cannot have a code or name; None if it can."""
    if not _CODE.fullmatch(code):
        return f"code `{code}` must be uppercase letters followed by digits, such as `ACME001`"
    if code.startswith(PREFIX):
        return f"code `{code}` must not start with {PREFIX}, which is reserved for linkcheck"
    if not _NAME.fullmatch(name):
        return f"name `{name}` of {code} must be in kebab case, such as `no-test-names`"
    return None


def _described(error: BaseException) -> str:
    """Return an exception in words, with the place in the plug-in that raised it."""
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
