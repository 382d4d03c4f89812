"""Bar charts in SVG; each bar links to the findings that it counts."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator, Mapping
from html import escape

from linkcheck.output.results import plural
from linkcheck.violation import Severity

_MOST = 12
_LABEL = 42
_ROW, _BAR = 36, 8


def chart(
    title: str,
    counts: Mapping[str, Counter[Severity]],
    describe: Callable[[str], tuple[str, str]],
) -> Iterator[str]:
    """Yield a figure with one bar per key, divided by severity, the longest bar first.

    ``describe`` returns the label of a key and the URL of its bar. At most 12 bars are shown.
    """
    ranked = sorted(counts, key=lambda key: (-counts[key].total(), key))
    shown = ranked[:_MOST]
    longest = max(counts[key].total() for key in shown)
    yield f"<figure><figcaption>{title}</figcaption>\n"
    yield f'<svg height="{len(shown) * _ROW}" role="group" aria-label="{title}">\n'
    for row, key in enumerate(shown):
        yield from _bar(row * _ROW, counts[key], longest, *describe(key))
    yield "</svg>\n"
    if len(ranked) > len(shown):
        yield f"<p>and {len(ranked) - len(shown)} more</p>\n"
    yield "</figure>\n"


def _bar(
    top: int, counts: Counter[Severity], longest: int, label: str, address: str
) -> Iterator[str]:
    total = counts.total()
    words = ", ".join(plural(counts[s], str(s)) for s in Severity if counts[s])
    yield (
        f'<a href="{escape(address)}" aria-label="{escape(label)}: {words}">'
        f"<title>{escape(label)}: {words}</title>"
        f'<rect class="whole" x="0" y="{top}" width="100%" height="{_ROW}"/>'  # to click
        f'<text x="0" y="{top + 14}">{escape(_short(label))}</text>'
        f'<text class="number" x="100%" y="{top + 14}">{total}</text>'
        f'<rect class="track" x="0" y="{top + 20}" width="100%" height="{_BAR}" rx="4"/>'
    )
    start = 0.0
    for severity in Severity:
        width = 100 * counts[severity] / longest
        if width:
            yield (
                f'<rect class="{severity}" x="{start:.2f}%" y="{top + 20}" '
                f'width="{width:.2f}%" height="{_BAR}" rx="2"/>'
            )
        start += width
    yield "</a>\n"


def _short(label: str) -> str:
    """Return a label, without its beginning if it is long: the end of a path matters more."""
    return label if len(label) <= _LABEL else "…" + label[-_LABEL:]
