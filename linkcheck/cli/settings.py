"""The options of the command line."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import TYPE_CHECKING, Any, NamedTuple

from linkcheck.violation import Severity

if TYPE_CHECKING:
    from linkcheck.config import Resolver

FAIL_ON = (*(str(severity) for severity in Severity), "never")
COLORS = ("auto", "always", "never")


class Settings(NamedTuple):
    """The options of ``linkcheck check`` by their names, with their defaults.

    None or empty means not set: the value then comes from the configuration or its default.
    """

    document: str | None = None
    environment: str | None = None
    platform: str | None = None
    today: date | None = None
    select: tuple[str, ...] = ()
    ignore: tuple[str, ...] = ()
    pedantic: bool = False
    config: str | None = None
    no_config: bool = False
    no_plugins: bool = False
    format: str | None = None
    output_file: tuple[str, ...] = ()
    fail_on: str | None = None
    baseline: str | None = None
    prune: bool = False
    fix: bool = False
    unsafe_fixes: bool = False
    diff: bool = False
    stdin_filename: str | None = None
    statistics: bool = False
    exclude: tuple[str, ...] = ()
    force_exclude: bool = False
    skip_unknown: bool = False
    max_file_size: int | None = None
    jobs: int | None = None
    color: str = COLORS[0]
    quiet: bool = False
    verbose: bool = False

    def resolver(self) -> Resolver:
        """Return the resolver of the configurations, overridden by these settings.

        As they may load plug-ins, only ``write`` reaches standard output from now on.
        """
        from linkcheck.cli.terminal import keep_output
        from linkcheck.config.resolver import Resolver

        keep_output()

        return Resolver(
            self._given(),
            file=self.config,
            isolated=self.no_config,
            plugins=False if self.no_plugins else None,
        )

    @staticmethod
    def write_notes(resolver: Resolver) -> None:
        """Write the new notes of a resolver."""
        from linkcheck.cli.terminal import note

        while resolver.notes:
            note(resolver.notes.pop(0))

    def _given(self) -> Mapping[str, Any]:
        """Return the settings that differ from their defaults."""
        defaults = self._field_defaults
        return {name: v for name, v in self._asdict().items() if v != defaults[name]}
