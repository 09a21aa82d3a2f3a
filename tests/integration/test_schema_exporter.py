# Copyright (c) 2026, streamops.confluent contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

"""Schema exporters: verbs, changes that take a pause, secrets that are shown or not, states that come late."""

from __future__ import annotations

from typing import Any

import pytest

from tests.support import direct
from tests.support.estate import Estate

EXPORTERS = "/exporters"
SECRET = "DESTINATIONKEY01:the-secret-of-the-destination"
CONFIG = {"schema.registry.url": "https://psrc-4r3n7.eu-west-1.aws.confluent.cloud", "retries": 3, "verbose": True}
NEW: dict[str, Any] = {
    "subjects": ["orders.created-value", "orders.paid-value"],
    "config": CONFIG,
    "sensitive_config": {"basic.auth.user.info": SECRET},
}
SECRETS_SHOWN = ("plain", "masked", "hidden")


class Exporters:
    """Runs the kind in this process, for the exporter ``dr``."""

    def __init__(self, sandbox: Any) -> None:
        self.sandbox = sandbox
        self.estate = Estate(sandbox).needs("schema_registry_key")

    def run(self, check: bool = False, **options: Any) -> dict[str, Any]:
        from ansible_collections.streamops.confluent.plugins.module_utils.kinds.schema_exporters import SchemaExporter

        self.sandbox.clear_journal()
        env = {**self.sandbox.env, **self.estate.env}
        return direct.run(SchemaExporter, {"name": "dr", "wait_timeout": 3, **options}, env, check=check)

    def done(self, operation: str, *writes: str, **options: Any) -> dict[str, Any]:
        """Check mode, then the run itself: both have that operation and that difference, and the run these writes."""
        checked, result = self.run(True, **options), None
        assert (checked["failed"], checked["operation"], self.writes()) == (False, operation, []), checked
        result = self.run(**options)
        assert (result["failed"], result["operation"]) == (False, operation), result
        assert result["diff"] == checked["diff"]
        assert self.writes() == list(writes)
        assert SECRET not in str([checked, result])
        return result

    def failed(self, *words: str, **options: Any) -> dict[str, Any]:
        """The run fails with these words."""
        result = self.run(**options)
        assert result["failed"], result
        for word in words:
            assert word in result["msg"], result["msg"]
        return result

    def refused(self, *words: str, **options: Any) -> None:
        """The same in check mode and in the run itself, and nothing is written."""
        for check in (True, False):
            self.failed("Nothing was changed", *words, check=check, **options)
            assert self.writes() == []

    def writes(self) -> list[str]:
        """Verbs, and methods where there is none, of what was written."""
        return [
            entry["path"].rpartition("/dr/")[2] if "/dr/" in entry["path"] else entry["method"]
            for entry in self.sandbox.writes()
        ]

    def body(self) -> dict[str, Any]:
        """What the one POST, or PUT of the exporter, held."""
        [entry] = [entry for entry in self.sandbox.journal() if entry["request_body"]]
        return dict(entry["request_body"])

    def now(self) -> dict[str, Any]:
        """The exporter as the service has it."""
        [[exporter]] = [held.values() for held in self.sandbox.state()["exporters"].values()]
        return dict(exporter)

    def meanwhile(self, method: str, path: str, verb: str) -> None:
        """Somebody else's verb, right before the next such request."""
        change = {
            "method": "PUT",
            "path": f"/_sr/{self.estate.schema_registry}/exporters/dr/{verb}",
            "key": self.estate.env["CONFLUENT_SCHEMA_REGISTRY_API_KEY"],
            "secret": self.estate.env["CONFLUENT_SCHEMA_REGISTRY_API_SECRET"],
        }
        self.sandbox.fault(method=method, path=path, change=[change])


@pytest.fixture
def exporters(sandbox: Any) -> Exporters:
    return Exporters(sandbox)


@pytest.fixture
def made(exporters: Exporters) -> Exporters:
    exporters.done("created", "POST", **NEW)
    return exporters


# Verbs


def test_pause_and_resume_once(made: Exporters) -> None:
    assert made.done("updated", "pause", status="paused")["schema_exporter"]["phase"] == "PAUSED"
    made.done("unchanged", status="paused")
    running = made.done("updated", "resume", status="running")
    assert (running["diff"]["before"], running["diff"]["after"]) == ({"status": "paused"}, {"status": "running"})
    assert running["schema_exporter"]["status"] == "running"
    made.done("unchanged", status="running")
    made.done("unchanged")


def test_what_is_made_can_be_paused_from_the_beginning(exporters: Exporters) -> None:
    made = exporters.done("created", "POST", "pause", **NEW, status="paused")
    assert (made["schema_exporter"]["status"], made["schema_exporter"]["phase"]) == ("paused", "PAUSED")
    exporters.done("unchanged", **NEW, status="paused")


def test_an_exporter_that_starts_for_ever_is_no_reason_to_wait(exporters: Exporters) -> None:
    exporters.sandbox.settings(exporter_starting=1e6)
    made = exporters.done("created", "POST", **NEW, status="running")
    assert (made["schema_exporter"]["status"], made["schema_exporter"]["phase"]) == ("running", "STARTING")
    exporters.done("unchanged", **NEW, status="running")
    exporters.done("updated", "pause", "PUT", "resume", subjects=[":*:"])


def test_who_waits_waits_until_it_runs(exporters: Exporters) -> None:
    exporters.sandbox.settings(exporter_starting=1.0)
    result = exporters.run(**NEW, wait=True, wait_timeout=30)
    assert (result["failed"], result["schema_exporter"]["phase"]) == (False, "RUNNING")
    assert result["wait"]["phases"] == ["STARTING", "RUNNING"]
    exporters.done("updated", "pause", status="paused")
    result = exporters.run(status="running", wait=True, wait_timeout=30)
    assert result["wait"]["phases"] == ["STARTING", "RUNNING"]


def test_a_wish_that_does_not_come_says_what_the_exporter_says(exporters: Exporters) -> None:
    exporters.sandbox.settings(exporter_starting=1e6, exporter_trace="401 Unauthorized at the destination")
    words = ("was still STARTING", "401 Unauthorized at the destination", "sensitive_config")
    exporters.failed(*words, **NEW, wait=True, wait_timeout=0)
    result = exporters.run(**NEW)
    assert (result["failed"], result["operation"]) == (False, "unchanged")
    assert "401 Unauthorized at the destination" in result["next_step"]
    exporters.failed(
        *words, **NEW, wait=True, wait_timeout=0
    )  # a later run waits for the same, and makes no second one


def test_a_pause_that_comes_late_is_waited_for(made: Exporters) -> None:
    made.sandbox.settings(exporter_pausing=0.7)
    result = made.run(subjects=[":*:"])
    assert (result["failed"], made.writes()) == (False, ["pause", "PUT", "resume"])
    result = made.run(status="paused")
    assert (result["schema_exporter"]["phase"], result["wait"]["phases"]) == ("PAUSED", ["RUNNING", "PAUSED"])


def test_a_pause_that_does_not_come_leaves_everything_as_it_is(made: Exporters) -> None:
    made.sandbox.settings(exporter_pausing=1e6)
    made.failed("was still RUNNING", "wait_timeout", subjects=[":*:"], wait_timeout=1)
    assert "PUT" not in made.writes()
    assert (made.now()["subjects"], made.now()["state"]) == (NEW["subjects"], "RUNNING")
    made.failed("was still RUNNING", state="absent", wait_timeout=1)
    assert "DELETE" not in made.writes()


# Changes in brackets


@pytest.mark.parametrize(
    ("before", "options", "writes", "after"),
    [
        ("running", {}, ["pause", "PUT", "resume"], "running"),
        ("running", {"status": "running"}, ["pause", "PUT", "resume"], "running"),
        ("running", {"status": "paused"}, ["pause", "PUT"], "paused"),
        ("paused", {}, ["PUT"], "paused"),
        ("paused", {"status": "running"}, ["PUT", "resume"], "running"),
        ("running", {"reset_on_update": True}, ["pause", "PUT", "reset", "resume"], "running"),
        ("running", {"reset": True}, ["pause", "PUT", "reset", "resume"], "running"),
    ],
)
def test_a_change_is_made_in_a_pause(
    exporters: Exporters, before: str, options: dict[str, Any], writes: list[str], after: str
) -> None:
    exporters.done("created", "POST", *(["pause"] if before == "paused" else []), **NEW, status=before)
    changed = exporters.done("updated", *writes, subjects=["returns.asked-value"], **options)
    assert changed["schema_exporter"]["status"] == after
    assert exporters.body() == {"contextType": "AUTO", "subjects": ["returns.asked-value"]}


def test_reset_is_an_action(made: Exporters) -> None:
    for _again in range(2):
        made.done("updated", "pause", "reset", "resume", reset=True)
    made.done("unchanged", reset_on_update=True)
    made.done("updated", "pause", status="paused", reset_on_update=True)
    made.done("updated", "reset", reset=True)
    assert made.now()["state"] == "PAUSED"


def test_what_fails_in_the_pause_runs_again(made: Exporters) -> None:
    made.sandbox.fault(method="PUT", path="/exporters/dr$", status=422, body={"message": "not like this"})
    failure = made.failed("422", "not like this", subjects=[":*:"])
    assert made.writes() == ["pause", "PUT", "resume"]
    assert "may be paused now" not in failure["msg"]
    assert made.now()["state"] == "RUNNING"


def test_what_cannot_be_resumed_says_so_and_the_next_run_does_it(made: Exporters) -> None:
    for path in ("/exporters/dr$", "/exporters/dr/resume$"):
        made.sandbox.fault(method="PUT", path=path, status=403, body={"message": "not you"})
    made.failed("may be paused now", "run again with status: running", subjects=[":*:"])
    made.done("updated", "PUT", "resume", subjects=[":*:"], status="running")


def test_a_run_that_was_killed_in_the_pause_is_resumed_by_the_next_one(made: Exporters) -> None:
    made.done("updated", "pause", status="paused")  # as far as the run came
    made.done("updated", "PUT", "resume", **{**NEW, "subjects": [":*:"]}, status="running")


def test_a_removal_pauses_and_one_that_fails_resumes(made: Exporters) -> None:
    made.sandbox.fault(method="DELETE", path=EXPORTERS, status=422, body={"message": "no"})
    made.failed("422", state="absent")
    assert (made.writes(), made.now()["state"]) == (["pause", "DELETE", "resume"], "RUNNING")
    made.done("deleted", "pause", "DELETE", state="absent")
    made.done("unchanged", state="absent")


# Somebody else


def test_somebody_else_resumes_it_in_the_pause(made: Exporters) -> None:
    made.meanwhile("PUT", "/exporters/dr$", "resume")
    made.run(subjects=[":*:"])
    assert made.writes() == ["pause", "PUT", "pause", "PUT", "resume"]
    assert (made.now()["subjects"], made.now()["state"]) == ([":*:"], "RUNNING")
    made.meanwhile("DELETE", "/exporters/dr$", "resume")
    assert made.run(state="absent")["operation"] == "deleted"
    assert made.writes() == ["pause", "DELETE", "pause", "DELETE"]


def test_somebody_else_resumes_it_first(made: Exporters) -> None:
    made.done("updated", "pause", status="paused")
    made.meanwhile("PUT", "/resume$", "resume")
    result = made.run(status="running")
    assert (result["failed"], result["schema_exporter"]["status"]) == (False, "running")


def test_a_lost_answer_to_a_verb_is_no_failure(made: Exporters) -> None:
    for path in ("/pause$", "/resume$"):
        made.sandbox.fault(method="PUT", path=path, reset="after")
    result = made.run(subjects=[":*:"])
    assert (result["failed"], made.now()["state"]) == (False, "RUNNING"), result


# Settings and secrets


@pytest.mark.parametrize("shown", SECRETS_SHOWN)
def test_secrets_are_never_compared_shown_or_sent_back(exporters: Exporters, shown: str) -> None:
    exporters.sandbox.settings(exporter_secrets=shown)
    made = exporters.done("created", "POST", **NEW)
    assert exporters.body()["config"] == {**CONFIG, "retries": "3", "verbose": "true", "basic.auth.user.info": SECRET}
    assert made["schema_exporter"]["config"] == {**CONFIG, "retries": "3", "verbose": "true"}
    exporters.done("unchanged", **NEW)
    exporters.done("unchanged", **{**NEW, "sensitive_config": {"basic.auth.user.info": "another:one"}})
    exporters.done("updated", "pause", "PUT", "resume", subjects=[":*:"])
    assert "config" not in exporters.body()
    assert exporters.now()["config"]["basic.auth.user.info"] == SECRET
    told = direct_info(exporters)
    assert told[0]["config"] == {**CONFIG, "retries": "3", "verbose": "true"}
    assert SECRET not in str(told)


def direct_info(exporters: Exporters) -> list[dict[str, Any]]:
    from ansible_collections.streamops.confluent.plugins.module_utils.kinds.schema_exporters import SchemaExporter

    return direct.info(SchemaExporter, {}, {**exporters.sandbox.env, **exporters.estate.env})


def test_a_change_of_settings_takes_the_secrets(made: Exporters) -> None:
    url = {"schema.registry.url": "https://psrc-9x2v4.eu-west-2.aws.confluent.cloud"}
    made.refused("sensitive_config must be given too", config=url)
    changed = made.done("updated", "pause", "PUT", "resume", config=url, sensitive_config=NEW["sensitive_config"])
    assert changed["diff"]["before"] == {"config": {"schema.registry.url": CONFIG["schema.registry.url"]}}
    assert made.body()["config"] == {**CONFIG, **url, "retries": "3", "verbose": "true", "basic.auth.user.info": SECRET}
    made.done("updated", "pause", "PUT", "resume", config={"retries": 4}, sensitive_config={})


def test_a_rotated_secret_is_sent_when_it_is_asked_for(made: Exporters) -> None:
    rotated = {"basic.auth.user.info": "DESTINATIONKEY02:another-secret"}
    made.done("unchanged", sensitive_config=rotated)
    changed = made.run(sensitive_config=rotated, update_secrets="always")
    assert (changed["operation"], made.writes()) == ("updated", ["pause", "PUT", "resume"])
    assert "another-secret" not in str(changed)
    assert made.now()["config"] == {**CONFIG, "retries": "3", "verbose": "true", **rotated}


@pytest.mark.parametrize(
    ("options", "words"),
    [
        ({"config": {"basic.auth.user.info": SECRET}}, "basic.auth.user.info is a secret. Give it in sensitive_config"),
        ({"config": {"retries": None}}, "config: retries must be a text"),
        ({"config": {"retries": [1]}}, "config: retries must be a text"),
        ({"config": {"a": "b"}, "sensitive_config": {"a": "c"}}, "a is in config and in sensitive_config"),
        ({"name": " "}, "name is empty"),
        ({"subjects": ["a"]}, "to create it config must be given"),
        ({**NEW, "context_type": "CUSTOM"}, "takes a context"),
        ({**NEW, "context": "production"}, "has no effect with context_type AUTO"),
        ({**NEW, "context": "production", "context_type": "NONE"}, "has no effect with context_type NONE"),
    ],
)
def test_what_cannot_be_is_refused(exporters: Exporters, options: dict[str, Any], words: str) -> None:
    exporters.refused(words, **options)


def test_a_context_is_judged_by_what_is_there(made: Exporters) -> None:
    made.refused("has no effect with context_type AUTO", context="production")
    made.done("updated", "pause", "PUT", "resume", context="production", context_type="CUSTOM")
    made.done("updated", "pause", "PUT", "resume", context="staging")
    made.done("unchanged", context_type="custom")


# What is there


def test_only_the_registry_says_that_an_exporter_is_absent(made: Exporters) -> None:
    made.sandbox.fault(method="GET", path="/exporters/dr$", status=404, body={"message": "no such page"})
    made.failed("404", state="absent")
    assert made.writes() == []


def test_an_exporter_that_goes_between_its_two_reads_is_absent(made: Exporters) -> None:
    gone = {"error_code": 40450, "message": "Exporter dr not found"}
    made.sandbox.fault(method="GET", path="/dr/status$", status=404, body=gone)
    assert made.run(state="absent")["operation"] == "unchanged"


def test_a_change_that_is_accepted_and_not_made_is_no_success(made: Exporters) -> None:
    made.sandbox.fault(method="PUT", path="/exporters/dr$", status=200, body={"name": "dr"})
    made.failed("accepted the change", "subjects is as before", subjects=[":*:"])
    assert made.now()["state"] == "RUNNING"


def test_other_exporters_are_not_read(made: Exporters) -> None:
    made.run(**NEW)
    assert not [entry for entry in made.sandbox.journal() if entry["path"].endswith(EXPORTERS)]


def test_before_its_environment_is_there_it_would_be_made(sandbox: Any) -> None:
    exporters = Exporters(sandbox)
    result = exporters.run(check=True, environment="to-come", **NEW)
    assert (result["failed"], result["operation"]) == (False, "created"), result
    assert "to-come" in str(result["warnings"])
    assert exporters.run(environment="to-come", state="absent")["operation"] == "unchanged"
    exporters.failed("to-come", environment="to-come", **NEW)
