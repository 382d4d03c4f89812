"""The form of a rule: ``linkcheck.rule``."""

from linkcheck.engine.rule import *  # noqa: F403
