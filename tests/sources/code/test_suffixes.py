"""Files with each of the suffixes of source code are read."""

from __future__ import annotations

import json

import pytest

from linkcheck.sources.code import read
from linkcheck.sources.model import CODE_SUFFIXES

_PYTHON = "client.link_token_create({})"
_JAVASCRIPT = "client.linkTokenCreate({})"
_CELLS = {"cells": [{"cell_type": "code", "source": _PYTHON}]}
_LANGUAGES = {
    **dict.fromkeys((".py", ".pyi", ".pyw", ".ipynb"), "python"),
    **dict.fromkeys((".js", ".jsx", ".mjs", ".cjs", ".vue", ".svelte"), "javascript"),
    **dict.fromkeys((".ts", ".tsx", ".mts", ".cts"), "typescript"),
}
_CODE = {
    **dict.fromkeys((".py", ".pyi", ".pyw"), _PYTHON),
    **dict.fromkeys((".vue", ".svelte"), f"<script>{_JAVASCRIPT}</script>"),
    ".ipynb": json.dumps(_CELLS),
}


@pytest.mark.parametrize("suffix", CODE_SUFFIXES)
def test_each_suffix_has_a_reader(suffix: str) -> None:
    code = _CODE.get(suffix, _JAVASCRIPT).encode()
    for name in (f"a{suffix}", f"A{suffix.upper()}"):
        assert [site.language for site in read(name, code).sites] == [_LANGUAGES[suffix]]
