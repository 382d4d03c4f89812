"""YAML: values as JSON has them, places to the character, and hostile texts."""

from __future__ import annotations

import sys
from typing import Any

import pytest
import yaml
from hypothesis import given, settings
from hypothesis import strategies as st

from linkcheck.sources.decode import SourceError
from linkcheck.sources.tree import embedded
from linkcheck.sources.yaml_parser import YamlMissing, read
from linkcheck.sources.yaml_tree import YamlTree


def _one(text: str) -> YamlTree:
    [tree] = read(text)
    return tree


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("a: 2021-01-01", {"a": "2021-01-01"}),
        ("a: 2021-01-01 10:00:00", {"a": "2021-01-01 10:00:00"}),
        ("[NO, yes, ~, 1, 0x10, 1.5, '1', !!str 1]", [False, True, None, 1, 16, 1.5, "1", "1"]),
        ("{1: a, true: b, null: c, 1.5: d}", {"1": "a", "true": "b", "null": "c", "1.5": "d"}),
        ("a: !Ref b\nc: !!python/object/apply:os.system [x]", {"a": "b", "c": ["x"]}),
        ("a: !!int x", {"a": "x"}),
        ("x: &b {p: 1, q: 2}\ny: {<<: *b, q: 3}", {"x": {"p": 1, "q": 2}, "y": {"p": 1, "q": 3}}),
        ("x: &b {p: 1}\ny: {<<: [*b, {p: 2, r: 3}]}", {"x": {"p": 1}, "y": {"p": 1, "r": 3}}),
    ],
)
def test_values(text: str, value: Any) -> None:
    assert _one(text).value == value


TEXT = """\
# comment
a: &x 'q ''z'
b: !foo |
   line1
   line2

c:
- k: v   # c
- *x
user: !t
  <<: {p: 1}
  cc: [US, GB]
d: "a\\
   b\\u00e9 😀 c"
e: &y
- 1
f:
"""


@pytest.mark.parametrize(
    ("path", "source"),
    [
        (("a",), "'q ''z'"),
        (("b",), "|\n   line1\n   line2"),
        (("c",), "- k: v   # c\n- *x"),
        (("c", 0), "k: v"),
        (("c", 0, "k"), "v"),
        (("c", 1), "*x"),
        (("user",), "<<: {p: 1}\n  cc: [US, GB]"),
        (("user", "p"), "1"),
        (("user", "cc"), "[US, GB]"),
        (("user", "cc", 1), "GB"),
        (("d",), '"a\\\n   b\\u00e9 😀 c"'),
        (("e",), "- 1"),
    ],
)
@pytest.mark.parametrize("ending", ["\n", "\r\n"])
@pytest.mark.parametrize("is_compiled", [True, False])
def test_ranges(
    monkeypatch: pytest.MonkeyPatch,
    path: tuple[str | int, ...],
    source: str,
    ending: str,
    is_compiled: bool,
) -> None:
    if not is_compiled:
        monkeypatch.delattr(yaml, "CSafeLoader", raising=False)
    text = TEXT.replace("\n", ending)
    start, end = _one(text).range(path)
    assert text[start:end] == source.replace("\n", ending)


def test_targets_of_every_kind() -> None:
    decoded = _one(TEXT).inline(())
    spans = decoded.locate(
        [
            (("user", "cc"), "key"),
            (("user",), "object-start"),
            (("f",), "value"),
            (("user", "gone"), "value"),
            (("c", 5), "value"),
        ]
    )
    assert [(s.line, s.column, s.end_column) for s in spans] == [
        (12, 3, 5),
        (11, 3, 4),
        (17, 1, 2),
        (11, 3, 4),
        (8, 1, 2),
    ]


def test_repeated_names_are_reported() -> None:
    [tree] = read("x:\n- a: 1\n- b: 1\n  b: 2\n")
    [found] = tree.inline(()).duplicates
    assert found.path == ("x", 1, "b")
    assert (found.span.line, found.span.column) == (4, 3)
    assert "line 3" in found.message
    assert tree.inline(("x", 1)).duplicates[0].path == ("b",)


_words = st.text(alphabet="ab '\"\\\n\té😀{}:,#-&*!|>%@", max_size=30)


@given(_words, st.sampled_from(["'", '"', "|", ">", None]), st.integers(10, 40))
@settings(max_examples=400, deadline=None)
def test_each_word_of_a_scalar_is_found_in_its_source(word: str, style: Any, width: int) -> None:
    text = yaml.dump(
        {"k": [word]}, default_style=style, width=width, allow_unicode=True, line_break="\n"
    )
    tree = _one(text)
    [value] = next(iter(tree.value.values()))
    assert value == word
    excerpt = tree.excerpt(("k", 0))
    for index, char in enumerate(word):
        start, end = excerpt.origin(index, index + 1)
        source = text[start:end]
        if char.isalnum() and char.isascii():
            assert source in (char, text[slice(*tree.range(("k", 0)))])


def test_json_in_a_scalar_is_found_to_the_character() -> None:
    body = '{"a": "x y", "b": [1, 22]}'
    for style in ("'", '"', "|", ">", None):
        for width in (8, 80):
            text = yaml.dump({"k": body}, default_style=style, width=width)
            tree = _one(text)
            content = embedded(tree, ("k",))
            assert not isinstance(content, SourceError)
            [span] = content.locate([(("b", 1), "value")])
            line = text.split("\n")[span.line - 1]
            assert line[span.column - 1 : span.end_column - 1] == "22"


def _error(text: str) -> SourceError:
    with pytest.raises(SourceError) as caught:
        list(read(text))
    return caught.value


@pytest.mark.parametrize(
    ("text", "words", "line"),
    [
        ("a: b: c", "Invalid YAML", 1),
        ("a: 1\nb: [1", "Invalid YAML", 2),
        ("a: *x", "Alias without an anchor", 1),
        ("&x [*x]", "inside its own anchor", 1),
        ("? [a]\n: b", "The key is a mapping or a list", 1),
        ("a: 1\nb: \x01", "Invalid YAML", 2),
        ("[" * 5000, "more than 200 levels", 1),
        ("- " * 5000, "more than 200 levels", 1),
    ],
)
def test_broken_texts(text: str, words: str, line: int) -> None:
    error = _error(text)
    assert words in error.message
    assert error.line == line


@pytest.mark.parametrize("tag", ["!binary", "!!binary", "!<tag:yaml.org,2002:binary>"])
def test_every_tag_for_base64_counts(tag: str) -> None:
    tree = _one(f"a: {tag} |-\n  eyJ4IjoxfQ==\nb: eyJ4IjoxfQ==\n? {tag} |-\n  Yw==\n: 1\n")
    assert (tree.is_binary(("a",)), tree.is_binary(("b",))) == (True, False)
    assert tree.value["c"] == 1


@pytest.mark.parametrize("is_compiled", [True, False])
@pytest.mark.parametrize(
    ("text", "compiled", "pure"),
    [
        (
            "a: [US, GB\nb: [x]\n",
            "did not find expected ',' or ']' while parsing a flow sequence that begins on line 1.",
            "expected ',' or ']' while parsing a flow sequence that begins on line 1.",
        ),
        (
            "{a: 1 b: 2}",
            "did not find expected ',' or '}' while parsing a flow mapping.",
            "expected ',' or '}' while parsing a flow mapping.",
        ),
        (
            "\tb: 2\n",
            "found character that cannot start any token while scanning for the next token.",
            "found character '\\t' that cannot start any token while scanning for the next token.",
        ),
        ("a: b: c", "mapping values are not allowed in this context.", "are not allowed here."),
        ("a: 1\nkey\n", "could not find expected ':' while", "could not find expected ':' while"),
        ("a: \x01", "control characters are not allowed.", "special characters are not allowed."),
    ],
)
def test_the_message_of_the_parser_is_whole(
    monkeypatch: pytest.MonkeyPatch, text: str, compiled: str, pure: str, is_compiled: bool
) -> None:
    if not is_compiled:
        monkeypatch.delattr(yaml, "CSafeLoader", raising=False)
    assert (compiled if is_compiled else pure) in f"{_error(text).message}."


@pytest.mark.parametrize(
    ("problem", "shown"),
    [
        ("expected ',' or ']', but got '<scalar>'", "expected ',' or ']'"),
        ("expected <block end>, but found ','", "expected <block end>"),
        ("expected '<document start>', but found '<scalar>'", "expected '<document start>'"),
        ("found unknown escape character 'h'", "found unknown escape character"),
        ('found character "\'" that cannot start', 'found character "\'" that cannot start'),
        ("found undefined tag handle '!hunter2!'", "found undefined tag handle"),
        ("found non-specific tag '!'", "found non-specific tag '!'"),
        ("did not find expected digit or '.' character", "expected digit or '.' character"),
        ("in the range 1-9, but found 0", "in the range 1-9"),
    ],
)
def test_signs_stay_in_the_message_of_the_parser_and_words_go(
    monkeypatch: pytest.MonkeyPatch, problem: str, shown: str
) -> None:
    def parse(*_: object, **__: object) -> None:
        raise yaml.scanner.ScannerError(None, None, problem, yaml.Mark("", 0, 0, 0, None, None))

    monkeypatch.setattr(yaml, "parse", parse)
    assert _error("a: 1").message.endswith(shown)


OPENINGS = ("[", "{", "[{", "{a: ", "{a: [", "- ", "? ", "[!t &a {b: [", "['x': {y: ", "[{? [")


@pytest.mark.exhaustive
@pytest.mark.parametrize("is_compiled", [True, False])
def test_too_deep_has_our_message_whatever_the_parser_refuses_first(
    monkeypatch: pytest.MonkeyPatch, is_compiled: bool
) -> None:
    """libyaml 0.2.6 refuses 1,000 levels, and before it gives the first of them."""
    if not is_compiled:
        monkeypatch.delattr(yaml, "CSafeLoader", raising=False)
    wrong = []
    for opening in OPENINGS:
        for lead in ("", "# é😀\na: 1\nb:\n  ", "--- [x]\n---\n"):
            for times in (201, 999, 1001, 5000) if is_compiled else (201, 1001):
                error = _error(lead + opening * times)
                if "more than 200 levels" not in error.message:
                    wrong.append((opening, lead, times, error.message))
    assert wrong == []


@pytest.mark.exhaustive
@pytest.mark.parametrize("is_compiled", [True, False])
@pytest.mark.parametrize("depth", [201, 1000, 1001, 5000])
def test_the_place_of_too_deep_is_the_level_that_is_too_many(
    monkeypatch: pytest.MonkeyPatch, is_compiled: bool, depth: int
) -> None:
    if not is_compiled:
        monkeypatch.delattr(yaml, "CSafeLoader", raising=False)
    assert _error("[" * depth).column == 201
    assert _error("a: é\nb: " + "[" * depth).column == 203
    assert _error("[" * depth + "]" * depth).column == 201


def test_what_is_not_too_deep_keeps_its_own_error() -> None:
    for text in ("[" * 200, "[" * 100 + "'x", "[] " * 300, "- " * 200 + "@", "{a: " * 199 + "@x"):
        assert "Invalid YAML" in _error(text).message
    assert _one("[" * 200 + "]" * 200).value


def test_an_alias_bomb_is_defused() -> None:
    lines = ["a0: &a0 [x, x, x, x, x, x, x, x, x, x]"]
    lines += [f"a{i}: &a{i} [{', '.join([f'*a{i - 1}'] * 10)}]" for i in range(1, 12)]
    assert "more values than can be checked" in _error("\n".join(lines)).message


def test_a_chain_of_aliases_cannot_nest_without_end() -> None:
    lines = ["a0: &a0 [x]", *(f"a{i}: &a{i} [*a{i - 1}]" for i in range(1, 400))]
    assert "more than 200 levels" in _error("\n".join(lines)).message


def test_documents_before_a_broken_one_are_read() -> None:
    trees = read("a: 1\n---\nb: 2\n---\nc: [")
    assert [next(trees).value, next(trees).value] == [{"a": 1}, {"b": 2}]
    with pytest.raises(SourceError):
        next(trees)


@pytest.mark.parametrize("is_compiled", [True, False])
def test_errors_show_no_values(monkeypatch: pytest.MonkeyPatch, is_compiled: bool) -> None:
    if not is_compiled:
        monkeypatch.delattr(yaml, "CSafeLoader", raising=False)
    for text in ("a: hunter2: x", "a: 'hunter2", "a: @hunter2", 'a: "\\hunter2"', "a: *hunter2"):
        error = _error(text)
        assert "hunter2" not in error.message
        assert error.line == 1


def test_missing_pyyaml_is_reported(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "yaml", None)
    with pytest.raises(YamlMissing):
        list(read("a: 1"))
