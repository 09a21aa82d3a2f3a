# Copyright (c) 2026, streamops.confluent contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""A plan as it is kept: of the module's result, with what there was against it, in a file of its own. Pure.

docs/estate-plan.md describes it, docs/estate-plan.schema.json is its schema.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from .._errors import Refused
from .terms import ABSENT, CHANGE, CREATE, DELETE, FAILED, NOT_TRIED, ORDER, PLANNED, PRESENT, VERSION, summary

EMPTY, CHANGES, DONE, REFUSED, BROKEN = "empty", "changes", "done", "refused", "failed"
COUNTS = (CREATE, CHANGE, DELETE, "unchanged", FAILED, NOT_TRIED, "not_in_data")
KEPT = ("version", "environment", "counts", "changes", "not_in_data", "summary")


def document_of(result: Mapping[str, Any], environment: str, host: str = "", made_at: str = "") -> dict[str, Any]:
    """The plan in the result of `confluent_estate`, with `status` and `problems`. `made_at`: a moment (RFC 3339).

    status: empty (nothing to do), changes, done (a real run did it), refused (nothing was, or would be, written; the
    changes are those that could be judged), failed (the service failed, or a part of a real run).
    """
    counts = dict.fromkeys(COUNTS, 0)
    blank = {"version": VERSION, "environment": environment, "counts": counts, "changes": [], "not_in_data": []}
    plan = {**blank, "summary": summary(counts), **(result.get("plan") or {})}
    document = {name: plan[name] for name in KEPT}
    document.update({name: plan[name] for name in ("state", "goes_along") if plan.get(name)})
    document["problems"] = [str(problem) for problem in result.get("problems") or []]
    if _failed(result) and not document["problems"]:
        document["problems"] = [str(result.get("msg") or "the task failed")]
    document["status"] = _status(result, document)
    document.update({name: given for name, given in (("host", host), ("made_at", made_at)) if given})
    return document


def _failed(result: Mapping[str, Any]) -> bool:
    """Whether the task failed, also where the play says that this is none (failed_when)."""
    return bool(result.get("failed")) or "msg" in result


def _status(result: Mapping[str, Any], document: Mapping[str, Any]) -> str:
    only_planned = all(change["result"] == PLANNED for change in document["changes"])
    if _failed(result):
        return REFUSED if result.get("problems") and only_planned else BROKEN
    if not document["changes"]:
        return EMPTY
    return CHANGES if only_planned else DONE


def checked(document: Any, what: str = "the plan") -> Mapping[str, Any]:
    """A document that was read from somewhere. Raises Refused where it is no plan of this version."""
    if not isinstance(document, Mapping) or not isinstance(document.get("changes"), list):
        raise Refused(f"{what} is no plan: a plan is what playbooks/plan.yml writes as JSON")
    if document.get("version") != VERSION:
        raise Refused(f"{what} has version {document.get('version')!r}, and this release reads {VERSION}: make it anew")
    wrong = [
        number
        for number, change in enumerate(document["changes"])
        if not isinstance(change, Mapping)
        or not all(isinstance(change.get(name), str) for name in ("part", "label"))
        or change.get("operation") not in ORDER
        or not isinstance(change.get("cluster"), (str, type(None)))
        or not _fields(change.get("fields"))
    ]
    along = document.get("goes_along") or []
    if wrong or not isinstance(document.get("environment"), str) or not _along(along):
        place = f"changes[{wrong[0]}] is" if wrong else "its environment, or what goes along, is"
        raise Refused(f"{what} is no plan: {place} not as docs/estate-plan.md describes it")
    return document


def _along(given: Any) -> bool:
    return isinstance(given, list) and all(
        isinstance(one, Mapping)
        and all(isinstance(one.get(name), str) for name in ("kind", "with"))
        and ("gap" in one or (isinstance(one.get("count"), int) and isinstance(one.get("names"), list)))
        for one in given
    )


def _fields(given: Any) -> bool:
    return isinstance(given, list) and all(isinstance(f, Mapping) and isinstance(f.get("name"), str) for f in given)


def state_of(plan: Mapping[str, Any]) -> str | None:
    """Whether a plan is of a teardown (absent) or not; None where it does not tell: it is older, and nothing is to be
    done by it. Only a teardown deletes an environment, or takes something along, and it only deletes.
    """
    if plan.get("state") in (PRESENT, ABSENT):
        return str(plan["state"])
    deletes = [change["part"] for change in plan["changes"] if change["operation"] == DELETE]
    if plan.get("goes_along") or "environment" in deletes:
        return ABSENT
    return PRESENT if len(deletes) < len(plan["changes"]) else None


def totals(documents: Iterable[Mapping[str, Any]]) -> dict[str, int]:
    """The counts of several plans, added up."""
    found = dict.fromkeys(COUNTS, 0)
    for document in documents:
        for name in COUNTS:
            given = (document.get("counts") or {}).get(name)
            found[name] += given if isinstance(given, int) else 0
    return found
