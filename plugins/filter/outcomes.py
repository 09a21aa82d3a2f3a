# Copyright (c) 2026, streamops.confluent contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""The filter `outcomes`: what happened to each object, from the results of tasks."""

from __future__ import annotations

DOCUMENTATION = r"""
---
name: outcomes
short_description: What happened to each object, from the registered results of this collection's modules
version_added: 0.2.0
author:
  - streamops.confluent contributors (@streamops)
description:
  - Takes results of modules for one object and of modules for many, and returns one entry for each object, in the order
    of the results. The role C(report) makes its summary of them.
  - The fields that differ come from the difference that carries the object's label, wherever in the result it stands.
    A deletion, for example, is shown before all others and done after them.
  - Ids of environments, clusters, accounts and users are replaced by their names, as far as the results tell these.
    Of a CRN the part up to the organization is left out.
  - Where a kind has results of several clusters, each label ends in the name of its own.
options:
  _input:
    description:
      - A list of dictionaries with C(kind) (how the kind is called in the entries), C(results) (a list of results) and,
        for modules for many objects, C(plural) (under which name a result lists the objects).
    type: list
    elements: dict
    required: true
seealso:
  - plugin: streamops.confluent.only
    plugin_type: filter
"""

EXAMPLES = r"""
---
- name: Tell what became of two topics
  ansible.builtin.assert:
    that: "[{'kind': 'topics', 'plural': 'topics', 'results': [result]}] | streamops.confluent.outcomes == expected"
  vars:
    result:
      counts: {updated: 1, unchanged: 1}
      topics:
        - {label: topic sales, operation: unchanged, changed: false}
        - {label: topic refunds, operation: updated, changed: true}
      diff:
        - {before: {partitions: 3}, after: {partitions: 6}, before_header: topic refunds, after_header: topic refunds}
    expected:
      - {kind: topics, operation: unchanged, label: topic sales, fields: [], msg: ''}
      - {kind: topics, operation: updated, label: topic refunds, fields: [partitions], msg: ''}
"""

RETURN = r"""
---
_value:
  description:
    - For each object C(kind), C(operation) (as in the result; V(refused) where the task as a whole was), C(label),
      C(fields) (the names of those that differ, where it was updated) and C(msg) (why it failed).
  type: list
  elements: dict
"""

import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from typing import Any

from ansible.errors import AnsibleFilterError

NAMED = re.compile(r"(User:)?\b((?:env|lkc|sa|u)-[a-z0-9]+)\b")
ORGANIZATION = re.compile(r"crn://[^/\s]+/organization=[^/\s]+(/?)")
REGISTRY = re.compile(r"\bschema-registry=lsrc-[a-z0-9]+")
ONE_OBJECT = ("environment", "kafka_cluster", "api_key", "service_account")


def outcomes(kinds: Any) -> list[dict[str, Any]]:
    """What happened to each object: {kind, operation, label, fields, msg}. Raises AnsibleFilterError for no results."""
    if not isinstance(kinds, list) or not all(isinstance(k, Mapping) and "kind" in k and "results" in k for k in kinds):
        raise AnsibleFilterError("outcomes: takes a list of dictionaries with kind and results")
    names = dict(_names(result for kind in kinds for result in kind["results"]))
    found = []
    for kind in kinds:
        several = len({_place(result) for result in kind["results"]} - {""}) > 1
        for result in kind["results"]:
            place = f" of cluster {_place(result)}" if several and _place(result) else ""
            for outcome in _of(result, kind.get("plural")):
                label = _readable(outcome["label"], names)
                found.append({"kind": kind["kind"], **outcome, "label": f"{label}{place}" if label else ""})
                if place and outcome["msg"]:
                    found[-1]["msg"] = f"{_place(result)}: {outcome['msg']}"
    return found


def _place(result: Mapping[str, Any]) -> str:
    """The cluster by whose name the task looped, if it did."""
    item = result.get("item")
    return item if isinstance(item, str) and ("counts" in result or _refused(result)) else ""


def _refused(result: Mapping[str, Any]) -> bool:
    """Whether the task failed before it came to single objects."""
    return bool(result.get("failed")) and "counts" not in result


def _of(result: Mapping[str, Any], plural: str | None) -> Iterator[dict[str, Any]]:
    """The outcomes in one result, with labels as the module gives them."""
    differences = result.get("diff") or []
    if "counts" in result:
        for each in result.get(plural or "") or []:
            if "operation" in each:
                label = each.get("label") or ""
                ours = [d for d in differences if d.get("after_header") == label]
                yield _outcome(each, label, ours[0] if ours else {})
    elif "operation" in result:
        difference = differences if isinstance(differences, Mapping) else {}
        yield _outcome(result, _label(result, difference), difference)
    if _refused(result):
        for problem in result.get("problems") or [result.get("msg", "")]:
            yield {"operation": "refused", "label": "", "fields": [], "msg": problem}


def _outcome(each: Mapping[str, Any], label: str, difference: Mapping[str, Any]) -> dict[str, Any]:
    updated = each["operation"] == "updated"
    fields = list(difference.get("after") or {}) if updated else []
    return {"operation": each["operation"], "label": label, "fields": fields, "msg": each.get("msg") or ""}


def _label(result: Mapping[str, Any], difference: Mapping[str, Any]) -> str:
    """What a result of a module for one object is about: an API key by what the data says of it."""
    item = result.get("item")
    if isinstance(item, Mapping) and {"name", "owner", "resource"} <= set(item):
        cluster = f" of cluster {item['cluster']}" if item.get("cluster") else ""
        return f"API key {item['name']} of {item['owner']} for {item['resource']}{cluster}"
    label = difference.get("after_header")
    if label:
        return str(label)
    shown = next(((name, result[name]) for name in ONE_OBJECT if isinstance(result.get(name), Mapping)), None)
    return f"{shown[0].replace('_', ' ')} {shown[1].get('name')}" if shown else ""


def _names(results: Iterable[Mapping[str, Any]]) -> Iterator[tuple[str, str]]:
    """(id, name) of everything in the results that has both, also of what is gone."""
    for result in results:
        for part in _mappings(result):
            identifier, name = part.get("id"), part.get("name")
            if isinstance(identifier, str) and isinstance(name, str) and NAMED.fullmatch(identifier):
                yield identifier, name


def _mappings(value: Any) -> Iterator[Mapping[str, Any]]:
    if isinstance(value, Mapping):
        yield value
        for part in value.values():
            yield from _mappings(part)
    elif isinstance(value, list):
        for part in value:
            yield from _mappings(part)


def _readable(label: str, names: Mapping[str, str]) -> str:
    """The label with names in the place of ids, and CRNs without what is the same in all of them."""

    def name(found: re.Match[str]) -> str:
        return names.get(found[2], found[0])

    short = ORGANIZATION.sub(lambda found: "" if found[1] else "the organization", label)
    return NAMED.sub(name, REGISTRY.sub("schema-registry", short))


class FilterModule:
    """What Ansible looks for in this file."""

    def filters(self) -> dict[str, Callable[..., Any]]:
        """The filter by its name."""
        return {"outcomes": outcomes}
