# Copyright (c) 2026, streamops.confluent contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""What a teardown takes along that the data does not name: the objects of every part that has deletions of its own, in
the environment and the clusters that go, and the API keys and role bindings that end with these or with an account.

Each is named with its id, by the lists of the kinds themselves: a part that is new in the table is covered with it.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any

from .._declare.field import Object
from .._declare.kind import Kind
from .._errors import ConfluentError, NoCredential, attempting
from .._planes import PLANES
from .._wire.cloud import Cloud
from .._wire.threads import mapped
from ..kinds.api_keys.kind import ApiKey
from ..kinds.role_bindings import crn
from ..kinds.stream_sharing.provider_shares import STANDING
from .export_environments import answered, places
from .export_items import Site
from .export_names import Names
from .export_told import Told
from .going_along import gap_of, patient, told
from .judging import AT_ONCE
from .nodes import Node
from .parts import ACCOUNTS, BY_KEY, CLUSTERS, ENVIRONMENT, PARTS, Part
from .removal import internal

OWN_RULES = (ENVIRONMENT, CLUSTERS, ACCOUNTS, "role_bindings", "api_keys")
HELD_BY_CLUSTER = "ksql_clusters"  # in the environment, and yet gone with its Kafka cluster

CloudFor = Callable[[Part, "str | None"], Cloud]
Entries = list[dict[str, Any]]


class Named:
    """What is deleted because the data names it, by part and cluster: ids, keys, and names where no more is known."""

    def __init__(self) -> None:
        self._known: dict[tuple[str, str | None], set[Any]] = {}

    def learn(self, node: Node) -> None:
        """The objects of a node that was planned, or of which that was tried."""
        within = node.cluster if node.part.within == CLUSTERS else None
        known = self._known.setdefault((node.part.key, within), set())
        for entry in node.entries:
            found = entry.change.before if entry.change is not None else None
            if found is not None:
                known.add(("id", found["id"]) if found.get("id") else ("key", entry.kind.key(found)))
            elif entry.change is None and entry.wanted:
                known |= {("key", entry.kind.key(entry.wanted)), ("id", entry.wanted.get("id"))}
            elif entry.change is None and node.part.key not in OWN_RULES:
                known |= {(option, entry.item.get(option)) for option in ("id", "name")}
        known -= {("id", None), ("name", None)}

    def has(self, part: Part, cluster: str | None, kind: Kind, item: Object) -> bool:
        """Whether an object of this part is one of them."""
        marks = {("key", kind.key(item)), ("id", item.get("id")), ("name", item.get("name"))}
        return not marks.isdisjoint(self._known.get((part.key, cluster), ()))


@dataclass(frozen=True)
class Going:
    """What goes with a deletion of its own: `environment` (its id; `whole`: it in words, empty where it stays), of its
    clusters those of the data and those that go without being named, and accounts; each by its id with its name and it
    in words.
    """

    environment: str
    whole: str = ""
    clusters: Mapping[str, tuple[str, str]] = field(default_factory=dict)
    strangers: Mapping[str, str] = field(default_factory=dict)
    accounts: Mapping[str, tuple[str, str]] = field(default_factory=dict)

    def holder(self, cluster: str | None, account: str | None) -> str:
        """With what something goes, in words; empty: it stays. The environment first, for it is the last to go."""
        kept = ("", "")
        return self.whole or self.clusters.get(cluster or "", kept)[1] or self.accounts.get(account or "", kept)[1]


def unnamed_along(going: Going, cloud: Cloud, cloud_for: CloudFor, named: Named) -> Entries:
    """What goes along without being named by the data, as `going_along.along_with` tells it."""
    every = Unnamed(going, cloud, cloud_for, named)
    found: Entries = []
    for entries in mapped(lambda read: read(), every.reads(), AT_ONCE):
        found += [entry for entry in entries if entry not in found]  # a credential may be lacking for several
    return found


class Unnamed:
    """Looks through the lists of one environment."""

    def __init__(self, going: Going, cloud: Cloud, cloud_for: CloudFor, named: Named) -> None:
        self._going = going
        self._cloud = cloud
        self._cloud_for = cloud_for
        self._named = named

    def reads(self) -> list[Callable[[], Entries]]:
        """What reads each list; side by side."""
        found: list[Callable[[], Entries]] = []
        for part in PARTS:
            if part.organization or part.goes_along or part.key in OWN_RULES:
                continue
            if part.within == CLUSTERS:
                found += self._of_clusters(part)
            elif self._going.whole or part.key == HELD_BY_CLUSTER:
                found.append(lambda part=part: self._of_environment(part))  # type: ignore[misc]
        if self._going.whole or self._going.clusters or self._going.accounts:
            found += [self._keys, self._bindings]
        return found

    def _site(self, part: Part, cluster: str = "", name: str | None = None, parent: str = "") -> Site:
        cloud = patient(self._cloud_for(part, name))
        words = Told()
        return Site(part, cloud, Names(cloud, words), words, self._going.environment, cluster=cluster, parent=parent)

    # Objects of the parts

    def _of_clusters(self, part: Part) -> Iterable[Callable[[], Entries]]:
        for identifier, (name, words) in self._going.clusters.items():
            site = self._site(part, identifier, name)
            yield lambda site=site, name=name, words=words: self._listed(site, "", words, name)  # type: ignore[misc]
        for identifier, name in self._going.strangers.items():
            site, where = self._site(part, identifier), f" in kafka cluster {name}"
            yield lambda site=site, where=where: self._listed(site, where, self._going.whole, None)  # type: ignore[misc]

    def _of_environment(self, part: Part) -> Entries:
        """Of parts that are listed by cloud and region those of each, of parts within others those of each of them."""
        words = words_of(part)
        holder = self._going.whole
        try:
            with attempting(f"find where the {words}s are that go with {holder}"):
                if part.within:
                    return self._inside(part)
                site = self._site(part)
                regional = any(f.name == "cloud" for f in part.kind.scope)
                found = places(site) if regional else [{}]
        except (ConfluentError, TypeError) as error:
            return [gap_of(words, holder, error)]
        entries: Entries = []
        for place in found:
            where = f" in {' '.join(place.values())}" if place else ""
            entries += self._listed(site, where, holder, None, **place)
        return entries

    def _inside(self, part: Part) -> Entries:
        around = self._site(BY_KEY[part.within])
        entries: Entries = []
        for parent in self._objects(around.opened(), around):
            site = self._site(part, parent=str(parent.get("id") or parent["name"]))
            entries += self._listed(site, f" in {around.part.what} {parent['name']}", self._going.whole, None)
        return entries

    def _listed(self, site: Site, where: str, holder: str, cluster: str | None, **place: str) -> Entries:
        """The objects of a part at a place that the data does not name."""
        part = site.part
        if holder:
            what = f"{words_of(part)}{where}"
            return self._told(part, what, holder, lambda: self._unnamed(site, cluster, place))
        found: Entries = []
        for identifier, (_name, words) in self._going.clusters.items():
            found += self._told(
                part,
                words_of(part),
                words,
                lambda one=identifier: self._unnamed(site, cluster, place, one),  # type: ignore[misc]
            )
        return found

    def _told(self, part: Part, what: str, holder: str, read: Callable[[], Iterable[str]]) -> Entries:
        """The entry of what is read. Without a credential for a plane there is one gap for all that is on it."""
        lacking: list[NoCredential] = []

        def names() -> list[str]:
            try:
                return list(read())
            except NoCredential as error:
                lacking.append(error)
                return []

        found = told(what, holder, names)
        plane = PLANES[part.kind.planes[0]].label if part.kind.planes else ""
        return [gap_of(f"{plane} object", self._going.whole or holder, lacking[0])] if lacking else found

    def _unnamed(self, site: Site, cluster: str | None, place: Mapping[str, str], within: str = "") -> Iterable[str]:
        """Their names. `within`: only those that belong to the cluster of this id."""
        kind = site.opened(cluster=site.cluster or None, **place)
        for item in self._objects(kind, site):
            if within and within not in (item.get("cluster"), item.get("kafka_cluster")):
                continue
            if not self._named.has(site.part, cluster, kind, item):
                yield name_of(kind, item)

    def _objects(self, kind: Kind, site: Site) -> Iterable[Object]:
        """What there is of a kind, without what belongs to the service itself, and what is over already."""
        for item in kind.within({f.name: None for f in kind.purge_scope}):
            elsewhere = item.get("environment") not in (None, self._going.environment)
            over = site.part.key == "provider_shares" and item["phase"] not in STANDING
            if not (elsewhere or over or answered(item) or internal(site.part, kind, item)):
                yield item

    # Access

    def _keys(self) -> Entries:
        """API keys for what goes, whoever owns them, and those in the environment of the accounts that go; not the
        key of the task itself, of which the deletion that would take it is refused.
        """
        site = self._site(BY_KEY["api_keys"])
        return self._by_holder(site, lambda kind: self._ending(kind))

    def _ending(self, kind: Any) -> Iterable[tuple[str, Object]]:
        here = self._resources()
        for raw in self._cloud.listed(ApiKey.path):
            item = kind.from_api(raw)
            resource, owner = str(item["resource_id"]), str(item["owner"])
            if item.get("environment") != self._going.environment and resource not in here:
                continue
            holder = self._going.holder(here.get(resource, resource), owner)
            if holder and not any(kind.key_scope.in_use(str(item["id"]), "", "")):
                yield holder, item

    def _resources(self) -> dict[str, str]:
        """What keys may be for in the environment, by ids, with the Kafka cluster that it goes with."""
        found = {identifier: identifier for identifier in (*self._going.clusters, *self._going.strangers)}
        query = {"environment": self._going.environment}
        for raw in self._cloud.listed("/ksqldbcm/v2/clusters", query):
            found[str(raw["id"])] = str(((raw.get("spec") or {}).get("kafka_cluster") or {}).get("id"))
        for raw in self._cloud.listed("/srcm/v3/clusters", query):
            found[str(raw["id"])] = ""
        return found

    def _bindings(self) -> Entries:
        """Role bindings in the environment, whoever has them."""
        site = self._site(BY_KEY["role_bindings"])
        return self._by_holder(site, self._bound)

    def _bound(self, kind: Kind) -> Iterable[tuple[str, Object]]:
        for item in kind.within({"environment": self._going.environment}):
            pairs = crn.parse(str(item["crn_pattern"]))[1]
            cluster = next((name for segment, name in pairs if segment in ("cloud-cluster", "kafka")), None)
            holder = self._going.holder(cluster, str(item["principal"]).partition(":")[2])
            if holder:
                yield holder, item

    def _by_holder(self, site: Site, read: Callable[[Kind], Iterable[tuple[str, Object]]]) -> Entries:
        """Entries of objects that go with different things."""
        words = words_of(site.part)
        found: dict[str, list[str]] = {}
        try:
            with attempting(f"find the {words}s that go along"):
                kind = site.opened()
                for holder, item in read(kind):
                    if not self._named.has(site.part, None, kind, item):
                        found.setdefault(holder, []).append(name_of(kind, self._spelled(item)))
        except (ConfluentError, TypeError, ValueError) as error:
            holders = [words for _name, words in (*self._going.clusters.values(), *self._going.accounts.values())]
            return [gap_of(words, holder, error) for holder in ([self._going.whole] if self._going.whole else holders)]
        return [entry for holder, names in found.items() for entry in told(words, holder, lambda names=names: names)]  # type: ignore[misc]

    def _spelled(self, item: Object) -> Object:
        """With the names of accounts that go in place of their ids."""
        spelled = dict(item)
        for option in ("owner", "principal"):
            identifier = str(item.get(option) or "").removeprefix("User:")
            if identifier in self._going.accounts:
                spelled[option] = self._going.accounts[identifier][0]
        return spelled


def words_of(part: Part) -> str:
    """What an entry calls an object of a part. Pure."""
    return part.what or part.kind.words_of_one()


def name_of(kind: Kind, item: Object) -> str:
    """An object as an entry names it: in words, without what it is, with its id. Pure."""
    label, words = kind.label(item), kind.words_of_one()
    if label.lower().startswith(f"{words.lower()} "):
        label = label[len(words) + 1 :]
    identifier = str(item.get("id") or "")
    label = label.removeprefix("of ")
    return label if not identifier or identifier in label else f"{label} ({identifier})"
