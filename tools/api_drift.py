"""Compare the schemas with Plaid's current API: ``python tools/api_drift.py``.

Print one line for each decision that a maintainer must take; exit 1 if there is any:

* each difference between the API and the schemas, unless ``api_drift.toml`` gives a reason for it;
* each change of the API since the last review, which ``api_drift.lock.json`` records: the type,
  bounds and values of each field, and the hashes of the sentences in its description.

The API is the installed plaid-python, one in a folder (``--plaid-python``), or an OpenAPI file
(``--openapi``). See docs/plaid-changed.md. Custom, because OpenAPI diff tools neither compare with
JSON Schemas nor read values that only a description mentions.
"""

from __future__ import annotations

import argparse
import importlib.util
import json
import re
import sys
import tomllib
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

HERE = Path(__file__).resolve().parent
if str(HERE) not in sys.path:
    sys.path.insert(0, str(HERE))

import api_texts  # noqa: E402
from api_models import (  # noqa: E402
    Api,
    Field,
    UnreadableApi,
    fields,
    read_openapi,
    read_plaid_python,
)
from api_schemas import Schemas, Written, write  # noqa: E402

MODELS = {
    "link-token-create-request": "LinkTokenCreateRequest",
    "link-token-create-response": "LinkTokenCreateResponse",
    "link-token-get-request": "LinkTokenGetRequest",
    "link-token-get-response": "LinkTokenGetResponse",
    "item-add-result-webhook": "ItemAddResultWebhook",
    "events-webhook": "LinkEventsWebhook",
    "session-finished-webhook": "LinkSessionFinishedWebhook",
}
"""The documents, each with the name of its schema in the API description."""

KINDS = ("field", "type", "null", "required", "values", "bounds", "description", "unfinished")
Place = tuple[str, str]
"""A document and the path of a field in it: ``.user.name``, ``.products[]``."""
Facts = dict[str, frozenset[str]]
"""The facts about a place, by kind."""


@dataclass(frozen=True)
class Line:
    """One thing to decide: how the API differs at the places of one schema.

    ``signs`` are values with ``+`` (only the API has it) or ``-`` (the API does not have it).
    """

    kind: str
    places: tuple[Place, ...]
    signs: tuple[str, ...]
    sentences: tuple[str, ...] = ()

    def __str__(self) -> str:
        document, path = self.places[0]
        others = [f"{d} {p}" if d != document else p for d, p in self.places[1:]]
        also = f" (also {', '.join(others)})" if others else ""
        what = " ".join((*self.signs, *self.sentences))
        return f"{document} {path or '.'}: {self.kind}: {what}{also}"


# --- The facts of the API -------------------------------------------------------------------------


class Upstream:
    """Return all places of the seven documents in an API description."""

    def __init__(self, api: Api) -> None:
        self.api = api
        self.fields: dict[Place, Field] = {
            (document, path): field
            for document, model in MODELS.items()
            for path, field in fields(api, model).items()
        }
        self.texts = {place: api_texts.read(f.text) for place, f in self.fields.items()}
        self.facts = {place: self._facts(place) for place in self.fields}

    def _facts(self, place: Place) -> Facts:
        field, text = self.fields[place], self.texts[place]
        return {
            "type": field.types,
            "null": frozenset({"null"} if field.nullable else ()),
            "required": frozenset({"required"} if field.required else ()),
            "values": field.values,
            "bounds": field.bounds,
            "description": frozenset(text.listed),
            "sentences": frozenset({*text.sentences, *filter(None, text.listed.values())}),
        }

    def sentence(self, place: Place, digest: str) -> str:
        text = self.texts[place]
        meanings = {text.listed[v]: sentence for v, sentence in text.meanings.items()}
        return {**meanings, **text.sentences}[digest]

    def origin(self, kind: str, place: Place) -> str:
        """Return what the places of a change have in common."""
        field = self.fields.get(place)
        if field is None:  # removed: a member of an object that still exists
            document, path = place
            start = path.rfind("[]" if path.endswith("[]") else ".")
            above = self.fields.get((document, path[:start]))
            return f"{above.shape}{path[start:]}" if above else f"{document}{path}"
        if kind in ("field", "required"):
            return field.origin
        return field.text_origin if kind == "description" else field.shape


# --- The lock: the reviewed API -------------------------------------------------------------


@dataclass(frozen=True)
class Lock:
    """The API as it was last reviewed."""

    source: str
    facts: dict[Place, Facts]


def lock_text(upstream: Upstream) -> str:
    """Return the lock of an API: one field on a line, in the order of paths."""
    api = upstream.api
    head = {"source": api.source, "release": api.release, "version": api.version}
    documents = []
    for document in MODELS:
        entries = [
            f"   {json.dumps(path)}: {_entry(facts)}"
            for (d, path), facts in sorted(upstream.facts.items())
            if d == document
        ]
        documents.append(f"  {json.dumps(document)}: {{\n" + ",\n".join(entries) + "\n  }")
    lines = [f" {json.dumps(k)}: {json.dumps(v)}," for k, v in head.items()]
    return "\n".join(["{", *lines, ' "documents": {', ",\n".join(documents), " }", "}", ""])


def _entry(facts: Facts) -> str:
    kept = {kind: sorted(values) for kind, values in facts.items() if values}
    return json.dumps(kept, ensure_ascii=False, separators=(",", ":"))


def read_lock(file: Path) -> Lock:
    """Read the reviewed API."""
    try:
        contents = json.loads(file.read_text(encoding="utf-8"))
        facts = {
            (document, path): {kind: frozenset(values) for kind, values in entry.items()}
            for document, places in contents["documents"].items()
            for path, entry in places.items()
        }
        return Lock(contents["source"], facts)
    except OSError as error:
        raise UnreadableApi(f"{file}: {error.strerror}; --lock writes it") from error
    except (ValueError, KeyError, TypeError, AttributeError) as error:
        raise UnreadableApi(f"{file}: not a lock file; --lock writes it") from error


# --- The table of reasons -------------------------------------------------------------------------


@dataclass(frozen=True)
class Reason:
    """Intended differences: of a kind, at the places of patterns, optionally only some values."""

    places: tuple[str, ...]
    kind: str
    values: tuple[str, ...]
    reason: str

    def matches(self, kind: str, sign: str) -> bool:
        return kind == self.kind and (not self.values or sign in self.values)


def _names(pattern: str, place: Place) -> bool:
    """Whether a pattern of the table names a place."""
    return bool(re.fullmatch(".*".join(map(re.escape, pattern.split("*"))), " ".join(place)))


def _above(place: Place) -> Iterator[Place]:
    """Yield a place and all that it is in."""
    document, path = place
    yield place
    for step in re.finditer(r"\.|\[\]", path):
        yield document, path[: step.start()]


class Reasons:
    """The table of intended differences, which records the entries that were needed."""

    def __init__(self, entries: Iterable[Reason]) -> None:
        self.entries = list(entries)
        self._used: set[tuple[int, str]] = set()

    def explain(self, place: Place, kind: str, sign: str) -> bool:
        """Whether a difference has a reason."""
        explained = False
        for i, entry in enumerate(self.entries):
            found = entry.matches(kind, sign) and [p for p in entry.places if _names(p, place)]
            if found:
                self._used |= {(i, part) for part in (*found, sign)}
                explained = explained or bool(entry.reason)
        return explained

    def unused(self, known: Iterable[Place], lines: Iterable[Line]) -> Iterator[str]:
        """Yield the entries that explain nothing, unless their places need a decision first."""
        decided = {place for line in lines for place in line.places}
        open_ = [place for place in known if not decided.isdisjoint(_above(place))]
        for i, entry in enumerate(self.entries):
            if any(_names(pattern, place) for pattern in entry.places for place in open_):
                continue
            for part in (*entry.places, *entry.values):
                if (i, part) not in self._used:
                    yield f"{entry.places[0]}: {entry.kind}: `{part}` explains nothing"

    def pruned(self) -> list[Reason]:
        """Return the entries that explain something."""
        kept = [
            Reason(
                tuple(p for p in entry.places if (i, p) in self._used),
                entry.kind,
                tuple(v for v in entry.values if (i, v) in self._used),
                entry.reason,
            )
            for i, entry in enumerate(self.entries)
        ]
        return [entry for entry in kept if entry.places]


def read_reasons(file: Path) -> Reasons:
    """Read the table of intended differences."""
    try:
        entries = tomllib.loads(file.read_text(encoding="utf-8")).get("difference", [])
        reasons = [
            Reason(tuple(e["places"]), e["kind"], tuple(e.get("values", ())), e["reason"].strip())
            for e in entries
        ]
    except OSError as error:
        raise UnreadableApi(f"{file}: {error.strerror}") from error
    except (ValueError, KeyError, TypeError, AttributeError) as error:
        raise UnreadableApi(f"{file}: not a table of differences") from error
    for entry in reasons:
        if not entry.places or entry.kind not in KINDS:
            raise UnreadableApi(f"{file}: an entry without places, or of no known kind")
    return Reasons(reasons)


TABLE_HEAD = """\
# Intended differences between the schemas and Plaid's API description, with their reasons.
# Read by tools/api_drift.py; its --lock removes entries that explain nothing, and adds an entry
# with an empty reason for each new difference. In `places`, * matches anything. `values` limits an
# entry to some values: + only in the API, - only in the schemas; by default, all of them.
"""


def table_text(entries: Iterable[Reason]) -> str:
    """Return the content of the table."""
    parts = [TABLE_HEAD]
    for entry in entries:
        lines = ["[[difference]]", f"kind = {json.dumps(entry.kind)}"]
        lines += [f"reason = {json.dumps(entry.reason, ensure_ascii=False)}"]
        for name, given in (("places", entry.places), ("values", entry.values)):
            if given:
                lines += [f"{name} = [", *(f"    {json.dumps(v)}," for v in given), "]"]
        parts.append("\n".join([*lines, ""]))
    return "\n".join(parts)


# --- Comparing ------------------------------------------------------------------------------------

Signs = dict[tuple[str, Place], set[str]]


def _signed(theirs: Iterable[str], ours: Iterable[str]) -> set[str]:
    theirs, ours = set(theirs), set(ours)
    return {f"+{v}" for v in theirs - ours} | {f"-{v}" for v in ours - theirs}


def against_schemas(upstream: Upstream, schemas: Schemas) -> Iterator[tuple[str, Place, set[str]]]:
    """Yield how the API differs from the schemas."""
    for document in MODELS:
        ours = schemas.places(document)
        theirs = {path: f for (d, path), f in upstream.fields.items() if d == document}
        for path in theirs.keys() | ours.keys():
            place = (document, path)
            if path not in ours or path not in theirs:
                yield "field", place, {"+" if path in theirs else "-"}
                continue
            if ours[path].unfinished:
                yield "unfinished", place, {"+TODO"}
            facts = upstream.facts[place]
            for kind, known in _comparable(ours[path], facts, ours.get(f"{path}[]")).items():
                yield kind, place, _signed(*known)


def _comparable(
    ours: Written, theirs: Facts, items: Written | None
) -> dict[str, tuple[Iterable[str], Iterable[str]]]:
    """Return the facts of both about a place, by kind: theirs and ours."""
    shown: dict[str, tuple[Iterable[str], Iterable[str]]] = {
        "type": (theirs["type"], ours.type),
        "null": (theirs["null"], ours.null),
        "required": (theirs["required"], ours.required),
    }
    if theirs["values"]:
        shown["values"] = (theirs["values"], ours.values_known(theirs["values"]))
    keywords = {bound.partition("=")[0] for bound in theirs["bounds"]} - {"default"}
    shown["bounds"] = (
        {bound for bound in theirs["bounds"] if bound.partition("=")[0] in keywords},
        {bound for bound in ours.bounds if bound.partition("=")[0] in keywords},
    )
    listed = theirs["description"]
    described = items if items is not None and not ours.values else ours
    if listed and described.values and not theirs["values"]:
        shown["description"] = (listed, described.values_known(listed))
    return shown


def since_lock(upstream: Upstream, lock: Lock) -> Iterator[tuple[str, Place, set[str]]]:
    """Yield the changes of the API since the review; sentences by their hashes."""
    same_source = lock.source == upstream.api.source
    for place in upstream.facts.keys() | lock.facts.keys():
        now, then = upstream.facts.get(place), lock.facts.get(place)
        if now is None or then is None:
            yield "field", place, {"-" if now is None else "+"}
            continue
        for kind in KINDS[1:-1]:
            yield kind, place, _signed(now[kind], then.get(kind, ()))
        # Only plaid-python omits the descriptions of objects.
        if same_source or (then.get("sentences") and now["sentences"]):
            changed = _signed(now["sentences"], then.get("sentences", ()))
            yield "sentences", place, changed


def drift(upstream: Upstream, schemas: Schemas, lock: Lock | None, reasons: Reasons) -> list[Line]:
    """Return what a maintainer must decide, in the order of places."""
    differing: Signs = {}
    for kind, place, found in against_schemas(upstream, schemas):
        differing.setdefault((kind, place), set()).update(found)
    signs: Signs = {
        (kind, place): {sign for sign in sorted(found) if not reasons.explain(place, kind, sign)}
        for (kind, place), found in _without_consequences(upstream, differing).items()
    }
    for kind, place, found in since_lock(upstream, lock) if lock else ():
        signs.setdefault((kind, place), set()).update(found)
    return _lines(upstream, _without_consequences(upstream, signs))


def _without_consequences(upstream: Upstream, signs: Signs) -> Signs:
    """Remove consequences of a field that was added or removed, or whose type changed."""
    found = {key: values for key, values in signs.items() if values}
    whole = {place for kind, place in found if kind == "field"}
    typed = {place for kind, place in found if kind == "type"}

    def follows(kind: str, place: Place) -> bool:
        if any(above != place and above in whole | typed for above in _above(place)):
            return True
        if place in whole:
            return kind != "field"
        lost = {"values", "bounds"}
        if not upstream.fields[place].text:  # that of its former shared schema
            lost |= {"description", "sentences"}
        return place in typed and kind in lost

    return {key: values for key, values in found.items() if not follows(*key)}


def _lines(upstream: Upstream, signs: Signs) -> list[Line]:
    groups: dict[tuple[Any, ...], list[Place]] = {}
    for kind, place in signs:
        kind = "description" if kind == "sentences" else kind
        listed = tuple(sorted(signs.get((kind, place), ()), key=lambda s: (s[1:], s)))
        said = _sentences(upstream, place, signs.get(("sentences", place), ()))
        key = (kind, upstream.origin(kind, place), listed, said if kind == "description" else ())
        if place not in groups.setdefault(key, []):
            groups[key].append(place)
    order = {document: i for i, document in enumerate(MODELS)}
    lines = [
        Line(kind, tuple(sorted(places, key=lambda p: (order[p[0]], p[1]))), *said)
        for (kind, _, *said), places in groups.items()
    ]
    return sorted(
        lines,
        key=lambda line: (order[line.places[0][0]], line.places[0][1], KINDS.index(line.kind)),
    )


def _sentences(upstream: Upstream, place: Place, changed: Iterable[str]) -> tuple[str, ...]:
    changed = sorted(changed)
    new = [upstream.sentence(place, s[1:]) for s in changed if s[0] == "+"]
    gone = len(changed) - len(new)
    return (
        *(f"new sentence: {json.dumps(text, ensure_ascii=False)}" for text in sorted(new)),
        *([f"({gone} {'sentence is' if gone == 1 else 'sentences are'} gone)"] if gone else ()),
    )


# --- Command line ---------------------------------------------------------------------------------


def main(arguments: Sequence[str] | None = None) -> int:
    """Run the comparison; return 0 (nothing to decide), 1 (something) or 2 (bad input)."""
    options = _parser().parse_args(arguments)
    try:
        upstream = Upstream(_api(options))
        schemas = Schemas(options.schemas)
        if options.write:
            add_skeletons(upstream, schemas, options.reasons)
            schemas = Schemas(options.schemas)
        if options.lock:
            record(upstream, schemas, options.lock_file, options.reasons)
        reasons = read_reasons(options.reasons)
        lock = read_lock(options.lock_file)
        lines = drift(upstream, schemas, lock, reasons)
    except UnreadableApi as error:
        print(f"error: {error}", file=sys.stderr)
        return 2
    unused = reasons.unused({**lock.facts, **upstream.facts}, lines)
    found = [*map(str, lines), *(f"{options.reasons.name}: {text}" for text in unused)]
    for text in found:
        print(text)
    return 1 if found else 0


def add_skeletons(upstream: Upstream, schemas: Schemas, table: Path) -> None:
    """Write a skeleton of each new field that is not omitted intentionally."""
    reasons = read_reasons(table)

    def is_wanted(place: Place) -> bool:
        return not reasons.explain(place, "field", "+")

    for place in write(schemas, upstream.fields, upstream.api.version, is_wanted):
        print(f"wrote {' '.join(place)}: complete the parts that start with TODO")


def record(upstream: Upstream, schemas: Schemas, lock: Path, table: Path) -> None:
    """Write the lock of the API, and the table with an empty reason for each new difference."""
    reasons = read_reasons(table)
    left = drift(upstream, schemas, None, reasons)
    asked = {(place, e.kind) for e in reasons.entries if not e.reason for place in e.places}
    new = [
        Reason(places, line.kind, line.signs, "")
        for line in left
        if line.kind != "unfinished"
        and (places := tuple(" ".join(p) for p in line.places))
        and not all((place, line.kind) in asked for place in places)
    ]
    table.write_text(table_text([*reasons.pruned(), *new]), encoding="utf-8")
    lock.write_text(lock_text(upstream), encoding="utf-8")


def _api(options: argparse.Namespace) -> Api:
    if options.openapi is not None:
        return read_openapi(options.openapi)
    if options.plaid_python is not None:
        return read_plaid_python(options.plaid_python)
    found = importlib.util.find_spec("plaid")  # does not run it
    if found is None or found.origin is None:
        raise UnreadableApi("plaid-python is not installed; name a folder with --plaid-python")
    return read_plaid_python(Path(found.origin).parent.parent)


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(description=(__doc__ or "").partition("\n")[0])
    source = parser.add_mutually_exclusive_group()
    source.add_argument(
        "--openapi", type=Path, metavar="FILE", help="an OpenAPI file, JSON or YAML"
    )
    source.add_argument(
        "--plaid-python", type=Path, metavar="FOLDER", help="a folder that holds the package plaid"
    )
    parser.add_argument("--lock", action="store_true", help="record the API as reviewed")
    parser.add_argument(
        "--write", action="store_true", help="write a skeleton of each new field into the schemas"
    )
    root = HERE.parent
    parser.add_argument("--schemas", type=Path, default=root / "schemas", help=argparse.SUPPRESS)
    for name, file in (("--lock-file", "api_drift.lock.json"), ("--reasons", "api_drift.toml")):
        parser.add_argument(name, type=Path, default=HERE / file, help=argparse.SUPPRESS)
    return parser


if __name__ == "__main__":
    sys.exit(main())
