# Copyright (c) 2026, streamops.confluent contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""The result that a page is made of: that it is one, of a format that is known here. Pure."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

FORMAT = "streamops.confluent/organization-report/1"


def parts_of(result: Any) -> tuple[Mapping[str, Any], Sequence[Mapping[str, Any]]]:
    """The report and its findings. Raises ValueError for what is no result of the module."""
    report, findings = (result.get("report"), result.get("findings")) if isinstance(result, Mapping) else (None, None)
    if not isinstance(report, Mapping) or not isinstance(findings, Sequence) or isinstance(findings, str):
        raise ValueError("takes the result of confluent_organization_report_info, with report and findings")
    if report.get("format") != FORMAT:
        raise ValueError(f"the report is of the format {report.get('format')!r}, and this filter knows {FORMAT!r}")
    return report, findings
