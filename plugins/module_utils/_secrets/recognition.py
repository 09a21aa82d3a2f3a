# Copyright (c) 2026, streamops.confluent contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Which settings of connectors are secret: by their names, and by what their values carry. Pure.

A header, a URL or the line of a login module holds its secret in the middle of what may be seen. Such a value is hidden
as a whole, and the secret in it wherever else it turns up.
"""

from __future__ import annotations

import base64
import functools
import re
from collections.abc import Iterator, Mapping
from itertools import pairwise
from typing import Any

SECRET_WORDS = frozenset({"password", "passwd", "pwd", "passphrase", "secret", "jaas", "apikey", "keyfile"})
_SECRET_PAIRS = frozenset(
    {("api", "key"), ("access", "key"), ("account", "key"), ("private", "key"), ("shared", "key"), ("license", "key")}
    | {
        ("encryption", "key"),
        ("subscription", "key"),
        ("auth", "key"),
        ("connection", "string"),
        ("user", "info"),
        ("credentials", "config"),
        ("credentials", "json"),
    }
)
_SECRET_ENDINGS = frozenset({"token", "credentials", "credential", "pass"})
_CAMEL = re.compile(r"(?<=[a-z])(?=[A-Z])")
SWITCHES = ("true", "false", "none")
SHORTEST = 4  # characters: what is shorter would blot out half of every message

# Names in values are those of headers, parameters of URLs and assignments too.
_SECRET_PARAMETERS = frozenset({"sig", "signature"})
_SCHEMES = frozenset({"basic", "bearer", "digest", "negotiate"})
_VALUE = r"""(?:(?P<quote>["'])(?P<quoted>(?:(?!(?P=quote)).){0,4096})(?P=quote)|(?P<plain>[^\s"',;&|]{1,4096}))"""
# `name=value`, `"name": "value"`, `Name: value`, and `X-Name:value`: a colon alone may divide anything. The value is
# only looked at, for it may hold further ones (a URL with parameters).
_ASSIGNED = re.compile(
    r"""(?<![\w.$-])(?P<name>[A-Za-z][\w.\-]*)(?:["']?\s*=\s*|["']\s*:\s*|:\s+|(?<=-key):|(?<=-token):|(?<=-secret):)"""
    rf"(?={_VALUE})",
    re.IGNORECASE,
)
_HEADER = re.compile(
    r"""(?i:(?:proxy-)?authorization|cookie)["']?\s*[:=]\s*["']?(?:(?P<scheme>[A-Za-z][\w-]*)\s+)?(?P<secret>[^\s"'|]+)"""
)
_SCHEME = re.compile(
    r"(?i:\b(?P<scheme>bearer|basic|splunk|genie-?key|apikey|sharedaccesssignature|aws4-hmac-sha256)\s+)"
    r"(?!(?i:auth|token|credential|access|key|api))(?P<secret>[^\s\"'|,;]{4,})"
)
_MARK = re.compile(r"[\s=:.]")  # what each of these has in it
_USER_INFO = re.compile(r"://(?P<user>[^/@\s:?#]*)(?::(?P<password>[^/@\s]+))?@")
_TOKEN_AS_USER = re.compile(r"(?=.*\d)(?=.*[A-Za-z])[\w.~-]{16,}")
_WHOLE = re.compile(
    r"(?P<secret>-----BEGIN [A-Z ]*PRIVATE KEY-----[\s\S]*"
    r"|\beyJ[\w-]{8,}\.[\w-]{8,}\.[\w-]*"
    r"|(?<=hooks\.slack\.com/services/)[\w/-]{8,})"
)


def secret(name: str, value: str | None = None) -> bool:
    """Whether a setting is taken for a secret: by its name, or because its value carries one.

    A mere switch is none (`valid.kafka.api.key`).
    """
    if value in ("true", "false"):
        return False
    return _secret_name(name) or bool(value and carried(str(value)))


@functools.lru_cache(maxsize=1024)  # connectors of a cluster have many names in common
def _secret_name(name: str) -> bool:
    words = [word for word in re.split(r"[._\-]", _CAMEL.sub(".", name).lower()) if word] or [""]
    pairs = set(pairwise(words))
    return bool(SECRET_WORDS & set(words)) or words[-1] in _SECRET_ENDINGS or bool(_SECRET_PAIRS & pairs)


@functools.lru_cache(maxsize=1024)  # and many values
def carried(value: str) -> tuple[str, ...]:
    """The secrets in the middle of a value: of headers, URLs, login modules, connection strings, JSON, keys."""
    return tuple(_carried(value)) if _MARK.search(value) else ()


def _carried(value: str) -> Iterator[str]:
    for found in _HEADER.finditer(value):
        yield from _credentials(found["secret"])
    for found in _SCHEME.finditer(value):
        yield from _credentials(found["secret"])
    for found in _USER_INFO.finditer(value):
        if found["password"]:
            yield found["password"]
        elif _TOKEN_AS_USER.fullmatch(found["user"]):
            yield found["user"]
    for found in _WHOLE.finditer(value):
        yield found["secret"]
    for found in _ASSIGNED.finditer(value):
        text = found["quoted"] if found["plain"] is None else found["plain"]
        if text and text.lower() not in (*SWITCHES, *_SCHEMES) and _secret_in_value(found["name"]):
            yield text


def _secret_in_value(name: str) -> bool:
    """Whether a name in a value is that of a secret; the name of a key (`SharedAccessKeyName`) is none."""
    return name.lower() in _SECRET_PARAMETERS or (_secret_name(name) and not name.lower().endswith("name"))


def _credentials(text: str) -> Iterator[str]:
    """What follows the scheme of an Authorization header; of Basic authentication also the password in it."""
    yield text
    try:
        user, colon, password = base64.b64decode(text, validate=True).decode().partition(":")
    except ValueError:  # no base64, or no text
        return
    if colon and password and user.isprintable():
        yield password


def misplaced(config: Mapping[str, Any], sensitive: Mapping[str, Any]) -> Iterator[str]:
    """What is wrong with where settings stand: the secret ones have an option of their own, `sensitive_config`."""
    for name in sorted(set(config) & set(sensitive)):
        yield f"{name} is in config and in sensitive_config: leave it in one of them"
    for name in sorted(name for name, value in config.items() if value is not None and secret(str(name), str(value))):
        yield f"config: {name} is a secret. Give it in sensitive_config, which no output shows"


def texts(name: str, value: Any, known: bool = False) -> Iterator[str]:
    """What no output may show of a stated setting: the whole value, its items, the secrets in it.

    `known`: it is secret whatever it looks like. Nothing too short, or a mere switch, is among them.
    """
    items = [item for item in (value if isinstance(value, list) else [value]) if isinstance(item, (str, int, float))]
    parts = [str(item) for item in items if not isinstance(item, bool)]
    whole = ",".join(parts)
    found = [whole, *parts] if known or _secret_name(name) else []
    for part in parts:
        pieces = carried(part)
        found += [part, whole, *pieces] if pieces else []
    for text in dict.fromkeys(found):
        if len(text) >= SHORTEST and text.lower() not in SWITCHES:
            yield text
