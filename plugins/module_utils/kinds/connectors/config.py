# Copyright (c) 2026, streamops.confluent contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Settings of connectors: as text, against those that the service shows, and which of them are secret. Pure.

All values are text in the API. The service masks secrets with stars and adds settings of its own (API_MAP C.3).
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Mapping
from typing import Any

from ..._secrets.recognition import secret

Settings = dict[str, str]

HIDDEN = "********"
WISHES = ("running", "paused")
CUSTOM = "CUSTOM"
CLASS = "connector.class"
KEY_PAIR = ("kafka.api.key", "kafka.api.secret")
AUTH_MODE, ACCOUNT = "kafka.auth.mode", "kafka.service.account.id"
_ADDED = frozenset(
    {
        "cloud.environment",
        "cloud.provider",
        "confluent.custom.plugin.type",
        "confluent.resource.connector.tier",
        "connector.crn",
        "kafka.dedicated",
        "kafka.endpoint",
        "kafka.max.partition.validation.disable",
        "kafka.region",
        "schema.registry.url",
        "valid.kafka.api.key",
    }
)
_ADDED_PREFIXES = ("config.internal.",)
_NO_NAME = re.compile(r"""[\s/+=&%@?#"']""")
# As the service's web server refuses them in a path, encoded or not (Jetty 12: facts/data-plane.md, S18).
_AMBIGUOUS = re.compile(r"[/\\%\x00-\x1f\x7f]")
_MASK = re.compile(r"\*{2,}")
_SURELY_A_MASK = 8  # stars; those of the service are ten to sixteen (connect-v1), and ours are eight
NUMBERS = re.compile(r"tasks\.max|.*\.(ms|port)")  # settings that no plugin takes a true or false for


def to_text(value: Any) -> str:
    """A stated value as the API takes it: booleans as true and false, lists joined by commas.

    Raises ValueError for what has no such form.
    """
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, (int, float)):
        return str(value)
    if isinstance(value, str):
        return value
    if not isinstance(value, list):
        raise ValueError(
            f"is a {type(value).__name__}; it must be text, a number, a boolean or a list of these (before "
            "ansible-core 2.19 a template whose text looks like data becomes data: end it with | string)"
        )
    for position, item in enumerate(value):
        if item is None or isinstance(item, (dict, list)):
            named = "null" if item is None else f"a {type(item).__name__}"
            raise ValueError(f"holds {named} as item {position + 1}; a list is of text, numbers or booleans")
    return ",".join(to_text(item) for item in value)


def identity(account: str) -> Settings:
    """The settings by which a connector acts on the cluster as a service account."""
    return {AUTH_MODE: "SERVICE_ACCOUNT", ACCOUNT: account}


def problems(item: Mapping[str, Any]) -> Iterator[str]:
    """What is wrong with the options of a connector, and can be known without the service."""
    wish = item.get("status")
    if wish is not None and wish.lower() not in WISHES:
        yield (
            f"status {wish!r} cannot be asked for: it is {' or '.join(WISHES)}, in any case (the other states are the "
            "service's own)"
        )
    if item.get("state") != "absent":
        yield from _unmanageable(item)
    if any(_NO_NAME.search(str(name)) for name in item.get("sensitive_config") or {}):
        yield (
            "sensitive_config: a name in it has a character that no setting has: it must be a mapping of settings, not "
            "a secret alone"
        )
    for option in ("config", "sensitive_config"):
        for name, value in (item.get(option) or {}).items():
            if value is None:
                continue
            try:
                text = to_text(value)
            except ValueError as error:
                yield f"{option}: {name} {error}"
                continue
            if masked(text, "password" if option == "sensitive_config" else name):
                yield f"{option}: {name} is masked by the service (stars), not the secret itself"
            elif isinstance(value, bool) and NUMBERS.fullmatch(name):
                yield f"{option}: {name} is {text}, and it must be a number"
        if item.get("service_account"):
            for name in against_identity(item["service_account"], item.get(option) or {}):
                yield f"{option}: {name} does not go with service_account, which says as whom the connector acts"


def against_identity(account: str, stated: Mapping[str, Any]) -> list[str]:
    """The names of stated settings that contradict it: another account, or a key."""
    wanted = identity(account)
    return sorted(name for name in (*wanted, *KEY_PAIR) if name in stated and stated[name] != wanted.get(name, ""))


def addressable(name: str) -> bool:
    """Whether a connector of that name can be reached by the paths of the API."""
    return not _AMBIGUOUS.search(name)


def _unmanageable(item: Mapping[str, Any]) -> Iterator[str]:
    """What speaks against an item that is to be there, whatever is there now."""
    if not addressable(item.get("name") or ""):
        yield (
            f"name {item['name']!r} holds a slash, a backslash, a percent sign or a control character: the service "
            "makes such a connector, and then nobody can look at it, change or delete it. Take another name"
        )
    # What is not stated may be there already; what is stated as nothing, or replaced by what is stated, is not.
    stated = {**(item.get("config") or {}), **(item.get("sensitive_config") or {})}
    replaced = item.get("config_mode") == "replace" and item.get("config") is not None
    if CLASS in stated or replaced:
        yield from lacking(item)


def lacking(item: Mapping[str, Any]) -> Iterator[str]:
    """What a connector of these options could not be made of, whatever there is.

    Of a custom connector connect-v1 says both that it has a class and that only managed ones need it: the service says.
    """
    stated = {**(item.get("config") or {}), **(item.get("sensitive_config") or {})}
    if not stated.get(CLASS) and stated.get("confluent.connector.type") != CUSTOM:
        yield f"connector {item.get('name')} has no {CLASS}: config must name the plugin"


def masked(value: Any, name: str = "") -> bool:
    """Whether the service hides a value: it is nothing but stars.

    A few stars are a mask only where the name says that the setting is secret: elsewhere they may be the value itself
    (what a transformation puts in the place of a field, a pattern of paths).
    """
    if not isinstance(value, str) or not _MASK.fullmatch(value):
        return False
    return len(value) >= _SURELY_A_MASK or secret(name)


def own(actual: Mapping[str, str]) -> Settings:
    """The actual settings that somebody made: without the name and what the service adds.

    A connector that acts as a service account shows a masked key pair too, which nobody gave.
    """
    hidden_pair = KEY_PAIR if actual.get(AUTH_MODE) == "SERVICE_ACCOUNT" else ()
    return {
        name: value
        for name, value in actual.items()
        if name != "name"
        and name not in _ADDED
        and not name.startswith(_ADDED_PREFIXES)
        and not (name in hidden_pair and masked(value, name))
    }


def differences(
    stated: Mapping[str, str | None], actual: Mapping[str, str], replace: bool, keep: Collection[str] = ()
) -> dict[str, str | None]:
    """The stated settings that differ from the actual ones, None for those that go. A masked value does not differ.

    `replace`: settings that are made but not stated go too, those of `keep` excepted.
    """
    differing: dict[str, str | None] = {}
    for name, value in stated.items():
        if value is None:
            if name in actual:
                differing[name] = None
        elif actual.get(name) != value and not masked(actual.get(name), name):
            differing[name] = value
    if replace:
        differing.update({name: None for name in own(actual) if name not in stated and name not in keep})
    return differing


def merged(stated: Mapping[str, str | None], actual: Mapping[str, str], replace: bool) -> Settings:
    """The settings to send: those that somebody made, as far as they can be read and stay, and the stated ones."""
    kept = {} if replace else {name: value for name, value in own(actual).items() if not masked(value, name)}
    both = {**kept, **stated}
    return {name: value for name, value in both.items() if value is not None}


def lost(stated: Mapping[str, str | None], actual: Mapping[str, str]) -> list[str]:
    """Secrets that the service holds and that an update would lose, for nobody stated them."""
    return sorted(name for name, value in own(actual).items() if masked(value, name) and name not in stated)


def shown(settings: Mapping[str, str | None], secrets: Collection[str]) -> dict[str, str | None]:
    """Settings as they may be seen: `secrets` (names) and what looks like a secret are hidden, masks stay."""
    return {
        name: HIDDEN if value and not masked(value, name) and (name in secrets or secret(name, value)) else value
        for name, value in settings.items()
    }


def errors_of(verdict: Mapping[str, Any]) -> Iterator[tuple[str, str]]:
    """(setting, error) of every error in the answer of the validation."""
    for entry in verdict.get("configs") or []:
        value = entry.get("value") or {}
        name = value.get("name") or (entry.get("definition") or {}).get("name") or "?"
        for error in value.get("errors") or []:
            yield name, str(error)


def passwords_of(verdict: Mapping[str, Any]) -> set[str]:
    """The settings that the plugin itself declares as secret."""
    definitions = ((entry.get("definition") or {}) for entry in verdict.get("configs") or [])
    return {str(d.get("name")) for d in definitions if d.get("type") == "PASSWORD"}


def traces(status: Mapping[str, Any]) -> str:
    """What a status says went wrong: the trace of the connector and of each failed task, in words."""
    found = []
    connector = status.get("connector") or {}
    if connector.get("trace"):
        found.append(f"connector: {' '.join(str(connector['trace']).split())}")
    for task in status.get("tasks") or []:
        if task.get("state") == "FAILED":
            said = " ".join(str(task.get("msg") or task.get("trace") or "").split())
            found.append(f"task {task.get('id')}: {said or 'failed without a trace'}")
    return "; ".join(found)
