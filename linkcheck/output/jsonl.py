"""JSON Lines for programs that read a stream: one violation per line."""

from __future__ import annotations

import json
from collections.abc import Iterator

from linkcheck.output.json_ import to_dict
from linkcheck.output.results import Options, Results
from linkcheck.output.style import printable_json


def render(results: Results, options: Options) -> Iterator[str]:
    """The objects of ``violations`` in ``--format json``, one per line, and nothing else."""
    for result in results.results:
        for violation in result.violations:
            yield printable_json(json.dumps(to_dict(result, violation))) + "\n"
