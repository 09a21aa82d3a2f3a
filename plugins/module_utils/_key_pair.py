# Copyright (c) 2026, streamops.confluent contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""The API key of a plane as the connection options give it: a pair, or a file that holds one."""

from __future__ import annotations

import os
from collections.abc import Callable, Mapping
from typing import Any

from ansible_collections.streamops.confluent.plugins.module_utils._errors import NoCredential, NoKeyFile

Stored = Callable[[str], "dict[str, Any] | None"]


def key_pair(options: Mapping[str, Any], plane: str, kind: str, stored: Stored) -> tuple[str, str] | None:
    """Id and secret of the key for a plane, None when no option gives one. `stored` reads a key file.

    Raises NoCredential for half a pair and NoKeyFile for a file that does not exist.
    """
    key, secret = options.get(f"{plane}_api_key"), options.get(f"{plane}_api_secret")
    if key and secret:
        return key, secret
    if key or secret:
        lacking = "api_secret" if key else "api_key"
        raise NoCredential(
            f"{plane}_{lacking} is missing: a {kind} API key is a pair (environment: CONFLUENT_{plane.upper()}_"
            f"{lacking.upper()})"
        )
    path = options.get(f"{plane}_key_file")
    if not path:
        return None
    found = stored(os.path.expanduser(path))
    if found is None:
        raise NoKeyFile(f"{plane}_key_file {path} does not exist: confluent_api_key writes it (its option secret_file)")
    return found["api_key"], found["api_secret"]
