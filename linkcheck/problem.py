"""Reports as problem details (RFC 9457): ``linkcheck.output.problem``."""

from linkcheck.output.problem import *  # noqa: F403
from linkcheck.report import problem as problem
