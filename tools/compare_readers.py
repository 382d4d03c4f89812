"""Compare linkcheck's readers of scripts and Markdown with tree-sitter-bash and markdown-it.

python tools/compare_readers.py FOLDER... [--mutations N] [--seed N] [--every-command] [--show N]

Both read each script and page below the folders, and N mutations of each. Differences are printed
in groups; the exit code is 1 if there are any. Scripts that are broken for tree-sitter must only be
read without an exception. Custom, because it compares our readers.
"""

from __future__ import annotations

import argparse
import re
import sys
from collections import Counter, defaultdict
from pathlib import Path
from random import Random

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

from tests.sources.oracles import (
    Call,
    agree,
    bash_accepts,
    blocks_of_linkcheck,
    blocks_of_markdown_it,
    calls_of_linkcheck,
    calls_of_tree_sitter,
    is_misread,
    mutated,
)

PAGES = (".md", ".markdown")
SCRIPTS = (".sh", ".bash", ".zsh", ".bats", "")
CURL = re.compile(r"(?:.*/)?curl")
# Commands for which tree-sitter has other node types, or which end such nodes.
_OTHER = "case|declare|done|esac|export|fi|for|local|readonly|select|test|typeset|unset|unsetenv"
ANY = re.compile(rf"(?!(?:{_OTHER})\Z)[\w./][\w./-]*")


def difference(one: list[Call], other: list[Call]) -> tuple[str, int]:
    """Return the first difference and its place."""
    theirs, ours = {call.start: call for call in one}, {call.start: call for call in other}
    missing, extra = theirs.keys() - ours.keys(), ours.keys() - theirs.keys()
    if missing and (not extra or min(missing) <= min(extra)):
        return f"only tree-sitter: {theirs[min(missing)].words[0]}", min(missing)
    if extra:
        return f"only linkcheck: {ours[min(extra)].words[0]}", min(extra)
    for start in sorted(theirs):
        if not agree([theirs[start]], [ours[start]]):
            return "other words", start
    return "order", 0


def main(arguments: list[str]) -> int:
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("folders", nargs="+", type=Path)
    parser.add_argument("--mutations", type=int, default=0)
    parser.add_argument("--seed", type=int, default=0)
    parser.add_argument("--every-command", action="store_true", help="not only calls of curl")
    parser.add_argument("--show", type=int, default=3, help="examples of each group")
    options = parser.parse_args(arguments)
    names = ANY if options.every_command else CURL
    counts: Counter[str] = Counter()
    groups: dict[str, list[str]] = defaultdict(list)
    for folder in options.folders:
        for path in sorted(p for p in folder.rglob("*") if p.is_file()):
            suffix = path.suffix.lower()
            if suffix not in PAGES + SCRIPTS:
                continue
            try:
                text = path.read_text(encoding="utf-8").replace("\0", "")
            except (UnicodeDecodeError, OSError):
                continue
            counts["pages" if suffix in PAGES else "scripts"] += 1
            for number in range(options.mutations + 1):
                changed = (
                    mutated(text, Random(f"{options.seed} {path} {number}")) if number else text
                )
                place = f"{path} ({number})"
                if suffix in PAGES:
                    compare_pages(changed, place, counts, groups)
                else:
                    compare_scripts(changed, place, names, counts, groups)
    for group, found in sorted(groups.items(), key=lambda item: -len(item[1])):
        print(f"{len(found)} x {group}")
        for example in found[: options.show]:
            print(f"    {example}")
    print(", ".join(f"{count} {name}" for name, count in sorted(counts.items())))
    return 1 if groups else 0


def compare_scripts(
    text: str,
    place: str,
    names: re.Pattern[str],
    counts: Counter[str],
    groups: dict[str, list[str]],
) -> None:
    """Compare the commands of a script."""
    theirs, ours = calls_of_tree_sitter(text, names), calls_of_linkcheck(text, names)
    if theirs is None:
        counts["scripts broken for tree-sitter"] += 1
        return
    counts["scripts compared"] += 1
    counts["commands compared"] += len(theirs)
    if agree(theirs, ours):
        return
    if is_misread(text):
        counts["differences where tree-sitter is known to be wrong"] += 1
    elif not bash_accepts(text):
        counts["differences in scripts that Bash refuses or warns of"] += 1
    else:
        what, start = difference(theirs, ours)
        line = text.count("\n", 0, start) + 1
        groups[what].append(f"{place}:{line}: {text[start : start + 60]!r}")


def compare_pages(
    text: str, place: str, counts: Counter[str], groups: dict[str, list[str]]
) -> None:
    """Compare the fences of a page."""
    theirs, ours = blocks_of_markdown_it(text), blocks_of_linkcheck(text)
    if theirs is None:
        counts["pages that markdown-it fails on"] += 1
        return
    counts["pages compared"] += 1
    counts["fences compared"] += len(theirs)
    if theirs != ours:
        differing = [pair for pair in zip(theirs, ours, strict=False) if pair[0] != pair[1]]
        first = differing or (theirs + ours)[min(len(theirs), len(ours)) :]
        more = len(ours) - len(theirs)
        kind = "fewer" if more < 0 else "more" if more else "other"
        groups[f"{kind} fences than markdown-it"].append(f"{place}: {first[0]}"[:300])


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
