# Copyright (c) 2026, streamops.confluent contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

"""The inventory plugin: what hosts and groups it makes, by which requests, with the cache, and when the service fails.

Most cases run Ansible's InventoryManager in this process; the commands themselves are run for what people see of them.
"""

from __future__ import annotations

import json
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
import yaml

from tests.support.playbooks import ansible_environment

BIN = Path(sys.executable).parent
PLUGIN = "streamops.confluent.confluent"
ENVIRONMENTS, CLUSTERS, REGISTRIES = "/org/v2/environments", "/cmk/v2/clusters", "/srcm/v3/clusters"


class Inventory:
    """An organization, the source that lists it, and who reads it."""

    def __init__(self, sandbox: Any, folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
        self.sandbox, self.folder, self.monkeypatch = sandbox, folder, monkeypatch
        self.source = folder / "confluent.yml"
        for name, value in sandbox.env.items():
            monkeypatch.setenv(name, value)

    def environment(self, name: str, identifier: str, *clusters: tuple[str, str], **fields: Any) -> None:
        """An environment with clusters (name, id), put there directly."""
        self.sandbox.seed("environments", {"display_name": name, "id": identifier, **fields})
        made = [{"environment": identifier, "display_name": one, "id": lkc} for one, lkc in clusters]
        if made:
            self.sandbox.seed("clusters", made)

    def write(self, **options: Any) -> str:
        self.source.write_text(yaml.safe_dump({"plugin": PLUGIN, **options}), encoding="utf-8")
        return str(self.source)

    def parse(self, **options: Any) -> Any:
        """The inventory as Ansible has it. Raises what the plugin does, as the manager's only error."""
        from ansible import constants
        from ansible.inventory.data import InventoryData
        from ansible.parsing.dataloader import DataLoader
        from ansible.plugins.loader import inventory_loader

        path = self.write(**options)
        data, loader = InventoryData(), DataLoader()
        assert constants.CACHE_PLUGIN  # configuration is loaded
        plugin = inventory_loader.get(PLUGIN)
        assert plugin.verify_file(path)
        plugin.parse(data, loader, path, cache=True)
        if options.get("cache"):
            plugin.update_cache_if_changed()
        data.reconcile_inventory()
        return data

    def requests(self) -> dict[str, int]:
        """How many requests for each path, since they were looked at last. None was a write."""
        assert self.sandbox.writes() == []
        counts: dict[str, int] = {}
        for entry in self.sandbox.journal():
            counts[entry["path"]] = counts.get(entry["path"], 0) + 1
        self.sandbox.clear_journal()
        return counts

    def command(self, *arguments: str, **env: str) -> subprocess.CompletedProcess[str]:
        """ansible-inventory."""
        return subprocess.run(
            [str(BIN / "ansible-inventory"), "-i", str(self.source), *arguments],
            env=ansible_environment(self.folder, {**self.sandbox.env, **env}),
            cwd="/",
            stdin=subprocess.DEVNULL,
            capture_output=True,
            text=True,
            timeout=60,
            check=False,
        )


@pytest.fixture
def inventory(sandbox: Any, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Inventory:
    return Inventory(sandbox, tmp_path, monkeypatch)


@pytest.fixture
def shop(inventory: Inventory) -> Inventory:
    """Two environments, one without a cluster, and two clusters of one name."""
    inventory.environment("prod", "env-p1", ("orders", "lkc-a1"), ("orders", "lkc-a2"), package="ADVANCED")
    dedicated = {"config": {"kind": "Dedicated", "cku": 2}, "availability": "MULTI_ZONE"}
    place = {"cloud": "GCP", "region": "europe-west3", **dedicated}
    inventory.sandbox.seed("clusters", {"environment": "env-p1", "display_name": "big", "id": "lkc-b1", **place})
    inventory.environment("empty", "env-e1")
    inventory.sandbox.clear_journal()
    return inventory


def groups(data: Any) -> dict[str, list[str]]:
    return {name: sorted(host.name for host in group.get_hosts()) for name, group in data.groups.items()}


def another_key(sandbox: Any) -> dict[str, str]:
    """A second Cloud API key of the administrator."""
    key = {"id": "SECONDCLOUDKEY", "secret": "the-secret-of-the-second-key"}
    sandbox.seed("api_keys", {"owner": "u-4xgp5z", "resource": None, **key})
    return key


def test_the_command_shows_hosts_groups_and_variables(shop: Inventory) -> None:
    """`--list` and `--graph`, each by the same requests: a list of environments, and two for each of them."""
    shop.write()
    listed, graph = shop.command("--list"), shop.command("--graph")
    assert (listed.returncode, listed.stderr, graph.returncode, graph.stderr) == (0, "", 0, "")
    assert shop.requests() == {ENVIRONMENTS: 2, CLUSTERS: 4, REGISTRIES: 4}
    told = json.loads(listed.stdout)
    assert sorted(told["_meta"]["hostvars"]) == [
        *("empty", "prod", "prod.big", "prod.orders.lkc-a1", "prod.orders.lkc-a2")
    ]
    big = told["_meta"]["hostvars"]["prod.big"]
    assert {name: big[f"cc_{name}"] for name in ("id", "name", "kind", "environment_id", "environment_name")} == {
        "id": "lkc-b1",
        "name": "big",
        "kind": "cluster",
        "environment_id": "env-p1",
        "environment_name": "prod",
    }
    assert (big["cc_cku"], big["cc_current_cku"], big["cc_phase"]) == (2, 2, "PROVISIONED")
    assert big["cc_package"] == "ADVANCED"
    assert big["cc_rest_endpoint"] == f"{shop.sandbox.endpoint}/_kafka/lkc-b1"
    assert big["cc_bootstrap_endpoint"].endswith(".europe-west3.gcp.confluent.cloud:9092")
    assert big["cc_registry_endpoint"] == f"{shop.sandbox.endpoint}/_sr/{big['cc_registry_id']}"
    assert big["ansible_connection"] == "local"
    assert told["_meta"]["hostvars"]["prod"]["cc_clusters"] == ["lkc-a1", "lkc-a2", "lkc-b1"]
    assert told["_meta"]["hostvars"]["empty"]["cc_registry_endpoint"] is None
    for group in ("environment_prod", "cloud_gcp", "region_europe_west3", "type_dedicated", "package_essentials"):
        assert f"  |--@{group}:\n" in graph.stdout


def test_groups(shop: Inventory) -> None:
    both = ["prod.orders.lkc-a1", "prod.orders.lkc-a2"]
    assert groups(shop.parse()) == {
        "all": ["empty", "prod", "prod.big", *both],
        "ungrouped": [],
        "environments": ["empty", "prod"],
        "clusters": ["prod.big", *both],
        "environment_prod": ["prod", "prod.big", *both],
        "environment_empty": ["empty"],
        "package_advanced": ["prod", "prod.big", *both],
        "package_essentials": ["empty"],
        "cloud_aws": both,
        "cloud_gcp": ["prod.big"],
        "region_us_east_1": both,
        "region_europe_west3": ["prod.big"],
        "type_basic": both,
        "type_dedicated": ["prod.big"],
        "phase_provisioned": ["prod.big", *both],
    }


def test_what_is_listed_is_chosen(shop: Inventory) -> None:
    """By environment, kind of host, name, group; without registries an environment costs one request."""
    data = shop.parse(environments=["prod"], hosts=["cluster"], hostname="id", group_by=["type"], registries=False)
    assert shop.requests() == {ENVIRONMENTS: 1, CLUSTERS: 1}
    assert groups(data) == {
        "all": ["lkc-a1", "lkc-a2", "lkc-b1"],
        "ungrouped": [],
        "clusters": ["lkc-a1", "lkc-a2", "lkc-b1"],
        "type_basic": ["lkc-a1", "lkc-a2"],
        "type_dedicated": ["lkc-b1"],
    }
    assert data.hosts["lkc-b1"].vars["cc_registry_endpoint"] is None


def test_what_is_constructed(shop: Inventory) -> None:
    data = shop.parse(
        strict=True,
        compose={"url": "cc_rest_endpoint", "ansible_connection": "'ansible.builtin.ssh'"},
        groups={"big_ones": "(cc_cku or 0) > 1"},
        keyed_groups=[{"key": "cc_kind", "prefix": "kind"}],
    )
    assert groups(data)["big_ones"] == ["prod.big"]
    assert groups(data)["kind_environment"] == ["empty", "prod"]
    assert data.hosts["prod.big"].vars["url"] == f"{shop.sandbox.endpoint}/_kafka/lkc-b1"
    assert data.hosts["prod.big"].vars["ansible_connection"] == "ansible.builtin.ssh"


def test_strict_is_ansibles(shop: Inventory) -> None:
    from ansible.errors import AnsibleError

    assert "bad" not in shop.parse(strict=False, compose={"bad": "no_such_variable"}).hosts["prod"].vars
    with pytest.raises(AnsibleError, match="no_such_variable"):
        shop.parse(strict=True, compose={"bad": "no_such_variable"})


def test_more_than_a_page(inventory: Inventory) -> None:
    inventory.environment("prod", "env-p1", *((f"c{n}", f"lkc-{n:05d}") for n in range(205)))
    for number in range(100):
        inventory.environment(f"e{number}", f"env-x{number}")
    inventory.sandbox.clear_journal()
    data = inventory.parse()
    assert inventory.requests() == {ENVIRONMENTS: 2, CLUSTERS: 103, REGISTRIES: 101}
    assert len(data.groups["clusters"].hosts) == 205
    assert len(data.groups["environments"].hosts) == 101


def test_a_cluster_without_endpoints_and_one_with_a_map_only(shop: Inventory) -> None:
    """The service may leave the deprecated members out, and a cluster that is being made has neither."""
    point = {"kafka_bootstrap_endpoint": "SASL_SSL://b.example:9092", "http_endpoint": "https://r.example"}

    def cluster(name: str, endpoints: Any) -> dict[str, Any]:
        spec = {"display_name": name, "config": {"kind": "Enterprise"}, "endpoints": endpoints}
        return {"id": f"lkc-{name}", "metadata": {}, "spec": spec, "status": {"phase": "ODD"}}

    points = {
        "making": None,
        "one": {"ap1": point},
        "public": {"PUBLIC": point, "ap1": {}},
        "several": {"a": point, "b": {}},
    }
    body = {"metadata": {}, "data": [cluster(name, given) for name, given in points.items()]}
    shop.sandbox.fault(method="GET", path=CLUSTERS, status=200, body=body)
    data = shop.parse(environments=["prod"], hosts=["cluster"])
    shown = {host.vars["cc_name"]: host.vars for host in data.hosts.values()}
    told = {n: (v["cc_bootstrap_endpoint"], v["cc_rest_endpoint"]) for n, v in shown.items()}
    there, nothing = ("b.example:9092", "https://r.example"), (None, None)
    assert told == {"making": nothing, "one": there, "public": there, "several": nothing}
    assert sorted(shown["several"]["cc_endpoints"]) == ["a", "b"]
    assert "phase_odd" in data.groups


# Untrusted data


def test_names_are_data(
    inventory: Inventory, playbook: Callable[..., Any], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A name that is a template is shown as it is, in a play as well, and nothing of it is carried out."""
    monkeypatch.setenv("TOUCHED", str(tmp_path / "touched"))
    name = "{{ lookup('pipe', 'touch $TOUCHED') }}"
    inventory.environment(name, "env-t1", (name, "lkc-t1"), ("{% raw %}", "lkc-t2"))
    constructed = {"keyed_groups": [{"key": "cc_name", "prefix": "named"}], "compose": {"again": "cc_name"}}
    path = inventory.write(hostname="id", **constructed)
    shown = "{{ [cc_name, cc_environment_name, again, hostvars['lkc-t2'].cc_name] }}"
    debug = {"ansible.builtin.debug": {"msg": shown}}
    result = playbook([{"hosts": "lkc-t1", "tasks": [{"name": "show", **debug}]}], path).check()
    assert result.task("show")["msg"] == [name, name, name, "{% raw %}"]
    assert not (tmp_path / "touched").exists()


def test_nobody_becomes_another_host_by_a_name(inventory: Inventory) -> None:
    """Names of Ansible, of groups, of each other, and of what others get because of that."""
    names = ["all", "localhost", "clusters", "environment_prod", "prod", "prod", "prod.env-4", "a b", "a_b", "env-1"]
    for number, name in enumerate(names):
        inventory.environment(name, f"env-{number}", ("x", f"lkc-{number}"))
    data = inventory.parse()
    assert len(data.hosts) == 2 * len(names)
    for name in data.hosts:
        assert name not in ("all", "localhost", "prod", "a_b")
        assert name not in data.groups
    assert {host.vars["cc_id"] for host in data.hosts.values()} == {
        *(f"env-{n}" for n in range(len(names))),
        *(f"lkc-{n}" for n in range(len(names))),
    }
    # No group of an environment has what is in another one.
    for name, group in data.groups.items():
        if name.startswith("environment_"):
            assert len({host.vars["cc_environment_id"] for host in group.hosts}) == 1, name


# The cache


def test_the_cache_asks_nothing_until_it_is_another_question(shop: Inventory, tmp_path: Path) -> None:
    cache = {"cache": True, "cache_plugin": "ansible.builtin.jsonfile", "cache_connection": str(tmp_path / "cache")}
    first = shop.parse(**cache)
    assert sum(shop.requests().values()) == 5
    second = shop.parse(**cache)
    assert shop.requests() == {}
    assert groups(first) == groups(second)
    assert {n: h.vars for n, h in first.hosts.items()} == {n: h.vars for n, h in second.hosts.items()}
    shop.parse(**cache, hostname="id")  # another look at the same
    assert shop.requests() == {}
    shop.parse(**cache, registries=False)
    assert shop.requests() == {ENVIRONMENTS: 1, CLUSTERS: 2}
    key = another_key(shop.sandbox)
    shop.parse(**cache, cloud_api_key=key["id"], cloud_api_secret=key["secret"])
    assert sum(shop.requests().values()) == 5
    kept = b"".join(path.read_bytes() for path in (tmp_path / "cache").iterdir())
    assert b"lkc-a1" in kept
    assert shop.sandbox.cloud_secret.encode() not in kept
    assert key["secret"].encode() not in kept


# When the service fails


@pytest.mark.parametrize(
    "fault",
    [
        {"status": 429, "headers": {"Retry-After": "0"}},
        {"status": 500},
        {"status": 503},
        {"reset": "before"},
        {"answer": "cut"},
    ],
    ids=lambda fault: str(next(iter(fault.values()))),
)
def test_what_passes_is_tried_again(shop: Inventory, fault: dict[str, Any]) -> None:
    whole = groups(shop.parse())
    shop.requests()
    shop.sandbox.fault(path=CLUSTERS, **fault)
    assert groups(shop.parse()) == whole
    assert shop.requests() == {ENVIRONMENTS: 1, CLUSTERS: 3, REGISTRIES: 2}


@pytest.mark.parametrize("path", [ENVIRONMENTS, CLUSTERS, REGISTRIES])
@pytest.mark.parametrize("status", [401, 429, 500])
def test_what_stays_fails_the_whole_inventory(shop: Inventory, path: str, status: int) -> None:
    """No host of half an inventory, and no word of the credential."""
    from ansible.errors import AnsibleParserError

    body = {"errors": [{"detail": f"no {shop.sandbox.cloud_secret}"}]}
    shop.sandbox.fault(path=path, status=status, times=0, body=body)
    with pytest.raises(AnsibleParserError) as failure:
        shop.parse(retry_timeout=0)
    said = str(failure.value)
    assert f"{status}" in said
    assert str(shop.source) in said
    assert shop.sandbox.cloud_secret not in said


def test_a_failure_of_the_command(shop: Inventory) -> None:
    """With the setting that AWX has, the command fails; at the highest verbosity it shows no secret."""
    shop.write(retry_timeout=0)
    shop.sandbox.fault(path=CLUSTERS, status=401, times=0)
    done = shop.command("--list", "-vvvv", ANSIBLE_INVENTORY_ANY_UNPARSED_IS_FAILED="true")
    assert done.returncode != 0
    assert "401" in done.stderr
    assert shop.sandbox.cloud_secret not in done.stdout + done.stderr


def test_what_may_not_be_seen_is_told_and_not_cached(
    shop: Inventory, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    from ansible.utils.display import Display

    told: list[str] = []
    monkeypatch.setattr(Display, "warning", lambda self, words, *rest, **named: told.append(str(words)))
    cache = {"cache": True, "cache_plugin": "ansible.builtin.jsonfile", "cache_connection": str(tmp_path / "cache")}
    shop.sandbox.fault(path=CLUSTERS, status=403)
    seen = shop.parse(**cache, environments=["prod"])
    assert sorted(seen.hosts) == ["prod"]
    assert [words.partition(": ")[2] for words in told] == [
        "the kafka clusters of environment env-p1 cannot be seen: the service answers 403"
    ]
    assert len(shop.parse(**cache, environments=["prod"]).hosts) == 4


@pytest.mark.parametrize(
    ("options", "words"),
    [
        ({"environments": ["prd"]}, "there is no environment 'prd'.*Did you mean 'prod'"),
        ({"hosts": ["clusters"]}, "clusters"),
        ({"group_by": ["tag"]}, "tag"),
        ({"concurrency": 0}, "concurrency is from 1 to 64, not 0"),
        ({"cloud_endpoint": "ftp://x"}, "cloud_endpoint 'ftp://x': it must be a URL"),
        ({"cloud_api_key": ""}, "cloud_api_key is missing"),
        ({"request_timeout": 0}, "request_timeout"),
    ],
)
def test_what_is_refused(shop: Inventory, options: dict[str, Any], words: str) -> None:
    from ansible.errors import AnsibleError

    with pytest.raises(AnsibleError, match=words):
        shop.parse(**options)


# Credentials


def test_a_key_file_beside_the_source(shop: Inventory) -> None:
    """Encrypted, by a relative path, which begins at the source wherever Ansible was started; it wins over the
    environment's key.
    """
    from ansible.parsing.vault import VaultLib, VaultSecret

    key = another_key(shop.sandbox)
    text = json.dumps({"api_key": key["id"], "api_secret": key["secret"]})
    secret = VaultSecret(b"vault-password")
    (shop.folder / "key.json").write_bytes(VaultLib([("default", secret)]).encrypt(text, secret))
    (shop.folder / "key.json").chmod(0o600)
    (shop.folder / "password").write_text("vault-password", encoding="utf-8")
    shop.write(cloud_key_file="key.json", vault_password_file="password")
    done = shop.command("--graph")
    assert done.stderr == ""
    assert "@environment_prod" in done.stdout
    assert {entry["credential"] for entry in shop.sandbox.journal()} == {key["id"]}


# Scale


def test_a_thousand_clusters_in_a_hundred_environments(inventory: Inventory) -> None:
    """Two requests for each environment, and one for their list. What that takes: `make bench`, part 12."""
    for number in range(100):
        clusters = ((f"c{n}", f"lkc-{number:03d}{n}") for n in range(10))
        inventory.environment(f"e{number}", f"env-x{number:03d}", *clusters)
    inventory.sandbox.clear_journal()
    data = inventory.parse()
    assert inventory.requests() == {ENVIRONMENTS: 1, CLUSTERS: 100, REGISTRIES: 100}
    assert len(data.groups["clusters"].hosts) == 1000
