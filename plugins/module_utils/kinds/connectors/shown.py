# Copyright (c) 2026, streamops.confluent contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""A connector as results and diffs show it. Pure."""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping
from typing import Any

from ..._secrets.recognition import texts
from ..._secrets.values import hidden
from . import config as settings

Object = dict[str, Any]


def visible(item: Object, secrets: Collection[str], censored: Callable[[str], str]) -> Object:
    """A connector, or some of its fields, without secrets. `secrets`: names of settings that are; `censored` takes
    stated ones out of a text. What its tasks say may quote settings that it holds, also ones that are to go.
    """
    shown = {n: v for n, v in item.items() if not n.startswith("_")}
    held = shown.get("config")
    if isinstance(held, Mapping):
        shown["config"] = settings.shown(held, secrets)
    if shown.get("status") in settings.WISHES:  # as stated, in a prediction
        shown["status"] = shown["status"].upper()
    if isinstance(shown.get("sensitive_config"), Mapping):
        if "name" in shown and "id" in shown:  # a predicted object: the service does not show them either
            del shown["sensitive_config"]
        else:
            shown["sensitive_config"] = {
                n: v if v is None or str(v).startswith(settings.HIDDEN) else settings.HIDDEN
                for n, v in shown["sensitive_config"].items()
            }
    if "name" in shown:
        shown.pop("restart", None)  # which is no part of it
    quoted = {text for name, value in (item.get("_held") or {}).items() for text in texts(name, value)}
    if shown.get("trace"):
        shown["trace"] = hidden(censored(shown["trace"]), quoted)
    if any(task.get("msg") or task.get("trace") for task in shown.get("tasks") or []):
        shown["tasks"] = [
            {n: hidden(censored(v), quoted) if isinstance(v, str) else v for n, v in task.items()}
            for task in shown["tasks"]
        ]
    return shown
