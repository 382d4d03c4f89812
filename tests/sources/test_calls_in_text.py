"""Calls in scripts, console transcripts, notes, Markdown and HTTP messages, each at its place."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from linkcheck.checker import Checker
from linkcheck.sources.files import InputError, Source, documents
from tests.offenders import each
from tests.robustness.work import calls, is_linear

LINK = "https://sandbox.plaid.com/link/token/create"
BODY = (
    '{"client_name":"W","language":"en","country_codes":["UK"],'
    '"user":{"client_user_id":"u-1001"},"products":["auth"]}'
)
CHECKER = Checker()


def found(text: str, name: str) -> list[tuple[str, int | None, int | None]]:
    """Code, line and column of each error in a file, and the reason of what cannot be read."""
    result: list[tuple[str, int | None, int | None]] = []
    for document in documents(Source(name, name, named=True, data=text.encode())):
        if isinstance(document, InputError):
            result.append((document.reason, document.line, document.column))
        else:
            errors = CHECKER.check_source(document).errors
            result += [(error.code, error.line, error.column) for error in errors]
    return result


def places(text: str) -> list[tuple[str, int | None, int | None]]:
    """Where the finding about each ``"UK"`` of a text must be."""
    lines = text.split("\n")
    return [
        ("LC104", number, column + 1)
        for number, line in enumerate(lines, 1)
        for column in range(len(line))
        if line.startswith('"UK"', column)
    ]


@pytest.mark.parametrize(
    "text",
    [
        f'echo "try: curl -X POST {LINK} -d @body.json"\n',
        f'usage() {{\n  echo "Usage: curl {LINK} -d \'{{\\"client_name\\": \\"W\\"}}\'"\n}}\n',
        f"echo 'Then run: curl {LINK} -d \"$BODY\"'\necho 'done'\n",
        f"cat <<EOF\ncurl {LINK} -d '{BODY}'\nEOF\n",
        f"echo curl {LINK} -d '{BODY}'\n",
        f"true # curl {LINK} -d '{BODY}'\n",
        f"case $1 in curl {LINK} -d '{BODY}') true;; esac\n",
        f"x=(curl {LINK} -d '{BODY}')\n",
        f'curl {LINK} ^\n  -d "{{}}"\n',
    ],
)
def test_a_mention_of_curl_is_not_a_call(text: str) -> None:
    assert found(text, "a.sh") == []
    call = f"curl {LINK} -d '{BODY}'\n"
    assert found(text + call, "a.sh") == [("LC104", text.count("\n") + 1, 106)]


def test_a_call_in_backticks() -> None:
    assert found(f"TOKEN=`curl -s {LINK} -d '{BODY}'`\n", "a.sh") == [("LC104", 1, 116)]
    nested = f"A=\"`echo \\`curl {LINK} -d '{BODY}'\\``\"\n"
    assert found(nested, "a.sh") == [("LC104", 1, 117)]


@each(
    "command",
    [
        f"/usr/bin/curl {LINK} -d '{BODY}'",
        f"curl.exe {LINK} -d '{BODY}'",
        f"\\curl {LINK} -d '{BODY}'",
        f"command curl {LINK} -d '{BODY}'",
        f"X=1 env -i Y=2 curl {LINK} -d '{BODY}'",
        f"sudo -u me time curl {LINK} -d '{BODY}'",
        f"xargs -I{{}} curl {LINK} -d '{BODY}'",
        f"$CURL {LINK} -d '{BODY}'",
        f"if ! curl {LINK} -d '{BODY}'; then false; fi",
        f"TOKEN=$(curl {LINK} -d '{BODY}' | jq -r .link_token)",
        f"echo \"$(curl {LINK} -d '{BODY}')\"",
        f"(cd /tmp && curl {LINK} -d '{BODY}')",
        f"create() {{ curl {LINK} -d '{BODY}'; }}",
        f"case $1 in (a) curl {LINK} -d '{BODY}';; esac",
        f"diff <(curl {LINK} -d '{BODY}') x",
        f"curl {LINK} > out 2>&1 -d '{BODY}'",
        f"curl --req POST --dat\\\na-b '{BODY}' {LINK}",
        f"curl --json='{BODY}' {LINK}",
        f"curl https://x.example --next {LINK} -d '{BODY}' --next https://y.example -d '{{}}'",
        f"curl -o /link/token/create -d '{BODY}' -- {LINK}",
        f"echo '{BODY}' | curl {LINK} -d @-",
        f"cat <<A | curl {LINK} -d @-; cat <<B\n{BODY}\nA\n{{\nB",
        f"curl {LINK} -d @- <<A; cat <<-'B'\n{BODY}\nA\n\t{{\n\tB",
        f"curl {LINK} -d \"$(cat <<'A'\n{BODY}\nA)\"",
    ],
)
def test_ways_to_call_curl(command: str) -> None:
    assert found(f"{command}\n", "a.sh") == places(command)


def test_pieces_of_data_are_joined_as_curl_joins_them() -> None:
    start, rest = BODY[:20], BODY[20:]
    text = f"curl --json '{start}' --json '{rest}' {LINK}\n"
    assert found(text, "a.sh") == places(text)
    # With -d, an ampersand comes between them.
    text = f'curl -d \'{{"client_name":"W"\' -d \'"language":"en"}}\' {LINK}\n'
    assert found(text, "a.sh") == [("LC001", 1, 34)]
    assert found(f"curl -d a=b -d c=d {LINK}\n", "a.sh") == []


@pytest.mark.parametrize(
    "body", ["{...}", "{ … }", "...", "<body>", "{ <body> }", "BODY", '{"client_name": "W", ...}']
)
def test_a_placeholder_is_not_a_body(body: str) -> None:
    assert found(f"curl {LINK} -d '{body}'\n", "a.sh") == []
    assert found(f"```http\nPOST {LINK}\n\n{body}\n```\n", "a.md") == []


def test_reading_goes_on_after_what_is_never_closed() -> None:
    call = f"curl {LINK} -d '{BODY}'\n"
    assert found(f'echo "it\n{call}', "a.sh") == [("LC104", 2, 106)]
    assert found(f"x=$(( {{\n{call}", "a.sh") == [("LC104", 2, 106)]
    reason = "unclosed quote, bracket or here-document"
    assert found(f"{call}curl {LINK} -d '{{\n", "a.sh") == [("LC104", 1, 106), (reason, 2, 53)]


def test_transcripts_of_a_console() -> None:
    text = (
        "```console\n"
        f"$ curl {LINK} \\\n"
        '> -d \'{"client_name": "W",\n'
        '> "country_codes": ["UK"], "language": "en",\n'
        '> "products": ["auth"], "user": {"client_user_id": "u-1"}}\'\n'
        '{"error": "don\'t"}\n'
        f"(env) me@host:~$ curl {LINK} -d '{BODY}'\n"
        f"> curl {LINK} -d '{BODY}'\n"
        "```\n"
    )
    assert found(text, "a.md") == places(text)[:2]


def test_notes_around_calls() -> None:
    text = (
        "Don't forget to run\n\n"
        f"  curl {LINK} -d '{BODY}'\n\n"
        f"It's best to keep what \"curl {LINK} -d '{BODY}'\" gives:\n\n"
        f"$ TOKEN=\"$(curl -s {LINK} -d '{BODY}')\"\n"
        f"# curl {LINK} -d '{BODY}'\n"
    )
    first, _, third, _ = places(text)
    assert found(text, "a.txt") == [first, third]
    assert found(text, "notes") == [first, third]


@pytest.mark.parametrize(
    "text",
    [
        "1. ```bash\n   {}\n   ```\n",
        "- a\n  - ```\n    {}\n    ```\n",
        "> - ~~~ sh\n>   {}\n",
        "10) a\n\n    ```\n    {}\n    ```\n",
        "<details>\n\n```\n{}\n```\n",
        '```json\n```\n```sh title="x"\n{}\n```\n',
        "-\t```\n\t{}\n\t```\n",
    ],
)
def test_fences_of_markdown(text: str) -> None:
    text = text.replace("{}", f"curl {LINK} -d '{BODY}'")
    assert found(text, "a.md") == places(text)


@pytest.mark.parametrize(
    "text",
    [
        "    ```\n    {}\n    ```\n",
        "<!--\n```\n{}\n```\n-->\n",
        "<div>\n```\n{}\n```\n",
        "```\n```\n{}\n",
        "`` ```\n{}\n``` ``\n",
    ],
)
def test_what_is_not_a_fence(text: str) -> None:
    assert found(text.replace("{}", f"curl {LINK} -d '{BODY}'"), "a.md") == []


def test_mdx_has_no_indented_code_or_html() -> None:
    text = f"<Tab>\n      ```sh\n      curl {LINK} -d '{BODY}'\n      ```\n</Tab>\n"
    assert found(text, "a.md") == []
    assert found(text, "a.mdx") == places(text)


HTTP = f"""\
@host = https://sandbox.plaid.com
@path={{{{host}}}}/link/token

### create
# @name create
< {{% request.variables.set("a", "b") %}}
POST {{{{path}}}}/create HTTP/1.1
  ?verbose=1
Content-Type: application/json
// Authorization: none
PLAID-CLIENT-ID: {{{{id}}}}
PLAID-SECRET: {{{{secret}}}}

{BODY}

> {{%
  client.assert(response.status === 200);
%}}

###
POST {LINK}

< ./body.json

###
GET {LINK}

### in a folder
POST {{{{host}}}}/item/get

{{"products": ["UK"]}}
###
curl {LINK} -d '{BODY}'
###
POST /link/token/create
Host: production.plaid.com

{BODY}

HTTP/1.1 200 OK
Content-Type: application/json

{{"link_token": "link-sandbox-af1a0311-da53-4636-b754-dd15cc058176", "expiration": 1}}
"""


@pytest.mark.parametrize("name", ["a.http", "a.REST"])
def test_files_of_http_requests(name: str) -> None:
    assert found(HTTP, name) == [
        ("LC104", 14, 53),
        ("LC104", 33, 106),
        ("LC104", 38, 53),
        ("LC102", 43, 1),  # `request_id` is missing
        ("LC103", 43, 83),
    ]


@pytest.mark.parametrize("name", ["a.txt", "saved"])
@pytest.mark.parametrize("start", ["", "\n### create\n"])
def test_http_requests_in_files_of_another_name(name: str, start: str) -> None:
    text = f"{start}POST {LINK}\n\n{BODY}\n"
    assert found(text, name) == places(text)


def test_the_host_and_the_headers_of_a_request_are_facts() -> None:
    source = Source("a.http", "a.http", named=True, data=HTTP.encode())
    first, *_ = documents(source)
    assert not isinstance(first, InputError)
    assert first.facts == {"environment": "sandbox", "header_credentials": True}


def test_markers_of_a_request_are_unknown() -> None:
    body = BODY.replace('"UK"', '"{{country}}"').replace('"auth"', "{{product}}")
    assert found(f"POST {LINK}\n\n{body}\n", "a.http") == []
    assert found(f"POST {LINK}\n\n{{{{body}}}}\n", "a.http") == []
    reason = "the request on line 1: the request has no body"
    assert found(f"POST {LINK}\n", "a.http") == [(reason, None, None)]


def test_http_messages_in_markdown() -> None:
    text = (
        "- Ask:\n\n"
        "  ```http\n"
        "  POST /link/token/create HTTP/1.1\n"
        "  Host: sandbox.plaid.com\n\n"
        f"  {BODY}\n"
        "  ```\n\n"
        "  The answer:\n\n"
        "  ```http\n"
        "  HTTP/1.1 200 OK\n\n"
        '  {"link_token": "link-sandbox-af1a0311-da53-4636-b754-dd15cc058176",\n'
        '   "expiration": "2025-07-01T16:00:00Z", "request_id": 1}\n'
        "  ```\n\n"
        f"```\nPOST {LINK} HTTP/1.1\n\n{BODY}\n```\n\n"
        f"```http\nPOST {LINK} HTTP/1.1\n```\n"
    )
    first, second = places(text)
    assert found(text, "a.md") == [first, ("LC103", 16, 56), second]


HOSTILE: dict[str, Callable[[int], str]] = {
    "quotes and substitutions": lambda n: '"$(' * n,
    "unclosed in each line": lambda n: 'curl "$(\n' * n,
    "apostrophes": lambda n: "curl it's\n" * (n + (n + 1) % 2),
    "brackets": lambda n: "(" * n,
    "sums": lambda n: "$((" * n,
    "braces": lambda n: "${a:-" * n,
    "backticks": lambda n: "`a\\`" * n,
    "here-documents": lambda n: "".join(f"cat <<a{i}\n" for i in range(n)),
    "here-documents of a line": lambda n: f"cat {'<<a ' * n}\n{'a' * 9}\n" + "a\n" * n,
    "here-documents in each other": lambda n: "$(cat <<a\n" * n + "a\n)\n" * n,
    "cases": lambda n: "case a in " * n,
    "quotes of Markdown": lambda n: "> " * n + "```\n" + "> \n" * n,
    "lists": lambda n: "- " * n + "a\n" + "\n" * n + "```\n",
    "fences": lambda n: "```\n" * n + "~~~\n" * n,
    "prompts": lambda n: "```\n" + "$ curl '\n" * n,
    "requests": lambda n: "###\nPOST /x\n" * n + "a: b\n" * n,
}


@pytest.mark.exhaustive
@each("name", ["a.sh", "a.md", "a.txt", "a.http"])
@each("kind", HOSTILE)
def test_hostile_text_takes_linear_time(kind: str, name: str) -> None:
    def work(n: int) -> int:
        text = HOSTILE[kind](n)
        assert all(isinstance(reason, str) for reason, _, _ in found(text, name))
        return calls(lambda: found(text, name))

    assert is_linear(*map(work, (150, 300, 600)))


@pytest.mark.parametrize("kind", ["quotes and substitutions", "brackets", "sums", "braces"])
def test_deep_nesting_meets_no_limit(kind: str) -> None:
    assert found(HOSTILE[kind](20_000), "a.sh") == []
