# Copyright (c) 2026, streamops.confluent contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""The filter `report_page`: the page of a report on an organization."""

from __future__ import annotations

DOCUMENTATION = r"""
---
name: report_page
short_description: The page of a report on an organization, as HTML
version_added: 0.1.0
author:
  - streamops.confluent contributors (@streamops)
description:
  - Takes what M(streamops.confluent.confluent_organization_report_info) returns and makes one HTML page of it, which
    loads nothing from elsewhere. Its tables can be searched, sorted and paged, its plots are part of it.
  - Names come from the service and may hold anything. All of them are text in the page, never markup, and a content
    security policy lets no script run but the page's own.
options:
  _input:
    description: The result of the module.
    type: dict
    required: true
seealso:
  - module: streamops.confluent.confluent_organization_report_info
  - plugin: streamops.confluent.report_markdown
    plugin_type: filter
"""

EXAMPLES = r"""
---
- name: Write the page
  ansible.builtin.copy:
    content: "{{ organization | streamops.confluent.report_page }}"
    dest: report.html
    mode: "0600"
"""

RETURN = r"""
---
_value:
  description: The page.
  type: str
"""

from typing import Any

from ansible.errors import AnsibleFilterError

from ..plugin_utils._report.page import page
from ..plugin_utils._report.result import parts_of


def report_page(result: Any) -> str:
    """The page of a result. Raises AnsibleFilterError for what is none."""
    try:
        return page(*parts_of(result))
    except ValueError as error:
        raise AnsibleFilterError(f"report_page: {error}") from error


class FilterModule:
    """What Ansible looks for."""

    def filters(self) -> dict[str, Any]:
        return {"report_page": report_page}
