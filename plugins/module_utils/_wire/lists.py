# Copyright (c) 2026, streamops.confluent contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Lists that come as arrays, piece by piece (API_MAP B.2). Those of the control plane are `Client.pages`. Pure."""

from __future__ import annotations

import json
from collections.abc import Callable, Hashable, Iterator, Mapping
from typing import Any

from .._errors import ConfluentError

# Items asked for at a time; the service may give fewer without a word, so only an empty page is the end.
PAGE = 1000


def identity(item: Any) -> Hashable:
    """What tells an item of a list from the others, where nothing is known of its kind: all that it says."""
    return item if isinstance(item, str) else json.dumps(item, sort_keys=True)


def by_offset(
    get: Callable[[str, Mapping[str, Any]], Any],
    path: str,
    params: Mapping[str, Any],
    told: Callable[[str], None],
    identity: Callable[[Any], Hashable] = identity,
) -> Iterator[Any]:
    """Every item of a list of Schema Registry, once. It cuts lists at a size of its own, so only a page with nothing
    new is the end: an empty one, or, of a registry that knows no `offset`, all that there is once more.

    Raises ConfluentError where that is a page of the size that was asked for, behind which there may be more, and
    TypeError for what is no array.
    """
    offset = 0
    seen: set[Hashable] = set()
    while True:
        page = get(path, {**params, "offset": offset, "limit": PAGE})
        if not isinstance(page, list):
            raise TypeError(f"{path} is not a list")
        fresh = {name: item for item in page if (name := identity(item)) not in seen}
        if len(page) == PAGE and not fresh:
            raise ConfluentError(
                f"GET {path} answers with the same {PAGE} items again when it is asked for the next ones (offset), "
                "so the list cannot be read to its end. A proxy, or another registry than Confluent's, may be the "
                "cause."
            )
        if not fresh:
            return
        seen.update(fresh)
        offset += len(page)
        told(f"{offset} read of {path}")
        yield from fresh.values()
