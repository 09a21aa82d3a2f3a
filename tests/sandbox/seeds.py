# Copyright (c) 2026, streamops.confluent contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

"""The seeded organisation, and objects put in directly through /_sandbox/objects/<kind> (no permissions, no waits)."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from .planes import api_keys, cmk, iam, kafka, org, role_bindings
from .planes._kafka_acls import make_acl
from .planes._kafka_common import Topic
from .planes._topic_configs import SETTINGS
from .state import JsonObject, State


def seed(state: State) -> None:
    """The organisation, its administrator and the administrator's Cloud API key, all named in the settings."""
    settings = state.settings
    now = state.timestamp()
    state.organizations[settings.organization_id] = {
        "id": settings.organization_id,
        "display_name": settings.organization_name,
        "jit_enabled": False,
        "n": state.sequence(),
        "created_at": now,
        "updated_at": now,
    }
    if settings.first_environment:
        org.create_environment(state, settings.first_environment)
    iam.create_user(state, settings.admin_email, "Sandbox Administrator", settings.admin_user_id)
    binding = role_bindings.create_role_binding(
        state, f"User:{settings.admin_user_id}", "OrganizationAdmin", state.organization_crn
    )
    binding["effective_at"] = 0.0
    key = api_keys.create_api_key(
        state,
        settings.admin_user_id,
        api_keys.resolve_resource(state, None),
        "sandbox administrator",
        ident=settings.cloud_api_key,
        secret=settings.cloud_api_secret,
    )
    key["usable_at"] = 0.0


def _names(spec: JsonObject) -> Iterable[str]:
    """names: [...], or count and prefix (prefix-00000, prefix-00001, ...)."""
    if "names" in spec:
        return [str(name) for name in spec["names"]]
    if "name" in spec:
        return [str(spec["name"])]
    return [f"{spec['prefix']}{number:05d}" for number in range(int(spec["count"]))]


def install(state: State) -> None:
    """Register the seed and the seeders of the kinds that the core planes hold."""
    state.on_reset.append(lambda: seed(state))

    def environments(spec: JsonObject) -> list[Any]:
        return [org.create_environment(state, spec["display_name"], spec.get("package"), spec.get("id"))]

    def clusters(spec: JsonObject) -> list[Any]:
        given = {
            "availability": "SINGLE_ZONE",
            "cloud": "AWS",
            "region": "us-east-1",
            "config": {"kind": "Basic"},
            **spec,
        }
        fields = cmk.read_spec({key: value for key, value in given.items() if key not in ("id", "environment")})
        item = cmk.create_cluster(state, spec["environment"], fields, spec.get("id"))
        item["ready_at"] = 0.0
        for registry in state.schema_registries.values():
            if registry["environment"] == spec["environment"]:
                registry["visible_at"] = registry["ready_at"] = 0.0
        return [item]

    def service_accounts(spec: JsonObject) -> list[Any]:
        if "display_name" in spec:
            description = spec.get("description", "")
            return [iam.create_service_account(state, spec["display_name"], description, spec.get("id"))]
        return [iam.create_service_account(state, name) for name in _names(spec)]

    def users(spec: JsonObject) -> list[Any]:
        return [iam.create_user(state, spec["email"], spec.get("full_name", ""), spec.get("id"))]

    def keys(spec: JsonObject) -> list[Any]:
        given = {"id": spec["resource"]} if isinstance(spec.get("resource"), str) else spec.get("resource")
        resource = api_keys.resolve_resource(state, given)
        item = api_keys.create_api_key(
            state,
            spec["owner"],
            resource,
            spec.get("display_name", ""),
            spec.get("description", ""),
            ident=spec.get("id"),
            secret=spec.get("secret"),
        )
        item["usable_at"] = 0.0
        return [item]

    def bindings(spec: JsonObject) -> list[Any]:
        item = role_bindings.create_role_binding(
            state, spec["principal"], spec["role_name"], spec["crn_pattern"], spec.get("id")
        )
        item["effective_at"] = 0.0
        return [item]

    def topics(spec: JsonObject) -> list[Any]:
        configs = spec.get("configs", {})
        if unknown := set(configs) - set(SETTINGS):
            raise ValueError(f"unknown topic settings {sorted(unknown)}")
        made: list[Topic] = [
            kafka.create_topic(
                state,
                spec["cluster"],
                name,
                spec.get("partitions", kafka.DEFAULT_PARTITIONS),
                configs,
                internal=spec.get("internal", False),
            )
            for name in _names(spec)
        ]
        return made

    def acls(spec: JsonObject) -> list[Any]:
        made = []
        for name in _names(spec) if "prefix" in spec or "names" in spec else [spec["resource_name"]]:
            acl = make_acl(
                state, {"pattern_type": "LITERAL", "host": "*", "permission": "ALLOW", **spec, "resource_name": name}
            )
            made.append(acl)
        state.acls[spec["cluster"]].add(made)
        return made

    state.seeders.update(
        {
            "environments": environments,
            "clusters": clusters,
            "service_accounts": service_accounts,
            "users": users,
            "api_keys": keys,
            "role_bindings": bindings,
            "topics": topics,
            "acls": acls,
        }
    )
