# Copyright (c) 2026, streamops.confluent contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Schemas that are registered with given ids and versions, in the mode IMPORT: so a registry is moved.

Such an object is a version of a subject, known by its number. In IMPORT the registry checks nothing for compatibility,
and to register another content under a version that is there gives that version a new content, which is then served
under the old id as well (seen on Schema Registry 8.3.1). So a version that is there, and an id that another content
has, are looked at before anything is written, and never overwritten.
"""

from __future__ import annotations

import threading
from collections.abc import Hashable, Iterable, Iterator, Mapping
from typing import Any

from ..._declare.change import Change
from ..._declare.field import Field, Key, Object
from ..._declare.override import override
from ..._errors import ConfluentError, Refused, attempting
from ..._wire.http import segment
from .kind import Schema
from .peers import has_content, referred
from .placed import GIVEN, Listed, Place, place_of, steps, with_id
from .reading import SINGLE, flag
from .registry import ALL_CONTEXTS
from .text import DEFAULT_CONTEXT, context_of, plain_subject

_PLAIN = {"metadata": None, "rule_set": None}


class ImportableSchema(Schema):
    """A schema under a subject, which may state the id and the version that it is to have."""

    modifiers = (*Schema.modifiers, Field("id", wire=None, type="int"))

    # What is stated

    @override
    def invalid(self, item: Mapping[str, Any]) -> Iterator[str]:
        if not with_id(item):
            yield from super().invalid(item)
            if item.get("id") is not None:
                yield "id is for a schema that is to be registered: an absent one is named by its subject and version"
            return
        yield from super().invalid({**item, "version": None})
        label = f"schema of subject {item['subject']!r}"
        if item.get("version") is None:
            yield f"{label} has an id, and must have a version, too: both are kept in mode IMPORT"
        for name in ("id", "version"):
            if item.get(name) is not None and item[name] < 1:
                yield f"{label}: {name} must be at least 1, not {item[name]}"
        if item.get("normalize"):
            yield f"{label}: normalize would make another text of it than that which its id belongs to"
        for reference in item.get("references") or []:
            if reference.get("version") is None:
                yield (
                    f"{label} has an id, so the reference {reference['name']!r} must state its version: it is part of "
                    "what the id belongs to"
                )

    @override
    def stated_key(self, item: Mapping[str, Any]) -> Key:
        return place_of(item) if with_id(item) else super().stated_key(item)

    @override
    def key(self, item: Mapping[str, Any]) -> Key:
        return place_of(item) if GIVEN in item else super().key(item)

    @override
    def together(self, items: list[Mapping[str, Any]]) -> Iterator[str]:
        yield from super().together(items)
        given = [item for item in items if with_id(item)]
        subjects = {plain_subject(item["subject"]) for item in given}
        for item in items:
            if not has_content(item) or with_id(item):
                continue
            if plain_subject(item["subject"]) in subjects:
                yield (
                    f"subject {item['subject']} is stated with an id and without: ids are taken in mode IMPORT only, "
                    "and nothing else is then"
                )
            for reference in item.get("references") or []:
                name = referred(reference, item["subject"])
                if reference.get("version") is None and name in subjects:
                    yield (
                        f"schema {item['subject']} refers to the latest version of {name}, which is stated with ids: "
                        "give the version"
                    )
        for item in items:
            if not has_content(item) and item.get("version") is None and plain_subject(item["subject"]) in subjects:
                yield (
                    f"subject {item['subject']} is stated absent and with ids: it would be deleted with what is "
                    "registered. Name the versions that are to go"
                )
        yield from self._one_content(given)
        try:
            steps(given)
        except Refused as error:
            yield from error.problems

    def _one_content(self, given: list[Mapping[str, Any]]) -> Iterator[str]:
        """Ids that are given to several contents of one context."""
        first: dict[Place, Object] = {}
        for item in given:
            stated = self._content_of(item)
            here = (context_of(item["subject"]), item["id"])
            other = first.setdefault(here, stated)
            # What none is stated of has none then: metadata and rules belong to what an id stands for.
            if other is not stated and not self._same({**_PLAIN, **stated}, {**_PLAIN, **other}):
                yield (
                    f"id {item['id']} is given to {self.label(other)} and to {self.label(stated)}, which are different "
                    "schemas"
                )

    def _content_of(self, item: Mapping[str, Any]) -> Object:
        """A stated item with an id as an object."""
        stated = super().stated({**item, "schema": self.text(item)})
        stated["references"] = [dict(reference) for reference in item.get("references") or []]
        return {**stated, "version": item["version"], GIVEN: item["id"]}

    @override
    def open(self) -> None:
        super().open()
        self._all = Listed()
        self._step: dict[Place, int] = {}  # when a version is registered; all of them before anything else
        self._asking = threading.Lock()
        self._modes: dict[str | None, str | None] = {}

    @override
    def gather(self, items: list[Mapping[str, Any]]) -> list[list[int]]:
        """Those with ids first, by their references; what is there of them is read at once where they are many."""
        mine = [position for position, item in enumerate(items) if with_id(item)]
        others = [position for position, item in enumerate(items) if not with_id(item)]
        given = [items[position] for position in mine]
        order = steps(given)
        self._step.update({place_of(given[n]): number - len(order) for number, step in enumerate(order) for n in step})
        self.peers.stated.update(plain_subject(item["subject"]) for item in given)
        if len(given) > SINGLE:
            with attempting("read what is registered under the stated ids and versions"):
                self._list(given)
        rest = super().gather([items[position] for position in others])
        return [*([mine[n] for n in step] for step in order), *([others[n] for n in step] for step in rest)]

    @override
    def desired(self, item: Mapping[str, Any]) -> Object:
        if not with_id(item):
            return super().desired(item)
        wanted = super().desired({**item, "version": None, "id": None})
        return {**wanted, "version": item["version"], GIVEN: item["id"]}

    # What is there

    def _list(self, given: list[Mapping[str, Any]]) -> None:
        """Read all versions of the contexts that the items are in, and keep what concerns them."""
        places = {place_of(item) for item in given}
        ids = {(context_of(item["subject"]), item["id"]) for item in given}
        contexts = {context for context, _id in ids}
        only = next(iter(contexts)) if len(contexts) == 1 else DEFAULT_CONTEXT
        prefix = ALL_CONTEXTS if only == DEFAULT_CONTEXT else f":{only}:"
        params = {"subjectPrefix": prefix, "latestOnly": "false"}
        listed, unsaid = self._all, False
        for raw in self.paged("/schemas", {**params, "deleted": "true"}):
            place, here = (plain_subject(raw["subject"]), raw["version"]), (context_of(raw["subject"]), raw.get("id"))
            unsaid = unsaid or "deleted" not in raw
            if not raw.get("deleted"):
                listed.there.add(place)
            if place in places:
                listed.versions[place] = raw
            if here in ids:
                listed.ids.setdefault(here, raw)
        if unsaid:
            listed.there = {(plain_subject(raw["subject"]), raw["version"]) for raw in self.paged("/schemas", params)}
        listed.read = True

    @override
    def read(self, wanted: list[Object]) -> list[Object | None]:
        others = [item for item in wanted if GIVEN not in item]
        found = iter(super().read(others) if others else ())
        mine = [item for item in wanted if GIVEN in item]
        versions = iter(self.cloud.map(self._version, mine, "versions read"))
        return [next(versions if GIVEN in item else found) for item in wanted]

    def _version(self, item: Object) -> Object | None:
        """The version that is to be registered, `_registered` where it is; None where there is none, or where it is
        soft-deleted: it is registered anew then, which the registry does in its place.
        """
        place, listed = place_of(item), self._all
        if listed.read and place not in listed.written:
            raw, seen = listed.versions.get(place), place in listed.there
        else:
            raw = self.version_of(item["subject"], item["version"], {"deleted": "true"})
            seen = raw is not None and self._visible(item, raw)
        if raw is None:
            return None
        actual = self._from_api(raw)
        same = bool(actual["id"] == item[GIVEN] and self._same(item, actual))
        if same and not seen and plain_subject(actual["subject"]) == place[0]:
            return None
        return {**self._named(actual, item["subject"]), "_registered": same, GIVEN: item[GIVEN]}

    def _visible(self, item: Object, raw: Mapping[str, Any]) -> bool:
        """Whether a version is not soft-deleted."""
        if "deleted" in raw:
            return not raw["deleted"]
        return self.version_of(item["subject"], item["version"]) is not None

    def _holder(self, item: Object) -> Object | None:
        """What has the wanted id in the item's context, with one of its uses; None where the id is free."""
        subject, here = item["subject"], (context_of(item["subject"]), item[GIVEN])
        if self._all.read:
            raw = self._all.ids.get(here)
            return None if raw is None else self._from_api(raw)
        path, place = f"/schemas/ids/{segment(str(item[GIVEN]))}", self.place_of_ids(subject)
        raw = self.found(path, place)
        # What the default context does not know is answered from others.
        uses = [] if raw is None else self.found(f"{path}/versions", {**place, "deleted": "true"}) or []
        mine = [use for use in uses if context_of(use["subject"]) == here[0]]
        return self._from_api({**raw, **mine[0]}) if raw is not None and mine else None

    @override
    def touched(self, change: Change) -> None:
        super().touched(change)
        if GIVEN in change.desired:
            self._all.written.add(place_of(change.desired))

    # What speaks against it

    @override
    def compare(self, field: Field, wanted: Any, actual: Object) -> tuple[Any, Any] | None:
        return None if GIVEN in actual else super().compare(field, wanted, actual)

    @override
    def refusals(self, change: Change) -> Iterable[str]:
        if GIVEN not in change.desired:
            yield from super().refusals(change)
            return
        subject = place_of(change.desired)[0]
        there = change.before
        behind = plain_subject((there or {}).get("_behind") or "") or (self._alias(subject) if there is None else None)
        if behind:
            yield (
                f"{change.label}: {subject} is an alias of {behind}, and the registry would register it there: name "
                f"{behind} itself"
            )
        elif there is not None and not there["_registered"]:
            yield (
                f"{change.label} is there already, with id {there['id']}"
                f"{'' if there['id'] != change.desired[GIVEN] else ' and another content'}. To register it would put "
                "another content in its place, which would then be served under the old id, too; that is never done. "
                "Delete it permanently first, if it is to go"
            )
        elif there is None:
            held = self._holder(change.desired)
            if held is not None and not self._same(change.desired, held):
                yield (
                    f"{change.label} cannot have the id {change.desired[GIVEN]}: it belongs to another schema, that of "
                    f"{held['subject']} version {held['version']}"
                )

    @override
    def rank(self, change: Change) -> int:
        return self._step[place_of(change.desired)] if GIVEN in change.desired else super().rank(change)

    @override
    def rehearsal(self, change: Change, many: bool) -> Hashable | None:
        if GIVEN not in change.desired:
            return super().rehearsal(change, many)
        return self.key(change.desired) if many else None

    @override
    def rehearse(self, change: Change) -> None:
        """Whether the mode allows it and what it refers to is there: the registry judges nothing else in IMPORT."""
        if GIVEN not in change.desired:
            super().rehearse(change)
            return
        self._foresee_import(change)
        subject = change.desired["subject"]
        lacking = [r for r in change.desired["references"] if not self._refers_to_something(r, subject)]
        if lacking:
            self._lacks(change, lacking)

    def _refers_to_something(self, reference: Mapping[str, Any], subject: str) -> bool:
        """Whether the referenced version is registered, or is by this run before."""
        place = (referred(reference, subject), reference["version"])
        if place in self._step or place in self._all.there:
            return True
        return self._there(reference, subject)

    def _foresee_import(self, change: Change) -> None:
        """By the mode that counts for the subject. Of many by the context's, where that is IMPORT: each subject's would
        cost a request, and few have one of their own. In check mode an earlier task may be going to set it.
        """
        subject = plain_subject(change.desired["subject"])
        context = context_of(subject)
        if self._all.read and self._mode(None if context == DEFAULT_CONTEXT else f":{context}:") is None:
            return
        mode = self._mode(subject)
        if mode is None:
            return
        words = (
            f"{change.label} is in mode {mode}, and the registry takes given ids in mode IMPORT only: set it first "
            "(confluent_subject_mode)"
        )
        if not self.cloud.transport.read_only:
            raise Refused(words)
        self.cloud.warn(f"Check mode: {words}. A real run is refused unless an earlier task sets it.")

    def _mode(self, subject: str | None) -> str | None:
        """What is in the way of an import into a subject, a context or the default one (None); asked for once."""
        with self._asking:
            if subject not in self._modes:
                self._modes[subject] = self.not_importing(subject)
            return self._modes[subject]

    # Writing

    @override
    def create(self, change: Change) -> Object:
        """Register. The same again changes nothing, so a lost answer is no danger. Raises ConfluentError where the
        registry answers with another id or version.
        """
        if GIVEN not in change.desired:
            return super().create(change)
        wanted = change.desired
        body = {**self._request(wanted), "id": wanted[GIVEN], "version": wanted["version"]}
        made = self.client.post(
            self._url(wanted["subject"], "versions"), body, {"normalize": flag(False)}, repeatable=True
        )
        told = made if isinstance(made, Mapping) else {}
        for name, value in (("id", wanted[GIVEN]), ("version", wanted["version"])):
            if told.get(name) not in (None, value):
                raise ConfluentError(
                    f"The registry answered with {name} {told[name]} where {value} was given. See what is registered "
                    f"under {wanted['subject']}."
                )
        visible = {name: wanted.get(name) for name in ("subject", "version", "schema", "schema_type", "references")}
        return {**visible, "id": wanted[GIVEN], "metadata": wanted.get("metadata"), "rule_set": wanted.get("rule_set")}

    # Showing

    @override
    def label(self, item: Mapping[str, Any]) -> str:
        return f"schema {item['subject']} version {item['version']}" if GIVEN in item else super().label(item)

    @override
    def shown(self, item: Object) -> Object:
        """With the id that it is to have, which it then has."""
        return super().shown({**item, "id": item[GIVEN]} if GIVEN in item and item.get("id") is None else item)
