"""Runs linkcheck from a checkout that is not installed: ``python cli.py check body.json``."""

from __future__ import annotations

import sys

from linkcheck.__main__ import main

if __name__ == "__main__":
    sys.exit(main())
