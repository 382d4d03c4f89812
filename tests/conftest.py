"""What holds for all tests."""

from __future__ import annotations

import os
import sys

# Tests start hundreds of processes. Without bytecode each compiles linkcheck anew.
os.environ.pop("PYTHONDONTWRITEBYTECODE", None)
sys.dont_write_bytecode = False
