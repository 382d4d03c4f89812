"""The form of a rule: ``linkcheck.engine.rule``."""

import linkcheck.documents  # noqa: F401  (rules that name no kind are about its first)
from linkcheck.engine.rule import *  # noqa: F403
