"""What linkcheck is measured against, as far as it is installed.

Each check takes a body and tells all or the first of its faults. The pydantic and msgspec models
know the fields of the bodies in ``payloads`` only, which favours them.
"""

from __future__ import annotations

import copy
import json
import shutil
import subprocess
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import Any

import linkcheck
from linkcheck.documents import Document
from linkcheck.rules.formats import phone
from linkcheck.shapes.loader import bundle, registry, url

Check = Callable[[Any], object]
REQUEST = Document.CREATE_REQUEST


def schema() -> dict[str, Any]:
    """The schema of a create request, complete in itself."""
    return bundle(REQUEST)


@contextmanager
def _if_installed() -> Iterator[None]:
    with suppress(ImportError):
        yield


def checks() -> dict[str, Check]:
    """The contenders by name, linkcheck first."""
    found: dict[str, Check] = {
        "linkcheck": linkcheck.Checker().check,
        "linkcheck, body not met before": forgetful(linkcheck.Checker().check),
    }
    if phone._fast() is not None:
        found["linkcheck without the extra `fast`"] = _without_fast(linkcheck.Checker().check)
    with _if_installed():
        found["jsonschema"] = _jsonschema()
    with _if_installed():
        found["jsonschema-rs"] = _jsonschema_rs()
    with _if_installed():
        found["fastjsonschema (first fault only)"] = _fastjsonschema()
    with _if_installed():
        found["pydantic"] = _pydantic()
    with _if_installed():
        found["msgspec (first fault only)"] = _msgspec()
    with _if_installed():
        found["plaid-python (first fault only)"] = _plaid()
    return found


def forgetful(check: Check) -> Check:
    """A check that meets each request for the first time."""
    checker: linkcheck.Checker = check.__self__  # type: ignore[attr-defined]

    def run(body: Any) -> object:
        if checker._memo is not None:
            checker._memo._found = {}
        return check(body)

    return run


def _without_fast(check: Check) -> Check:
    def run(body: Any) -> object:
        kept, phone._fast = phone._fast, _nothing
        try:
            return check(body)
        finally:
            phone._fast = kept

    return run


def _nothing() -> None:
    """What ``phone._fast`` gives where the extra is not installed."""


def decoders() -> dict[str, Check]:
    """Decoders of JSON bytes."""
    found: dict[str, Check] = {}
    with _if_installed():
        import orjson

        found["orjson.loads"] = orjson.loads
    return found


def ajv_times(bodies: dict[str, list[Any]], seconds: float) -> tuple[str, dict[str, float]] | None:
    """The version of ajv and its time for a body of each kind, in a process of its own.

    None without Node.js, or if it does not find ajv.
    """
    node = shutil.which("node")
    if node is None:
        return None
    told = json.dumps({"schema": schema(), "bodies": bodies, "seconds": seconds})
    script = Path(__file__).with_name("ajv.cjs")
    done = subprocess.run([node, str(script)], input=told, capture_output=True, text=True)
    if done.returncode:
        return None
    found = json.loads(done.stdout)
    return found["version"], found["times"]


MEMORY_PROGRAMS = {
    "python alone": "",
    "linkcheck": "import linkcheck; linkcheck.Checker().check(BODY)",
    "jsonschema": "import jsonschema as j; list(j.Draft202012Validator(SCHEMA).iter_errors(BODY))",
    "jsonschema-rs": "import jsonschema_rs as j; list(j.validator_for(SCHEMA).iter_errors(BODY))",
    "plaid-python": "from plaid.model.link_token_create_request import LinkTokenCreateRequest",
}
"""Programs that check one body, or could. BODY and SCHEMA are there."""


def phone_checks() -> dict[str, Check]:
    """Phone number libraries: parse and validate."""
    found: dict[str, Check] = {}
    for name in ("phonenumbers", "rphonenumbers"):
        with _if_installed():
            found[f"{name} (the number alone)"] = _phone_check(name)
    return found


def _phone_check(name: str) -> Check:
    import importlib

    library: Any = importlib.import_module(name)

    def check(number: str) -> object:
        return library.is_valid_number(library.parse(number))

    return check


def _jsonschema() -> Check:
    from jsonschema import Draft202012Validator

    validator = Draft202012Validator(
        {"$ref": url(REQUEST)}, registry=registry(Document.schema_folder())
    )
    return lambda body: list(validator.iter_errors(body))


def _jsonschema_rs() -> Check:
    import jsonschema_rs

    validator = jsonschema_rs.validator_for(schema(), validate_formats=False)
    return lambda body: [
        (error.instance_path, error.kind, error.message) for error in validator.iter_errors(body)
    ]


def _fastjsonschema() -> Check:
    import fastjsonschema

    anything = dict.fromkeys(("url", "https-url"), ".*")
    # The generator takes the older dialect that it knows for any that it does not.
    validate = fastjsonschema.compile(
        {**schema(), "$schema": "http://json-schema.org/draft-07/schema#"}, formats=anything
    )

    def check(body: Any) -> object:
        try:
            return validate(body)
        except fastjsonschema.JsonSchemaException as error:
            return error

    return check


def _pydantic() -> Check:
    import pydantic

    from benchmarks.pydantic_model import Request

    def check(body: Any) -> object:
        try:
            return Request.model_validate(body)
        except pydantic.ValidationError as error:
            return error.errors()

    return check


def _msgspec() -> Check:
    import msgspec

    from benchmarks.msgspec_model import Request

    def check(body: Any) -> object:
        try:
            return msgspec.convert(body, Request)
        except msgspec.ValidationError as error:
            return error

    return check


def _plaid() -> Check:
    from plaid import Configuration
    from plaid.exceptions import OpenApiException
    from plaid.model.link_token_create_request import LinkTokenCreateRequest
    from plaid.model_utils import validate_and_convert_types

    configuration = Configuration()

    def check(body: Any) -> object:
        body = copy.deepcopy(body)  # it writes its own objects into the body
        try:
            return validate_and_convert_types(
                body, (LinkTokenCreateRequest,), ["body"], True, True, configuration
            )
        except OpenApiException as error:
            return error

    return check
