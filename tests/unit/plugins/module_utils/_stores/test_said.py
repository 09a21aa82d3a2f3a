# Copyright (c) 2026, streamops.confluent contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

"""What of a foreign command's words is shown: what it is about, and no part of a secret."""

from __future__ import annotations

import base64
import json
import random
import string

import pytest

from ansible_collections.streamops.confluent.plugins.module_utils._stores.said import LONGEST, cut, plain_words

SECRET = "cfltQTZmx0Jb/4Kq+VY8bU1nR5tG7hXs2LwE9pDzAi3MoC6FvBy0HkNjSrTuQeWg"


@pytest.mark.parametrize(
    "words",
    [
        "Error: you are not logged in. Run op signin",
        "ResourceNotFoundException: Secrets Manager can't find the specified secret.",
        "ENOENT: no such file or directory, open /etc/stores/kept.json",
        "gpg: decryption failed: No secret key",
        "HTTP/1.1 403 Forbidden (line 12)",
    ],
)
def test_plain_words_are_shown(words: str) -> None:
    assert plain_words(words) == words


@pytest.mark.parametrize(
    "said",
    [
        "cannot decrypt value {} of entry",
        'Traceback: {{"api_key": "ABCDEF0123456789", "api_secret": "{}"}}',
        "api_secret={}&x=1",
        "https://user:{}@vault.example/v1",
        "debug: {} " + "and more words " * 40,
        "words " * 30 + "{}",
        "'{}'",
    ],
)
def test_no_part_of_an_unknown_secret_is(said: str) -> None:
    letters = random.Random(7)
    alphabet = string.ascii_letters + string.digits + "+/"
    for secret in (SECRET, *("".join(letters.choices(alphabet, k=64)) for _ in range(200))):
        for spelled in (secret, base64.b64encode(secret.encode()).decode(), json.dumps(secret)[1:-1]):
            shown = plain_words(said.format(spelled))
            assert not any(spelled[start : start + 5] in shown for start in range(len(spelled) - 5)), shown
    assert "********" in plain_words(said.format(SECRET)) or len(said) > LONGEST


def test_known_secrets_go_whatever_they_look_like() -> None:
    assert plain_words("it is correct horse indeed", {"correct horse"}) == "it is ******** indeed"
    assert plain_words("correct horse " * 100, {"correct horse"}).count("horse") == 0


def test_what_is_long_is_cut_between_words() -> None:
    shown = plain_words("first " + "word " * 200 + "last")
    assert len(shown) <= LONGEST + 4
    assert shown.startswith("... word")
    assert shown.endswith("last")
    assert cut("a b\n c") == "a b c"
    assert cut("x" * 400) == "..."
    assert cut("word " * 100).endswith("word ...")
