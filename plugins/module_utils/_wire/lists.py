# Copyright (c) 2026, streamops.confluent contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Lists that come piece by piece: pages of the control plane, offsets of Schema Registry (API_MAP B.2). Pure."""

from __future__ import annotations

import json
from collections.abc import Callable, Hashable, Iterator, Mapping
from typing import Any

from .._errors import ConfluentError
from .replies import Seen, page_token

PAGE_SIZE = 100  # the control plane's maximum
# Items asked for at a time; the service may give fewer without a word, so only an empty page is the end.
PAGE = 1000


def by_page(
    get: Callable[[str, Mapping[str, Any]], Any],
    path: str,
    params: Mapping[str, Any],
    told: Callable[[str], None],
    wrong: Callable[[str], Exception],
    by_id: bool = True,
    sized: bool = True,
) -> Iterator[dict[str, Any]]:
    """Every object of a list of the control plane, once. Raises what `wrong` makes of words for what is no such list:
    never a short one. `by_id`: whether objects of the same id are the same. `sized`: pages are asked for in our size.
    """
    query: dict[str, Any] = {**params, "page_size": PAGE_SIZE} if sized else dict(params)
    tokens: set[str] = set()
    seen = Seen(lambda item: (by_id and item.get("id")) or identity(item))
    count = 0
    while True:
        body = get(path, query)
        metadata, data = (body.get("metadata"), body.get("data", "")) if isinstance(body, dict) else (None, None)
        if not isinstance(metadata, dict) or not (data is None or isinstance(data, list)):
            raise wrong("the answer is not a list as documented")
        fresh = seen.new(data or [])
        count += len(fresh)
        told(f"{count} read of {path}")
        yield from fresh
        if not metadata.get("next"):
            return
        token = page_token(metadata["next"])
        if token is None:
            raise wrong("the link to the next page has no page_token")
        if token in tokens or seen.repeats(data or [], fresh):
            raise wrong("the service repeats the same page for ever")
        tokens.add(token)
        query = {**query, "page_token": token}


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
