# Copyright (c) 2026, streamops.confluent contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Which of a task's values no output may show, by its argument spec, and in which spellings they may turn up. Pure."""

from __future__ import annotations

import base64
import contextlib
import functools
import html
import json
import re
from collections.abc import Iterable, Iterator, Mapping
from difflib import get_close_matches
from typing import Any
from urllib.parse import quote_from_bytes, unquote, urlsplit

from . import recognition as settings

HIDDEN = "********"
SHORTEST_ENCODED = 8  # bytes
SHORTEST = 4  # characters: less, or a mere switch, would blot out half of every message
NEARLY = 0.8  # of difflib: how alike two names are
SHORTEST_LINE = 16  # characters of a line: a shorter one may be a word of the messages
LONGEST_KEY = 32  # characters: the ids of API keys have half of it, their secrets twice as many
PRIVATE_KEY = "PRIVATE KEY-----"  # in PEM; no option takes one
SWITCHES = ("true", "false", "none")
# As login modules and connection strings have it.
_ASSIGNED = re.compile(r"""(?<![\w.-])([\w.-]+)\s*=\s*(?:"([^"]*)"|'([^']*)'|([^\s;&"']+))""")
_AFTER_USER = re.compile(r"[^:\s]+:((?!//)\S{8,})")
_GO = {ord(mark): f"\\u{ord(mark):04x}" for mark in "&<>"}  # what these libraries escape in JSON besides
_GSON = {ord(mark): f"\\u{ord(mark):04x}" for mark in "&<>='"}


def secret_values(spec: Mapping[str, Any], parameters: Mapping[str, Any]) -> set[str]:
    """Every string that no output may show: values of options with `no_log`, nested options too.

    Taken for secrets as well, for Ansible shows what it refuses: what stands where options with secrets should be, and
    the value of an option whose name is nearly that of a secret one. And a secret in the place of its key. And settings
    beside secret settings (`config` beside `sensitive_config`) whose names say that they are secret.
    """
    found = _misspelled(spec, parameters)
    beside = any(entry.get("no_log") and entry.get("type") == "dict" for entry in spec.values())
    for name, entry in spec.items():
        for value in (parameters.get(key) for key in (name, *entry.get("aliases", ()))):
            if entry.get("no_log"):
                found.update((_pieces if entry.get("type") == "dict" and isinstance(value, str) else _texts)(value))
                found.update(_headers(name, value, parameters))
            elif _holds_secrets(entry):
                for nested in value if isinstance(value, list) else [value]:
                    found.update(
                        secret_values(entry["options"], nested) if isinstance(nested, Mapping) else _pieces(nested)
                    )
            elif beside and entry.get("type") == "dict":
                found.update(_misplaced(value))
            elif isinstance(value, str):
                found |= _of_url(value)
                refused = name.endswith("_endpoint") and "@" in value  # and shown with the other options
                mixed_up = name.endswith("_api_key") and len(value) > LONGEST_KEY
                private = PRIVATE_KEY in value  # among certificates
                found |= {value} if refused or mixed_up or private else set()
    return found


def spellings(secrets: Iterable[str]) -> set[str]:
    """The secrets, and each as it looks in a URL, a form, JSON, HTML, base64, or with its lines joined.

    Of a URL its password.
    """
    return {spelled for secret in secrets for spelled in _spelled(secret)}


@functools.lru_cache(maxsize=256)  # the items of a loop mostly have the same secrets
def _spelled(secret: str) -> frozenset[str]:
    return frozenset({spelling for text in (secret, *_parts(secret)) for spelling in _spelled_as(text)} - {""})


def _spelled_as(secret: str) -> set[str]:
    raw = secret.encode("utf-8", "surrogatepass")
    urls = {quote_from_bytes(raw, safe=safe) for safe in ("", "/", "!'()*")}
    urls |= {re.sub("%..", lambda code: code[0].lower(), url) for url in urls}
    form = quote_from_bytes(raw, safe=" ").replace(" ", "+")
    texts = {json.dumps(secret)[1:-1], json.dumps(secret, ensure_ascii=False)[1:-1]}
    texts |= {text.translate(marks) for text in texts for marks in (_GO, _GSON)}
    texts |= {re.sub(r"(?<=\\u)[0-9a-f]{4}", lambda code: code[0].upper(), text) for text in texts}
    texts |= {secret.replace("/", r"\/"), repr(secret)[1:-1], html.escape(secret), html.escape(secret, quote=False)}
    joined = " ".join(secret.split())
    return {secret, form, joined} | urls | texts | _of_url(secret) | set(_in_base64(raw))


def _parts(secret: str) -> Iterator[str]:
    """What may be quoted without the rest: lines, secrets in JSON and among assignments, a password after its user."""
    if len(secret.splitlines()) > 1:
        yield from (line for line in map(str.strip, secret.splitlines()) if len(line) >= SHORTEST_LINE)
    if secret.lstrip()[:1] in ("{", "["):
        with contextlib.suppress(ValueError, RecursionError):
            for text in _in_json(json.loads(secret)):
                yield from (text, *_parts(text))
        return
    for name, *values in _ASSIGNED.findall(secret):
        if settings.secret(name):
            yield from (value for value in values if len(value) >= SHORTEST)
    if password := _AFTER_USER.fullmatch(secret):
        yield password[1]


def _in_json(value: Any) -> Iterator[str]:
    """The texts that are secret by their names, at any depth."""
    if isinstance(value, Mapping):
        yield from _misplaced(value)
    for part in value.values() if isinstance(value, Mapping) else value if isinstance(value, list) else ():
        yield from _in_json(part)


def _in_base64(raw: bytes) -> Iterator[str]:
    """What base64 makes of it, wherever it begins in what was encoded; not of what is too short to be known by it."""
    if len(raw) < SHORTEST_ENCODED:
        return
    for before in range(3):
        whole = base64.b64encode(bytes(before) + raw).decode()
        first = -(-before * 4 // 3)  # the characters before it hold other bits too, and so may the last one
        middle = whole[first : (before + len(raw)) * 4 // 3]
        yield from (middle, middle.replace("+", "-").replace("/", "_"))


def basic(user: str, password: str) -> str:
    """User and password as the header of HTTP Basic authentication has them."""
    return base64.b64encode(f"{user}:{password}".encode("utf-8", "surrogatepass")).decode()


def of_pair(key: str, secret: str) -> set[str]:
    """What no output may show of an API key: its secret, its header, and the key where the two were mixed up."""
    return {secret, basic(key, secret)} | ({key} if len(key) > LONGEST_KEY else set())


def of_stored(stored: Mapping[str, Any], prefixes: Iterable[str]) -> set[str]:
    """The same of all pairs of what a store holds; `prefixes`: what their names begin with."""
    pairs = [(stored.get(f"{prefix}api_key"), stored.get(f"{prefix}api_secret")) for prefix in prefixes]
    found = (of_pair(key, secret) for key, secret in pairs if isinstance(key, str) and isinstance(secret, str))
    return set().union(*found)


def hidden(text: str, secrets: Iterable[str]) -> str:
    """A text without the secrets; the longer ones first, for one may hold another."""
    for secret in sorted(secrets, key=len, reverse=True):
        text = text.replace(secret, HIDDEN)
    return text


def _misspelled(spec: Mapping[str, Any], parameters: Mapping[str, Any]) -> set[str]:
    """Values of unknown options that were meant to be secret ones, by their names."""
    unknown = [name for name in parameters if name not in spec and isinstance(name, str)]
    if not unknown:
        return set()
    secret = [name for name, entry in spec.items() if entry.get("no_log") or _holds_secrets(entry)]
    odd = [name for name in unknown if not name.isidentifier()]  # a text that Ansible took for key=value
    meant = [name for name in unknown if name in odd or get_close_matches(name, secret, n=1, cutoff=NEARLY)]
    texts = {*odd, *(text for name in meant for text in _texts(parameters[name]))}
    return {text for text in texts if len(text) >= SHORTEST}


def _misplaced(value: Any) -> Iterator[str]:
    """Settings that look like secrets, in a mapping or in a text that was to be one."""
    if isinstance(value, str):
        if settings.secret(value, value) or any(word in value.lower() for word in settings.SECRET_WORDS):
            yield value
        return
    for name, text in value.items() if isinstance(value, Mapping) else ():
        yield from settings.texts(str(name), text)
        if settings.secret(str(name), text if isinstance(text, str) else None):
            yield from (part for part in _texts(text) if len(part) >= SHORTEST and part.lower() not in SWITCHES)


def _holds_secrets(entry: Mapping[str, Any]) -> bool:
    """Whether an option's nested options have any secret: lists may be long."""
    return any(option.get("no_log") or _holds_secrets(option) for option in (entry.get("options") or {}).values())


def _texts(value: Any) -> Iterator[str]:
    """The strings and numbers in a value, as strings; switches and empty strings are no secrets."""
    if isinstance(value, Mapping):
        value = list(value.values())
    if isinstance(value, (list, tuple)):
        for part in value:
            yield from _texts(part)
    elif value not in (None, "") and not isinstance(value, bool):
        yield str(value)


def _headers(name: str, secret: Any, parameters: Mapping[str, Any]) -> Iterator[str]:
    """What HTTP Basic authentication makes of an API key's pair of options."""
    key = parameters.get(f"{name.removesuffix('secret')}key")
    if name.endswith("_api_secret") and isinstance(key, str) and isinstance(secret, str) and secret:
        yield basic(key, secret)


def _pieces(value: Any) -> Iterator[str]:
    """The texts where a mapping was to be, and what Ansible makes of them when it reads them as key=value."""
    for text in _texts(value):
        yield text
        yield from (piece for piece in re.split(r"[=,\s]+", text) if len(piece) >= SHORTEST)


def _of_url(text: str) -> set[str]:
    """The password of a URL (a proxy's), as it stands there, decoded, and in the header that is made of it."""
    if "://" not in text or "@" not in text:
        return set()
    try:
        given = urlsplit(text)
    except ValueError:
        return set()
    user, password = unquote(given.username or ""), unquote(given.password or "")
    if len(password) < SHORTEST:
        return set()
    return {password, given.password or password, basic(user, password)}
