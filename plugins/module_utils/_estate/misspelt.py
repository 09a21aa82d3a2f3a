# Copyright (c) 2026, streamops.confluent contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Variables that are called almost like one of this collection: a slip that nobody would notice. Pure.

A name of somebody's own is left alone: it has other words, or more of them. One that is only the plural or the singular
of a variable is taken for somebody's own where that variable is stated, too.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from difflib import SequenceMatcher

from .variables import NAMES, PREFIX

# What playbooks and roles take besides the estate (a test compares).
OTHERS = tuple(PREFIX + name for name in (
    "all_environments", "fail_on_drift", "hosts", "kafka_key_files", "metrics_endpoint", "status_file",
    "cloud_api_key", "cloud_api_secret", "cloud_endpoint", "compare_dir", "compare_fail", "compare_left",
    "compare_right", "compare_stages", "export_directory", "export_each_entity", "export_environment",
    "export_force", "export_organization", "export_parts", "plan_detailed", "plan_dir", "plan_limit", "plan_title",
    "promote", "promote_file", "promote_from", "promote_stages", "promote_to", "report_certificate_days",
    "report_concurrency", "report_exceptions", "report_folder", "report_hosts", "report_key_age_days",
    "report_key_files", "report_lag_records", "report_months", "report_parts", "report_powerful_roles",
    "report_production", "report_quota_percent", "report_unused_days", "teardown", "teardown_accounts_in_use",
    "teardown_force", "smoke_test",
))  # fmt: skip
KNOWN = frozenset((*NAMES, *OTHERS))
NEAR, NEAR_WORD = 0.85, 0.75  # how much of two names, and of each of their words, is the same


def misspelt(names: Iterable[str]) -> list[str]:
    """A sentence for each of these names of variables that is none of ours, and was most likely meant to be one."""
    stated = {name for name in names if name.startswith(PREFIX)}
    found = ((name, _meant(name, stated)) for name in sorted(stated - KNOWN))
    return [f"there is no variable {name}; {meant} is probably meant" for name, meant in found if meant]


def _meant(name: str, stated: set[str]) -> str | None:
    """The variable that a name is probably meant to be."""
    near = [(likeness, known) for known in KNOWN for likeness in _likeness(name, known) if likeness >= NEAR]
    if not near:
        return None
    known = max(near)[1]
    return None if known in stated and _singular(known) == _singular(name) else known


def _likeness(name: str, known: str) -> Iterator[float]:
    """How alike the names are, from 0 to 1; nothing where their words are others."""
    one, other = (text.removeprefix(PREFIX).lower() for text in (name, known))
    if one.replace("_", "") == other.replace("_", ""):
        yield 1.0
    elif one.count("_") == other.count("_"):
        pairs = zip(one.split("_"), other.split("_"), strict=True)
        if all(word == meant or SequenceMatcher(None, word, meant).ratio() >= NEAR_WORD for word, meant in pairs):
            yield SequenceMatcher(None, one, other).ratio()


def _singular(name: str) -> str:
    return name.removesuffix("es").removesuffix("s")
