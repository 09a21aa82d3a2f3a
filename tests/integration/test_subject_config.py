# Copyright (c) 2026, streamops.confluent contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

"""Settings of subjects and of the registry: own and inherited, what is stated and what is left alone. The plain life
of the kind is in test_kinds.py.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from tests.support.estate import Estate, build

Result = dict[str, Any]
Run = Callable[..., Result]

SUBJECT = "payments.settled-value"


@pytest.fixture
def estate(sandbox: Any) -> Estate:
    return build(sandbox)


@pytest.fixture
def config(estate: Estate, run_module: Run) -> Run:
    """``config(check=False, fails=False, **options)``: confluent_subject_config in the estate."""

    def run(check: bool = False, fails: bool = False, **options: Any) -> Result:
        estate.sandbox.clear_journal()
        arguments = options if "registry_default" in options else {"subject": SUBJECT, **options}
        result = run_module("confluent_subject_config", arguments, check=check, diff=True, env=estate.env)
        assert result["failed"] is fails, result
        if check:
            assert estate.sandbox.writes() == []
        return result

    return run


def test_own_and_inherited(config: Run, estate: Estate) -> None:
    """The level that a subject inherits is not its own: to state the same level is a change."""
    created = config(compatibility="BACKWARD")
    assert created["operation"] == "created"
    (written,) = estate.sandbox.writes()
    assert written["request_body"] == {"compatibility": "BACKWARD"}
    assert config(compatibility="BACKWARD")["operation"] == "unchanged"
    reads = [e for e in estate.sandbox.journal() if e["plane"] == "schema_registry"]
    assert [dict(map(tuple, e["query"])) for e in reads] == [{"defaultToGlobal": "false"}]


def test_only_stated_settings_change(config: Run, estate: Estate) -> None:
    config(compatibility="FULL", normalize=True, compatibility_group="major.version")
    changed = config(compatibility="NONE")
    assert changed["diff"]["before"] == {"compatibility": "FULL"}
    assert changed["diff"]["after"] == {"compatibility": "NONE"}
    assert changed["subject_config"] == {
        "subject": SUBJECT,
        "registry_default": False,
        "compatibility": "NONE",
        "compatibility_group": "major.version",
        "normalize": True,
        "alias": None,
    }
    own = estate.registry("GET", f"/config/{SUBJECT}?defaultToGlobal=false")
    assert own == {"compatibilityLevel": "NONE", "normalize": True, "compatibilityGroup": "major.version"}
    assert config(normalize=True)["operation"] == "unchanged"


def test_settings_that_this_module_does_not_know_stay(config: Run, estate: Estate) -> None:
    estate.registry("PUT", f"/config/{SUBJECT}", {"compatibility": "FULL", "validateFields": True})
    config(compatibility="NONE")
    (written,) = estate.sandbox.writes()
    assert written["request_body"] == {"compatibility": "NONE", "validateFields": True}


def test_normalize_false_is_not_set(config: Run, estate: Estate) -> None:
    config(compatibility="FULL")
    assert config(normalize=False)["operation"] == "unchanged"
    estate.registry("PUT", "/config", {"normalize": True})
    assert config(normalize=False)["operation"] == "updated", "the default counts otherwise"
    assert config(normalize=False)["operation"] == "unchanged"


def test_absent_means_the_own_settings(config: Run, estate: Estate) -> None:
    estate.registry("PUT", "/config", {"compatibility": "FULL"})
    assert config(state="absent")["operation"] == "unchanged"
    config(compatibility="NONE")
    assert config(check=True, state="absent")["operation"] == "deleted"
    removed = config(state="absent")
    assert (removed["operation"], removed["subject_config"]) == ("deleted", None)
    assert estate.registry("GET", f"/config/{SUBJECT}?defaultToGlobal=true")["compatibilityLevel"] == "FULL"
    assert config(state="absent")["operation"] == "unchanged"


def test_registry_default(config: Run, estate: Estate) -> None:
    assert config(registry_default=True, compatibility="BACKWARD")["operation"] == "unchanged"
    assert config(registry_default=True, state="absent")["operation"] == "unchanged"
    assert config(check=True, registry_default=True, compatibility="FULL")["operation"] == "updated"
    changed = config(registry_default=True, compatibility="FULL", normalize=False)
    assert changed["operation"] == "updated"
    assert changed["subject_config"]["registry_default"] is True
    assert estate.registry("GET", "/config")["compatibilityLevel"] == "FULL"
    assert config(registry_default=True, compatibility="FULL", normalize=False)["operation"] == "unchanged"
    assert config(registry_default=True, state="absent")["operation"] == "deleted"
    assert estate.registry("GET", "/config")["compatibilityLevel"] == "BACKWARD"
    assert config(registry_default=True, state="absent")["operation"] == "unchanged"


def test_alias_is_set_and_emptied(config: Run, estate: Estate) -> None:
    assert config(alias="orders.created-value")["operation"] == "created"
    assert config(alias="orders.created-value")["operation"] == "unchanged"
    assert config(alias="")["operation"] == "updated"
    assert config(alias="")["operation"] == "unchanged"


def test_an_alias_for_deks_is_set_and_emptied(config: Run, estate: Estate) -> None:
    made = config(compatibility="FULL", alias_for_deks="orders.created-value")
    assert made["subject_config"]["alias_for_deks"] == "orders.created-value"
    assert estate.registry("GET", f"/config/{SUBJECT}")["aliasForDeks"] == "orders.created-value"
    assert config(alias_for_deks="orders.created-value")["operation"] == "unchanged"
    assert config(alias_for_deks="")["operation"] == "updated"
    assert config(alias_for_deks="")["operation"] == "unchanged"
    assert "cannot be its own alias_for_deks" in config(fails=True, alias_for_deks=SUBJECT)["msg"]
    assert "belongs to a subject" in config(fails=True, registry_default=True, alias_for_deks="other")["msg"]


@pytest.mark.parametrize("subject", ["team/orders-value", ":.staging:orders-value", "100%-value"])
def test_subjects_that_need_encoding(config: Run, subject: str) -> None:
    assert config(subject=subject, compatibility="FULL")["operation"] == "created"
    assert config(subject=subject, compatibility="FULL")["operation"] == "unchanged"
    assert config(subject=subject, state="absent")["operation"] == "deleted"


def test_the_level_decides_about_schemas(config: Run, estate: Estate, run_module: Run) -> None:
    schema = {"type": "record", "name": "R", "fields": [{"name": "a", "type": "string"}]}
    grown = {**schema, "fields": [*schema["fields"], {"name": "b", "type": "long"}]}
    arguments = {"subject": SUBJECT, "schema": schema}
    assert run_module("confluent_schema", arguments, env=estate.env)["operation"] == "created"
    arguments["schema"] = grown
    assert run_module("confluent_schema", arguments, check=True, env=estate.env)["failed"]
    config(compatibility="NONE")
    assert run_module("confluent_schema", arguments, env=estate.env)["operation"] == "updated"


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        ({"subject": SUBJECT}, "nothing is stated"),
        ({"registry_default": False, "compatibility": "FULL"}, "registry_default can only be true"),
        ({"subject": "", "compatibility": "FULL"}, "subject is empty"),
        ({"subject": SUBJECT, "alias": SUBJECT}, "its own alias"),
        ({"registry_default": True, "alias": SUBJECT}, "alias belongs to a subject"),
        ({"registry_default": True, "subject": SUBJECT, "compatibility": "FULL"}, "mutually exclusive"),
        ({"subject": SUBJECT, "compatibility": "SIDEWARD"}, "value of compatibility must be one of"),
        ({"compatibility": "FULL"}, "one of the following is required: subject, registry_default"),
    ],
)
def test_bad_input_is_refused_before_any_request(
    estate: Estate, run_module: Run, arguments: dict[str, Any], words: str
) -> None:
    result = run_module("confluent_subject_config", arguments, env=estate.env)
    assert result["failed"]
    assert words in result["msg"]
    assert estate.sandbox.journal() == []


@pytest.mark.parametrize("status", [401, 403, 422, 429])
def test_errors_teach(config: Run, estate: Estate, status: int) -> None:
    body = {"error_code": status, "message": "the service's own words"}
    estate.sandbox.fault(method="PUT", plane="schema_registry", times=0, status=status, body=body)
    result = config(fails=True, compatibility="FULL", retry_timeout=1)
    assert f"Could not create config of subject {SUBJECT}" in result["msg"]
    assert "the service's own words" in result["msg"]
    assert result["error"]["status"] == status
    assert not result["changed"]


def test_lost_answers(config: Run, estate: Estate) -> None:
    estate.sandbox.fault(method="PUT", plane="schema_registry", reset="after")
    assert config(compatibility="FULL")["operation"] == "created"
    estate.sandbox.fault(method="DELETE", plane="schema_registry", reset="after")
    assert config(state="absent")["operation"] == "deleted"
    assert config(state="absent")["operation"] == "unchanged"


# --- info


def test_info(estate: Estate, run_module: Run) -> None:
    payload = {"registry": estate.schema_registry, "prefix": "bulk-", "count": 105, "compatibility": "FULL"}
    estate.sandbox.seed("subjects", payload)
    estate.sandbox.seed("subjects", {"registry": estate.schema_registry, "names": ["plain"]})

    def found(**options: Any) -> list[tuple[Any, Any]]:
        result = run_module("confluent_subject_config_info", options, env=estate.env)
        assert not result["failed"], result
        return [(item["subject"], item["compatibility"]) for item in result["subject_configs"]]

    assert found() == [(None, "BACKWARD"), *((f"bulk-{n:05d}", "FULL") for n in range(105))]
    assert found(registry_default=True) == [(None, "BACKWARD")]
    assert found(subject=["plain", "bulk-00003", "nobody"]) == [("bulk-00003", "FULL")]


def test_info_with_a_failing_page_is_a_failure(estate: Estate, run_module: Run) -> None:
    estate.sandbox.seed("subjects", {"registry": estate.schema_registry, "prefix": "bulk-", "count": 3})
    estate.sandbox.fault(method="GET", path="^/subjects$", nth=2, status=403, body={"error_code": 40301})
    result = run_module("confluent_subject_config_info", {}, env=estate.env)
    assert result["failed"]
    assert "subject_configs" not in result


@pytest.mark.parametrize(("level", "operation"), [("FULL", "updated"), ("BACKWARD", "unchanged")])
def test_check_mode_knows_that_a_new_registry_has_a_default(
    sandbox: Any, run_module: Run, level: str, operation: str
) -> None:
    """As the run after it says, once the environment is there."""
    stated = {"environment": "not-yet", "registry_default": True, "compatibility": level}
    result = run_module("confluent_subject_config", stated, check=True)
    assert (result["operation"], result["changed"]) == (operation, operation == "updated")
