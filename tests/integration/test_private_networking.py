# Copyright (c) 2026, streamops.confluent contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

"""docs/private-networking.md, followed to the letter on each cloud: its playbooks, in their order, and once more."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from .test_documents import Reader

pytestmark = pytest.mark.timeout(600)  # whole playbooks

GUIDE = "docs/private-networking.md"
# Of each cloud: what the playbooks say on the way, and what is there at the end, by the sandbox's tables.
SAID = {
    "aws": ("com.amazonaws.vpce.eu-central-1.vpce-svc-", "accept the VPC peering connection"),
    "azure": ("privatelinkservice", "DNS domain"),
    "gcp": ("serviceAttachments/", "shop-applications"),
}
THERE: dict[str, dict[str, list[str]]] = {
    "aws": {
        "networks": ["shop-peered"],
        "peerings": ["applications"],
        "private_link_attachments": ["shop-eu-central-1"],
        "private_link_attachment_connections": ["applications"],
        "gateways": ["shop-egress"],
        "access_points": ["warehouse"],
        "dns_records": ["warehouse"],
        "clusters": ["ledger", "orders"],
    },
    "azure": {
        "networks": ["shop-private"],
        "private_link_accesses": ["applications"],
        "private_link_attachments": ["shop-westeurope"],
        "private_link_attachment_connections": ["applications-azure"],
        "gateways": ["shop-egress-azure"],
        "access_points": ["sql"],
        "dns_records": ["sql"],
        "clusters": ["ledger-azure"],
    },
    "gcp": {
        "networks": ["shop-peered-gcp"],
        "peerings": ["applications-gcp"],
        "private_link_attachments": ["shop-europe-west3"],
        "private_link_attachment_connections": ["applications-gcp"],
        "gateways": ["shop-egress-gcp"],
        "access_points": ["google"],
        "dns_records": ["bigquery"],
        "clusters": ["ledger-gcp", "orders-gcp"],
    },
}
TABLES = sorted({table for held in THERE.values() for table in held})


def names(sandbox: Any, table: str) -> list[str]:
    return sorted(item.get("display_name", "") for item in sandbox.state()[table].values())


@pytest.mark.parametrize("cloud", sorted(SAID))
def test_step_by_step(cloud: str, sandbox: Any, tmp_path: Path) -> None:
    sandbox.request("POST", "/org/v2/environments", {"display_name": "shop"})
    sandbox.settings(network_acceptance=2.0)  # the other side accepts while the playbook waits
    sandbox.clear_journal()
    reader = Reader(GUIDE, tmp_path, sandbox)
    written = reader.write_files()
    files = [name for name in written if name.startswith(f"{cloud}-")]
    assert [command.partition(" ")[2] for command in reader.commands] == written, "each playbook is run, in this order"
    assert len(files) >= 5

    shown = reader.run(f"ansible-playbook {' '.join(files)}")
    assert [words for words in SAID[cloud] if words not in shown] == [], shown
    assert {table: names(sandbox, table) for table in TABLES} == {
        table: THERE[cloud].get(table, []) for table in TABLES
    }

    sandbox.clear_journal()
    again = reader.run(f"ansible-playbook {' '.join(files)}{' remove.yml' if cloud == 'aws' else ''}")
    assert {entry["method"] for entry in sandbox.writes()} == ({"DELETE"} if cloud == "aws" else set()), again
    if cloud == "aws":
        assert names(sandbox, "gateways") == []
