# Copyright (c) 2026, streamops.confluent contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""The opt-in to stream sharing: a setting of the organization. To turn it off takes every share away."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from ..._declare.change import UPDATED, Change
from ..._declare.field import FORCE, Field, Object
from ..._declare.override import override
from ..._declare.settings import Settings
from .shared import OPT_IN, SHARES, of_share, receiver

TAKEN = "/cdx/v1/consumer-shares"


class StreamSharing(Settings):
    """Whether the organization takes part in stream sharing."""

    name = "stream_sharing"
    plural = "stream_sharing_settings"
    path = OPT_IN
    addressed = "enabled"
    fields = (Field("enabled", wire="stream_share_enabled", type="bool", required=True),)
    modifiers = (FORCE,)

    @override
    def label(self, item: Mapping[str, Any]) -> str:
        return "stream sharing"

    @override
    def listing(self) -> list[Any]:
        return [self.client.get(self.path, holds=("stream_share_enabled",))]

    @override
    def _one(self, item: Mapping[str, Any]) -> str:
        return self.path

    @override
    def refusals(self, change: Change) -> Iterable[str]:
        yield from super().refusals(change)
        lost = self._shares() if change.operation == UPDATED and not change.desired["enabled"] else []
        if not lost:
            return
        change.before = {**change.actual, "shares": lost}
        words = f"{len(lost)} share(s) of the organization: {'; '.join(lost)}"
        if change.options.get("force"):
            self.cloud.warn(f"With stream sharing turned off the service removes {words}.")
        else:
            yield (
                f"to turn stream sharing off removes {words}. Who receives them loses access at once, and would have "
                "to be invited again. Give force: true if that is meant"
            )

    def _shares(self) -> list[str]:
        """The shares that are there, in words: what is shared with whom, and what others share with us."""
        given = list(self.client.pages(SHARES))
        taken = list(self.client.pages(TAKEN))

        def words(raw: Mapping[str, Any]) -> str:
            what = of_share(self.cloud, raw["id"])
            topics = ", ".join(what["topics"]) or "something"
            return f"{topics} with {receiver(raw) or raw.get('consumer_user_name')} ({raw['id']}, {_phase(raw)})"

        from_others = [
            f"of {raw.get('provider_organization_name')} with this organization ({raw['id']}, {_phase(raw)})"
            for raw in taken
            if _phase(raw) == "ACTIVE"
        ]
        return [*self.cloud.map(words, given), *from_others]


def _phase(raw: Mapping[str, Any]) -> Any:
    status: Object = raw.get("status") or {}
    return status.get("phase")
