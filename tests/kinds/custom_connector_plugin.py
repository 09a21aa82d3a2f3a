# Copyright (c) 2026, streamops.confluent contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

"""Custom connector plugins, made of a file that is uploaded."""

from __future__ import annotations

from ..support.archives import EMPTY
from ..support.rows import Case

CASE = Case(
    name="custom_connector_plugin",
    costs_more="made of a file; whether connectors use it is told by their settings",
    files={"build/datagen.zip": EMPTY},
    arguments={
        "name": "datagen",
        "connector_class": "io.example.Datagen",
        "connector_type": "SOURCE",
        "filename": "{tmp}/build/datagen.zip",
    },
    change={"sensitive_config_properties": ["datagen.password"], "description": "Random records"},
    unique=False,
)
