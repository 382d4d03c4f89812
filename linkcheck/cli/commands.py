"""The names of the commands, which are known before click is loaded."""

from __future__ import annotations

CHECK = "check"
COMMANDS = (CHECK, "baseline", "completion", "explain", "init", "rule", "rules", "schema", "verify")
