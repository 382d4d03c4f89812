"""Compare findings with Plaid's recorded answers: ``linkcheck.cli.agreement``."""

from linkcheck.cli.agreement import *  # noqa: F403
