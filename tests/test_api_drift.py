"""tools/api_drift.py: changes planted in a copy of plaid-python are printed, each once."""

from __future__ import annotations

import importlib.util
import json
import random
import re
import shutil
import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from jsonschema import Draft202012Validator

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT / "tools"))

import api_drift  # noqa: E402
import api_models  # noqa: E402
import api_texts  # noqa: E402

spec = importlib.util.find_spec("plaid")
assert spec is not None
assert spec.origin is not None
INSTALLED = Path(spec.origin).parent
CREATE, GET = "link-token-create-request", "link-token-get-response"
FINISHED = "session-finished-webhook"


@pytest.fixture(scope="module")
def upstream() -> api_drift.Upstream:
    return api_drift.Upstream(api_models.read_plaid_python(INSTALLED.parent))


@pytest.fixture(scope="module")
def reviewed(
    upstream: api_drift.Upstream, tmp_path_factory: pytest.TempPathFactory
) -> tuple[str, ...]:
    """Options that name a lock and a table by which the installed release has been reviewed."""
    folder = tmp_path_factory.mktemp("reviewed")
    lock, table = folder / "lock.json", folder / "reasons.toml"
    table.write_text("")
    schemas = api_drift.Schemas(ROOT / "schemas")
    api_drift.record(upstream, schemas, lock, table)
    table.write_text(table.read_text().replace('reason = ""', 'reason = "on purpose"'))
    return ("--lock-file", str(lock), "--reasons", str(table))


class Copy:
    """A copy of the models of plaid-python that the seven documents need."""

    def __init__(self, folder: Path, upstream: api_drift.Upstream) -> None:
        self.folder = folder
        self.models = folder / "plaid" / "model"
        self.models.mkdir(parents=True)
        shutil.copy(INSTALLED / "__init__.py", folder / "plaid")
        names = {f.shape.partition(".")[0].rstrip("[]") for f in upstream.fields.values()}
        for name in names | set(api_drift.MODELS.values()):
            shutil.copy(INSTALLED / "model" / f"{api_models._module(name)}.py", self.models)

    def edit(self, model: str, pattern: str, new: str) -> None:
        """Replace what a pattern finds, which must be there, wherever it is in a model."""
        file = self.models / f"{api_models._module(model)}.py"
        text, count = re.subn(pattern, new, file.read_text("utf-8"), flags=re.M)
        assert count, (model, pattern)
        file.write_text(text, encoding="utf-8")

    def add_field(self, model: str, name: str, type_: str = "(str,)", text: str = "New.") -> None:
        self.edit(
            model,
            r"^        return \{\n(?=            ')",
            rf"\g<0>            '{name}': {type_},\n",
        )
        self.edit(model, r"^    attribute_map = \{\n", rf"\g<0>        '{name}': '{name}',\n")
        self.edit(
            model,
            r"^            _check_type \(bool\)",
            rf"            {name} (str): {text}. [optional]  # noqa: E501\n\g<0>",
        )

    def remove_field(self, model: str, name: str) -> None:
        self.edit(model, rf"^ +'{name}': .*\n", "")

    def retype(self, model: str, name: str, type_: str) -> None:
        self.edit(
            model, rf"^            '{name}': \(.*\)(?=,  # noqa)", f"            '{name}': {type_}"
        )

    def bound(self, model: str, name: str, keyword: str, value: object) -> None:
        self.edit(
            model,
            r"^    validations = \{\n",
            rf"\g<0>        ('{name}',): {{\n            '{keyword}': {value},\n        }},\n",
        )

    def describe(self, model: str, name: str, old: str, new: str) -> None:
        self.edit(model, rf"(?m)^( +{name} \(.*?\): .*?){old}", rf"\g<1>{new}")

    def require(self, model: str, name: str) -> None:
        self.edit(model, r"(?<=_from_openapi_data\(cls, )", f"{name}, ")

    def drop_requirement(self, model: str, name: str) -> None:
        self.edit(model, rf"(_from_openapi_data\(cls, .*?){name}, ", r"\g<1>")


@pytest.fixture
def copy(tmp_path: Path, upstream: api_drift.Upstream) -> Copy:
    return Copy(tmp_path / "copy", upstream)


Run = Callable[..., tuple[int, list[str]]]


@pytest.fixture
def run(capsys: pytest.CaptureFixture[str], reviewed: tuple[str, ...]) -> Run:
    def lines(*options: object) -> tuple[int, list[str]]:
        code = api_drift.main([*reviewed, *map(str, options)])
        said = capsys.readouterr()
        assert code != 2, said.err
        return code, said.out.splitlines()

    return lines


def test_nothing_is_printed_for_an_unchanged_copy(copy: Copy, run: Run) -> None:
    assert run("--plaid-python", copy.folder) == (0, [])


REQUEST = "LinkTokenCreateRequest"
ACCOUNT = "LinkSessionSuccessMetadataAccount"
PLANTED: list[tuple[Callable[[Copy], None], str]] = [
    (lambda c: c.add_field(REQUEST, "theme"), rf"{CREATE} \.theme: field: \+"),
    (lambda c: c.remove_field(REQUEST, "android_package_name"),
     rf"{CREATE} \.android_package_name: field: -"),
    (lambda c: c.add_field("LinkTokenCreateRequestUserName", "middle_name"),
     rf"{CREATE} \.user\.name\.middle_name: field: \+"),
    (lambda c: c.remove_field(ACCOUNT, "mask"),
     rf"{GET} \.link_sessions\[\]\.on_success\.metadata\.accounts\[\]\.mask: field: - "
     r"\(also .*cra_item_add_results.*cra_update_results.*item_add_results.*\)"),
    (lambda c: c.retype(REQUEST, "redirect_uri", "([str],)"),
     rf"{CREATE} \.redirect_uri: type: \+array -string"),
    (lambda c: c.retype("LinkTokenCreateHostedLink", "is_mobile_app", "(str,)"),
     rf"{CREATE} \.hosted_link\.is_mobile_app: type: -boolean \+string"),
    (lambda c: c.edit("Products", r"'ASSETS': \"assets\",", r"\g<0> 'PENSIONS': 'pensions',"),
     rf"{CREATE} \.additional_consented_products\[\]: values: \+pensions "
     r"\(also \.optional_products\[\], \.products\[\], \.required_if_supported_products\[\], .*"),
    (lambda c: c.edit("CountryCode", r"^ +'PT': .*\n", ""),
     rf"{CREATE} \.country_codes\[\]: values: -PT \(also .*country_codes\[\]\)"),
    (lambda c: c.edit("IDNumberType", r"'AR_DNI': \"ar_dni\"", "'AR': 'ar_cuil'"),
     rf"{CREATE} \.user\.id_number\.type: values: \+ar_cuil -ar_dni"),
    (lambda c: c.edit("LinkTokenTransactions", r"('inclusive_maximum': )\d+", r"\g<1>999"),
     rf"{CREATE} \.transactions\.days_requested: bounds: -maximum=\d+ \+maximum=999"),
    (lambda c: c.bound("LinkTokenCreateRequestStatements", "start_date", "max_length", 10),
     rf"{CREATE} \.statements\.start_date: bounds: \+maxLength=10"),
    (lambda c: c.edit("LinkTokenCreateRequestUser", r"^ +'min_length': 1,\n", ""),
     rf"{CREATE} \.user\.client_user_id: bounds: -minLength=1"),
    (lambda c: c.retype("LinkTokenCreateRequestUser", "legal_name", "(str, none_type,)"),
     rf"{CREATE} \.user\.legal_name: null: \+null"),
    (lambda c: c.drop_requirement(REQUEST, "language"),
     rf"{CREATE} \.language: required: -required"),
    (lambda c: c.describe(REQUEST, "language", r"- Spanish", r"- Welsh (`'cy'`) - Spanish"),
     rf"{CREATE} \.language: description: \+cy new sentence: \"- Welsh \(`'cy'`\)\""),
    (lambda c: c.describe("LinkSessionFinishedWebhook", "status",
                          r'\\"success\\"', r'\\"success\\", \\"expired\\"'),
     rf"{FINISHED} \.status: description: \+expired"),
    (lambda c: c.describe(ACCOUNT, "verification_status", r"  `unsent`: .*?  (?=`)", "  "),
     rf"{GET} .*\.verification_status: description: -unsent \(1 sentence is gone\) \(also .*"),
    (lambda c: c.describe("LinkTokenCreateIdentity", "parsing_configs", "`risk_signals`", "`risk`"),
     rf"{CREATE} \.identity\.parsing_configs: description: \+risk -risk_signals"),
    (lambda c: c.describe("LinkTokenCreateRequestUser", "phone_number", "If supplied", "If given"),
     rf"{CREATE} \.user\.phone_number: description: new sentence: \"If given, will .*"
     r"\(1 sentence is gone\)"),
    (lambda c: c.describe("LinkTokenCreateHostedLink", "url_lifetime_seconds", r"(?<=\): )",
                          "It must be short. "),
     rf"{CREATE} \.hosted_link\.url_lifetime_seconds: description: "
     r"new sentence: \"It must be short\.\""),
    (lambda c: c.describe("ItemAddResultWebhook", "public_token", r"(?<=: ).*$", ""),
     r"item-add-result-webhook \.public_token: description: \(1 sentence is gone\)"),
]  # fmt: skip


def test_each_planted_change_is_printed_once_and_nothing_else(copy: Copy, run: Run) -> None:
    assert len(PLANTED) >= 20
    for plant, _ in PLANTED:
        plant(copy)
    code, lines = run("--plaid-python", copy.folder)
    assert code == 1
    expected = [pattern for _, pattern in PLANTED]
    hits = {pattern: [x for x in lines if re.fullmatch(pattern, x)] for pattern in expected}
    assert {pattern: found for pattern, found in hits.items() if len(found) != 1} == {}
    assert [x for x in lines if not any(re.fullmatch(p, x) for p in expected)] == []


def _plant_somewhere(copy: Copy, field: api_models.Field, dice: random.Random) -> str:
    """Plant a change of a random kind at a field of a model; return the kind that is printed."""
    model, _, name = field.origin.partition(".")
    text = (copy.models / f"{api_models._module(model)}.py").read_text("utf-8")
    other = "(float" if "array" in field.types else "([float]"
    other += ", none_type,)" if field.nullable else ",)"
    kinds: dict[str, Callable[[], None]] = {
        "field": lambda: copy.remove_field(model, name),
        "type": lambda: copy.retype(model, name, other),
        "bounds": lambda: copy.bound(model, name, "max_length", 77),
    }
    if not field.nullable:
        kinds["null"] = lambda: copy.edit(
            model, rf"^(            '{name}': \(.*),\)(?=,  # noqa)", r"\1, none_type,)"
        )
    if field.required:
        kinds["required"] = lambda: copy.drop_requirement(model, name)
    elif "cls, *args" not in text:
        kinds["required"] = lambda: copy.require(model, name)
    if field.text and field.text_origin == field.origin:
        added = dice.choice(("It may be odd. ", "One of `odd` or `even`. ", "  `odd`: Is odd.  "))
        kinds["description"] = lambda: copy.describe(model, name, r"(?<=\): )", added)
    if f"('{name}',): {{" in text:
        del kinds["bounds"]
    kind = dice.choice(sorted(kinds))
    kinds[kind]()
    return kind


def _members_of_models(upstream: api_drift.Upstream) -> list[tuple[api_drift.Place, Any]]:
    return [
        (place, field)
        for place, field in upstream.fields.items()
        if re.fullmatch(r"\w+\.\w+", field.origin)
    ]


@pytest.mark.exhaustive
@pytest.mark.parametrize("seed", range(40))
def test_a_change_of_any_field_is_printed_once(
    seed: int, copy: Copy, run: Run, upstream: api_drift.Upstream
) -> None:
    dice = random.Random(seed)
    place, field = dice.choice(_members_of_models(upstream))
    kind = _plant_somewhere(copy, field, dice)
    code, lines = run("--plaid-python", copy.folder)
    assert (code, len(lines)) == (1, 1), (field.origin, kind, lines)
    places = [p for p, f in upstream.fields.items() if f.origin == field.origin]
    assert place in places
    assert lines[0].startswith(f"{' '.join(places[0])}: {kind}: ") or "(also " in lines[0]
    for _, path in places:
        assert len(re.findall(rf"(?<=[ ]){re.escape(path)}(?=[:,)])", lines[0])) >= 1, lines


# --- Against the schemas, without a lock of the same release --------------------------------------

SPLIT = re.compile(r"^(\S+) (\S+): (\w+): (.*)$")


def test_the_two_lists_in_texts_that_changed_from_june_to_october(
    copy: Copy, upstream: api_drift.Upstream, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """With a lock of the texts of June: the languages, and the outcomes of a session."""
    copy.describe("LinkSessionFinishedWebhook", "status", "success", "SUCCESS")
    copy.describe("LinkSessionFinishedWebhook", "status", "exited", "EXITED")
    copy.describe(REQUEST, "language", r"- Haitian Creole \(`'ht'`\) ", "")
    copy.describe(REQUEST, "language", r"Norwegian Bokmål \(`'nb'`\)", "Norwegian (`'no'`)")
    lock, reasons = tmp_path / "lock.json", ROOT / "tools" / "api_drift.toml"
    june = api_drift.Upstream(api_models.read_plaid_python(copy.folder))
    lock.write_text(api_drift.lock_text(june), encoding="utf-8")
    api_drift.main(["--lock-file", str(lock), "--reasons", str(reasons)])
    lines = {m[1] + m[2]: m[4] for m in map(SPLIT.match, capsys.readouterr().out.split("\n")) if m}
    assert lines[f"{CREATE}.language"].startswith("+ht +nb -no ")
    assert lines[f"{FINISHED}.status"] == "-EXITED -SUCCESS +exited +success"


def test_values_in_texts_are_compared_with_the_schemas(
    upstream: api_drift.Upstream, tmp_path: Path
) -> None:
    """Without any lock: a value that the text lists and the schema does not, and the reverse."""
    shutil.copytree(ROOT / "schemas", tmp_path / "schemas")
    file = tmp_path / "schemas" / "common" / "languages.schema.json"
    contents = json.loads(file.read_text("utf-8"))
    languages = contents["$defs"]["language"]["enum"]
    languages.remove("sv")
    languages.append("cy")
    file.write_text(json.dumps(contents), encoding="utf-8")
    schemas = api_drift.Schemas(tmp_path / "schemas")
    lines = api_drift.drift(upstream, schemas, None, api_drift.Reasons([]))
    [line] = [x for x in lines if x.places[0] == (CREATE, ".language") and x.kind == "description"]
    assert {"+sv", "-cy"} <= set(line.signs)


# --- Texts ----------------------------------------------------------------------------------------

LISTS = [
    "Will always be {run}",
    "Possible values: {run}.",
    "Possible values are {run}.",
    "One of the following: {run}.",
    "Must be {run}.",
    "must be either {run} and nothing else.",
    "The kind. Options include {run}. More text.",
    "Valid parsing configurations are {run}. If left out, it is `null`.",
]
QUOTES = ["`{}`", '"{}"', "'{}'", "`'{}'`"]
ENTRIES = [
    "{run}: what it means.",
    "- {run}: what it means.",
    "- {run}",
    "- {run} - what it means.",
    "- A name ({run})",
]


def _lists(dice: random.Random) -> Iterator[tuple[list[str], str]]:
    for quote in QUOTES:
        for joined in (", ", " or ", " and "):
            for template in LISTS:
                values = dice.sample(
                    ["alpha", "beta_2", "GAMMA", "d-e", "2024"], dice.randint(2, 4)
                )
                yield values, template.format(run=joined.join(map(quote.format, values)))
        for template in ENTRIES:
            for between in ("  ", "\n", "\n\n", "\n            "):
                values = dice.sample(["alpha", "beta_2", "GAMMA", "d-e"], 3)
                entries = [template.format(run=quote.format(value)) for value in values]
                yield values, between.join(["What it is:", *entries])


def test_lists_in_texts_are_read() -> None:
    wrong = [
        (values, text)
        for values, text in _lists(random.Random(1))
        if sorted(api_texts.read(text).listed) != sorted(values)
    ]
    assert wrong == []


@pytest.mark.parametrize(
    "text",
    [
        "One of either the `user_id` or the `user` field is required.",
        "Emitted by: `ERROR`, `EXIT`.",
        "If `true`, open Link. Defaults to `false`.",
        "There should be no overlap between `products`, `optional_products`, or `other`.",
        'The day, in "YYYY-MM-DD" format, e.g. "2020-10-30"',
        "`update.user` must be `true`.",
        "Must not be `sandbox` or `production`.",
    ],
)
def test_names_in_texts_are_not_taken_for_values(text: str) -> None:
    assert api_texts.read(text).listed == {}


def test_one_more_value_is_not_another_sentence() -> None:
    for values, text in _lists(random.Random(2)):
        if "What it is" not in text:
            longer = text.replace(values[0], values[0] + "x", 1)
            assert api_texts.read(longer).sentences.keys() == api_texts.read(text).sentences.keys()


# --- OpenAPI --------------------------------------------------------------------------------------


def _as_openapi(upstream: api_drift.Upstream) -> dict[str, Any]:
    """The schemas behind the seven documents as an OpenAPI file has them."""
    schemas: dict[str, Any] = {}

    def add(name: str) -> None:
        if name not in schemas:
            schemas[name] = {}
            schemas[name] = convert(upstream.api.component(name))

    def convert(node: dict[str, Any]) -> dict[str, Any]:
        found = {k: v for k, v in node.items() if k != "optional"}
        if "$ref" in node:
            add(node["$ref"])
            found = {"$ref": f"#/components/schemas/{node['$ref']}"}
            extra = {k: v for k, v in node.items() if k in ("description", "nullable")}
            found = {"allOf": [found], **extra} if extra else found
        if "properties" in node:
            found["properties"] = {k: convert(v) for k, v in node["properties"].items()}
        if "items" in node:
            found["items"] = convert(node["items"])
        return found

    for model in api_drift.MODELS.values():
        add(model)
    info = {"title": "Plaid", "version": upstream.api.version}
    return {"openapi": "3.0.0", "info": info, "components": {"schemas": schemas}}


@pytest.mark.parametrize("suffix", ["json", "yaml"])
def test_an_openapi_file_says_the_same(
    suffix: str, upstream: api_drift.Upstream, run: Run, tmp_path: Path
) -> None:
    import yaml

    file = tmp_path / f"2020-09-14.{suffix}"
    document = _as_openapi(upstream)
    text = json.dumps(document) if suffix == "json" else yaml.safe_dump(document)
    file.write_text(text, encoding="utf-8")
    assert api_drift.Upstream(api_models.read_openapi(file)).facts == upstream.facts
    assert run("--openapi", file) == (0, [])
    schemas = document["components"]["schemas"]
    schemas["LinkSessionFinishedWebhook"]["properties"]["status"]["description"] += ' or "expired"'
    file.write_text(json.dumps(document), encoding="utf-8")  # JSON is YAML, too
    assert run("--openapi", file) == (1, [f"{FINISHED} .status: description: +expired"])


def test_schemas_of_openapi_are_put_together(tmp_path: Path) -> None:
    schemas = {
        "Base": {"type": "object", "required": ["id"], "properties": {"id": {"type": "string"}}},
        "Color": {"type": "string", "enum": ["red", "blue", None], "description": "A color."},
        "LinkTokenGetRequest": {
            "allOf": [
                {"$ref": "#/components/schemas/Base"},
                {"type": "object", "properties": {"self": {"$ref": "#/x/LinkTokenGetRequest"}}},
            ],
            "properties": {
                "color": {"$ref": "#/components/schemas/Color"},
                "own": {"allOf": [{"$ref": "#/x/Color"}], "nullable": True, "description": "Own."},
                "either": {"oneOf": [{"type": "string", "format": "date"}, {"type": "integer"}]},
                "days": {"type": ["integer", "null"], "minimum": 1, "maximum": 731},
                "list": {
                    "type": "array",
                    "maxItems": 3,
                    "items": {"x-enum": ["a"], "type": "string"},
                },
                "open": {"description": "Anything."},
            },
        },
    }
    file = tmp_path / "api.json"
    file.write_text(json.dumps({"info": {"version": 1}, "components": {"schemas": schemas}}))
    api = api_models.read_openapi(file)
    found = api_models.fields(api, "LinkTokenGetRequest")
    assert sorted(found) == ["", ".color", ".days", ".either", ".id", ".list", ".list[]", ".open",
                             ".own"]  # fmt: skip
    assert found[".id"].required
    assert (found[".color"].shape, found[".color"].nullable) == ("Color", True)
    assert found[".color"].values == found[".own"].values == {"red", "blue"}
    assert (found[".color"].text, found[".own"].text) == ("A color.", "Own.")
    assert found[".either"].types == {"string:date", "integer"}
    assert (found[".days"].nullable, found[".days"].bounds) == (True, {"minimum=1", "maximum=731"})
    assert (found[".list"].bounds, found[".list[]"].values) == ({"maxItems=3"}, {"a"})
    assert found[".open"].types == {"any"}


# --- Writing --------------------------------------------------------------------------------------


def test_skeletons_of_new_fields(
    copy: Copy, run: Run, tmp_path: Path, reviewed: tuple[str, ...]
) -> None:
    """They are valid, in the style of the schemas, and reported until they are finished."""
    schemas = tmp_path / "schemas"
    shutil.copytree(ROOT / "schemas", schemas, ignore=shutil.ignore_patterns("__pycache__"))
    before = {file: file.read_text("utf-8") for file in schemas.rglob("*.json")}
    copy.add_field(REQUEST, "theme", "(CountryCode, none_type,)", "Colors: `red`, `blue`")
    copy.add_field(REQUEST, "again", "([LinkTokenCreateRequestUserName],)")
    copy.add_field(ACCOUNT, "balance", "(float,)")  # at several places, written once
    code, lines = run("--plaid-python", copy.folder, "--schemas", schemas, "--write")
    assert code == 1
    after = {file: file.read_text("utf-8") for file in schemas.rglob("*.json")}
    changed = {file.name: after[file] for file in after if after[file] != before[file]}
    assert set(changed) >= {f"{CREATE}.schema.json", "account.schema.json"}
    for file, text in before.items():
        kept = after[file].splitlines()
        assert [x for x in text.splitlines() if x not in kept and x + "," not in kept] == []
        Draft202012Validator.check_schema(json.loads(after[file]))
    fields = json.loads(changed[f"{CREATE}.schema.json"])["properties"]
    assert fields["theme"]["type"] == ["string", "null"]
    assert fields["theme"]["enum"][-2:] == ["US", None]
    assert fields["again"]["items"]["required"] == ["given_name", "family_name"]
    assert fields["again"]["items"]["additionalProperties"] is False
    assert changed["account.schema.json"].count('"balance"') == 1
    assert [line for line in lines if line.startswith(f"{CREATE} .theme: field: +")]
    lock, table = tmp_path / "lock.json", shutil.copy(reviewed[3], tmp_path / "reasons.toml")
    options = ("--plaid-python", copy.folder, "--schemas", schemas, "--lock-file", lock)
    code, lines = run(*options, "--reasons", table, "--write", "--lock")
    assert not [line for line in lines if line.startswith("wrote ")]
    assert f"{CREATE} .theme: unfinished: +TODO" in lines
    assert code == 1
    assert {file: file.read_text("utf-8") for file in after} == after


# --- The lock and the table -----------------------------------------------------------------------


def test_recording_keeps_reasons_and_asks_for_new_ones(
    copy: Copy, reviewed: tuple[str, ...], tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    lock, table = tmp_path / "lock.json", tmp_path / "reasons.toml"
    shutil.copy(reviewed[1], lock)
    kept = '[[difference]]\nkind = "field"\nreason = "old"\nplaces = ["x .gone"]\n' + Path(
        reviewed[3]
    ).read_text("utf-8")
    table.write_text(kept, encoding="utf-8")
    options = ["--lock-file", str(lock), "--reasons", str(table), "--plaid-python"]
    assert api_drift.main([*options, str(copy.folder)]) == 1
    assert "`x .gone` explains nothing" in capsys.readouterr().out
    copy.add_field(REQUEST, "theme")
    copy.describe(REQUEST, "client_name", "as it should", "as it must")
    assert api_drift.main([*options, str(copy.folder), "--lock"]) == 1
    assert capsys.readouterr().out == f"{CREATE} .theme: field: +\n"  # the sentence is reviewed
    text = table.read_text("utf-8")
    assert text.count("on purpose") == kept.count("on purpose")
    assert "x .gone" not in text
    assert text.count('reason = ""') == 1
    again = lock.read_bytes()
    assert api_drift.main([*options, str(copy.folder), "--lock"]) == 1
    assert (lock.read_bytes(), table.read_text("utf-8")) == (again, text)
    table.write_text(text.replace('reason = ""', 'reason = "not offered"'), encoding="utf-8")
    assert api_drift.main([*options, str(copy.folder)]) == 0


def test_the_lock_holds_no_sentence_and_each_difference_has_a_reason() -> None:
    lock = json.loads((ROOT / "tools" / "api_drift.lock.json").read_text("utf-8"))
    assert list(lock["documents"]) == list(api_drift.MODELS)
    hashes = [
        text
        for places in lock["documents"].values()
        for entry in places.values()
        for text in entry.get("sentences", ())
    ]
    assert len(hashes) > 400
    assert [text for text in hashes if not re.fullmatch(r"[0-9a-f]{10}", text)] == []
    reasons = api_drift.read_reasons(ROOT / "tools" / "api_drift.toml")
    assert [entry for entry in reasons.entries if len(entry.reason) < 20] == []


@pytest.mark.parametrize(
    ("options", "said"),
    [
        (["--openapi", "{tmp}/none.yaml"], "none.yaml: No such file"),
        (["--openapi", "{tmp}/broken.yaml"], "broken.yaml: not an OpenAPI file"),
        (["--openapi", "{tmp}/empty.json"], "no schema LinkTokenCreateRequest"),
        (["--plaid-python", "{tmp}"], "no folder plaid/model in it"),
        (["--plaid-python", "{tmp}/hollow"], "no readable model LinkTokenCreateRequest"),
        (["--lock-file", "{tmp}/broken.yaml"], "broken.yaml: not a lock file"),
        (["--lock-file", "{tmp}/none"], "none: No such file or directory; --lock writes it"),
        (["--reasons", "{tmp}/broken.yaml"], "broken.yaml: not a table of differences"),
        (["--schemas", "{tmp}"], "no schema link-token-create-request"),
    ],
)
def test_what_cannot_be_read_is_one_error(
    options: list[str], said: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "broken.yaml").write_text("a: [")
    (tmp_path / "empty.json").write_text(
        '{"info": {"version": "1"}, "components": {"schemas": {}}}'
    )
    (tmp_path / "hollow" / "plaid" / "model").mkdir(parents=True)
    (tmp_path / "hollow" / "plaid" / "__init__.py").write_text("")
    assert api_drift.main([option.format(tmp=tmp_path) for option in options]) == 2
    printed = capsys.readouterr()
    assert printed.out == ""
    assert (printed.err[:7], printed.err.count("\n")) == ("error: ", 1)
    assert said in printed.err


def test_no_code_of_the_examined_package_runs(copy: Copy, run: Run) -> None:
    marker = copy.folder / "ran"
    copy.edit(REQUEST, r"\A", f"open({str(marker)!r}, 'w')\n")
    with (copy.folder / "plaid" / "__init__.py").open("a", encoding="utf-8") as file:
        file.write(f"\nopen({str(marker)!r}, 'w')\n")
    assert run("--plaid-python", copy.folder) == (0, [])
    assert not marker.exists()
