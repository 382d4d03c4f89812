"""Parts of URLs and kinds of hosts."""

from __future__ import annotations

import pytest

from linkcheck.rules.formats import urls
from tests.offenders import each
from tests.robustness.work import calls, is_linear

PRIVATE_HOSTS = """
localhost app.localhost 127.0.0.1 ::1 10.1.2.3 172.16.0.1 192.168.1.1 169.254.1.1 100.64.0.1 0.0.0.0
224.0.0.1 fd00::1 fe80::1 printer.local db.internal host.docker.internal x.lan backend shop.test
nas.home.arpa PRINTER.LOCAL printer.local.
"""
PUBLIC_HOSTS = """
example.com www.example.com 8.8.8.8 172.32.0.1 2606:4700::1111 local.example.com mylocal.com
internal-api.example.com bücher.de ${host} *.example.com 999.999.999.999 1.2.3
"""


def test_parts() -> None:
    url = urls.split("HTTPS://user:pw@API.Example.com:8443/a/b?x=1#top")
    assert (url.scheme, url.userinfo, url.host) == ("https", "user:pw", "api.example.com")
    assert (url.port, url.path, url.query, url.fragment) == ("8443", "/a/b", "x=1", "top")
    assert not url.blank
    assert url.has_userinfo
    assert url.has_query
    assert url.has_fragment


def test_written_but_empty_parts_are_there() -> None:
    url = urls.split("https://example.com/?#")
    assert (url.query, url.fragment) == ("", "")
    assert url.has_query
    assert url.has_fragment
    assert not urls.split("https://example.com/").has_query


@pytest.mark.parametrize(
    "text",
    [
        "https://example.com",
        "http://localhost:3000/accounts",
        "https://[2001:db8::1]:8443/x",
        "https://www.example.com/webhook?client=1",
        "https://b\u00fccher.example/",
        "https://example.com:/x",
    ],
)
def test_absolute_http(text: str) -> None:
    assert urls.split(text).is_absolute_http


@each(
    "text",
    [
        "",
        "/webhooks/091e07ab",
        "example.com/hook",
        "www.example.com",
        "localhost:3000/x",
        "//example.com/x",
        "https://",
        "https:///x",
        "https://:8080/x",
        "https:example.com",
        "https://example.com:port/",
        "https://example.com:99999/",
        "https://exa mple.com/",
        "https://example.com/\n",
        " https://example.com/",
        "ftp://example.com/",
        "myapp://oauth",
        "ABCDEFG1234567",
    ],
)
def test_not_absolute_http(text: str) -> None:
    assert not urls.split(text).is_absolute_http


@pytest.mark.parametrize(
    "text", ["wonderwallet://done", "com.example.app:/done", "myapp:done", "https://example.com"]
)
def test_scheme(text: str) -> None:
    url = urls.split(text)
    assert url.has_scheme
    assert url.is_custom_scheme == (not text.startswith("https"))


@pytest.mark.parametrize(
    "text", ["example.com/done", "localhost:3000/done", "/done", "myapp://", "my app:x"]
)
def test_no_scheme(text: str) -> None:
    assert not urls.split(text).has_scheme


@pytest.mark.parametrize(
    ("text", "by_name", "loopback"),
    [
        ("http://localhost:3000/x", True, True),
        ("http://LOCALHOST", True, True),
        ("http://app.localhost", False, True),
        ("http://127.0.0.1:8000", False, True),
        ("http://[::1]/", False, True),
        ("http://localhost.example.com", False, False),
        ("http://notlocalhost", False, False),
        ("http://128.0.0.1", False, False),
    ],
)
def test_localhost(text: str, by_name: bool, loopback: bool) -> None:
    url = urls.split(text)
    assert (url.is_localhost, url.is_loopback) == (by_name, loopback)


@each("host", PRIVATE_HOSTS.split())
def test_private_host(host: str) -> None:
    assert urls.is_private_host(host)


@each("host", ["", *PUBLIC_HOSTS.split()])
def test_public_host(host: str) -> None:
    assert not urls.is_private_host(host)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("https://webhook.site/dc9c138f", True),
        ("https://abc.ngrok.io/hook", True),
        ("https://abc.ngrok-free.app/hook", True),
        ("https://a.b.c.trycloudflare.com", True),
        ("https://play.svix.com/in/x", True),
        ("https://svix.com/", False),
        ("https://notwebhook.site/", False),
        ("https://webhook.site.example.com/", False),
        ("https://example.com/webhook.site", False),
    ],
)
def test_test_receiver(text: str, expected: bool) -> None:
    assert urls.split(text).is_test_receiver == expected


@pytest.mark.parametrize(
    ("query", "expected"),
    [
        ("token=abc", True),
        ("a=1&API-Key=x", True),
        ("client_secret=x", True),
        ("tenant=1&tokenized=yes", False),
        ("", False),
    ],
)
def test_secret_parameter(query: str, expected: bool) -> None:
    assert urls.split(f"https://example.com/h?{query}").has_secret_parameter == expected


def test_wildcard() -> None:
    assert urls.has_wildcard("https://*.example.com/oauth.html")
    assert not urls.has_wildcard("https://example.com/oauth.html")


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("com.example.app", True),
        ("com.Example_2.app1", True),
        ("app", False),
        ("com.1app", False),
        ("com..app", False),
        ("com.example.app.", False),
        ("https://example.com", False),
        ("com.example.*", False),
        ("com.example.app\n", False),
    ],
)
def test_android_package_name(text: str, expected: bool) -> None:
    assert urls.is_android_package_name(text) == expected


@pytest.mark.parametrize("piece", ["a", ":", "/", "?", "#", "@", "[", ".", "a:", "://", "&token="])
def test_any_text_is_split_with_linear_work(piece: str) -> None:
    def split(size: int) -> None:
        url = urls.split("https://" + piece * size)
        assert url.scheme == "https"
        assert isinstance(url.is_private_host, bool)
        assert isinstance(url.is_test_receiver, bool)
        assert isinstance(url.has_secret_parameter, bool)

    split(1)
    assert is_linear(*(calls(lambda size=size: split(size)) for size in (1000, 2000, 4000)))
