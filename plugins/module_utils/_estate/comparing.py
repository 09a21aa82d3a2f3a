# Copyright (c) 2026, streamops.confluent contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Two estates side by side: what is in one of them only, and what differs. Both are data, stated or exported. Pure, but
that it reads the files of schemas.

An object of the left and one of the right are the same when their keys are, or are once the words of the stage are
translated. Values count as the same then, too.

    {"version": 1, "left": "dev", "right": "prod", "stages": {...}, "counts": {...}, "objects": [...], "renamed": [...],
    "summary": "..."}

An object: {"kind", "part", "left", "right", "fields": [{"name", "left", "right"}]}; `left` and `right` are its words
there, null where it is not.
"""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any, cast

from .._errors import Refused
from .._wire.cloud import Cloud
from ..kinds.schemas.kind import Schema
from .parts import BY_KEY, ENVIRONMENT
from .shown import MODIFIERS
from .stages import Stages, derived
from .structure import ORGANIZATION, Data, Intake, Stated, environment_of
from .terms import COMPARISON_VERSION
from .variables import OWN
from .writing import entries

NO_CLOUD = cast(Cloud, None)  # nothing is asked of the service
SAME, DIFFER, ONLY_LEFT, ONLY_RIGHT = "same", "differ", "only_left", "only_right"


@dataclass(frozen=True)
class Item:
    """An object of an estate. `key`: what it is known by, in names. `fields`: what is stated of it."""

    stated: Stated
    key: str
    fields: dict[str, Any]


def items_of(estate: Mapping[str, Any], what: str) -> tuple[str, list[Item]]:
    """The environment's name and the objects of an estate (options of confluent_estate). Raises Refused."""
    try:
        environment = environment_of(estate.get(ENVIRONMENT))
        data = Data(
            environment=environment,
            parts={part.key: estate.get(part.key) for part in OWN},
            organization=estate.get(ORGANIZATION) or {},
            secrets_dir=str(estate.get("secrets_dir") or ""),
            folder=str(estate.get("folder") or ""),
        )
        intake = Intake(data, NO_CLOUD, lambda where: "")
        stated = intake.all()
        if intake.problems:
            raise Refused(list(dict.fromkeys(intake.problems)))
        found = [item_of(one) for one in stated]
        twice = [
            words for words, number in Counter((item.key, item.stated.words) for item in found).items() if number > 1
        ]
        if twice:
            raise Refused([f"{words} is stated twice" for _key, words in twice])
        return environment, found
    except Refused as error:
        raise Refused([f"{what}: {problem}" for problem in error.problems]) from error


def item_of(stated: Stated) -> Item:
    """An object with its key and its fields. Raises Refused where a file cannot be read."""
    options = stated.options
    kind = stated.part.kind(NO_CLOUD, options)
    problems = list(kind.invalid(options))
    if problems:
        raise Refused([f"{stated.words}: {problem}" for problem in problems])
    place = stated.cluster if stated.part.within else None
    key = [stated.part.key, place, *kind.stated_key(options)]
    return Item(stated, json.dumps(key, default=str, sort_keys=True), dict(_fields(stated)))


def _fields(stated: Stated) -> Iterator[tuple[str, Any]]:
    """What is stated of an object, without its key, without secrets, and without paths on this machine."""
    kind, options, part = stated.part.kind(NO_CLOUD, stated.options), stated.options, stated.part
    shown = kind.shown(kind.stated(options))
    if isinstance(kind, Schema):
        shown["schema"] = _laid_out(kind.text(options))
    for option in kind.argument_fields():
        name = option.name
        if name == "secret_store" or name in part.takes or name in MODIFIERS or option.type == "path" or option.no_log:
            continue
        value = shown.get(name, options.get(name))
        if value is not None and value != option.default and not (option.key and not isinstance(value, Mapping)):
            yield name, value


def _laid_out(text: str) -> str:
    """A schema's text, so that only its meaning differs where it is JSON."""
    try:
        return json.dumps(json.loads(text), ensure_ascii=False)
    except ValueError:
        return "\n".join(line.rstrip() for line in text.strip().splitlines())


def compared(
    left: Mapping[str, Any],
    right: Mapping[str, Any],
    stages: Mapping[str, str] | None = None,
    names: tuple[str, str] = ("", ""),
) -> dict[str, Any]:
    """How two estates differ. `stages`: words of the left with those of the right, in place of what is derived from the
    names of the environments. `names`: what the two are called, other than by their environments. Raises Refused with
    all that is wrong with either.
    """
    ours, theirs = items_of(left, "left"), items_of(right, "right")
    chosen = Stages(derived(ours[0], theirs[0]) if stages is None else stages)
    pairs = paired(ours[1], theirs[1], chosen)
    objects, renamed, counts = [], [], dict.fromkeys((SAME, DIFFER, ONLY_LEFT, ONLY_RIGHT), 0)
    for mine, its in sorted(pairs, key=_order):
        fields = list(_differences(mine, its, chosen))
        if mine and its and mine.stated.words != its.stated.words:
            renamed.append({"part": mine.stated.part.key, "left": mine.stated.words, "right": its.stated.words})
        verdict = ONLY_RIGHT if mine is None else ONLY_LEFT if its is None else DIFFER if fields else SAME
        counts[verdict] += 1
        if verdict != SAME:
            objects.append(_object(mine, its, fields))
    mine_called, its_called = names[0] or ours[0], names[1] or theirs[0]
    return {
        "version": COMPARISON_VERSION, "left": mine_called, "right": its_called, "stages": chosen.pairs,
        "counts": counts, "objects": objects, "renamed": renamed, "summary": summary(counts, mine_called, its_called),
    }  # fmt: skip


Pair = tuple["Item | None", "Item | None"]


def paired(left: Iterable[Item], right: Iterable[Item], stages: Stages) -> list[Pair]:
    """Each object of one side with that of the other: by the same key, then by the key of the other stage. What could
    be either of several stays alone.
    """
    rest = {item.key: item for item in right}
    found: list[Pair] = []
    open_ones: list[Item] = []
    for item in left:
        same = rest.pop(item.key, None)
        if same is not None:
            found.append((item, same))
        else:
            open_ones.append(item)
    translated: dict[str, list[Item]] = {}
    for item in open_ones:
        translated.setdefault(json.dumps(stages.translated(json.loads(item.key)), sort_keys=True), []).append(item)
    for key, several in translated.items():
        its = rest.pop(key, None) if len(several) == 1 else None
        found += [(item, its) for item in several]
    return [*found, *((None, item) for item in rest.values())]


def _order(pair: Pair) -> tuple[int, str]:
    item = pair[0] or pair[1]
    if item is None:
        raise TypeError("an object that is on neither side")
    return list(BY_KEY).index(item.stated.part.key), item.stated.words


def _differences(left: Item | None, right: Item | None, stages: Stages) -> Iterator[dict[str, Any]]:
    """The fields that differ; of an object that is in one only, all that is stated of it."""
    mine, its = (left.fields if left else {}), (right.fields if right else {})
    part = (left or right).stated.part  # type: ignore[union-attr]
    for name in dict.fromkeys([*mine, *its]):
        option = part.option(name)
        for entry, before, after in entries(mine.get(name), its.get(name), name):
            given = stages.translated(before)
            alike = option.same(given, after) if option is not None and entry == name else given == after
            if not alike and before != after:
                yield {"name": entry, "left": before, "right": after}


def _object(left: Item | None, right: Item | None, fields: list[dict[str, Any]]) -> dict[str, Any]:
    stated = (left or right).stated  # type: ignore[union-attr]
    return {
        "kind": stated.part.kind.words_of_one(),
        "part": stated.part.key,
        "left": left.stated.words if left else None,
        "right": right.stated.words if right else None,
        "fields": fields,
    }


def summary(counts: Mapping[str, int], left: str, right: str) -> str:
    """All in one line."""
    return (
        f"Compared: {counts[SAME]} the same, {counts[DIFFER]} differ, {counts[ONLY_LEFT]} only in {left}, "
        f"{counts[ONLY_RIGHT]} only in {right}"
    )
