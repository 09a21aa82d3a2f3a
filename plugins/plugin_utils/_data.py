# Copyright (c) 2026, streamops.confluent contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Data into and out of plugins that run inside Ansible: in plain types, and as texts that are no templates."""

from __future__ import annotations

import datetime
import functools
import json
import re
from collections.abc import Mapping
from typing import Any

import ansible.template
from ansible.utils.unsafe_proxy import wrap_var

try:  # where a value was read; it has no public name yet
    from ansible._internal._datatag._tags import Origin
except ImportError:
    Origin = None

# Since ansible-core 2.19 a text is a template only where it is marked as one; before, where it is not marked as none.
TRUST_IS_EXPLICIT = hasattr(ansible.template, "trust_as_template")
# What a template needs: a delimiter, or the first line that declares others.
_TEMPLATE = re.compile(r"[{}%]|#jinja2")


def plain(value: Any) -> Any:
    """A deep copy in the types that a module gets, as if it had travelled as JSON.

    Tags, vault wrappers and lazy containers stay behind.
    """
    if value is None or isinstance(value, bool):
        return value
    if isinstance(value, str):
        return str.__str__(value)
    if isinstance(value, Mapping):
        return {plain(k) if isinstance(k, str) else json.dumps(plain(k)): plain(v) for k, v in value.items()}
    if isinstance(value, (list, tuple, set, frozenset)):
        return [plain(part) for part in value]
    if isinstance(value, int):
        return int(value)
    if isinstance(value, float):
        return float(value)
    if isinstance(value, (datetime.date, datetime.datetime, datetime.time)):
        return value.isoformat()
    return value.decode() if isinstance(value, bytes) else str(value)  # str() decrypts what is vaulted


@functools.lru_cache(maxsize=4096)  # a mark costs ten times as much, and what hosts share is marked for each
def _marked(text: str) -> Any:
    if _TEMPLATE.search(text):
        return text if TRUST_IS_EXPLICIT else wrap_var(text)
    return ansible.template.trust_as_template(text) if TRUST_IS_EXPLICIT else text


def no_template(value: Any) -> Any:
    """A variable's value, in plain types, whose texts Ansible does not take for templates.

    Only texts that could be templates stay marked as none: `ansible-inventory --list` shows the mark as
    `{"__ansible_unsafe": ...}`, and AWX would import each variable so. A text without any delimiter can be trusted.
    """
    if isinstance(value, str):
        return _marked(value)
    if isinstance(value, dict):
        return {name: _marked(part) if isinstance(part, str) else no_template(part) for name, part in value.items()}
    return [no_template(part) for part in value] if isinstance(value, list) else value


def origin_of(value: Any) -> str:
    """Where Ansible read a value: since ansible-core 2.19 by a tag, before by its own classes of YAML."""
    if Origin is not None:
        tag = Origin.get_tag(value)
        return f"{tag.path}:{tag.line_num}" if tag is not None and tag.path and tag.line_num else ""
    place = getattr(value, "ansible_pos", None)
    return f"{place[0]}:{place[1]}" if place and place[0] else ""
