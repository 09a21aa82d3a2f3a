# Copyright (c) 2026, streamops.confluent contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

"""Versions of custom Connect plugins, made of a file that is uploaded, of which nothing changes."""

from __future__ import annotations

from ..support.archives import EMPTY
from ..support.rows import Case

PLACE = {"environment": "dev", "plugin": "geo-source"}
CASE = Case(
    name="custom_connector_plugin_version",
    costs_more="made of a file; its key is a version; in a plugin of an environment",
    needs=("environment",),
    files={"build/geo-source.zip": EMPTY},
    prepare=(("confluent_plugin", {"environment": "dev", "name": "geo-source", "cloud": "AWS"}),),
    arguments={
        **PLACE,
        "version": "1.0.0",
        "connector_classes": [{"class_name": "com.example.GeoSource", "type": "SOURCE"}],
        "documentation_link": "https://docs.example.com/geo-source",
        "filename": "{tmp}/build/geo-source.zip",
    },
    removal=PLACE,
    info=PLACE,
    found_by={"version": "1.0.0"},
)
