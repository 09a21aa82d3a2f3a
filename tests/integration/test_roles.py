# Copyright (c) 2026, streamops.confluent contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

"""The roles: complete, in step with the modules and with each other, and usable one at a time."""

from __future__ import annotations

import re
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest
import yaml

from tests.support import estate as support
from tests.support.examples import documentation
from tests.support.paths import CHECKOUT

from . import estate_plays as plays

ROLES = CHECKOUT / "roles"


def _yaml(path: Path) -> Any:
    return yaml.safe_load(path.read_text(encoding="utf-8"))


def _options(role: str) -> dict[str, Any]:
    return dict(_yaml(ROLES / role / "meta" / "argument_specs.yml")["argument_specs"]["main"]["options"])


@pytest.mark.parametrize("role", sorted(path.name for path in ROLES.iterdir()))
def test_every_role_is_complete_and_its_readme_names_every_variable(role: str) -> None:
    readme = (ROLES / role / "README.md").read_text(encoding="utf-8")
    assert f"# Role streamops.confluent.{role}\n" in readme
    assert _yaml(ROLES / role / "meta" / "main.yml")["galaxy_info"]["description"]
    options = _options(role)
    if role == "estate_structure":  # declares only; docs/estate.md is its page
        page = (CHECKOUT / "docs" / "estate.md").read_text(encoding="utf-8")
        assert [name for name in options if f"`{name}`" not in page] == []
        return
    assert _yaml(ROLES / role / "tasks" / "main.yml")
    structure = set(_options("estate_structure"))
    own = [name for name in options if name not in structure]
    if role not in ("bootstrap", "verify"):  # these two take the whole estate
        assert [name for name in own if f"`{name}`" not in readme] == []
    for name, default in (_yaml(ROLES / role / "defaults" / "main.yml") if _has_defaults(role) else {}).items():
        assert name.startswith(f"{role}_"), default


def _has_defaults(role: str) -> bool:
    return (ROLES / role / "defaults" / "main.yml").exists()


def test_bootstrap_and_verify_take_the_steps_in_order() -> None:
    steps = [
        task for task in _yaml(ROLES / "bootstrap" / "tasks" / "main.yml") if "ansible.builtin.include_role" in task
    ]
    included = [task["ansible.builtin.include_role"]["name"].rpartition(".")[2] for task in steps]
    assert included == [*plays.STEPS, "report"]
    # They have had the structure checked for all of them.
    assert [task["vars"] for task in steps[:-1]] == [{"estate_checked": True}] * len(plays.STEPS)
    (loop,) = (task["loop"] for task in _yaml(ROLES / "verify" / "tasks" / "main.yml") if "loop" in task)
    assert loop == plays.STEPS


@pytest.mark.parametrize("page", ["README.md", "docs/estate.md", "roles/bootstrap/README.md"])
def test_the_pages_have_these_steps_in_their_order(page: str) -> None:
    """In a sentence: each by its link, or as code."""
    text = (CHECKOUT / page).read_text(encoding="utf-8").replace("\n", " ")
    start = text.index(f"[{plays.STEPS[0]}](" if page == "README.md" else f": `{plays.STEPS[0]}`,")
    sentence = re.split(r"[;.] ", text[start:])[0]
    assert re.findall(r"\[([a-z_]+)\]\(|`([a-z_]+)`", sentence) == [
        (step, "") if page == "README.md" else ("", step) for step in plays.STEPS
    ]


def test_secrets_are_looked_for_where_they_are_put() -> None:
    put = _yaml(ROLES / "api_keys" / "defaults" / "main.yml")["api_keys_secrets_dir"]
    assert put == _yaml(ROLES / "teardown" / "defaults" / "main.yml")["teardown_secrets_dir"]


@dataclass(frozen=True)
class Item:
    """Where in the structure, which module documents the options, what is the structure's own and not an option, and
    which module for many objects takes the items as they are.
    """

    place: tuple[str, ...]
    module: str
    own: frozenset[str] = frozenset()
    plural: str = ""

    def stated(self) -> dict[str, Any]:
        """The options of an item, as the structure declares them."""
        options = _options("estate_structure")
        for step in self.place[:-1]:
            options = options[step]["options"]
        return {name: o for name, o in options[self.place[-1]]["options"].items() if name not in self.own}


IN_TABLEFLOW = frozenset({"tableflow_topics", "catalog_integrations", "rtce_topics"})
IN_CLUSTER = frozenset({"topics", "acls", "connectors", "kafka_key_file", "quotas"}) | IN_TABLEFLOW
IN_ACCOUNT = frozenset({"api_keys", "role_bindings"})
ITEMS = [
    Item(("confluent_environment",), "environment"),
    Item(("confluent_provider_integrations",), "provider_integration"),
    Item(("confluent_provider_integration_setups",), "provider_integration_setup"),
    Item(("confluent_networks",), "network"),
    Item(("confluent_peerings",), "peering"),
    Item(("confluent_transit_gateway_attachments",), "transit_gateway_attachment"),
    Item(("confluent_private_link_accesses",), "private_link_access"),
    Item(("confluent_private_link_attachments",), "private_link_attachment"),
    Item(("confluent_private_link_attachment_connections",), "private_link_attachment_connection"),
    Item(("confluent_network_link_services",), "network_link_service"),
    Item(("confluent_network_link_endpoints",), "network_link_endpoint"),
    Item(("confluent_gateways",), "gateway"),
    Item(("confluent_access_points",), "access_point"),
    Item(("confluent_dns_records",), "dns_record"),
    Item(("confluent_dns_forwarders",), "dns_forwarder"),
    Item(("confluent_flink_compute_pools",), "flink_compute_pool"),
    Item(("confluent_ksql_clusters",), "ksql_cluster"),
    Item(("confluent_flink_artifacts",), "flink_artifact"),
    Item(("confluent_connect_artifacts",), "connect_artifact"),
    Item(("confluent_plugins",), "plugin", frozenset({"versions"})),
    Item(("confluent_plugins", "versions"), "custom_connector_plugin_version"),
    Item(("confluent_provider_shares",), "provider_share"),
    Item(("confluent_clusters",), "kafka_cluster", IN_CLUSTER),
    Item(("confluent_clusters", "quotas"), "kafka_client_quota", plural="kafka_client_quotas"),
    Item(("confluent_clusters", "catalog_integrations"), "catalog_integration"),
    Item(("confluent_clusters", "tableflow_topics"), "tableflow_topic"),
    Item(("confluent_clusters", "rtce_topics"), "rtce_topic"),
    Item(("confluent_clusters", "topics"), "topic", plural="topics"),
    Item(("confluent_clusters", "acls"), "acl", plural="acls"),
    Item(("confluent_clusters", "connectors"), "connector", plural="connectors"),
    Item(("confluent_service_accounts",), "service_account", IN_ACCOUNT, "service_accounts"),
    Item(("confluent_service_accounts", "api_keys"), "api_key"),
    Item(("confluent_service_accounts", "role_bindings"), "role_binding", plural="role_bindings"),
    Item(("confluent_subject_configs",), "subject_config", plural="subject_configs"),
    Item(("confluent_schemas",), "schema", plural="schemas"),
]
SINGULAR, PLURAL = [item for item in ITEMS if not item.plural], [item for item in ITEMS if item.plural]


def _item(module: str) -> Item:
    return next(item for item in ITEMS if item.module == module)


def _id(item: Item) -> str:
    return ".".join(item.place)


def _same(stated: dict[str, Any], documented: dict[str, Any]) -> None:
    """What the structure declares is what the module documents."""
    assert set(stated) - set(documented) == set()
    for name, ours in stated.items():
        for attribute in ("type", "elements", "choices"):
            assert ours.get(attribute) == documented[name].get(attribute), f"{name}: {attribute}"


def _task(module: str) -> dict[str, Any]:
    """The only task of the roles of bootstrap that uses a module."""
    tasks = [task for role in plays.STEPS for task in _yaml(ROLES / role / "tasks" / "main.yml")]
    (found,) = (task for task in tasks if f"streamops.confluent.confluent_{module}" in task)
    return dict(found)


@pytest.mark.parametrize("item", ITEMS, ids=_id)
def test_the_structure_has_the_options_of_the_module(item: Item) -> None:
    _same(item.stated(), documentation(f"confluent_{item.module}")["options"])
    if item.plural:
        documented = documentation(f"confluent_{item.plural}")["options"]
        _same(item.stated(), documented[item.plural]["suboptions"])


@pytest.mark.parametrize("item", SINGULAR, ids=_id)
def test_every_option_of_the_structure_reaches_the_module(item: Item) -> None:
    arguments = _task(item.module)[f"streamops.confluent.confluent_{item.module}"]
    stated = set(item.stated())
    assert stated - set(arguments) == set()
    for name in stated - {"secret_file"}:
        assert arguments[name].startswith("{{ ")
        assert f".{name}" in arguments[name], arguments[name]


def test_what_a_cluster_is_without_its_contents() -> None:
    assert set(_task("kafka_cluster")["vars"]["kafka_clusters_options"]) == set(_item("kafka_cluster").stated())


@pytest.mark.parametrize("item", PLURAL, ids=_id)
def test_items_reach_the_module_as_they_are(item: Item) -> None:
    """Whole, or without what is the structure's own."""
    arguments = _task(item.plural)[f"streamops.confluent.confluent_{item.plural}"]
    kept = re.search(r"only\((\[.*?\])\)", arguments[item.plural])
    assert bool(kept) == bool(item.own)
    if kept:
        assert set(yaml.safe_load(kept.group(1))) == set(item.stated())


@pytest.mark.parametrize("item", PLURAL, ids=_id)
def test_every_kind_can_be_purged(item: Item) -> None:
    declared = _options("estate_structure")["confluent_purge"]["options"]
    assert set(declared) == {item.plural for item in PLURAL}
    stated = declared[item.plural]["options"]
    options = documentation(f"confluent_{item.plural}")["options"]
    documented = options["purge"]["suboptions"]
    if item.plural == "service_accounts":  # its force is that of the items, which a purge takes from the defaults
        documented = {**documented, "force": options["defaults"]["suboptions"]["force"]}
    _same(stated, documented)
    # Of role bindings the environment is in the scope anyhow, and a CRN would lead out of it.
    assert set(documented) - set(stated) == (
        {"environment", "crn_pattern"} if item.plural == "role_bindings" else set()
    )
    task = _task(item.plural)
    handed_on = str([task[f"streamops.confluent.confluent_{item.plural}"]["purge"], task.get("vars")])
    assert f"(confluent_purge | default({{}}, true)).{item.plural} | default(" in handed_on


def test_one_role_alone_with_credentials_from_the_environment(playbook: Any, sandbox: Any) -> None:
    there = support.build(sandbox)
    acl = {"principal": "orders-service", "resource_type": "TOPIC", "resource_name": "orders.", "operation": "READ"}
    play = {
        "vars": {
            "confluent_environment": {"name": "dev"},
            "confluent_clusters": [
                {
                    "name": "orders",
                    "topics": [{"name": "orders.paid", "partitions": 2, "config": {"retention.ms": "1d"}}],
                    "acls": [{**acl, "pattern_type": "PREFIXED"}],
                }
            ],
        },
        "roles": [{"role": "streamops.confluent.topics"}, {"role": "streamops.confluent.acls"}],
    }
    done = playbook([play, play], env=there.env).check()
    assert done.changed == 2  # of the first, and nothing of the second
    # A registered result says of which cluster it is, and does not carry the data of the cluster along.
    assert [(entry["result"]["item"], entry["status"]) for entry in done.items] == [
        *[("orders", "changed")] * 2,
        *[("orders", "ok")] * 2,
    ]
    topic = there.kafka("GET", "/topics/orders.paid")
    assert topic["partitions_count"] == 2
    (made,) = there.kafka("GET", "/acls")["data"]
    assert (made["resource_name"], made["pattern_type"], made["operation"]) == ("orders.", "PREFIXED", "READ")


def test_a_role_without_its_data_does_nothing(playbook: Any, sandbox: Any) -> None:
    play = {
        "vars": {"confluent_environment": {"name": "dev"}},
        "roles": [{"role": f"streamops.confluent.{role}"} for role in plays.STEPS[1:]],
    }
    result = playbook([play]).check()
    assert result.changed == 0
    assert sandbox.journal() == []


def test_module_defaults_of_the_playbooks_pass_credentials_on(playbook: Any, sandbox: Any, tmp_path: Path) -> None:
    """They are the same in all, and one is run."""
    defaults = [
        _yaml(CHECKOUT / "playbooks" / f"{name.rpartition('.')[2]}.yml")[0]["module_defaults"]
        for name in (plays.BOOTSTRAP, plays.VERIFY, plays.TEARDOWN)
    ]
    assert defaults == defaults[:1] * 3
    variables = plays.small_variables(tmp_path)
    for kind in ("clusters", "service_accounts", "schemas", "subject_configs"):
        variables[f"confluent_{kind}"] = []
    given = {
        "confluent_cloud_api_key": sandbox.cloud_key,
        "confluent_cloud_api_secret": sandbox.cloud_secret,
        "confluent_cloud_endpoint": sandbox.endpoint,
    }
    nothing = dict.fromkeys(sandbox.env, "")
    sandbox.request("POST", "/org/v2/environments", {"display_name": "dev"})
    sure = {"confluent_teardown": "dev"}
    playbook(plays.TEARDOWN, plays.inventory(variables), extra_vars={**given, **sure}, env=nothing).check()
    assert plays.existing(sandbox)["environments"] == []


def test_the_report(playbook: Any) -> None:
    """Each of the cases below is a host of one run."""
    cases = {"kinds": _of_one_and_of_many(), "fields": _by_its_label(), "places": _of_clusters()}
    hosts = {host: {"report_title": "T", "report_results": results} for host, (results, _lines) in cases.items()}
    result = playbook([{"roles": ["streamops.confluent.report"]}], plays.inventory(**hosts)).check()
    assert plays.summaries(result) == {host: ["T", *lines] for host, (_results, lines) in cases.items()}
    found = {task["host"]: task["result"] for task in result.tasks if task["task"].endswith("Find what differs")}
    differences = found["kinds"]["ansible_facts"]["report_differences"]
    assert differences == ["cluster x", "topic b", "topic d"]


Told = tuple[list[dict[str, Any]], list[str]]  # results, and what the report says of them


def _of_one_and_of_many() -> Told:
    """Done, failed, not begun, refused as a whole, skipped; of an updated object the fields that differ."""

    def diff(label: str, before: dict[str, Any], after: dict[str, Any]) -> dict[str, Any]:
        return {"before": before, "after": after, "before_header": label, "after_header": label}

    many = {
        "changed": True,
        "failed": True,
        "msg": "1 of 5 topics failed",
        "counts": {"created": 1},
        "topics": [
            {"label": "topic a", "operation": "unchanged", "changed": False},
            {"label": "topic b", "operation": "updated", "changed": True},
            {"label": "topic c", "operation": "failed", "changed": False, "failed": True, "msg": "Could not create c."},
            {"label": "topic d", "operation": "created", "changed": True},
            {"label": "topic e", "operation": "not_tried", "changed": False},
        ],
        "diff": [
            diff("topic b", {"partitions": 1, "config": {}}, {"partitions": 2, "config": {"x": "1"}}),
            diff("topic d", {}, {"name": "d"}),
        ],
    }
    one = {"operation": "updated", "changed": True, "diff": diff("cluster x", {"cku": 1}, {"cku": 2})}
    same = {"operation": "unchanged", "changed": False, "diff": diff("cluster y", {}, {})}
    refused = {"failed": True, "changed": False, "msg": "two reasons", "problems": ["this", "that"]}
    report_results = [
        {"kind": "Kafka clusters", "results": [one, same]},
        {"kind": "topics", "plural": "topics", "results": [many, {"skipped": True, "changed": False}]},
        {"kind": "ACLs", "plural": "acls", "results": [refused]},
        {"kind": "schemas", "plural": "schemas", "results": []},
    ]
    return report_results, [
        "  Kafka clusters    1 updated, 1 unchanged",
        "    updated: cluster x (cku)",
        "  topics            1 created, 1 updated, 1 unchanged, 1 failed, 1 not tried",
        "    updated: topic b (partitions, config)",
        "    created: topic d",
        "    failed: Could not create c.",
        "  ACLs              2 refused",
        "    refused: this",
        "    refused: that",
    ]


def _diff(label: str, before: dict[str, Any], after: dict[str, Any]) -> dict[str, Any]:
    return {"before": before, "after": after, "before_header": label, "after_header": label}


def _many(plural: str, diff: list[dict[str, Any]], *outcomes: tuple[str, str], **more: Any) -> dict[str, Any]:
    listed = [{"label": label, "operation": done, "changed": done != "unchanged"} for label, done in outcomes]
    return {"changed": True, "counts": {}, plural: listed, "diff": diff, **more}


def _by_its_label() -> Told:
    """A purge shows its deletions first and does them last; several objects may go and several may change."""
    going = [_diff(f"topic {name}", {"name": name, "partitions": 1}, {}) for name in ("x", "y")]
    changed = [_diff("topic b", {"partitions": 1}, {"partitions": 2}), _diff("topic d", {"config": {}}, {"config": {}})]
    done = ("topic a", "unchanged"), ("topic b", "updated"), ("topic c", "created"), ("topic d", "updated")
    result = _many("topics", [*going, *changed], *done, ("topic x", "deleted"), ("topic y", "deleted"))
    return [{"kind": "topics", "plural": "topics", "results": [result]}], [
        "  topics            1 created, 2 updated, 2 deleted, 1 unchanged",
        "    updated: topic b (partitions)",
        "    created: topic c",
        "    updated: topic d (config)",
        "    deleted: topic x",
        "    deleted: topic y",
    ]


def _of_clusters() -> Told:
    """Which cluster, and the names of what is known."""
    crn = "crn://confluent.cloud/organization=9bb441c4/environment=env-1abc"
    account = {
        "label": "service account till",
        "operation": "unchanged",
        "service_account": {"id": "sa-9", "name": "till"},
    }
    gone = {"id": "sa-7", "name": "former"}
    accounts = {
        **_many("service_accounts", [_diff("service account former", gone, {})], ("service account former", "deleted")),
    }
    accounts["service_accounts"].append({**account, "changed": False})
    environment = {"operation": "unchanged", "changed": False, "environment": {"id": "env-1abc", "name": "dev"}}
    bindings = _many(
        "role_bindings",
        [],
        (f"role binding of A to User:sa-9 on {crn}/schema-registry=lsrc-7/subject=s", "created"),
        (f"role binding of B to User:sa-7 on {crn}", "deleted"),
        ("role binding of C to User:sa-404 on crn://confluent.cloud/organization=9bb441c4", "deleted"),
    )
    key = {
        "operation": "created",
        "changed": True,
        "item": {"name": "kafka", "owner": "till", "resource": "kafka", "cluster": "one"},
        "diff": _diff("API key 'kafka' of sa-9 for lkc-5", {}, {"name": "kafka"}),
    }
    topics = [
        _many("topics", [_diff("topic a", {"partitions": 1}, {"partitions": 2})], ("topic a", "updated"), item="one"),
        _many("topics", [], ("topic a", "created"), item="two"),
        {"failed": True, "changed": False, "msg": "no such setting", "item": "three"},
    ]
    single = [_many("acls", [], ("acl ALLOW READ on TOPIC a for User:sa-9", "created"), item="one")]
    return (
        [
            {"kind": "environment", "results": [environment]},
            {"kind": "service accounts", "plural": "service_accounts", "results": [accounts]},
            {"kind": "role bindings", "plural": "role_bindings", "results": [bindings]},
            {"kind": "API keys", "results": [key]},
            {"kind": "topics", "plural": "topics", "results": topics},
            {"kind": "ACLs", "plural": "acls", "results": single},
        ],
        [
            "  environment       1 unchanged",
            "  service accounts  1 deleted, 1 unchanged",
            "    deleted: service account former",
            "  role bindings     1 created, 2 deleted",
            "    created: role binding of A to till on environment=dev/schema-registry/subject=s",
            "    deleted: role binding of B to former on environment=dev",
            "    deleted: role binding of C to User:sa-404 on the organization",
            "  API keys          1 created",
            "    created: API key kafka of till for kafka of cluster one",
            "  topics            1 created, 1 updated, 1 refused",
            "    updated: topic a of cluster one (partitions)",
            "    created: topic a of cluster two",
            "    refused: three: no such setting",
            "  ACLs              1 created",
            "    created: acl ALLOW READ on TOPIC a for till",
        ],
    )
