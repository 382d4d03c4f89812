"""URLs: split any string, and classify the host.

A custom splitter, as ``urllib.parse`` takes several milliseconds to import and raises for some
input. The pattern is that of RFC 3986, appendix B: it matches every string, in linear time.
"""

from __future__ import annotations

import re
from typing import NamedTuple

from linkcheck.shapes.formats import UrlFault, is_host, is_port

# Hosts that show what they receive to anyone with the address, or lead to a developer's machine.
TEST_RECEIVERS = frozenset(
    {
        "beeceptor.com",
        "bore.pub",
        "hookbin.com",
        "lhr.life",
        "loca.lt",
        "localhost.run",
        "localtunnel.me",
        "mockbin.io",
        "ngrok-free.app",
        "ngrok-free.dev",
        "ngrok.app",
        "ngrok.dev",
        "ngrok.io",
        "pagekite.me",
        "pipedream.net",
        "play.svix.com",
        "postb.in",
        "requestbin.com",
        "requestbin.net",
        "requestcatcher.com",
        "serveo.net",
        "smee.io",
        "trycloudflare.com",
        "tunnelto.dev",
        "typedwebhook.tools",
        "webhook-test.com",
        "webhook.cool",
        "webhook.site",
    }
)

# Names that the public DNS never resolves (RFC 6761, RFC 6762, RFC 8375, ICANN's .internal) or that
# routers and container engines use inside a network.
_PRIVATE_SUFFIXES = frozenset(
    {
        "home.arpa",
        "internal",
        "intranet",
        "invalid",
        "lan",
        "local",
        "localdomain",
        "localhost",
        "test",
    }
)

PRIVATE_TOP_LEVELS = frozenset(suffix.rpartition(".")[2] for suffix in _PRIVATE_SUFFIXES)
"""The last labels of private names; no other name of two or more labels is private."""

_SECRET_PARAMETERS = frozenset(
    {
        "access_token",
        "api_key",
        "apikey",
        "auth",
        "auth_token",
        "client_secret",
        "key",
        "passwd",
        "password",
        "pwd",
        "secret",
        "token",
    }
)

# Patterns stay text until `re` compiles and caches them at first use: this keeps the start short.
_URI = (
    r"(?:(?P<scheme>[A-Za-z][A-Za-z0-9+.-]*):(?![0-9]))?"
    r"(?://(?P<authority>[^/?#]*))?"
    r"(?P<path>[^?#]*)"
    r"(?:\?(?P<query>[^#]*))?"
    r"(?:#(?P<fragment>.*))?"
)
_BLANK = r"[\x00-\x20\x7f\s]"
_HOSTNAME = r"[^\x00-\x2c/:;<=>?@\[\\\]^`{|}\x7f\s]+"
_PACKAGE_NAME = r"[A-Za-z][A-Za-z0-9_]*(?:\.[A-Za-z][A-Za-z0-9_]*)+"


class Url(NamedTuple):
    """The parts of a URL. An absent part is None; one that is written but empty is ``""``."""

    scheme: str | None
    """In lower case."""
    userinfo: str | None
    host: str | None
    """In lower case, without the port; an IPv6 address without its brackets."""
    port: str | None
    path: str
    query: str | None
    fragment: str | None
    blank: bool
    """True if the string contains white space or control characters."""

    @property
    def is_absolute_http(self) -> bool:
        """True for an http or https URL with a possible host and port, and no white space."""
        return self.scheme in ("http", "https") and self.fault is None

    @property
    def fault(self) -> UrlFault | None:
        """The first reason why it is not an absolute http or https URL; None if it is one."""
        if self.scheme not in ("http", "https") or self.blank or not self.host:
            return "form"
        if not (":" in self.host or is_host(self.host)):
            return "host"
        return None if is_port(self.port) else "port"

    @property
    def has_scheme(self) -> bool:
        """True if it has a scheme, such as ``https`` or an app's own, with something after it."""
        return self.scheme is not None and not self.blank and bool(self.host or self.path)

    @property
    def is_custom_scheme(self) -> bool:
        """True if it has a scheme other than http and https."""
        return self.scheme is not None and self.scheme not in ("http", "https")

    @property
    def has_userinfo(self) -> bool:
        """True if it has ``user:password@`` before the host."""
        return self.userinfo is not None

    @property
    def has_query(self) -> bool:
        """True if it has a ``?``, even with nothing after it."""
        return self.query is not None

    @property
    def has_fragment(self) -> bool:
        """True if it has a ``#``, even with nothing after it."""
        return self.fragment is not None

    @property
    def has_secret_parameter(self) -> bool:
        """True if the name of a query parameter says that its value is a secret."""
        names = (pair.partition("=")[0].lower() for pair in (self.query or "").split("&"))
        return any(name.replace("-", "_") in _SECRET_PARAMETERS for name in names)

    @property
    def is_localhost(self) -> bool:
        """True if the host is ``localhost`` by name."""
        return self.host == "localhost"

    @property
    def is_loopback(self) -> bool:
        """True for ``localhost``, a name below it, or a loopback address such as 127.0.0.1."""
        host = self.host or ""
        if host == "localhost" or host.endswith(".localhost"):
            return True
        return _looks_numeric(host) and _address_is(host, "is_loopback")

    @property
    def is_private_host(self) -> bool:
        """True if the internet cannot reach the host: a private address or name, or localhost."""
        return is_private_host(self.host or "")

    @property
    def is_test_receiver(self) -> bool:
        """True if the host is a public request bin or a tunnel for development."""
        host = self.host or ""
        return any(suffix in TEST_RECEIVERS for suffix in _suffixes(host))


def split(text: str) -> Url:
    """Split any string; one that is not a URL has no scheme or no host.

    ``localhost:3000/x`` is read as host and port without a scheme, not as a scheme ``localhost``.
    """
    match = re.fullmatch(_URI, text, re.DOTALL)
    assert match is not None  # every part is optional and the last takes the rest
    scheme, authority, path, query, fragment = match.group(
        "scheme", "authority", "path", "query", "fragment"
    )
    userinfo = host = port = None
    if authority is not None:
        userinfo, host, port = _split_authority(authority)
    return Url(
        scheme.lower() if scheme is not None else None,
        userinfo,
        host,
        port,
        path,
        query,
        fragment,
        re.search(_BLANK, text) is not None,
    )


def has_wildcard(text: str) -> bool:
    """Return whether a string contains ``*``."""
    return "*" in text


def is_private_host(host: str) -> bool:
    """Return whether the internet cannot reach a host.

    True for private, loopback and reserved addresses, names such as ``x.local``, and single-label
    names. False for a string that is not a host name at all.
    """
    host = host.lower().rstrip(".")
    if _looks_numeric(host):
        return _address_is(host, "is_multicast") or not _address_is(host, "is_global", True)
    if not re.fullmatch(_HOSTNAME, host):
        return False
    return "." not in host or any(suffix in _PRIVATE_SUFFIXES for suffix in _suffixes(host))


def is_android_package_name(text: str) -> bool:
    """Return whether a string has two or more dotted segments of letters, digits, underscores.

    Each segment begins with a letter.
    """
    return len(text) <= 255 and re.fullmatch(_PACKAGE_NAME, text) is not None


def _split_authority(authority: str) -> tuple[str | None, str, str | None]:
    userinfo, at, rest = authority.rpartition("@")
    if rest.startswith("[") and "]" in rest:
        host, _, tail = rest[1:].partition("]")
        colon, port = tail[:1], tail[1:]
    else:
        host, colon, port = rest.partition(":")
    return userinfo if at else None, host.lower(), port if colon else None


def _suffixes(host: str) -> list[str]:
    labels = host.rstrip(".").split(".")[-4:]
    return [".".join(labels[i:]) for i in range(len(labels))]


def _looks_numeric(host: str) -> bool:
    return ":" in host or (host.replace(".", "").isdigit() and "." in host)


def _address_is(host: str, trait: str, default: bool = False) -> bool:
    """Return a property of an ``ipaddress`` object; the default if a host is not an address."""
    import ipaddress

    try:
        return bool(getattr(ipaddress.ip_address(host), trait))
    except ValueError:
        return default
