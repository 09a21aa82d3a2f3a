# Copyright (c) 2026, streamops.confluent contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

"""What running exporters copy into another registry of the sandbox: versions with their numbers and ids, deletions.

By Confluent's documentation of Schema Linking, for the document of the API says nothing of it: the context of the
destination that CUSTOM or AUTO (named for the source) means is in mode IMPORT; with NONE subjects keep their context,
which has to be in that mode already; ``*`` at the end of a subject is a prefix, ``:*:`` means all contexts, and without
subjects those of the default context are meant.

They catch up whenever a registry is asked for something. What the destination's ``schema.registry.url`` leads to is
nothing unless it is a registry of the sandbox. Keys (KEKs) and settings are not copied.
"""

from __future__ import annotations

from ..errors import ApiError
from ..state import JsonObject, State
from ._registry import Registry
from ._registry_model import Candidate, Version, context_of, normalize_subject

ALL = ":*:"
DEFAULT = "."


def registry_of(state: State, lsrc: str) -> Registry:
    """The registry's tables, made at first use."""
    found: Registry = state.registries.setdefault(lsrc, Registry())
    return found


def state_of(state: State, item: JsonObject) -> str:
    """What an exporter is wished to be, once that has come about."""
    if state.now() >= item["reached_at"]:
        return str(item["state"])
    return "STARTING" if item["state"] == "RUNNING" else "RUNNING"


def catch_up(state: State) -> None:
    """Copy what running exporters have not copied yet."""
    for lsrc, exporters in state.exporters.items():
        for item in exporters.values():
            if state_of(state, item) == "RUNNING":
                copy(state, lsrc, item)


def copy(state: State, lsrc: str, item: JsonObject) -> str:
    """Copy what is to be copied; what is in the way of it, or nothing."""
    url, destination = str(item["config"].get("schema.registry.url", "")).rpartition("/_sr/")[::2]
    if not url or destination not in state.schema_registries:
        return ""
    key, _colon, secret = str(item["config"].get("basic.auth.user.info", "")).partition(":")
    known = state.api_keys.get(key)
    if known is None or known["secret"] != secret:
        return "Unauthorized; error code: 401"
    source, target = registry_of(state, lsrc), registry_of(state, destination)
    trouble = ""
    for name in sorted(source.subjects):
        if not _chosen(item, name):
            continue
        copied = _renamed(item, lsrc, name)
        if item["contextType"] != "NONE":
            target.settings.modes.setdefault(f":{context_of(copied)}:", "IMPORT")
        for number, version in sorted(source.subjects[name].items()):
            there = target.subjects.get(copied, {}).get(number)
            if there is None:
                trouble = _copied(target, copied, version) or trouble
            else:
                there.deleted = version.deleted
    return trouble


def _copied(target: Registry, subject: str, version: Version) -> str:
    """Copy one version; what is in the way of it, or nothing."""
    schema = version.schema
    content = Candidate(schema.parsed, schema.text, schema.references, schema.metadata, schema.rule_set)
    try:
        target.settings.check_registration(subject, with_id=True)
        target.add(subject, content, schema.id, version.number).deleted = version.deleted
    except ApiError as refused:
        return f"{refused.message}; error code: {refused.code}"
    return ""


def _chosen(item: JsonObject, name: str) -> bool:
    for wanted in item["subjects"] or ["*"]:
        if wanted == ALL or normalize_subject(wanted) == name:
            return True
        if wanted.endswith("*") and context_of(wanted) == context_of(name) and name.startswith(wanted[:-1]):
            return True
    return False


def _renamed(item: JsonObject, lsrc: str, name: str) -> str:
    """The subject in the destination."""
    plain = name.rpartition(":")[2] if name.startswith(":.") else name
    renamed = str(item.get("subjectRenameFormat") or "${subject}").replace("${subject}", plain)
    context = {"NONE": context_of(name), "AUTO": f".{lsrc}"}.get(item["contextType"]) or str(item["context"])
    context = context if context.startswith(".") else f".{context}"
    return renamed if context == DEFAULT else f":{context}:{renamed}"
