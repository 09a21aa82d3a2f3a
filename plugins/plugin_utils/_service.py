# Copyright (c) 2026, streamops.confluent contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""The control plane as plugins inside Ansible reach it, by their connection options; read only.

Modules have `_engine.run` for this. What fails is told as Ansible's own error, whose words show no credential.
"""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from typing import Any

from ansible.errors import AnsibleError
from ansible.module_utils.basic import missing_required_lib

from ..module_utils._declare.connection import (
    CONNECTION,
    CREDENTIALS,
    check_connection,
    control_plane,
    settled_keys,
    transport_of,
)
from ..module_utils._errors import ConfluentError, Refused
from ..module_utils._paths import collection_around
from ..module_utils._secrets.values import hidden, of_pair, spellings
from ..module_utils._wire import transport as _transport
from ..module_utils._wire.cloud import Cloud
from ._data import plain

Told = Callable[[str], None]


def connection_of(stated: Mapping[str, Any], base: str) -> dict[str, Any]:
    """All connection options of the planes, of which a plugin states those of the control plane.

    `base`: the folder in which relative paths begin. Raises Refused for one that would begin in the installed
    collection.
    """
    options = {f.name: f.default for f in CONNECTION}
    options.update({f.name: plain(stated.get(f.name)) for f in control_plane()})
    options = settled_keys(options, os.environ)  # before a path looks other than in its environment variable
    problems = []
    for name in (f.name for f in control_plane() if f.type == "path" and options[f.name]):
        path = os.path.expanduser(options[name])
        if not os.path.isabs(path) and collection_around(base):
            problems.append(
                f"{name} {path} is a relative path, and would begin in {base}, which belongs to the installed "
                "collection: give an absolute path"
            )
        options[name] = os.path.join(base, path)
    if problems:
        raise Refused(problems)
    return options


def secrets_of(options: Mapping[str, Any]) -> set[str]:
    """What no words may show of the connection options."""
    found = {str(options[name]) for name in (*CREDENTIALS, "proxy") if options.get(name) and not name.endswith("_key")}
    key, secret = options.get("cloud_api_key"), options.get("cloud_api_secret")
    return found | (of_pair(str(key), str(secret)) if key and secret else set())


@contextmanager
def service(stated: Mapping[str, Any], base: str, warn: Told, concurrency: int = 1) -> Iterator[Cloud]:
    """The service by the options of a plugin; every request that is not a read is refused.

    Raises AnsibleError for what our own code raises inside the block, and for options that cannot be used.
    """
    if _transport.REQUESTS_MISSING is not None:
        raise AnsibleError(missing_required_lib("requests"))
    secrets: set[str] = set()
    try:
        options = connection_of(stated, base)
        secrets |= secrets_of(options)
        check_connection(options, warn)
        transport = transport_of({**options, "concurrency": concurrency}, read_only=True)
        transport.stated = frozenset(secrets)
        cloud = Cloud(options, transport, warn=warn)
        try:
            yield cloud
        finally:
            secrets |= transport.secrets
            transport.close()
    except ConfluentError as error:
        words = "; ".join(error.problems) if isinstance(error, Refused) else str(error)
        raise AnsibleError(hidden(words, spellings(secrets))) from None
