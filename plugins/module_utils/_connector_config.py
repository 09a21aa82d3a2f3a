# Copyright (c) 2026, streamops.confluent contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Settings of connectors: as text, against those that the service shows, and which of them are secret. Pure.

All values are text in the API. The service masks secrets with stars and adds settings of its own (API_MAP C.3).
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Mapping
from itertools import pairwise
from typing import Any

Settings = dict[str, str]

HIDDEN = "********"
CUSTOM = "CUSTOM"
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
SECRET_WORDS = frozenset({"password", "passwd", "pwd", "passphrase", "secret", "jaas", "apikey", "keyfile"})
_SECRET_PAIRS = frozenset(
    {("api", "key"), ("access", "key"), ("account", "key"), ("private", "key"), ("shared", "key"), ("license", "key")}
    | {
        ("encryption", "key"),
        ("connection", "string"),
        ("user", "info"),
        ("credentials", "config"),
        ("credentials", "json"),
    }
)
_SECRET_ENDINGS = frozenset({"token", "credentials", "credential", "pass"})
_NO_NAME = re.compile(r"""[\s/+=&%@?#"']""")
_CAMEL = re.compile(r"(?<=[a-z])(?=[A-Z])")
_PASSWORD_IN_URL = re.compile(r"://[^/@\s:]*:[^/@\s]+@|[?&;](?i:password|passwd|pwd)=[^&;\s]+")


def to_text(value: Any) -> str:
    """A stated value as the API takes it: booleans as true and false, lists joined by commas.

    Raises ValueError for what has no such form, and for a masked value: written back, the stars would be the secret.
    """
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, (int, float)):
        return str(value)
    if isinstance(value, str):
        if masked(value):
            raise ValueError("is masked by the service (stars), not the secret itself")
        return value
    if isinstance(value, list) and not any(isinstance(item, (dict, list)) or item is None for item in value):
        return ",".join(to_text(item) for item in value)
    raise ValueError(
        f"is a {type(value).__name__}; it must be text, a number, a boolean or a list of these (before ansible-core "
        "2.19 a template whose text looks like data becomes data: end it with | string)"
    )


def identity(account: str) -> Settings:
    """The settings by which a connector acts on the cluster as a service account."""
    return {AUTH_MODE: "SERVICE_ACCOUNT", ACCOUNT: account}


def problems(item: Mapping[str, Any]) -> Iterator[str]:
    """What is wrong with the settings in the options of a connector, and can be known without the service."""
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
                to_text(value)
            except ValueError as error:
                yield f"{option}: {name} {error}"
        if item.get("service_account"):
            for name in against_identity(item["service_account"], item.get(option) or {}):
                yield f"{option}: {name} does not go with service_account, which says as whom the connector acts"


def without_class(stated: Mapping[str, Any]) -> bool:
    """Whether the settings say nothing of which connector they are for; of a custom one its plugin knows."""
    return not stated.get("connector.class") and stated.get("confluent.connector.type") != CUSTOM


def against_identity(account: str, stated: Mapping[str, Any]) -> list[str]:
    """The names of stated settings that contradict it: another account, or a key."""
    wanted = identity(account)
    return sorted(name for name in (*wanted, *KEY_PAIR) if name in stated and stated[name] != wanted.get(name, ""))


def masked(value: Any) -> bool:
    """Whether the service hides a value: it shows two or more stars in front."""
    return isinstance(value, str) and value.startswith("**")


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
        and not (name in hidden_pair and masked(value))
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
        elif actual.get(name) != value and not masked(actual.get(name)):
            differing[name] = value
    if replace:
        differing.update({name: None for name in own(actual) if name not in stated and name not in keep})
    return differing


def merged(stated: Mapping[str, str | None], actual: Mapping[str, str], replace: bool) -> Settings:
    """The settings to send: those that somebody made, as far as they can be read and stay, and the stated ones."""
    kept = {} if replace else {name: value for name, value in own(actual).items() if not masked(value)}
    both = {**kept, **stated}
    return {name: value for name, value in both.items() if value is not None}


def lost(stated: Mapping[str, str | None], actual: Mapping[str, str]) -> list[str]:
    """Secrets that the service holds and that an update would lose, for nobody stated them."""
    return sorted(name for name, value in own(actual).items() if masked(value) and name not in stated)


def secret(name: str, value: str | None = None) -> bool:
    """Whether a setting looks like a secret, by its name or because its value is a URL with a password.

    A mere switch is none (`valid.kafka.api.key`).
    """
    if value in ("true", "false"):
        return False
    words = re.split(r"[._\-]", _CAMEL.sub(".", name).lower())
    pairs = set(pairwise(words))
    return (
        bool(SECRET_WORDS & set(words))
        or words[-1] in _SECRET_ENDINGS
        or bool(_SECRET_PAIRS & pairs)
        or bool(value and _PASSWORD_IN_URL.search(str(value)))
    )


def shown(settings: Mapping[str, str | None], secrets: Collection[str]) -> dict[str, str | None]:
    """Settings as they may be seen: `secrets` (names) and what looks like a secret are hidden, masks stay."""
    return {
        name: HIDDEN if value and not masked(value) and (name in secrets or secret(name, value)) else value
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
