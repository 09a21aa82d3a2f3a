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
html_static_path = ["static"]
html_css_files = ["site.css"]
html_show_sphinx = False
html_show_sourcelink = False
html_copy_source = False
html_use_index = False
html_domain_indices = False
highlight_language = "text"

ELSEWHERE = "https://docs.ansible.com/projects/ansible/latest/"
# Pages of Ansible's own documentation, for the labels that antsibull-docs refers to. Each plugin there has a page.
PAGES = {
    "action_plugins": "plugins/action.html",
    "ansible_configuration_settings": "reference_appendices/config.html",
    "common_return_values": "reference_appendices/common_return_values.html",
}
BUILTIN = "ansible_collections.ansible.builtin."


def elsewhere(_app: Any, _env: Any, node: Any, content: Any) -> nodes.reference | None:
    """A link into Ansible's own documentation. Its pages are known by their labels, so that nothing is fetched."""
    target = str(node.get("reftarget", ""))
    if node.get("reftype") == "envvar" and target.startswith("ANSIBLE_"):
        page = f"{PAGES['ansible_configuration_settings']}#envvar-{target}"
    elif target.startswith(BUILTIN):
        page = f"collections/ansible/builtin/{target.removeprefix(BUILTIN)}.html"
    elif target in PAGES:
        page = PAGES[target]
    else:
        return None
    return nodes.reference("", "", content, refuri=ELSEWHERE + page, internal=False)


def setup(app: Any) -> None:
    app.connect("missing-reference", elsewhere)
