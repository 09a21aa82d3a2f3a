# Copyright (c) 2026, streamops.confluent contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

"""All objects of the sandbox, in memory. Planes read and write these tables; nothing else holds state."""

from __future__ import annotations

import contextlib
import copy
import dataclasses
import random
import re
import time
import uuid
from collections.abc import Callable, Iterator
from datetime import datetime, timedelta, timezone
from typing import Any

from .acl_table import AclTable
from .settings import Settings

JsonObject = dict[str, Any]
_LETTERS, _DIGITS = "abcdefghijklmnopqrstuvwxyz", "0123456789"
_PAIRS = len(_LETTERS) * len(_DIGITS)

# Every id that the sandbox makes up has this shape, whatever its prefix: letter and digit three times, as in
# lkc-a1b2c3. Group 1 is the prefix. Tests that compare two runs mask ids by it (API keys are sixteen capitals and
# digits).
ID_SHAPE = re.compile(r"\b([a-z]{1,8})-(?:[a-z][0-9]){3}\b")

# What is no table of objects: indexes over other tables, and what is there for a moment only. Everything else that
# ``_clear`` makes is in the dump of the state, so a new table is there by itself.
NO_OBJECTS = frozenset(
    {
        "service_account_names",
        "service_account_numbers",
        "bindings_by_principal",
        "ids_in_use",
        "topics_in_deletion",
        "connector_scripts",
        "connector_remains",
        "ksql_commands",
        "uploads",
        "collections",
    }
)


class State:
    """The organisation's objects, keyed by id, each in the shape that its plane keeps it (see the plane).

    ``on_delete_cluster`` and ``on_delete_environment`` hold callbacks(id) that planes register in their
    ``routes(state)``; they run before the object leaves its table. ``on_reset`` callbacks() run after a reset.
    ``seeders`` maps a kind of /_sandbox/objects/<kind> to a function(spec: dict) -> list of what it made; planes add
    theirs in ``routes(state)``. ``rows`` and ``places`` are the same for standard collections (planes/_standard.py):
    the row at work, and a function(id) -> (path, CRN), by table; their tables are in ``collections``.
    """

    def __init__(self, settings: Settings | None = None) -> None:
        self.settings = settings or Settings()
        self.initial_settings = dataclasses.replace(self.settings)
        self.on_delete_cluster: list[Callable[[str], None]] = []
        self.on_delete_environment: list[Callable[[str], None]] = []
        self.on_reset: list[Callable[[], None]] = []
        self.seeders: dict[str, Callable[[JsonObject], list[Any]]] = {}
        self.rows: dict[str, Any] = {}
        self.places: dict[str, Callable[[str], tuple[str, str]]] = {}
        self._sequence = 0
        self._random = random.Random()
        self._clock_base = 0.0
        self._clock_origin = time.monotonic()
        self._clock_scale = self.settings.time_scale
        own = set(vars(self))
        self._clear()
        self._tables = tuple(name for name in vars(self) if name not in own)

    def _clear(self) -> None:
        self.organizations: dict[str, JsonObject] = {}
        self.environments: dict[str, JsonObject] = {}
        self.users: dict[str, JsonObject] = {}
        self.service_accounts: dict[str, JsonObject] = {}
        self.service_account_names: dict[str, str] = {}
        self.service_account_numbers: dict[str, str] = {}
        self.api_keys: dict[str, JsonObject] = {}
        self.role_bindings: dict[str, JsonObject] = {}
        self.bindings_by_principal: dict[str, dict[str, JsonObject]] = {}
        self.clusters: dict[str, JsonObject] = {}
        self.schema_registries: dict[str, JsonObject] = {}
        self.collections: dict[str, dict[str, JsonObject]] = {}
        self.topics: dict[str, dict[str, Any]] = {}
        self.topics_in_deletion: dict[str, set[str]] = {}
        self.acls: dict[str, AclTable] = {}
        self.links: dict[str, dict[str, JsonObject]] = {}
        self.groups: dict[str, dict[str, JsonObject]] = {}
        self.connectors: dict[str, dict[str, JsonObject]] = {}
        self.connector_scripts: dict[str, dict[str, JsonObject]] = {}
        self.connector_remains: dict[str, dict[str, JsonObject]] = {}
        self.ksql_commands: dict[str, list[JsonObject]] = {}
        self.uploads: dict[str, JsonObject] = {}
        self.registries: dict[str, Any] = {}
        self.exporters: dict[str, dict[str, JsonObject]] = {}
        self.external_tokens: dict[str, JsonObject] = {}
        self.sts_tokens: dict[str, JsonObject] = {}
        self.ids_in_use: set[str] = set()

    def table(self, name: str) -> dict[str, JsonObject]:
        """The objects of one kind by id: a table of its own, or that of a standard collection."""
        if name in self._tables:
            own: dict[str, JsonObject] = getattr(self, name)
            return own
        return self.collections.setdefault(name, {})

    def objects(self) -> dict[str, Any]:
        """Every table of objects by name, for the dump."""
        own = {name: getattr(self, name) for name in self._tables if name not in NO_OBJECTS}
        return {**own, **self.collections, **{name: self.table(name) for name in self.rows}}

    def now(self) -> float:
        """Seconds of the sandbox's own monotonic clock; ``settings.time_scale`` speeds it up without a jump."""
        real = time.monotonic()
        if self._clock_scale != self.settings.time_scale:
            self._clock_base += (real - self._clock_origin) * self._clock_scale
            self._clock_origin, self._clock_scale = real, self.settings.time_scale
        return self._clock_base + (real - self._clock_origin) * self._clock_scale

    def advance(self, seconds: float) -> None:
        """Put the sandbox's clock forward; back with less than nothing, when a snapshot is restored."""
        self._clock_base += seconds

    def snapshot(self) -> dict[str, Any]:
        """A copy of every table, for ``restore`` and ``seen_as``."""
        return copy.deepcopy({name: getattr(self, name) for name in self._tables})

    def restore(self, snapshot: dict[str, Any]) -> None:
        """Back to the tables of a snapshot, which stays as it is."""
        vars(self).update(copy.deepcopy(snapshot))

    @contextlib.contextmanager
    def seen_as(self, snapshot: dict[str, Any]) -> Iterator[None]:
        """The tables of a snapshot instead of the present ones. Nothing else may be served meanwhile."""
        present = {name: getattr(self, name) for name in self._tables}
        vars(self).update(snapshot)
        try:
            yield
        finally:
            vars(self).update(present)

    def timestamp(self) -> str:
        """The wall clock as RFC 3339 in UTC, as the API writes created_at and updated_at."""
        shown = datetime.now(timezone.utc) - timedelta(seconds=self.settings.born_before)
        return shown.strftime("%Y-%m-%dT%H:%M:%S.%fZ")

    def new_id(self, prefix: str) -> str:
        """A fresh id such as ``lkc-a1b2c3``; never given twice."""
        while True:
            new = f"{prefix}-{''.join(self._pair() for _place in range(3))}"
            if new not in self.ids_in_use:
                self.ids_in_use.add(new)
                return new

    def _pair(self) -> str:
        letter, digit = divmod(self._random.randrange(_PAIRS), len(_DIGITS))
        return _LETTERS[letter] + _DIGITS[digit]

    def sequence(self) -> int:
        """A number that grows with every object made: the order of lists, and the cursor of their pages."""
        self._sequence += 1
        return self._sequence

    @staticmethod
    def new_uuid() -> str:
        """A random UUID as text."""
        return str(uuid.uuid4())

    @property
    def organization_crn(self) -> str:
        """The root of every CRN."""
        return f"crn://confluent.cloud/organization={self.settings.organization_id}"

    def environment_crn(self, environment: str) -> str:
        """CRN of an environment."""
        return f"{self.organization_crn}/environment={environment}"

    def cluster_crn(self, cluster: str) -> str:
        """CRN of a Kafka cluster (the form that admin roles use); append /kafka=<lkc>/topic=... for data roles."""
        return f"{self.environment_crn(self.clusters[cluster]['environment'])}/cloud-cluster={cluster}"

    def schema_registry_crn(self, registry: str) -> str:
        """CRN of a Schema Registry cluster; append /subject=... for subjects."""
        return f"{self.environment_crn(self.schema_registries[registry]['environment'])}/schema-registry={registry}"

    def reset(self, *, keep_settings: bool = False) -> None:
        """Back to the seeded state."""
        if not keep_settings:
            self.settings.update(self.initial_settings.to_json())
        self._clear()
        for callback in self.on_reset:
            callback()
