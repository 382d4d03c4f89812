"""``linkcheck verify``: compare linkcheck with recorded answers of Plaid."""

from __future__ import annotations

from collections.abc import Sequence

from linkcheck.cli.agreement import Disagreement, compare, has_verdict, to_json, to_text
from linkcheck.cli.exits import Exit, WrongUsage
from linkcheck.cli.limits import limited_rules
from linkcheck.cli.settings import Settings
from linkcheck.cli.terminal import note, note_error, write
from linkcheck.engine.catalog import UnknownRuleError
from linkcheck.exceptions import ConfigError
from linkcheck.output.results import plural
from linkcheck.sources.files import InputError, discover, documents


def show(paths: Sequence[str], settings: Settings, form: str) -> Exit:
    """Write the disagreements; the exit code is 1 if there are any. Raises WrongUsage.

    The exit code is 2 if something cannot be read, or if there is no answer of Plaid.
    """
    resolver = settings.resolver()
    code = Exit.OK
    found: list[Disagreement] = []
    compared = 0
    for source in discover(paths, settings.exclude):
        try:
            if isinstance(source, InputError):
                raise source
            checker = resolver.checker(source.path)
            settings.write_notes(resolver)
            for document in documents(source):
                if isinstance(document, InputError):
                    note(str(document))
                    code = Exit.UNUSABLE
                    continue
                compared += has_verdict(document)
                with limited_rules():
                    disagreement = compare(document, checker)
                if disagreement is not None:
                    found.append(disagreement)
        except UnknownRuleError as error:
            raise WrongUsage(str(error)) from None
        except (InputError, ConfigError) as error:
            note_error(error)
            code = Exit.UNUSABLE
        except MemoryError:
            note(f"{source.name}: not enough memory")
            code = Exit.UNUSABLE
    if not compared and code is Exit.OK:
        note(f"no answers of Plaid found in {', '.join(paths)}")
        return Exit.UNUSABLE
    write([to_json(found)] if form == "json" else to_text(found))
    if not settings.quiet:
        recorded = plural(compared, "recorded answer")
        note(f"{plural(len(found), 'disagreement')} with {recorded}")
    return max(code, Exit.FINDINGS if found else Exit.OK)
