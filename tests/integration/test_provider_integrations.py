# Copyright (c) 2026, streamops.confluent contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

"""Provider integrations as a part of an estate."""

from __future__ import annotations

from typing import Any

from . import estate_plays as plays

ESTATE = {
    "confluent_environment": {"name": "dev"},
    "confluent_provider_integrations": [
        {"name": "bucket", "aws": {"customer_iam_role_arn": "arn:aws:iam::123456789012:role/writer"}}
    ],
    "confluent_provider_integration_setups": [
        {"name": "lake", "azure": {"customer_azure_tenant_id": "0a1b2c3d-1111-4222-8333-444455556666"}}
    ],
}


def _names(sandbox: Any) -> list[str]:
    (environment,) = sandbox.state()["environments"]
    lists = [sandbox.request("GET", f"/pim/{v}/integrations", environment=environment)["data"] for v in ("v1", "v2")]
    return [item["display_name"] for found in lists for item in found]


def test_they_are_brought_about_and_taken_down(playbook: Any, sandbox: Any) -> None:
    hosts = plays.inventory(ESTATE)
    done = playbook(plays.BOOTSTRAP, hosts).check()
    assert _names(sandbox) == ["bucket", "lake"]
    assert "  created: provider integration bucket" in plays.summary(done)
    assert "  created: provider integration setup lake" in plays.summary(done)
    sandbox.clear_journal()
    assert playbook(plays.VERIFY, hosts).check().changed == 0
    taken = playbook(plays.TEARDOWN, hosts, extra_vars={"confluent_teardown": "dev"}).check()
    assert sandbox.state()["environments"] == {}
    deletions = [request.partition(" ")[2].split("/")[1] for request in map(_line, sandbox.writes())]
    assert deletions == ["pim", "pim", "org"]
    assert "  deleted: provider integration bucket" in plays.summary(taken)


def _line(entry: dict[str, Any]) -> str:
    return f"{entry['method']} {entry['path']}"
