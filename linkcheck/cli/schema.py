"""``linkcheck schema``: the JSON Schemas of the documents."""

from __future__ import annotations

import json

from linkcheck.cli.exits import Exit
from linkcheck.cli.terminal import write
from linkcheck.documents import Document


def show(kind: str | None) -> Exit:
    """Write the schema of a kind of document, complete in itself, or the list of kinds."""
    if kind is None:
        write(f"{document}\n" for document in Document)
        return Exit.OK
    from linkcheck.shapes.loader import bundle

    write([json.dumps(bundle(Document(kind)), indent=2, ensure_ascii=False), "\n"])
    return Exit.OK
