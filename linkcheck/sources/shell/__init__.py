"""Shell scripts as simple commands, with the place of each character of their words."""

from linkcheck.sources.shell.script import Script
from linkcheck.sources.shell.words import Command, Unclosed, Word

__all__ = ["Command", "Script", "Unclosed", "Word"]
