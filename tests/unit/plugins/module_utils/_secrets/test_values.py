# Copyright (c) 2026, streamops.confluent contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

"""A secret is taken out of a text in whatever spelling a service may quote it."""

from __future__ import annotations

import base64
import html
import json
from collections.abc import Callable
from urllib.parse import quote, quote_plus

import pytest

from ansible_collections.streamops.confluent.plugins.module_utils._secrets.values import (
    HIDDEN,
    hidden,
    secret_values,
    spellings,
)

SECRETS = (
    "Zq7'a&b<c>=d/e+\"w\\éK9!",
    "cfltNtN4PJ6L/VA5U+ZahDge6qfdo",
    "two words,\na line and\ttab",
    "\ud83d\ude00 😀 \ud800",
    "-----BEGIN KEY-----\nAB+/\n",
)


def unicode_escaped(marks: str) -> Callable[[str], str]:
    def spell(text: str) -> str:
        return "".join(f"\\u{ord(c):04x}" if c in marks else c for c in json.dumps(text, ensure_ascii=False)[1:-1])

    return spell


def in_base64(before: int, encode: Callable[[bytes], bytes] = base64.b64encode) -> Callable[[str], str]:
    return lambda text: encode(b"u" * before + text.encode("utf-8", "surrogatepass")).decode()


SPELLED: dict[str, Callable[[str], str]] = {
    "itself": str,
    "in a URL": lambda text: quote(text.encode("utf-8", "surrogatepass"), safe=""),
    "by encodeURIComponent": lambda text: quote(text.encode("utf-8", "surrogatepass"), safe="!'()*"),
    "in a form": lambda text: quote_plus(text.encode("utf-8", "surrogatepass")),
    "in JSON": json.dumps,
    "in JSON as it is": lambda text: json.dumps(text, ensure_ascii=False),
    "in JSON of Go": unicode_escaped("&<>"),
    "in JSON of Gson": unicode_escaped("&<>='"),
    "by repr": repr,
    "in HTML": html.escape,
    "in XML": lambda text: html.escape(text, quote=False),
    **{f"in base64, after {n}": in_base64(n) for n in range(4)},
    "in base64 of URLs": in_base64(0, base64.urlsafe_b64encode),
}


@pytest.mark.parametrize("spelling", SPELLED)
@pytest.mark.parametrize("secret", SECRETS, ids=range(len(SECRETS)))
def test_every_spelling_is_hidden(secret: str, spelling: str) -> None:
    text = hidden(f"<{SPELLED[spelling](secret)}>", spellings([secret]))
    assert HIDDEN in text
    # Of base64 there is left what encodes its neighbours, with a part of a character.
    assert len(text.replace(HIDDEN, "").strip("<>\"'=")) <= (6 if "base64" in spelling else 0)


@pytest.mark.parametrize("digits", ["%2f%3d", "%2F%3D", r"\u00e4", r"\u00E4"])
def test_hexadecimal_digits_of_both_cases(digits: str) -> None:
    secret = "secret/=" if "%" in digits else "secretä"
    assert hidden(f"secret{digits}", spellings([secret])) == HIDDEN


def test_what_is_short_is_not_looked_for_in_base64() -> None:
    assert spellings(["a"]) == {"a"}
    assert spellings(["True"]) == {"True"}


@pytest.mark.parametrize("userinfo", ["me:ab/c4n4ry", "c4n4ry", "me:a#c4n4ry", "me:[c4n4ry", "me:c4n4ry"])
def test_what_an_endpoint_should_not_hold(userinfo: str) -> None:
    """It is refused, and the result of the refusal shows the options."""
    endpoint = f"https://{userinfo}@host:443"
    found = secret_values({"cloud_endpoint": {"type": "str"}}, {"cloud_endpoint": endpoint})
    assert "c4n4ry" not in hidden(f"cloud_endpoint: {endpoint}", spellings(found))
    assert secret_values({"cloud_endpoint": {"type": "str"}}, {"cloud_endpoint": "https://host:443/a"}) == set()


PEM = "-----BEGIN PRIVATE KEY-----\nMIIEvQIBADANBgkqhk/iG9w0=\nc4n4ryAASCBKcwggSjAgEA+AoI\n-----END PRIVATE KEY-----\n"
ACCOUNT = json.dumps({"type": "service_account", "private_key": PEM, "nested": [{"client_secret": "c4n4ry"}]}, indent=2)
PARTS = {  # what a service may quote alone, and the secret that it is a part of
    "a line": (PEM, "illegal character in c4n4ryAASCBKcwggSjAgEA+AoI"),
    "lines that end otherwise": (PEM.replace("\n", "\r\n"), PEM),
    "JSON, written anew": (ACCOUNT, json.dumps(json.loads(ACCOUNT))),
    "a text of JSON": (ACCOUNT, PEM),
    "a text deep in JSON": (ACCOUNT, "no client with c4n4ry"),
    "in a login module": ('org.example.Module required username="u" password="c4n4ry 1";', "no login with c4n4ry 1"),
    "in a connection string": ("Endpoint=sb://h/;SharedAccessKeyName=n;SharedAccessKey=c4n4ry/=", "c4n4ry/= is wrong"),
    "the password of a user": ("KEY:c4n4ry+secret", "c4n4ry+secret"),
    "that password in a URL": ("KEY:c4n4ry/secret", quote("c4n4ry/secret", safe="")),
}


@pytest.mark.parametrize("part", PARTS)
def test_a_part_of_a_secret_is_hidden_too(part: str) -> None:
    secret, quoted = PARTS[part]
    assert "c4n4ry" in quoted
    assert "c4n4ry" not in hidden(quoted, spellings([secret]))


@pytest.mark.parametrize("secret", ["a:b", "https://host/path", '{"type": "plain text"}', "user=somebody;port=1", "[1"])
def test_what_is_no_secret_by_itself_is_left_in_messages(secret: str) -> None:
    words = "a b host path plain text user somebody port 1 type"
    assert hidden(words, spellings([secret])) == words


def test_a_secret_in_the_place_of_its_key() -> None:
    """The two were mixed up. Ids have 16 characters, and are to be shown."""
    spec = {"cloud_api_key": {"type": "str", "no_log": False}}
    assert secret_values(spec, {"cloud_api_key": "ABCDEFGHIJKLMNOP"}) == set()
    assert secret_values(spec, {"cloud_api_key": "cflt" + "a" * 60}) == {"cflt" + "a" * 60}


def test_a_private_key_is_secret_wherever_it_is() -> None:
    chain = "-----BEGIN CERTIFICATE-----\nMIIB\n-----END CERTIFICATE-----\n"
    key = "-----BEGIN EC PRIVATE KEY-----\nMHcCAQEEIB\n-----END EC PRIVATE KEY-----\n"
    assert secret_values({"chain": {"type": "str"}}, {"chain": chain}) == set()
    assert secret_values({"chain": {"type": "str"}}, {"chain": chain + key}) == {chain + key}


@pytest.mark.parametrize("nested", [False, True])
def test_a_text_where_secret_settings_should_be(nested: bool) -> None:
    """Ansible makes settings of it, and the beginning of the secret the name of one."""
    spec = {"sensitive_config": {"type": "dict", "no_log": True}}
    given = {"sensitive_config": "c4n4ry/+x=c4n4ry"}
    if nested:
        spec, given = {"items": {"type": "list", "elements": "dict", "options": spec}}, {"items": [given]}
    assert {"c4n4ry/+x=c4n4ry", "c4n4ry/+x", "c4n4ry"} <= secret_values(spec, given)
