# Copyright (c) 2026, streamops.confluent contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Service accounts with their roles and keys, as the data states them: three lists of the organization, told apart by
the environment that each entry is about.
"""

from __future__ import annotations

import hashlib
import re
from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any

from .._declare.field import Object
from .._errors import ConfluentError, attempting
from .._wire.cloud import Cloud
from .._wire.references import KAFKA_CLUSTERS, KSQLDB_CLUSTERS, SERVICE_ACCOUNTS
from ..kinds.api_keys.kind import ApiKey
from ..kinds.api_keys.resources import REGION, RESOURCES
from ..kinds.role_bindings import crn
from .export_items import Site
from .export_names import NO_NAMES
from .parts import ACCOUNTS

OTHERS = "the data has roles of service accounts only"
KEYS_OF_OTHERS = "the data has keys of service accounts only"
ORGANIZATION = ""  # in the place of an environment: what is about none


@dataclass
class Account:
    """What a service account has, by the environment (id) that it is about; under ORGANIZATION what is about none."""

    item: Object
    bindings: dict[str, list[Object]] = field(default_factory=dict)
    keys: dict[str, list[Object]] = field(default_factory=dict)

    def environments(self) -> set[str]:
        """The environments in which it has roles or keys."""
        return ({*self.bindings} | {*self.keys}) - {ORGANIZATION}


@dataclass(frozen=True)
class Place:
    """An environment that is exported: its registry and clusters (names by ids), of Kafka and of ksqlDB."""

    registry: str
    clusters: Mapping[str, str]
    ksql_clusters: Mapping[str, str]


class Access:
    """The accounts of the organization, with their roles and keys in some environments."""

    def __init__(self, sites: Mapping[str, Site], cloud: Cloud, environments: Iterable[str]) -> None:
        """`sites`: the organization for each of the parts; `environments`: the ids of those that are exported."""
        self._sites = sites
        self._cloud = cloud
        self._names = sites[ACCOUNTS].names
        self._places = {identifier: self._place(identifier) for identifier in environments}
        self.accounts: dict[str, Account] = {}

    def _place(self, environment: str) -> Place:
        try:
            registry = str(self._cloud.find_schema_registry(environment)["id"])
        except ConfluentError:  # there is none yet, or none to be seen: nothing that is read here is about it
            registry = ""
        tables = [self._names.table(listed, environment) for listed in (KAFKA_CLUSTERS, KSQLDB_CLUSTERS)]
        named = [{i: table.name(i) or i for i in table.names} for table in tables]
        return Place(registry, *named)

    def read(self, accounts: bool, bindings: bool, keys: bool) -> None:
        """Read what is asked for. What cannot be read is a gap."""
        site = self._sites[ACCOUNTS]
        table = self._names.table(SERVICE_ACCOUNTS)
        if table.denied:
            site.told.gap(site.where, table.denied)
            return
        for raw in self._cloud.listed(SERVICE_ACCOUNTS.path):
            name, identifier = str(raw.get("display_name") or ""), str(raw["id"])
            if table.name(identifier) is None:
                site.leave_out(f"service account {identifier}", f"its name {name!r} does not mean it alone")
                continue
            described = {"description": raw["description"]} if raw.get("description") else {}
            self.accounts[identifier] = Account({"name": name, **(described if accounts else {})})
        for wanted, read, key in ((bindings, self._bindings, "role_bindings"), (keys, self._keys, "api_keys")):
            try:
                with attempting(f"read the {key.replace('_', ' ')}"):
                    if wanted:
                        read(self._sites[key])
            except ConfluentError as error:
                self._sites[key].told.gap(self._sites[key].where, error)

    def _owner(self, site: Site, identifier: str, label: str, otherwise: str) -> Account | None:
        """The account of a role or key; None, and told, where the data has no place for it."""
        account = self.accounts.get(identifier)
        if account is None:
            gone = identifier.startswith("sa-")
            site.leave_out(label, f"there is no service account {identifier} to be seen" if gone else otherwise)
        elif str(account.item["name"]).startswith(NO_NAMES):
            site.leave_out(label, f"the name {account.item['name']!r} of its account is taken for an id")
            return None
        return account

    # Roles

    def _bindings(self, site: Site) -> None:
        kind = site.opened()
        root = crn.build("organization", self._cloud.organization_id(), {})
        listed = [raw for pattern in (root, f"{root}/*") for raw in kind.pages(pattern)]
        for item in {raw["id"]: kind.from_api(raw) for raw in listed}.values():
            pattern = str(item["crn_pattern"])
            environment = crn.environment_of(pattern) or ORGANIZATION
            if environment != ORGANIZATION and environment not in self._places:
                self._elsewhere(item, environment)
                continue
            account = self._owner(site, str(item["principal"]).partition(":")[2], kind.label(item), OTHERS)
            scope = self.scope(pattern) if account is not None else None
            if account is None:
                continue
            if scope is None:
                site.note(kind.label(item), "its CRN stays: it is of no scope that the data has words for")
                scope = {"crn_pattern": crn.readable(pattern)}
            account.bindings.setdefault(environment, []).append({"role": item["role"], **scope})

    def _elsewhere(self, item: Object, environment: str) -> None:
        account = self.accounts.get(str(item["principal"]).partition(":")[2])
        if account is not None:
            account.bindings.setdefault(environment, [])

    def scope(self, pattern: str) -> Object | None:
        """A CRN pattern as the data states it: a scope with what it needs; None for one that is none of these."""
        try:
            _authority, pairs = crn.parse(pattern)
        except ValueError:
            return None
        if pairs[0] != ("organization", self._cloud.organization_id()):
            return None
        for scope, segments in crn.SCOPES.items():
            if [kind for kind, _name in pairs[1:]] != [kind for kind, _source in segments]:
                continue
            ids: dict[str, set[str]] = {}
            for (_kind, source), (_same, name) in zip(segments, pairs[1:], strict=True):
                ids.setdefault(source, set()).add(name)
            if all(len(names) == 1 for names in ids.values()):
                return self._stated(scope, {source: names.pop() for source, names in ids.items()})
        return None

    def _stated(self, scope: str, ids: Mapping[str, str]) -> Object | None:
        place = self._places.get(ids.get("environment", ""))
        found: Object = {"scope": scope}
        if "cluster" in ids:
            name = place and place.clusters.get(ids["cluster"])
            if not name:
                return None
            found["cluster"] = name
        if "schema_registry" in ids and (place is None or ids["schema_registry"] != place.registry):
            return None
        resource = ids.get("resource")
        if resource is None:
            return found
        prefixed, name = resource.endswith("*"), resource.removesuffix("*")
        if "*" in name:
            return None
        return {**found, "resource_name": name or "*", **({"pattern_type": "PREFIXED"} if prefixed else {})}

    # Keys

    def _keys(self, site: Site) -> None:
        kind = site.opened()
        found: list[tuple[Object, str, Object, Account]] = []
        for raw in self._cloud.listed(ApiKey.path):
            item = kind.from_api(raw)
            environment, words = self._about(item)
            if environment is None:
                continue
            account = self._owner(site, str(item["owner"]), kind.label(item), KEYS_OF_OTHERS)
            if account is None:
                continue
            if environment not in ("", *self._places):
                account.keys.setdefault(environment, [])
            elif words is None:
                site.leave_out(kind.label(item), f"it is for {item['resource_id']}, which the data has no words for")
            else:
                found.append((item, environment, words, account))
        same = Counter(kind.key(item) for item, _environment, _words, _account in found)
        for item, environment, words, account in found:
            alone = item.get("name") and same[kind.key(item)] == 1
            named: Object = {"name": item["name"]} if alone else {"id": item["id"]}
            if not alone:
                why = "others of its owner and resource have the same name" if item.get("name") else "it has no name"
                site.note(kind.label(item), f"{item['id']} stands there by its id: {why}")
            described = {"description": item["description"]} if item.get("description") else {}
            key = {**named, **words, **described, **_own_file(account, item, words), "missing_secret": "ignore"}
            account.keys.setdefault(environment, []).append(key)

    def _about(self, item: Object) -> tuple[str | None, Object | None]:
        """The environment that a key is about (ORGANIZATION: about none; None: about one that nobody sees), and its
        resource as the data states it (None: there are no words for it).
        """
        resource, identifier = item["resource"], str(item["resource_id"])
        if resource in RESOURCES and RESOURCES[resource].fixed:
            return ORGANIZATION, {"resource": resource}
        found: Object | None = None
        environment = item.get("environment")
        for one, place in self._places.items():
            clusters = {"kafka": place.clusters, "ksqldb": place.ksql_clusters}.get(resource, {})
            if identifier in clusters:
                environment, found = one, {"resource": resource, "cluster": clusters[identifier]}
            elif resource == "schema_registry" and identifier == place.registry:
                environment, found = one, {"resource": resource}
        region = REGION.fullmatch(identifier) if resource == "flink" else None
        if region and environment in self._places:
            found = {"resource": resource, "cloud": region["cloud"].upper(), "region": region["region"]}
        return environment, found


def with_what_it_has(account: Account, places: Iterable[str]) -> Object:
    """An account as the data states it, with its roles and keys in these environments."""
    about = list(dict.fromkeys(places))
    bindings = [one for place in about for one in account.bindings.get(place, [])]
    keys = [one for place in about for one in account.keys.get(place, [])]
    found = dict(account.item)
    if bindings:
        found["role_bindings"] = sorted(bindings, key=_order)
    if keys:
        found["api_keys"] = sorted(keys, key=_order)
    return found


def _own_file(account: Account, item: Object, words: Object) -> Object:
    """A place for the secret of a key, where that which its names make would lie in another folder: they come from the
    service, and may be anything.
    """
    usual = f"{account.item['name']}.{item.get('name')}"
    if "/" not in usual:
        return {}
    digest = hashlib.sha256(str((usual, sorted(words.items()))).encode()).hexdigest()
    return {"secret_file": f"~/.confluent/{re.sub(r'[^A-Za-z0-9]+', '-', usual).strip('-')[:60]}.{digest[:12]}.json"}


def _order(item: Mapping[str, Any]) -> str:
    return str([str(item.get(name) or "") for name in ("name", "role", "scope", "resource", "cluster", *sorted(item))])
