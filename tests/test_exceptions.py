"""The exceptions of linkcheck have one base, which handlers of other mistakes do not catch."""

from __future__ import annotations

import pickle

import pytest

import linkcheck
from linkcheck.config import ConfigError
from linkcheck.plugins import PluginError
from linkcheck.webhooks import UnreadableWebhook

EXAMPLES: tuple[linkcheck.LinkcheckError, ...] = (
    linkcheck.InvalidPayload(linkcheck.check({})),
    UnreadableWebhook("not JSON"),
    ConfigError("linkcheck.toml", 3, "unknown key", column=1),
    PluginError("acme: no such module"),
)


def test_the_examples_are_all_exceptions_of_linkcheck() -> None:
    assert {type(one) for one in EXAMPLES} == set(linkcheck.LinkcheckError.__subclasses__())


@pytest.mark.parametrize("error", EXAMPLES, ids=lambda error: type(error).__name__)
def test_a_handler_of_wrong_values_does_not_catch_it(error: linkcheck.LinkcheckError) -> None:
    assert not isinstance(error, (ValueError, TypeError, OSError, RuntimeError))
    again = pickle.loads(pickle.dumps(error))
    assert type(again) is type(error)
    assert str(again) == str(error)
