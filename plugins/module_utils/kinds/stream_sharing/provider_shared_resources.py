# Copyright (c) 2026, streamops.confluent contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""What is shared (cdx-v1): made by its first share, described and extended later, for all who receive it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from ..._declare.change import UPDATED, Change
from ..._declare.collection import IDENTIFIER, STANDARD_OUTPUTS
from ..._declare.field import CLUSTER, ENVIRONMENT, Field, Object, Rules
from ..._declare.override import override
from ..._declare.settings import Settings
from ..._errors import Ambiguous, NotFound
from .shared import SHARED, SHARES, SUBJECT, cluster_of, in_terms, named, place, receiver, subjects_of


class ProviderSharedResource(Settings):
    """A shared topic, with what goes with it. It comes and goes with its shares."""

    name = "provider_shared_resource"
    plural = "provider_shared_resources"
    path = SHARED
    scope = (ENVIRONMENT, CLUSTER, Field("topic", wire=None))
    fields = (
        IDENTIFIER,
        Field("display_name"),
        Field("subjects", wire=None, type="list", elements="str", as_set=True),
        Field("organization_description"),
        Field("organization_contact", pattern=r"[^@\s]+@[^@\s]+"),
    )
    rules = Rules(required_one_of=(("topic", "id"),))
    info_scope = ()
    info_fields = (Field("id"), Field("topic"), Field("deleted", type="bool", default=False))
    outputs = {"description": "description", "tags": "tags", "logo_url": "logo_url", **STANDARD_OUTPUTS}

    @override
    def invalid(self, item: Mapping[str, Any]) -> Iterator[str]:
        yield from super().invalid(item)
        lacking = [name for name in ("environment", "cluster") if not item.get(name)]
        if lacking and not item.get("id"):
            yield f"{' and '.join(lacking)} must be given: a topic is in a cluster. Or give the id"

    @override
    def open(self) -> None:
        self.scope_ids = {}
        by_topic = self.options.get("cluster") and not self.options.get("id")
        self.place = cluster_of(self.cloud, self.options) if by_topic else {}

    @override
    def label(self, item: Mapping[str, Any]) -> str:
        return f"provider shared resource {self.options.get('topic') or item.get('id') or ''}".strip()

    @override
    def listing(self) -> list[Any]:
        return self.cloud.listed(self.path, {"include_deleted": "true"} if self.options.get("deleted") else {})

    @override
    def from_api(self, raw: Mapping[str, Any]) -> Object:
        return {**super().from_api(raw), **place(raw), **in_terms([raw])}

    @override
    def desired(self, item: Mapping[str, Any]) -> Object:
        """Raises NotFound where nothing is shared: an earlier task may share it."""
        wanted, topic = super().desired(item), self.options.get("topic")
        if item.get("id"):
            raw = self.get(item["id"])
            found = [raw] if raw else []
        else:
            found = [raw for raw in self.listing() if self._meant(raw, topic)]
        if len(found) > 1:
            raise Ambiguous("provider shared resource", str(topic), [raw["id"] for raw in found])
        if not found:
            words = ". It is made by its first share (confluent_provider_share), and goes with the last, as far as"
            raise NotFound("provider shared resource", item.get("id") or str(topic), where=words)
        self.raw = found[0]
        return wanted

    def _meant(self, raw: Mapping[str, Any], topic: Any) -> bool:
        return place(raw)["cluster"] == self.place["cluster"] and topic in in_terms([raw])["topics"]

    @override
    def read(self, wanted: list[Object]) -> list[Object | None]:
        return [self._with_receivers(self.from_api(self.raw)) for _item in wanted]

    def _with_receivers(self, item: Object) -> Object:
        """The object with the shares through which it is shared."""
        shares = self.cloud.listed(SHARES, {"shared_resource": item["id"]})
        told = ("invite_expires_at", "redeemed_at")
        receivers = [
            {
                "share": raw["id"],
                "email": receiver(raw),
                "phase": (raw.get("status") or {}).get("phase"),
                **{name: raw.get(name) for name in told},
            }
            for raw in shares
        ]
        return {**item, "receivers": receivers}

    @override
    def refusals(self, change: Change) -> Iterable[str]:
        yield from super().refusals(change)
        if change.operation == UPDATED and "subjects" in change.fields:
            self._crns(change.desired["subjects"])
            who = ", ".join(str(one["email"]) for one in change.actual["receivers"])
            self.cloud.warn(f"The subjects of {change.label} are changed for everybody who receives it: {who}.")

    def _crns(self, subjects: list[str]) -> list[str]:
        """All that is to be shared: the subjects in place of those that are, and the rest as it is."""
        rest = [one for one in in_terms([self.raw])["resources"] if not named([one], SUBJECT)]
        return [*rest, *subjects_of(self.cloud, place(self.raw)["environment"], subjects)]

    @override
    def body(self, values: Mapping[str, Any]) -> dict[str, Any]:
        made = super().body(values)
        return {**made, "resources": self._crns(values["subjects"])} if "subjects" in values else made

    @override
    def settle(self, change: Change, made: Object) -> Object:
        return self._with_receivers(made) if change.operation == UPDATED else made

    @override
    def select(self) -> list[Object]:
        found = self.cloud.map(self._with_receivers, super().select())
        topic = self.options.get("topic")
        return [item for item in found if topic is None or topic in item["topics"]]
