# Copyright (c) 2026, streamops.confluent contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Gathers the facts of a report: each list once, in four rounds of reads side by side.

The environments; then the lists of the organization and of each environment; what these name (clusters, registries,
regions, identity pools, metrics); last the settings of each subject, which the registry tells one by one.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from functools import partial
from typing import Any

from ..._declare.field import Object
from ..._errors import ApiError, ConfluentError
from ..._planes import SHARED_IDS
from ..._wire.cloud import Cloud
from ..._wire.http import Client, segment
from ..._wire.references import CERTIFICATE_POOLS, IDENTITY_POOLS
from .. import billing
from ..connectors.scan import Connectors
from ..connectors.shown import visible
from ..flink.gateway import PLACE
from ..metrics import Metrics
from ..role_bindings import crn
from ..role_bindings.roles import shows_bindings
from . import answers
from .credentials import Keys
from .facts import Facts, Raw
from .reads import EVERYWHERE, Place, Reads, collected, unreachable

Task = Callable[[], None]
CLUSTERS, REGISTRIES, COMPUTE_POOLS = "/cmk/v2/clusters", "/srcm/v3/clusters", "/fcpm/v2/compute-pools"
AT_ONCE = 100  # clusters in one query of metrics
ALL_PRINCIPALS = "UserV2:*"  # asks for ids of accounts in place of numbers (kafkarest-v3, listKafkaAcls)
QUOTA_SCOPES = ("ORGANIZATION", "ENVIRONMENT")
DAY = 24 * 60  # minutes


class Gatherer:
    """Fills `facts`. `parts`: what is looked at; `unused_days`: how far metrics reach back; `months`: costs."""

    def __init__(self, cloud: Cloud, keys: Keys, facts: Facts, options: Mapping[str, Any]) -> None:
        self.cloud, self.keys, self.facts = cloud, keys, facts
        self.parts = set(options["parts"])
        self.months: int = options["months"]
        self.unused_days: int = options["unused_days"]
        self.reads = Reads(cloud)
        self._subjects: list[tuple[str, str, Client]] = []

    def gather(self, judged: Callable[[], None]) -> None:
        """All rounds. Nothing in them fails as a whole. `judged` is called once the lists of the organization are
        there, and may end it.
        """
        with self.reads.patiently():
            self.reads.together(self._first(), "lists read")
            self.keys.place(self.facts.keys)
            self._see()
            judged()
            self.reads.together(self._second(), "clusters, registries and other parts read")
            self.reads.together(self._third(), "settings of subjects read")

    # The lists of the organization, the longest first, and of each environment

    def _first(self) -> Iterator[Task]:
        listed = partial(self._listed, EVERYWHERE)
        facts = self.facts
        yield lambda: setattr(facts, "keys", listed("api_keys", "/iam/v2/api-keys"))
        yield lambda: setattr(facts, "bindings", self._bindings())
        yield lambda: setattr(facts, "accounts", answers.by_id(listed("service_accounts", "/iam/v2/service-accounts")))
        yield lambda: setattr(facts, "users", answers.by_id(listed("users", "/iam/v2/users")))
        yield lambda: setattr(facts, "invited", self._invited())
        yield lambda: setattr(facts, "groups", answers.ids(listed("group_mappings", "/iam/v2/sso/group-mappings")))
        yield lambda: setattr(
            facts, "authorities", listed("certificate_authorities", "/iam/v2/certificate-authorities")
        )
        yield lambda: setattr(facts, "ip_filters", listed("ip_filters", "/iam/v2/ip-filters"))
        if "quotas" in self.parts:
            yield from (partial(self._quotas, scope) for scope in QUOTA_SCOPES)
        if "costs" in self.parts:
            facts.costs = []
            yield from (partial(self._costs, part) for part in self._cost_ranges())
        for environment in facts.environments:
            yield partial(self._clusters, environment)
            yield partial(self._in_environment, facts.registries, "schema_registries", REGISTRIES, environment, True)
            yield partial(self._in_environment, facts.compute_pools, "compute_pools", COMPUTE_POOLS, environment)
            yield partial(self._in_environment, facts.ksql_clusters, "ksql", "/ksqldbcm/v2/clusters", environment)

    def _listed(
        self, place: Place, part: str, path: str, params: Mapping[str, Any] | None = None, shape: str = ""
    ) -> list[Raw] | None:
        """A list of the control plane. Not by `Cloud.listed`, whose reads wait for each other."""
        return self.reads.tried(part, place, lambda: self.cloud.control.listed(path, params, shape))

    def _bindings(self) -> list[Raw] | None:
        root = crn.build("organization", self.facts.organization["id"], {})
        found: dict[str, Raw] = {}
        for pattern in (root, f"{root}/*"):
            listed = self._listed(EVERYWHERE, "role_bindings", "/iam/v2/role-bindings", {"crn_pattern": pattern})
            if listed is None:
                return None
            found.update({raw["id"]: raw for raw in listed})
        return list(found.values())

    def _invited(self) -> set[str] | None:
        """Users whose invitation is under way: they may have roles before they are users."""
        listed = self._listed(EVERYWHERE, "invitations", "/iam/v2/invitations")
        return None if listed is None else {str((raw.get("user") or {}).get("id")) for raw in listed}

    def _quotas(self, scope: str) -> None:
        found = self._listed(EVERYWHERE, "quotas", "/service-quota/v1/applied-quotas", {"scope": scope}, SHARED_IDS)
        self.facts.quotas += found or []

    def _cost_ranges(self) -> list[billing.Range]:
        """The complete months that are asked for and the present one, as far back as the service tells them."""
        today = self.facts.now.date()
        start = max(billing.first_of(today, self.months), billing.oldest(today))
        return list(billing.by_month(billing.Range(start, max(today, start))))

    def _costs(self, part: billing.Range) -> None:
        found = self.reads.tried("costs", EVERYWHERE, lambda: billing.lines_of(self.cloud, part))
        if found is not None and self.facts.costs is not None:
            self.facts.costs += found
        elif found is None:  # half of the costs would be compared as if it were all
            self.facts.costs = None

    def _clusters(self, environment: str) -> None:
        found = self._listed(Place(environment), "clusters", CLUSTERS, {"environment": environment})
        if found is not None:
            self.facts.clusters.update({raw["id"]: raw for raw in found})
            self.facts.clusters_of[environment] = [raw["id"] for raw in found]

    def _in_environment(
        self, into: dict[str, Any], part: str, path: str, environment: str, alone: bool = False
    ) -> None:
        found = self._listed(Place(environment), part, path, {"environment": environment})
        if alone:
            found = found[0] if found else None  # type: ignore[assignment]  # at most one registry
        collected(into, environment, found)

    def _see(self) -> None:
        """Whether the credential's own roles show what belongs to others: lists leave out the rest in silence."""
        root = crn.build("organization", self.facts.organization["id"], {})
        own = self._own()
        roles = [(role, pattern) for principal, role, pattern in self.facts.bindings_in_words() if principal in own]
        if self.facts.bindings is not None and own and roles:
            self.facts.sees_all = shows_bindings(roles, root)
        if not self.facts.sees_all:
            self.reads.missing(
                "visibility",
                EVERYWHERE,
                "lists leave out in silence what this credential may not see, and it could not be seen that it is an "
                "administrator of the whole organization: what is said to be missing may only be hidden",
            )

    def _own(self) -> set[str]:
        """The principals behind the Cloud credential."""
        owners = {str(raw["id"]): owner for raw, owner, _place in self.facts.keys_in_words()}
        key = getattr(self.cloud.control.credential, "key", None)
        own = {f"User:{owners[key]}"} if key in owners else set()
        pool = self.cloud.options.get("oauth_identity_pool")
        return own | ({f"User:{pool}"} if pool and key is None else set())

    # What the first round has named

    def _second(self) -> Iterator[Task]:
        facts = self.facts
        ready = [lkc for lkc, raw in facts.clusters.items() if (raw["spec"]).get("http_endpoint")]
        yield self._identity_pools
        asked = "metrics" in self.parts and bool(ready)
        if asked and self.reads.tried("metrics", EVERYWHERE, lambda: self.cloud.plane("metrics")) is not None:
            yield from self._metrics(ready)
        for environment, registry in facts.registries.items() if "schemas" in self.parts else ():
            yield partial(self._registry, environment, registry)
        for environment, clusters in facts.clusters_of.items():
            for lkc in clusters:
                if lkc in ready:
                    yield partial(self._kafka, Place(environment, lkc))
                    if "connectors" in self.parts:
                        yield partial(self._connectors, Place(environment, lkc))
        if "statements" in self.parts:
            yield from self._flink()

    def _identity_pools(self) -> None:
        """The ids of the pools of all identity providers and certificate authorities; None where any is unknown."""
        found: set[str] = set()
        providers = self._listed(EVERYWHERE, "identity_providers", "/iam/v2/identity-providers")
        for of, parents in ((IDENTITY_POOLS, providers), (CERTIFICATE_POOLS, self.facts.authorities)):
            for parent in parents if parents is not None else ():
                listed = self._listed(EVERYWHERE, "identity_pools", of.path.format(segment(parent["id"])))
                if listed is None:
                    return
                found.update(str(raw["id"]) for raw in listed)
        if providers is not None and self.facts.authorities is not None:
            self.facts.pools = found

    def _kafka(self, place: Place) -> None:
        """What the cluster itself tells. One that does not answer is asked for one thing only."""
        lkc = str(place.cluster)
        spec = self.facts.clusters[lkc]["spec"]
        client = self.reads.tried("kafka", place, lambda: self.keys.client("kafka", lkc, spec["http_endpoint"]))
        if client is None:
            return
        base = f"/kafka/v3/clusters/{segment(lkc)}"
        read: list[tuple[str, dict[str, Any], Callable[[], Any]]] = []
        if "topics" in self.parts:
            read.append(("topics", self.facts.topics, lambda: client.scan(f"{base}/topics", answers.topics)))
        if "acls" in self.parts:
            principal = {"principal": ALL_PRINCIPALS}
            read.append(
                ("acls", self.facts.acls, lambda: [answers.seven(r) for r in client.data(f"{base}/acls", principal)])
            )
        if "links" in self.parts:
            read.append(("links", self.facts.links, lambda: client.data(f"{base}/links")))
        for part, into, function in read:
            try:
                into[lkc] = function()
            except ConfluentError as error:
                self.reads.despair(error)
                self.reads.missing(part, place, str(error), getattr(error, "status", None), client.credential.label)
                if unreachable(error):
                    return

    def _connectors(self, place: Place) -> None:
        connectors = Connectors(self.cloud.connect, str(place.environment), str(place.cluster))

        def read() -> dict[str, Object]:
            # What tasks say may quote settings that are secret: without these, as in all results.
            return {name: visible(one, (), str) for name, one in connectors.all().items()}

        collected(self.facts.connectors, place.cluster, self.reads.tried("connectors", place, read))

    def _registry(self, environment: str, registry: Raw) -> None:
        place, facts = Place(environment), self.facts
        endpoint = (registry.get("spec") or {}).get("http_endpoint")
        if not endpoint:
            return
        client = self.reads.tried(
            "schemas", place, lambda: self.keys.client("schema_registry", registry["id"], endpoint)
        )
        if client is None:
            return
        subjects = self.reads.tried("schemas", place, lambda: client.listed("/subjects"))
        if subjects is None:
            return
        facts.subjects[environment] = [str(name) for name in subjects]
        collected(facts.referred, environment, self.reads.tried("schemas", place, lambda: answers.referred(client)))
        level = self.reads.tried("compatibility", place, lambda: answers.level(client, "/config"))
        collected(facts.level, environment, level)
        if level is not None:
            self._subjects += [(environment, name, client) for name in facts.subjects[environment]]

    def _flink(self) -> Iterator[Task]:
        regions = self._listed(EVERYWHERE, "flink_regions", "/fcpm/v2/regions") if self._any_pools() else []
        endpoints = {(str(raw.get("cloud")), str(raw.get("region_name"))): raw for raw in regions or ()}
        for environment, pools in self.facts.compute_pools.items():
            places = {(str(pool["spec"].get("cloud")), str(pool["spec"].get("region"))) for pool in pools}
            for cloud, region in sorted(places):
                endpoint = endpoints.get((cloud, region), {}).get("http_endpoint")
                if endpoint:
                    yield partial(self._statements, environment, cloud, region, str(endpoint))
                elif regions is not None:
                    words = f"the service names no endpoint of Flink in {region} of {cloud}"
                    self.reads.missing("statements", Place(environment), words)

    def _any_pools(self) -> bool:
        return any(self.facts.compute_pools.values())

    def _statements(self, environment: str, cloud: str, region: str, endpoint: str) -> None:
        organization = segment(self.facts.organization["id"])
        path = PLACE.format(organization=organization, environment=segment(environment)) + "/statements"
        resource = f"{environment}.{cloud.lower()}.{region}"

        def read() -> list[Raw]:
            return self.keys.client("flink", resource, endpoint).listed(path)

        found = self.reads.tried("statements", Place(environment), read)
        collected(self.facts.statements, (environment, cloud, region), found)

    # Metrics

    def _metrics(self, clusters: list[str]) -> Iterator[Task]:
        whole = {"granularity": "ALL", "minutes": self.unused_days * DAY}
        facts = self.facts
        for begin in range(0, len(clusters), AT_ONCE):
            some = clusters[begin : begin + AT_ONCE]
            for metric, label, into, how in (
                ("received_bytes", "topic", facts.received, whole),
                ("sent_bytes", "topic", facts.sent, whole),
                ("request_count", "principal_id", facts.requests, whole),
                ("consumer_lag_offsets", "consumer_group_id", facts.lag, {"granularity": "PT1M", "minutes": 5}),
            ):
                yield partial(self._metric, some, metric, label, into, how)

    def _metric(
        self, clusters: list[str], metric: str, label: str, into: dict[tuple[str, str], float], how: Mapping[str, Any]
    ) -> None:
        """A metric by cluster and label. A cluster that may not be asked about refuses the whole query: then each is
        asked about by itself, so that only that one is a gap.
        """
        options = {
            **self.cloud.options,
            **how,
            "metric": metric,
            "resource_type": "kafka",
            "resource_ids": clusters,
            "group_by": ["resource.kafka.id", label],
        }
        kind = Metrics(self.cloud, {"clusters": None, "filter": None, "start": None, "end": None, **options})

        def read() -> list[Raw]:
            kind.open()
            return kind.select()

        if len(clusters) > 1:
            try:
                series: list[Raw] | None = read()
            except ApiError as error:
                if error.status != 403:
                    self.reads.despair(error)
                    self.reads.missing("metrics", EVERYWHERE, str(error), error.status, error.credential)
                    return
                for lkc in clusters:
                    self._metric([lkc], metric, label, into, how)
                return
        else:
            place = Place(self.facts.environment_of_cluster(clusters[0]), clusters[0])
            series = self.reads.tried("metrics", place, read)
        if series is None:
            return
        self.facts.measured.update((lkc, metric) for lkc in clusters)
        for one in series:
            if one["latest"] is not None:
                into[(str(one["labels"].get("kafka.id")), str(one["labels"].get(label)))] = float(one["latest"])

    # Settings of subjects

    def _third(self) -> Iterable[Task]:
        if "compatibility" not in self.parts:
            return []
        return [partial(self._subject, *one) for one in self._subjects]

    def _subject(self, environment: str, name: str, client: Client) -> None:
        # That of the default where it has none of its own, so that no answer is an error.
        effective = {"defaultToGlobal": "true"}
        level = self.reads.tried(
            "compatibility", Place(environment), lambda: answers.level(client, f"/config/{segment(name)}", effective)
        )
        if level:
            self.facts.levels[(environment, name)] = level
