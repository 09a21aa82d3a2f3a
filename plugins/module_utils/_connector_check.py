# Copyright (c) 2026, streamops.confluent contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""The service's judgement of a managed connector's settings (API_MAP C.3)."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from difflib import get_close_matches

from ansible_collections.streamops.confluent.plugins.module_utils import _connector_config as settings
from ansible_collections.streamops.confluent.plugins.module_utils._errors import ApiError
from ansible_collections.streamops.confluent.plugins.module_utils._http import Client


def judged(
    client: Client, url: Callable[..., str], config: Mapping[str, str], label: str
) -> tuple[list[str], set[str]]:
    """Every error of every setting, and the settings that the plugin declares as secret. `url`: a path of the cluster.

    Raises ApiError.
    """
    plugin = config.get("connector.class")
    if not plugin:
        return [f"{label} has no connector.class: config must name the plugin"], set()
    try:
        verdict = client.put(url("connector-plugins", plugin, "config", "validate"), config, reading=True)
    except ApiError as error:
        if error.status != 404:
            raise
        known = sorted(str(entry.get("class")) for entry in client.get(url("connector-plugins")))
        near = get_close_matches(plugin, known, n=3, cutoff=0.4)
        hint = f" Did you mean {' or '.join(near)}?" if near else f" There are: {', '.join(known)}."
        return [f"connector.class {plugin!r} of {label} is not a managed connector.{hint}"], set()
    found = list(settings.errors_of(verdict))
    problems = [f"{label}: {said}" if name in said else f"{label}: {name}: {said}" for name, said in found]
    if verdict.get("error_count") and not found:
        problems.append(f"{label}: the service finds {verdict['error_count']} error(s) in the settings and names none")
    return problems, settings.passwords_of(verdict)
