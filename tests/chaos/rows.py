# Copyright (c) 2026, streamops.confluent contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

"""The table of what is attacked: every module with its operations. A new module is one more row of the tables in
``tests/integration`` (test_kinds.py, test_plurals.py), and here only if there is something about it that they do not
show.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from tests.integration.test_kinds import CASES, DATAGEN, Case
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
        return self.module.removeprefix("confluent_").replace("_", " ")

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


def operations_of_plural(case: Plural) -> list[Operation]:
    """As `operations_of`, with one request at a time, so that the n-th request is always the same one."""
    some = {**case.options(case.items[:3]), "concurrency": 1}
    gone = {**case.options(case.items[:3], state="absent"), "concurrency": 1}
    first = {**case.options(case.items[:1]), "concurrency": 1}
    return [
        Operation(case.module, "create", some),
        Operation(case.module, "nothing to do", some, ((case.module, some),)),
        Operation(case.module, "create the rest", some, ((case.module, first),)),
        Operation(case.module, "delete", gone, ((case.module, some),)),
        Operation(case.module, "nothing to delete", gone),
    ]


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
    for operation in FURTHER:
        table[operation.module].operations.append(operation)
    return table
