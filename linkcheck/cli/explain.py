"""``linkcheck explain``: show which rules pass, fail or do not apply."""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence

from linkcheck.cli.exits import Exit, WrongUsage
from linkcheck.cli.explanation import STATUSES, UNDECIDED, Explained, explain_source
from linkcheck.cli.limits import limited_rules
from linkcheck.cli.settings import Settings
from linkcheck.cli.terminal import note_error, write
from linkcheck.documents import Document
from linkcheck.engine.catalog import UnknownRuleError
from linkcheck.exceptions import ConfigError
from linkcheck.output.style import printable, printable_json
from linkcheck.sources.decode import SourceError
from linkcheck.sources.files import InputError, SourceDocument, discover, documents
from linkcheck.suggestions import closest

_TITLES = dict(zip(STATUSES, ("Failed", "Undecided", "Passed", "Not applicable"), strict=True))


def show(file: str, settings: Settings, only: Sequence[str]) -> Exit:
    """Write the status of each rule, grouped by status. Raises WrongUsage."""
    statuses = _statuses(only)
    try:
        resolver = settings.resolver()
        checker = resolver.checker(file)
        settings.write_notes(resolver)
        found = _read(file)
    except UnknownRuleError as error:
        raise WrongUsage(str(error)) from None
    except (InputError, ConfigError) as error:
        note_error(error)
        return Exit.UNUSABLE
    with limited_rules():
        document = Document(settings.document) if settings.document else found.kind
        explained = explain_source(found, checker, document)
    if settings.format == "json":
        chosen = [e.to_dict() for e in explained if e.status in statuses]
        write([printable_json(json.dumps(chosen, indent=2)), "\n"])
    else:
        write(_groups(explained, statuses))
    return Exit.OK


def _read(file: str) -> SourceDocument:
    """Return the first document of a file. Raises InputError."""
    for source in discover([file]):
        if isinstance(source, InputError):
            raise source
        if not source.named:
            break
        for found in documents(source):
            if isinstance(found, InputError):
                raise found
            if isinstance(found.content, SourceError):
                error = found.content
                raise InputError(file, str(error), error.line, error.column)
            return found
        raise InputError(file, "no Link request, response or webhook found")
    raise InputError(file, "is a directory; name one file")


def _statuses(only: Sequence[str]) -> tuple[str, ...]:
    wanted = [word.strip().replace("-", " ") for entry in only for word in entry.split(",")]
    for word in wanted:
        if word not in _TITLES:
            near = closest(word, _TITLES)
            hint = f"did you mean `{near}`?" if near else f"use one of {', '.join(_TITLES)}."
            raise WrongUsage(f"unknown status `{word}`; {hint}")
    return tuple(status for status in _TITLES if status in wanted or not wanted)


def _groups(explained: Sequence[Explained], statuses: Sequence[str]) -> Iterator[str]:
    width = max((len(e.rule.name) for e in explained), default=0)
    for status in statuses:
        group = [e for e in explained if e.status == status]
        if status == UNDECIDED and not group:
            continue
        yield f"{_TITLES[status]}: {len(group)} of {len(explained)} rules\n"
        for e in group:
            yield f"  {e.rule.code}  {e.rule.name:<{width}}  {printable(e.reason)}\n"
        yield "\n"
