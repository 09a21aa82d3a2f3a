# Copyright (c) 2026, streamops.confluent contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

"""Sphinx's settings for the site (tools/docs.py). Nothing is fetched while it is built."""

from __future__ import annotations

from typing import Any

from docutils import nodes

project = "streamops.confluent"
copyright = "2026, streamops.confluent contributors"
title = "streamops.confluent"
html_title = "streamops.confluent: Confluent Cloud with Ansible"
html_short_title = "streamops.confluent"

extensions = ["myst_parser", "sphinx_antsibull_ext"]
source_suffix = {".rst": "restructuredtext", ".md": "markdown"}
default_role = "any"
myst_heading_anchors = 4  # as GitHub makes them, so that one link serves both
myst_enable_extensions = ["colon_fence"]

html_theme = "sphinx_rtd_theme"
html_theme_options = {"navigation_depth": 3, "prev_next_buttons_location": "bottom"}
html_show_sphinx = False
html_show_sourcelink = False
html_copy_source = False
html_use_index = False
html_domain_indices = False
highlight_language = "YAML+Jinja"

ELSEWHERE = "https://docs.ansible.com/projects/ansible/latest/"
# Labels of Ansible's own documentation that antsibull-docs refers to, and the pages that have them.
PAGES = {
    "ansible_collections.ansible.builtin.": "collections/ansible/builtin/{}.html",
    "ansible_collections.ansible.posix.": "collections/ansible/posix/{}.html",
}


def elsewhere(_app: Any, _env: Any, node: Any, content: Any) -> nodes.reference | None:
    """A link into Ansible's own documentation. It has a page for each plugin, so no list has to be fetched for it."""
    target = node.get("reftarget", "")
    for start, page in PAGES.items():
        if target.startswith(start):
            url = ELSEWHERE + page.format(target.removeprefix(start))
            return nodes.reference("", "", content, refuri=url, internal=False)
    return None


def setup(app: Any) -> None:
    app.connect("missing-reference", elsewhere)
