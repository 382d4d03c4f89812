"""Baselines of known violations: ``linkcheck.cli.baseline_file``."""

from linkcheck.cli.baseline_file import *  # noqa: F403
