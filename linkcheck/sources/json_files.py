"""JSON files: a document each, or a recording or collection of several."""

from __future__ import annotations

from collections.abc import Iterator

from linkcheck import sources
from linkcheck.detection import detect
from linkcheck.sources.content import SourceError
from linkcheck.sources.decode import decode
from linkcheck.sources.model import InputError, SourceDocument


def read_json(name: str, data: bytes) -> Iterator[SourceDocument | InputError]:
    """Yield the documents of a JSON file: one, or those of a recording or collection."""
    try:
        decoded = decode(data)
    except SourceError as error:
        yield SourceDocument(name, 0, error, sources.json_errors.kind_of_broken(error.text))
        return
    kind = detect(decoded.value)
    if kind is None and isinstance(decoded.value, (dict, list)):
        found = sources.containers.read_container(name, decoded)
        if found is not None:
            yield from found
            return
    yield SourceDocument(name, 0, decoded, kind)
