# Copyright (c) 2026, streamops.confluent contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

"""Modes: own and inherited, of subjects, contexts and the registry; what IMPORT does to what is there. The plain life
is in test_kinds.py.
"""

from __future__ import annotations

from typing import Any

import pytest

from tests.support import direct
from tests.support.estate import Estate

PAID, SENT = "paid-value", "sent-value"
SCHEMA = {"schema": '"string"'}


class Modes(direct.Foreseen):
    """Runs the kind in this process."""

    def __init__(self, sandbox: Any) -> None:
        self.sandbox = sandbox
        self.estate = Estate(sandbox).needs("schema_registry_key")
        self.env = {**sandbox.env, **self.estate.env}
        self.registry = self.estate.registry

    def run(self, check: bool = False, **options: Any) -> dict[str, Any]:
        from ansible_collections.streamops.confluent.plugins.module_utils.kinds.subject_modes import SubjectMode

        self.sandbox.clear_journal()
        place = {} if options.get("registry_default") or "subject" in options else {"subject": PAID}
        result = direct.run(SubjectMode, {**place, **options}, self.env, check=check)
        if check:
            assert self.sandbox.writes() == []
        return result

    def info(self, **options: Any) -> list[dict[str, Any]]:
        from ansible_collections.streamops.confluent.plugins.module_utils.kinds.subject_modes import SubjectMode

        self.sandbox.clear_journal()
        return direct.info(SubjectMode, options, self.env)

    def done(self, operation: str, **options: Any) -> dict[str, Any]:
        """Check mode tells what the run does, and a second run has nothing to do."""
        foreseen = self.run(check=True, **options)
        result = super().done(operation, **options)
        for part in ("operation", "diff", "subject_mode", "warnings"):
            assert foreseen.get(part) == result.get(part), part
        self.writes = [(e["method"], e["path"], dict(map(tuple, e["query"]))) for e in self.sandbox.writes()]
        assert self.run(**options)["operation"] == "unchanged"
        assert self.sandbox.writes() == []
        return result

    def register(self, *subjects: str, gone: bool = False) -> None:
        """Put a schema under each subject, and delete it softly if it is to be ``gone``."""
        for subject in subjects:
            self.registry("POST", f"/subjects/{subject}/versions", SCHEMA)
            if gone:
                self.registry("DELETE", f"/subjects/{subject}")

    def versions(self, subject: str) -> Any:
        """The numbers, soft-deleted versions included; None where there are none."""
        subjects = self.registry("GET", "/subjects?deleted=true")
        return self.registry("GET", f"/subjects/{subject}/versions?deleted=true") if subject in subjects else None


@pytest.fixture
def modes(sandbox: Any) -> Modes:
    return Modes(sandbox)


def test_own_and_inherited(modes: Modes) -> None:
    """The mode that a subject inherits is not its own; absent lets it inherit again."""
    assert modes.done("created", mode="readwrite")["subject_mode"]["mode"] == "READWRITE"
    assert modes.done("updated", mode="READONLY")["diff"]["after"] == {"mode": "READONLY"}
    assert modes.done("deleted", state="absent")["subject_mode"] is None
    assert modes.writes == [("DELETE", f"/mode/{PAID}", {})]
    # One read, and of a real run one write.
    assert len(modes.sandbox.journal("GET", "^/mode")) == 1


def test_the_registry_has_one_always_and_no_delete(modes: Modes) -> None:
    modes.done("unchanged", registry_default=True, mode="READWRITE")
    modes.done("unchanged", registry_default=True, state="absent")
    modes.done("updated", registry_default=True, mode="READONLY")
    modes.done("deleted", registry_default=True, state="absent")
    assert modes.writes == [("PUT", "/mode", {})]
    assert modes.registry("GET", "/mode") == {"mode": "READWRITE"}


@pytest.mark.parametrize("subject", ["team/paid%-value", ":.moved:", ":.moved:a b/c", ":.__GLOBAL:"])
def test_names_that_need_encoding(modes: Modes, subject: str) -> None:
    modes.done("created", subject=subject, mode="READONLY")
    assert [item["subject"] for item in modes.info(subject=[subject])] == [subject]
    modes.done("deleted", subject=subject, state="absent")


def test_import_over_schemas_is_refused_with_their_subjects(modes: Modes) -> None:
    modes.register(PAID, SENT, ":.moved:a", ":.moved:b")
    modes.refused(f"under {PAID}. With force: true", mode="IMPORT")
    modes.refused("under :.moved:a, :.moved:b. With", subject=":.moved:", mode="IMPORT")
    modes.refused(f"{PAID}, {SENT}", registry_default=True, mode="IMPORT")
    modes.refused(f"{PAID}, {SENT}", subject=":.__GLOBAL:", mode="IMPORT")
    modes.done("created", mode="import", force=True)
    assert modes.writes == [("PUT", f"/mode/{PAID}", {"force": "true"})]
    assert modes.versions(PAID) == [1]


@pytest.mark.parametrize("place", [{"subject": PAID}, {"registry_default": True}, {"subject": ":.__GLOBAL:"}])
def test_import_names_what_it_removes_for_good(modes: Modes, place: dict[str, Any]) -> None:
    modes.register(PAID, SENT, gone=True)
    registry = place != {"subject": PAID}
    purges = {PAID: [1], **({SENT: [1]} if registry else {})}
    result = modes.done("updated" if "registry_default" in place else "created", mode="IMPORT", **place)
    assert result["subject_mode"]["purges"] == result["diff"]["after"]["purges"] == purges
    assert f"removes for good what is soft-deleted: {PAID} (version 1)" in result["warnings"][0]
    assert (modes.versions(PAID), modes.versions(SENT)) == (None, None if registry else [1])


def test_with_force_and_in_import_already_nothing_is_removed(modes: Modes) -> None:
    modes.register(PAID, SENT, gone=True)
    result = modes.done("created", mode="IMPORT", force=True)
    assert result["warnings"] == []
    modes.registry("PUT", "/mode?force=true", {"mode": "IMPORT"})
    assert modes.done("created", subject=SENT, mode="IMPORT")["warnings"] == []
    assert (modes.versions(PAID), modes.versions(SENT)) == ([1], [1])


def test_a_subject_of_the_same_beginning_is_another(modes: Modes) -> None:
    modes.register(f"{PAID}-2", f":.moved:{PAID}")
    modes.done("created", mode="IMPORT")
    assert modes.versions(f"{PAID}-2") == [1]


@pytest.mark.parametrize(
    ("options", "words"),
    [
        ({"mode": "FORWARD"}, "the registry as a whole only, which is subject :.__GLOBAL:"),
        ({"subject": "", "mode": "READONLY"}, "give registry_default: true"),
        ({"subject": ":.:", "mode": "READONLY"}, "give registry_default: true"),
        ({"subject": ":*:", "mode": "READONLY"}, "means all contexts"),
        ({"subject": ":.moved", "mode": "IMPORT"}, "means the whole context to the registry: write :.moved:, if"),
        ({"registry_default": False, "subject": None, "mode": "READONLY"}, "registry_default can only be true"),
    ],
)
def test_refused_before_any_request(modes: Modes, options: dict[str, Any], words: str) -> None:
    modes.refused(words, **options)
    assert modes.sandbox.journal() == []


def test_likely_slips_are_warned_of(modes: Modes) -> None:
    result = modes.run(subject=":moved:paid-value", mode="READONLY")
    assert "an ordinary subject of the default context" in result["warnings"][0]
    result = modes.run(mode="READONL")
    assert (result["failed"], result["error"]["code"]) == (True, 42204)
    assert "did you mean READONLY" in result["warnings"][0]


def test_what_somebody_else_removed_is_gone(modes: Modes) -> None:
    """The deletion meets a 404 of the registry: it is looked at again, and believed."""
    modes.done("created", mode="READONLY")
    gone = {"error_code": 40401, "message": "Subject 'paid-value' not found."}
    modes.sandbox.fault(method="DELETE", path="^/mode", times=1, apply=True, status=404, body=gone)
    result = modes.run(state="absent")
    assert (result["failed"], result["operation"]) == (False, "deleted"), result
    modes.done("unchanged", state="absent")


def test_info_tells_what_counts(modes: Modes) -> None:
    modes.register(PAID, SENT, ":.moved:a")
    for path, mode in (("/mode", "READONLY"), ("/mode/:.moved:", "READONLY_OVERRIDE"), (f"/mode/{PAID}", "READWRITE")):
        modes.registry("PUT", path, {"mode": mode})
    assert [(item["subject"], item["mode"]) for item in modes.info()] == [
        (None, "READONLY"),
        (":.moved:", "READONLY_OVERRIDE"),
        (PAID, "READWRITE"),
    ]
    told = modes.info(effective=True, subject=[PAID, SENT, ":.moved:a"])
    assert [(item["mode"], item["effective_mode"]) for item in told] == [
        ("READWRITE", "READWRITE"),
        (None, "READONLY"),
        (None, "READONLY_OVERRIDE"),
    ]
    assert len(modes.sandbox.journal("GET", "^/mode")) == 2 * 3
    assert [item["mode"] for item in modes.info(registry_default=True)] == ["READONLY"]
