# Copyright (c) 2026, streamops.confluent contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""The service's judgement of a managed connector's settings (API_MAP C.3)."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from difflib import get_close_matches

from ..._errors import ApiError
from ..._wire.http import Client
from ..._wire.replies import connect_judges
from . import config as settings

# Statuses of a validation that are a judgement: of the class in the path, or of what has no place in the answer.
_VERDICTS = frozenset({400, 404})


def judged(
    client: Client, url: Callable[..., str], config: Mapping[str, str], label: str
) -> tuple[list[str], set[str]]:
    """Every error of every setting, and the settings that the plugin declares as secret. `url`: a path of the cluster.

    Raises ApiError.
    """
    plugin = config[settings.CLASS]
    try:
        verdict = client.put(url("connector-plugins", plugin, "config", "validate"), config, reading=True)
    except ApiError as error:
        # A 500 may be a judgement in words that are not known here: the list of plugins tells where it is the class.
        if error.status not in (*_VERDICTS, 500):
            raise
        unknown = _unknown_class(client, url, plugin, label)
        if unknown is not None:
            return [unknown], set()
        if error.status == 500 and not connect_judges(error.plane, error.status, error.detail):
            raise
        return [f"{label}: the service refuses these settings: {error.detail}. See which of them it means"], set()
    found = list(settings.errors_of(verdict))
    problems = [f"{label}: {said}" if name in said else f"{label}: {name}: {said}" for name, said in found]
    if verdict.get("error_count") and not found:
        problems.append(f"{label}: the service finds {verdict['error_count']} error(s) in the settings and names none")
    return problems, settings.passwords_of(verdict)


def _unknown_class(client: Client, url: Callable[..., str], plugin: str, label: str) -> str | None:
    """Words on a class that is not among the plugins, with those that it may mean; None where it is, or none can be
    read.
    """
    try:
        known = sorted(str(entry.get("class")) for entry in client.get(url("connector-plugins")))
    except ApiError:  # what the service said of the settings says more
        return None
    if plugin in known:
        return None
    spelled = {name.lower(): name for name in known}
    # Of a Java class, which self-managed Connect takes, only the last part is like a plugin's name.
    near = get_close_matches(plugin.rpartition(".")[2].lower(), spelled, n=3, cutoff=0.6)
    meant = " or ".join(spelled[name] for name in near)
    hint = f" Did you mean {meant}?" if meant else f" There are: {', '.join(known)}."
    return f"{settings.CLASS} {plugin!r} of {label} is not a managed connector.{hint}"
