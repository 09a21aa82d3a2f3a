# Copyright (c) 2026, streamops.confluent contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

"""What the tests of gateways, of what is in them, and of network links share: one kind in an environment."""

from __future__ import annotations

from typing import Any

from tests.support import direct
from tests.support.estate import Estate


class Net:
    """Runs the kinds in this process, in the environment dev. `kind`: by the name of its module."""

    def __init__(self, sandbox: Any) -> None:
        self.sandbox = sandbox
        self.estate = Estate(sandbox)
        self.environment = self.estate.environment

    def kind(self, name: str) -> Any:
        """The class of a kind."""
        from ansible_collections.streamops.confluent.plugins.module_utils.kinds.networking import (
            access_points,
            dns_forwarders,
            dns_records,
            endpoints,
            gateways,
            network_links,
        )

        kinds = (
            gateways.Gateway,
            access_points.AccessPoint,
            dns_records.DnsRecord,
            dns_forwarders.DnsForwarder,
            network_links.NetworkLinkService,
            network_links.NetworkLinkEndpoint,
            network_links.NetworkLinkAssociation,
            endpoints.Endpoint,
        )
        return next(kind for kind in kinds if kind.name == name)

    def info(self, kind: str, **options: Any) -> list[dict[str, Any]]:
        """What the module that reads tells."""
        return direct.info(self.kind(kind), {"environment": "dev", **options}, self.sandbox.env)

    def run(self, kind: str, check: bool = False, **options: Any) -> dict[str, Any]:
        self.sandbox.clear_journal()
        arguments = {"environment": "dev", **options}
        return direct.run(self.kind(kind), arguments, self.sandbox.env, check=check, skipping=self.sandbox)

    def done(self, kind: str, operation: str, **options: Any) -> dict[str, Any]:
        """Check mode, then the run itself: both have that operation, and only the run writes."""
        for check in (True, False):
            result = self.run(kind, check, **options)
            assert (result["failed"], result["operation"]) == (False, operation), result
            assert bool(self.sandbox.writes()) == (operation != "unchanged" and not check)
        return result

    def made(self, kind: str, **options: Any) -> dict[str, Any]:
        """An object that is made without a check before."""
        result = self.run(kind, **options)
        assert (result["failed"], result["operation"]) == (False, "created"), result
        made: dict[str, Any] = result[kind]
        return made

    def refused(self, kind: str, *words: str, **options: Any) -> dict[str, Any]:
        """The same in check mode and in the run itself, and nothing is written."""
        for check in (True, False):
            result = self.run(kind, check, **options)
            assert result["failed"], result
            assert self.sandbox.writes() == []
            for word in words:
                assert word in result["msg"], result["msg"]
        return result

    def left_in(self, item: dict[str, Any], phase: str, message: str = "") -> None:
        """The cloud's side leaves an object in a phase."""
        self.sandbox.seed("networking_phases", {"id": item["id"], "phase": phase, "message": message})
