"""The names that tests use for the pytest plug-in."""

from __future__ import annotations

MARKER = "linkcheck"
FIXTURE = "link_calls"
