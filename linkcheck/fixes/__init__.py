"""Fixes: apply the patches of rules to values and documents.

``engine`` decides which fixes to apply, ``patch`` applies RFC 6902 operations to a value, and
``text`` and ``yaml_text`` turn them into minimal edits of a JSON or YAML document.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from linkcheck._exports import exporter

if TYPE_CHECKING:
    from linkcheck.fixes.engine import Fixed, fix_value, settle, settle_none
    from linkcheck.fixes.text import fix_text
    from linkcheck.fixes.yaml_text import settle_yaml

_HOMES = {
    "Fixed": "engine",
    "fix_text": "text",
    "fix_value": "engine",
    "settle": "engine",
    "settle_none": "engine",
    "settle_yaml": "yaml_text",
}

__all__ = ["Fixed", "fix_text", "fix_value", "settle", "settle_none", "settle_yaml"]

__getattr__ = exporter(__name__, _HOMES)
