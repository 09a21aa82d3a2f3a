# Copyright (c) 2026, streamops.confluent contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""HTML and SVG elements. Whatever is not markup already is text and is escaped: names come from the service and may
hold anything. Pure.
"""

from __future__ import annotations

import html
from collections.abc import Mapping
from typing import Any

VOID = frozenset({"input", "meta", "line", "rect", "path"})


class Markup(str):
    """Text that is markup. Made by `element` and `joined` alone, and of constants."""


def escaped(value: Any) -> Markup:
    """A value as markup: markup as it is, None as nothing, anything else as `plain` text."""
    if isinstance(value, Markup):
        return value
    if value is None:
        return Markup("")
    return Markup(html.escape(plain(str(value)), quote=True))


def plain(text: str) -> str:
    """A text in which a replacement character stands for those that no page may hold or that turn its direction."""
    return "".join(map(_shown, text))


def _shown(sign: str) -> str:
    code = ord(sign)
    control = (code < 32 and sign not in "\t\n") or 127 <= code < 160
    turning = 0x202A <= code <= 0x202E or 0x2066 <= code <= 0x2069
    return "\ufffd" if control or turning or 0xD800 <= code <= 0xDFFF else sign


def element(name: str, attributes: Mapping[str, Any] | None = None, *content: Any) -> Markup:
    """An element. Attributes that are None or False are left out, True stands alone."""
    told = "".join(
        f" {key}" if value is True else f' {key}="{escaped(value)}"'
        for key, value in (attributes or {}).items()
        if value is not None and value is not False
    )
    if name in VOID and not content:
        return Markup(f"<{name}{told}>" if name in ("input", "meta") else f"<{name}{told}/>")
    return Markup(f"<{name}{told}>{joined(*content)}</{name}>")


def joined(*content: Any) -> Markup:
    """Pieces one after the other; lists among them are taken apart."""
    return Markup("".join(joined(*one) if isinstance(one, (list, tuple)) else escaped(one) for one in content))
