# Copyright (c) 2026, streamops.confluent contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Taking an estate down: every reason against it first, then part after part, what needs another thing before that.

What lies in a cluster goes with it, and what lies in the environment's registry with the environment. What belongs to
the organization stays.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from functools import partial
from typing import Any

from .._engine.execution import Crew
from .._engine.planning import planned, refuse_invalid
from .._errors import ApiError, ConfluentError, NoCredential, NotFound, Refused
from .._wire.cloud import Cloud
from .._wire.threads import mapped
from ..kinds.identity.service_accounts import ServiceAccount
from .approval import Approval, refuse_unapproved
from .going_along import along_with
from .judging import AT_ONCE
from .nodes import Node, nodes_of
from .parts import ACCOUNTS, CLUSTERS, ENVIRONMENT, PARTS, Part
from .structure import Stated
from .unnamed import Going, Named, unnamed_along

# Links lead to other people's networks: one that is used is not deleted, and then nothing else is. Who receives a share
# loses it before what is shared goes.
FIRST = ("network_link_endpoints", "network_link_services", "provider_shares")
# Parts whose refusals stand whatever goes before them: what holds another thing back is gone by then.
JUDGED = (ENVIRONMENT, ACCOUNTS, "api_keys")
# Keys and what administers by them: where the key is gone, so is what it opened, or it goes with its cluster.
KEPT = ("secret_file", "secret_store", "client_file", "resource", "id")
OF_KEYS = ("name", "owner", "resource", "cluster", "cloud", "region")
OF_BINDINGS = (
    "principal",
    "role",
    "scope",
    "cluster",
    "resource_name",
    "pattern_type",
    "crn_pattern",
    "principal_type",
)


def order() -> list[Part]:
    """The parts in the order in which they are taken down; not those that go along with another one."""
    own = [part for part in reversed(PARTS) if not part.organization and not part.goes_along]
    return sorted(own, key=lambda part: part.key not in FIRST)


class TakingDown:
    """Deletes the objects of the data. `force`: clusters that the data does not name go with the environment, too;
    `accounts_in_use`: so do accounts that are used elsewhere. `approval`: the plan that was approved, None without one.
    """

    def __init__(
        self,
        items: list[Stated],
        cloud: Cloud,
        cloud_for: Callable[[Part, str | None], Cloud],
        environment: str,
        force: bool,
        accounts_in_use: bool,
        approval: Approval | None = None,
    ) -> None:
        self._approval = approval
        self._cloud = cloud
        self._cloud_for = cloud_for
        self._environment = environment
        self._force = force
        self._accounts_in_use = accounts_in_use
        together = _together(items, environment)
        gone = [_absent(one, together, accounts_in_use) for one in items if not one.shared and not one.part.goes_along]
        self._clusters = {one.options.get("name") for one in items if one.part.key == CLUSTERS}
        self._stated = [one for one in items if one.part.key in (CLUSTERS, ENVIRONMENT)]
        self.along: list[dict[str, Any]] = []
        self._named = Named()
        self.nodes = sorted(nodes_of(gone, [], cloud_for), key=lambda node: order().index(node.part))

    def judge(self, check_mode: bool) -> None:
        """Raise Refused with every reason that speaks against it, before anything is deleted."""
        problems: list[str] = []
        for node in self.nodes:
            problems += _refused(lambda those=node: refuse_invalid(those.entries))  # type: ignore[misc]
        if not problems:
            problems += self._strangers()
            for node in self.nodes:
                if node.part.key in JUDGED:
                    found = _refused(lambda those=node: self._planned(those, True))  # type: ignore[misc]
                    problems += found
                    if found and node.part.key == ACCOUNTS:
                        problems.append(
                            "A service account belongs to the organization. Take those that others use out of this "
                            "estate's data and they stay; accounts_in_use: true (of the role teardown: "
                            "confluent_teardown_accounts_in_use) deletes them nevertheless, with all that they own"
                        )
        if problems:
            raise Refused(problems)
        bound = check_mode or self._approval is not None
        rest = [node for node in self.nodes if node.part.key not in JUDGED]
        mapped(self._foreseen if bound else self._looked_at, rest, AT_ONCE)
        for node in self.nodes:
            if node.part.key in JUDGED:
                self._named.learn(node)
        self.along = self._along()
        refuse_unapproved(self._approval, self.nodes, self.along)

    def all(self) -> None:
        """Delete, part after part. What failed is left in the entries, and what comes after it is not tried."""
        failed = ""
        for part in order():
            nodes = [node for node in self.nodes if node.part is part]
            if failed:
                for entry in (entry for node in nodes for entry in node.entries):
                    entry.hindered = failed
                continue
            self._cloud.forget()
            mapped(self._deleted, nodes, AT_ONCE)
            failed = next((f"{node.words} could not be deleted" for node in nodes if node.failed), "")

    def _planned(self, node: Node, check_mode: bool) -> None:
        node.begin()
        planned(node.kind, node.entries, check_mode)

    def _looked_at(self, node: Node) -> None:
        """Of a real run that nobody has to approve: only to know what goes by a deletion of its own."""
        try:
            self._planned(node, True)
        except ConfluentError:  # told when it is deleted
            pass
        finally:
            self._named.learn(node)
            node.begin()

    def _foreseen(self, node: Node) -> None:
        """Of check mode: what holds an object back now goes before it."""
        try:
            self._planned(node, True)
            self._named.learn(node)
        except NoCredential:
            self._named.learn(node)
            node.entries = []
            node.items = []
        except Refused as error:
            if isinstance(error, NotFound):
                raise
            self._named.learn(node)
            node.begin()
            for entry in node.entries:
                entry.outcome.operation, entry.outcome.changed = "deleted", True

    def _deleted(self, node: Node) -> None:
        try:
            self._planned(node, False)
            refuse_unapproved(self._approval, [node])  # by now it may be another object
        except NoCredential:  # the key is gone, and what it opened goes with the cluster or the environment
            node.entries, node.items = [], []
            return
        except ConfluentError as error:
            for entry in node.entries:
                entry.error = error
            return
        Crew(node.kind, keep_on=False).carry_out(node.entries)

    def _there(self) -> list[dict[str, Any]] | None:
        """The Kafka clusters of the environment, None where that is not there."""
        try:
            identifier = self._cloud.environment_id(self._environment)
        except NotFound:
            return None
        return self._cloud.listed("/cmk/v2/clusters", {"environment": identifier})

    def _unnamed(self, there: list[dict[str, Any]]) -> dict[str, str]:
        """The names of those that the data does not name, by their ids."""
        names = {str(raw["id"]): (raw.get("spec") or {}).get("display_name") for raw in there}
        return {one: str(name) for one, name in names.items() if not {one, name} & self._clusters}

    def _along(self) -> list[dict[str, Any]]:
        """What goes without a deletion of its own (`going_along`)."""
        there = self._there()
        if there is None:
            return []
        names = {name for raw in there for name in (raw.get("id"), (raw.get("spec") or {}).get("display_name"))}
        clusters = [one for one in self._stated if one.part.key == CLUSTERS and one.options.get("name") in names]
        environment = next((one for one in self._stated if one.part.key == ENVIRONMENT), None)
        strangers = self._unnamed(there) if environment is not None else {}
        going = Going(
            self._cloud.environment_id(self._environment),
            "" if environment is None else environment.words,
            self._going_clusters(there, clusters),
            strangers,
            self._going_accounts(),
        )
        named = [f"{name} ({identifier})" for identifier, name in strangers.items()]
        found = along_with(clusters, environment, self._environment, self._cloud_for, named, self._uses())
        return [*found, *unnamed_along(going, self._cloud, self._cloud_for, self._named)]

    @staticmethod
    def _going_clusters(there: list[dict[str, Any]], clusters: list[Stated]) -> dict[str, tuple[str, str]]:
        """Those of the data that are there: by the id the name in the data, and it in words."""
        words = {one.options["name"]: one.words for one in clusters}
        found: dict[str, tuple[str, str]] = {}
        for raw in there:
            for name in (raw.get("id"), (raw.get("spec") or {}).get("display_name")):
                if name in words:
                    found[str(raw["id"])] = (str(name), words[name])
        return found

    def _going_accounts(self) -> dict[str, tuple[str, str]]:
        """The accounts that go: by the id the name, and it in words."""
        found: dict[str, tuple[str, str]] = {}
        for node in self.nodes:
            for entry, label in zip(node.entries, node.labels(), strict=True):
                before = entry.change.before if entry.change is not None else None
                if node.part.key == ACCOUNTS and before is not None:
                    found[str(before["id"])] = (str(before["name"]), label)
        return found

    def _uses(self) -> dict[str, Callable[[], list[str]]]:
        """What reads what else the accounts are used for that go nevertheless: the service deletes that with them."""
        found: dict[str, Callable[[], list[str]]] = {}
        for node in self.nodes if self._accounts_in_use else ():
            for entry, label in zip(node.entries, node.labels(), strict=True):
                change = entry.pending
                if isinstance(entry.kind, ServiceAccount) and change is not None:
                    found[label] = partial(entry.kind.other_uses, change)
        return found

    def _strangers(self) -> list[str]:
        """Why clusters of the environment that the data does not name keep it."""
        if self._force or not any(node.part.key == ENVIRONMENT for node in self.nodes):
            return []
        strangers = self._unnamed(self._there() or [])
        if not strangers:
            return []
        return [
            f"The environment {self._environment} also holds the Kafka clusters {', '.join(strangers.values())}, "
            "which this estate does not name. Deleting the environment deletes them: give force: true (of the role "
            "teardown: -e confluent_teardown_force=true) if that is what you want"
        ]


def _refused(step: Callable[[], None]) -> list[str]:
    """What a step refuses, in words."""
    try:
        step()
    except ApiError as error:
        return [str(error)]
    except Refused as error:
        return list(error.problems)
    return []


def _together(items: list[Stated], environment: str) -> dict[str, Any]:
    """What goes with the accounts, and so is no reason to keep them: as the option `together_with` of their module."""

    def stated(key: str, names: tuple[str, ...]) -> list[dict[str, Any]]:
        own = [one.options for one in items if one.part.key == key and not one.shared]
        return [{name: options[name] for name in names if options.get(name) is not None} for options in own]

    keys, bindings = stated("api_keys", OF_KEYS), stated("role_bindings", OF_BINDINGS)
    return {"environment": environment, "api_keys": keys, "role_bindings": bindings}


def _absent(one: Stated, together: Mapping[str, Any], accounts_in_use: bool) -> Stated:
    """An object of the data as one that is to be absent: with the options that name it, and none that make it."""
    kind = one.part.kind
    named = {f.name for f in (*kind.scope, *kind.fields) if f.key or f in kind.scope} | set(KEPT)
    options: dict[str, Any] = {f.name: f.default for f in kind.argument_fields()}
    options.update((name, one.options[name]) for name in named if one.options.get(name) is not None)
    options["state"] = "absent"
    if one.part.key in (ENVIRONMENT, CLUSTERS):
        options["force"] = True
    if one.part.key == ACCOUNTS:
        options.update(force=accounts_in_use, together_with=dict(together))
    return Stated(one.part, options, one.words, one.where, one.cluster, one.shared, one.account)
