# Copyright (c) 2026, streamops.confluent contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

"""Key encryption keys: hidden, undeleted and gone for good; what holds them; properties. The plain life is in
test_kinds.py.
"""

from __future__ import annotations

from typing import Any

import pytest

from tests.support import direct
from tests.support.estate import Estate

KEKS = "/dek-registry/v1/keks"
KEY = "arn:aws:kms:eu-central-1:111122223333:key/1234abcd-12ab-34cd-56ef-1234567890ab"
MADE = {
    "kms_type": "aws-kms",
    "kms_key_id": KEY,
    "doc": "Card numbers",
    "properties": {"KeyUsage": "ENCRYPT_DECRYPT"},
}
GONE = {"state": "absent", "permanent": True}


class Keks(direct.Foreseen):
    """Runs the kind in this process, on the KEK ``payments``."""

    def __init__(self, sandbox: Any) -> None:
        self.estate = Estate(sandbox).needs("schema_registry_key")
        self.sandbox = sandbox

    @property
    def env(self) -> dict[str, str]:
        return {**self.sandbox.env, **self.estate.env}

    def run(self, check: bool = False, **options: Any) -> dict[str, Any]:
        from ansible_collections.streamops.confluent.plugins.module_utils.kinds import key_encryption_keys

        self.sandbox.clear_journal()
        options = {"name": "payments", **options}
        return direct.run(key_encryption_keys.SchemaRegistryKek, options, self.env, check=check)

    def info(self, **options: Any) -> list[dict[str, Any]]:
        from ansible_collections.streamops.confluent.plugins.module_utils.kinds import key_encryption_keys

        return direct.info(key_encryption_keys.SchemaRegistryKek, options, self.env)

    def done(self, operation: str, **options: Any) -> dict[str, Any]:
        """Check mode, which tells the same and writes nothing, the run itself, and another one with nothing to do."""
        foreseen = self.run(check=True, **options)
        assert (foreseen["failed"], self.sandbox.writes()) == (False, []), foreseen
        result = self.run(**options)
        assert (result["failed"], result["operation"]) == (False, operation), result
        assert bool(self.sandbox.writes()) == (operation != "unchanged")
        told = [
            (one["operation"], one["changed"], one.get("diff"), one["schema_registry_kek"])
            for one in (foreseen, result)
        ]
        if operation != "created":  # before, nobody knows what the service fills in
            assert told[0] == told[1]
        assert told[0][:3] == told[1][:3]
        written = self.written()
        assert self.run(**options)["operation"] == "unchanged"
        assert self.sandbox.writes() == []
        self.sent = written
        return result

    def written(self) -> list[tuple[str, str, Any]]:
        """The writes: method, path below the list, and the body or the query."""
        return [
            (e["method"], e["path"].partition(KEKS)[2], e["request_body"] or dict(map(tuple, e["query"])))
            for e in self.sandbox.writes()
        ]

    def dek(self, subject: str, *, state: str = "live") -> None:
        """Make a DEK with the KEK; with state "deleted" delete it softly, with "gone" permanently."""
        path = f"{KEKS}/payments/deks"
        if state == "live":
            self.estate.registry("POST", path, {"subject": subject, "encryptedKeyMaterial": "c2VjcmV0"})
        else:
            self.estate.registry("DELETE", f"{path}/{subject}" + ("?permanent=true" if state == "gone" else ""))


@pytest.fixture
def keks(sandbox: Any) -> Keks:
    return Keks(sandbox)


def test_what_was_deleted_softly_is_undeleted(keks: Keks) -> None:
    """A creation would be refused: its name is taken, and equal in all it is not."""
    keks.done("created", **MADE)
    keks.done("deleted", state="absent")
    assert keks.sent == [("DELETE", "/payments", {})]
    back = keks.done("updated", doc="Card numbers")
    assert back["diff"]["before"] == {"deleted": True}
    assert back["diff"]["after"] == {"deleted": False}
    assert back["schema_registry_kek"] == {"name": "payments", "shared": False, "deleted": False, **MADE}
    assert keks.sent == [("POST", "/payments/undelete", {})]


def test_what_is_undeleted_is_changed_in_the_same_task(keks: Keks) -> None:
    keks.done("created", **MADE)
    keks.done("deleted", state="absent")
    back = keks.done("updated", **{**MADE, "doc": "IBANs", "shared": True})
    assert back["diff"]["before"] == {"deleted": True, "doc": "Card numbers", "shared": False}
    assert back["diff"]["after"] == {"deleted": False, "doc": "IBANs", "shared": True}
    body = {"doc": "IBANs", "shared": True, "kmsProps": MADE["properties"]}
    assert keks.sent == [("POST", "/payments/undelete", {}), ("PUT", "/payments", body)]


@pytest.mark.parametrize("hidden", [False, True])
def test_what_is_fixed_is_refused(keks: Keks, hidden: bool) -> None:
    """The service would ignore it, and answer 200."""
    keks.done("created", **MADE)
    if hidden:
        keks.done("deleted", state="absent")
    other = f"{KEY[:-1]}0"
    message = keks.refused(
        "kms_type of KEK payments cannot be changed",
        "kms_key_id of KEK payments cannot be changed",
        kms_type="local-kms",
        kms_key_id=other,
    )
    assert "delete it with permanent: true" in message


def test_deletion_for_good(keks: Keks) -> None:
    permanent = ("DELETE", "/payments", {"permanent": "true"})
    keks.done("created", **MADE)
    keks.done("deleted", **GONE)
    assert keks.sent == [("DELETE", "/payments", {}), permanent]
    other = {**MADE, "kms_key_id": f"{KEY[:-1]}0"}
    keks.done("created", **other)
    keks.done("deleted", state="absent")
    keks.done("unchanged", state="absent")
    keks.done("deleted", **GONE)
    assert keks.sent == [permanent]
    keks.done("unchanged", **GONE)


def test_what_was_half_deleted_for_good_says_so_and_is_finished_by_the_next_run(keks: Keks) -> None:
    keks.done("created", **MADE)
    keks.sandbox.fault(method="DELETE", path="/keks/payments", nth=2, status=422, body={})
    result = keks.run(**GONE)
    assert result["failed"]
    assert "The soft deletion was done before, only the permanent one is left to do" in result["msg"]
    keks.done("deleted", **GONE)


def test_deks_hold_it(keks: Keks) -> None:
    keks.done("created", **MADE)
    keks.dek("orders-value")
    keks.dek("refunds-value")
    for options in ({"state": "absent"}, GONE):
        keks.refused("KEK payments is used by DEK of subject orders-value, DEK of subject refunds-value: ", **options)
    keks.dek("orders-value", state="deleted")
    message = keks.refused("KEK payments is used by DEK of subject refunds-value: ", state="absent")
    assert "orders-value" not in message, "what is soft-deleted does not hold it softly"
    keks.refused("DEK of subject refunds-value, DEK of subject orders-value (soft-deleted: delete it", **GONE)
    keks.dek("refunds-value", state="deleted")
    keks.done("deleted", state="absent")
    keks.refused(
        "KEK payments is used by DEK of subject orders-value (soft-deleted: delete it permanently), "
        "DEK of subject refunds-value (soft-deleted: delete it permanently): ",
        **GONE,
    )
    for subject in ("orders-value", "refunds-value"):
        keks.dek(subject, state="gone")
    keks.done("deleted", **GONE)


class TestPurge:
    """The DEKs of a KEK go along with it where that is asked for: those that the plan names, and no others."""

    @pytest.fixture(autouse=True)
    def _some(self, keks: Keks) -> None:
        keks.run(**MADE)
        for body in ({}, {"version": 3}, {"algorithm": "AES256_SIV"}):
            made = {"subject": ":.eu:paid/value", "encryptedKeyMaterial": "c2VjcmV0", **body}
            keks.estate.registry("POST", f"{KEKS}/payments/deks", made)
        keks.dek("sent-value")
        keks.dek("sent-value", state="deleted")

    def test_for_good(self, keks: Keks) -> None:
        result = keks.done("deleted", **GONE, purge_deks=True)
        paid, sent = {"subject": ":.eu:paid/value"}, {"subject": "sent-value"}
        assert result["diff"]["before"]["deks"] == [
            {**paid, "algorithm": "AES256_GCM", "version": 1},
            {**paid, "algorithm": "AES256_GCM", "version": 3},
            {**paid, "algorithm": "AES256_SIV", "version": 1},
            {**sent, "algorithm": "AES256_GCM", "version": 1},
        ]
        assert "goes for good" in result["warnings"][0]
        assert "DEK of subject :.eu:paid/value, version 3 (AES256_GCM)" in result["warnings"][0]
        writes = [path for _method, path, _query in keks.sent]
        assert len(writes) == 3 * 2 + 1 + 2, "what is hidden already is deleted once"
        assert not any("latest" in path or path.endswith("value") for path in writes), "each by its number"
        assert writes[-2:] == ["/payments", "/payments"]
        assert all("algorithm" in query for _method, path, query in keks.sent if "/deks/" in path)

    def test_softly(self, keks: Keks) -> None:
        result = keks.done("deleted", state="absent", purge_deks=True)
        assert "is hidden" in result["warnings"][0]
        assert "sent-value" not in result["warnings"][0], "it is hidden already"
        assert [query.get("permanent") for _method, _path, query in keks.sent] == [None] * 4
        keks.done("deleted", **GONE, purge_deks=True)
        assert [query.get("permanent") for _method, _path, query in keks.sent] == ["true"] * 5

    def test_what_holds_it_otherwise_names_the_way(self, keks: Keks) -> None:
        keks.refused(
            "DEK of subject :.eu:paid/value, DEK of subject sent-value (soft", "With purge_deks: true they", **GONE
        )

    def test_a_version_that_nothing_deletes(self, keks: Keks) -> None:
        made = {"subject": "odd-value", "encryptedKeyMaterial": "c2VjcmV0", "version": 0}
        keks.estate.registry("POST", f"{KEKS}/payments/deks", made)
        keks.refused(
            "with a version below 1, and there is DEK of subject odd-value, version 0", **GONE, purge_deks=True
        )

    @pytest.mark.parametrize("nth", [1, 2])
    def test_a_lost_answer_to_a_deletion(self, keks: Keks, nth: int) -> None:
        """It is sent again, and a DEK that is gone for good is not found then."""
        keks.sandbox.fault(method="DELETE", path="versions/3", nth=nth, times=1, status=502, apply=True)
        result = keks.run(**GONE, purge_deks=True)
        assert (result["failed"], result["operation"]) == (False, "deleted"), result
        assert keks.info(deleted=True) == []

    def test_a_404_for_what_is_there_is_not_believed(self, keks: Keks) -> None:
        keks.sandbox.fault(
            method="DELETE", path="versions/3", nth=2, times=1, status=404, body={"error_code": 40470, "message": "no"}
        )
        assert keks.run(**GONE, purge_deks=True)["failed"]
        keks.done("deleted", **GONE, purge_deks=True)

    def test_what_failed_on_the_way_is_finished_by_the_next_run(self, keks: Keks) -> None:
        keks.sandbox.fault(method="DELETE", path="versions/3", nth=2, times=1, status=422, body={"error_code": 42271})
        assert keks.run(**GONE, purge_deks=True)["failed"]
        assert keks.info() != [], "the KEK is still there"
        keks.done("deleted", **GONE, purge_deks=True)


def test_a_key_that_cannot_be_used_is_told_before_anything_is_made(keks: Keks) -> None:
    keks.refused("payments is not shared, so Confluent Cloud does not use its key", **MADE, test=True)
    shared = {**MADE, "shared": True}
    keks.sandbox.settings(kms_reachable=False)
    result = keks.run(**shared, test=True)
    assert (result["failed"], result["error"]["code"]) == (True, 50070)
    assert "in its key management service" in result["msg"]
    assert len(keks.sandbox.writes()) == 1, "50070 is a judgement: it is not asked again"
    assert keks.info() == []
    keks.sandbox.settings(kms_reachable=True)
    assert keks.run(check=True, **shared, test=True)["operation"] == "created"
    assert keks.sandbox.writes() == []
    assert keks.run(**shared, test=True)["operation"] == "created"
    assert [(path, query) for _method, path, query in keks.written()] == [
        ("", keks.sandbox.writes()[0]["request_body"])
    ]


def test_a_key_that_stays_is_tested_by_each_run(keks: Keks) -> None:
    keks.run(**MADE, shared=True)
    result = keks.run(test=True)
    assert (result["failed"], result["operation"], result["changed"]) == (False, "unchanged", False)
    assert keks.written() == [("POST", "/payments/test", {})]
    keks.sandbox.settings(kms_reachable=False)
    result = keks.run(test=True)
    assert (result["failed"], result["error"]["code"]) == (True, 50070)
    assert keks.run(check=True, test=True)["failed"] is False
    assert keks.run(test=True, doc="Other")["failed"], "tried before it is changed"
    assert keks.info()[0]["doc"] == MADE["doc"]
    keks.sandbox.settings(kms_reachable=True)
    keks.run(state="absent")
    assert keks.run(test=True)["operation"] == "updated"
    assert [path for _method, path, _query in keks.written()] == ["/payments/undelete", "/payments/test"]


def test_properties_are_compared_by_what_is_stated(keks: Keks) -> None:
    """The service replaces them as a whole: those that are left out would be lost."""
    keks.done("created", **MADE)
    keks.done("updated", properties={"KeyState": "Enabled", "Rotated": True, "Days": 90})
    assert keks.sent[0][2]["kmsProps"] == {
        "KeyUsage": "ENCRYPT_DECRYPT",
        "KeyState": "Enabled",
        "Rotated": "true",
        "Days": "90",
    }
    keks.done("unchanged", properties={})
    changed = keks.done("updated", properties={"KeyUsage": None, "Days": None, "Rotated": "false"})
    assert changed["schema_registry_kek"]["properties"] == {"KeyState": "Enabled", "Rotated": "false"}


def test_credentials_among_the_properties_are_not_shown(keks: Keks) -> None:
    """Wherever they come from; and that they are not shown makes no difference to the comparison."""
    held = {"kmsProps": {"secret.access.key": "of-old-hidden", "KeyUsage": "ENCRYPT_DECRYPT"}}
    body = {"name": "payments", "kmsType": "aws-kms", "kmsKeyId": KEY, **held}
    keks.estate.registry("POST", KEKS, body)
    same = keks.done("unchanged", properties={"secret.access.key": "of-old-hidden"})
    changed = keks.done("updated", properties={"secret.access.key": "brand-new-hidden"})
    assert keks.sent[0][2]["kmsProps"] == {**held["kmsProps"], "secret.access.key": "brand-new-hidden"}
    assert set(changed["diff"]["after"]["properties"]) == {"secret.access.key"}
    for told in (same, changed, keks.info()):
        assert "-hidden" not in str(told)
        assert "secret.access.key" in str(told)


def test_a_stated_credential_that_the_service_quotes_is_not_shown(keks: Keks, run_module: Any) -> None:
    quoting = {"error_code": 42271, "message": "Invalid value brand-new-hidden of key payments"}
    keks.sandbox.fault(method="POST", path="/keks$", status=422, body=quoting)
    arguments = {"name": "payments", **MADE, "properties": {"secret.access.key": "brand-new-hidden"}}
    made = run_module("confluent_schema_registry_kek", arguments, diff=True, env=keks.env)
    assert made["failed"]
    assert "of key payments" in made["msg"]
    assert "-hidden" not in str(made)


def test_what_somebody_else_changed_meanwhile_stays(keks: Keks) -> None:
    keks.done("created", **MADE)
    change = {
        "method": "PUT",
        "path": f"/_sr/{keks.estate.schema_registry}{KEKS}/payments",
        "body": {"kmsProps": {"KeyState": "Enabled"}},
        "key": keks.estate.env["CONFLUENT_SCHEMA_REGISTRY_API_KEY"],
        "secret": keks.estate.env["CONFLUENT_SCHEMA_REGISTRY_API_SECRET"],
    }
    keks.sandbox.fault(method="GET", path="/keks/payments", nth=2, change=[change])
    changed = keks.run(doc="IBANs")["schema_registry_kek"]
    assert (changed["doc"], changed["properties"]) == ("IBANs", {"KeyState": "Enabled"})


def test_an_empty_doc_is_none(keks: Keks) -> None:
    keks.done("created", **{**MADE, "doc": ""})
    keks.done("updated", doc="Card numbers")
    keks.done("updated", doc="")


def test_what_the_api_does_not_take_is_refused_before_any_request(keks: Keks) -> None:
    keks.refused("name '1st.key'", "properties.Tags is a list", name="1st.key", properties={"Tags": ["a"], "Ok": 1})
    assert keks.sandbox.journal() == []
    keks.refused("to create it kms_type and kms_key_id must be given", name="new")


def test_another_kind_of_key_management_service_is_warned_of_and_sent(keks: Keks) -> None:
    made = keks.done("created", kms_type="aws-kmss", kms_key_id="somewhere")
    assert "did you mean aws-kms?" in made["warnings"][0]


def test_a_404_of_somebody_else_says_nothing_of_the_kek(keks: Keks) -> None:
    """A proxy's, say: nothing is made or taken as gone."""
    keks.done("created", **MADE)
    for options in ({"state": "absent"}, MADE):
        keks.sandbox.fault(path="/keks/payments", times=0, status=404, body={"error_code": 404})
        result = keks.run(**options)
        assert (result["failed"], keks.sandbox.writes()) == (True, [])


def test_an_environment_that_is_not_there_yet(keks: Keks) -> None:
    """In check mode an earlier task may make it; what is to be absent is."""
    foreseen = keks.run(check=True, environment="production", **MADE)
    assert (foreseen["failed"], foreseen["operation"]) == (False, "created")
    assert "no environment 'production'" in foreseen["warnings"][0]
    assert keks.run(environment="production", **MADE)["failed"]
    gone = keks.run(environment="production", state="absent")
    assert (gone["failed"], gone["operation"]) == (False, "unchanged")


def test_the_info_module(keks: Keks) -> None:
    for name in ("payments", "refunds"):
        keks.done("created", **MADE, name=name)
    keks.done("deleted", state="absent")
    told = {"name": "refunds", "shared": False, "deleted": False, **MADE}
    assert keks.info() == [told]
    assert keks.info(deleted=True) == [{**told, "name": "payments", "deleted": True}, told]
    assert keks.info(name="payments") == []
    assert [kek["deleted"] for kek in keks.info(name="payments", deleted=True)] == [True]
    assert keks.info(name="nobody", deleted=True) == []


def test_with_the_endpoint_no_cloud_credential_is_needed(keks: Keks) -> None:
    """Nothing is looked up, so the environment need not be said either."""
    endpoint = {"schema_registry_endpoint": keks.estate.schema_registry_endpoint, "cloud_api_key": None}
    result = keks.run(**MADE, **endpoint, environment=None)
    assert result["operation"] == "created", result
    assert {entry["plane"] for entry in keks.sandbox.journal()} == {"schema_registry"}
