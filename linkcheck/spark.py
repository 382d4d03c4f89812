"""Check with Apache Spark: ``linkcheck.spark``."""

from linkcheck.integrations.spark import *  # noqa: F403
