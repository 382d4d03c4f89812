"""Counters of what guards do, for metrics."""

from __future__ import annotations

from threading import get_ident

NAMES = ("checked", "violating", "refused", "unknown", "crashed")


class Counters:
    """How many requests and responses guards have handled; each number only grows.

    ``checked`` counts the checks, ``violating`` those with violations of at least the severity
    ``fail_on``, and ``refused`` those that stopped a call. ``unknown`` counts the bodies with
    something that this release does not know, and ``crashed`` the crashes of linkcheck or a rule.

    Guards count in ``COUNTERS`` unless they get an object of their own. Thread-safe.
    """

    def __init__(self) -> None:
        # Each thread changes only its own numbers: a call never waits for a lock.
        self._threads: dict[int, dict[str, int]] = {}

    def add(self, *names: str) -> None:
        """Add one to each of these counters."""
        own = self._threads.setdefault(get_ident(), dict.fromkeys(NAMES, 0))
        for name in names:
            own[name] += 1

    def values(self) -> dict[str, int]:
        """Return the numbers by name."""
        rows = list(self._threads.values())
        return {name: sum(row[name] for row in rows) for name in NAMES}


COUNTERS = Counters()
"""The counters of this process."""
