# Copyright (c) 2026, streamops.confluent contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

"""Data encryption keys: their places, their material that nobody sees, soft deletion. The plain life is in
test_kinds.py.
"""

from __future__ import annotations

from typing import Any

import pytest

from tests.support import direct
from tests.support.estate import Estate

KEKS = "/dek-registry/v1/keks"
KEY = "arn:aws:kms:eu-central-1:111122223333:key/1234abcd-12ab-34cd-56ef-1234567890ab"
MATERIAL, OTHER = "Y2FuYXJ5LW1hdGVyaWFs", "b3RoZXItY2FuYXJ5"
SUBJECT = "paid-value"


class Deks(direct.Foreseen):
    """Runs the kind in this process, for DEKs of the KEK ``own``, or of ``shared``."""

    def __init__(self, sandbox: Any) -> None:
        self.sandbox = sandbox
        self.estate = Estate(sandbox).needs("schema_registry_key")
        self.env = {**sandbox.env, **self.estate.env}
        for name in ("own", "shared"):
            kek = {"name": name, "kmsType": "aws-kms", "kmsKeyId": KEY, "shared": name == "shared"}
            self.registry("POST", "", kek)

    def registry(self, method: str, path: str, body: Any = None) -> Any:
        return self.estate.registry(method, f"{KEKS}{path}", body)

    def run(self, check: bool = False, **options: Any) -> dict[str, Any]:
        from ansible_collections.streamops.confluent.plugins.module_utils.kinds.data_encryption_keys import (
            SchemaRegistryDek,
        )

        self.sandbox.clear_journal()
        options = {"kek": "own", "subject": SUBJECT, **options}
        result = direct.run(SchemaRegistryDek, options, self.env, check=check)
        self.hidden(result)
        return result

    def info(self, **options: Any) -> list[dict[str, Any]]:
        from ansible_collections.streamops.confluent.plugins.module_utils.kinds.data_encryption_keys import (
            SchemaRegistryDek,
        )

        self.sandbox.clear_journal()
        found = direct.info(SchemaRegistryDek, {"kek": "own", **options}, self.env)
        self.hidden(found)
        return found

    def hidden(self, told: Any) -> None:
        """No key of any DEK is in what was told."""
        deks = self.sandbox.state()["registries"][self.estate.schema_registry]["deks"].values()
        keys = {dek.get(name) for dek in deks for name in ("encryptedKeyMaterial", "keyMaterial")}
        for key in (MATERIAL, OTHER, *(keys - {None})):
            assert key not in str(told)

    def done(self, operation: str, **options: Any) -> dict[str, Any]:
        """Check mode tells what the run does, and a second run has nothing to do."""
        foreseen = self.run(check=True, **options)
        result = super().done(operation, **options)
        told = [(one.get("diff"), one["warnings"]) for one in (foreseen, result)]
        assert told[0] == told[1]
        self.sent = [
            (e["method"], e["path"].partition("/deks")[2], e["request_body"] or dict(map(tuple, e["query"])))
            for e in self.sandbox.writes()
        ]
        assert self.run(**options)["operation"] == "unchanged"
        assert self.sandbox.writes() == []
        return result

    def refused_unless_earlier(self, words: str, **options: Any) -> None:
        """The run fails before any write; check mode warns, for an earlier task may change what the KEK is."""
        foreseen, result = self.run(check=True, **options), self.run(**options)
        assert (foreseen["failed"], foreseen["changed"], self.sandbox.writes()) == (False, True, [])
        assert any(words in warning and "unless an earlier task" in warning for warning in foreseen["warnings"])
        assert result["failed"]
        assert words in result["msg"]


@pytest.fixture
def deks(sandbox: Any) -> Deks:
    return Deks(sandbox)


def test_the_algorithm_and_the_version_go_with_every_request(deks: Deks) -> None:
    made = deks.done("created", encrypted_key_material=MATERIAL)
    assert deks.sent == [
        ("POST", "", {"subject": SUBJECT, "version": 1, "algorithm": "AES256_GCM", "encryptedKeyMaterial": MATERIAL})
    ]
    shown = {"kek": "own", "subject": SUBJECT, "version": 1, "algorithm": "AES256_GCM", "deleted": False}
    assert {name: made["schema_registry_dek"][name] for name in shown} == shown
    place, algorithm = f"/{SUBJECT}/versions/1", {"algorithm": "AES256_GCM"}
    deks.done("deleted", state="absent")
    assert deks.sent == [("DELETE", place, algorithm)]
    assert deks.done("updated")["diff"]["before"] == {"deleted": True}
    assert deks.sent == [("POST", f"{place}/undelete", algorithm)]
    deks.done("deleted", state="absent", permanent=True)
    assert deks.sent == [("DELETE", place, algorithm), ("DELETE", place, {**algorithm, "permanent": "true"})]
    reads = [dict(map(tuple, e["query"])) for e in deks.sandbox.journal("GET", "/deks/")]
    assert reads == [{**algorithm, "deleted": "true"}]


def test_each_algorithm_and_version_is_a_dek_of_its_own(deks: Deks) -> None:
    given = {"encrypted_key_material": MATERIAL}
    deks.done("created", **given)
    deks.done("created", version=4, **given)
    deks.done("created", algorithm="AES256_SIV", **given)
    deks.done("deleted", state="absent", permanent=True)
    assert [(dek["algorithm"], dek["version"]) for dek in deks.info()] == [("AES256_GCM", 4), ("AES256_SIV", 1)]
    assert [dek["version"] for dek in deks.info(version=4)] == [4]
    assert [dek["algorithm"] for dek in deks.info(subject=SUBJECT, algorithm="AES256_SIV")] == ["AES256_SIV"]
    assert len(deks.sandbox.journal("GET", "/deks/")) == 2, "its versions, and the one that there is"


def test_other_material_is_refused_by_its_fingerprint(deks: Deks) -> None:
    deks.done("created", encrypted_key_material=MATERIAL)
    deks.done("unchanged", encrypted_key_material=MATERIAL)
    deks.refused("has other material than is stated (fingerprints sha256:", encrypted_key_material=OTHER)
    deks.done("deleted", state="absent")
    deks.refused("For new material state a new version", encrypted_key_material=OTHER)
    deks.done("updated", encrypted_key_material=MATERIAL)


def test_who_makes_the_material(deks: Deks) -> None:
    """Of a shared KEK the service does, and shows it in clear, which goes no further."""
    deks.refused_unless_earlier("KEK own is not shared, so Confluent Cloud cannot make it")
    made = deks.done("created", kek="shared")
    assert deks.sent[0][2] == {"subject": SUBJECT, "version": 1, "algorithm": "AES256_GCM"}
    assert made["schema_registry_dek"]["fingerprint"].startswith("sha256:")
    deks.done("created", kek="shared", version=2)
    fingerprints = {dek["fingerprint"] for dek in deks.info(kek="shared")}
    assert len(fingerprints) == 2, "it was rotated"
    deks.sandbox.settings(kms_reachable=False)
    result = deks.run(kek="shared", version=3)
    assert (result["failed"], result["error"]["code"], len(deks.sandbox.writes())) == (True, 50070, 1)


@pytest.mark.parametrize("subject", ["team/paid%-value", ":.eu:paid value", ":.:plain"])
def test_subjects_that_need_encoding(deks: Deks, subject: str) -> None:
    deks.done("created", subject=subject, encrypted_key_material=MATERIAL)
    assert [dek["subject"] for dek in deks.info()] == [subject.removeprefix(":.:")]
    deks.done("deleted", subject=subject, state="absent", permanent=True)


def test_a_kek_that_is_hidden_or_not_there(deks: Deks) -> None:
    deks.done("created", encrypted_key_material=MATERIAL)
    deks.done("deleted", state="absent")
    deks.registry("DELETE", "/own")
    hidden = "while KEK own is softly deleted: bring that back first"
    deks.refused_unless_earlier(hidden, encrypted_key_material=MATERIAL)
    assert (deks.info(), [dek["subject"] for dek in deks.info(deleted=True)]) == ([], [SUBJECT])
    deks.done("deleted", state="absent", permanent=True)
    result = deks.run(kek="ow", encrypted_key_material=MATERIAL)
    assert "there is no KEK 'ow'" in result["msg"]
    assert "Did you mean 'own'" in result["msg"]
    assert deks.run(check=True, kek="ow", encrypted_key_material=MATERIAL)["operation"] == "created"
    assert deks.run(kek="ow", state="absent")["operation"] == "unchanged"


def test_an_alias_is_not_taken_for_its_subject(deks: Deks) -> None:
    """The registry answers for the subject behind it, deletions included."""
    deks.estate.registry("PUT", "/config/bezahlt", {"aliasForDeks": SUBJECT})
    deks.refused(f"bezahlt is an alias of {SUBJECT} for DEKs", subject="bezahlt", encrypted_key_material=MATERIAL)
    deks.done("created", encrypted_key_material=MATERIAL)
    for options in ({"state": "absent"}, {"encrypted_key_material": MATERIAL}):
        deks.refused(f"bezahlt is an alias of {SUBJECT} for DEKs", subject="bezahlt", **options)


def test_what_an_alias_hides_hides_no_others(deks: Deks) -> None:
    for subject in (SUBJECT, "bezahlt"):
        deks.done("created", subject=subject, encrypted_key_material=MATERIAL)
    deks.estate.registry("PUT", "/config/bezahlt", {"aliasForDeks": SUBJECT})
    assert [dek["subject"] for dek in deks.info()] == [SUBJECT]


def test_what_a_dek_cannot_be(deks: Deks) -> None:
    for version in (0, -1):
        deks.refused(f"version must be at least 1, not {version}", version=version, encrypted_key_material=MATERIAL)
    deks.refused("encrypted_key_material is empty", "subject is empty", subject="", encrypted_key_material="")
    assert deks.sandbox.journal() == []
    made = deks.run(encrypted_key_material="no base64!")
    assert "is no base64" in made["warnings"][0]


def test_somebody_elses_dek_is_not_taken_for_ours(deks: Deks) -> None:
    """The answer to the creation is lost, and what is there then has other material."""
    theirs = {
        "method": "POST",
        "path": f"/_sr/{deks.estate.schema_registry}{KEKS}/own/deks",
        "body": {"subject": SUBJECT, "encryptedKeyMaterial": OTHER},
        "key": deks.estate.env["CONFLUENT_SCHEMA_REGISTRY_API_KEY"],
        "secret": deks.estate.env["CONFLUENT_SCHEMA_REGISTRY_API_SECRET"],
    }
    deks.sandbox.fault(method="POST", path="/deks$", times=1, change=[theirs], status=502)
    result = deks.run(encrypted_key_material=MATERIAL)
    assert result["failed"], result
    ours = deks.run(version=2, encrypted_key_material=MATERIAL)
    assert ours["operation"] == "created"
    deks.sandbox.fault(method="POST", path="/deks$", times=1, apply=True, status=502)
    assert deks.run(version=3, encrypted_key_material=MATERIAL)["operation"] == "created"
    assert len(deks.sandbox.journal("POST", "/deks$")) == 1, "it was found, and not made again"
