"""Runs linkcheck from a checkout that is not installed: ``python cli.py check body.json``."""

from __future__ import annotations

import sys
from pathlib import Path

import linkcheck

# In a checkout, rules/ and schemas/ stand beside the package that they belong to.
linkcheck.__path__.append(str(Path(__file__).resolve().parent))

if __name__ == "__main__":
    from linkcheck.__main__ import main

    sys.exit(main())
