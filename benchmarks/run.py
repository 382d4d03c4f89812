"""Measures linkcheck against other tools: ``python benchmarks/run.py``.

All contenders of a table take turns in short rounds within one process (programs: one process
each), so that a busy machine slows all of them alike. Printed are the medians of the rounds and
their ratios; ratios are what to compare between machines. Contenders that are not installed (see
benchmarks/requirements.txt) are left out and named. With ``--write`` the tables go to
benchmarks/README.md, with date, versions and machine.
"""

from __future__ import annotations

import argparse
import json
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
from typing import Any

ROOT = Path(__file__).resolve().parents[1]
sys.path.insert(0, str(ROOT))

import linkcheck  # noqa: E402
from benchmarks import contenders  # noqa: E402
from benchmarks.payloads import BODIES, Body, variants  # noqa: E402
from benchmarks.table import table, write_section  # noqa: E402
from linkcheck.sources.locate import locate  # noqa: E402

VARIANTS = 32
OWN = "linkcheck"
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
    """The median time of a call of each work in seconds; each gets ``seconds`` in each round."""
    counts = {}
    for name, work in works.items():
        work()
        started = time.perf_counter()
        work()
        counts[name] = max(1, int(seconds / max(time.perf_counter() - started, 1e-7)))
    found: dict[str, list[float]] = {name: [] for name in works}
    for _ in range(rounds):
        for name, work in works.items():
            count = counts[name]
            started = time.perf_counter()
            for _ in range(count):
                work()
            found[name].append((time.perf_counter() - started) / count)
    return {name: median(times) for name, times in found.items()}


def in_turn(check: Callable[[Any], object], bodies: Iterable[Any]) -> Callable[[], object]:
    """A call of ``check`` with the next of the bodies."""
    following = cycle(list(bodies)).__next__
    return lambda: check(following())


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
    from linkcheck.engine.plan import Plan
    from linkcheck.engine.rule import define, withdraw

    plain = linkcheck.Checker()
    made = [
        define(f"XX{n:03}", f"extra-{n}", lambda _: None, "", area="extra", on=f"extra_{n}")
        for n in range(100)
    ]
    more = linkcheck.Checker()
    more._shipped = Plan((*more.rules, *made))
    for rule in made:
        withdraw(rule.code)
    bodies: list[Body] = variants(BODIES["typical without phone"], VARIANTS)
    works = {"plain": in_turn(plain.check, bodies), "more": in_turn(more.check, bodies)}
    times = interleaved(works, rounds, seconds)
    return times["more"] / times["plain"]


def program_times(rounds: int) -> Times:
    """The wall time of programs on one file, from start to end."""
    environment = {k: v for k, v in os.environ.items() if k != "PYTHONDONTWRITEBYTECODE"}
    with tempfile.TemporaryDirectory() as folder:
        file, schema = Path(folder, "body.json"), Path(folder, "schema.json")
        file.write_text(json.dumps(BODIES["typical without phone"]), encoding="utf-8")
        schema.write_text(json.dumps(contenders.schema()), encoding="utf-8")
        own = [sys.executable, str(ROOT / "cli.py")]
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

        def run(command: list[str]) -> None:
            subprocess.run(command, env=environment, capture_output=True, check=True)

        works = {name: (lambda c=command: run(c)) for name, command in commands.items()}
        return interleaved(works, rounds, 0)


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


def programs_table(times: Times) -> str:
    """Milliseconds."""
    return table(["program", "ms"], [[name, f"{t * 1e3:.0f}"] for name, t in times.items()])


def versions() -> str:
    """The installed tools with their versions, and the missing ones."""
    known, missing = [f"linkcheck {linkcheck.__version__}"], []
    for tool in TOOLS:
        try:
            known.append(f"{tool} {metadata.version(tool)}")
        except metadata.PackageNotFoundError:
            missing.append(tool)
    return ", ".join(known) + (f". Not installed: {', '.join(missing)}" if missing else "") + "."


def report(rounds: int, seconds: float, program_rounds: int) -> str:
    """All tables as Markdown."""
    return "\n".join(
        [
            f"Measured on {date.today():%d %B %Y}: CPython {platform.python_version()}, "  # noqa: DTZ011
            f"{platform.system()} {platform.machine()}, {os.cpu_count()} cores. {versions()}\n",
            "## One body, from a dict\n",
            "In brackets: times linkcheck. linkcheck runs its whole catalogue; the others check "
            f"the shape alone. Bodies: {VARIANTS} variants of each, in turn, which differ in the "
            "user. What was found in a request is kept for the same request of another user; `body "
            "not met before` is a check without that.\n",
            times_table(found := dict_times(rounds, seconds), OWN),
            *ajv_section(found, seconds),
            "## From JSON bytes\n",
            times_table(bytes_times(rounds, seconds), OWN),
            "## A hundred rules more\n",
            "A check with 100 more rules that do not apply takes "
            f"{extra_rules_ratio(rounds, seconds):.2f} times as long as without them.\n",
            "## One place in 5 MB of JSON\n",
            positions_text(positions_times(program_rounds)),
            "## Programs, one file\n",
            programs_table(program_times(program_rounds)),
            "## Memory of a program that checks one body\n",
            table(["program", "MB"], [[name, f"{mb:.0f}"] for name, mb in memory().items()]),
        ]
    )


def main(arguments: list[str] | None = None) -> None:
    """Measure and print; with ``--write`` also keep the result."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--rounds", type=int, default=15)
    parser.add_argument("--milliseconds", type=float, default=20, help="for each work in a round")
    parser.add_argument("--program-rounds", type=int, default=9)
    parser.add_argument("--write", action="store_true", help="write benchmarks/README.md")
    options = parser.parse_args(arguments)
    text = report(options.rounds, options.milliseconds / 1000, options.program_rounds)
    print(text)
    if options.write:
        write_section("run", text)


if __name__ == "__main__":
    main()
