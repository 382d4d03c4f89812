"""What the options of the command line say."""

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
    """The options of ``linkcheck check`` by their names, with the defaults that they have.

    What is None or empty is not set: then the configuration counts, and then its default.
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
    jobs: int | None = None
    color: str = COLORS[0]
    quiet: bool = False
    verbose: bool = False

    def resolver(self) -> Resolver:
        """The configurations of the files, with these settings over them.

        They may name plug-ins: from now on nothing but ``write`` reaches standard output.
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
    def note_left_out(resolver: Resolver) -> None:
        """Write what was left out of the configurations so far."""
        from linkcheck.cli.terminal import note

        while resolver.notes:
            note(resolver.notes.pop(0))

    def _given(self) -> Mapping[str, Any]:
        """The settings that differ from their defaults."""
        defaults = self._field_defaults
        return {name: v for name, v in self._asdict().items() if v != defaults[name]}
