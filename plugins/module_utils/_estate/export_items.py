# Copyright (c) 2026, streamops.confluent contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""An object as the data states it: from its kind's fields, with names in place of ids, without what is computed, never
shown, empty, or what the service has by itself.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from .._declare.collection import Collection
from .._declare.field import Field, Object
from .._declare.kind import Kind
from .._engine.plural import merged
from .._wire.cloud import Cloud
from .export_names import Names
from .export_told import Told, Whereabouts
from .parts import ENVIRONMENT, Part
from .structure import fit

# What an object has that nobody stated, by part: the defaults of the service (the API's documents name them).
DEFAULTS: Mapping[str, Mapping[str, Any]] = {
    "clusters": {"deletion_protection": False},
    "flink_compute_pools": {"default_pool": False, "enable_ai": False},
    "ksql_clusters": {"use_detailed_processing_log": True},
    "keks": {"shared": False},
    "schema_exporters": {"context_type": "AUTO", "status": "running"},
    "catalog_integrations": {"suspended": False},
    "tableflow_topics": {"suspended": False, "metadata_column_naming_scheme": "DEFAULT"},
    "flink_artifacts": {"runtime_language": "JAVA"},
    "tags": {"entity_types": ["cf_entity"]},
    "flink_statements": {"stopped": False},
    "flink_materialized_tables": {"stopped": False},
    "provider_shares": {"delivery_method": "EMAIL"},
}
PLACEHOLDERS = ("connectors", "catalog_integrations")  # parts whose secrets have a place of their own in the data
EMPTY: tuple[Any, ...] = (None, "", [], {})


@dataclass(frozen=True)
class Site:
    """Where the objects of a part are read: an environment (id and name; empty for the organization), of it perhaps a
    cluster (id and name), with the keys of `cloud`; and where names come from and words go to.

    `parent`: the item that the objects lie within, where that is no cluster. `each_entity`: what has no list is asked
    for one by one.
    """

    part: Part
    cloud: Cloud
    names: Names
    told: Told
    environment: str = ""
    environment_name: str = ""
    cluster: str = ""
    cluster_name: str = ""
    parent: str = ""
    each_entity: bool = False

    @property
    def where(self) -> Whereabouts:
        """It in words."""
        return Whereabouts(self.part.key, self.environment_name, self.cluster_name)

    def kind(self, **options: Any) -> Kind:
        """The kind of the part, with the scope of this place and these options, and nothing opened yet."""
        cls = self.part.kind
        declared = {f.name: f.default for f in (*cls.argument_fields(), *cls.info_argument_fields())}
        scope = {"environment": self.environment or None, "cluster": self.cluster or None}
        scope.update(dict.fromkeys(self.part.takes, self.parent) if self.parent else {})
        return cls(self.cloud, {**self.cloud.options, **declared, **scope, "_no_log": False, **options})

    def opened(self, **options: Any) -> Any:
        """The same, opened. Raises NotFound, NoCredential, ApiError."""
        kind = self.kind(**options)
        kind.open()
        return kind

    def leave_out(self, label: str, reason: str) -> None:
        """Tell that an object of this part is not in the data."""
        self.told.leave_out(self.where, label, reason)

    def note(self, label: str, reason: str) -> None:
        """Tell something of an object of this part."""
        self.told.note(self.where, label, reason)

    def refer(self, kind: Kind, declared: Field, identifier: Any) -> Any:
        """The name of what a value refers to."""
        if declared.refers is None:
            raise TypeError(f"{declared.name} refers to nothing")
        return self.names.of(declared.refers, str(identifier), self.where, self.environment)


Refer = Callable[[Field, Any], Any]


def stated(site: Site, kind: Kind, item: Object, refer: Refer | None = None) -> Object | None:
    """An object as the data states it; None, and told, where it cannot be in the data.

    `refer`: a name in place of an id, where the kind has an own way.
    """
    label = kind.label(item)
    against = list(_against(kind, item, label))
    if against:
        site.leave_out(label, against[0])
        return None
    named = refer or (lambda declared, value: site.refer(kind, declared, value))
    told_by_place = {*site.part.takes, "environment"} if site.part.key != ENVIRONMENT else {*site.part.takes}
    fields = [f for f in kind.fields if not (f.computed or f.action or f.name in told_by_place or f.name == "id")]
    found: Object = {}
    for declared in fields:
        if declared.write_only:
            if declared.needed:
                site.told.lacking(site.where, label, declared.name)
        elif item.get(declared.name) is not None and (declared.wire is not None or declared.refers is None):
            value = plain(declared, item[declared.name], named)
            if not _left(site.part, declared, value):
                found[declared.name] = value
            if site.part.key not in PLACEHOLDERS:
                for option in hidden(declared, item[declared.name]):
                    site.told.lacking(site.where, label, option)
    return found


def _against(kind: Kind, item: Object, label: str) -> Iterator[str]:
    """Why an object cannot be in the data: it is on its way out, or of a form that is not known here."""
    if not isinstance(kind, Collection):
        return
    if item.get("other_form"):
        yield "it has a form that this collection does not know"
    if kind.ready is not None:
        yield from kind.ready.against(label, item, None)


def _left(part: Part, declared: Field, value: Any) -> bool:
    """Whether a value goes without saying."""
    if value in EMPTY and not (declared.form is not None and value == {}):
        return not (declared.needed and value is not None)
    default = DEFAULTS.get(part.key, {}).get(declared.name, declared.default)
    if default is None:
        return _fixed_off(declared, value)
    return type(default) is type(value) and declared.same(default, value)


def _fixed_off(declared: Field, value: Any) -> bool:
    """Whether a value is the same as none: false, and fixed at creation (`Field.same`)."""
    return value is False and not declared.mutable


def plain(declared: Field, value: Any, refer: Refer) -> Any:
    """A value with names in place of ids, and without what is empty in nested objects or never shown."""
    if declared.refers is not None:
        return [refer(declared, one) for one in value] if isinstance(value, list) else refer(declared, value)
    if declared.options and isinstance(value, list):
        return [_nested(declared, part, refer) for part in value]
    if declared.options and isinstance(value, Mapping):
        return _nested(declared, value, refer)
    if declared.as_set and isinstance(value, list):
        return sorted(value, key=str)
    return dict(value) if isinstance(value, Mapping) else value


def _nested(declared: Field, value: Mapping[str, Any], refer: Refer) -> Object:
    return {
        option.name: plain(option, value[option.name], refer)
        for option in declared.options
        if not (option.write_only or value.get(option.name) in EMPTY or _fixed_off(option, value[option.name]))
    }


def hidden(declared: Field, value: Any) -> Iterator[str]:
    """The sub-options of a value that the service never shows, and that its creation needs."""
    if isinstance(value, Mapping):
        yield from (
            f"{declared.name}.{option.name}" for option in declared.options if option.write_only and option.needed
        )


def by_declaration(site: Site) -> Iterable[Object]:
    """The objects of a plain REST kind. Raises ConfluentError."""
    kind = site.opened()
    objects = kind.all()
    names = [str(item.get("name")) for item in objects]
    for item in objects:
        found = stated(site, kind, item)
        if found is None:
            continue
        if item.get("id") and item.get("name") and names.count(str(item["name"])) > 1:
            found = {"id": item["id"], **{name: value for name, value in found.items() if name != "name"}}
            site.note(kind.label(item), f"{item['id']} stands there by its id: others have the same name")
        yield found


def problems(site: Site, item: Object) -> list[str]:
    """What the data's own rules say against an item: what they refuse would have the whole estate refused. Pure."""
    part = site.part
    options, wrong = fit(part, {name: value for name, value in item.items() if name not in part.children})
    if wrong:
        return wrong
    given = {**options, "state": "present", **dict.fromkeys(part.takes, site.parent or site.cluster_name)}
    if part.option("environment") and not part.organization:
        given["environment"] = site.environment_name
    every = tuple(f.but(env=()) for f in part.kind.argument_fields())
    given = {name: value for name, value in given.items() if name in {f.name for f in every}}
    complete, wrong = merged(part.kind, every, given, {})
    if wrong:
        return wrong
    return [words for one in part.kind.expanded(complete) for words in part.kind(site.cloud, one).invalid(one)]
