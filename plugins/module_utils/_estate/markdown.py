# Copyright (c) 2026, streamops.confluent contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Plans as Markdown, for whoever has to say yes to them in a pull request. Pure.

What is deleted and what cannot be undone comes first, then what changes by environment, cluster and kind, then what is
not in the data. The last line is the one that Terraform's users look for.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from .document import BROKEN, REFUSED, checked, totals
from .terms import CHANGE, CREATE, DELETE, FAILED, NOT_TRIED, PART_ORDER, PLANNED, several, summary
from .writing import code, difference, entries, folded, html_code, is_long, prose, table, value

LIMIT = 65_000  # characters; a comment on GitHub has at most 65,536
FULL, NAMES, COUNTS = range(3)  # how much is told of what is created and changed
SHORTENED = {
    NAMES: "Shortened: the values of what is created are in the JSON beside this file.",
    COUNTS: "Shortened to numbers, but for deletions: every object is in the JSON beside this file.",
}
MOST_ROWS = 200  # of a table in a plan that is shortened
ACRONYMS = {"acls": "ACLs", "api": "API", "ip": "IP", "byok": "BYOK", "dns": "DNS", "ksql": "ksqlDB", "rtce": "RTCE"}
ACRONYMS.update({"keks": "KEKs", "deks": "DEKs"})

ORDER = {part: place for place, part in enumerate(PART_ORDER)}
SAID = frozenset(
    {"name", "subject", "principal", "owner", "resource", "operation", "resource_type", "resource_name", "role"}
)

Change = Mapping[str, Any]


def as_markdown(documents: Sequence[Any], title: str = "", limit: int = LIMIT) -> str:
    """Plans as one text of at most `limit` characters. Raises Refused for what is no plan."""
    plans = [checked(document) for document in documents]
    text = ""
    for detail in (FULL, NAMES, COUNTS):
        text = "\n\n".join(_text(plans, title, detail)) + "\n"
        if len(text) <= limit:
            return text
    last = f"\n\n{prose('The rest is left out: it is in the JSON beside this file.')}\n\n{_last(plans)}\n"
    kept = text[: max(0, limit - len(last))].rpartition("\n")[0]  # at the end of a row, so that nothing is torn
    return kept + last


def _text(plans: Sequence[Mapping[str, Any]], title: str, detail: int) -> Iterator[str]:
    if title:
        yield f"# {prose(title)}"
    if len(plans) != 1:
        yield _overview(plans)
    if detail != FULL:
        yield f"> [!NOTE]\n> {SHORTENED[detail]}"
    for plan in plans:
        yield from _plan(plan, detail)
    yield _last(plans)


def _last(plans: Sequence[Mapping[str, Any]]) -> str:
    """As Terraform writes it, so that whoever looks for it in a log finds it."""
    return summary(totals(plans))


def _overview(plans: Sequence[Mapping[str, Any]]) -> str:
    names = (CREATE, CHANGE, DELETE, "not_in_data")
    rows = [
        [code(plan["environment"], True), code(str(plan.get("host") or ""), True) if plan.get("host") else ""]
        + [str(totals([plan])[name]) for name in names]
        + ["**refused**" if _against(plan) else ""]
        for plan in plans
    ]
    return table(["Environment", "Host", "To create", "To change", "To delete", "Not in the data", ""], rows)


def _against(plan: Mapping[str, Any]) -> bool:
    return plan.get("status") in (REFUSED, BROKEN) or bool(plan.get("problems"))


def _plan(plan: Mapping[str, Any], detail: int) -> Iterator[str]:
    """One environment."""
    host = f" (host {code(str(plan['host']))})" if plan.get("host") else ""
    yield f"## Environment {code(plan['environment'])}{host}"
    changes: list[Change] = list(plan["changes"])
    if _against(plan):
        yield from _problems(plan)
    yield from _results(changes)
    yield from _lasting(changes, detail)
    yield from _going_along(plan.get("goes_along") or [])
    for heading, group in _groups([change for change in changes if change["operation"] != DELETE]):
        yield f"### {heading}"
        yield from _kinds(group, detail)
    if not changes and not _against(plan):
        yield "Nothing to do: what is there is as the data says."
    yield from _not_in_data(plan.get("not_in_data") or [], detail)


def _problems(plan: Mapping[str, Any]) -> Iterator[str]:
    refused = plan.get("status") == REFUSED
    words = "Refused: nothing is written until this is put right." if refused else "Failed."
    more = " What follows is only what could be judged." if plan["changes"] else ""
    yield f"> [!CAUTION]\n> **{words}**{more}"
    yield "\n".join(f"- {prose(str(problem))}" for problem in plan.get("problems") or ["no reason was given"])


def _results(changes: Sequence[Change]) -> Iterator[str]:
    """What became of a plan that was carried out, where it is not done."""
    undone = [change for change in changes if change.get("result") in (FAILED, NOT_TRIED)]
    if undone:
        yield "### Not done"
        rows = [
            [_words(change["result"]), _object(change), _cluster(change), prose(str(change.get("msg") or ""), True)]
            for change in undone
        ]
        yield table(["", "Object", "Cluster", "Why"], rows)
    elif changes and all(change.get("result", PLANNED) != PLANNED for change in changes):
        yield "All of this was done."


def _lasting(changes: Sequence[Change], detail: int) -> Iterator[str]:
    """What is deleted, and what else cannot be undone: it is read first."""
    listed = [change for change in changes if change["operation"] == DELETE or change.get("cannot_be_undone")]
    if not listed:
        return
    listed.sort(key=lambda change: change["operation"] != DELETE)
    yield "### Deletions, and what cannot be undone"
    rows = []
    for change in listed:
        words = "; ".join(map(str, change.get("cannot_be_undone") or [])) or str(change.get("why") or "")
        rows.append([f"**{change['operation']}**", _whole(change), _cluster(change), prose(words, True)])
    yield table(["", "Object", "Cluster", "What it means"], rows)
    if detail == FULL:
        yield from (block for change in listed if change["operation"] == DELETE for block in _blocks(change))


def _going_along(entries: Sequence[Mapping[str, Any]]) -> Iterator[str]:
    """What goes with what is deleted, without a deletion of its own."""
    if not entries:
        return
    yield "### Goes along"
    rows = []
    for entry in entries:
        holder, kind = code(str(entry["with"]), True), prose(several(str(entry["kind"])), True)
        if "gap" in entry:
            rows.append([holder, kind, "", prose(f"could not be counted: {entry['gap']}", True)])
            continue
        names = [code(str(name), True) for name in entry["names"][:MOST_ROWS]]
        more = [f"and {entry['count'] - len(names)} more"] if entry["count"] > len(names) else []
        rows.append([holder, kind, str(entry["count"]), ", ".join(names + more)])
    yield table(["With", "What", "How many", "Names"], rows)


def _groups(changes: Sequence[Change]) -> Iterator[tuple[str, list[Change]]]:
    """The changes by where they are: in the organization, the environment, each cluster."""
    found: dict[tuple[int, str], list[Change]] = {}
    for change in changes:
        place = (2, str(change["cluster"])) if change.get("cluster") else (0 if change.get("organization") else 1, "")
        found.setdefault(place, []).append(change)
    for (rank, name), group in sorted(found.items(), key=lambda one: one[0]):
        yield ("In the organization", "In the environment", f"Cluster {code(name or '-')}")[rank], group


def _kinds(changes: Sequence[Change], detail: int) -> Iterator[str]:
    by_part: dict[str, list[Change]] = {}
    for change in changes:
        by_part.setdefault(change["part"], []).append(change)
    in_order = sorted(by_part.items(), key=lambda one: ORDER.get(one[0], len(ORDER)))
    if detail == COUNTS:
        rows = []
        for part, group in in_order:
            numbers = [str(sum(one["operation"] == operation for one in group)) for operation in (CREATE, CHANGE)]
            rows.append([prose(kind_words(part), True), *numbers])
        yield table(["", "To create", "To change"], rows)
        return
    for part, group in in_order:
        yield f"#### {prose(kind_words(part))}"
        changed = [change for change in group if change["operation"] != CREATE]
        created = [change for change in group if change["operation"] == CREATE]
        if changed:
            yield table(["Change", "Field", "Before", "After"], [row for change in changed for row in _rows(change)])
        told = [_with(change) for change in created] if detail == FULL else []
        if any(told):
            yield table(["Create", "With"], [[_object(one), words] for one, words in zip(created, told, strict=True)])
        elif created:
            yield table(["Create"], [[_object(change)] for change in created])
        if detail == FULL:
            yield from (block for change in group for block in _blocks(change))


def _rows(change: Change) -> list[list[str]]:
    """A row for each field that changes; the object stands in the first."""
    found = [
        [code(name, True), value(before), value(after)]
        for field in change["fields"]
        for name, before, after in entries(field.get("before"), field.get("after"), field["name"])
    ]
    found = found or [["(no field is shown)", "", ""]]
    return [[_object(change) if number == 0 else "", *row] for number, row in enumerate(found)]


def _with(change: Change) -> str:
    """The fields of what is created, in one cell, without those by which it is named, and which its label says."""
    return ", ".join(
        f"{code(name, True)} {value(after)}"
        for field in change["fields"]
        for name, _before, after in entries(None, field.get("after"), field["name"])
        if after is not None and not (name in SAID and isinstance(after, str) and after in change["label"])
    )


def _blocks(change: Change) -> Iterator[str]:
    """Long values, each as a difference that can be opened."""
    for field in change["fields"]:
        for name, before, after in entries(field.get("before"), field.get("after"), field["name"]):
            if any(one is not None and is_long(one) for one in (before, after)):
                title = f"{html_code(_plain_object(change))}: {html_code(name)}"
                yield folded(title, difference(before, after))


def _plain_object(change: Change) -> str:
    """The object without its kind and its cluster, which stand above it."""
    label = str(change["label"])
    cluster, kind = f" of cluster {change.get('cluster')}", f"{change.get('kind')} "
    label = label.removesuffix(cluster) if change.get("cluster") else label
    return label[len(kind) :] if label.lower().startswith(kind.lower()) and len(label) > len(kind) else label


def _object(change: Change) -> str:
    return code(_plain_object(change), True)


def _whole(change: Change) -> str:
    """The object with its kind."""
    kind = str(change.get("kind") or "")
    plain = _plain_object(change)
    return f"{prose(kind, True)} {code(plain, True)}" if plain != change["label"] else code(plain, True)


def _cluster(change: Change) -> str:
    return code(str(change["cluster"]), True) if change.get("cluster") else ""


def _not_in_data(told: Sequence[Mapping[str, Any]], detail: int) -> Iterator[str]:
    """What is there and not stated: information, and nothing is done about it."""
    if not told:
        return
    yield "### Not in the data"
    yield "This is there, is not stated, and is left alone."
    most = len(told) if detail == FULL else MOST_ROWS
    rows = [[prose(kind_words(str(one.get("part") or "")), True), _cluster(one), _told(one)] for one in told[:most]]
    yield table(["Kind", "Cluster", "Object"], rows)
    if len(told) > most:
        yield f"and {len(told) - most} more."


def _told(one: Mapping[str, Any]) -> str:
    return prose(f"could not be looked through: {one['gap']}", True) if one.get("gap") else _object(one)


def _words(key: Any) -> str:
    """A key of the plan as words."""
    return prose(str(key).replace("_", " "), True)


def kind_words(part: str) -> str:
    """The key of a part as words that begin a line: "API keys"."""
    words = [ACRONYMS.get(word, word) for word in re.split("[_ ]", part)]
    text = " ".join(words)
    return text if words[0] in ACRONYMS.values() else text[:1].upper() + text[1:]
