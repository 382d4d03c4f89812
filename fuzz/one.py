"""One target in a process of its own, as libFuzzer wants it: its name, then its options."""

from __future__ import annotations

import sys

import atheris

with atheris.instrument_imports(include=["linkcheck"]):
    from fuzz.targets import TARGETS

if __name__ == "__main__":
    target = TARGETS[sys.argv.pop(1)]
    atheris.Setup(sys.argv, target)
    atheris.Fuzz()
