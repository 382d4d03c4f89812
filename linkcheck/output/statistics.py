"""How often each rule was broken, instead of the violations themselves."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator

from linkcheck.output.results import Options, Results, fixable, is_fixed, summary
from linkcheck.output.style import Style


def render(results: Results, options: Options) -> Iterator[str]:
    """Number, code, severity and name of each broken rule, the most frequent first."""
    style = Style(options.color)
    violations = results.violations
    counts = Counter((v.code, v.name, v.severity) for v in violations)
    marked = {
        violation.code
        for violation in violations
        if is_fixed(violation, unsafe=options.unsafe_fixes)
    }
    width = max((len(str(number)) for number in counts.values()), default=0)
    for (code, name, severity), number in sorted(
        counts.items(), key=lambda item: (-item[1], item[0])
    ):
        mark = f"[{style('*', 'cyan')}] " if code in marked else ""
        yield (
            f"{number:>{width}}  {style.severity(code, severity)}  {severity:<7}  {mark}{name}\n"
        )
    if options.summary:
        yield summary(results) + "\n"
        if line := fixable(results, options):
            yield line + "\n"
