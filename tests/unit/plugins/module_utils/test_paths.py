# Copyright (c) 2026, streamops.confluent contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

"""Which folders belong to the installed collection, and which paths are refused there."""

from __future__ import annotations

from pathlib import Path

import pytest

from ansible_collections.streamops.confluent.plugins.module_utils import _paths
from ansible_collections.streamops.confluent.plugins.module_utils._errors import Refused


@pytest.fixture
def installed(tmp_path: Path) -> Path:
    made = tmp_path / "ansible_collections" / "streamops" / "confluent"
    (made / "playbooks").mkdir(parents=True)
    return made


def test_what_lies_in_an_installed_collection(installed: Path, tmp_path: Path) -> None:
    for inside in (installed, installed / "playbooks", installed / "playbooks" / "not-there" / "key.json"):
        assert _paths.collection_around(str(inside)) == str(installed)
    other = tmp_path / "ansible_collections" / "streamops" / "another"
    for outside in (tmp_path, installed.parent, other, installed.parent / "confluent-secrets", Path("/")):
        assert _paths.collection_around(str(outside)) is None


def test_an_installation_that_is_a_link(installed: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    checkout = tmp_path / "checkout"
    installed.rename(checkout)
    installed.symlink_to(checkout)
    monkeypatch.setattr(_paths, "COLLECTION", str(installed))
    assert _paths.collection_around(str(checkout / "playbooks")) == str(checkout)
    assert _paths.collection_around(str(installed / "playbooks")) == str(checkout)
    assert _paths.collection_around(str(tmp_path / "checkout-of-another")) is None


def test_every_relative_path_is_named_and_absolute_ones_pass(installed: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    options = {
        "schema_file": None,
        "kafka_key_file": "keys/kafka.json",
        "cloud_key_file": "/etc/cloud.json",
        "vault_password_file": "password",  # looked at when it is used
        "defaults": {"schema_file": "all.avsc"},
        "schemas": [{"schema_file": "/a.avsc"}, {"schema_file": "b.avsc"}, {"schema": "{}"}],
    }
    common = ["kafka_key_file", "cloud_key_file", "vault_password_file"]
    monkeypatch.chdir(installed / "playbooks")
    with pytest.raises(Refused) as refused:
        _paths.refuse_relative(["schema_file"], common, options, "schemas")
    named = [problem.partition(" is a relative path")[0] for problem in refused.value.problems]
    assert named == ["kafka_key_file keys/kafka.json", "defaults.schema_file all.avsc", "schemas[1].schema_file b.avsc"]
    monkeypatch.chdir(installed.parent)
    _paths.refuse_relative(["schema_file"], common, options, "schemas")
