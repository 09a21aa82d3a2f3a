# Copyright (c) 2026, streamops.confluent contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

"""How a digest stands in words and in links, and what is an archive."""

from __future__ import annotations

from pathlib import Path

import pytest

from ansible_collections.streamops.confluent.plugins.module_utils._declare.uploaded import (
    LINK,
    MARK_LENGTH,
    MARKS,
    TEXT,
    marked,
    unmarked,
)
from ansible_collections.streamops.confluent.plugins.module_utils._errors import Refused
from ansible_collections.streamops.confluent.plugins.module_utils._wire.archives import (
    digest_of,
    format_of,
    problem_of,
)

DIGEST = "0123456789abcdef" * 4


@pytest.mark.parametrize("words", ["", "Distances", "ends in a blank ", "[sha256:no digest]", "two\nlines"])
def test_words_come_back_as_they_were(words: str) -> None:
    text = marked(TEXT, words, DIGEST)
    assert unmarked(TEXT, text) == (words, DIGEST)
    assert text is not None
    assert len(text) - len(words) <= MARK_LENGTH
    assert unmarked(TEXT, words) == (words, None)


def test_a_link_has_its_digest_in_its_fragment_unless_it_has_one() -> None:
    link = "https://docs.example.com/geo?a=b"
    assert marked(LINK, link, DIGEST) == f"{link}#sha256={DIGEST}"
    assert unmarked(LINK, f"{link}#sha256={DIGEST}") == (link, DIGEST)
    for other in ("", None, f"{link}#install"):
        assert marked(LINK, other, DIGEST) == other
        assert unmarked(LINK, other) == (other, None)


def test_the_longest_mark_is_reckoned_with() -> None:
    assert max(len(before) + len(DIGEST) + len(after) for before, after in MARKS.values()) == MARK_LENGTH


def test_what_can_be_uploaded(tmp_path: Path) -> None:
    whole = b"PK\x05\x06" + bytes(18)
    path = tmp_path / "A.JAR"
    path.write_bytes(b"content" + whole)
    assert (format_of(str(path)), problem_of(str(path))) == ("JAR", None)
    path.write_bytes(b"content" + whole[:-1])
    assert "no whole ZIP or JAR archive" in str(problem_of(str(path)))
    assert "is no archive by its name, which ends in .jar or .zip" in str(problem_of(str(tmp_path / "a.tgz")))


def test_a_digest_of_what_is_not_there(tmp_path: Path) -> None:
    with pytest.raises(Refused, match="cannot be read: No such file"):
        digest_of(str(tmp_path / "none.jar"))
