# Copyright (c) 2026, streamops.confluent contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

"""Cluster links: the other cluster and its key, settings by their meaning, what is refused before it is tried."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
import requests

from tests.kinds.cluster_link import key_file
from tests.support import direct
from tests.support.estate import Estate

FILTER = {"groupFilters": [{"name": "orders.", "patternType": "PREFIXED", "filterType": "INCLUDE"}]}
SYNC = {"consumer.offset.sync.enable": True, "consumer.offset.group.filters": FILTER}


class Links(direct.Foreseen):
    """Runs the kind in this process, for the link ``from-orders`` of the cluster ``orders-dr``."""

    def __init__(self, sandbox: Any) -> None:
        self.sandbox = sandbox
        self.estate = Estate(sandbox).needs("dr_secret", "link_secret")
        ids = self.estate.ids
        self.remote = {"cluster": "orders", "api_key": ids["link_key"], "api_secret": ids["link_secret"]}
        self.key = {"kafka_api_key": ids["dr_key"], "kafka_api_secret": ids["dr_secret"]}

    def run(self, check: bool = False, **options: Any) -> dict[str, Any]:
        from ansible_collections.streamops.confluent.plugins.module_utils.kinds.cluster_links import ClusterLink

        self.sandbox.clear_journal()
        env = {**self.sandbox.env, **self.estate.env}
        stated = {"cluster": "orders-dr", "name": "from-orders", **self.key, **options}
        return direct.run(ClusterLink, stated, env, check=check)

    def done(self, operation: str, *writes: str, **options: Any) -> dict[str, Any]:
        """Check mode, then the run itself: both have that operation and that difference, and the run these writes."""
        checked = self.run(True, **options)
        assert (checked["failed"], checked["operation"], self.writes()) == (False, operation, []), checked
        result = self.run(**options)
        assert (result["failed"], result["operation"]) == (False, operation), result
        assert result["diff"] == checked["diff"]
        assert self.writes() == list(writes)
        assert self.estate.ids["link_secret"] not in str([checked, result])
        return result

    def made(self, **options: Any) -> dict[str, Any]:
        return self.done("created", "POST", remote=self.remote, **options)

    def writes(self) -> list[str]:
        return [entry["method"] for entry in self.sandbox.writes()]

    def now(self, cluster: str = "dr_cluster") -> dict[str, Any]:
        """The link as the service has it."""
        [link] = self.sandbox.state()["links"][self.estate.ids[cluster]].values()
        return dict(link)


@pytest.fixture
def links(sandbox: Any) -> Links:
    return Links(sandbox)


# ---- the other cluster and its key


def test_names_and_the_key_become_settings(links: Links) -> None:
    result = links.made()
    link = links.now()
    assert link["other"] == links.estate.ids["cluster"]
    assert link["configs"]["bootstrap.servers"].endswith(":9092")
    assert "SASL_SSL://" not in link["configs"]["bootstrap.servers"]
    assert (link["configs"]["security.protocol"], link["configs"]["sasl.mechanism"]) == ("SASL_SSL", "PLAIN")
    assert (
        f'username="{links.remote["api_key"]}" password="{links.remote["api_secret"]}";'
        in (link["configs"]["sasl.jaas.config"])
    )
    told = result["cluster_link"]
    assert (told["mode"], told["connection_mode"], told["phase"]) == ("DESTINATION", "OUTBOUND", "ACTIVE")
    assert told["remote"] == {"cluster": links.estate.ids["cluster"]}
    assert "sasl.jaas.config" not in told["config"]
    links.done("unchanged", remote=links.remote)


def test_a_key_file_and_another_key_that_is_sent_when_asked_to(links: Links, tmp_path: Path) -> None:
    """A changed key is one write, and nothing is deleted; unasked it is no difference."""
    links.made()
    file = tmp_path / "key.json"
    file.write_text(key_file("ANOTHERKEY000001", "another secret, which is not good"))
    file.chmod(0o600)
    remote = {"cluster": "orders", "key_file": str(file)}
    links.done("unchanged", remote=remote)
    changed = links.done("updated", "PUT", remote=remote, update_secrets="always")
    assert "another secret" not in str(changed)
    assert 'username="ANOTHERKEY000001"' in links.now()["configs"]["sasl.jaas.config"]
    assert "key in remote" in changed["next_step"]
    assert changed["cluster_link"]["phase"] == "UNAVAILABLE"


def test_a_key_that_the_other_cluster_refuses_is_told_apart_from_the_own(links: Links) -> None:
    wrong = {**links.remote, "api_secret": "not the one of this key"}
    for check in (True, False):
        result = links.run(check, remote=wrong)
        assert result["failed"]
        assert f"the key of remote that it refuses ({links.remote['api_key']})" in result["msg"]
        assert links.estate.ids["cluster"] in result["msg"]
    links.done("created", "POST", remote=wrong, validate_link=False)
    links.key["kafka_api_secret"] = "not the one of this key"
    own = links.run(remote=links.remote)
    assert own["failed"]
    assert "key of remote" not in own["msg"]
    assert links.estate.ids["dr_key"] in own["msg"]


def test_a_cluster_of_somebody_else_is_not_looked_up(links: Links) -> None:
    remote = {**links.remote, "cluster": "lkc-z9z9z9", "bootstrap_servers": "kafka.example:9092"}
    links.done("created", "POST", remote=remote)
    assert links.now()["other"] == "lkc-z9z9z9"
    assert links.now()["configs"]["bootstrap.servers"] == "kafka.example:9092"
    assert not [entry for entry in links.sandbox.journal() if entry["path"].endswith("lkc-z9z9z9")]


def test_the_other_cluster_cannot_be_exchanged_and_its_address_can(links: Links) -> None:
    links.made()
    elsewhere = {**links.remote, "cluster": "lkc-z9z9z9", "bootstrap_servers": "kafka.example:9092"}
    links.refused("remote.cluster", "fixed at creation", remote=elsewhere)
    links.refused("mode", "fixed at creation", mode="SOURCE")
    moved = {**links.remote, "cluster": links.estate.ids["cluster"], "bootstrap_servers": "private.example:9092"}
    links.done("updated", "PUT", remote=moved)
    assert links.now()["configs"]["bootstrap.servers"] == "private.example:9092"


def test_both_sides_of_a_link_that_the_source_begins(links: Links) -> None:
    """Each side is written to alone: the destination waits for a connection, the source has both keys."""
    here = {"mode": "DESTINATION", "connection_mode": "INBOUND", "remote": {"cluster": "orders"}}
    links.done("created", "POST", **here)
    assert "bootstrap.servers" not in links.now()["configs"]
    links.done("unchanged", **here)
    ids = links.estate.ids
    destination = {"cluster": "orders-dr", "api_key": ids["dr_key"], "api_secret": ids["dr_secret"]}
    source = {
        "cluster": "orders",
        "kafka_api_key": ids["link_key"],
        "kafka_api_secret": ids["link_secret"],
        "mode": "SOURCE",
        "remote": destination,
        "local": {"api_key": ids["link_key"], "api_secret": ids["link_secret"]},
    }
    links.done("created", "POST", **source)
    configs = links.now("cluster")["configs"]
    assert ids["dr_key"] in configs["sasl.jaas.config"]
    assert ids["link_key"] in configs["local.sasl.jaas.config"]
    assert configs["local.security.protocol"] == "SASL_SSL"
    links.done("unchanged", **source)


def test_a_cluster_that_is_on_its_way_is_waited_for_elsewhere(links: Links) -> None:
    links.sandbox.settings(cluster_provisioning=600)
    spec = {
        "display_name": "late",
        "availability": "LOW",
        "cloud": "AWS",
        "region": "eu-central-1",
        "config": {"kind": "Standard"},
        "environment": {"id": links.estate.environment},
    }
    links.sandbox.request("POST", "/cmk/v2/clusters", {"spec": spec})
    links.refused("late", "Wait for it with confluent_kafka_cluster", remote={**links.remote, "cluster": "late"})


def test_in_check_mode_the_other_cluster_may_be_still_to_come(links: Links) -> None:
    checked = links.run(True, remote={**links.remote, "cluster": "nowhere"})
    assert (checked["failed"], checked["operation"]) == (False, "created"), checked
    assert "nowhere" in str(checked["warnings"])
    assert "nowhere" in links.run(remote={**links.remote, "cluster": "nowhere"})["msg"]
    assert links.writes() == []
    links.done("unchanged", state="absent", remote={"cluster": "nowhere"})


@pytest.mark.parametrize(
    ("options", "words"),
    [
        ({"remote": {"cluster": "orders", "api_key": "A"}}, ("remote.api_secret is missing",)),
        ({"remote": {"cluster": "orders", "api_key": "A", "api_secret": "b", "key_file": "/c"}}, ("exclude each",)),
        ({"remote": {"cluster": "orders", "key_file": "/not/there.json"}}, ("remote.key_file /not/there.json",)),
        ({"local": {"api_key": "A", "api_secret": "b"}}, ("local is for the source's side",)),
        (
            {"remote": {"cluster": "orders", "api_key": "A", "api_secret": "b"}, "connection_mode": "INBOUND"},
            ("leave the key out here",),
        ),
        ({"config": {"sasl.jaas.config": 'x password="of a link";'}}, ("is a secret", "sensitive_config")),
        ({"config": {"link.mode": "SOURCE", "bootstrap.servers": "a:1"}}, ("option of its own, mode", "bootstrap_")),
        ({"config": {"acl.filters": "not json"}}, ("acl.filters is not JSON",)),
        ({"config": {"a": "1"}, "sensitive_config": {"a": "2"}}, ("a is in config and in sensitive_config",)),
    ],
)
def test_what_is_wrong_is_known_beforehand(links: Links, options: dict[str, Any], words: tuple[str, ...]) -> None:
    result = links.run(**options)
    assert result["failed"]
    for word in words:
        assert word in result["msg"], result["msg"]
    assert links.writes() == []
    if "not/there" not in str(options):
        assert links.sandbox.journal() == []


# ---- settings


def test_filters_are_compared_by_meaning_and_defaults_are_no_difference(links: Links) -> None:
    links.made(config=SYNC)
    spelled = '{ "groupFilters": [{"filterType": "INCLUDE", "name": "orders.", "patternType": "PREFIXED"}] }'
    links.done("unchanged", config={"consumer.offset.group.filters": spelled, "acl.sync.ms": 5000})
    changed = links.done("updated", "PUT", config={"consumer.offset.sync.ms": 15000})
    assert changed["diff"]["after"]["config"] == {"consumer.offset.sync.ms": "15000"}
    links.done("updated", "PUT", config={"consumer.offset.sync.ms": None})
    assert "consumer.offset.sync.ms" not in links.now()["configs"]
    links.done("unchanged", config={"consumer.offset.sync.ms": None})


@pytest.mark.parametrize(
    ("switch", "filters"),
    [
        ("acl.sync.enable", "acl.filters"),
        ("auto.create.mirror.topics.enable", "auto.create.mirror.topics.filters"),
        ("consumer.offset.sync.enable", "consumer.offset.group.filters"),
    ],
)
def test_a_switch_without_its_filter_is_refused(links: Links, switch: str, filters: str) -> None:
    """The service takes it, and nothing happens (confluentinc/cli#3072)."""
    words = (f"{switch} without {filters}",)
    links.refused(*words, remote=links.remote, config={switch: True})
    links.made()
    links.refused(*words, config={switch: True})


def test_what_is_switched_off_loses_its_filter_and_that_is_told(links: Links) -> None:
    links.made(config=SYNC)
    result = links.done("updated", "PUT", config={"consumer.offset.sync.enable": False})
    assert "drops its consumer.offset.group.filters" in str(result["warnings"])
    assert "consumer.offset.group.filters" not in links.now()["configs"]


def test_the_error_of_a_task_is_told(links: Links) -> None:
    """One that somebody else's client has made."""
    ids, settings = links.estate.ids, {"acl.sync.enable": "true", "bootstrap.servers": "a.example:9092"}
    cluster = links.sandbox.request("GET", f"/cmk/v2/clusters/{ids['dr_cluster']}", environment=ids["environment"])
    answer = requests.post(
        f"{cluster['spec']['http_endpoint']}/kafka/v3/clusters/{ids['dr_cluster']}/links",
        params={"link_name": "from-orders", "validate_link": "false"},
        json={
            "source_cluster_id": ids["cluster"],
            "configs": [{"name": name, "value": value} for name, value in settings.items()],
        },
        auth=(ids["dr_key"], ids["dr_secret"]),
        timeout=10,
    )
    assert answer.status_code == 204, answer.text
    result = links.done("unchanged", config={"acl.sync.ms": 5000})
    assert "AclSync: acl.filters is not set" in result["next_step"]


# ---- deletion, and what goes wrong on the way


def test_a_link_with_mirror_topics_is_not_deleted_unless_forced(links: Links) -> None:
    links.made()
    mirrored = {"cluster": links.estate.ids["dr_cluster"], "link": "from-orders", "names": ["orders.b", "orders.a"]}
    links.sandbox.seed("mirror_topics", mirrored)
    links.refused("has mirror topics: orders.a, orders.b", "ordinary topics", state="absent")
    links.done("deleted", "DELETE", state="absent", force=True)
    links.done("unchanged", state="absent")


def test_a_creation_without_an_answer_is_not_made_again(links: Links) -> None:
    links.sandbox.fault(method="POST", path="/links$", reset="after")
    result = links.run(remote=links.remote)
    assert (result["failed"], result["operation"]) == (False, "created"), result
    assert links.writes() == ["POST"]


def test_a_link_that_is_seen_late_is_waited_for(links: Links) -> None:
    """There is no reading of one's own writes for a tenth of a second."""
    gone = {"error_code": 40403, "message": "Cluster link 'from-orders' not found."}
    links.sandbox.fault(
        method="GET",
        path="/links/from-orders$",
        status=404,
        body=gone,
        times=2,
        after={"method": "POST", "path": "/links$", "seconds": 60},
    )
    result = links.run(remote=links.remote)
    assert (result["failed"], result["operation"]) == (False, "created"), result
    assert result["cluster_link"]["phase"] == "ACTIVE"
    assert [entry["status"] for entry in links.sandbox.journal() if entry["status"] == 404], "it was late"


def test_who_may_not_is_named(links: Links) -> None:
    denied = {"error_code": 40301, "message": "Cluster authorization failed."}
    links.sandbox.fault(method="POST", path="/links$", status=403, body=denied, times=0)
    result = links.run(remote=links.remote)
    assert "may not ALTER CLUSTER" in result["msg"]


def test_the_info_module_tells_of_all(links: Links) -> None:
    from ansible_collections.streamops.confluent.plugins.module_utils.kinds.cluster_links import ClusterLink

    links.made(config=SYNC)
    links.done("created", "POST", name="second", remote=links.remote)
    env = {**links.sandbox.env, **links.estate.env}
    told = direct.info(ClusterLink, {"cluster": "orders-dr", **links.key}, env)
    assert [link["name"] for link in told] == ["from-orders", "second"]
    assert told[0]["config"]["consumer.offset.sync.enable"] == "true"
    assert links.estate.ids["link_secret"] not in str(told)


# ---- what a review found


def test_what_the_service_never_shows_is_no_setting_to_be_compared(links: Links) -> None:
    certificate = "-----BEGIN CERTIFICATE----- MIIB -----END CERTIFICATE-----"
    public = {"config": {"ssl.truststore.certificates": certificate}}
    links.refused("the service never shows ssl.truststore.certificates", remote=links.remote, **public)
    links.made()
    listed = {"data": [{"name": "client.id", "value": "", "is_sensitive": True, "is_default": False}]}
    links.sandbox.fault(method="GET", path="/links/from-orders/configs$", status=200, body=listed, times=0)
    links.refused("the service never shows client.id", "sensitive_config", config={"client.id": "a"})


def test_a_key_of_the_own_side_is_not_passed_over(links: Links) -> None:
    key = {"api_key": "A", "api_secret": "the secret of A"}
    links.refused("local needs remote", mode="SOURCE", local=key, update_secrets="always")


def test_a_404_of_another_endpoint_is_no_absence(links: Links) -> None:
    links.made()
    links.sandbox.fault(method="GET", path="/links/from-orders$", status=404, body={"error_code": 404}, times=0)
    for state in ("absent", "present"):
        result = links.run(state=state, remote=links.remote)
        assert (result["failed"], links.writes()) == (True, []), result


def test_a_link_that_does_not_tell_its_state_is_not_waited_for(links: Links) -> None:
    """As in the document's examples."""
    links.made()
    link = {"link_name": "from-orders", "cluster_link_id": "x", "topic_names": [], "source_cluster_id": "lkc-1"}
    links.sandbox.fault(method="GET", path="/links/from-orders$", status=200, body=link, times=0)
    assert links.run(config={"acl.sync.ms": 5000})["operation"] == "unchanged"


def test_a_name_with_its_address_is_looked_up_where_it_is_there(links: Links) -> None:
    links.made()
    links.done("updated", "PUT", remote={**links.remote, "bootstrap_servers": "private.example:9092"})
