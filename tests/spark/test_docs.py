"""The Python blocks of docs/spark.md run, in order and in one namespace."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

pytest.importorskip("pyspark", reason="the extra `spark` is not installed")

from tests.docs.blocks import ROOT, blocks
from tests.spark.test_spark import pytestmark as pytestmark  # the same warnings

if TYPE_CHECKING:
    from pyspark.sql import SparkSession


def test_the_page_holds(
    spark: SparkSession,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    monkeypatch.chdir(tmp_path)
    names: dict[str, Any] = {}
    for block in blocks("docs/spark.md"):
        if block.language == "python":
            exec(compile(block.text, str(ROOT / block.page), "exec"), names)
    assert names["spark"] is spark
    assert {row["request_id"] for row in names["violations"].collect()} == {"r-1", "r-2"}
    printed = capsys.readouterr().out
    assert "LC104" in printed
    assert "monday.jsonl': 1}" in printed
