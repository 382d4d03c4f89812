"""Lines of source code are shown without strings, numbers and comments that may be secret."""

from __future__ import annotations

import json
from pprint import pformat

import pytest

from linkcheck.checker import Checker
from linkcheck.documents import Document
from linkcheck.output import snippet
from linkcheck.output.masked_code import MaskedCode
from linkcheck.shapes.loader import schema
from linkcheck.sources.code import read, tokens_of
from linkcheck.sources.files import Source, SourceDocument, documents
from linkcheck.sources.lines import Lines
from tests.robustness.planting import SECRETS, planted

# Lines of a file, and how they are shown if that is not the same.
PYTHON = {
    "from plaid.model.link_token_create_request import LinkTokenCreateRequest as Request": "",
    "# secret: hunter2": "# ******* *******",
    "KEY = 's3cret'; PHONE = 4155550123; PORT = 8080": (
        "KEY = '******'; PHONE = **********; PORT = 8080"
    ),
    "headers = {'PLAID-SECRET': b'hunter2', \"client_name\": 'auth'}": (
        "headers = {'************': b'*******', \"client_name\": 'auth'}"
    ),
    "url = f'https://{host}/link' + rf'''{x!r}'''": "url = f'*******************' + rf'''*****'''",
    "escaped = '\\x61uth'": "escaped = '*******'",
    "note = '''one": "note = '''***",
    "\ttwo''' if é else '💥'  # done 💥": " ***''' if é else '*'  # **** *",
    "user = {'client_user_id': 'u-1', 'phone_number': '+14155550123', 'ssn': 1120 + y}": (
        "user = {'client_user_id': '***', 'phone_number': '+1415*****23', 'ssn': **** + y}"
    ),
    "request = Request(client_name='Harbor', products=['auth', 'balanse'],": "",
    "    webhook='https://example.com/a?b=c', user=user, clientName='Jane',": (
        "    webhook='https://example.com/a****', user=user, clientName='****',"
    ),
    "    language='access-sandbox-5e1f', country_codes=['U' 'S', 7, 78051120])": (
        "    language='access-sandbox-****', country_codes=['*' '*', 7, ********])"
    ),
    "request['redirect_uri'] = request['Jane Doe'] = ''": (
        "request['redirect_uri'] = request['********'] = ''"
    ),
    "client.link_token_create(request)": "",
    "x = os.getenv('PLAID_SECRET', 's3cret').split(', ')": (
        "x = os.getenv('PLAID_SECRET', '******').split(', ')"
    ),
}
TYPESCRIPT = {
    "import { Products, LinkTokenCreateRequest } from '@acme/plaid'; // hunter2": (
        "import { Products, LinkTokenCreateRequest } from '***********'; // *******"
    ),
    "/* hunter2 */ /** one": "/* ******* */ /** ***",
    " * two 💥 */ const é = `one": " * *** * */ const é = `***",
    "\ttwo`, KEY = 's3cret', PORT = 8080, PHONE = 4155550123n;": (
        " ***`, KEY = '******', PORT = 8080, PHONE = ***********;"
    ),
    'const url = `https://${HOST}/s3cret-${`a${"x y"}`}`, re = /hunter2/gi;': (
        'const url = `********${HOST}********${`*${"***"}`}`, re = /*******/gi;'
    ),
    "const request: LinkTokenCreateRequest = {": "",
    '  client_name: `Harbor`, "language": \'EN\', products: [Products.Auth, "b" as Products],': "",
    "  country_codes: ['\\x55S', \"US\"], webhook: 'https://a.example/b?c=d', 'Jane Doe': '',": (
        "  country_codes: ['*****', \"US\"], webhook: 'https://a.example/b****', '********': '',"
    ),
    "  user: {client_user_id: \"u-1\", phone_number: '+14155550123', ssn: 7 + n, x: #y in $z },": (
        "  user: {client_user_id: \"***\", phone_number: '+1415*****23', ssn: * + n, x: #y in $z },"
    ),
    "};": "",
    "client.linkTokenCreate(request);": "",
}
COMPONENT = {
    "<p>hunter2</p>": "**>**********>",
    '<script lang="ts">': '******* *****"**">',
    **TYPESCRIPT,
    "</script>": "********>",
}
FILES = {"app.py": PYTHON, "app.ts": TYPESCRIPT, "app.vue": COMPONENT}


def _masked(text: str, name: str = "app.py") -> list[str]:
    file = read(name, text.encode("utf-8", "surrogatepass"))
    lines = Lines(text)
    shown = MaskedCode(lines, tokens_of(name, text), file.sites)
    assert file.sites
    return [shown[index] for index in range(len(lines.starts))]


@pytest.mark.parametrize("line_break", ["\n", "\r\n", "\r"])
@pytest.mark.parametrize("name", FILES)
def test_what_is_shown_of_each_line(name: str, line_break: str) -> None:
    code = FILES[name]
    shown = _masked(line_break.join(code), name)
    assert shown == [code[line] or line for line in code]
    assert list(map(len, shown)) == list(map(len, code))  # columns stay correct


def test_only_the_lines_that_are_shown_are_masked(monkeypatch: pytest.MonkeyPatch) -> None:
    """Or the time for many requests in a file would grow with the square of their number."""
    masked: list[int] = []

    class Counted(MaskedCode):
        def _add_pieces(self) -> None:
            masked.append(len(self._tokens))
            super()._add_pieces()

    monkeypatch.setattr(snippet, "MaskedCode", Counted)
    code = b"client.link_token_create({'language': 'xx'})\n" * 50
    for found in documents(Source("app.py", "app.py", named=True, data=code)):
        assert isinstance(found, SourceDocument)
        assert snippet.snippets_of(found, Checker().check_source(found))
    assert len(masked) == 50
    assert max(masked) < 20


def test_broken_code_is_hidden() -> None:
    assert tokens_of("app.py", "x = (\n") == []
    assert _masked("client.linkTokenCreate({});\nconst x = ) hunter2 'hunter2' (", "a.js") == [
        "client.linkTokenCreate({});",
        "***** * * * ******* ********* *",
    ]


@pytest.mark.parametrize("secret", SECRETS)
def test_no_secret_is_shown(secret: str) -> None:
    value, hidden = SECRETS[secret]
    body = planted(schema(Document.CREATE_REQUEST), iter(lambda: value, object()))
    code = f"body = {pformat(body)}  # {value!r}\nkey = {value!r}\nclient.link_token_create(body)"
    assert hidden not in "\n".join(_masked(code)).lower()
    text = json.dumps(body, indent=1)
    code = f"const body = {text} // {value!r}\nlet key = {value!r}\nclient.linkTokenCreate(body)"
    assert hidden not in "\n".join(_masked(code, "app.ts")).lower()
