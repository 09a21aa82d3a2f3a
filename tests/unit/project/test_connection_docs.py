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
