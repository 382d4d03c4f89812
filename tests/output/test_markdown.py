"""Markdown: tables that no text of a file or a rule can break out of, read by GitHub's parser."""

from __future__ import annotations

import re

import cmarkgfm
import pytest
from cmarkgfm.cmark import Options as Parsing
from hypothesis import given, settings
from hypothesis import strategies as st
from lxml import html

from linkcheck.engine.runner import InternalError
from linkcheck.output.results import Options, Result, Results
from linkcheck.output.style import printable
from linkcheck.report import Report
from linkcheck.violation import Severity
from tests.output import odd, sample

KIND = "link-token-create-request"
MARKDOWN = """\
## linkcheck

Found 3 errors, 1 warning, 1 info in 1 file (2 files checked, 3 skipped).

2 fixable with --fix.

### `a/body.json`

| Line | Place | Rule | Severity | Problem |
| --- | --- | --- | --- | --- |
| 1 | top level | [LC900](DOCS) | error | Missing required field `language`<br>**Help:** Add a language of Link, such as `en` |
| 3 | `/user/phone_number` | [LC901](DOCS) | warning | `user.phone_number` is not in E.164 form<br>**Help:** Write the number in E.164 form |
| 4 | `/products/1` | [LC900](DOCS) | error | Unknown product `Transactions` in `products[1]`<br>**Help:** Use `transactions`, or remove it |
| 5 | `/optional_products` | [LC900](DOCS) | info | All of `optional_products` is in `products` |
| 8 | `/extra` | [LC900](DOCS) | error | Unknown field `extra` |
"""  # noqa: E501
REPORT = """\
**link-token-create-request**: 1 error

| Place | Rule | Severity | Problem |
| --- | --- | --- | --- |
| `/products/1` | [LC900](DOCS) | error | Wrong. |

The rule `HX001` crashed: KeyError in check, line 3
"""
CRASHES = (InternalError("HX001", "KeyError in check, line 3"),)
# What GitHub makes a mention or a reference of, outside of code, once Markdown is HTML.
SPECIAL = re.compile(r"[@#]\w|\bGH-\d", re.IGNORECASE)


def _read(text: str) -> html.HtmlElement:
    """Markdown as GitHub reads it: with tables, strikethrough, HTML, and links of addresses."""
    written = cmarkgfm.github_flavored_markdown_to_html(text, Parsing.CMARK_OPT_UNSAFE)
    return html.fragment_fromstring(written, create_parent="body")


def _cells(page: html.HtmlElement) -> list[list[str]]:
    rows = [[cell.text_content() for cell in row.iter("td")] for row in page.iter("tr")]
    return [row for row in rows if row]  # a head has no "td"


def test_a_run() -> None:
    assert odd.written("markdown", sample.RESULTS) == MARKDOWN.replace("DOCS", sample.DOCS)


def test_a_report() -> None:
    found = (sample.violation("/products/1", "Wrong."),)
    written = Report(KIND, found, CRASHES).to_markdown()
    assert written == REPORT.replace("DOCS", sample.DOCS)
    assert Report(KIND).to_markdown() == "**link-token-create-request**: no violations\n"


@pytest.mark.parametrize("name", odd.RUNS)
def test_a_parser_sees_the_tables(name: str) -> None:
    page = _read(odd.written("markdown", odd.RUNS[name]))
    found = odd.RUNS[name].violations
    assert [row[-2] for row in _cells(page)] == [str(v.severity) for v in found]
    assert len(list(page.iter("h3"))) == sum(
        bool(r.violations or r.internal_errors) for r in odd.RUNS[name].results
    )


def test_every_message_stays_as_it_is() -> None:
    results = odd.every_rule()
    results = Results(results.results[::7])  # all are more than the output may hold
    page = _read(odd.written("markdown", results))
    assert "not shown" not in page.text_content()
    messages = [v.message + f"Help: {v.help}" * bool(v.help) for v in results.violations]
    assert [row[-1] for row in _cells(page)] == [text.replace("`", "") for text in messages]


HOSTILE = (
    "a | b\n\n# Title\n\n- [x](javascript:alert(1)) ![i](//evil.example/x.png)",
    "<img src=x onerror=alert(1)> &lt; <!-- -->",
    "@octocat and @org/team, #1, org/repo#2, GH-3, :tada:",
    "https://evil.example/ www.evil.example evil://x",
    "`a` | `b|c` ` `` ` `@octocat` ``` `<b>`",
    "\\` \\| \\\\ `\\` | x `\\|`",
    "**bold** _it_ ~~gone~~ $x$ ^[note]: [^1] ||| ---",
    "\x1b[2J\r\n\u202egnorts\u2028\ud800",
    "#_&amp;#1",
    "a\\b@c.example",
    "`",
    "",
)


@pytest.mark.parametrize("text", HOSTILE)
def test_no_text_breaks_out(text: str) -> None:
    _check_that_it_stays_text(text)


@given(st.text(st.sampled_from("`|\\<>&@#[]()!*_~$:-= \nw.aGH1/'\"{}^"), max_size=40))
@settings(max_examples=300)
def test_no_made_up_text_breaks_out(text: str) -> None:
    _check_that_it_stays_text(text)


def _check_that_it_stays_text(text: str) -> None:
    found = sample.violation("/products", text, docs=f"https://x.example/{text}", code="HX1")
    crashes = (InternalError("HX001", text),)
    report = Report(KIND, (found,), crashes)
    results = Results((Result.about(f"{text}.json", 0, report, "", {}),))
    written = odd.written("markdown", results)
    page = _read(written)
    allowed = {"body", "h2", "h3", "p", "code", "table", "thead", "tbody", "tr", "th", "td", "a"}
    assert {str(element.tag) for element in page.iter("*")} <= allowed
    assert not any((comment.text or "").strip() for comment in page.iter(html.etree.Comment))
    links = [str(link.get("href")) for link in page.iter("a")]
    assert links in ([], [found.docs])
    (row,) = _cells(page)
    shown = _shown(text)
    assert row[-2] == "error"
    assert _shown(row[-1]) == shown
    assert _shown(page.findall(".//p")[-1].text_content()).endswith(shown)
    assert not SPECIAL.search(_outside_of_code(page))


def _outside_of_code(page: html.HtmlElement) -> str:
    """The text in which GitHub looks for mentions and references."""
    for code in page.findall(".//code"):
        after = code.tail or ""
        code.clear()
        code.tail = f" {after}"
    return str(page.text_content())


def _shown(text: str) -> str:
    """A text without the backticks, which mark code, and the blanks, which HTML folds."""
    return re.sub(r"[`\s]", "", printable(text))


def test_a_long_run_is_cut_where_a_comment_would_be_refused() -> None:
    files = tuple(odd.many(Severity.ERROR, 400)[0] for _ in range(3))
    written = odd.written("markdown", Results(files))
    assert len(written) < 65_536
    rows = written.count("| error |")
    assert written.endswith(f"\n{1200 - rows} more violations are not shown here.\n")
    assert 100 < rows < 1200


def test_member_names_that_may_be_personal_are_masked() -> None:
    report = Report(KIND, (sample.violation("/user/jo@example.com", "Odd."),))
    assert "| `/user/**************` |" in report.to_markdown()


def test_without_a_summary_there_are_only_tables() -> None:
    from linkcheck.output.markdown import render

    written = "".join(render(sample.RESULTS, Options(summary=False)))
    assert written.startswith("## linkcheck\n\n### `a/body.json`\n\n| Line")
