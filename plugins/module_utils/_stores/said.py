# Copyright (c) 2026, streamops.confluent contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""What of a foreign command's or server's words may stand in an error. Pure.

A command of a store may quote the entry that it could not read, whose secrets nobody here knows yet. So only what looks
like a word is shown of it: secrets are long, and mix letters and digits.
"""

from __future__ import annotations

import re
import textwrap
from collections.abc import Iterable

from .._secrets.values import HIDDEN, hidden

LONGEST = 300  # characters
# A word, a name made of words (NotFound, ENOENT), a number such as a code or a line.
_WORD = re.compile(r"[a-z]{1,20}|[A-Z]{1,20}|[A-Z]?[a-z]{1,15}|(?:[A-Z][a-z]{2,15}){1,5}|[0-9]{1,6}")
# What secrets in base64 and their like consist of, with the marks of paths, names and times.
_RUN = re.compile(r"[A-Za-z0-9+/=_.:~%\\-]+")
_MARKS = re.compile(r"[+/=_.:~%\\-]+")


def plain_words(text: str, known: Iterable[str] = ()) -> str:
    """The last words of a text in one line, with stars in place of whatever may be a secret, or a part of one, and of
    `known` secrets, which are taken out before the text is cut.
    """
    shown = _RUN.sub(lambda found: _judged(found[0]), hidden(text, known))
    words = " ".join(shown.split())
    return words if len(words) <= LONGEST else f"... {words[-LONGEST:].partition(' ')[2]}".rstrip()


def cut(text: str) -> str:
    """The first words of a text in one line; never a part of one, which could be that of a secret."""
    return textwrap.shorten(text, LONGEST, placeholder=" ...")


def _judged(run: str) -> str:
    return run if all(_WORD.fullmatch(part) for part in _MARKS.split(run) if part) else HIDDEN
