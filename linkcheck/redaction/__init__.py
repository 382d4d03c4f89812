"""Redact documents: what is not on an allow-list is replaced by ``*``.

``values`` decides which names and values may be shown; ``json_line`` redacts a line of JSON. Each
name is imported on first use, as nothing of a clean document is shown.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from linkcheck._exports import exporter

if TYPE_CHECKING:
    from linkcheck.redaction.values import (
        child_of,
        dotted,
        fits,
        is_known_name,
        is_listed,
        is_plain_word,
        is_scalar,
        is_shown_name,
        last_name,
        mask_fix,
        mask_pointer,
        mask_string,
        mask_text,
        mask_texts,
        mask_url,
        mask_word,
        may_list,
        may_show,
        shown_name,
    )

__all__ = [
    "child_of",
    "dotted",
    "fits",
    "is_known_name",
    "is_listed",
    "is_plain_word",
    "is_scalar",
    "is_shown_name",
    "last_name",
    "mask_fix",
    "mask_pointer",
    "mask_string",
    "mask_text",
    "mask_texts",
    "mask_url",
    "mask_word",
    "may_list",
    "may_show",
    "shown_name",
]

__getattr__ = exporter(__name__, dict.fromkeys(__all__, "values"))
