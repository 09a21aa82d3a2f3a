# Copyright (c) 2026, streamops.confluent contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""The connection options that every module takes, and the transport that they describe."""

from __future__ import annotations

import ipaddress
import os
import re
import ssl
from collections.abc import Callable, Mapping
from typing import Any
from urllib.parse import urlsplit

from .._errors import Refused
from .._planes import endpoints, keyed
from .._secrets import store as secret_store
from .._wire.transport import Transport
from .._wire.variables import variables
from .field import Field


def _option(name: str, **attributes: Any) -> Field:
    return Field(name, wire=None, env=variables(name), **attributes)


def _of_key(key: str) -> list[Field]:
    """The options of a key, and of the planes that it opens."""
    return [
        _option(f"{key}_api_key", no_log=False),
        _option(f"{key}_api_secret", no_log=True),
        _option(f"{key}_key_file", type="path", no_log=False),
        *(_option(name, default=plane.default) for name, plane in endpoints(key).items()),
    ]


_TOKENS = (_option("oauth_token", no_log=True), _option("oauth_identity_pool"), _option("sts_token", no_log=True))
_COMMON = (
    _option("vault_password_file", type="path", no_log=False),
    _option("validate_certs", type="bool", default=True),
    _option("ca_path", type="path"),
    _option("proxy", no_log=True),
    _option("request_timeout", type="int", default=60, minimum=1),
    _option("retry_timeout", type="int", default=300, minimum=0),
    _option("propagation_timeout", type="int", default=0, minimum=0),
)


def connection() -> tuple[Field, ...]:
    """The options, in the order in which they are described: those of the control plane, tokens, the other planes."""
    cloud, *others = (_of_key(key) for key in keyed())
    return (*cloud, *_TOKENS, *(option for options in others for option in options), *_COMMON)


CONNECTION = connection()


def control_plane() -> tuple[Field, ...]:
    """Those that the control plane needs: of plugins that run inside Ansible and ask nothing else."""
    own = {f"cloud_{part}" for part in ("api_key", "api_secret", "key_file", "endpoint")}
    others = {f.name for f in (*_TOKENS, *_COMMON)} - {"propagation_timeout"}  # grace is for the data planes
    return tuple(f for f in CONNECTION if f.name in own | others)


CREDENTIALS = tuple(f.name for f in CONNECTION if f.name.endswith(("_api_key", "_api_secret", "_token")))
KEY_FILES = tuple(f.name for f in CONNECTION if f.name.endswith("_key_file"))
ENDPOINTS = tuple(f.name for f in CONNECTION if f.name.endswith("_endpoint"))
URL = r"https?://(\[[0-9a-fA-F:.]+\]|[A-Za-z0-9_-]+(\.[A-Za-z0-9_-]+)*)(:[0-9]+)?(/\S*)?"


def readable_on_the_way(endpoint: str) -> bool:
    """Whether what is sent to an endpoint leaves this machine in plain text."""
    if not endpoint.lower().startswith("http://"):
        return False
    host = urlsplit(endpoint).hostname or ""
    try:
        return not ipaddress.ip_address(host).is_loopback
    except ValueError:
        return host != "localhost" and not host.endswith(".localhost")


def settled_keys(options: Mapping[str, Any], environ: Mapping[str, str]) -> dict[str, Any]:
    """The options without the key pairs of the environment on planes for which the task states a key file.

    A key that is exported for something else must not win over the file that the task names.
    """
    fed = {f.name for f in CONNECTION if options.get(f.name) and options[f.name] in map(environ.get, f.env)}
    settled = dict(options)
    for key in keyed():
        pair, file = (f"{key}_api_key", f"{key}_api_secret"), f"{key}_key_file"
        if options.get(file) and file not in fed and all(not options.get(name) or name in fed for name in pair):
            settled.update(dict.fromkeys(pair))
    return settled


def transport_of(options: Mapping[str, Any], read_only: bool) -> Transport:
    """The transport that the connection options ask for. In check mode and for reading modules it refuses to write."""
    verify: bool | str = bool(options["validate_certs"])
    if verify and options.get("ca_path"):
        verify = os.path.expanduser(options["ca_path"])
    return Transport(
        verify=verify,
        proxy=options.get("proxy"),
        request_timeout=float(options["request_timeout"]),
        retry_timeout=float(options["retry_timeout"]),
        propagation_timeout=float(options["propagation_timeout"]),
        read_only=read_only,
        concurrency=options.get("concurrency") or 1,
    )


def check_connection(options: Mapping[str, Any], warn: Callable[[str], None]) -> None:
    """Judge the connection options before the first request.

    Raises Refused, naming the options and never a credential's value: an HTTP library fails without naming the option,
    and with the value in its words. Warns of key files that everybody can read, and when certificates are not verified.
    """
    problems = [p for f in CONNECTION if options.get(f.name) is not None for p in f.problems(options[f.name])]
    for name in CREDENTIALS:
        if not re.fullmatch(r"[\x21-\x7e]*", options.get(name) or ""):
            problems.append(
                f"{name} holds white space, a line break or a character that no credential has (a file's last line "
                "break goes with the filter trim)"
            )
    for name in ENDPOINTS:
        value = options.get(name) or ""
        if value and not re.fullmatch(URL, value):
            shown = "holds a user name or password" if "@" in value else repr(value)
            problems.append(f"{name} {shown}: it must be a URL such as https://host.example:443, without credentials")
    if options.get("proxy") and not re.fullmatch(r"(https?|socks[45]h?)://\S+", options["proxy"]):
        problems.append("proxy must be a URL such as http://proxy.example:3128")
    if problems:
        raise Refused(problems)
    for name in KEY_FILES:
        words = secret_store.exposed(os.path.expanduser(options.get(name) or ""))
        if words:
            warn(words)
    for name in ENDPOINTS:
        if readable_on_the_way(options.get(name) or ""):
            warn(
                f"{name} {options[name]} is plain HTTP to another machine: whoever is on the way can read the API key "
                "and its secret. Use https://"
            )
    if not options["validate_certs"]:
        warn("validate_certs is false: whoever answers in the service's place gets the credentials.")
        return
    path = options.get("ca_path")
    if not path:
        return
    path = os.path.expanduser(path)
    try:
        if os.path.isdir(path):
            ssl.create_default_context(capath=path)
        else:
            ssl.create_default_context(cafile=path)
    except OSError as error:  # ssl.SSLError is one
        raise Refused(f"ca_path {path} cannot be used: {error.strerror or error}") from error
