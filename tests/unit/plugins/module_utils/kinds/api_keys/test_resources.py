# Copyright (c) 2026, streamops.confluent contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

"""Whatever form the API gives a key's resource back in, it is understood as the one that was asked for."""

from __future__ import annotations

from typing import Any

import pytest

from ansible_collections.streamops.confluent.plugins.module_utils.kinds.api_keys.resources import (
    RESOURCES,
    reference,
    understood,
)

CRN = "crn://confluent.cloud/organization=o/environment=env-1/flink-region=aws.eu-central-1"


@pytest.mark.parametrize(
    ("given", "resource", "resource_id"),
    [
        (None, "cloud", "cloud"),
        ({"id": "cloud", "kind": "Cloud", "api_version": "iam/v2"}, "cloud", "cloud"),
        ({"id": "global", "kind": "Global", "api_version": "global/v1"}, "global", "global"),
        ({"id": "tableflow", "kind": "Tableflow", "api_version": "tableflow/v1"}, "tableflow", "tableflow"),
        ({"id": "lkc-1", "kind": "Cluster", "api_version": "cmk/v2"}, "kafka", "lkc-1"),
        ({"id": "lkc-1"}, "kafka", "lkc-1"),
        ({"id": "lsrc-1", "kind": "Cluster", "api_version": "srcm/v2"}, "schema_registry", "lsrc-1"),
        ({"id": "lsrc-1", "kind": "SchemaRegistry", "api_version": "srcm/v3"}, "schema_registry", "lsrc-1"),
        ({"id": "lksqlc-1", "kind": "ksqlDB", "api_version": "ksqldbcm/v2"}, "ksqldb", "lksqlc-1"),
        ({"id": "x-1", "kind": "Cluster", "api_version": "ksqldbcm/v2"}, "ksqldb", "x-1"),
        ({"id": "aws.eu-central-1", "kind": "Region", "environment": "env-1"}, "flink", "env-1.aws.eu-central-1"),
        ({"id": "env-1.AWS.eu-central-1", "api_version": "fcpm/v2"}, "flink", "env-1.aws.eu-central-1"),
        ({"id": "aws.eu-central-1", "kind": "Region", "resource_name": CRN}, "flink", "env-1.aws.eu-central-1"),
        ({"id": "aws.eu-central-1", "kind": "Region"}, "flink", "aws.eu-central-1"),
        ({"id": "whatever-1", "kind": "Gadget", "api_version": "gadget/v1"}, "gadget", "whatever-1"),
        ({"id": "whatever-1"}, "unknown", "whatever-1"),
    ],
)
def test_read_back(given: dict[str, Any] | None, resource: str, resource_id: str) -> None:
    found = understood({"resource": given})
    assert (found["resource"], found["resource_id"]) == (resource, resource_id)


def test_list_of_resources() -> None:
    assert understood({"resources": [{"id": "lkc-1"}]}) == {"resource": "kafka", "resource_id": "lkc-1"}
    assert understood({"resource": None, "resources": []}) == {"resource": "cloud", "resource_id": "cloud"}
    several = understood({"resources": [{"id": "lkc-2"}, {"id": "lkc-1"}]})
    assert several == {"resource": "several", "resource_id": "lkc-1,lkc-2"}


@pytest.mark.parametrize("resource", RESOURCES)
def test_what_is_sent_is_understood_as_what_was_meant(resource: str) -> None:
    ids = {"kafka": "lkc-1", "schema_registry": "lsrc-1", "ksqldb": "lksqlc-1", "flink": "env-1.aws.eu-central-1"}
    resource_id = ids.get(resource, resource)
    sent = reference(resource, resource_id, "env-1")
    found = understood({"resource": sent})
    assert (found["resource"], found["resource_id"]) == (resource, resource_id)


def test_forms_that_are_sent() -> None:
    assert reference("cloud", "cloud", None) is None
    assert reference("kafka", "lkc-1", "env-1") == {"id": "lkc-1", "kind": "Cluster", "api_version": "cmk/v2"}
    assert reference("flink", "env-1.aws.eu-central-1", "env-1") == {
        "id": "aws.eu-central-1",
        "kind": "Region",
        "api_version": "fcpm/v2",
        "environment": "env-1",
    }
