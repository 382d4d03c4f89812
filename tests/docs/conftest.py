"""What holds while snippets run."""

from __future__ import annotations

from tests.cli.conftest import _no_house_rules  # noqa: F401  (a fixture)
