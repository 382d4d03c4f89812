"""Baselines of known findings: ``linkcheck.cli.baseline_file``."""

from linkcheck.cli.baseline_file import *  # noqa: F403
