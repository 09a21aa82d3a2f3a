# Copyright (c) 2026, streamops.confluent contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""The store that options state: which one, where the entry is, and who asks for it.

`secret_store` is a mapping with one of the members `vault` and `command`. What it leaves out of a server and a login
comes from the environment variables that the servers' own clients read.
"""

from __future__ import annotations

import os
import re
from collections.abc import Iterator, Mapping, MutableMapping
from typing import Any

from .._errors import Refused
from .._paths import begins_here
from .._wire.transport import Transport
from .command import CommandStore
from .kv import KvStore, path_problems
from .kv_server import Login, Server
from .store import Store

ENVIRONMENT = {
    "address": ("VAULT_ADDR", "BAO_ADDR"),
    "namespace": ("VAULT_NAMESPACE", "BAO_NAMESPACE"),
    "ca_path": ("VAULT_CACERT", "BAO_CACERT"),
    "token": ("VAULT_TOKEN", "BAO_TOKEN"),
    "role_id": ("VAULT_ROLE_ID", "BAO_ROLE_ID"),
    "secret_id": ("VAULT_SECRET_ID", "BAO_SECRET_ID"),
}
ADDRESS = r"https?://(\[[0-9a-fA-F:.]+\]|[A-Za-z0-9_-]+(\.[A-Za-z0-9_-]+)*)(:[0-9]+)?(/[^\s?#]*)?"
# What the place of an entry may name of the key that it is for.
WORDS = ("environment", "owner", "name", "resource", "cluster")


def of_environment(name: str) -> str | None:
    """The value of the first variable that is set for a member of `vault`."""
    return next((os.environ[variable] for variable in ENVIRONMENT[name] if os.environ.get(variable)), None)


def vault_settings(given: Mapping[str, Any]) -> dict[str, Any]:
    """The members of `vault`, completed from the environment. A login that is stated wins over one that is exported,
    as a whole: a token over an AppRole where both come from the same place.
    """
    settings = {name: value for name, value in given.items() if value not in (None, "")}
    login = ("token", "role_id", "secret_id")
    stated = any(name in settings for name in login)
    for name in ENVIRONMENT:
        if name not in settings and not (name == "token" and stated):
            settings[name] = of_environment(name)
    if settings.get("token"):
        settings["role_id"] = settings["secret_id"] = None
    return settings


def problems(given: Mapping[str, Any], words: Mapping[str, Any]) -> Iterator[str]:
    """What is wrong with a stated store that can be known without asking it. `words`: what places may name."""
    vault, command = given.get("vault"), given.get("command")
    if bool(vault) == bool(command):
        yield "secret_store needs one of vault and command, and has " + ("both" if vault else "none")
        return
    if command:
        for part in ("write", "read", "delete"):
            for argument in command.get(part) or ():
                yield from _unfilled(f"secret_store.command.{part}", argument, words)
            if part != "delete" and not command.get(part):
                yield f"secret_store.command.{part} is needed: the command and its arguments, as a list"
        return
    settings = vault_settings(vault or {})
    for needed in ("address", "mount", "path"):
        if not settings.get(needed):
            variables = f" (environment: {', '.join(ENVIRONMENT[needed])})" if needed in ENVIRONMENT else ""
            yield f"secret_store.vault.{needed} is needed{variables}"
    yield from _refused_settings(settings, words)


def _refused_settings(settings: Mapping[str, Any], words: Mapping[str, Any]) -> Iterator[str]:
    address = settings.get("address") or ""
    if address and not re.fullmatch(ADDRESS, address):
        shown = "holds a user name or password" if "@" in address else repr(address)
        yield f"secret_store.vault.address {shown}: it must be a URL such as https://vault.example:8200"
    if not settings.get("token") and not (settings.get("role_id") and settings.get("secret_id")):
        yield (
            "secret_store.vault needs a token (environment: VAULT_TOKEN, BAO_TOKEN), or the role_id and secret_id of "
            "an AppRole"
        )
    for name in ("token", "role_id", "secret_id", "namespace"):
        if not re.fullmatch(r"[\x21-\x7e]*", settings.get(name) or ""):
            yield f"secret_store.vault.{name} holds white space, a line break or a character that cannot be sent"
    path, mount = settings.get("path") or "", settings.get("mount") or ""
    unfilled = list(_unfilled("secret_store.vault.path", path, words))
    yield from unfilled
    if path and not unfilled:
        yield from path_problems("secret_store.vault.path", filled(path, words))
    if mount:
        yield from path_problems("secret_store.vault.mount", mount.strip("/"))
    for name in WORDS:
        if f"{{{name}}}" in path and "/" in str(words.get(name) or ""):
            yield f"secret_store.vault.path names {{{name}}}, and {words[name]!r} holds a slash: state the path itself"
    if settings.get("ca_path"):
        yield from filter(None, (begins_here("secret_store.vault.ca_path", os.path.expanduser(settings["ca_path"])),))


def _unfilled(option: str, text: str, words: Mapping[str, Any]) -> Iterator[str]:
    for name in WORDS:
        if f"{{{name}}}" in text and not words.get(name):
            yield f"{option} names {{{name}}}, and the task states no {name}"


def filled(text: str, words: Mapping[str, Any]) -> str:
    """A text with {owner} and the like replaced by what the task states; other braces are left alone."""
    pattern = "|".join(WORDS)
    return re.sub(rf"\{{({pattern})\}}", lambda found: str(words.get(found[1]) or found[0]), text)


def opened(
    given: Mapping[str, Any],
    words: Mapping[str, Any],
    transport: Transport,
    servers: MutableMapping[Any, Server],
) -> Store:
    """The store that is stated. `servers`: those that are open, with their logins. Raises Refused."""
    found = list(problems(given, words))
    if found:
        raise Refused(found)
    command = given.get("command")
    if command:
        lists = {
            part: [filled(word, words) for word in command.get(part) or ()] for part in ("write", "read", "delete")
        }
        codes, timeout = command.get("missing_codes") or (), command.get("timeout") or 60
        return CommandStore(lists["write"], lists["read"], lists["delete"], codes, float(timeout))
    settings = vault_settings(given["vault"])
    login = Login(
        settings.get("token"),
        settings.get("role_id"),
        settings.get("secret_id"),
        settings.get("approle_mount") or "approle",
    )
    address, namespace, verify = settings["address"], settings.get("namespace"), settings.get("ca_path") or True
    key = (address, namespace, verify, login)
    if key not in servers:
        trusted = os.path.expanduser(verify) if isinstance(verify, str) else verify
        servers[key] = Server(address, login, transport.apart(trusted), namespace)
    return KvStore(servers[key], settings["mount"], filled(settings["path"], words))
