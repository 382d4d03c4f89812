"""``linkcheck extract``: list the requests in files as linkcheck sees them."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from linkcheck.cli.collector import note_nothing
from linkcheck.cli.exclusions import is_left_out, place_of
from linkcheck.cli.exits import Exit
from linkcheck.cli.extraction import Extracted, extracted, to_json, to_text
from linkcheck.cli.inputs import default_paths, sources_of
from linkcheck.cli.settings import Settings
from linkcheck.cli.terminal import note, note_error, write
from linkcheck.config import Resolver
from linkcheck.exceptions import ConfigError
from linkcheck.output.results import plural
from linkcheck.sources.content import Decoded
from linkcheck.sources.files import InputError, SomethingElse, Source, documents


def show(paths: Sequence[str], settings: Settings, form: str) -> Exit:
    """Write the list of documents; the exit code is 2 if something cannot be read."""
    code = Exit.OK
    found: list[Extracted] = []
    try:
        resolver = settings.resolver()
        paths = paths or default_paths(resolver.config("."), settings)
        sources = sources_of(paths, settings)
    except ConfigError as error:
        note_error(error)
        return Exit.UNUSABLE
    noted: set[str] = set()
    for source in sources:
        for one in _extracted(source, settings, resolver):
            if isinstance(one, Extracted):
                found.append(one)
                continue
            code = Exit.UNUSABLE
            if str(one) not in noted:  # a mistake in a configuration concerns each of its files
                noted.add(str(one))
                note_error(one)
    found.sort(key=lambda one: one[:3])
    write(to_json(found) if form == "json" else to_text(found))
    if not settings.quiet:
        _summarize(paths, found, code)
    return code


def _summarize(paths: Sequence[str], found: list[Extracted], code: Exit) -> None:
    if found:
        files = plural(len({one.file for one in found}), "file")
        note(f"{plural(len(found), 'document')} in {files}")
    elif code is Exit.OK:
        note_nothing(paths, 0)


def _extracted(
    source: Source | InputError, settings: Settings, resolver: Resolver
) -> Iterator[Extracted | Exception]:
    """Yield the documents of a source, and the errors of what cannot be read."""
    if isinstance(source, InputError):
        yield source
        return
    try:
        place = place_of(source)
        if source.skipped or is_left_out(source, place, resolver.config(place)):
            return
        if settings.skip_unknown:
            source = source._replace(named=False)
        yield from _documents(source)
    except (InputError, ConfigError) as error:
        yield error
    except MemoryError:
        yield InputError(source.name, "not enough memory")


def _documents(source: Source) -> Iterator[Extracted | InputError]:
    for found in documents(source):
        if isinstance(found, SomethingElse) and (source.expanded or not source.named):
            continue
        if isinstance(found, InputError):
            yield found
        elif not (source.named or found.kind is not None):
            continue
        elif isinstance(found.content, Decoded):
            yield extracted(found, found.content)
        else:
            error = found.content
            yield InputError(found.file, str(error), error.line, error.column)
