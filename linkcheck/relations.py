"""Rules as relations between fields: ``linkcheck.engine.relations``."""

import linkcheck.documents  # noqa: F401  (rules that name no kind are about its first)
from linkcheck.engine.relations import *  # noqa: F403
