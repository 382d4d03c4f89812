"""The names of the commands, available without click."""

from __future__ import annotations

CHECK = "check"
COMMANDS = (
    *(CHECK, "baseline", "completion", "explain", "extract"),
    *("init", "rule", "rules", "schema", "verify"),
)
