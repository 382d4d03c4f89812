"""Rules as relations between fields: ``linkcheck.relations``."""

from linkcheck.engine.relations import *  # noqa: F403
