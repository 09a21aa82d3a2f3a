# Copyright (c) 2026, streamops.confluent contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""What holds an object: a deletion that the service would refuse because of it is refused first, and names it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from .._errors import ApiError
from .._wire.http import Client, segment
from .._wire.references import ENVIRONMENTS, Listed
from .shape import get_path

if TYPE_CHECKING:
    from .._wire.cloud import Cloud

SHOWN = 20  # holders that a refusal names


@dataclass(frozen=True)
class Holder:
    """A kind of object that refers to another one and so holds it.

    `wire`: where its objects name what they hold: an id, a reference, or a list of either; without it they lie in what
    they hold, and the list's path has `{}` in the place of its id. `per_environment`: they are listed for one
    environment at a time.
    """

    listed: Listed
    wire: str = ""
    per_environment: bool = False

    def holding(
        self, cloud: Cloud, identifier: str, client: Client | None = None, further: Mapping[str, str] | None = None
    ) -> Iterator[str]:
        """The objects that hold the one with this id (or name), in words. Warns of what this credential may not list.

        `client`: of the plane that they are listed on, where that is not the control plane; `further`: of the query.
        """
        queries: list[dict[str, str]] = [{}]
        if self.per_environment:
            queries = [{"environment": found["id"]} for found in cloud.listed(ENVIRONMENTS.path)]
        path = self.listed.path.format(segment(identifier))
        for query in queries:
            try:
                asked = {**dict(self.listed.query), **(further or {}), **query}
                listed = cloud.listed(path, asked) if client is None else cloud.listed(path, asked, client)
            except ApiError as error:
                if error.status != 403:
                    raise
                cloud.warn(f"Whether a {self.listed.what} uses it cannot be seen with this credential: {error}")
                continue
            for raw in listed:
                if not self.wire or identifier in _referred(get_path(raw, self.wire.split("."))):
                    where = f" in {query['environment']}" if query else ""
                    named = raw if isinstance(raw, str) else self.listed.name_of(raw) or raw.get("id")
                    yield f"{self.listed.what} {named}{where}"


def _referred(value: Any) -> Iterator[Any]:
    """The ids in a reference, or in a list of them."""
    for part in value if isinstance(value, list) else [value]:
        yield part.get("id") if isinstance(part, Mapping) else part


def held(label: str, holders: list[str]) -> str:
    """The refusal of a deletion."""
    more = f" and {len(holders) - SHOWN} more" if len(holders) > SHOWN else ""
    return (
        f"{label} is used by {', '.join(holders[:SHOWN])}{more}: the service does not delete it before that is removed "
        "or uses another one"
    )
