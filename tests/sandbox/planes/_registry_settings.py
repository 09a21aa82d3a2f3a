# Copyright (c) 2026, streamops.confluent contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

"""Configurations and modes of Schema Registry, and which of them is in force for a subject.

Seen on Schema Registry 8.3.1:

* a subject with a configuration of its own has that alone: nothing of it is filled up from the registry's, and without
  a level of its own its level is BACKWARD;
* a subject without one has its context's (``:.context:``), the registry's own configuration is that of the default
  context and reaches no other; modes go the same way, but READONLY_OVERRIDE of the registry beats all others;
* READONLY forbids to change a configuration, but not the mode.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

from ..errors import ApiError
from ._compatibility import LEVELS
from ._registry_content import boolean, metadata_of, rule_set_of
from ._registry_model import context_of, error

DEFAULT_LEVEL = "BACKWARD"
MODES = ("READWRITE", "READONLY", "READONLY_OVERRIDE", "IMPORT", "FORWARD")
IMPORTING = ("IMPORT", "FORWARD")
READ_ONLY = ("READONLY", "READONLY_OVERRIDE")
GLOBAL = ":.__GLOBAL:"  # what counts below all contexts
POLICIES = ("STRICT", "LENIENT")
_ALIASES = ("alias", "aliasForDeks")
_FLAGS = ("normalize", "validateFields", "validateNewSchemas", "validateRules")
_METADATA = ("defaultMetadata", "overrideMetadata")
_RULE_SETS = ("defaultRuleSet", "overrideRuleSet")
_FIELDS = (*_ALIASES, *_FLAGS, "compatibility", "compatibilityPolicy", "compatibilityGroup", *_METADATA, *_RULE_SETS)


@dataclass
class Settings:
    """``configs`` and ``modes`` by subject, ``:.context:`` for a context and "" for the registry itself."""

    configs: dict[str, dict[str, Any]] = field(default_factory=dict)
    modes: dict[str, str] = field(default_factory=dict)

    # --- configuration

    def own(self, subject: str) -> dict[str, Any] | None:
        """What was set for exactly this subject, context or the registry, with its level; None if nothing was."""
        found = self.configs.get(subject)
        if found is None:
            return None if subject else {"compatibilityLevel": DEFAULT_LEVEL}
        return {"compatibilityLevel": DEFAULT_LEVEL, **found}

    def in_force(self, subject: str) -> dict[str, Any]:
        """The configuration of a subject: its own, else its context's, else that below all contexts."""
        found = next((self.configs[one] for one in (subject, _scope(subject), GLOBAL) if one in self.configs), {})
        return {"compatibilityLevel": DEFAULT_LEVEL, **found}

    def alias(self, subject: str) -> str | None:
        found: str | None = self.configs.get(subject, {}).get("alias")
        return found

    def aliases(self) -> list[str]:
        """The names that stand for another subject."""
        return sorted(name for name, config in self.configs.items() if config.get("alias"))

    def update(self, subject: str, request: dict[str, Any]) -> dict[str, Any]:
        """A partial update: what is absent stays, null removes. Answers the whole result in the shape of a request.

        Raises 400, 42203 and 42210, and 42205 in READONLY.
        """
        changes = {key: _value(key, request[key]) for key in _FIELDS if key in request}
        self.check_writable(subject)
        if "compatibility" in changes:
            changes["compatibilityLevel"] = changes.pop("compatibility")
        merged = {**self.configs.get(subject, {}), **changes}
        kept = {key: value for key, value in merged.items() if value is not None}
        self.configs[subject] = kept
        return {"compatibility" if key == "compatibilityLevel" else key: value for key, value in kept.items()}

    def remove(self, subject: str) -> dict[str, Any] | None:
        """The removed configuration; raises 42205."""
        found = self.own(subject)
        if found is not None:
            self.check_writable(subject)
            self.configs.pop(subject, None)
        return found

    # --- mode

    def mode(self, subject: str) -> str:
        """The subject's own, else that of its context ("" for the default one), else that below all contexts.
        READONLY_OVERRIDE is no exception to this order (seen on Schema Registry 8.3.1).
        """
        places = (subject, _scope(subject), GLOBAL)
        return next((self.modes[place] for place in places if place in self.modes), "READWRITE")

    def check_writable(self, subject: str) -> None:
        if self.mode(subject) in READ_ONLY:
            raise _forbidden(subject, "is in read-only mode")

    def check_registration(self, subject: str, *, with_id: bool) -> None:
        """Raises 42205: ids are given in IMPORT and FORWARD, and only there."""
        self.check_writable(subject)
        mode = self.mode(subject)
        if with_id and mode not in IMPORTING:
            raise _forbidden(subject, "is not in import mode")
        if not with_id and mode != "READWRITE":
            raise _forbidden(subject, "is not in read-write mode")

    def forget(self, subject: str) -> None:
        """The subject is gone for good."""
        self.configs.pop(subject, None)
        self.modes.pop(subject, None)


def _scope(subject: str) -> str:
    context = context_of(subject)
    return "" if context == "." else f":{context}:"


def _forbidden(subject: str, why: str) -> ApiError:
    """Says the context the way the service does: nothing at all for the default one."""
    return error(422, 42205, f"Subject {subject or 'null'} in context {_scope(subject)} {why}")


def _value(key: str, value: Any) -> Any:
    if value is None:
        return None
    if key == "compatibility":
        if str(value).upper() not in LEVELS:
            valid = "none, backward, forward, full, backward_transitive, forward_transitive, and full_transitive"
            raise error(422, 42203, f"Invalid compatibility level. Valid values are {valid}")
        return str(value).upper()
    if key == "compatibilityPolicy":
        if str(value).upper() not in POLICIES:
            raise error(422, 42203, "Invalid compatibility policy. Valid values are strict and lenient")
        return str(value).upper()
    if key in _FLAGS:
        return boolean(value, key)
    if key in _METADATA:
        return metadata_of(value)
    if key in _RULE_SETS:
        return rule_set_of(value)
    return (str(value) or None) if key in _ALIASES else str(value)
