"""Fingerprints: identities of violations that survive changes to the file around them.

Code hosts use them to track a violation from run to run, and baselines to recognize it.
"""

from __future__ import annotations

import hashlib
import json
from collections import Counter

from linkcheck.output.paths import in_project, relative
from linkcheck.output.results import Results
from linkcheck.redaction import mask_pointer
from linkcheck.violation import Violation

SCHEME = "linkcheck/v1"
"""The name of the fingerprint algorithm. Any change of fingerprints requires a new name."""

_LENGTH = 32


def fingerprints(results: Results, root: str | None = None) -> tuple[tuple[str, ...], ...]:
    """Return the fingerprint of each violation: a tuple per result, in the order of violations.

    A fingerprint is a hash of file, code, pointer and missing field, followed by the ordinal among
    the violations that are equal in these, such as ``7f3c…21:1``. All fingerprints of a run differ.
    Lines, messages, help and the order of documents and files do not matter. File names are
    relative to ``root``; if None, to the root of the repository of the current folder.
    """
    seen: Counter[str] = Counter()
    rows = []
    for result in results.results:
        file = in_project(result.file) if root is None else relative(result.file, root)
        row = []
        for violation in result.violations:
            name = _hash(file, violation)
            seen[name] += 1
            row.append(f"{name}:{seen[name]}")
        rows.append(tuple(row))
    return tuple(rows)


def _hash(file: str, violation: Violation) -> str:
    # The masked pointer: a short personal name could be guessed from its hash.
    facts = (file, violation.code, mask_pointer(violation.pointer), violation.missing)
    return hashlib.sha256(json.dumps(facts).encode()).hexdigest()[:_LENGTH]
