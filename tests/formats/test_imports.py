"""The value checks and tables load no heavy module before a value needs it."""

from __future__ import annotations

import os
import subprocess
import sys

PROGRAM = """
import importlib, pkgutil, sys
before = set(sys.modules)
for package in ("linkcheck.rules.formats", "linkcheck.rules.data"):
    home = importlib.import_module(package)
    for module in pkgutil.iter_modules(home.__path__):
        importlib.import_module(f"{package}.{module.name}")
        print(f"{package}.{module.name}")
heavy = "phonenumbers pycountry stdnum ipaddress urllib.parse jsonschema unicodedata"
print("heavy:", *(name for name in heavy.split() if name in set(sys.modules) - before))
"""


def test_importing_every_module_loads_no_heavy_one() -> None:
    environment = os.environ | {"PYTHONPATH": os.pathsep.join(filter(None, sys.path))}
    done = subprocess.run(
        [sys.executable, "-c", PROGRAM],
        env=environment,
        capture_output=True,
        text=True,
        check=True,
        timeout=60,
    )
    *modules, heavy = done.stdout.splitlines()
    assert "linkcheck.rules.formats.phone" in modules
    assert "linkcheck.rules.data.subdivisions" in modules
    assert heavy.strip() == "heavy:"
