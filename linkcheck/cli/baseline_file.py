"""The baseline file: known violations, which later runs hide.

A baseline is a JSON file. For each checked file it has the fingerprints of the violations, each
with the rule code and the number of occurrences:

    {
      "version": 1,
      "files": {
        "payloads/body.json": {
          "count": 3,
          "known": {
            "9f2c1d...": {"code": "LC301", "count": 2},
            "e07a55...": {"code": "LC104", "count": 1}
          }
        }
      }
    }

File names are relative to the folder of the baseline. Fingerprints do not depend on lines, messages
or values, see ``linkcheck.output.fingerprint``: known violations stay known if their surroundings
change, or if the documents in a file move.
"""

from __future__ import annotations

import json
import os
from collections import Counter
from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from linkcheck.exceptions import ConfigError
from linkcheck.output.fingerprint import fingerprints
from linkcheck.output.paths import relative
from linkcheck.output.results import Result, Results
from linkcheck.output.style import printable_json
from linkcheck.shapes import UNREADABLE_CODES
from linkcheck.sources.regular_files import read_regular

VERSION = 1
FILE_NAME = ".linkcheck-baseline.json"
"""The default name of a baseline."""

_RECREATE = "recreate it with `linkcheck baseline`"


@dataclass(frozen=True, slots=True, order=True)
class Entry:
    """A violation in a file. ``file`` is relative to the folder of the baseline."""

    file: str
    fingerprint: str
    code: str


@dataclass(frozen=True)
class Baseline:
    """The known number of each entry. ``root`` is the folder of the baseline."""

    known: Mapping[Entry, int] = field(default_factory=dict)
    root: str | None = None

    def __len__(self) -> int:
        return sum(self.known.values())


@dataclass(frozen=True, slots=True)
class Stale:
    """An entry that the baseline has ``known`` times, but that occurs only ``found`` times."""

    entry: Entry
    known: int
    found: int


class Filter:
    """Removes known violations from results, one result after the other.

    Pass it every result of a run, also those without violations: ``stale`` assumes that other files
    were not checked. ``hidden`` counts the removed violations, ``found`` all violations.
    """

    def __init__(self, baseline: Baseline) -> None:
        self._baseline = baseline
        self._checked: set[str] = set()
        self._partial: set[str] = set()
        self.found: Counter[Entry] = Counter()
        self.hidden = 0

    def hide(self, result: Result) -> Result:
        """Return a result without its known violations."""
        file = _name(result.file, self._baseline.root)
        self._checked.add(file)
        if _is_partial(result):
            self._partial.add(file)
        fresh = []
        for entry, violation in zip(
            _entries(result, self._baseline.root), result.violations, strict=True
        ):
            self.found[entry] += 1
            if self.found[entry] > self._baseline.known.get(entry, 0):
                fresh.append(violation)
        hidden = len(result.violations) - len(fresh)
        if not hidden:
            return result
        self.hidden += hidden
        return result._replace(violations=tuple(fresh))

    def mark_partial(self, file: str) -> None:
        """Mark a file as not checked to its end, so that none of its entries is stale."""
        self._partial.add(_name(file, self._baseline.root))

    def stale(self, rules: Collection[str] | None = None) -> tuple[Stale, ...]:
        """Return the entries that occur less often than known, in the order of the files.

        Only entries whose file was checked to its end or no longer exists, and whose rule ran, are
        included: ``rules`` are the codes of the rules that ran, None for all.
        """
        return tuple(
            Stale(entry, count, self.found[entry])
            for entry, count in sorted(self._baseline.known.items())
            if self.found[entry] < count
            and (rules is None or entry.code in rules)
            and self._is_complete(entry.file)
        )

    def _is_complete(self, file: str) -> bool:
        if file in self._checked:
            return file not in self._partial
        return not file.startswith("<") and not Path(self._baseline.root or "", file).exists()


@dataclass(frozen=True, slots=True)
class Applied:
    """Results without known violations, the number of hidden ones, and the stale entries."""

    results: Results
    hidden: int
    stale: tuple[Stale, ...]


def apply(results: Results, baseline: Baseline, rules: Collection[str] | None = None) -> Applied:
    """Return results without their known violations. For ``rules`` see ``Filter.stale``.

    ``results`` must include every document; a run that drops clean ones uses ``Filter`` directly.
    """
    known = Filter(baseline)
    kept = tuple(known.hide(result) for result in results.results)
    left = Results(kept, results.skipped)
    return Applied(left, known.hidden, known.stale(rules))


def write(results: Results, root: str | None = None) -> str:
    """Return the content of a baseline with all violations.

    ``root`` is the folder of the baseline file, the current one if None.
    """
    everything = Filter(Baseline(root=root))
    for result in results.results:
        everything.hide(result)
    return dump(everything.found)


def prune(baseline: Baseline, stale: Collection[Stale]) -> str:
    """Return the content of a baseline without its stale entries."""
    return dump({**baseline.known, **{one.entry: one.found for one in stale}})


def dump(known: Mapping[Entry, int]) -> str:
    """Return the content of a baseline, sorted, with a final line feed."""
    files: dict[str, dict[str, Any]] = {}
    for entry, count in sorted(known.items()):
        if count:
            file = files.setdefault(entry.file, {"count": 0, "known": {}})
            file["count"] += count
            file["known"][entry.fingerprint] = {"code": entry.code, "count": count}
    content = {"version": VERSION, "files": files}
    return printable_json(json.dumps(content, indent=2, ensure_ascii=False)) + "\n"


def read(path: str | os.PathLike[str]) -> Baseline:
    """Return the baseline in a file. Raises ConfigError if it cannot be read or is invalid."""
    file = Path(path)
    name = str(file)
    try:
        contents = json.loads(read_regular(file))
    except OSError as error:
        raise ConfigError(name, None, f"cannot be read ({error.strerror})") from None
    except json.JSONDecodeError as error:
        message = f"not valid JSON: {error.msg}; {_RECREATE}"
        raise ConfigError(name, error.lineno, message, column=error.colno) from None
    except (ValueError, RecursionError):
        raise ConfigError(name, None, f"not valid JSON; {_RECREATE}") from None
    if not isinstance(contents, dict) or "version" not in contents:
        raise ConfigError(name, None, f"not a baseline; {_RECREATE}")
    if contents["version"] != VERSION:
        raise ConfigError(name, None, f"written by another version of linkcheck; {_RECREATE}")
    try:
        known = dict(_known(contents["files"]))
    except (AttributeError, KeyError, TypeError, ValueError):
        raise ConfigError(name, None, f"damaged baseline; {_RECREATE}") from None
    return Baseline(known, str(file.absolute().parent))


def _known(files: Any) -> Iterator[tuple[Entry, int]]:
    for file, facts in files.items():
        total = 0
        for fingerprint, known in facts["known"].items():
            code, count = known["code"], known["count"]
            if not isinstance(code, str) or not isinstance(count, int) or count < 1:
                raise ValueError(file)
            total += count
            yield Entry(file, fingerprint, code), count
        if total != facts["count"]:
            raise ValueError(file)


def _entries(result: Result, root: str | None) -> Iterator[Entry]:
    file = _name(result.file, root)
    [names] = fingerprints(Results((result._replace(file=file),)), root)
    for name, violation in zip(names, result.violations, strict=True):
        # Without the ordinal among equals: here the count replaces it, for all documents together.
        yield Entry(file, name.rpartition(":")[0], violation.code)


def _name(file: str, root: str | None) -> str:
    """Return the name of a file relative to ``root`` instead of the current folder."""
    return relative(file if file.startswith("<") else str(Path(file).absolute()), root)


def _is_partial(result: Result) -> bool:
    """Return whether a crashed rule or an unreadable document may hide known violations."""
    return bool(result.internal_errors) or any(
        violation.code in UNREADABLE_CODES for violation in result.violations
    )
