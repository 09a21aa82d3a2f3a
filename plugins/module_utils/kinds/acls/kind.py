# Copyright (c) 2026, streamops.confluent contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""ACLs (kafkarest-v3).

All seven fields are the key and all seven are always sent: an omitted one would act as a wildcard.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from contextlib import AbstractContextManager
from typing import Any

from ..._declare.bulk_read import Scan
from ..._declare.change import CREATED, DELETED, Change
from ..._declare.field import Field, Key, Object, Rules
from ..._declare.override import override
from ..._declare.purge_scope import INTERNAL, by_name, in_names, own_access
from ..._errors import ApiError, ConfluentError, NoCredential, NotFound, Refused
from ..kafka_scoped import ClusterScoped
from . import sense

CLUSTER_RESOURCE = "kafka-cluster"  # the only name that a CLUSTER resource has
# Without a principal the list names service accounts by internal numbers; so asked, by `sa-...` (kafkarest-v3).
ALL_PRINCIPALS = "UserV2:*"
OPERATIONS = (
    "ALL",
    "READ",
    "WRITE",
    "CREATE",
    "DELETE",
    "ALTER",
    "DESCRIBE",
    "CLUSTER_ACTION",
    "DESCRIBE_CONFIGS",
    "ALTER_CONFIGS",
    "IDEMPOTENT_WRITE",
)
SEVEN = (
    Field("principal", key=True, required=True),
    Field(
        "resource_type",
        key=True,
        required=True,
        choices=("TOPIC", "GROUP", "CLUSTER", "TRANSACTIONAL_ID", "DELEGATION_TOKEN"),
    ),
    Field("resource_name", key=True),
    Field("pattern_type", key=True, choices=("LITERAL", "PREFIXED"), default="LITERAL"),
    Field("operation", key=True, choices=OPERATIONS),
    Field("permission", key=True, choices=("ALLOW", "DENY"), default="ALLOW"),
    Field("host", key=True, default="*"),
)


EITHER = ("operation", "operations")


class Acl(ClusterScoped):
    """An access control list entry. It has no changeable part: another value in any field is another ACL.

    An item with `operations` stands for an ACL of each.
    """

    name = "acl"
    plural = "acls"
    returns_unchanged = False
    fields = SEVEN
    batch = 500  # no limit is documented (API_MAP E.2)
    modifiers = (Field("operations", wire=None, type="list", elements="str", choices=OPERATIONS),)
    either = EITHER
    rules = Rules(
        required_one_of=(EITHER,),
        mutually_exclusive=(EITHER,),
        required_if=tuple(
            ("resource_type", kind, ("resource_name",))
            for kind in ("TOPIC", "GROUP", "TRANSACTIONAL_ID", "DELEGATION_TOKEN")
        ),
    )
    purge_scope = by_name("principal", "resource_name_prefix", "resource_name_pattern")
    info_fields = tuple(f.but(required=False, default=None) for f in SEVEN)

    @override
    def label(self, item: Mapping[str, Any]) -> str:
        where = f"{item.get('resource_type')} {item.get('resource_name') or CLUSTER_RESOURCE}"
        pattern = "*" if item.get("pattern_type") == "PREFIXED" else ""
        operation = item.get("operation") or ", ".join(item.get("operations") or ())
        return f"acl {item.get('permission')} {operation} on {where}{pattern} for {item.get('principal')}"

    @classmethod
    @override
    def expanded(cls, item: Mapping[str, Any]) -> list[Mapping[str, Any]]:
        if not item.get("operations"):
            return [item]
        return [{**item, "operation": operation} for operation in item["operations"]]

    @override
    def invalid(self, item: Mapping[str, Any]) -> Iterator[str]:
        yield from super().invalid(item)
        if item.get("operation") is None:
            yield "operations is empty: name at least one"
        if item.get("state") != "absent":  # what was made by mistake can be removed
            yield from sense.impossible(item)
        name = item.get("resource_name")
        if item["resource_type"] == "CLUSTER":
            if name not in (None, CLUSTER_RESOURCE):
                yield f"resource_name of a CLUSTER is always {CLUSTER_RESOURCE}, not {name!r}"
            if item["pattern_type"] != "LITERAL":
                yield "pattern_type of a CLUSTER is always LITERAL"

    @override
    def stated_key(self, item: Mapping[str, Any]) -> Key:
        principal, name = item["principal"], item["resource_name"]
        if principal.startswith("sa-"):
            principal = f"User:{principal}"
        if item["resource_type"] == "CLUSTER":
            name = CLUSTER_RESOURCE
        return self.key({**item, "principal": principal, "resource_name": name})

    @override
    def desired(self, item: Mapping[str, Any]) -> Object:
        stated = super().desired(item)
        if stated["resource_type"] == "CLUSTER":
            stated["resource_name"] = CLUSTER_RESOURCE
        stated["principal"] = self._principal(stated["principal"], item.get("state") == "absent")
        return stated

    def _principal(self, reference: str, absent: bool) -> str:
        """The principal as the broker names it.

        The ACLs of a deleted account stay behind. They are found by its id, which needs no look-up then; by a name that
        nobody has any more they cannot be found, and what cannot be seen is not reported as gone.
        """
        if absent and reference.startswith("sa-"):
            return f"User:{reference}"
        who = sense.suspicious(reference)
        if who is not None and not absent:
            self._not_a_name(reference, who)
        try:
            return self.cloud.principal(reference)
        except NotFound as error:
            if not absent:
                raise
            raise Refused(
                f"{error.problems[0]} If the account is deleted, its ACLs may still be there: give its id as principal "
                "(User:sa-...) to remove them"
            ) from error

    def _not_a_name(self, reference: str, who: str) -> None:
        """Refuse `User:` with the name of an account, which is nobody's principal. Raises Refused, ApiError."""
        account: Mapping[str, Any] | None = None
        found, near = "is no id of an account, user, identity pool or group", ""
        try:
            account = self.cloud.service_account(who)
        except (NoCredential, ApiError) as error:
            if isinstance(error, ApiError) and error.status != 403:
                raise
        except NotFound as error:
            found = "is neither an id nor the name of a service account that this credential can see"
            near = error.hint
        if account is not None:
            raise Refused(
                f"principal {reference!r} is nobody's: the broker knows the service account {who!r} by its id. Give "
                f"its name alone, {who!r}, or User:{account['id']}"
            )
        self.cloud.warn(
            f"The principal {reference} may be nobody's: {who!r} {found}. The ACL counts for nobody then.{near}"
        )

    @override
    def refusals(self, change: Change) -> Iterable[str]:
        """None, but warnings of what looks like a mistake."""
        if change.operation == CREATED:
            for doubt in sense.doubts(change.desired):
                self.cloud.warn(f"{change.label}: {doubt}.")
            self._warn_of_nobody(change.desired["principal"])
        return ()

    def _warn_of_nobody(self, principal: str) -> None:
        """Warn of an id that no service account has. Asked only for what is stated as a principal and is new."""
        who = principal.partition(":")[2]
        if not who.startswith("sa-") or self.options["principal"] != principal:
            return  # named by its name or id alone, it was looked up
        try:
            self.cloud.service_account(who)
        except NotFound:
            self.cloud.warn(f"The principal {principal} may be nobody's: this credential sees no such service account.")
        except (NoCredential, ApiError):
            return  # without the control plane nobody can tell

    @override
    def scan(self, wanted: list[Object]) -> Scan:
        return AclScan(map(self._from_api, self._listed({"principal": ALL_PRINCIPALS})), self)

    def of_principal(self, principal: str) -> list[Object]:
        """All ACLs of one principal, which the answer may spell with an internal number."""
        return [self._from_api({**raw, "principal": principal}) for raw in self._listed({"principal": principal})]

    def _seven(self, item: Mapping[str, Any]) -> dict[str, Any]:
        return {f.name: item[f.name] for f in SEVEN}

    @override
    def read_one(self, item: Object) -> Object | None:
        """The ACL with these seven values.

        All seven are filters of the request. The principal is not compared again: the service may spell it with an
        internal number.
        """
        seven = self._seven(item)
        found = [self._from_api({**raw, "principal": seven["principal"]}) for raw in self._listed(seven)]
        return next((acl for acl in found if self.key(acl) == self.key(item)), None)

    def _listed(self, filters: Mapping[str, Any]) -> list[dict[str, Any]]:
        with self.needing("DESCRIBE", f"CLUSTER {CLUSTER_RESOURCE}"):
            return self.client.data(self.url("acls"), filters)

    @override
    def read_singly(self, wanted: list[Object]) -> list[Object | None]:
        """Several of one principal are looked for among all of that principal's, which is one request."""
        alike = Counter(item["principal"] for item in wanted)
        many = [principal for principal, count in alike.items() if count > self.single]
        listed = dict(zip(many, self.cloud.map(self.of_principal, many), strict=True))
        found = {self.key(acl): acl for acls in listed.values() for acl in acls}
        rest = [item for item in wanted if item["principal"] not in listed]
        single = {id(item): acl for item, acl in zip(rest, self.each(self.read_one, rest), strict=True)}
        return [found.get(self.key(item)) if item["principal"] in listed else single[id(item)] for item in wanted]

    def _altering(self) -> AbstractContextManager[None]:
        return self.needing("ALTER", f"CLUSTER {CLUSTER_RESOURCE}")

    def _from_api(self, raw: Mapping[str, Any]) -> Object:
        return {**{f.name: raw.get(f.name) for f in SEVEN}, "cluster": self.cluster}

    @override
    def create(self, change: Change) -> Object:
        with self._altering():
            self.client.post(self.url("acls"), self._seven(change.desired), repeatable=True)  # twice makes one
        return self._from_api(change.desired)

    @override
    def write_together(self, changes: list[Change]) -> list[Object]:
        data = [self._seven(change.desired) for change in changes]
        with self._altering():
            self.client.post(self.url("acls") + ":batch", {"data": data}, repeatable=True)
        return [self._from_api(change.desired) for change in changes]

    @override
    def rank(self, change: Change) -> int:
        """Denied is denied before anything is allowed, and until what was allowed is gone."""
        allows = change.desired["permission"] == "ALLOW"
        return (2 if allows else 3) if change.operation == DELETED else int(allows)

    @override
    def delete(self, change: Change) -> None:
        with self._altering():
            self.client.delete(self.url("acls"), self._seven(change.desired))

    @override
    def within(self, purge: Mapping[str, Any]) -> Iterable[Object]:
        if purge.get("principal"):
            acls: Iterable[Object] = self.of_principal(self.cloud.principal(purge["principal"]))
        else:
            acls = self.scanned([]).objects()
        found = [acl for acl in acls if in_names(purge, acl["resource_name"], "resource_name")]
        if any(None in self._seven(acl).values() for acl in found):  # its deletion would be one of others, too
            raise ConfluentError("The service lists an ACL without all of its parts. Run again in a minute.")
        return found

    @override
    def purge_name(self, item: Object) -> str:
        return str(item["resource_name"])

    @override
    def spared(self, item: Object) -> str | None:
        if INTERNAL.match(item["resource_name"]):
            return "it is on something internal to the service"
        return own_access(self, item["principal"])

    @override
    def select(self) -> list[Object]:
        given = {f.name: self.options[f.name] for f in SEVEN if self.options.get(f.name) is not None}
        given["principal"] = self.cloud.principal(given["principal"]) if "principal" in given else ALL_PRINCIPALS
        return [self._from_api(raw) for raw in self._listed(given)]


class AclScan:
    """All ACLs of a cluster.

    That the list names every principal as the user does is documented for service accounts only: a principal that is
    not in it is asked for by itself.
    """

    def __init__(self, acls: Iterable[Object], kind: Acl) -> None:
        self._kind = kind
        self._acls = {kind.key(acl): acl for acl in acls}
        self._principals = {acl["principal"] for acl in self._acls.values()}

    def find(self, wanted: Object) -> Object | None:
        if wanted["principal"] not in self._principals:
            self._acls.update((self._kind.key(acl), acl) for acl in self._kind.of_principal(wanted["principal"]))
            self._principals.add(wanted["principal"])
        return self._acls.get(self._kind.key(wanted))

    def objects(self) -> Iterable[Object]:
        return self._acls.values()
