"""Check with Apache Spark: ``linkcheck.integrations.spark``."""

from linkcheck.integrations.spark import *  # noqa: F403
from linkcheck.integrations.spark import main

if __name__ == "__main__":
    raise SystemExit(main())
