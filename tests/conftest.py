"""What holds for all tests."""

from __future__ import annotations

import os
import sys
from importlib import import_module

# Tests start hundreds of processes. Without bytecode, each compiles linkcheck again.
os.environ.pop("PYTHONDONTWRITEBYTECODE", None)
sys.dont_write_bytecode = False
# pytest-xdist sets it. The width decides what of a source line and its label is written.
os.environ.pop("COLUMNS", None)

# So that the engine knows of which API the rules are, whatever else a test imports.
import_module("linkcheck.documents")
