"""Find out why a rule cannot be decided on a document: which unknown value it depends on."""

from __future__ import annotations

from collections.abc import Iterator, Sequence, Set

from linkcheck.documents import Document
from linkcheck.engine.rule import Rule, origin
from linkcheck.engine.runner import Run
from linkcheck.engine.view import View
from linkcheck.pointer import Path
from linkcheck.redaction import dotted

_Part = tuple[Path, bool]
"""The path of an unknown value, or with True of an open container."""


def features_of(view: View) -> frozenset[str]:
    """Return the features of a document, which decide the rules that apply; see ``Rule.on``.

    Each field counts as unusual (``~user.address``): a plain value only saves the rules about it
    from running.
    """
    return frozenset(view.features | {f"~{name}" for name in view.features})


def unknown_parts(rule: Rule, view: View, kind: Document) -> Iterator[str]:
    """Yield the parts of a document, in words, that leave a rule undecided."""
    if view.unknown is None:
        return
    features = features_of(view)
    parts = [(path, False) for path in view.unknown.values]
    parts += [(path, True) for path in view.unknown.open]
    if not rule.why_not(features):
        yield from (_in_words(path, is_open=is_open) for path, is_open in _read(rule, view, parts))
        return
    added = {part: _added(part[0], features, kind) for part in parts}
    if not rule.why_not(features.union(*added.values())):
        wanted = rule.on | rule.needs
        for (path, is_open), more in added.items():
            if not wanted.isdisjoint(more):
                yield _in_words(path, is_open=is_open)


def _read(rule: Rule, view: View, parts: Sequence[_Part]) -> Iterator[tuple[Path | None, bool]]:
    """Yield the unknown parts that a rule reads, or leaves out."""
    run = Run(view.written)
    view.skipped.clear()
    if origin(rule):
        run.run_foreign((rule,), view.over)
    else:
        run.run((rule,), view)
    yield from ((path, is_open) for _, path, is_open in run.undecided)
    for skipped in view.skipped:
        yield from (
            (path, is_open)
            for path, is_open in parts
            if path[: len(skipped)] == skipped[: len(path)]
        )


def _added(path: Path, features: Set[str], kind: Document) -> frozenset[str]:
    """Return the features that a document would have if an unknown part had them."""
    names = tuple(step for step in path if isinstance(step, str))
    every = kind.features() - features
    arrays = {f[1:].partition(".")[0] for f in every | features if f[:1] == "+" and "." in f}
    found = set()
    for feature in every:
        sign, name = feature[:1], feature.lstrip("~")
        if sign == "+":
            is_possible = not names or names[0] in arrays
        else:
            is_possible = sign != "@" and tuple(name.split("."))[: len(names)] == names
        if is_possible:
            found.add(feature)
    return frozenset(found)


def _in_words(path: Path | None, *, is_open: bool) -> str:
    if path is None:
        return "part of the document is unknown"
    name = f"`{dotted(path)}`" if path else "the document"
    return f"{name} may contain more" if is_open else f"{name} is unknown"
