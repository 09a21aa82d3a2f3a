# Copyright (c) 2026, streamops.confluent contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

"""Many environments in slices over three execution nodes, by ansible-runner's transmit, worker and process; one node is
lost on the way, and its slice run again.

At the end all environments are as stated, nothing is there twice, every host was in one slice, and the events are
complete. What is not AWX here: streams are files in place of its mesh, nodes are processes without containers.
"""

from __future__ import annotations

import json
import os
import re
import time
from collections import Counter
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import pytest

from tests.support.slices import Job, injected, objects, sliced
from tests.support.whole import whole_only

pytestmark = pytest.mark.timeout(5400)
ENVIRONMENTS = int(os.environ.get("STREAMOPS_ENVIRONMENTS", "30"))  # `make slices` has a hundred
NODES = 3


def stated(number: int, secrets: Path) -> dict[str, Any]:
    """The variables of a host: an environment with a cluster, an account, its key, topics and an ACL."""
    name, owner = f"team-{number:03d}", f"team-{number:03d}-automation"
    key = str(secrets / name / f"{owner}.kafka.json")
    return {
        "ansible_connection": "local",
        "confluent_environment": {"name": name},
        "confluent_secrets_dir": str(secrets / name),
        "confluent_service_accounts": [
            {
                "name": owner,
                "role_bindings": [{"role": "EnvironmentAdmin", "scope": "environment"}],
                "api_keys": [{"name": "kafka", "resource": "kafka", "cluster": "main"}],
            }
        ],
        "confluent_clusters": [
            {
                "name": "main",
                "type": "Basic",
                "availability": "SINGLE_ZONE",
                "cloud": "AWS",
                "region": "eu-central-1",
                "kafka_key_file": key,
                "topics": [{"name": "events", "partitions": 3}],
            }
        ],
    }


class Mesh:
    """The slices of one job, with their tries."""

    def __init__(self, sandbox: Any, folder: Path, hosts: dict[str, dict[str, Any]]) -> None:
        self.sandbox, self.folder, self.hosts = sandbox, folder, hosts
        self.credential = {
            "cloud_api_key": sandbox.cloud_key,
            "cloud_api_secret": sandbox.cloud_secret,
            "cloud_endpoint": sandbox.endpoint,
        }
        self.slices = sliced(hosts, NODES)
        self.jobs: list[Job] = []

    def job(self, number: int, playbook: str = "bootstrap.yml") -> Job:
        folder = self.folder / f"try-{len(self.jobs)}-slice-{number}"
        folder.mkdir()
        made = Job(folder, {host: self.hosts[host] for host in self.slices[number]}, self.credential, playbook)
        made.transmit()
        made.begin()
        self.jobs.append(made)
        return made


def complete(job: Job) -> dict[str, Any]:
    """The statistics of a job whose events have all come through: numbered without a gap, with each host at the end."""
    events = job.events()
    assert [event["counter"] for event in events] == list(range(1, len(events) + 1))
    assert len({event["uuid"] for event in events}) == len(events)
    assert events[-1]["event"] == "playbook_on_stats"
    stats: dict[str, Any] = events[-1]["event_data"]
    assert sorted(stats["ok"]) == sorted(job.hosts)
    # What began has ended: each start of a task on a host has its result.
    begun = Counter(
        (e["event_data"]["task_uuid"], e["event_data"]["host"]) for e in events if e["event"] == "runner_on_start"
    )
    results = ("runner_on_ok", "runner_on_skipped", "runner_on_failed")
    ended = Counter((e["event_data"]["task_uuid"], e["event_data"]["host"]) for e in events if e["event"] in results)
    assert begun - ended == Counter()
    return stats


def there(sandbox: Any, names: list[str]) -> None:
    """Each environment with all that is stated of it, and nothing twice."""
    state = sandbox.state()
    environments = {one["display_name"]: one["id"] for one in state["environments"].values()}
    assert len(state["environments"]) == len(environments)
    assert sorted(environments) == names
    assert sorted(one["environment"] for one in state["clusters"].values()) == sorted(environments.values())
    accounts = sorted(one["display_name"] for one in state["service_accounts"].values())
    assert accounts == [f"{name}-automation" for name in names]
    keys = Counter(one["owner"] for one in state["api_keys"].values() if not one["owner"].startswith("u-"))
    assert len(keys) == len(names)
    assert set(keys.values()) == {1}
    bound = Counter(
        one["principal"] for one in state["role_bindings"].values() if not one["principal"].startswith("User:u-")
    )
    assert len(bound) == len(names)
    assert set(bound.values()) == {1}
    assert {tuple(sorted(topics)) for topics in state["topics"].values()} == {("events",)}
    assert len(state["topics"]) == len(names)


@whole_only("it takes minutes")
def test_environments_in_slices_with_a_lost_node(
    sandbox: Any, tmp_path: Path, capsys: pytest.CaptureFixture[str], request: pytest.FixtureRequest
) -> None:
    secrets = tmp_path / "secrets"
    secrets.mkdir(mode=0o700)
    hosts = {f"team-{number:03d}": stated(number, secrets) for number in range(ENVIRONMENTS)}
    mesh = Mesh(sandbox, tmp_path, hosts)
    request.addfinalizer(lambda: [job.stop() for job in mesh.jobs])
    assert sorted(host for part in mesh.slices for host in part) == sorted(hosts)
    started = time.monotonic()
    jobs = [mesh.job(number) for number in range(NODES)]

    # The second node is lost while it works: some of its environments are there, and some are not.
    lost, own = jobs[1], set(mesh.slices[1])
    deadline = time.monotonic() + 1800
    while True:
        keys = [path.parent.name for path in secrets.glob("*/*.json")]
        if len(own & set(keys)) >= 3:
            break
        assert time.monotonic() < deadline
        assert lost.process is not None
        assert lost.process.poll() is None, f"the slice has ended before it was to be lost: {lost.processed()}"
        time.sleep(0.2)
    lost.kill()
    assert lost.processed() != "successful"
    assert not any(event["event"] == "playbook_on_stats" for event in lost.events())
    # The task goes on behind a lost worker until it ends. Its playbook hears nothing more of it and waits for ever,
    # which the end of the container would end.
    while not lost.quiet(urlsplit(sandbox.endpoint).port):
        assert time.monotonic() < deadline
    lost.stop()
    kept = stored(secrets)
    done = with_topics(sandbox.state())
    assert own - done, "the whole slice was done before the node was lost"

    jobs[1] = mesh.job(1)
    stats = []
    for job in jobs:
        assert job.end() == 0, job.said
        assert job.processed() == "successful"
        stats.append(complete(job))
    took = time.monotonic() - started
    assert all(not one["failures"] and not one["dark"] for one in stats)
    assert sorted(host for one in stats for host in one["ok"]) == sorted(hosts)
    there(sandbox, sorted(hosts))
    now = stored(secrets)
    assert {path: now[path] for path in kept} == kept, "a key that was stored is the one that is used"
    assert len(now) == ENVIRONMENTS
    assert set(now.values()) == {
        (one["id"], one["secret"]) for one in sandbox.state()["api_keys"].values() if not one["owner"].startswith("u-")
    }

    # Once more, over the same slices: nothing is changed, by no request.
    sandbox.clear_journal()
    jobs = [mesh.job(number) for number in range(NODES)]
    for job in jobs:
        assert job.end() == 0, job.said
        assert job.processed() == "successful"
        assert complete(job)["changed"] == {}
    assert sandbox.writes() == []
    searched(tmp_path, sandbox.cloud_secret)
    with capsys.disabled():
        print(f"\n{ENVIRONMENTS} environments in {NODES} slices, one node lost: {took:.0f} s; again: nothing changed")


def stored(secrets: Path) -> dict[Path, tuple[str, str]]:
    """The keys that are stored, by their files. (Whether one was tried is written there a moment later.)"""
    read = {path: json.loads(path.read_text(encoding="utf-8")) for path in secrets.glob("*/*.json")}
    return {path: (key["api_key"], key["api_secret"]) for path, key in read.items() if "api_key" in key}


def with_topics(state: Any) -> set[str]:
    """The names of the environments whose cluster has topics, which come last."""
    reached = {one["environment"] for one in state["clusters"].values() if state["topics"][one["id"]]}
    return {state["environments"][identifier]["display_name"] for identifier in reached}


def searched(folder: Path, secret: str) -> None:
    """The secret of the credential is in no artifact that the controller keeps."""
    for path in folder.glob("*/processed/**/*"):
        assert not path.is_file() or secret.encode() not in path.read_bytes(), path


# What AWX would inject


def test_what_the_credential_injects(tmp_path: Path) -> None:
    """A file that the modules can read as a key file, of the owner only, whatever is in the secret; and no secret in
    the environment, which ansible-runner writes down.
    """
    secret = 'a"b\\c{{ 7 * 7 }}</script>+/='
    env = injected({"cloud_api_key": "KEY", "cloud_api_secret": secret}, tmp_path)
    path = Path(env["CONFLUENT_CLOUD_KEY_FILE"])
    assert json.loads(path.read_text(encoding="utf-8")) == {"api_key": "KEY", "api_secret": secret}
    assert path.stat().st_mode & 0o077 == 0
    assert env["CONFLUENT_VAULT_PASSWORD_FILE"] == ""
    assert env["CONFLUENT_CLOUD_ENDPOINT"] == "https://api.confluent.cloud"
    assert secret not in "".join(env.values())
    env = injected({"cloud_api_key": "KEY", "cloud_api_secret": secret, "vault_password": "word"}, tmp_path)
    assert Path(env["CONFLUENT_VAULT_PASSWORD_FILE"]).read_text(encoding="utf-8") == "word"


def test_what_refers_to_each_other_in_awx_is_there() -> None:
    """Names in schedules and in the workflow are those of job templates; playbooks are those of the project."""
    data = objects()
    assert set(data["awx_names"]) >= set(re.findall(r"awx_names\.(\w+)", json.dumps(data)))
    templates = {one["name"] for one in data["awx_job_templates"]}
    assert {one["template"] for one in data["awx_schedules"]} <= templates
    nodes = {one["identifier"]: one for one in data["awx_workflow_nodes"]}
    used = {one["identifier"] for node in nodes.values() for one in node.get("related", {}).get("success_nodes", [])}
    assert used == set(nodes) - {"plan"}
    kinds = {name: node["unified_job_template"]["type"] for name, node in nodes.items()}
    assert kinds == {
        "plan": "job_template",
        "approval": "workflow_approval",
        "apply": "job_template",
        "verify": "job_template",
    }
    for node in nodes.values():
        assert (
            node["unified_job_template"]["type"] == "workflow_approval"
            or node["unified_job_template"]["name"] in templates
        )
    from tests.support.slices import AWX

    # What is due is looked for every day (docs/rotate-keys.md).
    assert all("RRULE:FREQ=DAILY;INTERVAL=1" in one["rrule"] for one in data["awx_schedules"])
    for one in data["awx_job_templates"]:
        assert (AWX / "project" / one["playbook"]).is_file()
    for one in data["awx_inventories"]:
        assert (AWX / "project" / one["source_path"]).is_file()
