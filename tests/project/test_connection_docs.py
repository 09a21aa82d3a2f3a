# Copyright (c) 2026, streamops.confluent contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

"""The documentation of the connection options is that of the declaration, and says what is lacking."""

from __future__ import annotations

from typing import Any

import pytest
import yaml


def words() -> dict[str, Any]:
    from connection_docs import WORDS

    found: dict[str, Any] = yaml.safe_load(WORDS.read_text(encoding="utf-8"))
    return found


def test_it_is_up_to_date() -> None:
    from connection_docs import contents

    for path, text in contents().items():
        assert path.read_text(encoding="utf-8") == text, f"{path.name}: run `make connection-docs`"


def test_an_option_without_words_and_words_without_an_option() -> None:
    from connection_docs import declared, fragment

    options = declared("_declare.connection").connection()
    lacking = words()
    del lacking["options"]["proxy"]
    with pytest.raises(SystemExit, match="no words for the option proxy"):
        fragment(options, lacking)
    with pytest.raises(SystemExit, match=r"options that do not exist: \['proxi'\]"):
        fragment(options, {**words(), "options": {**words()["options"], "proxi": ["It is."]}})


@pytest.mark.parametrize("text", ["A note: it is read as a mapping.", "[a list]", "ends # here"])
def test_a_text_that_yaml_would_read_otherwise_is_refused(text: str) -> None:
    from connection_docs import entry

    with pytest.raises(SystemExit, match="say it in other words"):
        entry(text, 2)


def test_a_plane_that_is_new(monkeypatch: pytest.MonkeyPatch) -> None:
    """It asks for the words of its key and its endpoint, and writes the rest."""
    from connection_docs import declared, fragment, variables

    planes = declared("_planes")
    row = planes.Plane("Lake", "lake", "lake_endpoint", of="region", terraform=("LAKE", "LAKE_REST_ENDPOINT"))
    monkeypatch.setitem(planes.PLANES, "lake", row)
    options, told = declared("_declare.connection").connection(), words()
    for option, text in (("lake_api_key", "Id of an API key for lakes."), ("lake_endpoint", "Base URL of a lake.")):
        with pytest.raises(SystemExit, match=f"no words for the option {option}"):
            fragment(options, told)
        told["options"][option] = [text]
    written = yaml.safe_load(fragment(options, told).partition('r"""\n')[2].partition('"""')[0])["options"]
    assert written["lake_key_file"] == {
        "type": "path",
        "description": [
            "File that holds a Lake API key and its secret, in the form described for O(cloud_key_file).",
            "Ignored when O(lake_api_key) and O(lake_api_secret) are given. A file that the task states wins over a "
            "key that only the environment supplies.",
            "A relative path begins in the playbook's folder, in the environment variable too.",
            "If not set, the environment variable E(CONFLUENT_LAKE_KEY_FILE) is used.",
        ],
    }
    assert written["lake_endpoint"]["description"][-1] == (
        "If not set, the environment variables E(CONFLUENT_LAKE_ENDPOINT) and then E(LAKE_REST_ENDPOINT) are used."
    )
    assert "| `lake_endpoint` | `CONFLUENT_LAKE_ENDPOINT` | `LAKE_REST_ENDPOINT` |\n" in variables(options)
