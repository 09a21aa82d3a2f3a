# Copyright (c) 2026, streamops.confluent contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Taking what was chosen from the estate of one stage to that of the next: data in, data out. Pure, but that it reads
the files of schemas.

What only the service can say, such as a schema that is not compatible there, is asked of it afterwards: the data that
comes out is planned like any other.
"""

from __future__ import annotations

import os
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from difflib import get_close_matches
from fnmatch import fnmatchcase
from typing import Any

from .._declare.field import Field
from .._errors import Refused
from .._secrets.recognition import secret
from .comparing import Item, items_of, paired
from .parts import BY_KEY, PARTS, Part
from .stages import Stages, derived
from .structure import ORGANIZATION, PLACEHOLDER, path, stated_fields
from .variables import PREFIX, SHARED
from .variables import SECRETS as KEPT_APART
from .writing import entries

VERSION = 1
ADD, CHANGE, SAME = "add", "change", "same"
SECRETS = {"connectors": "connector_secrets", "catalog_integrations": "catalog_secrets"}
HELD_HERE = frozenset({"secret_file", "kafka_key_file"})  # where this machine keeps secrets of one environment
KEYS = ("names", "fields", "except")


@dataclass(frozen=True)
class Choice:
    """What is chosen of a part: objects by patterns, and of those that are there already only some fields."""

    names: tuple[str, ...]
    fields: tuple[str, ...] = ()
    but: tuple[str, ...] = ()

    def takes(self, name: str) -> bool:
        """Whether a field of an object that is there already is taken over."""
        return (not self.fields or name in self.fields) and name not in self.but


@dataclass
class Promotion:
    """One promotion at work. `problems`: why it cannot be done; `taken`: what became of each chosen object."""

    source: Mapping[str, Any]
    target: dict[str, Any]
    stages: Stages
    called: str
    problems: list[str] = field(default_factory=list)
    taken: list[dict[str, Any]] = field(default_factory=list)
    changed: dict[str, None] = field(default_factory=dict)

    def take(self, item: Item, its: Item | None, choice: Choice) -> None:
        """Take over one object, whose counterpart is `its`."""
        stated = item.stated
        words = str(self.stages.translated(stated.words))
        raw = _at(self.source, stated.where)
        new = self._translated(stated.part, raw, words, its)
        if "operations" in new:  # an ACL that stands for several
            new.pop("operations")
            new["operation"] = stated.options["operation"]
        self._secrets(stated.part, raw, stated.cluster, words)
        if its is not None:
            self._change(stated.part, new, its, choice)
            return
        around = self._around(item)
        if around is None:
            parent = item.stated.part.within
            self.problems.append(f"{words}: what it is within ({parent}) is not in {self.called}: choose that, too")
            return
        if stated.part.single:
            around[stated.part.key] = new
        else:
            around[stated.part.key] = [*(around.get(stated.part.key) or []), new]
        self._note(stated.part, words, ADD, _listed({}, new), stated.shared)

    def _translated(self, part: Part, raw: Mapping[str, Any], words: str, its: Item | None) -> dict[str, Any]:
        """An item as the other stage has it: without what is within it, and without secrets."""
        made: dict[str, Any] = {}
        theirs = _at(self.target, its.stated.where) if its is not None else {}
        options = {name: f for f in stated_fields(part) for name in (f.name, *f.aliases)}
        for name, value in raw.items():
            option = options.get(name)
            if name in part.children or name in HELD_HERE or value is None or option is None:
                continue
            kept, hidden = _without_secrets(option, value)
            if hidden and name not in theirs:
                self.problems.append(
                    f"{words}: {name} holds a secret, which is not taken over: state it there yourself"
                )
            if kept is None:
                continue
            made[name] = self._file(kept) if option.type == "path" else self.stages.translated(kept)
        return made

    def _file(self, value: Any) -> Any:
        """A path of the source as the target states it: the very same file."""
        if not isinstance(value, str) or value.startswith(("~", "$")):
            return value
        whole = os.path.join(str(self.source.get("folder") or ""), value)
        folder = str(self.target.get("folder") or "")
        if os.path.isabs(value) or not os.path.isabs(whole) or not folder:
            return whole
        return os.path.relpath(whole, folder)

    def _secrets(self, part: Part, raw: Mapping[str, Any], cluster: str | None, words: str) -> None:
        """See that the target has a value for each secret setting that the source has one for."""
        option = SECRETS.get(part.key)
        name = raw.get("name")
        if option is None:
            return
        needed = _of_name(self.source.get(option), cluster, name)
        there = _of_name(self.target.get(option), self.stages.translated(cluster), self.stages.translated(name))
        for setting in needed:
            value = there.get(setting)
            if value in (None, "") or (isinstance(value, str) and PLACEHOLDER.fullmatch(value)):
                self.problems.append(f"{words}: {PREFIX}{option} of {self.called} has no {setting} for it")

    def _around(self, item: Item) -> dict[str, Any] | None:
        """The mapping of the target that has, or gets, the list of an object's part; None where it is not there."""
        stated = item.stated
        if not stated.part.within:
            if not stated.shared:
                return self.target
            self.target[ORGANIZATION] = dict(self.target.get(ORGANIZATION) or {})
            return self.target[ORGANIZATION]
        parent = BY_KEY[stated.part.within]
        raw = _at(self.source, stated.where[: -1 if stated.part.single else -2])
        wanted = self.stages.translated(raw.get("name"))
        holder = (self.target.get(ORGANIZATION) or {}) if stated.shared else self.target
        for candidate in holder.get(parent.key) or []:
            if isinstance(candidate, dict) and candidate.get("name") in (raw.get("name"), wanted):
                return candidate
        return None

    def _change(self, part: Part, new: Mapping[str, Any], its: Item, choice: Choice) -> None:
        theirs = _at(self.target, its.stated.where)
        before = dict(theirs)
        for name, value in new.items():
            if name in part.takes or not choice.takes(name) or _is_key(part, name):
                continue
            old = theirs.get(name)
            merged = {**old, **value} if isinstance(old, Mapping) and isinstance(value, Mapping) else value
            option = part.option(name)
            if old is None or not (option.same(merged, old) if option is not None else merged == old):
                theirs[name] = merged
        fields = _listed(before, theirs)
        self._note(part, its.stated.words, CHANGE if fields else SAME, fields, its.stated.shared)

    def _note(self, part: Part, words: str, operation: str, fields: list[dict[str, Any]], shared: bool) -> None:
        kind = part.kind.words_of_one()
        self.taken.append({"kind": kind, "part": part.key, "label": words, "operation": operation, "fields": fields})
        if operation == SAME:
            return
        top = part
        while top.within:
            top = BY_KEY[top.within]
        self.changed[ORGANIZATION if shared else top.key] = None


def promoted(
    source: Mapping[str, Any],
    target: Mapping[str, Any],
    chosen: Mapping[str, Any],
    stages: Mapping[str, str] | None = None,
    names: tuple[str, str] = ("", ""),
) -> dict[str, Any]:
    """The target's estate with what was chosen of the source's. Raises Refused for a choice, or data, that is wrong.

    `chosen`: of each part patterns of names, or {"names", "fields", "except"}. `stages`, `names`: as in `compared`.
    """
    choices = choices_of(chosen)
    ours, theirs = items_of(source, names[0] or "the source"), items_of(target, names[1] or "the target")
    translated = Stages(derived(ours[0], theirs[0]) if stages is None else stages)
    counterparts = {mine.key: its for mine, its in paired(ours[1], theirs[1], translated) if mine is not None}
    work = Promotion(source, _copied(target), translated, names[1] or theirs[0])
    order = [part.key for part in PARTS]
    for chosen_part in sorted(choices, key=order.index):
        items = [item for item in ours[1] if item.stated.part.key == chosen_part]
        for item in matching(items, choices[chosen_part].names, chosen_part, work.problems):
            work.take(item, counterparts.get(item.key), choices[chosen_part])
    for key in work.changed:
        parts = [BY_KEY[key]] if key != ORGANIZATION else list(SHARED)
        values = [work.target[key]] if key != ORGANIZATION else [work.target[key].get(part.key) for part in parts]
        for part, given in zip(parts, values, strict=True):
            work.problems += [
                f"{PREFIX}{place} of {work.called} is a secret, and would be written with the rest: keep it apart"
                for place in secrets_in(part, given, part.key)
            ]
    variables = {f"{PREFIX}{key}": work.target[key] for key in work.changed} if not work.problems else {}
    shown = {key: given for key, given in work.target.items() if key not in KEPT_APART}
    return {
        "version": VERSION, "from": names[0] or ours[0], "to": work.called, "stages": translated.pairs,
        "taken": work.taken, "problems": list(dict.fromkeys(work.problems)),
        "estate": {} if work.problems else shown, "variables": variables,
    }  # fmt: skip


def choices_of(chosen: Mapping[str, Any]) -> dict[str, Choice]:
    """The choice of each part. Raises Refused with all that is wrong with them."""
    found: dict[str, Choice] = {}
    problems = []
    for key, value in chosen.items():
        near = get_close_matches(str(key), list(BY_KEY), n=1)
        given = value if isinstance(value, Mapping) else {"names": value}
        lists = [given.get(name) or [] for name in KEYS]
        if key not in BY_KEY:
            problems.append(f"there is no part {key!r}" + (f", did you mean {near[0]!r}?" if near else ""))
        elif set(given) - set(KEYS) or not all(_texts(one) for one in lists) or not lists[0]:
            problems.append(f"{key}: give a list of names, or names, fields and except as lists of texts")
        else:
            found[key] = Choice(*map(tuple, lists))
    if not chosen:
        problems.append("nothing is chosen")
    if problems:
        raise Refused(problems)
    return found


def matching(items: list[Item], patterns: tuple[str, ...], part: str, problems: list[str]) -> list[Item]:
    """The items that a pattern means: by name, by a value of the key (an ACL's principal), or by all of its words."""
    found: dict[str, Item] = {}
    for pattern in patterns:
        those = [item for item in items if any(fnmatchcase(name, pattern) for name in _names(item))]
        if not those:
            near = get_close_matches(pattern, [name for item in items for name in _names(item)], n=1)
            problems.append(f"{part}: nothing is called {pattern!r}" + (f", did you mean {near[0]!r}?" if near else ""))
        found.update((item.key, item) for item in those)
    return list(found.values())


def _names(item: Item) -> Iterator[str]:
    stated = item.stated
    yield stated.words
    keys = {f.name for f in stated.part.kind.fields if f.key} | {"name"}
    yield from (str(stated.options[name]) for name in keys if isinstance(stated.options.get(name), str))


def _is_key(part: Part, name: str) -> bool:
    option = part.option(name)
    return option is not None and option.key


def _listed(before: Mapping[str, Any], after: Mapping[str, Any]) -> list[dict[str, Any]]:
    """The fields of an item that differ, mappings by their entries."""
    return [
        {"name": entry, "before": old, "after": new}
        for name in after
        if not isinstance(after[name], list) or not any(isinstance(one, Mapping) for one in after[name])
        for entry, old, new in entries(before.get(name), after.get(name), name)
        if old != new
    ]


def _without_secrets(option: Field, value: Any) -> tuple[Any, bool]:
    """A value without what is secret in it, and whether there was anything."""
    if option.no_log:
        return None, value not in (None, "", {}, [])
    if isinstance(value, Mapping) and option.is_map:
        kept = {name: inner for name, inner in value.items() if not secret(str(name), _text(inner))}
        return kept, len(kept) != len(value)
    if isinstance(value, Mapping) and option.options:
        inner = {f.name: f for f in option.options}
        pairs = {k: _without_secrets(inner[k], v) if k in inner else (v, False) for k, v in value.items()}
        kept = {k: kept for k, (kept, _secret) in pairs.items() if kept is not None}
        return kept, any(hidden for _kept, hidden in pairs.values())
    return value, False


def _text(value: Any) -> str | None:
    return value if isinstance(value, str) else None


def secrets_in(part: Part, value: Any, where: str) -> Iterator[str]:
    """Where in the items of a part secrets stand: they would be in every file that is made of it."""
    options = {name: f for f in stated_fields(part) for name in (f.name, *f.aliases)}
    for number, item in enumerate(value if isinstance(value, list) else [value]):
        if not isinstance(item, Mapping):
            continue
        here = where if part.single else f"{where}[{number}]"
        for name, inner in item.items():
            if name in part.children:
                yield from secrets_in(BY_KEY[name], inner, f"{here}.{name}")
            elif name in options and _without_secrets(options[name], inner)[1]:
                yield f"{here}.{name}"


def _of_name(secrets: Any, cluster: Any, name: Any) -> Mapping[str, Any]:
    """The secret settings of an object, by its cluster and name or by its name."""
    if not isinstance(secrets, Mapping):
        return {}
    found = secrets.get(f"{cluster}/{name}") or secrets.get(name) or {}
    return found if isinstance(found, Mapping) else {}


def _at(estate: Mapping[str, Any], where: tuple[str | int, ...]) -> Any:
    """What stands at a place of the data. Raises Refused where there is nothing."""
    found: Any = estate
    for step in where:
        try:
            found = found[step]
        except (KeyError, IndexError, TypeError) as error:
            raise Refused(f"{path(where)} is not there") from error
    return found


def _copied(value: Any) -> Any:
    """A copy in which mappings and lists are new, and everything else is the same."""
    if isinstance(value, Mapping):
        return {name: _copied(inner) for name, inner in value.items()}
    return [_copied(inner) for inner in value] if isinstance(value, list) else value


def _texts(value: Any) -> bool:
    return isinstance(value, list) and all(isinstance(one, str) for one in value)
