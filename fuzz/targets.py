"""What a fuzzer feeds, and what must hold whatever it finds: see docs/fuzzing.md."""

from __future__ import annotations

import contextlib
import io
import json
import os
import tempfile
from collections.abc import Callable, Iterable
from pathlib import Path
from random import Random
from typing import Any
from unittest.mock import patch

from linkcheck.__main__ import main
from linkcheck.checker import Checker
from linkcheck.cli import baseline_file
from linkcheck.config.loader import load
from linkcheck.documents import BASES, Document
from linkcheck.exceptions import ConfigError
from linkcheck.output import FORMATS, renderer
from linkcheck.output.results import Options, Result, Results
from linkcheck.sources.files import InputError, Source, documents
from tests.robustness.grow import CHECKERS, grown, schema, spoilt

NAMES = ("a.json", "a.jsonl", "a.yaml", "a.har", "a.sh", "a.md", "a.txt", "a.http")
_CHECKER = Checker(pedantic=True)
_KINDS = tuple(Document)
_BASES = tuple(sorted(BASES))


def values(data: bytes) -> None:
    """``check`` of JSON values that are grown from the schemas, spoilt, or read from the bytes."""
    if len(data) < 3:
        return
    kind, checker = _KINDS[data[0] % len(_KINDS)], CHECKERS[data[1] % len(CHECKERS)]
    dice = Random(data[3:])
    if data[2] % 3 == 0:
        value = grown(schema(kind), dice, (data[2] / 255) ** 2)
    elif data[2] % 3 == 1:
        kind, body = BASES[_BASES[data[0] % len(_BASES)]]
        value = spoilt(body, dice)
    else:
        try:
            value = json.loads(data[3:])
        except (ValueError, RecursionError):
            return
    report = checker.check_value(value, kind)
    assert report.internal_errors == (), report.internal_errors
    assert checker.check_value(value, kind) == report
    json.dumps(report.to_dict())
    str(report)


def texts(data: bytes) -> None:
    """Files of any kind: read, checked, and written in every format."""
    if not data:
        return
    name = NAMES[data[0] % len(NAMES)]
    results = []
    try:
        for found in documents(Source(name, name, named=True, data=data[1:])):
            if not isinstance(found, InputError):
                report = _CHECKER.check_source(found)
                assert report.internal_errors == (), report.internal_errors
                results.append(Result.of(found, report))
    except InputError:
        return
    for form in FORMATS:
        "".join(renderer(form)(Results(tuple(results)), Options())).encode("utf-8", "strict")


def fixes(data: bytes) -> None:
    """Fixed text is still read, fixing twice changes nothing, and no new error appears."""
    try:
        text = data.decode()
    except UnicodeDecodeError:
        return
    before = _CHECKER.check(text)
    if any(violation.code == "LC001" for violation in before):
        return
    fixed = _CHECKER.fix(text, before.document, unsafe=True)
    after = _CHECKER.check(fixed.value, before.document)
    assert len(after.errors) <= len(before.errors)
    assert not any(violation.code == "LC001" for violation in after)
    assert _CHECKER.fix(fixed.value, before.document, unsafe=True).value == fixed.value


def configurations(data: bytes) -> None:
    """A configuration is read, or refused with one clear error."""
    # It may name plug-ins and files: no text that does is tried.
    if any(word in data for word in (b"plugins", b"schemas", b"extend", b"/")):
        return
    with _file("linkcheck.toml", data) as path, contextlib.suppress(ConfigError):
        load(path).checker(path)


def baselines(data: bytes) -> None:
    """A baseline is read, or refused with one clear error."""
    with _file("baseline.json", data) as path, contextlib.suppress(ConfigError):
        known = baseline_file.read(path)
        assert baseline_file.dump(known.known)


def command_line(data: bytes) -> None:
    """The command line on standard input: an exit code, never a crash."""
    if not data:
        return
    name = NAMES[data[0] % len(NAMES)]
    silent = io.StringIO()
    with (
        contextlib.redirect_stdout(silent),
        contextlib.redirect_stderr(silent),
        patch("sys.stdin", io.TextIOWrapper(io.BytesIO(data[1:]))),
    ):
        code = main(["check", "-", "--stdin-filename", name, "--no-config", "--diff"])
    assert code in (0, 1, 2), silent.getvalue()


@contextlib.contextmanager
def _file(name: str, data: bytes) -> Any:
    with tempfile.TemporaryDirectory() as folder:
        path = os.path.join(folder, name)  # noqa: PTH118
        Path(path).write_bytes(data)
        yield path


def seeds(target: str) -> Iterable[bytes]:
    """What a fuzzer begins with: the bodies that the examples of the rules are made from."""
    root = Path(__file__).parents[1]
    bodies = [json.dumps(body, indent=1).encode() for _, body in BASES.values()]
    if target == "fixes":
        yield from bodies
        yield from (file.read_bytes() for file in sorted((root / "examples/broken").glob("*.json")))
    elif target == "configurations":
        yield b'select = ["LC1"]\nignore = ["LC301"]\n[severity]\nLC104 = "warning"\n'
        yield b'environment = "production"\ntoday = 2025-07-01\n[per-file-ignores]\n"*" = ["LC2"]\n'
    elif target == "baselines":
        known = {"f": {"count": 1, "known": {"9f": {"code": "LC301", "count": 1}}}}
        yield json.dumps({"version": 1, "files": known}).encode()
    else:
        for number in range(7):
            yield from (bytes([number]) + body for body in bodies[number::7])
        for number, ending in enumerate(NAMES):
            for file in sorted((root / "tests/data/containers").glob(f"*{ending[1:]}")):
                yield bytes([number]) + file.read_bytes()


TARGETS: dict[str, Callable[[bytes], None]] = {
    one.__name__: one for one in (values, texts, fixes, configurations, baselines, command_line)
}
