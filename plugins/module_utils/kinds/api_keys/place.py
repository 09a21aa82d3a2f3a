# Copyright (c) 2026, streamops.confluent contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Where a task stores a key: the options for it, and the store that they state."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from ..._declare.connection import readable_on_the_way
from ..._declare.field import Field
from ..._errors import Refused
from ..._stores.files import FileStore
from ..._stores.forms import FORMS
from ..._stores.stated import WORDS, opened, problems, vault_settings
from ..._stores.store import Store
from ..._wire.cloud import Cloud

VAULT = (
    Field("address", wire=None),
    Field("namespace", wire=None),
    Field("mount", wire=None, default="secret"),
    Field("path", wire=None),
    Field("token", wire=None, no_log=True),
    Field("role_id", wire=None, no_log=False),
    Field("secret_id", wire=None, no_log=True),
    Field("approle_mount", wire=None, default="approle"),
    Field("ca_path", wire=None, type="path"),
)
COMMAND = (
    Field("write", wire=None, type="list", elements="str"),
    Field("read", wire=None, type="list", elements="str"),
    Field("delete", wire=None, type="list", elements="str"),
    Field("missing_codes", wire=None, type="list", elements="int"),
    Field("timeout", wire=None, type="int", default=60),
)
SECRET_STORE = Field(
    "secret_store",
    wire=None,
    type="dict",
    no_log=False,
    options=(
        Field("vault", wire=None, type="dict", options=VAULT),
        Field("command", wire=None, type="dict", options=COMMAND),
    ),
)
CLIENT_FORMAT = Field("client_format", wire=None, choices=tuple(FORMS), default="properties")
STORED = ("client_file", "rotate_after", "keep_old")  # what needs a store


def words_of(options: Mapping[str, Any]) -> dict[str, Any]:
    """What the place of an entry may name, as the task states it."""
    return {name: options.get(name) for name in WORDS}


def misplaced(options: Mapping[str, Any]) -> Iterator[str]:
    """What is wrong with where the task stores a key. Pure, but for the environment variables."""
    if options.get("secret_store"):
        yield from problems(options["secret_store"], words_of(options))
    elif not options.get("secret_file"):
        for name in STORED:
            if options.get(name):
                yield f"{name} needs a place where the key is stored: give secret_file or secret_store"


def store_of(cloud: Cloud, options: Mapping[str, Any]) -> Store | None:
    """The store that the task states, None without one. Raises Refused."""
    if options.get("secret_file"):
        return FileStore(options["secret_file"], cloud.vault)
    if not options.get("secret_store"):
        return None
    store = opened(options["secret_store"], words_of(options), cloud.transport, cloud.secret_servers)
    address = vault_settings(options["secret_store"].get("vault") or {}).get("address") or ""
    if readable_on_the_way(address):
        cloud.warn(
            f"secret_store.vault.address {address} is plain HTTP to another machine: whoever is on the way can read "
            "the token and the secrets. Use https://"
        )
    return store


def homeless(store: Store | None, hidden: bool, what: str, without_writing: bool) -> list[str]:
    """Why a secret that is told once must not be asked for: it cannot be stored, or the result would show it.

    `hidden`: the task has no_log, and hands the secret on itself. `what` would be shown otherwise, in words.
    """
    if store is not None:
        return unwritable(store, without_writing)
    if hidden:
        return []
    return [
        f"{what} would be shown in the task's result: give secret_file or secret_store (it is stored there), or set "
        "no_log: true on the task and store the registered result yourself"
    ]


def unwritable(store: Store, without_writing: bool) -> list[str]:
    """What the store has against an entry."""
    try:
        return store.unwritable(without_writing)
    except Refused as error:
        return error.problems
