"""The documentation site builds without a warning, loads nothing from elsewhere, lacks no name."""

from __future__ import annotations

import importlib.util
import os
import re
import subprocess
import sys
from html.parser import HTMLParser
from pathlib import Path
from urllib.parse import quote

import pytest

import linkcheck
from linkcheck.engine import catalog
from tests.docs.blocks import ROOT
from tests.output.browser import find

pytestmark = pytest.mark.matrix

if any(importlib.util.find_spec(name) is None for name in ("material", "mkdocstrings")):
    pytest.skip("the extra docs is not installed: no site is built", allow_module_level=True)

LOADING = {"script": "src", "img": "src", "iframe": "src", "source": "src", "link": "href"}


class Loaded(HTMLParser):
    """What a page loads: the addresses of its scripts, styles, pictures and fonts."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.addresses: set[str] = set()
        self.ids: set[str] = set()
        self.feed(text)

    def handle_starttag(self, tag: str, attributes: list[tuple[str, str | None]]) -> None:
        given = dict(attributes)
        if tag in LOADING and given.get(LOADING[tag]):
            self.addresses.add(str(given[LOADING[tag]]))
        if given.get("id"):
            self.ids.add(str(given["id"]))


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("site")
    done = subprocess.run(
        [sys.executable, "-m", "mkdocs", "build", "--strict", "--site-dir", str(folder)],
        cwd=ROOT,
        capture_output=True,
        text=True,
        env={**os.environ, "NO_MKDOCS_2_WARNING": "1"},
    )
    assert done.returncode == 0, done.stdout + done.stderr
    return folder


def test_nothing_is_loaded_from_elsewhere(site: Path) -> None:
    pages = list(site.rglob("*.html"))
    assert len(pages) > 300
    for page in pages:
        for address in Loaded(page.read_text(encoding="utf-8")).addresses:
            assert not re.match(r"(?:https?:)?//", address), f"{page}: {address}"
    for style in site.rglob("*.css"):
        assert not re.search(r"(?:@import|url\()\s*[\"']?(?:https?:)?//", style.read_text("utf-8"))


def test_every_public_name_has_its_reference(site: Path) -> None:
    page = Loaded((site / "reference/linkcheck/index.html").read_text(encoding="utf-8"))
    for name in set(linkcheck.__all__) - {"__version__"}:
        assert f"linkcheck.{name}" in page.ids


@pytest.mark.parametrize(
    ("words", "code", "other"),
    [("LC301", "LC301", "LC001"), ("payment_initiation consent", "LC502", "LC301")],
)
def test_the_index_of_rules_is_filtered(
    site: Path, tmp_path: Path, words: str, code: str, other: str
) -> None:
    page = (site / "rules/index.html").read_text(encoding="utf-8")
    script = (site / "assets/rules.js").read_text(encoding="utf-8")
    page = page.replace("</body>", f"<script>{script}</script></body>")
    dom, _ = find(tmp_path).page(page, f"?rules={quote(words)}")
    shown = re.findall(r'<tr>\s*<td><a href="(LC\d+)/', dom)
    assert code in shown
    assert other not in shown
    assert f"{len(shown)} of {len(catalog.rules())} rules" in dom
