"""The baseline: known findings, which later runs hide.

A baseline is a JSON file. It holds for each file the fingerprints of what was found, each with the
code of the rule and how often it was found:

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

Files are named relative to the folder of the baseline. Fingerprints hold no lines, messages or
values, see ``linkcheck.output.fingerprint``: known findings stay known while the files around them
change, and while the documents of a file change places.
"""

from __future__ import annotations

import json
import os
from collections import Counter
from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path
from typing import Any

from linkcheck.exceptions import ConfigError
from linkcheck.output.fingerprint import fingerprints
from linkcheck.output.paths import relative
from linkcheck.output.results import Result, Results
from linkcheck.output.style import printable_json
from linkcheck.sources.regular_files import read_regular

VERSION = 1
FILE_NAME = ".linkcheck-baseline.json"
"""The name of a baseline that nobody named."""

_ANEW = "Write it anew with `linkcheck baseline`."


@dataclass(frozen=True, slots=True, order=True)
class Entry:
    """A kind of finding in a file. ``file`` is relative to the folder of the baseline."""

    file: str
    fingerprint: str
    code: str


@dataclass(frozen=True)
class Baseline:
    """How often each entry is known. ``root`` is the folder of the baseline."""

    known: Mapping[Entry, int] = field(default_factory=dict)
    root: str | None = None

    def __len__(self) -> int:
        return sum(self.known.values())


@dataclass(frozen=True, slots=True)
class Stale:
    """An entry that a baseline knows ``known`` times, but that was found ``found`` times only."""

    entry: Entry
    known: int
    found: int


class Filter:
    """Takes known findings out of results, one result after the other.

    Give it every result of a run, those without violations too: ``stale`` takes a file that it has
    not seen for one that was not checked. ``hidden`` counts what was taken out, ``found`` all that
    there was.
    """

    def __init__(self, baseline: Baseline) -> None:
        self._baseline = baseline
        self._checked: set[str] = set()
        self._doubtful: set[str] = set()
        self.found: Counter[Entry] = Counter()
        self.hidden = 0

    def hide(self, result: Result) -> Result:
        """The result without what is known."""
        file = _name(result.file, self._baseline.root)
        self._checked.add(file)
        if _is_partial(result):
            self._doubtful.add(file)
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

    def doubt(self, file: str) -> None:
        """Tell that a file could not be checked to its end: nothing about it is stale."""
        self._doubtful.add(_name(file, self._baseline.root))

    def stale(self, rules: Collection[str] | None = None) -> tuple[Stale, ...]:
        """The entries of which fewer were found than are known, in the order of the files.

        Entries count if their file was checked as a whole or is gone, and if their rule ran:
        ``rules`` are the codes of the rules that did, all if None.
        """
        return tuple(
            Stale(entry, count, self.found[entry])
            for entry, count in sorted(self._baseline.known.items())
            if self.found[entry] < count
            and (rules is None or entry.code in rules)
            and self._is_judged(entry.file)
        )

    def _is_judged(self, file: str) -> bool:
        if file in self._checked:
            return file not in self._doubtful
        return not file.startswith("<") and not Path(self._baseline.root or "", file).exists()


@dataclass(frozen=True, slots=True)
class Applied:
    """Results without what is known, how much was hidden, and what of the baseline is stale."""

    results: Results
    hidden: int
    stale: tuple[Stale, ...]


def apply(results: Results, baseline: Baseline, rules: Collection[str] | None = None) -> Applied:
    """The results without the known findings. For ``rules`` see ``Filter.stale``.

    ``results`` must hold every document; a run that forgets clean ones uses ``Filter`` as it goes.
    """
    known = Filter(baseline)
    kept = tuple(known.hide(result) for result in results.results)
    left = Results(kept, results.skipped)
    return Applied(left, known.hidden, known.stale(rules))


def write(results: Results, root: str | None = None) -> str:
    """The text of a baseline that knows everything that was found.

    ``root`` is the folder that the baseline will stand in, the current one if None.
    """
    everything = Filter(Baseline(root=root))
    for result in results.results:
        everything.hide(result)
    return dump(everything.found)


def prune(baseline: Baseline, stale: Collection[Stale]) -> str:
    """The text of a baseline that knows no more of its stale entries than was found."""
    return dump({**baseline.known, **{one.entry: one.found for one in stale}})


def dump(known: Mapping[Entry, int]) -> str:
    """The text of a baseline, sorted. It ends with a line feed."""
    files: dict[str, dict[str, Any]] = {}
    for entry, count in sorted(known.items()):
        if count:
            file = files.setdefault(entry.file, {"count": 0, "known": {}})
            file["count"] += count
            file["known"][entry.fingerprint] = {"code": entry.code, "count": count}
    content = {"version": VERSION, "files": files}
    return printable_json(json.dumps(content, indent=2, ensure_ascii=False)) + "\n"


def read(path: str | os.PathLike[str]) -> Baseline:
    """The baseline in a file. Raises ConfigError if it cannot be read or is none."""
    file = Path(path)
    name = str(file)
    try:
        contents = json.loads(read_regular(file))
    except OSError as error:
        raise ConfigError(name, None, f"cannot be read ({error.strerror}).") from None
    except json.JSONDecodeError as error:
        raise ConfigError(name, error.lineno, f"is no JSON: {error.msg}. {_ANEW}") from None
    except (ValueError, RecursionError):
        raise ConfigError(name, None, f"is no JSON. {_ANEW}") from None
    if not isinstance(contents, dict) or "version" not in contents:
        raise ConfigError(name, None, f"is no baseline. {_ANEW}")
    if contents["version"] != VERSION:
        raise ConfigError(name, None, f"is for another version of linkcheck. {_ANEW}")
    try:
        known = dict(_known(contents["files"]))
    except (AttributeError, KeyError, TypeError, ValueError):
        raise ConfigError(name, None, f"is a broken baseline. {_ANEW}") from None
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
        # The ordinal among equals is the count here, which goes on from document to document.
        yield Entry(file, name.rpartition(":")[0], violation.code)


def _name(file: str, root: str | None) -> str:
    """The name of a file, which is relative to the current folder, relative to another one."""
    return relative(file if file.startswith("<") else str(Path(file).absolute()), root)


def _is_partial(result: Result) -> bool:
    """True if a crash of a rule, or an unreadable document, may hide known findings."""
    return bool(result.internal_errors) or any(
        violation.code in _unreadable() for violation in result.violations
    )


@cache
def _unreadable() -> frozenset[str]:
    """The codes of the rules that leave nothing else to be checked."""
    from linkcheck import shapes
    from linkcheck.engine import catalog

    return frozenset(rule.code for rule in catalog.rules() if rule.area == shapes.UNREADABLE)
