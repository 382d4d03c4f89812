"""``linkcheck schema``: print the JSON Schema of a document type."""

from __future__ import annotations

import json

from linkcheck.cli.exits import Exit
from linkcheck.cli.terminal import write
from linkcheck.documents import Document


def show(kind: str | None) -> Exit:
    """Write the self-contained schema of a document type, or the list of types."""
    if kind is None:
        write(f"{document}\n" for document in Document)
        return Exit.OK
    from linkcheck.shapes.loader import bundle

    write([json.dumps(bundle(Document(kind)), indent=2, ensure_ascii=False), "\n"])
    return Exit.OK
