"""Custom rules in Python: ``linkcheck.config.plugins``."""

from linkcheck.config.plugins import *  # noqa: F403
from linkcheck.exceptions import PluginError as PluginError
from linkcheck.integrations.house_rules import failing_examples as failing_examples
