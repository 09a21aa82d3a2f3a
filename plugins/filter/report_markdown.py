# Copyright (c) 2026, streamops.confluent contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""The filter `report_markdown`: the Markdown of a report on an organization."""

from __future__ import annotations

DOCUMENTATION = r"""
---
name: report_markdown
short_description: A report on an organization as Markdown
version_added: 0.1.0
author:
  - streamops.confluent contributors (@streamops)
description:
  - Takes what M(streamops.confluent.confluent_organization_report_info) returns and makes Markdown of it, for merge
    requests, wikis and chats. Tables end after 200 rows; the result itself has all. At the end are the tasks that
    would remove what was found, up to 200, each as a block to be copied.
  - Names come from the service and may hold anything. None of them becomes markup.
options:
  _input:
    description: The result of the module.
    type: dict
    required: true
seealso:
  - module: streamops.confluent.confluent_organization_report_info
  - plugin: streamops.confluent.report_page
    plugin_type: filter
"""

EXAMPLES = r"""
---
- name: Write the Markdown file
  ansible.builtin.copy:
    content: "{{ organization | streamops.confluent.report_markdown }}"
    dest: report.md
    mode: "0600"
"""

RETURN = r"""
---
_value:
  description: The text.
  type: str
"""

from typing import Any

from ansible.errors import AnsibleFilterError

from ..plugin_utils._report.markdown import markdown
from ..plugin_utils._report.result import parts_of


def report_markdown(result: Any) -> str:
    """The Markdown of a result. Raises AnsibleFilterError for what is none."""
    try:
        return markdown(*parts_of(result))
    except ValueError as error:
        raise AnsibleFilterError(f"report_markdown: {error}") from error


class FilterModule:
    """What Ansible looks for."""

    def filters(self) -> dict[str, Any]:
        return {"report_markdown": report_markdown}
