# Copyright (c) 2026, streamops.confluent contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""The API key of a plane as the connection options give it: a pair, or a file that holds one."""

from __future__ import annotations

import os
from collections.abc import Callable, Mapping
from difflib import get_close_matches
from typing import Any, NamedTuple

from .._errors import NoCredential, NoKeyFile
from .expected_files import expected
from .variables import variables

Stored = Callable[[str], "dict[str, Any] | None"]


class Pair(NamedTuple):
    """An API key, where it came from in words, and the principal that owns it where its file says so."""

    key: str
    secret: str
    origin: str
    account: str = ""


def key_pair(options: Mapping[str, Any], plane: str, kind: str, stored: Stored) -> Pair | None:
    """The key for a plane, None when no option gives one. `stored` reads a key file.

    Raises NoCredential for half a pair and NoKeyFile for a file that does not exist.
    """
    key, secret = options.get(f"{plane}_api_key"), options.get(f"{plane}_api_secret")
    if key and secret:
        return Pair(key, secret, f"from {_source(options, f'{plane}_api_key')}")
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
        raise missing(f"{plane}_key_file", path)
    origin = f"from {_source(options, f'{plane}_key_file')}, {path}"
    own = found.get(f"{plane}_api_key"), found.get(f"{plane}_api_secret")
    if all(isinstance(part, str) and part for part in own):  # a file of keys for several planes
        return Pair(str(own[0]), str(own[1]), origin)
    if found.get("resource"):
        made_for = " ".join(str(found[part]) for part in ("resource", "resource_id") if found.get(part))
        origin += f", which says that the key was made for {made_for}"
    owner = found.get("owner")
    return Pair(found["api_key"], found["api_secret"], origin, f"User:{owner}" if isinstance(owner, str) else "")


def stated_pair(option: str, given: Mapping[str, Any], stored: Stored) -> Pair | None:
    """The key that an option with parts (api_key, api_secret, key_file) gives, None when it gives none.

    Raises NoKeyFile for a file that does not exist.
    """
    if given.get("api_key"):
        return Pair(given["api_key"], given["api_secret"], f"from the option {option}.api_key")
    path = given.get("key_file")
    if not path:
        return None
    found = stored(os.path.expanduser(path))
    if found is None:
        raise missing(f"{option}.key_file", path)
    return Pair(found["api_key"], found["api_secret"], f"from the option {option}.key_file, {path}")


def _source(options: Mapping[str, Any], name: str) -> str:
    """The option, and the environment variable that fed it where one did."""
    fed = next((variable for variable in variables(name) if os.environ.get(variable) == options.get(name)), None)
    return f"the environment variable {fed}" if fed else f"the option {name}"


def no_key(options: Mapping[str, Any], plane: str) -> bool:
    """Whether no option says anything of a key for a plane."""
    return not any(options.get(f"{plane}_{part}") for part in ("api_key", "api_secret", "key_file"))


def named_file(options: Mapping[str, Any], plane: str) -> str | None:
    """The file that a plane's key is in, which is there but not looked into; None without one. Raises NoKeyFile."""
    path = options.get(f"{plane}_key_file")
    if not path or any(options.get(f"{plane}_api_{part}") for part in ("key", "secret")):
        return None
    whole = os.path.expanduser(path)
    if not os.path.lexists(whole):
        raise missing(f"{plane}_key_file", path)
    return whole


def missing(option: str, path: str) -> NoKeyFile:
    """The error for a key file that does not exist: in check mode it depends on what the run is going to write."""
    said = expected(path)
    words = f"{option} {path} does not exist: confluent_api_key writes it (its option secret_file)"
    if said is False:
        words += (
            ", and no task of this run before this one would. Where another module writes it, give that task "
            "check_mode: false"
        )
    return NoKeyFile(words + near(path), said, path)


def near(path: str) -> str:
    """A hint at files of nearly this name in the folder."""
    folder, name = os.path.split(os.path.expanduser(path))
    try:
        there = os.listdir(folder or ".")
    except OSError:
        return ""
    found = get_close_matches(name, there, n=3, cutoff=0.8)
    return f". Did you mean {' or '.join(os.path.join(folder, other) for other in found)}?" if found else ""
