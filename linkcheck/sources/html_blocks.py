"""HTML blocks of Markdown, and comments of MDX: how they begin and end."""

from __future__ import annotations

import re
from typing import NamedTuple

_TAGS = (
    "address|article|aside|base|basefont|blockquote|body|caption|center|col|colgroup|dd|details"
    "|dialog|dir|div|dl|dt|fieldset|figcaption|figure|footer|form|frame|frameset|h[1-6]|head|header"
    "|hr|html|iframe|legend|li|link|main|menu|menuitem|nav|noframes|ol|optgroup|option|p|param"
    "|search|section|summary|table|tbody|td|tfoot|th|thead|title|tr|track|ul"
)
_NAME = r"[A-Za-z][A-Za-z0-9-]*+"
_ATTRIBUTE = (
    r"[ \t]++[A-Za-z_:][\w.:-]*+"
    r"(?:[ \t]*+=[ \t]*+(?:[^ \t\r\n\"'=<>`]++|'[^'\r\n]*+'|\"[^\"\r\n]*+\"))?+"
)
COMMENT_ENDS = (re.compile(r"-->"), re.compile(r"\*/\}"))
"""The ends of comments of HTML and MDX."""

# How each kind begins, and what ends it; None is a blank line.
HTML_BLOCKS: tuple[tuple[re.Pattern[str], re.Pattern[str] | None], ...] = (
    (
        re.compile(r"<(?:script|pre|style|textarea)(?=[ \t>\r\n]|\Z)", re.I),
        re.compile(r"</(?:script|pre|style|textarea)>", re.I),
    ),
    (re.compile(r"<!--"), COMMENT_ENDS[0]),
    (re.compile(r"<\?"), re.compile(r"\?>")),
    (re.compile(r"<![A-Za-z]"), re.compile(r">")),
    (re.compile(r"<!\[CDATA\["), re.compile(r"\]\]>")),
    (re.compile(rf"</?(?:{_TAGS})(?=[ \t\r\n>]|/>|\Z)", re.I), None),
)
MDX_BLOCKS = ((re.compile(r"\{/\*"), COMMENT_ENDS[1]),)
ANY_TAG = re.compile(
    rf"(?:<{_NAME}(?:{_ATTRIBUTE})*+[ \t]*+/?>|</{_NAME}[ \t]*+>)[ \t]*+(?:[\r\n]|\Z)"
)


class HtmlComment(NamedTuple):
    """A block that is a comment: the offsets of its start and of the end of its last line."""

    start: int
    end: int
