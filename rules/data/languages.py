"""The codes of languages that have two codes.

Sources: the Link endpoints reference (June 2026) has Norwegian as ``no``; the description of
``language`` in plaid-python 46.0.0 as ``nb``.
"""

from __future__ import annotations

from typing import Any

NEWER_CODES = {"no": "nb"}
"""Older codes, each with the one that replaced it. Both are accepted."""


def one_language(code: Any) -> Any:
    """Return the code for comparing a language; any other value unchanged."""
    return NEWER_CODES.get(code, code) if isinstance(code, str) else code
