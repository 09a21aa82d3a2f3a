# Copyright (c) 2026, streamops.confluent contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""A denial of Connect in words: which account needs which role."""

from __future__ import annotations

from ..._errors import ApiError, ConfluentError
from ..._wire.cloud import Cloud

# By Confluent's table of roles and operations (docs.confluent.io).
RIGHTS = (
    "needs EnvironmentAdmin or CloudClusterAdmin, or on the connector ResourceOwner, DeveloperManage or ConnectManager "
    "(to look at it DeveloperRead)"
)


def name_the_right(error: ApiError, cloud: Cloud, cluster: str) -> None:
    """Add to a 403 of Connect which account needs what. The account is looked up, which may be denied as well."""
    if error.status != 403 or error.plane != "connect" or RIGHTS in error.message:
        return
    try:
        account = " and ".join(sorted(cloud.own_principals(("cloud",)))) or "The account of this credential"
    except ConfluentError:
        account = f"The account that owns the {error.credential}"
    error.message += f" {account} {RIGHTS}, in the cluster {cluster}."
