"""Names of violations that stay the same while the file around them changes.

Code hosts follow a finding from run to run by such a name, and the baseline knows it again.
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
"""The name of this way to make fingerprints. Any change of them needs a new one."""

_LENGTH = 32


def fingerprints(results: Results, root: str | None = None) -> tuple[tuple[str, ...], ...]:
    """The fingerprint of each violation: a tuple for each result, in the order of its violations.

    A fingerprint is a hash of file, code, pointer and missing member, and the ordinal among the
    violations that are equal in these, such as ``7f3c…21:1``. All differ from one another. Neither
    lines nor messages count, nor the order of documents or files. ``root`` is the folder that
    files are named relative to, the repository of the current one if None.
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
    # The masked pointer: the hash of a short personal name could be guessed back.
    facts = (file, violation.code, mask_pointer(violation.pointer), violation.missing)
    return hashlib.sha256(json.dumps(facts).encode()).hexdigest()[:_LENGTH]
