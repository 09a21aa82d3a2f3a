# Copyright (c) 2026, streamops.confluent contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""From the data to its items: each with the options of its kind, and what is wrong with the data as it is written.

Pure: nothing is asked of the service. Every problem names the object and, where it is misspelt, what may be meant.
"""

from __future__ import annotations

import functools
import os
import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from difflib import get_close_matches
from typing import Any

from ansible.module_utils.common.arg_spec import ArgumentSpecValidator

from .._declare.field import Field
from .._engine.arguments import fitting
from .._engine.plural import merged
from .._errors import Refused
from .._wire.cloud import Cloud
from .parts import ACCOUNTS, BY_KEY, CLUSTERS, ENVIRONMENT, PARTS, Part

ORGANIZATION = "organization"
# What a cluster of the data states besides the options of its module.
KAFKA_KEY_FILE = Field("kafka_key_file", wire=None, type="path", no_log=False)
PLACEHOLDER = re.compile(r"[$][{][A-Za-z0-9_]+[}]")  # of a secret that was not given
TYPES: dict[str, type] = {"str": str, "int": int, "bool": bool, "list": list, "dict": dict, "float": float, "path": str}


@dataclass(frozen=True)
class Stated:
    """An object that the data states. `options`: of its kind, complete. `words`: it in words, for messages. `where`:
    its path in the data. `cluster`: the Kafka cluster of the data around it. `shared`: it belongs to the
    organization. `account`: the service account around it.
    """

    part: Part
    options: dict[str, Any]
    words: str
    where: tuple[str | int, ...]
    cluster: str | None = None
    shared: bool = False
    account: str | None = None


# A part that the data has without items: its cluster, and the options of its scope.
Empty = tuple[Part, "str | None", dict[str, Any]]


@dataclass
class Data:
    """An estate as the task states it.

    `secrets`: of connectors and catalog integrations, by part and name. `folder`: where relative paths begin.
    `secret_store`: of API keys that name no file of their own; without one they go into files of `secrets_dir`.
    """

    environment: str
    parts: Mapping[str, Any]
    organization: Mapping[str, Any] = field(default_factory=dict)
    secrets: Mapping[str, Mapping[str, Any]] = field(default_factory=dict)
    secrets_dir: str = ""
    folder: str = ""
    secret_store: Mapping[str, Any] | None = None


class Intake:
    """Takes the data in. `found` are its objects, `problems` what is wrong with the way it is written, `lacking` secret
    settings that were not given.
    """

    def __init__(self, data: Data, cloud: Cloud, origin: Callable[[tuple[str | int, ...]], str]) -> None:
        self.data = data
        self._origin = origin
        self._cloud = cloud
        self.found: list[Stated] = []
        self.problems: list[str] = []
        self.lacking: list[tuple[str, str]] = []  # by the key of their part
        self.empty: list[Empty] = []
        self.key_files: dict[str, str] = {}  # of clusters, by name

    def all(self) -> list[Stated]:
        """Every object that the data states; what is wrong with the data is in `problems` then."""
        own = tuple(part for part in PARTS if not part.within and not part.organization)
        self._keys(self.data.parts, [part.key for part in own], "the estate")
        for part in own:
            self._part(part, self.data.parts.get(part.key), (part.key,), {})
        shared = [part for part in PARTS if part.organization and not part.within]
        shared.append(BY_KEY[ACCOUNTS])
        self._keys(self.data.organization, [part.key for part in shared], ORGANIZATION)
        for part in shared:
            self._part(part, self.data.organization.get(part.key), (ORGANIZATION, part.key), {})
        self._ambiguous_catalogs()
        return self.found

    def _ambiguous_catalogs(self) -> None:
        """Secrets of a catalog integration by a name that several clusters have: one of them would get another's."""
        names = [one.options.get("name") for one in self.found if one.part.key == "catalog_integrations"]
        for name in self.data.secrets.get("catalog_integrations") or {}:
            if names.count(name) > 1:
                words = "several clusters have a catalog integration of this name, give CLUSTER/"
                self.problems.append(f"catalog_secrets: {name}: {words}{name}")

    def _keys(self, given: Mapping[str, Any], known: list[str], what: str) -> None:
        for name in given:
            if name not in known and given[name] is not None:
                self.problems.append(f"{what}: {unknown(str(name), known)}")

    def _part(
        self,
        part: Part,
        value: Any,
        where: tuple[str | int, ...],
        around: Mapping[str, Any],
        cluster: str | None = None,
    ) -> None:
        """Take in the items of a part. `around`: the item that they are within."""
        if value is None:
            return
        if part.single:
            value = [value]
        if not isinstance(value, list):
            self.problems.append(f"{path(where)} must be a list")
            return
        if not value and not part.organization and (not part.within or part.within == CLUSTERS):
            self.empty.append((part, cluster, {"environment": self.data.environment, "cluster": cluster}))
        for number, item in enumerate(value):
            here = where if part.single else (*where, number)
            if not isinstance(item, Mapping):
                self.problems.append(f"{path(here)} must be a mapping of options, not {type(item).__name__}")
                continue
            self._item(part, item, here, around, cluster)

    def _item(
        self,
        part: Part,
        item: Mapping[str, Any],
        where: tuple[str | int, ...],
        around: Mapping[str, Any],
        cluster: str | None,
    ) -> None:
        fields = stated_fields(part)
        children = part.children
        given = {name: value for name, value in item.items() if name not in children}
        taken = {option: around[key] for option, key in part.takes.items() if around.get(key) is not None}
        words = self._words(part, {**given, **taken}, where, cluster)
        known = [name for f in fields for name in (f.name, *f.aliases)]
        wrong = list(unknown_keys(given, fields, list(children)))
        known_given = {name: value for name, value in given.items() if name in known}
        options, unfit = fit(part, known_given)
        problems = [f"{words}{self._written(where)}: {one}" for one in (*wrong, *unfit)]
        if part.key == CLUSTERS and options.get("name"):
            cluster = str(options["name"])
            file = options.pop(KAFKA_KEY_FILE.name, None)
            if file:
                self.key_files[cluster] = self._path(file)
        if not problems:
            lacking = self._complete(part, options, taken, where, cluster)
            problems = [f"{words}{self._written(where)}: {one}" for one in lacking]
        self.problems += problems
        for key in children:
            self._part(BY_KEY[key], item.get(key), (*where, key), given, cluster)

    def _complete(
        self,
        part: Part,
        options: dict[str, Any],
        taken: dict[str, Any],
        where: tuple[str | int, ...],
        cluster: str | None,
    ) -> list[str]:
        """Take an item in whose options fit. Returns what is wrong by the rules for options."""
        options = self._with_paths(part, options)
        options.update(taken)
        if part.option("environment") and not part.organization:
            options["environment"] = self.data.environment
        self._with_secrets(part, options, cluster)
        if part.key == "api_keys" and options.get("name"):
            self._with_place(options)
        options["state"] = "present"
        complete, wrong = merged(part.kind, all_options(part), options, {})
        if wrong:
            return wrong
        words = self._words(part, complete, where, cluster)
        shared = where[0] == ORGANIZATION
        own = cluster if part.within == CLUSTERS or part.key == CLUSTERS else in_cluster(part, complete)
        for one in part.kind.expanded(complete):
            account = str(taken[next(iter(part.takes))]) if part.within == ACCOUNTS and taken else None
            its = words if one is complete else self._words(part, one, where, cluster)
            self.found.append(Stated(part, dict(one), its, where, own, shared, account))
        return []

    def _written(self, where: tuple[str | int, ...]) -> str:
        """Where an item was written, as an addition to its words."""
        place = self._origin(where)
        return f" ({place})" if place else ""

    def _with_place(self, options: dict[str, Any]) -> None:
        """Where the secret of a key goes that names no place."""
        if options.get("secret_file") or options.get("secret_store"):
            return
        if self.data.secret_store:
            options["secret_store"] = self.data.secret_store
        else:
            file = f"{options.get('owner')}.{options['name']}.json"
            options["secret_file"] = self._path(os.path.join(self.data.secrets_dir, file))

    def _words(self, part: Part, options: Mapping[str, Any], where: tuple[str | int, ...], cluster: str | None) -> str:
        """The item in words: its kind and name, and the cluster around it."""
        keys = [f.name for f in part.kind.fields if f.key]
        if any(isinstance(options.get(name), (Mapping, bool)) for name in keys):
            return path(where)
        if keys and not any(options.get(name) for name in keys) and not part.single:
            return path(where)
        label = part.kind(self._cloud, options).label(options)
        return f"{label} of cluster {cluster}" if part.within == CLUSTERS and cluster else label

    def _path(self, value: str) -> str:
        """A path of the data as it is meant: a relative one begins in the folder."""
        value = os.path.expanduser(os.path.expandvars(value))
        if not self.data.folder or os.path.isabs(value):
            return value
        return os.path.normpath(os.path.join(self.data.folder, value))

    def _with_paths(self, part: Part, options: dict[str, Any]) -> dict[str, Any]:
        paths = {f.name for f in part.kind.argument_fields() if f.type == "path"}
        return {
            name: self._path(value) if name in paths and isinstance(value, str) and value else value
            for name, value in options.items()
        }

    def _with_secrets(self, part: Part, options: dict[str, Any], cluster: str | None) -> None:
        """Put the secret settings of the data beside the item that they belong to."""
        named = self.data.secrets.get(part.key) or {}
        own = named.get(f"{cluster}/{options.get('name')}") or named.get(str(options.get("name")))
        if not isinstance(own, Mapping):
            return
        given: dict[str, Any] = {}
        for name, value in own.items():
            if value in (None, "") or (isinstance(value, str) and PLACEHOLDER.fullmatch(value)):
                export = f" (export {value[2:-1]})" if value else ""
                self.lacking.append((part.key, f"{options['name']}: {name}{export}"))
            else:
                given[name] = value
        if part.key == "connectors":
            options["sensitive_config"] = {**(options.get("sensitive_config") or {}), **given}
            return
        for form in ("snowflake", "unity"):
            if isinstance(options.get(form), Mapping):
                options[form] = {**options[form], **given}


def in_cluster(part: Part, options: Mapping[str, Any]) -> str | None:
    """The Kafka cluster that an item outside of the clusters names: a key, a role, a share of it."""
    if options.get("resource") == "ksqldb":
        return None  # its cluster is one of ksqlDB
    for name in ("cluster", "kafka_cluster"):
        if part.option(name) is not None and isinstance(options.get(name), str):
            return str(options[name])
    return None


@functools.cache
def stated_fields(part: Part) -> tuple[Field, ...]:
    """The options that an item may state."""
    own = tuple(f.but(env=()) for f in part.item_fields())
    return (*own, KAFKA_KEY_FILE) if part.key == CLUSTERS else own


@functools.cache
def all_options(part: Part) -> tuple[Field, ...]:
    """Every option of its kind; the data is not completed from environment variables."""
    return tuple(f.but(env=()) for f in part.kind.argument_fields())


@functools.cache
def _validator(part: Part) -> tuple[dict[str, Any], ArgumentSpecValidator]:
    spec = {f.name: {**f.but(required=False, default=None).spec()} for f in stated_fields(part)}
    return spec, ArgumentSpecValidator(spec)


def fit(part: Part, given: dict[str, Any]) -> tuple[dict[str, Any], list[str]]:
    """The stated options in the types of their kind, and what does not fit."""
    by_name = {name: f for f in stated_fields(part) for name in (f.name, *f.aliases)}
    if all(value is None or _as_declared(by_name[name], value) for name, value in given.items()):
        return {by_name[name].name: value for name, value in given.items() if value is not None}, []
    spec, validator = _validator(part)
    kept, problems = fitting(spec, given)
    if problems:
        return {}, problems
    result = validator.validate(kept)
    if result.error_messages:
        return {}, list(result.error_messages)
    validated = result.validated_parameters
    names = {f.name for f in stated_fields(part)}
    return {name: value for name, value in validated.items() if name in names and value is not None}, []


def _as_declared(declared: Field, value: Any) -> bool:
    """Whether a value is of its option's type as it is, so that nothing has to be converted or looked into."""
    if not _is_a(value, declared.type) or declared.options:
        return False
    if declared.choices and value not in declared.choices:
        return False
    if isinstance(value, list):
        return all(_is_a(one, declared.elements or "raw") for one in value)
    return declared.type != "path" or not str(value).startswith(("~", "$"))


def _is_a(value: Any, kind: str) -> bool:
    """Whether a value is of a type of Ansible's; a boolean is no number."""
    expected = TYPES.get(kind)
    return expected is not None and isinstance(value, expected) and isinstance(value, bool) == (expected is bool)


def unknown_keys(given: Mapping[str, Any], fields: tuple[Field, ...], besides: list[str]) -> Iterator[str]:
    """What is wrong with the names of options, those of nested options too."""
    names = {name: f for f in fields for name in (f.name, *f.aliases)}
    for key, value in given.items():
        declared = names.get(key)
        if declared is None:
            yield unknown(str(key), [*names, *besides])
        elif declared.options:
            for one in value if isinstance(value, list) else [value]:
                if isinstance(one, Mapping):
                    yield from (f"{key}: {wrong}" for wrong in unknown_keys(one, declared.options, []))


def unknown(key: str, known: list[str]) -> str:
    """The words for a key that nothing is known of."""
    near = get_close_matches(key, known, n=1)
    return f"unknown key {key!r}" + (f", did you mean {near[0]!r}?" if near else f"; known: {', '.join(sorted(known))}")


def path(where: tuple[str | int, ...]) -> str:
    """A path in the data as text: clusters[0].topics[3]."""
    text = "".join(f"[{step}]" if isinstance(step, int) else f".{step}" for step in where)
    return text.lstrip(".")


def environment_of(value: Any) -> str:
    """The environment's name as the data states it. Raises Refused without one."""
    name = value.get("name") if isinstance(value, Mapping) else None
    if not isinstance(name, str) or not name.strip():
        raise Refused(f"{ENVIRONMENT} must have a name: an estate is of one environment")
    return name
