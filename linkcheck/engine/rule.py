"""The form of a rule: its name, its evidence, when it applies, and what it checks.

A rule is a function with ``@rule``, which sets its code, its sources and other facts that differ
from the defaults. Its name is that of the function, and its docstring is its documentation, which
begins with the message of its findings and has their help under ``Help:``. Most rules check the
value of one field:

    @rule("LC406", field="redirect_uri", covers="C260")
    def redirect_uri_custom_scheme(uri: str) -> bool:
        \"\"\"`redirect_uri` has a custom scheme, which Plaid does not support.

        Help: Use an https URI; on iOS, make it a universal link, which opens your app.
        Why: Plaid supports custom schemes in no environment.
        Bad: {"redirect_uri": "wonderwallet://oauth"}
        Good: {"redirect_uri": "https://example.com/oauth.html"}
        \"\"\"
        return split(uri).is_custom_scheme

The others take a view of the document and yield findings, whose message and help can be computed.

The examples are fragments, merged into a complete body; docs/writing-rules.md has the grammar.
"""

from __future__ import annotations

import sys
from collections.abc import Callable, Mapping, Set
from functools import partial
from itertools import repeat
from types import FunctionType
from typing import Any, NamedTuple

from linkcheck.engine.finding import (
    Evidence,
    Finding,
    Findings,
    PlaidError,
    Severity,
    at,
    here,
    member,
    missing,
    removal,
    replacement,
)
from linkcheck.engine.kinds import DocumentKind, served
from linkcheck.pointer import Path
from linkcheck.suggestions import closest

__all__ = [
    "FILES",
    "LOOKUPS",
    "PREFIX",
    "RULES",
    "Check",
    "Evidence",
    "Finding",
    "Findings",
    "Found",
    "Path",
    "PlaidError",
    "Rule",
    "Severity",
    "at",
    "define",
    "here",
    "member",
    "missing",
    "origin",
    "plaid_error",
    "removal",
    "replacement",
    "require_known_features",
    "rule",
    "withdraw",
]


Check = Callable[[Any], Findings | None]
Test = Callable[..., Finding | bool]
_ALWAYS: Mapping[str, Set[str]] = {}


class Rule(NamedTuple):
    """A rule with all its facts. Read-only; created by ``@rule`` and the relations.

    The rule applies if a document has at least one of the features (see ``View.features``) in
    ``on`` and all those in ``needs``: fields (``user``, ``user.address``), facts (``@today``),
    products (``+auth``; in ``products``: ``+products.auth``), fields whose value does not have the
    plainest form (``~user.address``), and traits in words (``*update mode``). A feature of ``on``
    does not count if the document also has one that ``unless`` lists for it. ``covers`` names the
    constraints of the reference that the rule enforces. ``plaid`` is Plaid's answer if a source
    shows it. ``shape`` says that the shape check yields its findings, not ``check``; ``explains``
    that anything else wrong with a value it reports has the same cause, and is not reported.
    ``about`` names kinds of document; a shape rule without any is about all of the API, with
    ``requests_only`` about all requests.
    """

    code: str
    name: str
    severity: Severity
    evidence: Evidence
    check: Check
    doc: str
    sources: tuple[str, ...]
    about: frozenset[DocumentKind]
    area: str
    on: frozenset[str] = frozenset()
    needs: frozenset[str] = frozenset()
    unless: Mapping[str, Set[str]] = _ALWAYS
    covers: tuple[str, ...] = ()
    plaid: PlaidError | None = None
    shape: bool = False
    explains: bool = False
    requests_only: bool = False

    def __repr__(self) -> str:
        return f"Rule({self.code!r}, {self.name!r})"

    def __hash__(self) -> int:  # codes are unique
        return hash(self.code)

    @property
    def documents(self) -> frozenset[DocumentKind]:
        """Return the kinds of document that the rule is about."""
        if self.about:
            return self.about
        return frozenset(kind for kind in served() if kind.is_request or not self.requests_only)

    def __reduce__(self) -> tuple[Callable[..., Rule], tuple[Any, ...]]:
        """Pickle the rule by reference if it can be looked up, else with its function's name."""
        if self.code in LOOKUPS and RULES.get(self.code) is self:
            return LOOKUPS[self.code]
        function = function_of(self)
        if isinstance(function, FunctionType) and not _is_importable(function):
            raise TypeError(
                f"rule {self.code} ({self.name}) cannot be pickled: its function cannot be imported"
                " by name. Define it at the top level of a module, or load it as a plug-in."
            )
        return Rule, tuple(self)

    def __deepcopy__(self, _: dict[int, Any]) -> Rule:
        return self

    def applies(self, features: Set[str]) -> bool:
        """True if a document with these features can break the rule."""
        if not self.needs <= features or (self.on and self.on.isdisjoint(features)):
            return False
        return not self.unless or any(map(self._counts, self.on & features, repeat(features)))

    def _counts(self, feature: str, features: Set[str]) -> bool:
        """True if a feature of ``on`` counts along with the others."""
        return self.unless.get(feature, _NONE).isdisjoint(features)

    def why_not(self, features: Set[str]) -> str:
        """Return why the rule does not apply, in words; empty if it does."""
        lacking = sorted(self.needs - features)
        if lacking:
            return "needs " + " and ".join(_feature_text(f) for f in lacking)
        if self.on and self.on.isdisjoint(features):
            return "needs " + " or ".join(_feature_text(f) for f in sorted(self.on))
        if not self.applies(features):
            served = frozenset[str]().union(*map(self.unless.__getitem__, self.on & features))
            return "not with " + " or ".join(_feature_text(f) for f in sorted(served & features))
        return ""


Found = tuple[Rule, Finding]
"""A finding with its rule."""


def origin(rule: Rule) -> str:
    """Return the origin of a custom rule: name, module and plug-in; empty for a shipped rule."""
    if rule.code.startswith(PREFIX):
        return ""
    parts = [f"`{rule.name}`"]
    schema = getattr(rule.check, "schema_file", None)
    module = str(getattr(function_of(rule), "__module__", ""))
    if schema is not None:
        parts.append(f"schema {schema}")
    elif module and not module.startswith("linkcheck."):  # with a relation, the module is ours
        # linkcheck puts a prefix before the module names of files.
        parts.append(f"module {module.rpartition('.')[2] if module.startswith(FILES) else module}")
    if rule.code in LOOKUPS:
        parts.append(f"plug-in {LOOKUPS[rule.code][1][0]}")
    return ", ".join(parts)


def _is_importable(function: FunctionType) -> bool:
    """True if a function can be imported by its name."""
    found: Any = sys.modules.get(function.__module__)
    for name in function.__qualname__.split("."):
        found = getattr(found, name, None)
    return found is function


def _feature_text(feature: str) -> str:
    if feature.startswith("@"):
        return f"`{feature[1:]}` to be known"
    if feature.startswith("+products."):
        return f"`{feature.removeprefix('+products.')}` in `products`"
    if feature.startswith("+"):
        return f"the product `{feature[1:]}`"
    if feature.startswith("*"):
        return feature[1:]
    return f"`{feature.removeprefix('~')}`"


_NONE = frozenset[str]()

PREFIX = "LC"
"""The prefix of all codes of shipped rules, and of no other code."""

FILES = "linkcheck_plugins"
"""The package of the modules of plug-ins that are files."""

RULES: dict[str, Rule] = {}
"""Every rule defined so far, by code. ``linkcheck.engine.catalog`` loads the shipped ones."""

LOOKUPS: dict[str, tuple[Callable[..., Rule], tuple[Any, ...]]] = {}
"""How to get a rule of ``RULES`` in another process: a function and its arguments."""

_NAMES: set[str] = set()


def define(
    code: str,
    name: str,
    check: Check,
    doc: str,
    *,
    source: str | tuple[str, ...] = (),
    area: str,
    severity: Severity = Severity.ERROR,
    evidence: Evidence = Evidence.DOCUMENTED,
    document: DocumentKind | tuple[DocumentKind, ...] | None = None,
    on: str | tuple[str, ...] = (),
    needs: str | tuple[str, ...] = (),
    unless: Mapping[str, Set[str]] | None = None,
    covers: str = "",
    plaid: str | None = None,
    shape: bool = False,
    explains: bool = False,
    requests_only: bool = False,
) -> Rule:
    """Define a rule and add it to ``RULES``. For the arguments see ``Rule``.

    Without ``document``, a rule is about the first kind of the API, a shape rule about all kinds.

    ``source`` names fields of the reference (``hosted_link.delivery_method``) or pages (a URL);
    without one, a violation's link leads to the field itself.
    ``covers`` lists constraint IDs, separated by spaces. ``plaid`` is an error code, optionally
    followed by a colon, a space and the message.
    Raises ValueError for a code or name that is in use, an inferred rule that is an error, and a
    feature that no document of these kinds can have.
    """
    if code in RULES or name in _NAMES:
        raise ValueError(f"rule {code} ({name}): code or name is taken")
    if evidence is Evidence.INFERRED and severity is Severity.ERROR:
        raise ValueError(f"rule {code} ({name}): an inferred rule is never an error")
    made = Rule(
        code=code,
        name=name,
        severity=severity,
        evidence=evidence,
        check=check,
        doc=doc,
        sources=_tuple(source),
        about=frozenset(_kinds(document, shape)),
        area=area,
        on=frozenset(_tuple(on)),
        needs=frozenset(_tuple(needs)),
        unless=unless or _ALWAYS,
        covers=tuple(covers.split()),
        plaid=plaid_error(plaid),
        shape=shape,
        explains=explains,
        requests_only=requests_only,
    )
    if not code.startswith(PREFIX):  # a test checks the shipped ones
        require_known_features(made)
    RULES[code] = made
    _NAMES.add(name)
    return made


def require_known_features(rule: Rule) -> None:
    """Raise ValueError if a rule names a feature that no document it is about can have."""
    known = frozenset[str]().union(*(kind.features() for kind in rule.about))
    if not known:
        return
    named = {
        "on": rule.on,
        "needs": rule.needs,
        "unless": rule.unless.keys() | frozenset[str]().union(*rule.unless.values()),
    }
    for option, features in named.items():
        for feature in sorted(features - known):
            meant = closest(feature, sorted(known))
            hint = f". Did you mean `{meant}`?" if meant else ""
            raise ValueError(
                f"rule {rule.code} ({rule.name}): unknown feature `{feature}` in `{option}`{hint}"
            )


def withdraw(code: str) -> None:
    """Remove a rule from ``RULES``: a plug-in that fails leaves nothing behind."""
    _NAMES.discard(RULES.pop(code).name)
    LOOKUPS.pop(code, None)


def rule(
    code: str,
    name: str | None = None,
    *,
    field: str | None = None,
    key: bool = False,
    missing: str | None = None,
    **facts: Any,
) -> Callable[[Any], Any]:
    """Turn the decorated function into a rule. For ``facts`` see ``define``.

    By default, the name of the rule is that of the function, with hyphens.

    With neither ``field`` nor ``missing``, the function takes a view and yields findings.
    With one of them it is a test: True if the rule is broken. It may also return ``here(...)``, a
    finding with a message, help, related places or fix of its own.
    ``field`` is a path for ``View.each`` (``user.phone_number``, ``events[].event_id``): the test
    gets each value of the type that its first parameter is annotated with and, if it has a second
    parameter, the view. The finding is at the value; with ``key``, at the field itself.
    ``missing`` is the dotted path of a field: the test gets a view without a value there, and the
    finding is at the nearest existing object on the way to it. The default source is that field.
    """

    def decorate(function: Any) -> Any:
        named = name or function.__name__.replace("_", "-")
        given = {"area": function.__module__.rpartition(".")[2], **facts}
        check = function
        if field is not None:
            check = value_check(function, field, key=key)
            given.setdefault("on", feature_of(field))
        elif missing is not None:
            check = partial(_check_missing, function, tuple(missing.split(".")))
        if path := field or missing:
            given.setdefault("source", path.replace("[]", ""))
        define(code, named, check, function.__doc__ or "", **given)
        return function

    return decorate


def value_check(function: Test, field: str, *, key: bool = False) -> Check:
    """Return a check that calls a function for each value of a field."""
    code = function.__code__
    first = function.__annotations__[code.co_varnames[0]]
    name = first if isinstance(first, str) else first.__name__
    wanted = _TYPES[name.partition("[")[0]]
    return partial(_check_values, function, field, wanted, key, code.co_argcount > 1)


def _check_values(
    function: Test, field: str, wanted: type, key: bool, takes_view: bool, view: Any
) -> Findings:
    for path, value in view.each(field):
        if not isinstance(value, wanted) or isinstance(value, bool) is not (wanted is bool):
            continue
        result = function(value, view) if takes_view else function(value)
        if result:
            found = _found(result)
            found.path, found.key = path, key
            yield found


def _check_missing(function: Test, path: tuple[str, ...], view: Any) -> Findings:
    if view.is_filled(*path):
        return
    result = function(view)
    if result:
        lacking = view.nearest_missing(path)
        found = _found(result)
        found.path, found.missing = lacking[:-1], lacking[-1]
        yield found


def _found(result: Finding | bool) -> Finding:
    """Return the finding of a test, whose place is not set yet."""
    return result if isinstance(result, Finding) else Finding(())


_TYPES = {"str": str, "bool": bool, "int": int, "list": list, "dict": dict}
"""The type of the values that a function checks: the annotation of its first parameter."""


def function_of(rule: Rule) -> Callable[..., Any]:
    """Return the function that a rule was made from."""
    check = rule.check
    return check.args[0] if isinstance(check, partial) else check


def feature_of(field: str) -> str:
    """Return the feature without which a document has no value at a path: see ``View.features``."""
    return ".".join(field.partition("[")[0].split(".")[:2])


def plaid_error(text: str | None) -> PlaidError | None:
    """Return the answer for ``CODE`` or ``CODE: message`` (``?: message`` if unknown).

    Its type follows from its code if that is known.
    """
    if text is None:
        return None
    code, _, message = text.partition(": ")
    return PlaidError(None, None if code == "?" else code, message or None)


def _kinds(
    document: DocumentKind | tuple[DocumentKind, ...] | None, shape: bool
) -> tuple[DocumentKind, ...]:
    if document is None:
        return () if shape else (next(iter(served())),)
    return document if isinstance(document, tuple) else (document,)


def _tuple(value: Any) -> tuple[Any, ...]:
    return value if isinstance(value, tuple) else (value,)
