"""From paths to files, from files to documents, and from documents to places in the files.

How a caller reads everything on a command line::

    for source in discover(paths, exclude, stdin_name, force_exclude=False, gitignore=True):
        if isinstance(source, InputError):      # a path that cannot be read
            ...
        for found in documents(source):         # raises InputError: the file cannot be read
            if isinstance(found, InputError):   # a part of it that cannot be read; go on
                ...
            report = checker.check_source(found)
            result = Result.of(found, report, snippets_of(found, report))

``discover``, ``documents``, ``InputError``, ``Source`` and ``SourceDocument`` are in
``linkcheck.sources.files``. ``str(InputError)`` is ``NAME: sentence`` or, where the place is known,
``NAME:LINE:COLUMN: sentence``. A file with several documents (JSON Lines, YAML, a recording) is
read lazily. A file that yields no document contains none that linkcheck knows: callers count it as
skipped.

A ``SourceDocument`` has ``file``, ``position``, ``content``, ``kind``, ``value``, ``text``, and:

- ``origin``: where the document is in its file, in words (``request of entry 3``); empty if it is
  the whole file. ``pointer``: the same as a JSON Pointer, if the file is JSON or YAML.
- ``facts``: the context that the file shows (``environment``, ``header_credentials``). Options of
  the user win; ``check_source`` handles that.
- ``request``: for a recorded response, the request that it answers.
- ``answer``: for a recorded request, Plaid's real answer, for ``linkcheck.cli.agreement``.
- ``suppressions``: those of the comments in the file, which ``check_source`` applies. When all
  documents of the file are checked, ``check_comments`` adds what is wrong with the comments.

If the ``kind`` is known although the ``content`` is a SourceError, the place requires a document of
that kind (a line of JSON Lines, the body of a recorded call): report it, even if its file was only
found in a directory.

Lines and columns are those of the outer file. ``content.text`` is the text of that file from line
``content.first_line`` on; for JSON Lines, it is only the line of the document.
"""

from __future__ import annotations

from importlib import import_module
from types import ModuleType

# Modules that the check of a value, or of a plain JSON file, does not need. Use these as attributes
# of the package, such as `sources.curl.script_calls`, not by imports in functions.
_LOADED_WHEN_USED = frozenset(
    {
        *(
            "code_files",
            "compression",
            "containers",
            "curl",
            "decode",
            "gitignore",
            "globs",
            "http",
        ),
        *("json_errors", "json_lines", "locate", "markdown", "readers", "recordings"),
        "yaml_files",
    }
)


def __getattr__(name: str) -> ModuleType:
    """Load a module of the package when it is first used."""
    if name not in _LOADED_WHEN_USED:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    return import_module(f"{__name__}.{name}")
