"""linkcheck's readers of scripts and Markdown find what tree-sitter-bash and markdown-it find.

Scripts and pages are made up, and changed at random. ``tools/compare_readers.py`` does the same
with any folder.
"""

from __future__ import annotations

import re
import shutil
from random import Random

import pytest

from tests.sources.oracles import (
    agree,
    bash_accepts,
    blocks_of_linkcheck,
    blocks_of_markdown_it,
    calls_of_linkcheck,
    calls_of_tree_sitter,
    is_misread,
    mutated,
)

ANY = re.compile(r"curl|/usr/bin/curl|echo|jq|cat")
MARKS = (
    *("```", "````", "~~~", "~~~~", "```sh", "``` a`b", "~~~ a`b", "`", "text", "a", "# h"),
    *("- ", "+ ", "* ", "1. ", "2) ", "10. ", "> ", ">", "---", "***", "===", "-"),
    *("<!--", "-->", "<div>", "</div>", "<pre>", "</pre>", "<b>", "<a x=1>", "<?", "?>"),
    *(" ", "  ", "    ", "\t", "\n", "\n", "\n", "\n", "\n", "\n\n"),
)
SEEDS = range(8)
EACH = 100  # scripts and pages of each seed


class Author:
    """Writes sound scripts at random."""

    def __init__(self, seed: str) -> None:
        self.dice = Random(seed)

    def script(self) -> str:
        return "".join(self.line() for _ in range(self.dice.randint(1, 5)))

    def line(self) -> str:
        if self.dice.random() < 0.3:
            return self.with_body()
        comment = self.dice.choice([" # it's a `comment", " #'", " # curl x", "", "", "", "", ""])
        return f"{self.statement(2)}{comment}\n"

    def with_body(self) -> str:
        """A command with a here-document, which may be that of a substitution."""
        end = self.dice.choice(["E", "END"])
        operator, body = self.dice.choice(
            [
                (f"<<{end}", f'it\'s {{"a": 1}} #\n{end}\n'),
                (f"<<{end}", f"a $x ${{y}} $(curl b 'c')\n{end}\n"),
                (f"<<'{end}'", f"'\"`$( curl\n{end}\n"),
                (f'<<"{end}"', f'"\n # curl {end} \n{end}\n'),
                (f"<<-{end}", f"\ta 'b\n\t{end}\n"),
            ]
        )
        command = f"{self.command(1)} {operator}"
        inner = f"$(cat {operator}\n{body})"
        return self.dice.choice(
            [
                f"{command}\n{body}",
                f"{command} | {self.command(1)}\n{body}",
                f"curl -d {inner}\n",
                f'curl -d "{inner}" a\n',
            ]
        )

    def statement(self, depth: int) -> str:
        kinds = [
            *("{0}", "{0}", "{0} && {1}", "{0}; {1}", "({0})", "{{ {0}; }}", "f() {{ {0}; }}"),
            *("if {0}; then {1}; fi", "for x in a b; do {0}; done", "! {0}", "{0} || {1}"),
            *("while {0}; do {1}; done", "case $1 in a|b) {0};; *) {1};; esac", "X=$({0})"),
            *("if {0}\nthen\n  {1}\nelse\n  {0}\nfi", "A=({2} `{3}`)", "X=`{3}`", "{0} &\n{1}"),
        ]
        parts = (self.pipeline(depth), self.pipeline(depth), self.word(1), "curl a 'b c'")
        return self.dice.choice(kinds).format(*parts)

    def pipeline(self, depth: int) -> str:
        return " | ".join(self.command(depth) for _ in range(self.dice.choice([1, 1, 1, 2])))

    def command(self, depth: int) -> str:
        name = self.dice.choice(["curl", "curl", "/usr/bin/curl", "echo", "jq", "cat"])
        before = self.dice.choice(["", "", "", "A=1 ", "A='b c' "])
        gaps = (" ", " ", " ", "  ", " \\\n  ")
        words = (self.dice.choice(gaps) + self.word(depth) for _ in range(self.dice.randint(0, 4)))
        after = ("", "", "", "", " > out", " 2>&1", " >> 'x y'", " 2>/dev/null")
        return f"{before}{name}{''.join(words)}{self.dice.choice(after)}"

    def word(self, depth: int) -> str:
        if depth > 0 and self.dice.random() < 0.2:
            inner = self.command(depth - 1)
            return self.dice.choice(["$({})", '"$({})"', '"a $({}) b"']).format(inner)
        simple = ("-d", "a", "a#b", "--json", "https://x.example/a?b=c", r"a\ b", r"\'", "@-", "{}")
        quoted = ("'{\"a\": 1}'", "'a b'", "''", '"a b"', '"it\'s"', '"a#b"', '"\\"x\\""', "'a\nb'")
        filled = ('"$x"', '"${x:-y}"', "$x", "${x}", '"a $x b"', "$((1 + 2))", "$'a\\'b'")
        return self.dice.choice([*simple, *quoted, *quoted, *filled])


@pytest.mark.parametrize("seed", SEEDS)
def test_scripts_are_read_as_tree_sitter_reads_them(seed: int) -> None:
    compared, differing = 0, []
    for number in range(EACH):
        text = Author(f"{seed} {number}").script()
        theirs, ours = calls_of_tree_sitter(text, ANY), calls_of_linkcheck(text, ANY)
        assert theirs is not None, text
        compared += len(theirs)
        if not agree(theirs, ours):
            differing.append((text, theirs, ours))
    assert differing == []
    assert compared > 3 * EACH


@pytest.mark.exhaustive
@pytest.mark.skipif(not shutil.which("bash"), reason="Bash decides where the readers differ")
@pytest.mark.parametrize("seed", SEEDS)
def test_changed_scripts_are_read_as_tree_sitter_reads_them(seed: int) -> None:
    compared, differing = 0, []
    for number in range(2 * EACH):
        text = mutated(Author(f"{seed} {number}").script(), Random(f"{number} {seed}"))
        theirs, ours = calls_of_tree_sitter(text, ANY), calls_of_linkcheck(text, ANY)
        if theirs is None:
            continue
        compared += len(theirs)
        if not agree(theirs, ours) and not is_misread(text) and bash_accepts(text):
            differing.append((text, theirs, ours))
    assert differing == []
    assert compared > 2 * EACH


@pytest.mark.parametrize("seed", SEEDS)
def test_pages_are_divided_as_markdown_it_divides_them(seed: int) -> None:
    compared = 0
    differing = []
    for number in range(EACH):
        dice = Random(f"{seed} {number}")
        page = "".join(dice.choice(MARKS) for _ in range(dice.randint(4, 25)))
        theirs = blocks_of_markdown_it(page)
        if theirs is None:
            continue
        compared += len(theirs)
        if theirs != blocks_of_linkcheck(page):
            differing.append((page, theirs, blocks_of_linkcheck(page)))
    assert differing == []
    assert compared > 20
