# Copyright (c) 2026, streamops.confluent contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Shares of topics with people of other organizations, who are invited by e-mail (cdx-v1)."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from ..._declare.change import CREATED, UPDATED, Change
from ..._declare.collection import IDENTIFIER, STANDARD_OUTPUTS
from ..._declare.field import CLUSTER, ENVIRONMENT, Field, Key, Object, Rules
from ..._declare.override import override
from ..._declare.rest import RestKind
from ..._errors import Ambiguous, Refused
from ..identity.users import EMAIL
from .shared import GONE, OPEN, OPT_IN, SHARES, cluster_of, of_share, place, receiver, subjects_of, topics_of

# Of several shares of the same with one address the first of these is meant.
STANDING = ("ACTIVE", "INVITED", "EXPIRED")
NAMES = Field("", wire=None, type="list", elements="str", as_set=True, mutable=False)


class ProviderShare(RestKind):
    """Topics that are shared with one e-mail address. Nothing of it can change; its invitation can be sent again."""

    name = "provider_share"
    plural = "provider_shares"
    path = SHARES
    scope = (ENVIRONMENT, CLUSTER)
    fields = (
        EMAIL.but(wire="consumer_restriction.email"),
        IDENTIFIER,
        NAMES.but(name="topics", key=True),
        NAMES.but(name="subjects"),
        Field("delivery_method", known=("EMAIL",), mutable=False),
        Field("resend", wire=None, type="bool", default=False, action=True),
    )
    rules = Rules(required_one_of=(("email", "id"),))
    info_scope = ()
    info_fields = (
        *(Field(name) for name in ("email", "id", "topic")),
        Field("deleted", type="bool", default=False),
    )
    outputs = {
        "phase": "status.phase",
        "consumer_user_name": "consumer_user_name",
        "consumer_organization_name": "consumer_organization_name",
        "provider_user_id": "provider_user.id",
        "invited_at": "invited_at",
        "invite_expires_at": "invite_expires_at",
        "redeemed_at": "redeemed_at",
        **STANDARD_OUTPUTS,
    }

    # What is wanted

    @override
    def invalid(self, item: Mapping[str, Any]) -> Iterator[str]:
        yield from super().invalid(item)
        lacking = [name for name in ("environment", "cluster", "topics") if not item.get(name)]
        if lacking and not item.get("id"):
            yield f"{' and '.join(lacking)} must be given: a share is found by what is shared with whom, or by its id"

    @override
    def open(self) -> None:
        self.scope_ids = {}
        self.place = cluster_of(self.cloud, self.options) if self._by_name() else {}

    def _by_name(self) -> bool:
        return bool(self.options.get("cluster") and not self.options.get("id"))

    @override
    def key(self, item: Mapping[str, Any]) -> Key:
        email, topics = (self.field(name).compared(item.get(name)) for name in ("email", "topics"))
        return email, tuple(topics or ())

    @override
    def label(self, item: Mapping[str, Any]) -> str:
        if not item.get("email"):
            return f"provider share {item.get('id')}"
        return f"share of {', '.join(item.get('topics') or []) or item.get('id')} with {item['email']}"

    # What is there

    @override
    def from_api(self, raw: Mapping[str, Any]) -> Object:
        return {**super().from_api(raw), **place(raw), "email": receiver(raw)}

    def _with_content(self, share: Object) -> Object:
        """The share with what it shares, which another list tells."""
        return {**share, **of_share(self.cloud, share["id"])}

    @override
    def read(self, wanted: list[Object]) -> list[Object | None]:
        return [self._found(item) for item in wanted]

    def _found(self, item: Object) -> Object | None:
        if item.get("id"):
            raw = self.get(item["id"])
            there = self.from_api(raw) if raw else None
            return self._with_content(there) if there and there["phase"] != GONE else None
        address = self.field("email").compared
        near = [
            share
            for share in self.all()
            if (address(share["email"]), share["cluster"]) == (address(item.get("email")), self.place.get("cluster"))
            and share["phase"] != GONE
        ]
        whole = self.cloud.map(self._with_content, near)
        same = [share for share in whole if self.key(share) == self.key(item)]
        untold = [share["id"] for share in whole if not share["resources"]]
        if untold and not same:  # to invite once more than is wanted is worse than to wait
            raise Refused(
                f"what {', '.join(untold)} shares with {item['email']} is not told by the service: whether it is "
                f"{self.label(item)} cannot be known. Run again in a minute, or give its id"
            )
        if len(same) > 1 and self.options.get("state") == "absent":
            raise Ambiguous("provider share", self.label(item), [share["id"] for share in same])
        same.sort(key=lambda share: str(share["invited_at"]), reverse=True)
        same.sort(key=lambda share: STANDING.index(share["phase"]) if share["phase"] in STANDING else 0)
        return same[0] if same else None

    @override
    def compare(self, field: Field, wanted: Any, actual: Object) -> tuple[Any, Any] | None:
        if field.action and actual["phase"] not in OPEN:
            return None  # somebody has redeemed it: there is nothing to send
        return super().compare(field, wanted, actual)

    @override
    def fixed(self, field: Field, change: Change) -> Iterator[str]:
        if field.name != "subjects":
            yield from super().fixed(field, change)
            return
        yield (
            f"what {change.label} shares has the subjects {', '.join(change.actual['subjects']) or '(none)'}, not "
            f"{', '.join(change.desired['subjects']) or '(none)'}: change that with "
            "confluent_provider_shared_resource. It then holds for everybody with whom these topics are shared"
        )

    # Writing

    @override
    def refusals(self, change: Change) -> Iterable[str]:
        yield from super().refusals(change)
        if change.operation != CREATED or change.desired.get("id"):
            return
        self._resources(change.desired)
        if not self.client.get(OPT_IN).get("stream_share_enabled"):
            words = "stream sharing is turned off for the organization: turn it on with confluent_stream_sharing"
            if not self.cloud.transport.read_only:
                yield words
            else:  # an earlier task may turn it on
                self.cloud.warn(f"Check mode: {words}. A real run fails here unless an earlier task does that.")

    def _resources(self, item: Mapping[str, Any]) -> list[str]:
        """The CRNs of what is shared."""
        environment, cluster = self.place["environment"], self.place["cluster"]
        topics = topics_of(self.cloud, environment, cluster, item["topics"])
        return [*topics, *subjects_of(self.cloud, environment, item.get("subjects") or [])]

    @override
    def body(self, values: Mapping[str, Any]) -> dict[str, Any]:
        made = {"delivery_method": "EMAIL", **super().body(values), "resources": self._resources(values)}
        made["consumer_restriction"]["kind"] = "Email"
        return made

    @override
    def act(self, name: str, change: Change) -> None:
        # Sent once more by a retry it is a second e-mail with the same invitation.
        self.client.post(f"{self._one(change.actual)}:resend", None, repeatable=True)

    @override
    def settle(self, change: Change, made: Object) -> Object:
        return self._with_content(made) if change.operation in (CREATED, UPDATED) else made

    @override
    def next_step(self, item: Object) -> str | None:
        if item.get("phase") == "INVITED":
            return f"{item['email']} has to redeem the invitation until {item['invite_expires_at']}."
        if item.get("phase") == "EXPIRED":
            return f"The invitation expired on {item['invite_expires_at']}. Send it again with resend: true."
        return None

    # The _info module

    @override
    def listing(self) -> list[Any]:
        return self.cloud.listed(self.path, {"include_deleted": "true"} if self.options.get("deleted") else {})

    @override
    def select(self) -> list[Object]:
        shares = self.cloud.map(self._with_content, super().select())
        topic = self.options.get("topic")
        return [share for share in shares if topic is None or topic in share["topics"]]
