"""Measures linkcheck against other tools: ``python benchmarks/run.py [FOLDER]``.

All contenders of a table take turns in short rounds within one process (programs: one process
each), so that a busy machine slows all of them alike. Printed is the CPU time of the quickest round
of each and what follows from it; ratios are what to compare between machines. Contenders that are
not installed (see benchmarks/requirements.txt) are left out and named. FOLDER holds saved requests
that are measured too. With ``--write`` the tables go to benchmarks/README.md, with date, versions
and machine.
"""

from __future__ import annotations

import argparse
import gc
import json
import math
import os
import platform
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterable
from datetime import date
from importlib import metadata
from itertools import cycle
from pathlib import Path
from statistics import median
from typing import Any, NamedTuple

ROOT = Path(__file__).resolve().parents[1]
sys.path.insert(0, str(ROOT))

import linkcheck  # noqa: E402
from benchmarks import bulk, contenders  # noqa: E402
from benchmarks.payloads import (  # noqa: E402
    BODIES,
    CLEAN,
    ODD,
    ONE_MISTAKE,
    TEN_MISTAKES,
    Body,
    unlike,
    variants,
)
from benchmarks.strangers import grown, saved  # noqa: E402
from benchmarks.table import table, write_section  # noqa: E402
from linkcheck.sources.locate import locate  # noqa: E402

VARIANTS = 32
OTHERS = 300
STRANGERS = 40
OWN, BASE = "linkcheck", "jsonschema"
TOOLS = [
    "jsonschema",
    "jsonschema-rs",
    "fastjsonschema",
    "pydantic",
    "msgspec",
    "plaid-python",
    "phonenumbers",
    "rphonenumbers",
    "orjson",
    "check-jsonschema",
    "cfn-lint",
]

Times = dict[str, float]


def interleaved(works: dict[str, Callable[[], object]], rounds: int, seconds: float) -> Times:
    """The CPU time of a call of each work in seconds; each gets ``seconds`` in each round."""
    counts = {}
    for name, work in works.items():
        took = min(_duration(work) for _ in range(4))  # of the first, much is made once
        counts[name] = max(1, int(seconds / max(took, 1e-7)))
    found = dict.fromkeys(works, math.inf)
    for _ in range(rounds):
        for name, work in works.items():
            count = counts[name]
            started = time.process_time()
            for _ in range(count):
                work()
            found[name] = min(found[name], (time.process_time() - started) / count)
    return found


def _duration(work: Callable[[], object]) -> float:
    started = time.perf_counter()
    work()
    return time.perf_counter() - started


def in_turn(check: Callable[[Any], object], bodies: Iterable[Any]) -> Callable[[], object]:
    """A call of ``check`` with the next of the bodies."""
    following = cycle(list(bodies)).__next__
    return lambda: check(following())


class Outcome(NamedTuple):
    """The ratio of two times for each body, by the body's name."""

    ratios: dict[str, float]

    def text(self, *, most: bool, digits: int) -> str:
        """The median, and the worst body: the one with the greatest ratio if ``most``."""
        worst = (max if most else min)(self.ratios, key=self.ratios.__getitem__)
        middle = f"{median(self.ratios.values()):.{digits}f}"
        if len(self.ratios) == 1:
            return middle
        return f"{middle} (worst {self.ratios[worst]:.{digits}f}: {worst})"


class Group(NamedTuple):
    """Bodies that are measured alike. ``base`` is what a check is compared with.

    ``is_met`` says that they differ in the user only, ``is_gain`` that the ratio is that of the
    base's time to linkcheck's, not the other way round.
    """

    title: str
    bodies: dict[str, Body]
    bar: str
    base: str = BASE
    is_met: bool = False
    is_gain: bool = True


def groups(folder: Path | None) -> list[Group]:
    """The groups of bodies, with the bars that hold for the median of each."""
    known = {"typical": BODIES["typical"]}
    ten = {"ten mistakes": TEN_MISTAKES}
    found = [
        Group("of one application, users differ", known, "at least 50", is_met=True),
        Group("clean, unlike any before", CLEAN, "at least 8, worst 2"),
        Group("one odd value", ODD, "at least 4.5, worst 2"),
        Group("text, unlike any before", CLEAN, "at most 12", base="json.loads", is_gain=False),
        Group("one mistake", ONE_MISTAKE, "at most 0.25", is_gain=False),
        Group("ten mistakes", ten, "at most 1.15", is_gain=False),
        Group("random, many mistakes", dict(grown(STRANGERS)), ""),
    ]
    if folder is not None:
        found.append(Group("saved", dict(saved(folder)), ""))
    return found


def group_outcome(group: Group, rounds: int, seconds: float) -> Outcome:
    """How long a check takes for each body of a group, against the group's base."""
    checker = linkcheck.Checker()
    # The variants come again and again, but so that none was met before.
    own = checker.check if group.is_met else contenders.forgetful(checker.check)
    base: Callable[[Any], object] = contenders.checks()[BASE]
    if group.base != BASE:
        base = json.loads
    works: dict[str, Callable[[], object]] = {}
    for name, body in group.bodies.items():
        bodies: list[Any] = variants(body, OTHERS) if group.is_met else unlike(body, OTHERS)
        if group.base != BASE:
            bodies = [json.dumps(one).encode() for one in bodies]
        works[f"own {name}"], works[f"base {name}"] = in_turn(own, bodies), in_turn(base, bodies)
        for one in bodies[:100]:  # whatever is made once is made
            own(one)
    gc.freeze()  # so many bodies would be looked through again and again
    times = interleaved(works, rounds, seconds)
    gc.unfreeze()
    pairs = {name: (times[f"own {name}"], times[f"base {name}"]) for name in group.bodies}
    return Outcome({n: b / o if group.is_gain else o / b for n, (o, b) in pairs.items()})


def groups_table(folder: Path | None, rounds: int, seconds: float) -> str:
    """A row for each group of bodies."""
    rows = []
    for group in groups(folder):
        if not group.bodies:
            continue
        outcome = group_outcome(group, rounds, seconds)
        ratio = f"{group.base} / linkcheck" if group.is_gain else f"linkcheck / {group.base}"
        text = outcome.text(most=not group.is_gain, digits=1 if group.is_gain else 2)
        if group.base != BASE:
            text = outcome.text(most=True, digits=1)
        rows.append([f"{group.title} ({len(group.bodies)})", ratio, text, group.bar])
    return table(["bodies", "ratio", "median", "bar"], rows)


def growth(count: int) -> float:
    """How much memory a checker takes more after so many bodies unlike any before, in MB."""
    checker = linkcheck.Checker()
    batch = unlike(BODIES["typical"], 1)[0]

    def check(numbers: range) -> None:
        for number in numbers:
            checker.check({**batch, "client_name": f"W{number}"})

    check(range(count))
    before = _resident()
    check(range(count, 2 * count))
    return _resident() - before


def _resident() -> float:
    """The memory of this process in MB."""
    status = Path("/proc/self/status").read_text(encoding="ascii")
    return int(status.partition("VmRSS:")[2].split()[0]) / 1024


def dict_times(rounds: int, seconds: float) -> dict[str, Times]:
    """For each body, the time of each contender that can check it."""
    checks = contenders.checks()
    found = {}
    for title, body in BODIES.items():
        bodies = variants(body, VARIANTS)
        works = {name: in_turn(check, bodies) for name, check in checks.items()}
        if "phone_number" in body["user"]:
            numbers = [one["user"]["phone_number"] for one in bodies]
            works |= {n: in_turn(c, numbers) for n, c in contenders.phone_checks().items()}
        found[title] = interleaved(works, rounds, seconds)
    return found


def bytes_times(rounds: int, seconds: float) -> dict[str, Times]:
    """The same from JSON bytes, against the decoders alone."""
    checker = linkcheck.Checker()
    found = {}
    for title in ("typical without phone", "typical"):
        texts = [json.dumps(body).encode() for body in variants(BODIES[title], VARIANTS)]
        works = {"json.loads": in_turn(json.loads, texts), OWN: in_turn(checker.check, texts)}
        works["linkcheck, text not met before"] = in_turn(
            contenders.forgetful(checker.check), texts
        )
        works |= {name: in_turn(loads, texts) for name, loads in contenders.decoders().items()}
        found[title] = interleaved(works, rounds, seconds)
    return found


def positions_times(rounds: int) -> Times:
    """One violation in a response of 5 MB: to decode it, and to find the place."""
    session = {"link_session_id": "s", "started_at": "2026-01-01T00:00:00Z", "events": []}
    body = {
        "link_token": "link-sandbox-1",
        "created_at": "2026-01-01T00:00:00Z",
        "expiration": "2026-01-01T04:00:00Z",
        "request_id": "r",
        "metadata": {},
        "link_sessions": [{**session, "link_session_id": f"s{n}"} for n in range(55_000)],
    }
    text = json.dumps(body)
    wanted: list[Any] = [(("link_sessions", 54_000, "started_at"), "value")]
    works: dict[str, Callable[[], object]] = {
        "json.loads": lambda: json.loads(text),
        "one place": lambda: locate(text, wanted),
    }
    return interleaved(works, rounds, 0)


def memory() -> dict[str, float]:
    """The greatest memory of programs that check one body, in MB."""
    body = BODIES["typical without phone"]
    found = {}
    for name, program in contenders.MEMORY_PROGRAMS.items():
        lines = [
            "import sys",
            f"sys.path.insert(0, {str(ROOT)!r})",
            f"BODY = {body!r}",
            f"SCHEMA = {contenders.schema()!r}",
            program,
            # That of getrusage begins with what the parent had.
            "status = open('/proc/self/status').read()",
            "print(status.partition('VmHWM:')[2].split()[0])",
        ]
        done = subprocess.run(
            [sys.executable, "-c", "\n".join(lines)], capture_output=True, text=True
        )
        if done.returncode == 0:
            found[name] = int(done.stdout) / 1024
    return found


def extra_rules_ratio(rounds: int, seconds: float) -> float:
    """The time of a check with 100 more rules that do not apply, against that without them."""
    from linkcheck.cli.undecided import features_of
    from linkcheck.engine.plan import Plan
    from linkcheck.engine.rule import define, withdraw

    plain, request = linkcheck.Checker(), linkcheck.Document.CREATE_REQUEST
    body = BODIES["typical without phone"]
    # Features of other requests; `@today` is known of none of these checkers.
    others = sorted(request.features() - features_of(plain.view(body, request)) - {"@today"})
    made = [
        define(f"XX{n:03}", f"extra-{n}", lambda _: None, "", area="extra", on=on)
        for n, on in zip(range(100), cycle(others), strict=False)
    ]
    more = linkcheck.Checker()
    more._selection.shipped = Plan((*more.rules, *made))
    for rule in made:
        withdraw(rule.code)
    bodies: list[Body] = variants(body, VARIANTS)
    works = {"plain": in_turn(plain.check, bodies), "more": in_turn(more.check, bodies)}
    times = interleaved(works, rounds, seconds)
    return times["more"] / times["plain"]


def program_times(rounds: int) -> dict[str, list[float]]:
    """The CPU time and the wall time of programs on one file, from start to end."""
    environment = {k: v for k, v in os.environ.items() if k != "PYTHONDONTWRITEBYTECODE"}
    with tempfile.TemporaryDirectory() as folder:
        file, schema = Path(folder, "body.json"), Path(folder, "schema.json")
        file.write_text(json.dumps(BODIES["typical without phone"]), encoding="utf-8")
        schema.write_text(json.dumps(contenders.schema()), encoding="utf-8")
        script = Path(sys.executable).with_name("linkcheck")
        own = [str(script)] if script.exists() else [sys.executable, str(ROOT / "cli.py")]
        commands = {
            "python -c pass": [sys.executable, "-c", "pass"],
            "linkcheck --version": [*own, "--version"],
            "linkcheck check one.json": [*own, "check", str(file)],
        }
        for tool, arguments in {
            "check-jsonschema": ["--schemafile", str(schema), str(file)],
            "cfn-lint": ["--version"],
        }.items():
            program = Path(sys.executable).with_name(tool)
            if program.exists():
                told = " one.json" if len(arguments) > 1 else " --version"
                commands[tool + told] = [str(program), *arguments]

        found = {name: [math.inf, math.inf] for name in commands}
        for _ in range(rounds):
            for name, command in commands.items():
                measured = _program_time(command, environment)
                found[name] = list(map(min, found[name], measured))
        return found


def _program_time(command: list[str], environment: dict[str, str]) -> tuple[float, float]:
    started = time.perf_counter()
    quiet = subprocess.DEVNULL
    with subprocess.Popen(command, env=environment, stdout=quiet, stderr=quiet) as process:
        _, status, usage = os.wait4(process.pid, 0)
        process.returncode = os.waitstatus_to_exitcode(status)
    if process.returncode:
        raise RuntimeError(f"exit code {process.returncode}: {' '.join(command)}")
    return usage.ru_utime + usage.ru_stime, time.perf_counter() - started


def times_table(found: dict[str, Times], base: str) -> str:
    """Microseconds, and how many times as long as ``base`` that is."""
    names = list(dict.fromkeys(name for times in found.values() for name in times))
    rows = []
    for name in names:
        cells = [
            f"{times[name] * 1e6:.1f} ({times[name] / times[base]:.2f}x)" if name in times else ""
            for times in found.values()
        ]
        rows.append([name, *cells])
    return table(["us", *found], rows)


def ajv_section(found: dict[str, Times], seconds: float) -> list[str]:
    """The title and the table of ajv, if it is there."""
    bodies = {title: variants(body, VARIANTS) for title, body in BODIES.items()}
    measured = contenders.ajv_times(bodies, seconds)
    if measured is None:
        return ["Node.js with ajv was not found.\n"]
    version, times = measured
    cells = [f"{times[t] * 1e6:.1f} ({times[t] / found[t][OWN]:.2f}x)" for t in found]
    return [
        f"### ajv {version}\n",
        "On the same bodies and schema, all errors, but in Node.js and so not in turn with the "
        "others.\n",
        table(["us", *found], [["ajv", *cells]]),
    ]


def positions_text(times: Times) -> str:
    """How long it takes to find one place, against decoding."""
    ratio = times["one place"] / times["json.loads"]
    return (
        f"To find the place of one violation takes {times['one place'] * 1e3:.0f} ms, "
        f"{ratio:.2f} times as long as json.loads takes for the text.\n"
    )


def programs_text(times: dict[str, list[float]]) -> str:
    """Milliseconds, and linkcheck against check-jsonschema."""
    rows = [[name, f"{cpu * 1e3:.0f}", f"{wall * 1e3:.0f}"] for name, (cpu, wall) in times.items()]
    text = table(["program", "CPU, ms", "wall, ms"], rows)
    own, other = (times.get(f"{tool} one.json") for tool in ("linkcheck check", "check-jsonschema"))
    if own and other:
        text += (
            f"\nlinkcheck takes {own[0] / other[0]:.2f} of the CPU time of check-jsonschema "
            f"(bar: 0.30), {own[1] / other[1]:.2f} of its wall time.\n"
        )
    return text


def versions() -> str:
    """The installed tools with their versions, and the missing ones."""
    known, missing = [f"linkcheck {linkcheck.__version__}"], []
    for tool in TOOLS:
        try:
            known.append(f"{tool} {metadata.version(tool)}")
        except metadata.PackageNotFoundError:
            missing.append(tool)
    return ", ".join(known) + (f". Not installed: {', '.join(missing)}" if missing else "") + "."


def report(options: argparse.Namespace) -> str:
    """All tables as Markdown."""
    rounds, seconds = options.rounds, options.milliseconds / 1000
    return "\n".join(
        [
            f"Measured on {date.today():%d %B %Y}: CPython {platform.python_version()}, "  # noqa: DTZ011
            f"{platform.system()} {platform.machine()}, {os.cpu_count()} cores. {versions()}\n",
            "## The bars\n",
            "linkcheck with all rules on, jsonschema with the shape alone, on the same bodies. "
            f"Each body comes in {OTHERS} variants, which differ in the user, unless it is of one "
            "application also in the application's name and webhook.\n",
            groups_table(options.folder, rounds, seconds),
            f"Memory after {options.bodies:,} more bodies unlike any before: "
            f"{growth(options.bodies):+.1f} MB.\n",
            "## One body, from a dict\n",
            "In brackets: times linkcheck. linkcheck runs its whole catalog; the others check "
            f"the shape alone. Bodies: {VARIANTS} variants of each, in turn, which differ in the "
            "user. The findings of a request are memoized for the same request of another user; "
            "`body not met before` is a check without the memo.\n",
            times_table(found := dict_times(rounds, seconds), OWN),
            *ajv_section(found, seconds),
            "## From JSON bytes\n",
            times_table(bytes_times(rounds, seconds), OWN),
            "## A hundred rules more\n",
            "A check with 100 more rules that do not apply takes "
            f"{extra_rules_ratio(rounds, seconds):.2f} times as long as without them.\n",
            "## One place in 5 MB of JSON\n",
            positions_text(positions_times(options.program_rounds)),
            "## Programs, one file\n",
            programs_text(program_times(options.program_rounds)),
            "## A log\n",
            f"{options.lines:,} lines; `benchmarks/bulk.py` measures a longer one.\n",
            # Not its peak memory: that of a child begins with what this process has.
            table(
                bulk.TITLES[:-1], [r[:-1] for r in bulk.measure(options.lines, options.log_rounds)]
            ),
            "## Memory of a program that checks one body\n",
            table(["program", "MB"], [[name, f"{mb:.0f}"] for name, mb in memory().items()]),
        ]
    )


def main(arguments: list[str] | None = None) -> None:
    """Measure and print; with ``--write`` also keep the result."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("folder", type=Path, nargs="?", help="saved requests to measure as well")
    parser.add_argument("--rounds", type=int, default=15)
    parser.add_argument("--milliseconds", type=float, default=10, help="for each work in a round")
    parser.add_argument("--program-rounds", type=int, default=9)
    parser.add_argument("--bodies", type=int, default=20_000, help="for the growth of memory")
    parser.add_argument("--lines", type=int, default=20_000, help="of the log")
    parser.add_argument("--log-rounds", type=int, default=3)
    parser.add_argument("--write", action="store_true", help="write benchmarks/README.md")
    options = parser.parse_args(arguments)
    text = report(options)
    print(text)
    if options.write:
        write_section("run", text)


if __name__ == "__main__":
    main()
