"""Runs linkcheck from a checkout that is not installed: ``python cli.py check body.json``."""

from __future__ import annotations

from linkcheck.__main__ import script

if __name__ == "__main__":
    script()
