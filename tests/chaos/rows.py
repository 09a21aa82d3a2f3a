# Copyright (c) 2026, streamops.confluent contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

"""The table of what is attacked: every module with its operations. A new module is one more row of the tables in
``tests/integration`` (test_kinds.py, test_plurals.py), from which its ``_info`` twin comes too, and here only if there
is something about it that they do not show.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from tests.integration.test_kinds import AVRO, CASES, DATAGEN, Case
from tests.integration.test_plurals import PLURALS, Plural, in_words

ACCOUNT = {"kafka.service.account.id": "{service_account}"}
COMMON = {"type": "record", "name": "Money", "namespace": "shop", "fields": [{"name": "cents", "type": "long"}]}
SALE = {"type": "record", "name": "Sale", "namespace": "shop", "fields": [{"name": "price", "type": "shop.Money"}]}


@dataclass(frozen=True)
class Operation:
    """One operation of a module: the tasks that come before it (module, arguments), undisturbed, and its arguments."""

    module: str
    name: str
    arguments: dict[str, Any]
    before: tuple[tuple[str, dict[str, Any]], ...] = ()

    def filled(self, words: Mapping[str, str]) -> Operation:
        """With the {words} of the table replaced."""
        before = tuple((module, in_words(arguments, **words)) for module, arguments in self.before)
        return Operation(self.module, self.name, in_words(self.arguments, **words), before)

    @property
    def plural(self) -> str:
        """The kind's name as it is in messages."""
        return self.module.removeprefix("confluent_").removesuffix("_info").replace("_", " ")

    @property
    def reading(self) -> bool:
        """Whether it is a module that only tells what is there."""
        return self.module.endswith("_info")

    @property
    def side_by_side(self) -> bool:
        """Whether it writes several objects at the same time: which of them the n-th request is for, nobody knows."""
        return self.name.endswith("side by side")

    @property
    def title(self) -> str:
        return f"{self.module.removeprefix('confluent_')} {self.name}"


def operations_of(case: Case) -> list[Operation]:
    """Create, nothing to do, update, delete, and nothing to delete, of a row of the integration tests' table."""
    there = ((case.module, case.arguments),)
    gone = {**case.arguments, **case.removal, "state": "absent"}
    found = [
        Operation(case.module, "create", case.arguments),
        Operation(case.module, "nothing to do", case.arguments, there),
        Operation(case.module, "delete", gone, there),
        Operation(case.module, "nothing to delete", gone),
    ]
    if case.change is not None:
        found.append(Operation(case.module, "update", {**case.arguments, **case.change}, there))
    return found


# What the items of a plural module are changed to.
CHANGES: dict[str, dict[str, Any]] = {
    "topics": {"config": {"retention.ms": "2d", "cleanup.policy": "compact"}},
    "schemas": {"schema": {"doc": "Changed by a test"}},
    "subject_configs": {"compatibility": "FULL_TRANSITIVE"},
    "connectors": {"config": {"tasks.max": "2"}},
    "service_accounts": {"description": "Changed by a test"},
}


def operations_of_plural(case: Plural) -> list[Operation]:
    """As `operations_of`, mostly with one request at a time, so that the n-th request is always the same one."""
    some = {**case.options(case.items[:3]), "concurrency": 1}
    gone = {**case.options(case.items[:3], state="absent"), "concurrency": 1}
    first = {**case.options(case.items[:1]), "concurrency": 1}
    all_of = {**case.options(case.items), "concurrency": 1}
    there = ((case.module, some),)
    # Settings of subjects are purged where there are such subjects.
    subjects = [{"subject": item["subject"], "schema": AVRO} for item in case.items[:3] if "subject" in item]
    purged = (("confluent_schemas", {"schemas": subjects}), *there) if case.plural == "subject_configs" else there
    found = [
        Operation(case.module, "purge", {**first, "purge": case.purge}, purged),
        Operation(case.module, "nothing to purge", {**some, "purge": case.purge}, there),
    ]
    if case.plural in CHANGES:
        items = [_changed(item, CHANGES[case.plural]) for item in case.items[:3]]
        found.append(Operation(case.module, "update", {**case.options(items), "concurrency": 1}, there))
    return [
        *found,
        Operation(case.module, "create side by side", case.options(case.items)),
        Operation(
            case.module, "delete side by side", case.options(case.items, state="absent"), ((case.module, all_of),)
        ),
        Operation(case.module, "create", some),
        Operation(case.module, "nothing to do", some, ((case.module, some),)),
        Operation(case.module, "create the rest", some, ((case.module, first),)),
        Operation(case.module, "delete", gone, ((case.module, some),)),
        Operation(case.module, "nothing to delete", gone),
    ]


def _changed(item: dict[str, Any], change: dict[str, Any]) -> dict[str, Any]:
    """An item with other values; of settings, those that change."""
    return {**item, **{n: {**item.get(n, {}), **new} if isinstance(new, dict) else new for n, new in change.items()}}


def operations_of_info(module: str) -> list[Operation]:
    """Reading what the row of the module itself has made."""
    case = _case(module)
    arguments = {"scope": "environment"} if module == "confluent_role_binding" else {}
    return [Operation(f"{module}_info", "read", arguments, ((module, case.arguments),))]


def _case(module: str) -> Case:
    return next(case for case in CASES if case.module == module)


def _variant(module: str, name: str, changes: dict[str, Any], *before: tuple[str, dict[str, Any]]) -> Operation:
    """An operation on the object of a row with further options, on the row's object as it was made."""
    arguments = _case(module).arguments
    return Operation(module, name, {**arguments, **changes}, (*before, (module, arguments)))


# What a plain life of a module does not show: updates that take several writes, and dependencies.
FURTHER = [
    _variant("confluent_api_key", "replace", {"missing_secret": "replace", "secret_file": "{tmp}/second.json"}),
    _variant("confluent_topic", "add partitions", {"partitions": 6}),
    _variant("confluent_topic", "set config", {"config": {"retention.ms": "1d", "max.message.bytes": "1000000"}}),
    _variant("confluent_connector", "pause", {"status": "paused"}),
    Operation(
        "confluent_connector",
        "create paused",
        {"name": "late", "config": {**DATAGEN, **ACCOUNT}, "status": "paused"},
    ),
    Operation(
        "confluent_schema",
        "create with references",
        {
            "subject": "sale-value",
            "schema": SALE,
            "references": [{"name": "shop.Money", "subject": "money", "version": 1}],
        },
        (("confluent_schema", {"subject": "money", "schema": COMMON}),),
    ),
    Operation("confluent_subject_config", "registry default", {"registry_default": True, "compatibility": "FULL"}),
    Operation(
        "confluent_role_binding",
        "create for a topic",
        {
            "principal": "orders-service",
            "role": "DeveloperRead",
            "scope": "topic",
            "environment": "dev",
            "cluster": "orders",
            "resource_name": "orders.created",
        },
    ),
    Operation(
        "confluent_api_key",
        "create for a registry",
        {
            "name": "orders-service schemas",
            "owner": "orders-service",
            "resource": "schema_registry",
            "environment": "dev",
            "secret_file": "{tmp}/registry.json",
        },
    ),
    Operation("confluent_organization_info", "read", {}),
    Operation("confluent_schema_registry_info", "read", {}),
    Operation("confluent_topic_info", "read one", {"name": "orders.created"}),
    Operation("confluent_topic_info", "read settings", {"include_config": True}),
    Operation(
        "confluent_role_binding_info",
        "read nested",
        {"scope": "environment", "nested": True},
        (("confluent_role_binding", _case("confluent_role_binding").arguments),),
    ),
    Operation("confluent_service_account_info", "read one", {"name": "orders-service"}),
    Operation(
        "confluent_service_account_info",
        "read two pages",
        {},
        (("confluent_service_accounts", {"service_accounts": [{"name": f"page-{n}"} for n in range(101)]}),),
    ),
]


@dataclass
class Row:
    """Everything that is done to one module."""

    module: str
    operations: list[Operation] = field(default_factory=list)


def rows() -> dict[str, Row]:
    """The table by module."""
    table = {case.module: Row(case.module, operations_of(case)) for case in CASES}
    table.update({case.module: Row(case.module, operations_of_plural(case)) for case in PLURALS})
    table.update({f"{case.module}_info": Row(f"{case.module}_info", operations_of_info(case.module)) for case in CASES})
    for operation in FURTHER:
        table.setdefault(operation.module, Row(operation.module)).operations.append(operation)
    return table
