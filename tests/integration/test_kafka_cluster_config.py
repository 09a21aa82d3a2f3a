# Copyright (c) 2026, streamops.confluent contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

"""Settings of a cluster: never sent to be tried, reset where they are not stated, of Dedicated clusters only."""

from __future__ import annotations

from typing import Any

import pytest

from tests.kinds.cluster_link import dr_secret
from tests.support import direct
from tests.support.estate import Estate


class Configs(direct.Foreseen):
    """Runs the kind in this process, for the Dedicated cluster ``orders-dr``."""

    def __init__(self, sandbox: Any) -> None:
        self.sandbox = sandbox
        self.estate = Estate(sandbox).needs(dr_secret.__name__)
        ids = self.estate.ids
        self.key = {"kafka_api_key": ids["dr_key"], "kafka_api_secret": ids["dr_secret"]}

    def run(self, check: bool = False, **options: Any) -> dict[str, Any]:
        from ansible_collections.streamops.confluent.plugins.module_utils.kinds import kafka_cluster_configs

        self.sandbox.clear_journal()
        env = {**self.sandbox.env, **self.estate.env}
        stated = {"cluster": "orders-dr", **self.key, **options}
        return direct.run(kafka_cluster_configs.KafkaClusterConfig, stated, env, check=check, skipping=self.sandbox)

    def done(self, operation: str, **options: Any) -> dict[str, Any]:
        """Both have that operation and that difference; a change is one request, with nothing to be tried only."""
        checked = self.run(True, **options)
        assert self.sandbox.writes() == [], "the service would have made the change"
        result = self.run(**options)
        for one in (checked, result):
            assert (one["failed"], one["operation"]) == (False, operation), one
        assert result["diff"] == checked["diff"]
        assert result["kafka_cluster_config"] == checked["kafka_cluster_config"] or operation == "updated"
        assert len(self.sandbox.writes()) == (operation == "updated")
        return result

    def now(self) -> dict[str, str]:
        """The settings as the service has them."""
        found: dict[str, str] = self.sandbox.state()["clusters"][self.estate.ids["dr_cluster"]]["broker_configs"]
        return found


@pytest.fixture
def configs(sandbox: Any) -> Configs:
    return Configs(sandbox)


def test_several_are_one_request_and_only_what_is_stated_counts(configs: Configs) -> None:
    made = configs.done("updated", config={"num.partitions": 12, "log.retention.ms": "3d"})
    [write] = configs.sandbox.writes()
    assert write["path"].endswith("/broker-configs:alter")
    assert configs.now() == {"num.partitions": "12", "log.retention.ms": "259200000"}
    assert made["kafka_cluster_config"]["config"] == configs.now()
    configs.done("unchanged", config={"num.partitions": "12"})
    changed = configs.done("updated", config={"num.partitions": 6, "log.retention.ms": 259200000})
    assert changed["diff"]["before"] == {"config": {"num.partitions": "12"}}
    assert configs.now() == {"num.partitions": "6", "log.retention.ms": "259200000"}


def test_reset_by_null_and_by_not_being_stated(configs: Configs) -> None:
    """Terraform's provider cannot do that (API_MAP C.2)."""
    configs.done("updated", config={"num.partitions": 12, "log.retention.ms": "3d", "auto.create.topics.enable": True})
    configs.done("updated", config={"num.partitions": None})
    configs.done("unchanged", config={"num.partitions": None})
    configs.done("unchanged", config={})
    replaced = configs.done("updated", config={"auto.create.topics.enable": True}, config_mode="replace")
    assert replaced["diff"]["after"] == {"config": {"log.retention.ms": None}}
    assert configs.now() == {"auto.create.topics.enable": "true"}
    configs.done("unchanged", config={"auto.create.topics.enable": True}, config_mode="replace")
    configs.done("updated", config={}, config_mode="replace")
    assert configs.now() == {}


def test_lists_and_their_spelling(configs: Configs) -> None:
    configs.done("updated", config={"ssl.enabled.protocols": ["TLSv1.2", "TLSv1.3"]})
    configs.done("unchanged", config={"ssl.enabled.protocols": "TLSv1.2, TLSv1.3"})
    configs.done("updated", config={"ssl.enabled.protocols": "TLSv1.3"})


def test_a_name_that_nobody_knows_is_sent_once_and_told_of(configs: Configs) -> None:
    """The broker takes it, and tells no value ever after (facts)."""
    made = configs.done("updated", config={"log.retention.mss": "7"})
    assert any("did you mean log.retention.ms" in words for words in made["warnings"])
    assert made["kafka_cluster_config"]["not_shown"] == ["log.retention.mss"]
    again = configs.done("unchanged", config={"log.retention.mss": "8"})
    assert any("shows no value of log.retention.mss" in words for words in again["warnings"])
    configs.done("unchanged", config={}, config_mode="replace")
    configs.done("updated", config={"log.retention.mss": None})
    assert configs.now() == {}


def test_a_bad_value_leaves_the_others_unset(configs: Configs) -> None:
    configs.refused("'many' is not a whole number", config={"log.retention.ms": "many", "num.partitions": 3})
    configs.refused("'true' is not a whole number from 1 on", config={"num.partitions": True, "log.retention.ms": 5})
    configs.refused("'0' is not a whole number from 1 on", config={"num.partitions": 0})
    configs.refused("'on' is not true or false", config={"auto.create.topics.enable": "on"})
    configs.refused("a setting without a name", config={" ": 1})
    assert configs.sandbox.journal() == []
    static = configs.run(config={"broker.id": 7, "log.retention.ms": 5})
    assert "Cannot update these configs dynamically: [broker.id]" in static["msg"]
    assert "None of the settings was changed" in static["msg"]
    assert not static["changed"]
    assert configs.run(config={})["kafka_cluster_config"]["config"] == {}


def test_a_secret_among_the_settings_is_never_shown(configs: Configs, run_module: Any) -> None:
    secret = "canary-5d1e-keystore"
    stated = {"cluster": "orders-dr", **configs.key}
    env = {**configs.sandbox.env, **configs.estate.env}
    for check in (True, False, False):
        options = {**stated, "config": {"ssl.keystore.password": secret}}
        result = run_module("confluent_kafka_cluster_config", options, env=env, check=check, diff=True)
        assert (result["failed"], secret in str(result)) == (False, False), result
    assert configs.now() == {"ssl.keystore.password": secret}
    [told] = run_module("confluent_kafka_cluster_config_info", stated, env=env)["kafka_cluster_configs"]
    assert (told["config"], told["not_shown"]) == ({}, ["ssl.keystore.password"])


def test_another_type_of_cluster_is_said_in_words(configs: Configs) -> None:
    configs.estate.id_of("kafka_key")
    env = configs.estate.env
    configs.key = {
        "kafka_api_key": env["CONFLUENT_KAFKA_API_KEY"],
        "kafka_api_secret": env["CONFLUENT_KAFKA_API_SECRET"],
    }
    refused = configs.refused("of the type Standard", cluster="orders", config={"num.partitions": 3})
    assert "only Dedicated clusters have settings of their own" in refused
    assert "40002" not in refused
    assert configs.run(cluster="orders", config={"num.partitions": 3})["api"]["retries"] == 0
    # A service that lists nothing there in place of an error: the change is refused all the same.
    configs.sandbox.fault(method="GET", path="/broker-configs$", times=2, status=200, body={"data": []})
    configs.refused("of the type Standard", cluster="orders", config={"num.partitions": 3})


def test_where_the_type_cannot_be_seen_the_answer_is_explained(configs: Configs) -> None:
    configs.estate.id_of("kafka_key")
    env = configs.estate.env
    own = {"kafka_api_key": env["CONFLUENT_KAFKA_API_KEY"], "kafka_api_secret": env["CONFLUENT_KAFKA_API_SECRET"]}
    place = {"cluster": configs.estate.ids["cluster"], "kafka_rest_endpoint": configs.estate.kafka_endpoint}
    nobody = {"cloud_api_key": "", "cloud_api_secret": ""}
    result = configs.run(**{**own, **place, **nobody}, config={"num.partitions": 3})
    assert result["failed"]
    assert "Only Dedicated clusters have settings of their own." in result["msg"]


def test_a_right_that_is_missing_is_named(configs: Configs) -> None:
    body = {"error_code": 40301, "message": "Cluster authorization failed."}
    configs.sandbox.fault(method="POST", path="/broker-configs:alter$", status=403, body=body)
    result = configs.run(config={"num.partitions": 3})
    assert result["failed"]
    assert f"may not ALTER_CONFIGS CLUSTER on {configs.estate.ids['dr_cluster']}" in result["msg"]


def test_a_change_that_is_taken_and_not_made_is_no_success(configs: Configs) -> None:
    configs.sandbox.fault(method="POST", path="/broker-configs:alter$", times=1, status=204)
    result = configs.run(config={"num.partitions": 3}, retry_timeout=5)
    assert result["failed"]
    assert "has not made it: config is as before" in result["msg"]
