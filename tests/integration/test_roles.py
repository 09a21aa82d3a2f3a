# Copyright (c) 2026, streamops.confluent contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

"""The roles: complete, in step with the estate that they bring about, and usable one at a time."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
import yaml

from tests.support import estate as support
from tests.support.paths import CHECKOUT

from . import estate_plays as plays

ROLES = CHECKOUT / "roles"
WHOLE = ("bootstrap", "verify", "teardown", "estate", "plan", "smoke_test")


def _yaml(path: Path) -> Any:
    return yaml.safe_load(path.read_text(encoding="utf-8"))


def _options(role: str) -> dict[str, Any]:
    return dict(_yaml(ROLES / role / "meta" / "argument_specs.yml")["argument_specs"]["main"]["options"])


def _parts(role: str) -> list[str]:
    """What a role of single parts brings about."""
    task = _yaml(ROLES / role / "tasks" / "main.yml")[0]
    return list(task["streamops.confluent.confluent_estate"]["parts"])


@pytest.mark.parametrize("role", sorted(path.name for path in ROLES.iterdir()))
def test_every_role_is_complete_and_its_readme_names_every_variable(role: str) -> None:
    readme = (ROLES / role / "README.md").read_text(encoding="utf-8")
    assert f"# Role streamops.confluent.{role}\n" in readme
    assert _yaml(ROLES / role / "meta" / "main.yml")["galaxy_info"]["description"]
    assert _yaml(ROLES / role / "tasks" / "main.yml")
    if role not in ("bootstrap", "verify", "teardown"):  # these take the whole estate
        assert [name for name in _options(role) if f"`{name}`" not in readme] == []
    defaults = ROLES / role / "defaults" / "main.yml"
    for name, default in (_yaml(defaults) if defaults.exists() else {}).items():
        assert name.startswith(f"{role}_"), default


def test_the_roles_know_every_part_and_every_variable() -> None:
    from ansible_collections.streamops.confluent.plugins.module_utils._estate.parts import BY_KEY
    from ansible_collections.streamops.confluent.plugins.module_utils._estate.variables import NAMES

    known = _yaml(ROLES / "estate" / "vars" / "main.yml")
    assert known["estate_every_part"] == list(BY_KEY)
    assert known["estate_variables"] == list(NAMES)
    ours = [part for role in plays.STEPS for part in _parts(role)]
    assert len(ours) == len(set(ours))
    assert set(ours) <= set(BY_KEY)
    assert sorted(path.name for path in ROLES.iterdir()) == sorted([*WHOLE, *plays.STEPS])


def test_every_part_is_described_where_the_data_is() -> None:
    from ansible_collections.streamops.confluent.plugins.module_utils._estate.parts import PARTS
    from ansible_collections.streamops.confluent.plugins.module_utils._estate.variables import NAMES

    page = (CHECKOUT / "docs" / "estate.md").read_text(encoding="utf-8")
    assert [name for name in NAMES if f"`{name}`" not in page] == []
    assert [part.key for part in PARTS if f"`{part.key}`" not in page and f"`confluent_{part.key}`" not in page] == []


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
    topic = there.kafka("GET", "/topics/orders.paid")
    assert topic["partitions_count"] == 2
    (made,) = there.kafka("GET", "/acls")["data"]
    assert (made["resource_name"], made["pattern_type"], made["operation"]) == ("orders.", "PREFIXED", "READ")


def test_the_smoke_test_goes_as_the_application(sandbox: Any, tmp_path: Path) -> None:
    shop = plays.shop(sandbox, tmp_path)
    folder = Path(shop.variables()["confluent_secrets_dir"])
    tried = {
        "cluster": "shop",
        "topic": "sales",
        "kafka_key_file": str(folder / "dev-automation.kafka.json"),
        "subject": "sales-value",
        "schema_registry_key_file": str(folder / "dev-automation.schemas.json"),
    }
    play = {"roles": ["streamops.confluent.smoke_test"]}
    shop.play_for([play], plays.inventory({**shop.variables(), "confluent_smoke_test": tried})).check()
    assert [entry["path"].rpartition("/")[2] for entry in sandbox.writes()] == ["records"]
    lost = {**tried, "subject": "no-such-value"}
    result = shop.play_for([play], plays.inventory({**shop.variables(), "confluent_smoke_test": lost}))
    assert result.rc != 0
    assert result.by_status("failed")[0]["task"].endswith("Look a schema up")


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
