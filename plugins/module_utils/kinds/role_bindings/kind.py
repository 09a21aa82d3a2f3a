# Copyright (c) 2026, streamops.confluent contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Role bindings (mds-v2): found by principal, role and CRN pattern; the pattern is built from a scope in the
user's terms.
"""

from __future__ import annotations

from collections.abc import Hashable, Iterable, Iterator, Mapping
from typing import Any

from ..._declare.bulk_read import Scan, Scanned
from ..._declare.change import CREATED, DELETED, UNCHANGED, Change
from ..._declare.field import CLUSTER, ENVIRONMENT, Field, Key, Object, Rules
from ..._declare.override import override
from ..._declare.purge_scope import INTERNAL, by_name, own_access
from ..._declare.rest import RestKind
from ..._errors import Ambiguous, ApiError, ConfluentError, Refused
from . import crn
from .roles import (
    CLUSTER_ROLES,
    DATA_ROLES,
    KNOWN_ROLES,
    NOT_ON_BASIC,
    SEEING,
    near_roles,
    refusal_hints,
    shows_bindings,
)
from .scan import BindingScan

PRINCIPAL = Field("principal", required=True, key=True, mutable=False)
PRINCIPAL_TYPE = Field(
    "principal_type",
    wire=None,
    choices=("service_account", "user", "identity_pool", "certificate_pool", "group"),
    default="service_account",
)
ROLE = Field("role", wire="role_name", required=True, key=True, mutable=False)
CRN_PATTERN = Field("crn_pattern", key=True, mutable=False, canonical=crn.canonical)
SCOPE = (
    Field("scope", wire=None, choices=tuple(crn.SCOPES)),
    ENVIRONMENT,
    CLUSTER,
    Field("resource_name", wire=None),
    Field("pattern_type", wire=None, choices=("LITERAL", "PREFIXED"), default="LITERAL"),
)
ONE_SCOPE = Rules(
    required_one_of=(("scope", "crn_pattern"),),
    mutually_exclusive=(("scope", "crn_pattern"), ("resource_name", "crn_pattern")),
)


class RoleBinding(Scanned, RestKind):
    """A role bound to a principal on what a CRN pattern matches. Nothing of it can change."""

    name = "role_binding"
    plural = "role_bindings"
    returns_unchanged = False
    path = "/iam/v2/role-bindings"
    scope = (PRINCIPAL_TYPE, *SCOPE)
    fields = (PRINCIPAL, ROLE, CRN_PATTERN)
    rules = ONE_SCOPE
    common = ()  # each binding has a scope of its own
    purge_scope = by_name("principal", "environment", "crn_pattern")
    info_scope = (PRINCIPAL_TYPE, *SCOPE)
    info_fields = (
        CRN_PATTERN,
        Field("nested", wire=None, type="bool", default=False),
        PRINCIPAL.but(required=False),
        ROLE.but(required=False),
    )
    info_rules = ONE_SCOPE

    basic_cluster: str | None = None  # the Kafka cluster of the scope, when it is of type Basic

    @override
    def open(self) -> None:
        """Nothing: the scope's names become part of the CRN pattern."""

    @override
    def label(self, item: Mapping[str, Any]) -> str:
        where = crn.readable(item["crn_pattern"]) if item.get("crn_pattern") else crn.scope_in_words(self.options)
        return f"role binding of {item.get('role')} to {item.get('principal')} on {where}"

    # What is wanted

    @override
    def invalid(self, item: Mapping[str, Any]) -> Iterator[str]:
        for required in ("principal", "role"):
            if item.get(required) is not None and not item[required].strip():
                yield f"{required} is empty"
        if item.get("scope"):
            yield from self._invalid_scope(item)
        elif item.get("crn_pattern") is not None:
            try:
                _authority, pairs = crn.parse(item["crn_pattern"])
            except ValueError as error:
                all_within = "; it holds for all that is in it anyway, leave /* out"
                more = all_within if item["crn_pattern"].endswith("/*") else ""
                yield f"crn_pattern {item['crn_pattern']!r} is not a CRN: {error}{more}"
            else:
                other_form = crn.for_roles(item["crn_pattern"]) != item["crn_pattern"]
                if other_form and item["role"] in CLUSTER_ROLES and item.get("state") == "present":
                    yield (
                        f"crn_pattern {item['crn_pattern']!r}: {item['role']} is given on a whole cluster, by its CRN "
                        "without /kafka=... at the end (crn of confluent_kafka_cluster)"
                    )
                if pairs[0][0] != "organization":
                    yield f"crn_pattern {item['crn_pattern']!r} does not begin with the organization"

    @staticmethod
    def _invalid_scope(item: Mapping[str, Any]) -> Iterator[str]:
        scope, name = item["scope"], item.get("resource_name")
        needs = crn.needs(scope)
        for option in ("environment", "cluster"):
            if option in needs and not item.get(option):
                yield f"{option} is needed for scope {scope}"
        prefixed = item.get("pattern_type") == "PREFIXED"
        if "resource" not in needs:
            if name is not None:
                yield (
                    f"resource_name does not go with scope {scope}: it names a topic, group, transactional id, "
                    "subject or connector"
                )
            if prefixed:
                yield f"pattern_type PREFIXED does not go with scope {scope}: there is no resource_name"
            return
        if not name:
            yield f"resource_name is needed for scope {scope}" + ("; for all of them give '*'" if name == "" else "")
        elif "*" in name and name != "*":
            yield (
                f"resource_name {name!r} contains *, which a role binding takes for a wildcard: for names that "
                "begin alike give the beginning and pattern_type PREFIXED, for all of them '*' alone"
            )

    @override
    def stated_key(self, item: Mapping[str, Any]) -> Key:
        """With the scope as it is stated in place of the pattern that is made of it."""
        principal, role = item["principal"], item["role"]
        if principal.startswith(("sa-", "u-", "pool-", "group-")):
            principal = f"User:{principal}"
        who = (principal, role)
        if not item.get("scope"):
            return (*who, crn.canonical(item["crn_pattern"]))
        kind = None if principal.startswith(("User:", "Group:")) else item.get("principal_type")
        return (*who, kind, *crn.stated(item))

    @override
    def desired(self, item: Mapping[str, Any]) -> Object:
        wanted = super().desired(item)
        wanted["principal"] = self.cloud.principal(item["principal"], item.get("principal_type") or "service_account")
        if item.get("scope"):
            wanted["crn_pattern"] = self.pattern(item)
        return wanted

    def pattern(self, item: Mapping[str, Any]) -> str:
        """The CRN pattern of the scope, its names looked up."""
        scope = item["scope"]
        needs = crn.needs(scope)
        ids: dict[str, str] = {}
        if "environment" in needs:
            ids["environment"] = self.cloud.environment_id(item["environment"])
        if "cluster" in needs:
            cluster = self.cloud.find_cluster(ids["environment"], item["cluster"])
            ids["cluster"] = cluster["id"]
            kind = ((cluster.get("spec") or {}).get("config") or {}).get("kind")
            self.basic_cluster = (
                cluster["id"] if str(kind).lower() == "basic" and "kafka" in dict(crn.SCOPES[scope]) else None
            )
        if "schema_registry" in needs:
            ids["schema_registry"] = self.cloud.find_schema_registry(ids["environment"])["id"]
        everything = item.get("resource_name") == "*"
        prefixed = everything or item.get("pattern_type") == "PREFIXED"
        if "resource" in needs:
            ids["resource"] = "" if everything else item["resource_name"]
        return crn.build(scope, self.cloud.organization_id(), ids, prefixed)

    # What is there

    @override
    def from_api(self, raw: Mapping[str, Any]) -> Object:
        item = super().from_api(raw)
        return {**item, "crn_pattern": crn.readable(item["crn_pattern"] or "")}

    @override
    def scope_key(self) -> Hashable:
        return self.path

    @override
    def scan(self, wanted: list[Object]) -> Scan:
        return BindingScan.of(self, wanted)

    @override
    def covered(self, scan: Scan, item: Object) -> bool:
        return isinstance(scan, BindingScan) and scan.covers(item["crn_pattern"])

    def pages(self, pattern: str, filters: Mapping[str, Any] | None = None) -> Iterator[dict[str, Any]]:
        """The bindings that the service lists for a pattern; kept where they are asked for again, to tell the rest."""
        params = {**(filters or {}), "crn_pattern": pattern}
        pages = self.cloud.listed if self.cloud.whole else self.cloud.control.pages
        return iter(pages(self.path, params))

    @override
    def read_one(self, item: Object) -> Object | None:
        """The binding with exactly this principal, role and pattern. The list is asked in each spelling of the
        pattern.
        """
        spellings = dict.fromkeys((item["crn_pattern"], crn.readable(item["crn_pattern"])))
        for pattern in spellings:
            params = {"crn_pattern": pattern, "principal": item["principal"], "role_name": item["role"]}
            listed = [self.from_api(raw) for raw in self.cloud.listed(self.path, params)]
            found = [binding for binding in listed if self.key(binding) == self.key(item)]
            if len(found) > 1:
                raise Ambiguous("role binding", self.label(item), [binding["id"] for binding in found])
            if found:
                return found[0]
        return None

    # What must not happen, and what the service may refuse

    @override
    def refusals(self, change: Change) -> Iterable[str]:
        if change.operation == UNCHANGED and change.before is None:
            yield from self._unseen(change)
        if change.operation == CREATED and self.basic_cluster and change.desired["role"] in DATA_ROLES:
            yield f"{change.label} is not possible: {self.basic_cluster} is a Basic cluster, and {NOT_ON_BASIC}"
        if change.operation == CREATED and change.desired["role"] not in KNOWN_ROLES:
            role = change.desired["role"]
            self.cloud.warn(
                f"The role {role!r} is not known to this collection; the service decides.{near_roles(role)}"
            )
        if change.operation == DELETED and change.desired["principal"] in self._callers():
            yield (
                f"{change.label} belongs to the very account whose credential this task uses: it is not removed "
                "with itself. Use the credential of another administrator"
            )

    def _unseen(self, change: Change) -> Iterator[str]:
        """The service lists the bindings that the credential may see, and none can be read by what it is found by. So
        whether one is gone or only not to be seen is told by the roles of the credential's own account.
        """
        own = self._callers()
        if not own or change.desired["principal"] in own:  # its own it sees anyway
            return
        root = crn.build("organization", self.cloud.organization_id(), {})
        listed = [
            raw
            for principal in sorted(own)
            for pattern in (root, f"{root}/*")
            for raw in self.cloud.listed(self.path, {"principal": principal, "crn_pattern": pattern})
        ]
        roles = [(raw.get("role_name"), raw.get("crn_pattern") or "") for raw in listed]
        if shows_bindings(roles, crn.readable(change.desired["crn_pattern"])):
            return
        words = (
            f"whether {change.label} is there cannot be told: {', '.join(sorted(own))}, the account whose credential "
            f"this task uses, has no role that shows the bindings of others there ({', '.join(SEEING)})"
        )
        if roles:
            yield words
        else:  # it may have its roles by a group
            self.cloud.warn(f"Taken as absent already, but {words}.")

    def _callers(self) -> set[str]:
        """The principal behind the credential of this task, where it can be known."""
        try:
            return self.cloud.own_principals(["cloud"])
        except Refused:
            return set()

    @override
    def create(self, change: Change) -> Object:
        try:
            return super().create(change)
        except ApiError as error:
            error.message += self._hint(error, change.desired)
            raise

    def _hint(self, error: ApiError, wanted: Object) -> str:
        """What a refusal by the service may mean here."""
        if error.status == 409:  # of what this credential is shown the engine goes on with what is there
            return (
                " Bindings are found by principal, role and pattern: this one exists, but this credential may not "
                "see it."
            )
        return refusal_hints(wanted["role"], wanted["crn_pattern"]) if error.status in (400, 403, 404, 422) else ""

    # Purge

    @override
    def within(self, purge: Mapping[str, Any]) -> Iterable[Object]:
        scopes = self._purge_scopes(purge)
        filters = {"principal": self.cloud.principal(purge["principal"])} if purge.get("principal") else {}
        listed = [raw for pattern in (scopes[0], f"{scopes[0]}/*") for raw in self.pages(pattern, filters)]
        found = [self.from_api(raw) for raw in listed]
        fitting = [b for b in found if not filters or b["principal"] == filters["principal"]]
        return {b["id"]: b for b in fitting if all(self._is_within(b, scope) for scope in scopes)}.values()

    @staticmethod
    def _is_within(binding: Object, scope: str) -> bool:
        """Whether a listed binding is on the scope or on something in it."""
        try:
            return crn.within(binding["crn_pattern"], scope)
        except ValueError as error:
            raise ConfluentError(
                f"The service lists the role binding {binding['id']} with the pattern {binding['crn_pattern']!r}, of "
                f"which nobody can tell what it is in: {error}. Look at this binding in the console, or ask Confluent."
            ) from error

    def _purge_scopes(self, purge: Mapping[str, Any]) -> list[str]:
        """The CRNs below all of which bindings may be purged: the organization's where only a principal is named."""
        scopes = []
        if purge.get("crn_pattern"):
            try:
                _authority, pairs = crn.parse(purge["crn_pattern"])
            except ValueError as error:
                raise Refused(f"purge: crn_pattern {purge['crn_pattern']!r} is not a CRN: {error}") from error
            if len(pairs) == 1 and not (purge.get("principal") or purge.get("environment")):
                raise Refused(
                    f"purge: crn_pattern {purge['crn_pattern']!r} would mean everything; name a principal, too"
                )
            scopes.append(crn.readable(purge["crn_pattern"]))
        if purge.get("environment"):
            ids = {"environment": self.cloud.environment_id(purge["environment"])}
            scopes.append(crn.build("environment", self.cloud.organization_id(), ids, False))
        return scopes or [crn.build("organization", self.cloud.organization_id(), {}, False)]

    @override
    def purge_name(self, item: Object) -> str:
        return str(item["role"])

    @override
    def spared(self, item: Object) -> str | None:
        kind, name = crn.parse(item["crn_pattern"])[1][-1]
        if kind in crn.RESOURCES and INTERNAL.match(name):
            return "it is on something internal to the service"
        return own_access(self, item["principal"])

    # The _info module

    @override
    def select(self) -> list[Object]:
        options = self.options
        problems = list(self.invalid({**options, "crn_pattern": crn.without_star(options.get("crn_pattern"))}))
        if problems:
            raise Refused(problems)
        stated = options.get("crn_pattern") or ""
        scope = self.pattern(options) if options.get("scope") else crn.without_star(stated)
        filters: dict[str, Any] = {"role_name": options.get("role")}
        if options.get("principal"):
            filters["principal"] = self.cloud.principal(options["principal"], options["principal_type"])
        filters = {name: value for name, value in filters.items() if value}
        # The document calls the filter "a partial search": what comes back is compared here, and the scope itself is
        # asked for too.
        nested = options.get("nested") or stated != crn.without_star(stated)
        patterns = [scope, f"{scope}/*"] if nested else [scope]
        found = [
            self.from_api(raw)
            for pattern in patterns
            for raw in self.cloud.listed(self.path, {**filters, "crn_pattern": pattern})
        ]
        fitting = (b for b in found if (self._is_within(b, scope) if nested else crn.same(b["crn_pattern"], scope)))
        return list({binding["id"]: binding for binding in fitting}.values())
