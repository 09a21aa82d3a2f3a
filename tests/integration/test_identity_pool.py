# Copyright (c) 2026, streamops.confluent contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

"""Identity pools: who owns a new one, names in several providers, and the pool that the task itself works as."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
import requests

from tests.kinds.identity_pool import CASE
from tests.kinds.identity_provider import PROVIDER
from tests.support.estate import Estate

Run = Callable[..., dict[str, Any]]
POOL = CASE.arguments
TOKEN = "header.payload.signature"


class Pools:
    """Runs the modules. There is a provider, and the pool `orders` in it."""

    def __init__(self, sandbox: Any, run_module: Run) -> None:
        self.sandbox, self.run_module, self.estate = sandbox, run_module, Estate(sandbox)
        self.done("identity_provider", **PROVIDER)
        self.orders = str(self.done("identity_pool", **POOL)["identity_pool"]["id"])

    def run(self, module: str, check: bool = False, **options: Any) -> dict[str, Any]:
        self.sandbox.clear_journal()
        return self.run_module(f"confluent_{module}", options, check=check)

    def done(self, module: str, **options: Any) -> dict[str, Any]:
        result = self.run(module, **options)
        assert not result["failed"], result
        return result

    def refused(self, module: str, **options: Any) -> str:
        """The same in check mode and in the run itself, and nothing is written."""
        results = [self.run(module, check, **options) for check in (True, False)]
        assert [result["failed"] for result in results] == [True, True], results
        assert self.sandbox.writes() == []
        assert results[0]["problems"] == results[1]["problems"]
        return str(results[0]["msg"])

    def as_orders(self) -> dict[str, str]:
        """The connection options of a task that works as the pool."""
        self.sandbox.token(token=TOKEN, identity_pool_id=self.orders, principal=self.estate.administrator)
        return {"oauth_token": TOKEN, "oauth_identity_pool": self.orders}


@pytest.fixture
def pools(sandbox: Any, run_module: Run) -> Pools:
    return Pools(sandbox, run_module)


def test_the_owner_goes_with_the_creation_only(pools: Pools) -> None:
    account = pools.estate.service_account
    other = {**POOL, "name": "returns", "resource_owner": account}
    pools.done("identity_pool", **other)
    [made] = pools.sandbox.writes()
    assert made["query"] == [["assigned_resource_owner", account]]
    assert "resource_owner" not in made["request_body"]
    assert pools.done("identity_pool", **{**other, "resource_owner": "u-other"})["operation"] == "unchanged"


def test_the_same_name_in_two_providers(pools: Pools) -> None:
    """They are two pools; a role binding to the name says so, and takes the id."""
    pools.done("identity_provider", **{**PROVIDER, "name": "backup-login"})
    other = pools.done("identity_pool", **{**POOL, "identity_provider": "backup-login"})["identity_pool"]["id"]
    assert other != pools.orders
    assert pools.done("identity_pool", **POOL)["operation"] == "unchanged"
    binding = {"role": "MetricsViewer", "scope": "organization", "principal_type": "identity_pool"}
    words = pools.refused("role_binding", **binding, principal="orders")
    assert pools.orders in words
    assert other in words
    made = pools.done("role_binding", **binding, principal=other)
    assert made["role_binding"]["principal"] == f"User:{other}"
    pools.done("identity_pool", **{**POOL, "identity_provider": "backup-login"}, state="absent")
    assert pools.done("role_binding", **binding, principal="orders")["operation"] == "created"
    assert pools.done("role_binding", **binding, principal=f"User:{pools.orders}")["operation"] == "unchanged"


def test_a_taken_name_is_refused(pools: Pools) -> None:
    other = pools.done("identity_pool", **{**POOL, "name": "returns"})["identity_pool"]["id"]
    words = pools.refused("identity_pool", identity_provider="corporate-login", id=other, name="orders")
    assert f"{pools.orders} has this name already" in words
    renamed = pools.done("identity_pool", identity_provider="corporate-login", id=other, name="refunds")
    assert renamed["operation"] == "updated"


def test_a_task_does_not_delete_the_pool_that_it_works_as(pools: Pools) -> None:
    own = pools.as_orders()
    words = pools.refused("identity_pool", **POOL, **own, state="absent")
    assert f"({pools.orders}) is the very pool that this task works as" in words
    pools.done("identity_pool", **{**POOL, "name": "returns"}, **own)
    assert pools.done("identity_pool", **{**POOL, "name": "returns"}, **own, state="absent")["operation"] == "deleted"


def test_a_purge_spares_the_pool_that_it_works_as(pools: Pools) -> None:
    pools.done("identity_pool", **{**POOL, "name": "orders-old"})
    all_of_them = {"identity_provider": "corporate-login", "identity_pools": [], "purge": {"name_prefix": "orders"}}
    result = pools.done("identity_pools", **all_of_them, **pools.as_orders())
    assert [outcome["label"] for outcome in result["identity_pools"]] == ["identity pool orders-old"]
    assert result["purge"]["spared"] == [{"label": "identity pool orders", "reason": "this task works as it"}]


def test_with_an_sts_token_it_cannot_be_told(pools: Pools) -> None:
    """A purge is refused then; of a pool that is named there is a warning."""
    own = pools.as_orders()
    form = {
        "grant_type": "urn:ietf:params:oauth:grant-type:token-exchange",
        "subject_token": own["oauth_token"],
        "identity_pool_id": own["oauth_identity_pool"],
        "subject_token_type": "urn:ietf:params:oauth:token-type:jwt",
        "requested_token_type": "urn:ietf:params:oauth:token-type:access_token",
    }
    answer = requests.post(f"{pools.sandbox.endpoint}/sts/v1/oauth2/token", data=form, timeout=5)
    token = {"sts_token": answer.json()["access_token"]}
    purge = {"identity_provider": "corporate-login", "identity_pools": [], "purge": {"name_prefix": "orders"}}
    assert "a purge must spare the identity pool" in pools.refused("identity_pools", **purge, **token)
    gone = pools.done("identity_pool", **POOL, **token, state="absent")
    assert "may be the very pool that this task works as" in str(gone["warnings"]), gone
