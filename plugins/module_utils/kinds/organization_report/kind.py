# Copyright (c) 2026, streamops.confluent contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""A report on a whole organization: what there is, what it costs, what is not used, what does not run, what is risky.

Read only. What the credential may not read is a gap that the report names, and no failure.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import datetime, timezone
from typing import Any

from ..._declare.field import Field, Object
from ..._declare.kind import Kind
from ..._declare.override import override
from ..._errors import Refused
from ..billing import MOST_MONTHS
from . import overview, risks, rules, unused
from .credentials import KEY_FILES, KEYS, Keys
from .facts import Facts
from .findings import CODES, EXCEPTION_PATTERNS, Findings, sorted_out
from .gather import Gatherer

FORMAT = "streamops.confluent/organization-report/1"  # changes with what programs have to know
PARTS = (
    "costs",
    "metrics",
    "topics",
    "acls",
    "links",
    "connectors",
    "schemas",
    "compatibility",
    "statements",
    "quotas",
)
MOST_CONCURRENT = 64
LEAST = {
    "concurrency": 1,
    "months": 1,
    "unused_days": 1,
    "key_age_days": 1,
    "certificate_days": 1,
    "lag_records": 0,
    "quota_percent": 1,
}


class OrganizationReport(Kind):
    """The report; its objects are the findings."""

    name = "organization_report"
    plural = "findings"
    info_scope = ()
    info_fields = (
        KEYS,
        KEY_FILES,
        Field("parts", type="list", elements="str", choices=PARTS, default=list(PARTS)),
        Field("concurrency", wire=None, type="int", default=16, minimum=1),
        Field("months", type="int", default=3),
        Field("unused_days", type="int", default=30),
        Field("key_age_days", type="int", default=90, no_log=False),
        Field("certificate_days", type="int", default=30),
        Field("lag_records", type="int", default=1000),
        Field("quota_percent", type="int", default=80),
        Field("production", type="list", elements="str", default=["prod*", "*-prod"]),
        Field("powerful_roles", type="list", elements="str", default=["EnvironmentAdmin", "CloudClusterAdmin"]),
        Field(
            "exceptions",
            type="list",
            elements="dict",
            options=(*(Field(name) for name in EXCEPTION_PATTERNS), Field("reason", required=True)),
        ),
    )

    keys: Keys
    report: Object = {}

    @override
    def open(self) -> None:
        problems = list(self._problems())
        if problems:
            raise Refused(problems)
        self.keys = Keys(self.cloud, self.options)

    def _problems(self) -> Iterator[str]:
        """What is wrong with the options, told before any request."""
        for name, least in LEAST.items():
            if self.options[name] < least:
                yield f"{name} must be at least {least}, not {self.options[name]}"
        if self.options["months"] >= MOST_MONTHS:
            yield f"months must be at most {MOST_MONTHS - 1}, for the service tells costs of the last year only"
        if self.options["concurrency"] > MOST_CONCURRENT:
            yield f"concurrency must be at most {MOST_CONCURRENT}, not {self.options['concurrency']}"
        if self.options["quota_percent"] > 100:
            yield f"quota_percent must be at most 100, not {self.options['quota_percent']}"
        for place, exception in enumerate(self.options.get("exceptions") or ()):
            code = exception.get("code")
            if not any(exception.get(name) for name in EXCEPTION_PATTERNS):
                yield f"exceptions[{place}] would except everything: give {' or '.join(EXCEPTION_PATTERNS)}"
            if code and code not in CODES and not any(sign in code for sign in "*?["):
                yield f"exceptions[{place}].code {code!r} is none of {', '.join(CODES)}"

    @override
    def select(self) -> list[Object]:
        control = self.cloud.control
        organizations = control.listed("/org/v2/organizations")
        if len(organizations) != 1:
            raise Refused(f"expected one organization for this credential, the service shows {len(organizations)}")
        environments = {str(raw["id"]): raw for raw in control.listed("/org/v2/environments")}
        facts = Facts(datetime.now(timezone.utc), organizations[0], environments)
        gatherer = Gatherer(self.cloud, self.keys, facts, self.options)
        gatherer.gather(lambda: rules.judge_roles(facts, self.options["powerful_roles"], self.cloud.warn))
        found = Findings(facts, overview.monthly(facts))
        unused.find(facts, found, self.options)
        risks.find(facts, found, self.options)
        kept, left_out, idle = sorted_out(found.ordered(), self.options.get("exceptions") or ())
        self.report = {**self._told(facts, gatherer, kept, left_out), "exceptions_without_findings": idle}
        missed = [part for part in PARTS if part not in self.options["parts"]]
        rules.tell_idle(idle, missed, len(gatherer.reads.gaps), self.cloud.warn)
        return kept

    def _told(self, facts: Facts, gatherer: Gatherer, kept: list[Object], left_out: list[Object]) -> Object:
        counts = {code: sum(one["code"] == code for one in kept) for code in CODES}
        gaps = [
            {
                **gap,
                "environment_name": facts.environment_name(gap["environment"]),
                "cluster_name": facts.cluster_name(gap["cluster"]),
            }
            for gap in gatherer.reads.gaps
        ]
        names = (
            "unused_days",
            "key_age_days",
            "certificate_days",
            "lag_records",
            "quota_percent",
            "production",
            "powerful_roles",
        )
        return {
            "format": FORMAT,
            "generated_at": facts.now.strftime("%Y-%m-%dT%H:%M:%SZ"),
            "organization": {"id": facts.organization["id"], "name": facts.organization.get("display_name")},
            "parts": list(self.options["parts"]),
            "thresholds": {name: self.options[name] for name in names},
            "environments": overview.environments(facts),
            "access": overview.access(facts),
            "costs": overview.costs(facts),
            "lag": overview.lag(facts),
            "counts": {code: count for code, count in counts.items() if count},
            "excepted": left_out,
            "gaps": sorted(gaps, key=lambda gap: (gap["part"], str(gap["environment_name"]), str(gap["cluster_name"]))),
        }

    @override
    def secrets(self) -> Iterable[str]:
        return self.keys.secrets() if hasattr(self, "keys") else ()

    @override
    def besides(self) -> dict[str, Any]:
        return {"report": self.report}
