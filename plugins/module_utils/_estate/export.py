# Copyright (c) 2026, streamops.confluent contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""An export: the environments of an organization, and what belongs to the organization itself, as the data that
`confluent_estate` takes.

By lists, which are read once; what may not be read is a gap, and never a failure of the whole.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from typing import Any

from .._declare.field import Object
from .._errors import ConfluentError, NotFound, Refused, attempting
from .._wire.cloud import Cloud
from .._wire.references import ENVIRONMENTS, KAFKA_CLUSTERS, REGISTRY_WORDS, SERVICE_ACCOUNTS
from .._wire.threads import mapped
from ..kinds.organization import Environment
from .export_access import ORGANIZATION as NOWHERE
from .export_access import Access, Account, with_what_it_has
from .export_clusters import read_within
from .export_environments import read_part
from .export_items import Site, problems, stated
from .export_names import Names
from .export_told import Told
from .parts import ACCOUNTS, BY_KEY, CLUSTERS, ENVIRONMENT, PARTS, Part
from .structure import KAFKA_KEY_FILE, ORGANIZATION

AT_ONCE = 8  # parts that are read side by side; each may have several requests under way
ACCESS = (ACCOUNTS, "role_bindings", "api_keys")
INNER = ("versions", "deks", "identity_pools", "certificate_pools")  # within items that are no clusters
SECRETS = {"connectors": "connector_secrets", "catalog_integrations": "catalog_secrets"}
NAMED = "_secrets"  # of an item: placeholders by its options


class Export:
    """One export. `environment`: its name or id, None for all; `organization`: whether what belongs to the organization
    is exported too; `keys`: of clusters, by name: the connection options with which they are looked into; `chosen`: the
    keys of the parts that are read.
    """

    def __init__(
        self,
        cloud: Cloud,
        environment: str | None,
        organization: bool,
        keys: Mapping[str, Mapping[str, Any]],
        chosen: Iterable[str] = (),
        each_entity: bool = False,
    ) -> None:
        self._each_entity = each_entity
        self._cloud = cloud
        self._environment = environment
        self._organization = organization
        self._keys = keys
        self._chosen = frozenset(chosen) or frozenset(BY_KEY)
        self.told = Told()
        self.names = Names(cloud, self.told)

    def all(self) -> dict[str, Any]:
        """{estates, gaps, left_out, notes, needed}. Raises ConfluentError where the environment is not there, or none
        can be listed.
        """
        environments = self._environments()
        unknown = self._unknown(environments)
        if unknown:
            raise Refused(unknown)
        shared = self._shared() if self._organization else {}
        estates = [self._estate(raw) for raw in environments]
        accounts = self._accounts([str(raw["id"]) for raw in environments])
        for raw, estate in zip(environments, estates, strict=True):
            self._place_accounts(
                str(raw["id"]), estate, accounts, shared, [one for one in estates if one is not estate]
            )
        return {"estates": [_in_order(estate) for estate in estates], **self.told.result()}

    # What there is

    def _environments(self) -> list[dict[str, Any]]:
        if self._environment:
            identifier = self._cloud.environment_id(self._environment)
            found = self._cloud.by_id(ENVIRONMENTS.path, identifier)
            return [found] if found else [self._cloud.find(ENVIRONMENTS, self._environment)]
        return sorted(self._cloud.listed(ENVIRONMENTS.path), key=lambda raw: str(raw.get("display_name")))

    def _unknown(self, environments: list[dict[str, Any]]) -> list[str]:
        """What is wrong with the clusters that keys are given for. A list that cannot be read is a gap later."""
        known = []
        for raw in environments:
            try:
                listed = self._cloud.listed("/cmk/v2/clusters", {"environment": raw["id"]})
            except ConfluentError:
                return []
            known += [name for one in listed for name in (one.get("id"), (one.get("spec") or {}).get("display_name"))]
        return [f"clusters: there is no Kafka cluster {name!r} to be seen" for name in self._keys if name not in known]

    def _site(self, part: Part, raw: Mapping[str, Any] | None = None, **more: Any) -> Site:
        place: dict[str, Any] = (
            {} if raw is None else {"environment": str(raw["id"]), "environment_name": str(raw["display_name"])}
        )
        more = {"each_entity": self._each_entity, **more}
        return Site(part, more.pop("cloud", self._cloud), self.names, self.told, **place, **more)

    def _read(self, site: Site) -> list[Object]:
        """The objects of a part at a place, in order; a gap where they cannot be read."""
        reader = read_within if site.part.within == CLUSTERS else read_part
        words = site.part.kind.words()
        found: list[Object] = []
        try:
            with attempting(f"read the {words}"):  # also what the service answers and no document knows is a gap
                for item in reader(site):
                    wrong = problems(site, {name: value for name, value in item.items() if name != NAMED})
                    if wrong:
                        label = str(item.get("name") or item.get("subject") or site.part.key)
                        site.leave_out(f"{site.part.kind.words_of_one()} {label}", "; ".join(wrong))
                    else:
                        found.append(item)
        except ConfluentError as error:
            if not (isinstance(error, NotFound) and error.what == REGISTRY_WORDS and self._has_no_registry(site)):
                self.told.gap(site.where, error)
        return sorted(found, key=_order)

    def _has_no_registry(self, site: Site) -> bool:
        """Whether an environment has no Schema Registry yet: it comes with the first cluster."""
        clusters = self.names.table(KAFKA_CLUSTERS, site.environment)
        return not clusters.denied and not clusters.names

    def _parts(self, sites: Iterable[Site]) -> list[tuple[Site, list[Object]]]:
        """The objects of several parts, read side by side."""
        wanted = [site for site in sites if site.part.key in self._chosen]
        return list(zip(wanted, mapped(self._read, wanted, AT_ONCE), strict=True))

    # The organization

    def _shared(self) -> dict[str, list[Object]]:
        parts = [part for part in PARTS if part.organization and not part.within]
        found = {site.part.key: items for site, items in self._parts(self._site(part) for part in parts) if items}
        for part in (BY_KEY[key] for key in INNER if BY_KEY[key].organization):
            self._inside(part, found.get(part.within, []), lambda site: site, None)
        return found

    def _inside(self, part: Part, around: list[Object], placed: Any, raw: Mapping[str, Any] | None) -> None:
        """Put into items what lies within them."""
        inside = [(item, self._site(part, raw, parent=str(item["name"]))) for item in around if "id" not in item]
        if part.key in self._chosen:
            for (item, _site), found in zip(
                inside, mapped(lambda one: self._read(placed(one[1])), inside, AT_ONCE), strict=True
            ):
                if found:
                    item[part.key] = found

    # An environment

    def _estate(self, raw: Mapping[str, Any]) -> dict[str, Any]:
        site = self._site(BY_KEY[ENVIRONMENT], raw)
        kind = Environment(self._cloud, site.kind().options)
        kind.open()
        found = stated(site, kind, kind.from_api(raw)) or {"name": raw["display_name"]}
        name = str(raw["display_name"])
        if self.names.table(ENVIRONMENTS).words.get(name, 1) > 1:
            site.note(
                f"environment {raw['id']}", f"others are called {name!r}, too: no data can be brought about in it"
            )
        estate: dict[str, Any] = {ENVIRONMENT: found}
        own = [part for part in PARTS if not (part.within or part.organization or part.key in (ENVIRONMENT, ACCOUNTS))]
        for one, items in self._parts(self._site(part, raw) for part in own):
            if items:
                estate[one.part.key] = items
        for part in (BY_KEY[key] for key in INNER if not BY_KEY[key].organization):
            self._inside(part, estate.get(part.within, []), lambda inner: inner, raw)
        self._clusters(raw, estate)
        self._secrets(estate)
        return estate

    def _clusters(self, raw: Mapping[str, Any], estate: dict[str, Any]) -> None:
        """Put into the clusters what lies within them."""
        sites: list[Site] = []
        items: dict[str, Object] = {}
        listed = estate.get(CLUSTERS, [])
        for item in listed:
            if "id" in item:
                words = f"{item['id']} is not looked into: others have the same name"
                self.told.gap(self._site(BY_KEY[CLUSTERS], raw).where, words)
                continue
            name = str(item["name"])
            try:
                identifier = str(self._cloud.find_cluster(str(raw["id"]), name)["id"])
            except ConfluentError as error:  # its name is the id of another
                self.told.gap(self._site(BY_KEY[CLUSTERS], raw, cluster_name=name).where, error)
                continue
            keys = self._keys.get(name) or self._keys.get(identifier) or {}
            if keys.get(KAFKA_KEY_FILE.name):
                item[KAFKA_KEY_FILE.name] = keys[KAFKA_KEY_FILE.name]
            items[name] = item
            within = [part for part in PARTS if part.within == CLUSTERS]
            cloud = self._cloud.beside(**keys) if keys else self._cloud
            sites += [self._site(part, raw, cluster=identifier, cluster_name=name, cloud=cloud) for part in within]
        for site, found in self._parts(sites):
            if found:
                items[site.cluster_name][site.part.key] = found[0] if site.part.single else found
        if CLUSTERS not in self._chosen and not any(_filled(item) for item in listed):
            estate.pop(CLUSTERS, None)

    @staticmethod
    def _secrets(estate: dict[str, Any]) -> None:
        """Take placeholders out of the items, to the place that the data has for them."""
        names = [
            (key, str(item["name"])) for one in estate.get(CLUSTERS, []) for key in SECRETS for item in one.get(key, [])
        ]
        for cluster in estate.get(CLUSTERS, []):
            for key, option in SECRETS.items():
                for item in cluster.get(key, []):
                    named = item.pop(NAMED, None)
                    if named:
                        alone = names.count((key, str(item["name"]))) == 1
                        place = item["name"] if alone else f"{cluster['name']}/{item['name']}"
                        estate.setdefault(option, {})[place] = named

    # Accounts

    def _accounts(self, environments: list[str]) -> dict[str, Account]:
        wanted = [key in self._chosen for key in ACCESS]
        if not any(wanted):
            return {}
        access = Access({key: self._site(BY_KEY[key]) for key in ACCESS}, self._cloud, environments)
        access.read(*wanted)
        return access.accounts

    def _place_accounts(
        self,
        environment: str,
        estate: dict[str, Any],
        accounts: Mapping[str, Account],
        shared: Mapping[str, Any],
        others: list[dict[str, Any]],
    ) -> None:
        """Each account where it belongs: to the environment that alone uses it, otherwise to the organization."""
        own: list[Object] = []
        common: list[Object] = []
        elsewhere = {name for other in others for name in used_in(other)}
        named = used_in(estate)
        for account in accounts.values():
            name = account.item["name"]
            here = environment in account.environments() or name in named
            there = bool(account.environments() - {environment}) or name in elsewhere
            stated_here = with_what_it_has(account, (NOWHERE, environment))
            if here and not (there and self._organization):
                own.append(stated_here)
            elif self._organization and (here or not there):
                common.append(stated_here)
            elif self._organization:  # of another environment alone, or of several others
                continue
        if own:
            estate[ACCOUNTS] = sorted(own, key=_order)
        if self._organization:
            organization = {**shared, **({ACCOUNTS: sorted(common, key=_order)} if common else {})}
            if organization:
                estate[ORGANIZATION] = organization


def used_in(estate: Mapping[str, Any]) -> frozenset[str]:
    """The names of accounts that the data of an environment refers to, besides its accounts themselves."""
    found: set[str] = set()
    for key, items in estate.items():
        part = BY_KEY.get(key)
        if part is not None and isinstance(items, list):
            for item in items:
                found |= _referred(part, item)
    return frozenset(found)


def _referred(part: Part, item: Mapping[str, Any]) -> set[str]:
    found = {str(item[name]) for name in ("principal", "service_account", "credential_identity") if item.get(name)}
    for declared in part.kind.fields:
        value = item.get(declared.name)
        if declared.refers is SERVICE_ACCOUNTS and isinstance(value, list):
            found |= set(map(str, value))
    for key in part.children:
        inner = item.get(key)
        for one in inner if isinstance(inner, list) else []:
            found |= _referred(BY_KEY[key], one)
    return found


def _filled(cluster: Mapping[str, Any]) -> bool:
    return any(key in cluster for key in BY_KEY[CLUSTERS].children)


def _order(item: Mapping[str, Any]) -> tuple[str, ...]:
    """Where an item stands among those of its part. ksqlDB statements stay as they are: one may need those before."""
    if "sql" in item:
        return ()
    return (*(str(item.get(name) or "") for name in ("subject", "name")), json.dumps(item, sort_keys=True, default=str))


def _in_order(estate: Mapping[str, Any]) -> dict[str, Any]:
    """The parts of an estate in the order in which they are shown, the organization first."""
    order = [ENVIRONMENT, ORGANIZATION, *BY_KEY, *SECRETS.values()]
    return {key: estate[key] for key in dict.fromkeys(order) if key in estate}
