"""Shell words: the same as a shell makes of them, and each character with its place."""

from __future__ import annotations

import shutil
import subprocess
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from linkcheck.sources.calls import Call, Problem, Reading
from linkcheck.sources.curl import script_calls
from linkcheck.sources.decode import Decoded, SourceError
from linkcheck.sources.files import InputError, SourceDocument
from linkcheck.sources.markdown import markdown_calls
from linkcheck.sources.shell import Script, Unclosed, Word
from tests.offenders import each

BODY = '{"client_name": "x", "language": "en", "country_codes": ["UK"]}'
LINK = "https://sandbox.plaid.com/link/token/create"

_needs_bash = pytest.mark.skipif(
    not shutil.which("bash"), reason="compares with bash, which is not installed"
)


def _arguments(text: str) -> list[Word]:
    """The arguments of the first command of a line."""
    return Script(text).line(0)[0][0].words[1:]


def _words(text: str) -> list[str]:
    return [word.text for word in _arguments(text)]


def _bash(text: str) -> list[str]:
    script = f"x() {{ for a; do printf '%s\\0' \"$a\"; done; }}\n{text}"
    done = subprocess.run(["bash", "-c", script], capture_output=True, text=True, check=True)
    return done.stdout.split("\0")[:-1]


@_needs_bash
@pytest.mark.parametrize(
    "text",
    [
        r"""x 'a b' "c d" e\ f g"h"'i'j """,
        r"""x 'it'\''s' "say \"hi\" \$5 \\ \n \`" """,
        r"""x $'it\'s\ta\n\x41\u00e9\101\\' """,
        "x a \\\n  b\\\nc \"d\\\ne\" 'f\\\ng'",
        "x a # b 'c",
        "x a; echo b",
        "x a#b '#c'",
        'x "$(cat <<\'EOF\'\n{"a": "$b"}\nEOF\n)"',
        'x "$(cat <<EOF\n{"a": "\\$b\\\\"}\nEOF\n)"',
        'x "$(cat <<-END\n\t{\n\t\t"a"\n\tEND\n)" b',
        "x {a} [b] c=d ~e %f !g",
        "x '' \"\" a''b",
        "x a\vb \f \u00a0c d\u2028",
    ],
)
def test_words_are_those_of_bash(text: str) -> None:
    assert _words(text) == _bash(text)


@_needs_bash
@given(st.text(alphabet="ab\"'\\ {}:\n#", max_size=12))
@settings(max_examples=60, deadline=None)
def test_any_quoting_is_read_as_by_bash(text: str) -> None:
    source = f"x {text}\n"
    try:
        found = _words(source)
    except Unclosed:
        return
    # Words after the first line belong to other commands, which bash would run.
    line = source[: Script(source).line(0)[1]]
    assert found == _bash(line)


def test_every_character_has_its_place() -> None:
    text = r"""x 'a"b'\''c'"d\"e"$'\u00e9f' """
    [word] = _arguments(text)
    assert word.text == 'a"b\'cd"eéf'
    places = [word.excerpt.origin(i, i + 1) for i in range(len(word.text))]
    assert [text[start:end] for start, end in places] == [
        "a",
        '"',
        "b",
        "\\'",
        "c",
        "d",
        '\\"',
        "e",
        "\\u00e9",
        "f",
    ]


def test_variables_are_marked() -> None:
    text = 'x "a$B-${C:-d}" `e` $(f "(g)") \'$H\' $ "\\$I"'
    words = _arguments(text)
    assert [w.text for w in words] == ["a$B-$C_d", "$e", "$f_g", "$H", "$", "$I"]
    assert [w.variables for w in words] == [[(1, 3), (4, 8)], [(0, 2)], [(0, 4)], [], [], []]
    assert [w.is_variable for w in words] == [False, True, True, False, False, False]


@pytest.mark.parametrize("text", ["x 'a", 'x "a', "x $'a", "x $(a", "x `a", "x <<E\na"])
def test_an_unclosed_part_is_reported(text: str) -> None:
    with pytest.raises(Unclosed) as caught:
        Script(text).line(0)
    assert caught.value.offset >= 2


def _documents(text: str, *, markdown: bool = False) -> list[SourceDocument | InputError]:
    calls = (markdown_calls if markdown else script_calls)(text)
    return list(Reading("f").documents(calls))


def _source(text: str, found: SourceDocument | InputError) -> str:
    """The source text of the country code."""
    assert isinstance(found, SourceDocument)
    assert isinstance(found.content, Decoded), found.content
    [span] = found.content.locate([(("country_codes", 0), "value")])
    assert span.line == span.end_line
    return text.split("\n")[span.line - 1][span.column - 1 : span.end_column - 1]


@each(
    "data",
    [
        f"-d '{BODY}'",
        f"-d'{BODY}'",
        f"-sSd '{BODY}'",
        f"-sXPOST -d '{BODY}'",
        f"-X POST --data '{BODY}'",
        f"--data-raw '{BODY}'",
        f"--data-binary '{BODY}'",
        f"--json '{BODY}'",
        f"-o out -H 'a: b' -d '{BODY}' --max-time 5",
        f"-m5 -d '{BODY}'",
        f"--json @- <<< '{BODY}'",
        f"-d @- <<'E'\n{BODY}\nE",
        f"-d @- <<-E\n\t{BODY}\n\tE",
        f'-d "$(cat <<E\n{BODY}\nE\n)"',
    ],
)
def test_the_body_of_curl(data: str) -> None:
    for text in (f"curl {LINK} {data}\n", f"a && curl \\\n --url '{LINK}' {data}"):
        [found] = _documents(text)
        assert _source(text, found) == '"UK"'


@pytest.mark.parametrize(
    "text",
    [
        f"curl {LINK} -d @body.json",
        f'curl {LINK} -d "$BODY"',
        f"curl {LINK}",
        f"curl -X GET {LINK} -d '{BODY}'",
        f"# curl {LINK} -d '{BODY}'",
        f"curl https://example.com -d '{BODY}'",
        f"mycurl {LINK} -d '{BODY}'",
        f"curl {LINK}/other -d '{BODY}'",
        "Don't curl \"",
    ],
)
def test_calls_that_hold_no_body_of_link(text: str) -> None:
    assert _documents(text) == []


def test_a_post_without_a_body_is_reported() -> None:
    [found] = _documents(f"curl -X POST {LINK}")
    assert str(found) == "f: the curl command on line 1: the request has no body"


def test_an_unclosed_quote_is_reported_with_its_place() -> None:
    [found] = _documents(f"\ncurl {LINK} -d '{BODY}\n")
    assert str(found) == "f:2:53: unclosed quote, bracket or here-document"


def test_a_broken_body_is_reported_at_its_place_in_the_file() -> None:
    [found] = _documents(f"curl {LINK} -d '{{\n  \"a\": 1,\n}}'\n")
    assert isinstance(found, SourceDocument)
    assert isinstance(found.content, SourceError)
    assert (found.content.line, found.content.column) == (2, 9)
    [found] = _documents(f"\n\ncurl {LINK} -d '{{\n  \"a\": [1'\n")
    assert isinstance(found, SourceDocument)
    assert isinstance(found.content, SourceError)
    assert "before the `[` on line 4 is closed" in found.content.message


@pytest.mark.parametrize(
    "text",
    [
        "```\n{}\n```\n",
        "~~~sh\n{}\n~~~",
        "````bash\n```\n{}\n````\n",
        "- item\n\n  ```console\n  $ {}\n  ```\n",
        "> ```\n> {}\n> ```\n",
        "```\n{}\n",
    ],
)
def test_blocks_of_markdown(text: str) -> None:
    text = text.replace("{}", f"curl {LINK} -d '{BODY}'")
    [found] = _documents(text, markdown=True)
    assert _source(text, found) == '"UK"'


def test_outside_of_blocks_nothing_is_read() -> None:
    text = f"curl {LINK} -d '{BODY}'\n\n```\nx\n```\n\n    curl {LINK} -d '{BODY}'\n"
    assert _documents(text, markdown=True) == []


@given(st.text(alphabet="ab\"'\\ {}$()`<|;\nE-@", max_size=40))
@settings(max_examples=300, deadline=None)
def test_any_text_is_survived(text: str) -> None:
    for call in script_calls(f"curl {LINK} -d {text}"):
        assert isinstance(call, (Call, Problem))
    for found in _documents(f"```\ncurl {LINK} -d {text}\n```", markdown=True):
        assert str(found)


def test_a_long_script_takes_linear_time(tmp_path: Path) -> None:
    text = f"curl {LINK} -d '{BODY}'\n" * 2000
    assert len(_documents(text)) == 2000
