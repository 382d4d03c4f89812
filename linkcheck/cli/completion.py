"""``linkcheck completion``: completion scripts for shells, and the answers to their requests.

click computes most completions. This adds the short form without ``check``, commands next to
files, values after ``=``, and support for shells that split words at ``=`` and ``:``.
"""

from __future__ import annotations

import os
from collections.abc import Iterator, Sequence

import click
from click.shell_completion import CompletionItem, ShellComplete, split_arg_string

from linkcheck.cli.commands import CHECK, COMMANDS
from linkcheck.cli.exits import Exit
from linkcheck.cli.terminal import write

SHELLS = ("bash", "zsh", "fish")
VARIABLE = "_LINKCHECK_COMPLETE"
"""Set by the scripts to ``bash_complete`` and so on; COMP_WORDS is the line up to the cursor."""
_NAME = "linkcheck"

# The answer has a line for each candidate: `plain,VALUE`, then a tab and a description for shells
# that show one. `file,PREFIX` requests files; `prefix,TEXT` is the part of the word to keep.

_BASH = """\
_linkcheck_completion() {
    local type value begin prefix= files=
    COMPREPLY=()
    while IFS=, read -r type value; do
        case $type in
            prefix) prefix=$value ;;
            file) files=1 begin=$value ;;
            plain) COMPREPLY+=("$value") ;;
        esac
    done < <(
        COMP_WORDS="${COMP_LINE:0:COMP_POINT}" _LINKCHECK_COMPLETE=bash_complete "$1" 2>/dev/null
    )
    # bash replaces only what follows the last of these characters.
    local mark kept=$prefix
    for mark in = :; do
        [[ $COMP_WORDBREAKS == *"$mark"* ]] && kept=${kept##*"$mark"}
    done
    if [[ $files && ${#COMPREPLY[@]} -eq 0 && -z $kept ]]; then
        compopt -o default
        return
    fi
    COMPREPLY=("${COMPREPLY[@]/#/$kept}")
    if [[ $files ]]; then
        compopt -o filenames
        while IFS= read -r value; do
            COMPREPLY+=("$kept$value")
        done < <(compgen -f -- "$begin")
    elif [[ ${#COMPREPLY[@]} -eq 1 && ${COMPREPLY[0]} == *: ]]; then
        compopt -o nospace
    fi
}
complete -F _linkcheck_completion linkcheck
"""

_ZSH = """\
#compdef linkcheck
_linkcheck_completion() {
    local line value prefix files
    local -a plain open
    for line in "${(@f)$(
        COMP_WORDS="${(j: :)words[1,CURRENT-1]} $PREFIX" _LINKCHECK_COMPLETE=zsh_complete \\
            "${(Q)words[1]}" 2>/dev/null
    )}"; do
        value=${line#*,}
        case $line in
            prefix,*) prefix=$value ;;
            file,*) files=1 ;;
            plain,*:) open+=("$value") ;;
            plain,*) value=${value//:/\\\\:}; plain+=("${value/$'\\t'/:}") ;;
        esac
    done
    [[ -n $prefix ]] && compset -P "${(b)prefix}"
    local result=1
    (( $#plain )) && _describe -V values plain && result=0
    (( $#open )) && compadd -S '' -a open && result=0
    [[ -n $files ]] && _files && result=0
    return result
}
if [[ $zsh_eval_context[-1] == loadautofunc ]]; then
    _linkcheck_completion "$@"
else
    compdef _linkcheck_completion linkcheck
fi
"""

_FISH = """\
function _linkcheck_completion
    set -l line (commandline -cp | string collect)
    set -l program (commandline -opc)[1]
    set -l prefix ""
    for answer in (COMP_WORDS=$line _LINKCHECK_COMPLETE=fish_complete $program 2>/dev/null)
        set -l parts (string split -m 1 , -- $answer)
        switch $parts[1]
            case prefix
                set prefix $parts[2]
            case plain
                echo $prefix$parts[2]
            case file
                for path in (__fish_complete_path $parts[2])
                    echo $prefix$path
                end
        end
    end
end
complete --no-files --command linkcheck --arguments "(_linkcheck_completion)"
"""

_SCRIPTS = dict(zip(SHELLS, (_BASH, _ZSH, _FISH), strict=True))


def show(shell: str) -> Exit:
    """Write the script of a shell."""
    write([_SCRIPTS[shell]])
    return Exit.OK


def complete(main: click.Command, instruction: str) -> Exit:
    """Answer the request of a script, ``bash_complete``, or ``bash_source`` for the script."""
    shell, _, what = instruction.partition("_")
    if shell not in SHELLS:
        return Exit.UNUSABLE
    if what == "source":
        return show(shell)
    found = candidates(main, os.environ.get("COMP_WORDS", ""))
    write(f"{line}\n" for line in _answer(found, described=shell != "bash"))
    return Exit.OK


def candidates(main: click.Command, line: str) -> Iterator[tuple[str, CompletionItem]]:
    """Yield the completions of a line, each with the part of its last word to keep."""
    arguments = split_arg_string(line)[1:]
    last = arguments.pop() if arguments and not line[-1:].isspace() else ""
    completer = ShellComplete(main, {}, _NAME, VARIABLE)
    own: list[CompletionItem] = []
    if not arguments and last.startswith("-"):
        # Options of the program itself, such as --version; then those of `check`.
        found = completer.get_completions([], last)
        own = [item for item in found if item.type == "plain" and item.value.startswith("-")]
        yield from (("", item) for item in own)
        arguments = [CHECK]
    elif arguments and arguments[0] not in COMMANDS:
        arguments = [CHECK, *arguments]
    option, equals, _ = last.partition("=")
    before = f"{option}=" if equals and option.startswith("--") else ""
    seen = {item.value for item in own}
    for item in completer.get_completions(arguments, last):
        if item.value not in seen:
            yield before + (item.prefix or ""), item


def _answer(found: Iterator[tuple[str, CompletionItem]], *, described: bool) -> Iterator[str]:
    last = ""
    for prefix, item in found:
        if prefix != last:
            last = prefix
            yield f"prefix,{prefix}"
        help_ = f"\t{item.help}" if described and item.help else ""
        yield f"{item.type},{item.value}{help_}"


# -- values ----------------------------------------------------------------------------------------


def listed(incomplete: str, values: Sequence[tuple[str, str]]) -> list[CompletionItem]:
    """Return the values, with descriptions, that complete a comma-separated list."""
    before, comma, last = incomplete.rpartition(",")
    return [
        CompletionItem(f"{before}{comma}{value}", help=help_)
        for value, help_ in values
        if value.lower().startswith(last.lower())
    ]


def rules(_: click.Context, __: click.Parameter, incomplete: str) -> list[CompletionItem]:
    """Return the codes and names of the shipped rules."""
    return listed(incomplete, _rules())


def selectors(_: click.Context, __: click.Parameter, incomplete: str) -> list[CompletionItem]:
    """Return the rule selectors: codes, names, prefixes of codes, and ALL."""
    known = _rules()
    prefixes = dict.fromkeys(code[:-2] for code, _ in known if code[-2:].isdigit())
    return listed(incomplete, [("ALL", "all rules"), *((p, f"{p}..") for p in prefixes), *known])


def areas(_: click.Context, __: click.Parameter, incomplete: str) -> list[CompletionItem]:
    """Return the areas of the shipped rules."""
    from linkcheck.engine import catalog

    return listed(incomplete, [(a, "") for a in sorted({r.area for r in catalog.rules()})])


def statuses(_: click.Context, __: click.Parameter, incomplete: str) -> list[CompletionItem]:
    """Return the statuses of a rule."""
    from linkcheck.cli.explanation import STATUSES

    return listed(incomplete, [(s.replace(" ", "-"), "") for s in STATUSES])


def days(_: click.Context, __: click.Parameter, incomplete: str) -> list[CompletionItem]:
    """Return the one day that has a name."""
    return listed(incomplete, [("now", "today")])


def files(_: click.Context, __: click.Parameter, incomplete: str) -> list[CompletionItem]:
    """Return a request for files, for options that take names or patterns."""
    return [CompletionItem(incomplete, type="file")]


def outputs(_: click.Context, __: click.Parameter, incomplete: str) -> list[CompletionItem]:
    """Return the formats and a request for files."""
    from linkcheck.output import FORMATS

    form, colon, path = incomplete.partition(":")
    if colon and form in FORMATS:
        return [CompletionItem(path, type="file", prefix=f"{form}:")]
    formats = [CompletionItem(f"{f}:") for f in FORMATS if f.startswith(incomplete)]
    return [*formats, CompletionItem(incomplete, type="file")]


def _rules() -> list[tuple[str, str]]:
    """Return codes, then names, each with the other as its description."""
    from linkcheck.engine import catalog

    every = catalog.rules()
    return [*((r.code, r.name) for r in every), *((r.name, r.code) for r in every)]
