"""YAML files: a body, a list of bodies, or a cassette."""

from __future__ import annotations

from linkcheck.detection import detect
from linkcheck.documents import Document
from linkcheck.sources.calls import Reading
from linkcheck.sources.containers import Found, calls_in, listed, something_else
from linkcheck.sources.content import EmptyDocument, SourceError
from linkcheck.sources.decode import to_text
from linkcheck.sources.model import InputError, SourceDocument
from linkcheck.sources.tree import Tree
from linkcheck.sources.yaml_comments import directives_in
from linkcheck.sources.yaml_parser import YamlMissing, read


def read_yaml(name: str, data: bytes) -> Found:
    """Yield the documents of a YAML file: a body, a list of bodies, or a cassette."""
    reading = Reading(name)
    last: Document | None = None
    is_empty = True
    try:
        text = to_text(data)
        reading.directives = directives_in(text)
        for tree in read(text):
            is_empty = is_empty and tree.value is None
            for found in _yaml_documents(reading, tree):
                if isinstance(found, SourceDocument):
                    last = found.kind or last
                yield found
        if is_empty:
            raise EmptyDocument("The document is empty", "Write one request body")
    except SourceError as error:
        line = error.line
        yield reading.add(error, last, "", "", lambda: (line, line))
    except YamlMissing:
        reason = "reading YAML requires PyYAML; install it with `pip install PyYAML`"
        raise InputError(name, reason) from None


def _yaml_documents(reading: Reading, tree: Tree) -> Found:
    calls = calls_in(tree)
    if calls is not None:
        yield from reading.documents(calls)
        return
    other = None if detect(tree.value) else something_else(reading.file, tree.value)
    if other:
        yield other
    else:
        yield from listed(reading, tree)
