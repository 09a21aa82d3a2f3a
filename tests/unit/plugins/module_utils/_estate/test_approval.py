# Copyright (c) 2026, streamops.confluent contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from ansible_collections.streamops.confluent.plugins.module_utils._errors import Refused
from ansible_collections.streamops.confluent.plugins.module_utils._estate.approval import (
    Approval,
    Proposed,
    approval_of,
)


def change(operation: str = "change", label: str = "topic a of cluster c", **more: Any) -> dict[str, Any]:
    fields = [{"name": name, "before": old, "after": new} for name, (old, new) in more.pop("fields", {}).items()]
    return {"part": "topics", "cluster": "c", "label": label, "operation": operation, "fields": fields, **more}


def document(*changes: dict[str, Any], **more: Any) -> dict[str, Any]:
    return {"version": 1, "environment": "dev", "status": "changes", "changes": list(changes), **more}


def against(approved: dict[str, Any], now: dict[str, Any], foretold: list[dict[str, Any]] | None = None) -> list[str]:
    return Approval(document(approved), "dev").against([Proposed(now, foretold or [])])


MORE = change(fields={"partitions": (3, 6), "config": ({"a": "1"}, {"a": "2"})})


@pytest.mark.parametrize(
    ("approved", "now", "reason"),
    [
        (MORE, MORE, ""),
        (MORE, change(fields={"partitions": (3, 6)}), ""),  # the rest is done already
        (MORE, change(fields={"config": ({"a": "1"}, {"a": "2"})}), ""),
        (MORE, change(label="topic b of cluster c"), "topic b of cluster c: to change it was not approved"),
        (MORE, change(cluster="d"), "to change it was not approved"),
        (MORE, change("delete"), "to change it was approved, and now it is to delete it"),
        (MORE, change(fields={"partitions": (3, 12)}), "partitions is to become 12, and 6 was approved"),
        (MORE, change(fields={"partitions": (4, 6)}), "partitions is 4 by now, and was 3 when that was approved"),
        (MORE, change(fields={"config": ({}, {"b": "2"})}), "config.b was not approved"),
        (MORE, change(fields={"partitions": (3, True)}), "partitions is to become true"),
        (change("create", fields={"partitions": (None, 3)}), change("create"), "partitions is missing, and 3"),
        # Of what goes: which one it is, and not how it is.
        (
            change("delete", part="connectors", fields={"name": ("x", None), "state": ("RUNNING", None)}),
            change("delete", part="connectors", fields={"name": ("x", None), "state": ("FAILED", None)}),
            "",
        ),
        (
            change("delete", fields={"id": ("lkc-1", None)}, part="clusters"),
            change("delete", fields={"id": ("lkc-2", None)}, part="clusters"),
            "id is 'lkc-2' by now, and was 'lkc-1'",
        ),
        # Of a file of this machine only the name.
        (
            change("create", part="api_keys", fields={"secret_file": (None, "/home/a/k.json")}),
            change("create", part="api_keys", fields={"secret_file": (None, "/runner/k.json")}),
            "",
        ),
        (
            change("create", part="api_keys", fields={"secret_file": (None, "/home/a/k.json")}),
            change("create", part="api_keys", fields={"secret_file": (None, "/home/a/other.json")}),
            "secret_file is to become",
        ),
    ],
)
def test_what_is_held_to(approved: dict[str, Any], now: dict[str, Any], reason: str) -> None:
    found = "; ".join(against(approved, now))
    assert found == "" if not reason else reason in found


def test_what_was_foretold_is_the_same_where_it_would_be_foretold_so_today() -> None:
    names = [{"name": "principal", "before": None, "after": "app"}, {"name": "role", "before": None, "after": "Reader"}]
    approved = {**change("create", part="role_bindings"), "fields": names, "foretold": True}
    ids = [{"name": "principal", "before": None, "after": "User:sa-1"}, names[1]]
    now = {**change("create", part="role_bindings"), "fields": ids}
    assert against(approved, now, names) == []
    wider = [names[0], {"name": "role", "before": None, "after": "Admin"}]
    assert "role" in "".join(against(approved, {**now, "fields": [ids[0], wider[1]]}, wider))
    assert against({**approved, "foretold": False}, now, names)  # what was looked at had ids


def test_objects_that_have_the_same_words_are_told_apart_by_their_fields() -> None:
    one, two = (
        change("create", label="role binding of Reader to a", fields={"resource_name": (None, name)}) for name in "xy"
    )
    approval = Approval(document(one, two), "dev")
    assert approval.against([Proposed(one, []), Proposed(two, [])]) == []
    assert approval.against([Proposed(change("create", label=one["label"], fields={"resource_name": (None, "*")}), [])])


@pytest.mark.parametrize(
    ("given", "words"),
    [
        ([], "is no plan"),
        ({"changes": []}, "has version None"),
        (document() | {"version": 2}, "has version 2"),
        (document({"part": "topics"}), "changes[0] is not as"),
        (document(change(operation="explode")), "changes[0] is not as"),
        (document(environment="prod"), "is of the environment 'prod'"),
        (document(status="refused"), "could not be carried out"),
        (document(problems=["no"]), "could not be carried out"),
    ],
)
def test_what_is_no_approved_plan(given: Any, words: str, tmp_path: Path) -> None:
    file = tmp_path / "plan.json"
    file.write_text(json.dumps(given), encoding="utf-8")
    with pytest.raises(Refused) as refused:
        approval_of(str(file), "dev")
    assert words in str(refused.value)
    assert str(file) in str(refused.value)


def test_files_that_cannot_be_read(tmp_path: Path) -> None:
    for path, words in ((tmp_path / "none.json", "No such file"), (tmp_path, "Is a directory")):
        with pytest.raises(Refused, match=words):
            approval_of(str(path), "dev")
    broken = tmp_path / "broken.json"
    broken.write_text("{", encoding="utf-8")
    with pytest.raises(Refused, match="is no JSON"):
        approval_of(str(broken), "dev")
    assert approval_of(None, "dev") is None
