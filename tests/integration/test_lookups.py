# Copyright (c) 2026, streamops.confluent contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

"""The lookups: ids by names, of every kind that has them, and endpoints."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
import yaml

from tests.support.paths import CHECKOUT

KIND_FILES = sorted((CHECKOUT / "plugins" / "modules").glob("confluent_*_info.py"))


def documented(lookup: str) -> Any:
    """The options of a lookup, as its documentation has them."""
    text = (CHECKOUT / "plugins" / "lookup" / f"{lookup}.py").read_text(encoding="utf-8")
    return yaml.safe_load(text.split('DOCUMENTATION = r"""')[1].split('"""')[0])["options"]


@pytest.fixture
def look(sandbox: Any, monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Callable[..., list[str]]:
    """`look(lookup, *terms, **options)`: what a lookup tells, in this process. It never writes."""
    from ansible.parsing.dataloader import DataLoader
    from ansible.plugins.loader import lookup_loader

    for name, value in sandbox.env.items():
        monkeypatch.setenv(name, value)

    def run(lookup: str, *terms: str, **options: Any) -> list[str]:
        loader = DataLoader()
        loader.set_basedir(str(tmp_path))
        sandbox.clear_journal()
        try:
            told: list[str] = lookup_loader.get(f"streamops.confluent.{lookup}", loader=loader).run(
                list(terms), variables={}, **options
            )
        finally:
            assert sandbox.writes() == []
        return told

    return run


@pytest.fixture
def shop(sandbox: Any) -> Any:
    for name, identifier in (("prod", "env-p1"), ("twin", "env-t1"), ("twin", "env-t2")):
        sandbox.seed("environments", {"display_name": name, "id": identifier})
    sandbox.seed("clusters", {"environment": "env-p1", "display_name": "orders", "id": "lkc-a1"})
    sandbox.seed("service_accounts", {"display_name": "billing", "id": "sa-1"})
    return sandbox


# Ids


def test_every_kind_with_a_name_and_an_id_is_known() -> None:
    """The choices of the option are the kinds of the modules, so that none is forgotten."""
    from ansible_collections.streamops.confluent.plugins.module_utils._errors import Refused
    from ansible_collections.streamops.confluent.plugins.plugin_utils._names import kind_of

    known, scopes = [], set()
    for file in KIND_FILES:
        name = file.stem.removeprefix("confluent_").removesuffix("_info")
        try:
            kind = kind_of(name)
        except Refused:
            continue
        known.append(name)
        scopes |= {declared.name for declared in kind.scope}
    options = documented("id")
    assert options["kind"]["choices"] == sorted(known)
    assert len(known) > 30
    assert scopes - {"together_with"} == set(options) - {"_terms", "kind"}


@pytest.mark.parametrize(
    ("terms", "options", "requests"),
    [
        (["prod"], {"kind": "environment"}, 1),
        (["orders"], {"kind": "kafka_cluster", "environment": "prod"}, 2),
        (["lkc-a1"], {"kind": "kafka_cluster", "environment": "env-p1"}, 2),
        (["billing", ["billing", "sa-1"]], {"kind": "service_account"}, 2),
        (["admin@example.com"], {"kind": "user"}, 1),
    ],
)
def test_ids(shop: Any, look: Callable[..., list[str]], terms: list[Any], options: Any, requests: int) -> None:
    ids = {"environment": "env-p1", "kafka_cluster": "lkc-a1", "service_account": "sa-1", "user": "u-4xgp5z"}
    assert look("id", *terms, **options) == [ids[options["kind"]]] * (3 if len(terms) > 1 else 1)
    assert len(shop.journal()) == requests


def test_an_id_in_a_parent(shop: Any, look: Callable[..., list[str]]) -> None:
    provider = {
        "display_name": "sso",
        "description": "d",
        "issuer": "https://x.example",
        "jwks_uri": "https://x.example/k",
    }
    made = shop.request("POST", "/iam/v2/identity-providers", provider)
    pool = {"display_name": "apps", "description": "d", "identity_claim": "claims.sub", "filter": 'claims.aud=="x"'}
    pools = f"/iam/v2/identity-providers/{made['id']}/identity-pools"
    inside = shop.request("POST", pools, pool)
    assert look("id", "apps", kind="identity_pool", identity_provider="sso") == [inside["id"]]
    assert look("id", "sso", kind="identity_provider") == [made["id"]]


@pytest.mark.parametrize(
    ("terms", "options", "words"),
    [
        (["prd"], {"kind": "environment"}, "there is no environment 'prd'.*Did you mean 'prod'"),
        (["twin"], {"kind": "environment"}, "environment 'twin' is ambiguous: env-t1, env-t2"),
        (
            ["Orders"],
            {"kind": "kafka_cluster", "environment": "prod"},
            "no kafka cluster 'Orders' in environment env-p1",
        ),
        (["orders"], {"kind": "kafka_cluster"}, "environment is needed to find a kafka cluster"),
        (["billing"], {"kind": "service_account", "cluster": "orders"}, "a service account does not lie in a cluster"),
        (["x"], {"kind": "topic"}, "topic"),
        (["\ud800"], {"kind": "service_account"}, "half of a character"),
        (
            ["prod"],
            {"kind": "environment", "cloud_api_key": "key", "cloud_api_secret": "a b"},
            "cloud_api_secret holds white",
        ),
    ],
)
def test_what_is_not_told(
    shop: Any, look: Callable[..., list[str]], terms: list[str], options: dict[str, Any], words: str
) -> None:
    from ansible.errors import AnsibleError

    with pytest.raises(AnsibleError, match=words):
        look("id", *terms, **options)


def test_no_error_shows_a_credential(shop: Any, look: Callable[..., list[str]]) -> None:
    """Not even where the service says it."""
    from ansible.errors import AnsibleError

    secret = "the+secret/of~this=key"
    shop.fault(path="/org/v2/environments", status=401, body={"errors": [{"detail": f"wrong: {secret}"}]})
    with pytest.raises(AnsibleError) as failure:
        look("id", "prod", kind="environment", cloud_api_key="WRONGKEY", cloud_api_secret=secret)
    assert "401" in str(failure.value)
    assert secret not in str(failure.value)


def test_a_key_file_of_the_playbook(
    shop: Any, look: Callable[..., list[str]], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    key = {"id": "SECONDCLOUDKEY", "secret": "the-secret-of-the-second-key"}
    shop.seed("api_keys", {"owner": "u-4xgp5z", "resource": None, **key})
    (tmp_path / "key.json").write_text(json.dumps({"api_key": key["id"], "api_secret": key["secret"]}))
    (tmp_path / "key.json").chmod(0o600)
    assert look("id", "prod", kind="environment", cloud_key_file="key.json") == ["env-p1"]
    assert {entry["credential"] for entry in shop.journal()} == {key["id"]}
    # A pair wins over a file where both are the environment's, a relative path or not.
    monkeypatch.setenv("CONFLUENT_CLOUD_KEY_FILE", "key.json")
    assert look("id", "prod", kind="environment") == ["env-p1"]
    assert {entry["credential"] for entry in shop.journal()} == {shop.cloud_key}


# Endpoints


def test_endpoints(shop: Any, look: Callable[..., list[str]], monkeypatch: pytest.MonkeyPatch) -> None:
    [bootstrap] = look("endpoint", "orders", environment="prod")
    assert bootstrap.endswith(".us-east-1.aws.confluent.cloud:9092")
    assert "://" not in bootstrap
    rest = f"{shop.endpoint}/_kafka/lkc-a1"
    monkeypatch.setenv("CONFLUENT_ENVIRONMENT", "prod")
    assert look("endpoint", "orders", "lkc-a1", type="kafka_rest") == [rest, rest]
    assert len(shop.journal()) == 2
    [registry] = look("endpoint", "prod", type="schema_registry")
    assert registry.startswith(f"{shop.endpoint}/_sr/lsrc-")


def test_an_endpoint_through_an_access_point(shop: Any, look: Callable[..., list[str]]) -> None:
    cluster = shop.request("GET", "/cmk/v2/clusters/lkc-a1", environment="env-p1")
    point = {"kafka_bootstrap_endpoint": "SASL_SSL://b.private.example:9092", "http_endpoint": "https://r.example"}
    cluster["spec"]["endpoints"] = {"ap1": point}
    shop.fault(path="/cmk/v2/clusters", status=200, body={"metadata": {}, "data": [cluster]}, times=0)
    assert look("endpoint", "orders", environment="prod", access_point="ap1") == ["b.private.example:9092"]
    assert look("endpoint", "orders", environment="prod", type="kafka_rest", access_point="ap1") == [
        "https://r.example"
    ]


def test_an_endpoint_that_is_not_there(shop: Any, look: Callable[..., list[str]]) -> None:
    from ansible.errors import AnsibleError

    with pytest.raises(AnsibleError, match=r"orders \(lkc-a1\) has no bootstrap endpoint through ap9"):
        look("endpoint", "orders", environment="prod", access_point="ap9")
    with pytest.raises(AnsibleError, match="no Schema Registry"):
        look("endpoint", "env-t1", type="schema_registry")
    with pytest.raises(AnsibleError, match="access_point is for Kafka clusters"):
        look("endpoint", "prod", type="schema_registry", access_point="ap1")
    shop.settings(cluster_provisioning=3600.0)
    shop.request("POST", "/cmk/v2/clusters", _new("making"))
    with pytest.raises(AnsibleError, match="has no kafka_rest endpoint: it is PROVISIONING"):
        look("endpoint", "making", environment="prod", type="kafka_rest")


def _new(name: str) -> dict[str, Any]:
    spec = {"display_name": name, "availability": "SINGLE_ZONE", "cloud": "AWS", "region": "us-east-1"}
    return {"spec": {**spec, "config": {"kind": "Basic"}, "environment": {"id": "env-p1"}}}


# In a play


def test_the_examples(shop: Any, playbook: Callable[..., Any]) -> None:
    """As templates use them, from the documentation; what they tell is data."""
    shop.seed("service_accounts", {"display_name": "shipping", "id": "sa-2"})
    tasks = []
    for lookup in ("id", "endpoint"):
        text = (CHECKOUT / "plugins" / "lookup" / f"{lookup}.py").read_text(encoding="utf-8")
        tasks += yaml.safe_load(text.split('EXAMPLES = r"""')[1].split('"""')[0])
    shown = json.dumps(tasks).replace("lkc-abc123", "lkc-a1").replace("env-abc123", "env-p1")
    result = playbook([{"hosts": "localhost", "tasks": json.loads(shown)}]).check()
    assert result.task("The id of a cluster")["msg"] == "lkc-a1"
    assert result.task("Ids of several accounts, by two requests")["msg"] == ["sa-1", "sa-2"]
    assert "bootstrap.servers=pkc-" in result.task("Settings of a client")["msg"]
    assert result.task("The REST endpoint of a cluster")["msg"] == f"{shop.endpoint}/_kafka/lkc-a1"
