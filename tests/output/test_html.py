"""The report for the browser: complete, safe, without network, its filters in a real browser."""

from __future__ import annotations

import re
from html.parser import HTMLParser
from pathlib import Path

import pytest

from linkcheck.output import html_
from linkcheck.output.results import Result, Results
from linkcheck.report import Report
from tests.output import odd, sample
from tests.output.browser import Browser, find

_VOID = {"meta", "input", "br", "link", "img"}


class _Page(HTMLParser):
    """A page taken apart: elements with their attributes, and whether all are closed."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.elements: list[tuple[str, dict[str, str | None]]] = []
        self.texts: list[str] = []
        self._open: list[str] = []
        self.feed(html)
        self.close()
        assert not self._open

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.elements.append((tag, dict(attrs)))
        if tag not in _VOID:
            self._open.append(tag)

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.elements.append((tag, dict(attrs)))

    def handle_endtag(self, tag: str) -> None:
        assert self._open.pop() == tag

    def handle_data(self, data: str) -> None:
        self.texts.append(data)

    def all(self, tag: str) -> list[dict[str, str | None]]:
        return [attributes for name, attributes in self.elements if name == tag]


def _page(results: Results) -> _Page:
    return _Page(odd.written("html", results))


def _crowd(number: int) -> Results:
    found = sample.violation("/products", "Wrong.")
    results = [
        Result.about(
            f"a/long/path/to/a/folder/of/requests/file{i:03}.json", 0, Report(odd.KIND, (found,))
        )
        for i in range(number)
    ]
    return Results(tuple(results))


# -- the page itself -------------------------------------------------------------------------------


@pytest.mark.parametrize("name", odd.RUNS)
def test_every_element_is_closed_and_every_finding_there(name: str) -> None:
    page = _page(odd.RUNS[name])
    assert len(page.all("article")) == len(odd.RUNS[name].violations)


def test_a_finding_has_what_the_text_format_has() -> None:
    text = "".join(_page(sample.RESULTS).texts)
    for part in (
        "Missing required field language",
        "helpAdd a language of Link, such as en",
        "line 4, column 24",
        '4 |   "products": ["auth", "Transactions"],\n  |                        ^^^^^^^^^^^^^^',
        "notePlaid answers INVALID_PRODUCT",
        "notesee /products/0 (line 4): the same product",
        "helpUse transactions, or remove it",
        "fixWrite transactions",
        "Found 3 errors, 1 warning, 1 info in 1 file (2 files checked, 3 skipped).",
        "1 file without findings",
    ):
        assert part in text


def test_values_are_masked() -> None:
    written = odd.written("html", sample.RESULTS)
    assert "4155550123" not in written
    assert "hunter2" not in written


def test_counts() -> None:
    text = re.sub(r"\s+", " ", odd.written("html", sample.RESULTS))
    tiles = dict(re.findall(r"<dt>([\w ]+)</dt><dd>(\d+)</dd>", text))
    assert tiles == {
        "Errors": "3",
        "Warnings": "1",
        "Infos": "1",
        "Documents": "2",
        "Files": "2",
        "Skipped files": "3",
    }


def test_counts_above_zero_stand_out() -> None:
    classes = re.findall(r'<div class="([^"]*)"><dt>', odd.written("html", sample.RESULTS))
    assert classes == ["error some", "warning some", "info some", "some", "some", "some"]
    classes = re.findall(r'<div class="([^"]*)"><dt>', odd.written("html", Results(())))
    assert classes == ["error", "warning", "info", "", "", ""]


def test_charts_link_to_what_they_count() -> None:
    links = {a["href"]: a.get("aria-label") for a in _page(sample.RESULTS).all("a")}
    assert links["#rule=LC900"] == "LC900 made-up: 3 errors, 1 info"
    assert links["#file=a%2Fbody.json"] == "a/body.json: 3 errors, 1 warning, 1 info"


def test_long_charts_are_cut_and_say_so() -> None:
    written = odd.written("html", _crowd(20))
    assert "and 8 more" in written
    assert written.count('href="#file=') == 12
    assert ">…/path/to/a/folder/of/requests/file000.json</text>" in written


def test_nothing_comes_from_elsewhere() -> None:
    page = _page(odd.every_rule())
    assert not {"link", "img", "iframe", "object", "base"} & {tag for tag, _ in page.elements}
    assert all("src" not in attributes for _, attributes in page.elements)
    assert all("style" not in attributes for _, attributes in page.elements)
    assert not any(name.startswith("on") for _, found in page.elements for name in found)
    style = re.search(r"<style>(.*?)</style>", odd.written("html", sample.RESULTS), re.DOTALL)
    assert style is not None
    assert "url(" not in style[1]
    assert "@import" not in style[1]


def test_names_and_texts_cannot_become_markup() -> None:
    attack = '"><script>alert(1)</script><img src=x onerror=alert(1)>'
    found = sample.violation("/x", attack, name=attack, code=attack)
    page = _page(Results((Result.about(attack, 0, Report(odd.KIND, (found,)), "", {}),)))
    assert len(page.all("script")) == 1
    assert page.all("img") == []
    assert all(article["data-file"] == attack for article in page.all("article"))


def test_only_addresses_of_the_web_become_links() -> None:
    found = sample.violation("/x", "Wrong.", docs="javascript:alert(1)")
    page = _page(Results((Result.about("a.json", 0, Report(odd.KIND, (found,)), "", {}),)))
    assert all(str(a["href"]).startswith(("#", "https://")) for a in page.all("a"))


def test_files_without_findings_are_named() -> None:
    report = Report(odd.KIND, ())
    results = Results((Result.about("b.json", 0, report), Result.about("a&b.json", 0, report)))
    written = odd.written("html", results)
    assert "2 files without findings" in written
    names = re.findall(r'<li class="file-name">([^<]*)</li>', written)
    assert names == ["b.json", "a&amp;b.json"]


def test_clean_and_empty_runs_say_so() -> None:
    assert "All checks passed." in "".join(_page(sample.CLEAN).texts)
    nothing = "".join(_page(Results()).texts)
    assert "Nothing was checked." in nothing
    assert "All checks passed." not in nothing


def test_crashes_are_shown() -> None:
    text = "".join(_page(odd.odd()).texts)
    assert "Rule LC342 crashed on ./dot/../dotted.json: NameError in <lambda>, line 3" in text


# -- colors ----------------------------------------------------------------------------------------

_CSS = (Path(html_.__file__).parent / "report.css").read_text(encoding="utf-8")
_PALETTES = {
    name: {"light": light, "dark": dark}
    for name, light, dark in re.findall(
        r"--([\w-]+): light-dark\((#[0-9a-f]{6}), (#[0-9a-f]{6})\);", _CSS
    )
}
_PAPER = "#ffffff"


def _luminance(color: str) -> float:
    """The relative luminance of WCAG 2."""
    parts = [int(color[start : start + 2], 16) / 255 for start in (1, 3, 5)]
    linear = [p / 12.92 if p <= 0.04045 else ((p + 0.055) / 1.055) ** 2.4 for p in parts]
    return sum(p * weight for p, weight in zip(linear, (0.2126, 0.7152, 0.0722), strict=True))


def _contrast(one: str, other: str) -> float:
    low, high = sorted((_luminance(one), _luminance(other)))
    return (high + 0.05) / (low + 0.05)


def _used(properties: str) -> set[str]:
    """The variables of the palettes that these properties have for their value."""
    found = set(re.findall(rf"(?<![\w-])(?:{properties}): ([^;}}]+)", _CSS))
    found -= {"inherit", "transparent", "inset(50%)"}
    names = {match[1] for value in found if (match := re.fullmatch(r"var\(--([\w-]+)\)", value))}
    assert len(names) == len(found), "a color that is not in a palette cannot be tested"
    return {name for name in names if not name.endswith("-bar")}


def test_contrast_is_computed_as_in_the_standard() -> None:
    assert _contrast("#000000", "#ffffff") == pytest.approx(21)
    assert _contrast("#777777", "#ffffff") == pytest.approx(4.48, abs=0.01)


def test_every_text_can_be_read() -> None:
    own = {f"{kind}-bar" for kind in ("error", "warning", "info")}
    assert own < _PALETTES.keys()
    # `--ink` is set to one of these for each severity.
    texts = (_used("color|fill|--ink") | {"error", "warning", "info"}) - {"ink", "sunken"}
    grounds = _used("background")
    assert texts >= {"text", "soft", "link", "good"}
    assert grounds == {"page", "card", "sunken"}
    pale = []
    for text in sorted(texts):
        for scheme, color in _PALETTES[text].items():
            for ground in sorted(grounds):
                contrast = _contrast(color, _PALETTES[ground][scheme])
                if contrast < 4.5:
                    pale.append(f"{text} on {ground}, {scheme}: {contrast:.2f}")
        contrast = _contrast(_PALETTES[text]["light"], _PAPER)
        if contrast < 4.5:
            pale.append(f"{text} on paper: {contrast:.2f}")
    assert pale == []


def test_paper_has_the_light_palette_whatever_the_screen_has() -> None:
    screen, _, paper = _CSS.partition("@media print {")
    chosen = r"([^{};/]*)\{ color-scheme: (\w+); \}"
    assert {scheme for _, scheme in re.findall(chosen, screen)} == {"light", "dark"}
    [(selectors, scheme)] = re.findall(chosen, paper)
    assert scheme == "light"
    # As specific as those of the button, and after them.
    assert {part.strip() for part in selectors.split(",")} == {":root", ":root[data-theme]"}


# -- in the browser --------------------------------------------------------------------------------


@pytest.fixture(scope="module")
def browser(tmp_path_factory: pytest.TempPathFactory) -> Browser:
    return find(tmp_path_factory.mktemp("browser"))


def _shown(dom: str) -> list[tuple[str, str]]:
    """Rule and severity of the findings that are to be seen."""
    found = [a for a in _Page(dom).all("article") if "hidden" not in a]
    return [(str(a["data-rule"]), str(a["data-severity"])) for a in found]


@pytest.mark.matrix
def test_the_script_runs_without_errors(browser: Browser) -> None:
    dom, log = browser.page(odd.written("html", sample.RESULTS))
    assert len(_shown(dom)) == 5
    assert "5 of 5 shown" in dom
    (filters,) = (a for a in _Page(dom).all("div") if a.get("id") == "filters")
    assert "hidden" not in filters
    assert "CONSOLE" not in log  # refusals of the policy and errors of scripts


@pytest.mark.matrix
@pytest.mark.parametrize(
    ("fragment", "shown"),
    [
        ("#severity=error", [("LC900", "error")] * 3),
        ("#severity=warning%2Cinfo", [("LC901", "warning"), ("LC900", "info")]),
        ("#severity=", []),
        ("#rule=LC901", [("LC901", "warning")]),
        ("#q=E.164+PHONE", [("LC901", "warning")]),
        ("#q=the+same+product", [("LC900", "info")]),
        ("#rule=LC900&severity=info", [("LC900", "info")]),
        ("#file=a%2Fbody.json&q=extra", [("LC900", "error")]),
        ("#q=hunter2", []),
    ],
)
def test_filters(browser: Browser, fragment: str, shown: list[tuple[str, str]]) -> None:
    dom, _ = browser.page(odd.written("html", sample.RESULTS), fragment)
    assert _shown(dom) == shown
    assert f"{len(shown)} of 5 shown" in dom


@pytest.mark.matrix
def test_paper_is_the_same_whatever_the_screen_has(browser: Browser) -> None:
    html = odd.written("html", sample.RESULTS)
    assert "<html " in html
    light, dark = (
        browser.printed(html.replace("<html ", f'<html data-theme="{theme}" '))
        for theme in ("light", "dark")
    )
    assert light == dark
    assert any(b" rg\n" in part for part in light)  # colors are among what was compared


@pytest.mark.matrix
def test_odd_names_and_texts_in_the_browser(browser: Browser) -> None:
    dom, log = browser.page(odd.written("html", odd.odd()), "#q=odd-one")
    assert len(_shown(dom)) == 22
    assert "CONSOLE" not in log


@pytest.mark.matrix
def test_a_clean_run_in_the_browser(browser: Browser) -> None:
    dom, log = browser.page(odd.written("html", sample.CLEAN))
    assert "All checks passed." in dom
    assert "CONSOLE" not in log


@pytest.mark.matrix
def test_the_browser_would_refuse_a_foreign_script(browser: Browser) -> None:
    """The policy of the page holds, and the log shows it: so no complaint means something."""
    html = odd.written("html", sample.CLEAN)
    foreign = html.replace("</main>", "</main><script>document.title = 'taken'</script>")
    dom, log = browser.page(foreign)
    assert "<title>taken" not in dom
    assert "CONSOLE" in log
