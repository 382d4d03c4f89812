"""``linkcheck extract``: list the requests in files as linkcheck sees them."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from linkcheck.cli.collector import note_nothing
from linkcheck.cli.exclusions import is_left_out, is_too_large, place_of
from linkcheck.cli.exits import Exit
from linkcheck.cli.extraction import Extracted, extracted, to_json, to_text
from linkcheck.cli.inputs import default_paths, sources_of
from linkcheck.cli.outcome import Outcome, crashed, unusable
from linkcheck.cli.settings import Settings
from linkcheck.cli.terminal import note, note_error, write
from linkcheck.cli.terminal import show as show_lines
from linkcheck.config import Resolver
from linkcheck.exceptions import ConfigError
from linkcheck.output.paths import relative
from linkcheck.output.results import plural
from linkcheck.sources.content import Decoded
from linkcheck.sources.files import (
    BrokenCode,
    InputError,
    SomethingElse,
    Source,
    SourceDocument,
    documents,
)


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
            code = max(code, one.exit)
            show_lines(one.trace)
            # A mistake in a configuration concerns each of its files.
            for text in [text for text in one.notes if text not in noted]:
                noted.add(text)
                note(text)
    found.sort(key=lambda one: (relative(one.file), one.line, one.column))
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
) -> Iterator[Extracted | Outcome]:
    """Yield the documents of a source, and an outcome for what cannot be read."""
    if isinstance(source, InputError):
        yield unusable(source.name, source)
        return
    try:
        place = place_of(source)
        config = resolver.config(place)
        if source.skipped or is_left_out(source, place, config) or is_too_large(source, config):
            return
        if settings.skip_unknown:
            source = source._replace(named=False)
        yield from _documents(source)
    except (InputError, ConfigError) as error:
        yield unusable(source.name, error)
    except Exception as error:
        yield crashed(source.name, error)


def _documents(source: Source) -> Iterator[Extracted | Outcome]:
    is_wanted = source.named and not source.expanded
    for found in documents(source):
        if isinstance(found, BrokenCode) and not is_wanted:
            yield Outcome(notes=(f"skipped {found}",))
        elif isinstance(found, InputError):
            if is_wanted or not isinstance(found, SomethingElse):
                yield unusable(found.name, found)
        elif source.named or found.kind is not None:
            yield _document(found)


def _document(found: SourceDocument) -> Extracted | Outcome:
    content = found.content
    if isinstance(content, Decoded):
        return extracted(found, content)
    error = InputError(found.file, str(content), content.line, content.column)
    return unusable(found.file, error)
