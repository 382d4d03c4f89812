"""``linkcheck init``: the files that set up a project."""

from __future__ import annotations

import os
from collections.abc import Iterator

from linkcheck.cli.atomic_files import replacing
from linkcheck.cli.exits import Exit, Unwritable
from linkcheck.cli.terminal import note, write
from linkcheck.config.keys import EXTEND, KEYS
from linkcheck.config.reference import plain
from linkcheck.config.resolver import FILE_NAMES
from linkcheck.sources.files import SUFFIXES

_PRE_COMMIT = ".pre-commit-config.yaml"
# As `linkcheck-config` in .pre-commit-hooks.yaml, but with the linkcheck that is installed.
_HOOK = """\
  - repo: local
    hooks:
      - id: linkcheck
        name: linkcheck
        entry: linkcheck check
        language: system
        files: (?i)(\\.({endings})|(^|/)({configurations})\\.toml)$
        pass_filenames: false
"""
_WIDTH = 92


def init(*, force: bool) -> Exit:
    """Write a configuration and an entry for pre-commit to the current folder.

    What is there stays, unless ``force`` is set; the exit code then is that of wrong usage. A
    pre-commit configuration is never overwritten, as it holds other hooks: the entry is shown.
    """
    code = Exit.OK
    name = FILE_NAMES[0]
    if os.path.lexists(name) and not force:
        note(f"{name}: is there already; --force overwrites it")
        code = Exit.UNUSABLE
    else:
        code = _write(name, "".join(_configuration()))
    hook = _HOOK.format(
        endings="|".join(suffix.removeprefix(".") for suffix in SUFFIXES),
        configurations="|".join(file.removesuffix(".toml") for file in FILE_NAMES),
    )
    if not os.path.lexists(_PRE_COMMIT):
        return max(code, _write(_PRE_COMMIT, f"repos:\n{hook}"))
    write([f"Add to `repos` in {_PRE_COMMIT}, if it is not there:\n\n{hook}"])
    return code


def _write(name: str, text: str) -> Exit:
    try:
        with replacing(name) as file:
            file.write(text.encode())
    except Unwritable as error:
        note(str(error))
        return Exit.UNUSABLE
    write([f"Wrote {name}\n"])
    return Exit.OK


def _configuration() -> Iterator[str]:
    """Every key with what it does and an example, all of it as comments."""
    yield "# Configuration of linkcheck. Take away the `#` before what you want to set.\n"
    group = ""
    # Keys that are tables come last: what follows a table belongs to it.
    for key in sorted(KEYS, key=lambda key: key.example.lstrip().startswith("[")):
        if key.name == EXTEND:
            continue
        if key.group != group:
            group = key.group
            yield f"\n# -- {group} --\n"
        yield "\n"
        yield from (f"# {line}\n" for line in _wrapped(plain(key.doc)))
        yield from (f"#{line}\n" for line in key.example.splitlines())


def _wrapped(text: str) -> list[str]:
    import textwrap

    return textwrap.wrap(text, _WIDTH)
