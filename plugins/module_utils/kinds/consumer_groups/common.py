# Copyright (c) 2026, streamops.confluent contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""What all kinds of groups share: how one of many is read, and what speaks against that (kafkarest-v3).

Groups come and go while they are read, and the service does not tell all that the broker has: workers of Connect and
Schema Registry form groups of another protocol, which are not in the list and 500 when asked for (seen on Kafka REST
8.3.1).
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import replace
from typing import Any

from ..._declare.field import CLUSTER, ENVIRONMENT, Field, Object
from ..._declare.override import override
from ..._errors import ApiError, ConfluentError, Refused
from ..._wire.http import Client, patience
from ..kafka_scoped import ClusterScoped

MOST_CONCURRENT = 64
CONCURRENCY = Field("concurrency", wire=None, type="int", default=16, minimum=1)
GONE = "it was gone when it was read"
OTHER_PROTOCOL = (
    "the service answers 500, as it does for groups of another protocol, such as workers of Connect or Schema Registry"
)


class NotOffered(ConfluentError):
    """The cluster does not offer this: said by what it is, and not by the bare refusal."""

    def __init__(self, message: str, cause: ApiError) -> None:
        super().__init__(message)
        self._cause = cause

    @override
    def result(self) -> dict[str, Any]:
        return self._cause.result()


def brief(error: ApiError) -> float:
    """The patience with a group: a 500 that comes three times alike is its answer, and not waited out."""
    return 0.0 if error.status == 500 else patience(error)


def last_number(related: Any) -> int | None:
    """The number that a link ends in, such as that of a broker. The link itself is never followed: it carries names
    unencoded.
    """
    link = related.get("related") if isinstance(related, Mapping) else None
    end = str(link or "").rpartition("/")[2]
    return int(end) if end.isascii() and end.isdigit() else None


def given(text: Any) -> Any:
    """A text, None where it is empty: so the service says that there is none."""
    return text or None


class Group(ClusterScoped):
    """Groups of a cluster, of one protocol. `where`: the step of the path; `named`: the member with the name."""

    where = "consumer-groups"
    named = "consumer_group_id"
    info_scope = (ENVIRONMENT, CLUSTER.but(required=True))

    @override
    def open(self) -> None:
        asked = self.options.get("concurrency")
        if asked is not None and not 1 <= asked <= MOST_CONCURRENT:
            raise Refused(f"concurrency must be from 1 to {MOST_CONCURRENT}, not {asked}")
        super().open()
        self.left_out: dict[str, str] = {}

    @property
    def calm(self) -> Client:
        """The client, with less patience for a 500."""
        return replace(self.client, patience=brief)

    def listed(self) -> list[dict[str, Any]]:
        """All groups, by name: their order in the list says nothing."""
        found = self.client.data(self.url(self.where))
        return sorted(found, key=lambda raw: str(raw[self.named]))

    def one(self, name: str) -> dict[str, Any] | None:
        """A group by its name; None where it is not there, or is of another protocol, which `left_out` tells then."""
        try:
            found: dict[str, Any] = self.calm.get(self.url(self.where, name), holds=(self.named,))
        except ApiError as error:
            if error.status == 500:
                self.left_out[name] = OTHER_PROTOCOL
                return None
            if error.status != 404:
                raise
            # Whoever does not know the path says the same: the list tells whether there are groups at all.
            return next((raw for raw in self.listed() if raw[self.named] == name), None)
        return found

    def chosen(self) -> list[dict[str, Any]]:
        """The groups that the option `name` selects."""
        name = self.options.get("name")
        if name is None:
            return self.listed()
        found = self.one(name)
        return [] if found is None else [found]

    def below(self, name: str, *steps: str) -> list[dict[str, Any]] | None:
        """A list of a group, None where the group is not there any more, which `left_out` tells then."""
        try:
            return self.calm.data(self.url(self.where, name, *steps))
        except ApiError as error:
            if error.status not in (404, 500):
                raise
            self.left_out[name] = GONE if error.status == 404 else OTHER_PROTOCOL
            return None

    def part_of(self, name: str, *steps: str) -> list[dict[str, Any]] | None:
        """A list of what is in a group; None where that is not there any more."""
        try:
            return self.calm.data(self.url(self.where, name, *steps))
        except ApiError as error:
            if error.status not in (404, 500):
                raise
            return None

    def each_with(self, items: Iterable[Object]) -> list[Object]:
        """The groups with what is read for each of them by `more`; those that are gone by then are left out."""
        found = self.cloud.map(self.more, list(items), f"{self.words()} read")
        return [item for item in found if item is not None]

    def more(self, item: Object) -> Object | None:
        """A group with what only requests of its own tell; None where it is gone."""
        raise NotImplementedError

    @override
    def besides(self) -> dict[str, Any]:
        return {"left_out": [{"name": name, "reason": why} for name, why in sorted(self.left_out.items())]}


class EarlyAccess(Group):
    """Groups that the API has in early access: a cluster that does not know them says so in its own way."""

    @override
    def listed(self) -> list[dict[str, Any]]:
        try:
            return super().listed()
        except ApiError as error:
            if error.status not in (403, 404):
                raise
            words = f"{self.words()} cannot be read on {self.cluster}: their API is in early access, and "
            raise NotOffered(
                words.capitalize()
                + (
                    "this cluster does not know it (404)."
                    if error.status == 404
                    else "this cluster does not offer it, or the owner of the key may not DESCRIBE groups (403)."
                )
                + f" See with Confluent whether your organization takes part. {error.message}",
                error,
            ) from error

    @override
    def one(self, name: str) -> dict[str, Any] | None:
        """By the list: a 404 would not tell whether the group is missing or the whole API."""
        return next((raw for raw in self.listed() if raw[self.named] == name), None)
