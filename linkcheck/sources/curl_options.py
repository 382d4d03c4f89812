"""The options of curl, and their arguments."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache

from linkcheck.sources.excerpt import Builder
from linkcheck.sources.shell import Word

_SHORT_WITH_ARGUMENT = frozenset("AbcCdDeEFhHKmoPQrtTuUwxXyYz")
# The long options of curl 8.16, first those that take an argument.
_LONG_WITH_ARGUMENT = """
    abstract-unix-socket alt-svc aws-sigv4 cacert capath cert cert-type ciphers config
    connect-timeout connect-to continue-at cookie cookie-jar create-file-mode crlfile curves data
    data-ascii data-binary data-raw data-urlencode delegation dns-interface dns-ipv4-addr
    dns-ipv6-addr dns-servers doh-url dump-header ech egd-file engine etag-compare etag-save
    expect100-timeout form form-string ftp-account ftp-alternative-to-user ftp-method ftp-port
    ftp-ssl-ccc-mode happy-eyeballs-timeout-ms haproxy-clientip header help hostpubmd5
    hostpubsha256 hsts interface ip-tos ipfs-gateway json keepalive-cnt keepalive-time key key-type
    knownhosts krb krb4 libcurl limit-rate local-port login-options mail-auth mail-from mail-rcpt
    max-filesize max-redirs max-time netrc-file noproxy oauth2-bearer output output-dir
    parallel-max parallel-max-host pass pinnedpubkey preproxy proto proto-default proto-redir proxy
    proxy-cacert proxy-capath proxy-cert proxy-cert-type proxy-ciphers proxy-crlfile proxy-header
    proxy-key proxy-key-type proxy-pass proxy-pinnedpubkey proxy-service-name proxy-tls13-ciphers
    proxy-tlsauthtype proxy-tlspassword proxy-tlsuser proxy-user proxy1.0 pubkey quote random-file
    range rate referer request request-target resolve retry retry-delay retry-max-time sasl-authzid
    service-name sigalgs socks4 socks4a socks5 socks5-gssapi-service socks5-hostname speed-limit
    speed-time ssl-sessions stderr telnet-option tftp-blksize time-cond tls-max tls13-ciphers
    tlsauthtype tlspassword tlsuser trace trace-ascii trace-config unix-socket upload-file
    upload-flags url url-query user user-agent variable vlan-priority write-out
"""
_LONG_FLAGS = """
    alpn anyauth append basic buffer ca-native cert-status clobber compressed compressed-ssh
    create-dirs crlf digest disable disable-eprt disable-epsv disallow-username-in-url
    doh-cert-status doh-insecure dump-ca-embed eprt epsv fail fail-early fail-with-body false-start
    follow form-escape ftp-create-dirs ftp-pasv ftp-pret ftp-skip-pasv-ip ftp-ssl ftp-ssl-ccc
    ftp-ssl-control ftp-ssl-reqd get globoff haproxy-protocol head http0.9 http1.0 http1.1 http2
    http2-prior-knowledge http3 http3-only ignore-content-length include insecure ipv4 ipv6
    junk-session-cookies keepalive list-only location location-trusted mail-rcpt-allowfails manual
    metalink mptcp negotiate netrc netrc-optional next npn ntlm ntlm-wb out-null parallel
    parallel-immediate path-as-is post301 post302 post303 progress-bar progress-meter proxy-anyauth
    proxy-basic proxy-ca-native proxy-digest proxy-http2 proxy-insecure proxy-negotiate proxy-ntlm
    proxy-ssl-allow-beast proxy-ssl-auto-client-cert proxy-tlsv1 proxytunnel raw remote-header-name
    remote-name remote-name-all remote-time remove-on-error retry-all-errors retry-connrefused
    sasl-ir sessionid show-error show-headers silent skip-existing socks5-basic socks5-gssapi
    socks5-gssapi-nec ssl ssl-allow-beast ssl-auto-client-cert ssl-no-revoke ssl-reqd
    ssl-revoke-best-effort sslv2 sslv3 styled-output suppress-connect-headers tcp-fastopen
    tcp-nodelay tftp-no-options tls-earlydata tlsv1 tlsv1.0 tlsv1.1 tlsv1.2 tlsv1.3 tr-encoding
    trace-ids trace-time use-ascii verbose version xattr
"""
_LONG_OF_SHORT = {"d": "data", "H": "header", "X": "request", "F": "form", "T": "upload-file"}
_FLAGS_OF_SHORT = {"G": "get", "I": "head", ":": "next"}


def options(words: list[Word]) -> Iterator[tuple[str, Word]]:
    """Yield the long names of options with their arguments, and other words with an empty name."""
    rest = iter(words)
    for word in rest:
        text = word.text
        if text == "--":
            yield from (("", word) for word in rest)
        elif text.startswith("--"):
            name, equals, _ = text[2:].partition("=")
            name, takes_argument = _long_option(name)
            argument: Word | None = word
            if takes_argument:
                argument = _tail(word, text.index("=") + 1) if equals else next(rest, None)
            if argument is not None:
                yield name, argument
        elif text.startswith("-") and len(text) > 1:
            index = next(
                (i for i, c in enumerate(text) if i and c in _SHORT_WITH_ARGUMENT), len(text)
            )
            for letter in text[1:index]:
                yield _FLAGS_OF_SHORT.get(letter, "-"), word
            if index == len(text):
                continue
            argument = _tail(word, index + 1) if index + 1 < len(text) else next(rest, None)
            if argument is not None:
                yield _LONG_OF_SHORT.get(text[index], "-"), argument
        else:
            yield "", word


@cache
def _long_options() -> dict[str, bool]:
    """Return the long options, and whether each takes an argument."""
    found = dict.fromkeys(_LONG_FLAGS.split(), False)
    return found | dict.fromkeys(_LONG_WITH_ARGUMENT.split(), True)


def _long_option(name: str) -> tuple[str, bool]:
    """Return the full name of an option, and whether it takes an argument.

    Before version 8.7, curl accepted any unique prefix of a name.
    """
    known, name = _long_options(), name.removeprefix("expand-")
    matches = [name] if name in known else [other for other in known if other.startswith(name)]
    return (matches[0], known[matches[0]]) if name and len(matches) == 1 else ("-", False)


def _tail(word: Word, start: int) -> Word:
    """Return the rest of a word: the argument right after its option."""
    builder = Builder(start, word.excerpt)
    builder.exact(word.text[start:], start)
    variables = [(first - start, last - start) for first, last in word.variables if first >= start]
    return Word(builder.build(), variables)
