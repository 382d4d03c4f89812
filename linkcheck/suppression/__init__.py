"""Suppression comments: apply them to reports, and report what is wrong with the comments.

``reports`` splits the violations of a document, and adds those about the comments of its file.
``certainty`` says which rules have reported everything, as only their comments can be unused. Both
are imported on first use: most files have no such comments.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from linkcheck._exports import exporter

if TYPE_CHECKING:
    from linkcheck.suppression.reports import suppress, with_comments

__all__ = ["suppress", "with_comments"]

__getattr__ = exporter(__name__, dict.fromkeys(__all__, "reports"))
