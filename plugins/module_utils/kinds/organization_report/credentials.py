# Copyright (c) 2026, streamops.confluent contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""The keys of a report: one for each cluster, registry and region that it is to look into, told apart by what they are
made for.
"""

from __future__ import annotations

import os
from collections.abc import Iterator, Mapping
from dataclasses import replace
from typing import Any, NamedTuple

from ..._declare.field import Field
from ..._errors import NoCredential, Refused
from ..._planes import PLANES
from ..._wire.cloud import Cloud
from ..._wire.credentials import BearerToken
from ..._wire.http import Client
from ..._wire.key_pair import key_pair
from ..api_keys.resources import understood

KEYS = Field(
    "keys",
    type="list",
    elements="dict",
    no_log=False,
    options=(Field("api_key", required=True, no_log=False), Field("api_secret", required=True, no_log=True)),
)
KEY_FILES = Field("key_files", type="list", elements="path", no_log=False)
OF_TASK = ("kafka", "schema_registry", "flink")  # planes whose keys the connection options may give


class Held(NamedTuple):
    """A key. `resource`: the id of what it is made for, empty where only the service knows."""

    key: str
    secret: str
    resource: str
    origin: str


class Keys:
    """What opens the data planes: the keys of the task by what they are for, and its OAuth token for all the rest."""

    def __init__(self, cloud: Cloud, options: Mapping[str, Any]) -> None:
        """Reads the key files. Raises Refused, which names all that are wrong, and NoKeyFile."""
        self._cloud = cloud
        self._held = [*self._stated(options), *self._of_files(options.get("key_files") or []), *self._of_connection()]
        self._by_resource = {held.resource: held for held in self._held if held.resource}

    @staticmethod
    def _stated(options: Mapping[str, Any]) -> Iterator[Held]:
        for place, given in enumerate(options.get("keys") or ()):
            yield Held(given["api_key"], given["api_secret"], "", f"from keys[{place}]")

    def _of_files(self, paths: list[str]) -> list[Held]:
        problems: list[str] = []
        held: list[Held] = []
        for path in paths:
            whole = os.path.expanduser(path)
            folder = os.path.isdir(whole)
            if not (folder or os.path.lexists(whole)):
                problems.append(f"key_files: {path} does not exist")
                continue
            for file in _files(whole) if folder else [whole]:
                try:
                    held += self._of_file(file)
                except Refused as error:
                    problems += error.problems
        if problems:
            raise Refused(problems)
        return held

    def _of_file(self, path: str) -> list[Held]:
        stored = self._cloud.stored_key(path) or {}
        if not stored:
            return []
        resource = str(stored.get("resource_id") or "")
        found = [Held(stored["api_key"], stored["api_secret"], resource, f"from {path}")]
        for plane in OF_TASK:  # a file of keys for several planes
            pair = stored.get(f"{plane}_api_key"), stored.get(f"{plane}_api_secret")
            if all(isinstance(part, str) and part for part in pair):
                found.append(Held(str(pair[0]), str(pair[1]), "", f"from {path}"))
        return found

    def _of_connection(self) -> Iterator[Held]:
        for plane in OF_TASK:
            pair = key_pair(self._cloud.options, plane, PLANES[plane].label, self._cloud.stored_key)
            if pair is not None:
                yield Held(pair.key, pair.secret, "", pair.origin)

    def secrets(self) -> set[str]:
        """What no output may show."""
        return {held.secret for held in self._held}

    def place(self, listed: list[dict[str, Any]] | None) -> None:
        """Learn from the list of API keys (None: it could not be read) what each key is for."""
        self._by_resource.clear()  # what the service says counts before what a file says
        for_what = {raw["id"]: understood(raw["spec"])["resource_id"] for raw in listed or ()}
        for held in self._held:
            resource = for_what.get(held.key) or held.resource
            if resource:
                self._by_resource.setdefault(resource, held)

    def client(self, plane: str, resource: str, endpoint: str) -> Client:
        """The client of the plane at the endpoint that the service names of a resource.

        Raises NoCredential where no key is for it and there is no OAuth token, Refused for an endpoint without TLS.
        """
        label = PLANES[plane].label
        held = self._by_resource.get(resource)
        if held is not None:
            return _speaking(self._cloud.probe(plane, endpoint, held.key, held.secret))
        options = self._cloud.options
        token, pool = options.get("oauth_token"), options.get("oauth_identity_pool")
        if not (token and pool):
            raise NoCredential(
                f"no key for {resource}: give a {label} API key that is made for it in keys or key_files, or "
                "oauth_token with oauth_identity_pool, which opens all of them"
            )
        further = {"confluent-identity-pool-id": pool}
        if plane == "schema_registry":
            further["target-sr-cluster"] = resource
        credential = BearerToken(f"OAuth token for identity pool {pool}", token, further)
        return _speaking(Client(self._cloud.transport, plane, self._cloud._trusted(endpoint), credential))


def _speaking(client: Client) -> Client:
    """The client with what its plane is known by: its media type, and whether a denial may be a grant on its way."""
    plane = PLANES[client.plane]
    headers = {"Accept": f"{plane.media}, application/json"} if plane.media else {}
    return replace(client, headers=headers, grace_for_denials=plane.grace)


def _files(folder: str) -> list[str]:
    """The key files of a folder, hidden ones and temporary ones apart."""
    inside = [os.path.join(folder, name) for name in sorted(os.listdir(folder)) if not name.startswith(".")]
    return [path for path in inside if os.path.isfile(path) and not path.endswith((".lock", ".tmp", "~"))]
