# Copyright (c) 2026, streamops.confluent contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""What networks and all that hangs on them share: phases, deletions that take long, and what replaces what."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from typing import TYPE_CHECKING, Any

from ..._declare.change import DELETED, Change
from ..._declare.field import ENVIRONMENT, Field, Object
from ..._declare.holder import Holder
from ..._declare.override import override
from ..._declare.ready import Ready
from ..._declare.rest import RestKind
from ..._declare.shape import get_path
from ..._errors import ApiError
from ..._wire.references import ENVIRONMENTS, NETWORKS, Listed
from .cidrs import RESERVED_BY_DEFAULT, Block, block

if TYPE_CHECKING:
    from ..._wire.cloud import Cloud

CLOUDS = ("AWS", "GCP", "AZURE")
LEAVING = "DEPROVISIONING"
HOUR = 3600  # seconds
# How long Confluent's own Terraform provider waits (API_MAP B.7).
HOURS, HOURS_TO_GO = 2, 5
SAID = {"error_message": "status.error_message"}  # why it failed
DNS_DOMAIN = ("status", "dns_domain")
IN_NETWORK = Field("network", wire="spec.network.id", needed=True, mutable=False, refers=NETWORKS)


def listed(what: str, path: str, prefix: str = "") -> Listed:
    """A kind of this API that others refer to, or that holds others. With the prefix of its ids these are taken as they
    are, without asking for them.
    """
    return Listed(what, f"/networking/v1/{path}", "spec.display_name", prefix=prefix, unseen=bool(prefix), scoped=True)


def in_network(what: str, path: str) -> Holder:
    """A kind whose objects hold the network that they are in."""
    return Holder(listed(what, path), "spec.network.id")


def phases(*failed: str, resting: Iterable[str] = (), spent: Iterable[str] = ()) -> Ready:
    """The phases of a kind of this API, of which the service may add some: only known ones end a wait."""
    return Ready(
        failed=frozenset({"FAILED", *failed}),
        done=frozenset({"READY"}),
        resting=frozenset(resting),
        spent=frozenset(spent),
        leaving=frozenset({LEAVING}),
        listed=True,
        next_steps=dict.fromkeys(("FAILED", *failed, *spent), "Delete it, see to the reason, and create it anew."),
    )


class Networked(RestKind):
    """A kind of this API: in an environment, slow to come and to go, and of which only the name can change."""

    scope = (ENVIRONMENT.but(required=True),)

    @override
    def _only(self, item: Object, matches: list[Object]) -> Object | None:
        """The one match. One of the same name that is on its way out does not count beside another."""
        return super()._only(item, [one for one in matches if not self.leaves(one)] or matches)

    @override
    def patience(self, change: Change, made: Object) -> float:
        stated = change.options.get("wait_timeout")
        return (HOURS_TO_GO if change.operation == DELETED else HOURS) * HOUR if stated is None else stated


def everywhere(cloud: Cloud, what: Listed) -> list[tuple[str, Mapping[str, Any]]]:
    """(environment, object as the API shows it) of all objects of a kind, but those on their way out. Warns of what
    this credential may not list.
    """

    def of(environment: str) -> list[Any]:
        try:
            return cloud.listed(what.path, {"environment": environment})
        except ApiError as error:
            if error.status != 403:
                raise
            cloud.warn(f"Whether CIDR blocks of {environment} overlap cannot be seen with this credential: {error}")
            return []

    environments = [str(found["id"]) for found in cloud.listed(ENVIRONMENTS.path)]
    found = zip(environments, cloud.map(of, environments), strict=True)
    return [
        (environment, raw)
        for environment, items in found
        for raw in items
        if get_path(raw, ("status", "phase")) != LEAVING
    ]


def network_blocks(raw: Mapping[str, Any], where: str = "", keeps: bool = False) -> list[Block]:
    """The blocks of a network as the API shows it; with `keeps` also what it keeps for itself."""
    spec = raw.get("spec") or {}
    named = f"of network {spec.get('display_name') or ''} ({raw.get('id')}){where}".replace("  ", " ")
    stated = [("cidr", spec.get("cidr"))]
    stated += [("a zone's cidr", zone.get("cidr")) for zone in spec.get("zones_info") or []]
    if keeps and str(spec.get("cloud")).upper() == "AWS":
        stated.append(("reserved_cidr", spec.get("reserved_cidr") or RESERVED_BY_DEFAULT))
    return [found for what, text in stated for found in block(f"{what} {named}", text)]


def connection_types(raw: Mapping[str, Any]) -> set[str]:
    """What a network as the API shows it is for."""
    told = get_path(raw, ("status", "supported_connection_types")) or get_path(raw, ("spec", "connection_types")) or []
    return {str(one).upper() for one in told}


class Connecting(Networked):
    """A kind that connects a network to something of the customer's; each form is of one cloud."""

    connects: tuple[str, ...] = ()  # the types of networks that it connects
    fields = (IN_NETWORK,)
    outputs = SAID

    @override
    def from_api(self, raw: Mapping[str, Any]) -> Object:
        """With what of Confluent's the customer's side has to know: it is shown with the network only."""
        item = super().from_api(raw)
        network = self._network(item["network"])
        told = {**(get_path(network, ("status", "cloud")) or {}), "dns_domain": get_path(network, DNS_DOMAIN)}
        side = {name: value for name, value in sorted(told.items()) if name != "kind" and value is not None}
        return {**item, "other_side": side or None}

    @property
    def form(self) -> Callable[[Mapping[str, Any]], str | None]:
        """The form of an item."""
        return self.unions[0].form_of

    def network_of(self, change: Change) -> Mapping[str, Any]:
        """The network of an object that is to be made, as the API shows it; empty where it is not to be seen."""
        return self._network(change.desired.get("network"))

    def _network(self, identifier: Any) -> Mapping[str, Any]:
        networks = self.cloud.listed(NETWORKS.path, self.params)
        return next((raw for raw in networks if raw.get("id") == identifier), {})

    def misfits(self, change: Change, network: Mapping[str, Any]) -> Iterator[str]:
        """Why the network cannot be connected by what is stated."""
        cloud, form = str(get_path(network, ("spec", "cloud"))).upper(), self.form(change.desired)
        named = f"network {get_path(network, ('spec', 'display_name'))} ({network.get('id')})"
        kind = self.words_of_one()
        if cloud in CLOUDS and form and cloud != form.upper():
            yield f"{change.label} is stated by {form}, but {named} is on {cloud}: state {cloud.lower()}"
        types = connection_types(network)
        if types and not types & set(self.connects):
            yield (
                f"{named} is for {', '.join(sorted(types))} and takes no {kind}: a {kind} needs a network with "
                f"connection_types {' or '.join(self.connects)}, which are fixed at its creation"
            )
