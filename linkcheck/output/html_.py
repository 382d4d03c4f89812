"""A report for the browser: one file with counts, charts and filters that needs no network.

The script only adds the filters; without it, the page is complete. The content security policy
allows only the style and script of this package.
"""

from __future__ import annotations

import base64
import hashlib
import re
from collections import Counter
from collections.abc import Iterable, Iterator
from html import escape
from pathlib import Path
from urllib.parse import quote

from linkcheck._version import __version__
from linkcheck.output.html_chart import chart
from linkcheck.output.notes import notes
from linkcheck.output.results import Options, Result, Results, plural, summary
from linkcheck.output.snippet import Snippets
from linkcheck.output.style import printable
from linkcheck.violation import Severity, Violation

_ASSETS = Path(__file__).parent
_CODE = re.compile(r"`([^`]+)`")
_NOUNS = {Severity.ERROR: "Errors", Severity.WARNING: "Warnings", Severity.INFO: "Infos"}


def render(results: Results, options: Options) -> Iterator[str]:
    """The page. It holds no time, so the same results always produce the same page."""
    style, script = (_asset(name) for name in ("report.css", "report.js"))
    line = summary(results)
    yield (
        '<!doctype html>\n<html lang="en">\n<head>\n<meta charset="utf-8">\n'
        '<meta name="viewport" content="width=device-width, initial-scale=1">\n'
        f'<meta http-equiv="Content-Security-Policy" content="{_policy(style, script)}">\n'
        f"<title>linkcheck: {_text(line)}</title>\n<style>{style}</style>\n</head>\n<body>\n"
        '<a class="skip" href="#findings">Skip to the findings</a>\n'
        '<header class="top"><div class="wide">\n'
        f"<div><h1>linkcheck report</h1><p>{_text(line)}</p></div>\n"
        '<button id="theme" type="button" hidden>Light / dark</button>\n'
        '</div></header>\n<main class="wide">\n'
    )
    yield from _tiles(results)
    yield from _crashes(results)
    if results.violations:
        yield from _charts(results)
        yield from _filters(results)
    yield '<div id="findings" tabindex="-1">\n'
    for file, members in _by_file(results).items():
        yield from _file(file, members)
    yield "</div>\n"
    yield from _closing(results)
    yield f"</main>\n<script>{script}</script>\n</body>\n</html>\n"


def _asset(name: str) -> str:
    return (_ASSETS / name).read_text(encoding="utf-8")


def _policy(style: str, script: str) -> str:
    def source(text: str) -> str:
        digest = hashlib.sha256(text.encode()).digest()
        return f"'sha256-{base64.b64encode(digest).decode()}'"

    return (
        f"default-src 'none'; style-src {source(style)}; script-src {source(script)}; "
        "base-uri 'none'; form-action 'none'"
    )


def _by_file(results: Results) -> dict[str, list[Result]]:
    """Return the results with violations, by file."""
    files: dict[str, list[Result]] = {}
    for result in results.results:
        if result.violations:
            files.setdefault(result.file, []).append(result)
    return files


# -- above the findings ----------------------------------------------------------------------------


def _tiles(results: Results) -> Iterator[str]:
    severities = [(_NOUNS[s], results.count(s), f"{s} ") for s in Severity]
    others = [
        ("Documents", results.documents, ""),
        ("Files", results.files, ""),
        ("Skipped files", results.skipped, ""),
    ]
    yield '<dl class="tiles">\n'
    for noun, number, kind in (*severities, *others):
        name = f"{kind}some" if number else kind.strip()
        yield f'<div class="{name}"><dt>{noun}</dt><dd>{number}</dd></div>\n'
    yield "</dl>\n"


def _crashes(results: Results) -> Iterator[str]:
    crashes = [(r.file, c) for r in results.results for c in r.internal_errors]
    if not crashes:
        return
    yield '<section class="crashes"><h2>Internal errors</h2><ul>\n'
    for file, crash in crashes:
        yield f"<li>Rule {_text(crash.rule)} crashed on {_text(file)}: {_prose(crash.text)}</li>\n"
    yield "</ul></section>\n"


def _charts(results: Results) -> Iterator[str]:
    rules: dict[str, Counter[Severity]] = {}
    files: dict[str, Counter[Severity]] = {}
    names: dict[str, str] = {}
    for result in results.results:
        for violation in result.violations:
            rules.setdefault(violation.code, Counter())[violation.severity] += 1
            files.setdefault(result.file, Counter())[violation.severity] += 1
            names[violation.code] = f"{violation.code} {violation.name}"
    yield '<section class="charts" aria-label="Charts">\n'
    yield from chart("By rule", rules, lambda code: (names[code], f"#rule={quote(code)}"))
    yield from chart("By file", files, lambda file: (printable(file), f"#file={_quoted(file)}"))
    yield "</section>\n"


def _filters(results: Results) -> Iterator[str]:
    rules = Counter((v.code, v.name) for v in results.violations)
    files = Counter(r.file for r in results.results for _ in r.violations)
    yield (
        '<div class="filters" id="filters" role="search" hidden>\n'
        '<label class="label" for="search">Search the findings</label>'
        '<input id="search" type="search" placeholder="Search" autocomplete="off">\n'
        '<fieldset><legend class="label">Severities</legend>\n'
    )
    for severity in Severity:
        yield (
            f'<label><input type="checkbox" name="severity" value="{severity}" checked> '
            f"{_NOUNS[severity]} ({results.count(severity)})</label>\n"
        )
    yield "</fieldset>\n"
    yield from _select(
        "rule", "All rules", [(c, f"{c} {name} ({n})") for (c, name), n in sorted(rules.items())]
    )
    yield from _select("file", "All files", [(_name(f), f"{f} ({n})") for f, n in files.items()])
    yield (
        '<button id="clear" type="button">Clear</button>\n'
        '<span class="shown" id="shown" role="status"></span>\n</div>\n'
        '<p class="empty" id="nothing" hidden>No findings match these filters.</p>\n'
    )


def _select(name: str, everything: str, choices: Iterable[tuple[str, str]]) -> Iterator[str]:
    yield (
        f'<label class="label" for="{name}">{name.capitalize()}</label>'
        f'<select id="{name}"><option value="">{everything}</option>\n'
    )
    for value, label in choices:
        yield f'<option value="{_text(value)}">{_text(label)}</option>\n'
    yield "</select>\n"


# -- findings --------------------------------------------------------------------------------------


def _file(file: str, members: list[Result]) -> Iterator[str]:
    found = plural(sum(len(result.violations) for result in members), "finding")
    yield (
        f'<section class="file"><h2><span class="file-name">{_text(file)}</span>'
        f"<small>{found}</small></h2>\n"
    )
    for result in members:
        snippets = Snippets(result.text, result.first_line, made=result.snippets)
        for violation in result.violations:
            yield from _finding(result, violation, snippets)
    yield "</section>\n"


def _finding(result: Result, violation: Violation, snippets: Snippets) -> Iterator[str]:
    where = "" if violation.line is None else f"line {violation.line}, column {violation.column}"
    yield (
        f'<article class="{violation.severity}" data-severity="{violation.severity}" '
        f'data-rule="{_text(violation.code)}" data-file="{_text(_name(result.file))}" '
        'tabindex="-1">\n'
        f'<h3><span class="severity">{violation.severity}</span> '
        f"<code>{_text(violation.code)}</code> {_text(violation.name)} "
        f'<span class="where">{where}</span></h3>\n'
        f'<p class="message">{_prose(violation.message)}</p>\n'
    )
    shown = snippets.show(violation, None if result.value is None else result.path(violation))
    if shown:
        line, mark = map(_text, shown.marked())
        number = str(violation.line)
        gap = " " * len(number)
        yield f"<pre><i>{number} | </i>{line}\n<i>{gap} | </i><b>{mark}</b></pre>\n"
    yield '<dl class="notes">\n'
    for name, text in notes(violation):
        yield f"<dt>{name}</dt><dd>{_note(text)}</dd>\n"
    yield "</dl></article>\n"


def _note(text: str) -> str:
    if text.startswith("https://") and " " not in text:
        return f'<a href="{_text(text)}" rel="noreferrer">{_text(text)}</a>'
    return _prose(text)


def _closing(results: Results) -> Iterator[str]:
    if results.results and not results.violations:
        yield '<p class="empty passed">All checks passed.</p>\n'
    found = _by_file(results)
    clean = list(dict.fromkeys(r.file for r in results.results if r.file not in found))
    if clean:
        yield f'<details class="clean"><summary>{plural(len(clean), "file")} without findings'
        yield "</summary><ul>\n"
        for file in clean:
            yield f'<li class="file-name">{_text(file)}</li>\n'
        yield "</ul></details>\n"
    yield (
        f"<footer>Written by linkcheck {__version__}. Values that may be personal or secret are "
        'masked with <code>*</code>. <span id="keys" hidden>Keys: <kbd>/</kbd> search, '
        "<kbd>j</kbd> and <kbd>k</kbd> next and previous finding, <kbd>Esc</kbd> in the search "
        "clears all filters.</span></footer>\n"
    )


# -- text ------------------------------------------------------------------------------------------


def _name(file: str) -> str:
    """Return the name of a file as it is written in attributes and URLs."""
    return printable(file)


def _quoted(file: str) -> str:
    return quote(_name(file), safe="")


def _text(text: str) -> str:
    """Return the text, escaped for elements and attributes."""
    return escape(printable(text))


def _prose(text: str) -> str:
    """Return the text, with code in backticks as elements."""
    return _CODE.sub(r"<code>\1</code>", _text(text))
