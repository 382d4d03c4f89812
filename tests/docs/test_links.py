"""Links between the pages lead to pages and headings that exist."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from tests.docs.blocks import PAGES, ROOT, read
from tests.offenders import each

LINK = re.compile(r"\]\(([^)#\s]*)(?:#([^)\s]*))?\)")


def anchors(page: Path) -> set[str]:
    """The addresses of the headings of a page, as GitHub and MkDocs make them."""
    text = page.read_text(encoding="utf-8")
    text = re.sub(r'^--8<-- "(.+)"$', lambda m: (ROOT / m[1]).read_text("utf-8"), text, flags=re.M)
    text = re.sub(r"^```.*?^```", "", text, flags=re.DOTALL | re.M)
    found: set[str] = set()
    for heading in re.findall(r"^#+ (.*)$", text, re.MULTILINE):
        plain = re.sub(r"[^\w\- ]", "", heading.lower()).strip()
        found.add(re.sub(r"[ -]+", "-", plain))
    return found


INCLUDED = ("CHANGELOG.md", "SECURITY.md", "benchmarks/README.md")


@pytest.mark.parametrize("page", INCLUDED)
def test_pages_that_the_site_includes_have_no_relative_links(page: str) -> None:
    """They would lead nowhere: their place in the site is another one."""
    assert [t for t, _ in LINK.findall(read(page)) if not t.startswith("https://")] == []


@each("page", [*PAGES, "docs/rules/index.md"])
def test_links_lead_somewhere(page: str) -> None:
    text = re.sub(r"^```.*?^```", "", read(page), flags=re.DOTALL | re.MULTILINE)
    for target, anchor in LINK.findall(text):
        if target.startswith(("http://", "https://", "mailto:")):
            continue
        path = (ROOT / page).parent / target if target else ROOT / page
        assert path.exists(), f"{page}: {target}"
        assert not page.startswith("docs/") or path.resolve().is_relative_to(ROOT / "docs"), (
            f"{page}: {target} is not in the site; name it without a link"
        )
        if anchor:
            assert anchor in anchors(path), f"{page}: {target}#{anchor}"
