# Copyright (c) 2026, streamops.confluent contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

"""The documents, followed to the letter: by somebody in an empty folder and home, with an empty organization."""

from __future__ import annotations

import json
import re
import shlex
import stat
import subprocess
from pathlib import Path
from typing import Any

import pytest

from tests.support.modules import run_module
from tests.support.paths import CHECKOUT
from tests.support.playbooks import ansible_environment, ansible_playbook
from tests.support.whole import whole_only

from . import estate_plays as plays

pytestmark = pytest.mark.timeout(900)  # whole playbooks

BLOCK = re.compile(r"(?:^`(?P<file>[^`\n]+)`:\n\n)?^ *```(?P<language>\w*)\n(?P<text>.*?)^ *```$", re.M | re.S)
MADE_UP = "given-by-the-newcomer"


class Reader:
    """Does what a document says: writes the files that it shows, and runs its commands one by one.

    fresh: each by a shell, as a reader does; otherwise ansible-playbook is forked (tests/support/playbook_zygote.py).
    """

    def __init__(
        self, document: str, folder: Path, sandbox: Any, where: Path | None = None, fresh: bool = False
    ) -> None:
        self.folder, self.where, self.fresh = folder, where or folder, fresh
        text = (CHECKOUT / document).read_text(encoding="utf-8")
        self.blocks = list(BLOCK.finditer(text))
        lines = [line.strip().removeprefix("$ ") for block in self.blocks for line in block["text"].splitlines()]
        exported = {name for line in lines if line.startswith("export ") for name in re.findall(r"([A-Z_]+)=", line)}
        self.env = {**dict.fromkeys(exported, MADE_UP), **sandbox.env, "HOME": str(folder)}
        self.commands = [
            line.partition("  #")[0].strip() for line in lines if line.startswith(("ansible ", "ansible-playbook "))
        ]

    def write_files(self) -> list[str]:
        """The YAML files of the document: named before the block, or in its first line."""
        written = []
        for block in self.blocks:
            first = re.match(r"# (\S+\.yml)\n", block["text"])
            name = block["file"] or (first and first[1])
            if block["language"] == "yaml" and name:
                path = self.folder / name
                path.parent.mkdir(parents=True, exist_ok=True)
                path.write_text(block["text"], encoding="utf-8")
                written.append(name)
        return written

    def edit(self, file: str, old: str, new: str) -> None:
        path = self.folder / file
        text = path.read_text(encoding="utf-8")
        assert old in text
        path.write_text(text.replace(old, new), encoding="utf-8")

    def follow(self, *parts: str, fails: bool = False) -> str:
        """The output of the next command, which has these parts."""
        command = self.commands.pop(0)
        assert [part for part in parts if part not in command] == [], command
        return self.run(command, fails)

    def run(self, command: str, fails: bool = False) -> str:
        scratch = self.folder / ".scratch"
        scratch.mkdir(exist_ok=True)
        env = ansible_environment(scratch, self.env)
        self.results = Path(env["STREAMOPS_RESULTS"])  # of the last command
        self.results.unlink(missing_ok=True)
        words = shlex.split(command)
        if words[0] == "ansible-playbook" and "$" not in command and not self.fresh:
            forked = ansible_playbook(words[1:], {**env, "PWD": str(self.where)}, self.where, 600)  # as a shell says it
            assert (forked["rc"] != 0) is fails, f"{command}\n{forked['stdout']}\n{forked['stderr']}"
            return str(forked["stdout"] + forked["stderr"])
        done = subprocess.run(
            command, shell=True, cwd=self.where, env=env, capture_output=True, text=True, check=False, timeout=600
        )
        assert (done.returncode != 0) is fails, f"{command}\n{done.stdout}\n{done.stderr}"
        return done.stdout + done.stderr


def test_your_first_environment(sandbox: Any, tmp_path: Path) -> None:
    reader = Reader("docs/first-environment.md", tmp_path, sandbox, fresh=True)
    group_vars = ("all.yml", "dev.yml", "staging.yml")
    assert reader.write_files() == ["inventory/hosts.yml", *(f"inventory/group_vars/{name}" for name in group_vars)]
    assert "organizations" in reader.follow("confluent_organization_info")
    # The look ahead at an empty organization is in test_predicted_done_and_then_no_change.
    ahead, bootstrap = reader.commands.pop(0), reader.commands[0]
    assert ahead == f"{bootstrap} --check"
    reader.follow("bootstrap", "-l dev")
    assert (tmp_path / ".confluent" / "dev" / "dev-order-service.kafka.json").is_file()

    # 6: partitions up; a field that breaks readers, and one that does not. Partitions down: test_verify.
    reader.edit("inventory/group_vars/dev.yml", "partitions: 3", "partitions: 6")
    amount = "- {name: amount_minor, type: long}\n"
    field = "        - {name: currency, type: string}\n"
    reader.edit("inventory/group_vars/all.yml", amount, amount + field)
    command = reader.commands.pop(0)
    assert command == f"{bootstrap} --check --diff"
    shown = reader.run(command, fails=True)
    assert '"partitions": 6' in shown
    assert "currency" in shown
    reader.edit("inventory/group_vars/all.yml", "currency, type: string}", "currency, type: string, default: EUR}")

    # Both environments in one go, and in the same the document's own proof that nothing is left to do in either.
    assert [reader.commands.pop(0), reader.commands.pop(0)] == [bootstrap, bootstrap.replace("-l dev", "-l staging")]
    playbooks = "streamops.confluent.bootstrap", "streamops.confluent.verify"
    assert playbooks[1] in reader.commands[0]
    assert "confluent_fail_on_drift=true" in reader.commands[0]
    both = reader.commands.pop(0).replace(playbooks[1], " ".join(playbooks))
    assert "Say it with -l NAME" in reader.run(both, fails=True)
    shown = reader.run(f"{both} -e confluent_all_environments=true")
    assert shown.count("nothing to do") == 2
    (registry,) = (
        held
        for ident, held in sandbox.state()["registries"].items()
        if sandbox.state()["schema_registries"][ident]["environment"] == _environments(sandbox)["dev"]
    )
    assert "EUR" in json.dumps(registry)
    reader.follow("teardown", "-l dev")
    assert reader.commands == []
    assert list(_environments(sandbox)) == ["staging"]


class PullRequest:
    """The guide to plans, with its inventory as it is before its first change. `later`: what `own` holds afterwards."""

    def __init__(self, sandbox: Any, folder: Path) -> None:
        self.reader = Reader("docs/plan-in-a-pull-request.md", folder, sandbox)
        files = ["inventory/hosts.yml", "inventory/group_vars/all.yml", ".github/workflows/plan.yml"]
        assert self.reader.write_files() == [*files, *["inventory/host_vars/dev.yml"] * 2]
        self.own = folder / "inventory" / "host_vars" / "dev.yml"
        self.own.write_text("{}", encoding="utf-8")
        self.later = [block["text"] for block in self.reader.blocks if "host_vars/dev.yml" in block["text"]]
        self.plans = folder / "confluent-plan"

    def told(self, start: str) -> list[str]:
        """The lines that the guide shows in the block that begins so."""
        (text,) = (block["text"] for block in self.reader.blocks if block["text"].startswith(start))
        return str(text).splitlines()


def test_a_plan_in_a_pull_request(sandbox: Any, tmp_path: Path) -> None:
    """Chapters 2 to 4: the plan of both hosts, what was approved of it, and what was not."""
    guide = PullRequest(sandbox, tmp_path)
    reader, plans = guide.reader, guide.plans
    first = reader.commands.pop(0)
    assert reader.commands[0] == f"{first} -e confluent_status_file=status.json"
    shown = reader.follow("plan -i inventory")
    status = json.loads((tmp_path / "status.json").read_text(encoding="utf-8"))
    assert status.keys() == json.loads("\n".join(guide.told("{\n"))).keys()
    assert (status["status"], status["code"], list(status["differs"])) == ("differs", 2, ["dev", "prod"])
    words = guide.told("dev: changes")
    assert [line for line in words if line not in shown] == []
    assert sorted(path.name for path in plans.iterdir()) == ["dev.json", "dev.md", "plan.md", "prod.json", "prod.md"]
    assert (plans / "plan.md").read_text(encoding="utf-8").splitlines()[-1] == words[-1]
    assert sandbox.writes() == []
    reader.follow("apply", "-l dev", "dev.json")
    assert list(_environments(sandbox)) == ["dev"]

    guide.own.write_text(guide.later[0], encoding="utf-8")
    reader.follow("plan", "-l dev")
    document = json.loads((plans / "dev.json").read_text(encoding="utf-8"))
    assert document["summary"] == "Plan: 0 to create, 1 to change, 0 to delete, 0 not in the data"
    assert "keys move" in (plans / "dev.md").read_text(encoding="utf-8")
    guide.own.write_text(guide.later[1], encoding="utf-8")
    sandbox.clear_journal()
    shown = reader.follow("apply", "-l dev", fails=True)
    assert [line for line in guide.told("topic orders.forgotten") if line not in shown] == []
    assert sandbox.writes() == []

    # Chapter 6: the teardown of what is there.
    guide.own.write_text(guide.later[0], encoding="utf-8")
    planned, torn_down = reader.commands[-2:]
    assert "0 to create, 0 to change, 5 to delete" in reader.run(planned)
    assert "### Goes along" in (tmp_path / "teardown-plan" / "dev.md").read_text(encoding="utf-8")
    assert sandbox.writes() == []
    reader.run(torn_down)
    assert _environments(sandbox) == {}


@whole_only("its logic has tests of its own, and two playbooks are dear")
def test_from_one_environment_to_the_next(sandbox: Any, tmp_path: Path) -> None:
    """Chapter 5: what differs, and what is taken along."""
    guide = PullRequest(sandbox, tmp_path)
    guide.own.write_text(guide.later[1], encoding="utf-8")
    compare, promote = guide.reader.commands[-4:-2]
    shown = guide.reader.run(compare)
    assert "5 the same, 1 differ, 1 only in dev, 0 only in prod" in shown
    assert "orders.forgotten" in (guide.plans / "compare.md").read_text(encoding="utf-8")
    assert sandbox.journal() == []
    shown = guide.reader.run(promote)
    assert "change topic orders.placed of cluster orders: partitions" in shown
    promoted = tmp_path / "promoted.yml"
    assert "name: orders.forgotten" in promoted.read_text(encoding="utf-8")
    assert "prod-automation.kafka.json" in promoted.read_text(encoding="utf-8")
    assert sandbox.writes() == []
    # A file is written only where nothing speaks against it.
    promoted.unlink()
    guide.own.write_text(guide.later[1].replace("partitions: 6", "partitions: -1"), encoding="utf-8")
    shown = guide.reader.run(promote, fails=True)
    assert "partitions must be at least" in shown
    assert not promoted.exists()


def _environments(sandbox: Any) -> dict[str, str]:
    return {item["display_name"]: ident for ident, item in sandbox.state()["environments"].items()}


def test_take_over_what_exists(sandbox: Any, tmp_path: Path) -> None:
    """An environment that somebody made by hand: an account without roles for us, a cluster, topics, a schema."""
    by_hand = {
        "environment": {"name": "dev"},
        "clusters": [
            {
                "name": "orders",
                "type": "Standard",
                "availability": "LOW",
                "cloud": "AWS",
                "region": "eu-central-1",
                "kafka_key_file": str(tmp_path / "theirs" / "console.kafka.json"),
                "topics": [{"name": "orders.placed", "partitions": 3, "config": {"retention.ms": "7d"}}],
                "acls": [
                    {
                        "principal": "till",
                        "operation": "READ",
                        "resource_type": "TOPIC",
                        "resource_name": "orders.placed",
                    }
                ],
            }
        ],
        "service_accounts": [
            {
                "name": "console",
                "role_bindings": [{"role": "EnvironmentAdmin", "scope": "environment"}],
                "api_keys": [
                    {"name": "kafka", "resource": "kafka", "cluster": "orders"},
                    {"name": "registry", "resource": "schema_registry"},
                ],
            },
            {"name": "till", "description": "{{ made by hand }}"},
        ],
        "schemas": [{"subject": "orders.placed-value", "schema": '{"type": "string"}'}],
        "schema_registry_key_file": str(tmp_path / "theirs" / "console.registry.json"),
        "secrets_dir": str(tmp_path / "theirs"),
    }
    made = run_module("confluent_estate", by_hand, env=sandbox.env, skipping=sandbox.endpoint)
    assert not made["failed"], made["msg"]

    reader = Reader("docs/take-over-what-exists.md", tmp_path, sandbox)
    assert reader.write_files() == ["reader.yml", "export.yml"]
    reader.follow("reader.yml")
    sandbox.clear_journal()
    told = reader.follow("streamops.confluent.export", "@export.yml")
    assert "files written" in told
    assert sandbox.writes() == []
    (drawn,) = (block["text"] for block in reader.blocks if "host_vars" in block["text"] and not block["language"])
    there = {path.name for path in (tmp_path / "dev").rglob("*")}
    assert set(re.findall(r"[a-z_]+\.(?:yml|md)", drawn.lower())) <= {name.lower() for name in there}
    plan, change, bootstrap = reader.commands
    assert plan == change == f"{bootstrap} --check --diff"
    assert "nothing to do" in reader.run(plan)

    reader.edit("dev/inventory/host_vars/dev/topics.yml", "partitions: 3", "partitions: 6")
    assert '"partitions": 6' in reader.run(f"{bootstrap} --diff")  # what check mode says of it is in test_verify
    assert [(entry["method"], entry["path"].rpartition("/")[2]) for entry in sandbox.writes()] == [
        ("PATCH", "orders.placed")
    ]


def test_the_readme(sandbox: Any, tmp_path: Path) -> None:
    reader = Reader("README.md", tmp_path, sandbox, fresh=True)
    assert reader.write_files() == ["inventory/hosts.yml", "inventory/group_vars/dev.yml", "retention.yml"]
    bootstrap = reader.commands[0]
    reader.follow("bootstrap", "-l dev")
    shown = reader.follow("retention.yml --check --diff")
    (told,) = (block["text"] for block in reader.blocks if block["language"] == "diff")
    assert [line for line in told.splitlines() if line.strip() not in shown] == []
    assert reader.commands == [f"{bootstrap} --check", bootstrap]


def test_the_estate(sandbox: Any, tmp_path: Path) -> None:
    """Its commands are for the example of the checkout, which is brought about from nothing to running connectors."""
    reader = Reader("docs/estate.md", tmp_path, sandbox, CHECKOUT)
    bootstrap, check, verify, _rotate, teardown = reader.commands
    secrets = [name for name, value in reader.env.items() if value == MADE_UP]
    assert sorted(secrets) == sorted(plays.CONNECTOR_SECRETS)
    # Whoever has not read the line with the exports is told of all of them at once.
    for name in secrets:
        del reader.env[name]
    words = reader.run(bootstrap, fails=True)
    assert [name for name in secrets if f"export {name}" not in words] == []
    assert sandbox.journal() == []
    assert "connector crm-customers" in reader.run(check)  # which does without
    assert sandbox.writes() == []

    reader.env.update(plays.CONNECTOR_SECRETS)
    shown = reader.run(f"{bootstrap} --diff -vvv")
    _no_secret_shows(shown + reader.results.read_text(encoding="utf-8"), sandbox)
    _the_example_is_there(sandbox)
    (summary,) = (
        block["text"] for block in Reader("README.md", tmp_path, sandbox).blocks if block["language"] == "text"
    )
    told = [line.strip() for line in summary.splitlines() if line.strip() != "..."]
    assert [line for line in told if line not in shown] == []
    _secrets_are_private(tmp_path / ".confluent" / "dev", len(plays.existing(sandbox)["api_keys"]))

    # What `check` says of the same is what `verify` says, which compares and takes no secret for that.
    for name in secrets:
        del reader.env[name]
    names = [re.search(r"streamops\.confluent\.\w+", command)[0] for command in (verify, teardown)]  # type: ignore[index]
    assert verify.split()[2:] == teardown.split()[2:6]  # so one run does both
    assert "nothing to do" in reader.run(teardown.replace(names[1], " ".join(names)))
    assert sandbox.state()["environments"] == {}


def _the_example_is_there(sandbox: Any) -> None:
    there = plays.existing(sandbox)
    assert there["environments"] == ["dev"]
    assert there["clusters"] == ["orders"]
    assert len(there["topics"]) >= 12
    assert len(there["service_accounts"]) >= 4
    assert len(there["acls"]) + len(there["role_bindings"]) >= 15
    assert len(there["subjects"]) >= 6
    assert len(there["connectors"]) == 2
    state = sandbox.state()
    kinds = {key["resource_kind"] for key in state["api_keys"].values() if key["owner"].startswith("sa-")}
    assert {"Cloud", "Cluster"} <= kinds
    (cluster,) = state["clusters"]
    (registry,) = state["schema_registries"]
    assert {cluster, registry} <= {key["resource"] for key in state["api_keys"].values()}
    types = {
        version["schemaType"] for versions in state["registries"][registry]["subjects"].values() for version in versions
    }
    assert types == {"AVRO", "JSON", "PROTOBUF"}
    for connector in there["connectors"]:
        path = f"/connect/v1/environments/{state['clusters'][cluster]['environment']}/clusters/{cluster}/connectors"
        status = sandbox.request("GET", f"{path}/{connector.partition('/')[2]}/status")
        assert status["connector"]["state"] == "RUNNING"


def _no_secret_shows(text: str, sandbox: Any) -> None:
    """Not in what the most talkative run prints, nor in its results."""
    state = sandbox.state()
    secrets = [key["secret"] for key in state["api_keys"].values()]
    (connectors,) = state["connectors"].values()
    held = {value for connector in connectors.values() for value in connector["config"].values()}
    assert set(plays.CONNECTOR_SECRETS.values()) <= held  # they did arrive
    assert len(secrets) > 3
    assert "database.user" in text  # settings do show, so a secret among them would
    for secret in [*secrets, *plays.CONNECTOR_SECRETS.values()]:
        assert secret not in text
        assert secret[:16] not in text


def _secrets_are_private(folder: Path, number: int) -> None:
    assert stat.S_IMODE(folder.stat().st_mode) == 0o700
    files = list(folder.iterdir())
    assert len(files) == number
    for file in files:
        assert stat.S_IMODE(file.stat().st_mode) == 0o600
        assert json.loads(file.read_text(encoding="utf-8"))["api_secret"]


def test_every_document_says_which_credential_wins_as_it_is(sandbox: Any, tmp_path: Path, run_module: Any) -> None:
    """docs/credentials.md: a key file of the task wins over an exported key, and that over an exported key file."""
    page = (CHECKOUT / "docs" / "credentials.md").read_text(encoding="utf-8")
    assert "a key file in the task (or in `module_defaults`) over an\nexported key" in page
    good, bad = tmp_path / "good.json", tmp_path / "bad.json"
    env = sandbox.env
    pair = {"api_key": env["CONFLUENT_CLOUD_API_KEY"], "api_secret": env["CONFLUENT_CLOUD_API_SECRET"]}
    wrong = {"CONFLUENT_CLOUD_API_KEY": "WRONG", "CONFLUENT_CLOUD_API_SECRET": "wrong"}
    good.write_text(json.dumps(pair), encoding="utf-8")
    bad.write_text(json.dumps({"api_key": "WRONG", "api_secret": "wrong"}), encoding="utf-8")
    info = "confluent_organization_info"
    assert run_module(info, {"cloud_key_file": str(good)}, env=wrong)["failed"] is False
    assert run_module(info, {}, env={**env, "CONFLUENT_CLOUD_KEY_FILE": str(bad)})["failed"] is False
    assert run_module(info, {"cloud_key_file": str(bad)}, env=env)["failed"] is True
