# Copyright (c) 2026, streamops.confluent contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

"""The HTML pages of modules: what `make site` does to them."""

from __future__ import annotations

import re

from docs import connection_last, connection_options

ROW = '<tr class="row-{}"><td><div class="ansibleOptionAnchor" id="parameter-{}"></div></td>\n</tr>\n'
OPTIONS = ("ca_path", "name", "proxy", "purge", "purge/name_prefix")


def page(options: tuple[str, ...]) -> str:
    rows = "".join(ROW.format("odd" if place % 2 else "even", name) for place, name in enumerate(options))
    head = '<thead><tr class="row-odd"><th></th></tr></thead>\n'
    return (
        f'<section id="parameters">\n{head}<tbody>\n{rows}</tbody></section>'
        '<section id="return"><tbody>\n<tr class="row-even"><td id="parameter-proxy"></td></tr>\n</tbody></section>'
    )


def test_connection_options_come_last_with_a_divider() -> None:
    sorted_page = connection_last(page(OPTIONS), {"ca_path", "proxy"})
    parameters, rest = sorted_page.split("</section>", 1)
    assert re.findall(r'id="parameter-([\w/]+)"', parameters) == [
        "name",
        "purge",
        "purge/name_prefix",
        "ca_path",
        "proxy",
    ]
    assert parameters.index("name_prefix") < parameters.index("Connection options") < parameters.index("ca_path")
    body = parameters[parameters.index("<tbody>") :]
    assert re.findall(r"row-(odd|even)", body) == ["even", "odd", "even", "odd", "even", "odd"]
    assert rest == page(OPTIONS).split("</section>", 1)[1]


def test_a_page_without_connection_options_stays_as_it_is() -> None:
    assert connection_last(page(("name", "purge")), {"proxy"}) == page(("name", "purge"))


def test_the_connection_options_are_those_of_the_fragment() -> None:
    assert {"cloud_api_key", "proxy", "retry_timeout"} <= connection_options()
