# Copyright (c) 2026, streamops.confluent contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

"""What the tests of networks and of what hangs on them share: one kind in an environment, in this process."""

from __future__ import annotations

import json
import subprocess
import sys
import time
from typing import Any

from tests.support import direct, paths
from tests.support.estate import Estate

NETWORKS = "/networking/v1/networks"
AWS = {"cloud": "AWS", "region": "eu-central-1"}
PEERED = {**AWS, "connection_types": ["PEERING"], "cidr": "10.200.0.0/16"}
LINKED = {**AWS, "connection_types": ["PRIVATELINK"]}
ENDLESS = 1_000_000


class Kinds:
    """Runs kinds of the API in the environment ``dev``."""

    def __init__(self, sandbox: Any) -> None:
        self.sandbox = sandbox
        self.estate = Estate(sandbox).needs("environment")
        self.environment = self.estate.environment

    def kind(self, name: str) -> Any:
        from ansible_collections.streamops.confluent.plugins.module_utils.kinds.networking import (
            ip_addresses,
            networks,
            peerings,
            private_link_accesses,
            private_link_attachments,
        )

        kinds = (
            networks.Network,
            peerings.Peering,
            peerings.TransitGatewayAttachment,
            private_link_accesses.PrivateLinkAccess,
            private_link_attachments.PrivateLinkAttachment,
            private_link_attachments.PrivateLinkAttachmentConnection,
            ip_addresses.IpAddress,
        )
        return next(kind for kind in kinds if kind.name == name)

    def run(self, kind: str, check: bool = False, skipping: bool = False, **options: Any) -> dict[str, Any]:
        self.sandbox.clear_journal()
        given = {"environment": "dev", **options}
        hurried = self.sandbox if skipping else None
        return direct.run(self.kind(kind), given, self.sandbox.env, check=check, skipping=hurried)

    def done(self, operation: str, kind: str, skipping: bool = False, **options: Any) -> dict[str, Any]:
        """Check mode, then the run itself: both have that operation."""
        for check in (True, False):
            result = self.run(kind, check, skipping, **options)
            assert (result["failed"], result["operation"]) == (False, operation), result["msg"] or result
            assert bool(self.sandbox.writes()) == (operation != "unchanged" and not check)
        return result

    def made(self, kind: str, **options: Any) -> dict[str, Any]:
        """An object that was just created."""
        made: dict[str, Any] = self.done("created", kind, **options)[kind]
        return made

    def refused(self, kind: str, *words: str, **options: Any) -> list[str]:
        """The same in check mode and in the run itself, and nothing is written. Returns the problems."""
        for check in (True, False):
            result = self.run(kind, check, **options)
            assert result["failed"], result
            assert self.sandbox.writes() == []
            for word in words:
                assert word in result["msg"], result["msg"]
        problems: list[str] = result.get("problems", [])
        return problems

    def failed(self, kind: str, *words: str, **options: Any) -> dict[str, Any]:
        """A run that fails with these words, whatever it has written."""
        result = self.run(kind, skipping=True, **options)
        assert result["failed"], result
        for word in words:
            assert word in result["msg"], result["msg"]
        return result

    def info(self, kind: str, **options: Any) -> list[dict[str, Any]]:
        return direct.info(self.kind(kind), {"environment": "dev", **options}, self.sandbox.env)

    def kill_while_waiting(self, kind: str, **options: Any) -> None:
        """Run the module as a process of its own and kill it once it has written."""
        self.sandbox.clear_journal()
        name = f"ansible_collections.streamops.confluent.plugins.modules.confluent_{kind}"
        environment = paths.clean_environment({"PYTHONPATH": str(paths.collections_path()), **self.sandbox.env})
        arguments = {"ANSIBLE_MODULE_ARGS": {"environment": "dev", **options}}
        with subprocess.Popen(
            [sys.executable, "-m", name], stdin=subprocess.PIPE, stdout=subprocess.DEVNULL, env=environment
        ) as running:
            assert running.stdin is not None
            running.stdin.write(json.dumps(arguments).encode())
            running.stdin.close()
            deadline = time.monotonic() + 60
            while not self.sandbox.writes() and time.monotonic() < deadline:
                time.sleep(0.05)
            running.kill()
        assert self.sandbox.writes(), "nothing was written, so the test proves nothing"


def vpc(
    number: str = "vpc-0f1e2d3c", routes: Any = ("10.108.16.0/21",), account: str = "123456789012"
) -> dict[str, Any]:
    """A VPC of the customer's."""
    return {"account": account, "vpc": number, "routes": list(routes), "customer_region": "eu-central-1"}


def gateway(number: str = "tgw-0f1e2d3c", routes: Any = ("192.168.0.0/16",)) -> dict[str, Any]:
    """A transit gateway of the customer's."""
    share = "arn:aws:ram:eu-central-1:123456789012:resource-share/1a2b3c4d"
    return {"ram_share_arn": share, "transit_gateway_id": number, "routes": list(routes)}
