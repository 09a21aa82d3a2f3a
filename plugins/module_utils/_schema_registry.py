# Copyright (c) 2026, streamops.confluent contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""What the kinds of Schema Registry share: its client, its lists and its way to say that something is not there."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from ansible_collections.streamops.confluent.plugins.module_utils._errors import ApiError
from ansible_collections.streamops.confluent.plugins.module_utils._http import Client
from ansible_collections.streamops.confluent.plugins.module_utils._kind import ENVIRONMENT, Kind, Object
from ansible_collections.streamops.confluent.plugins.module_utils._purge import INTERNAL, in_names
from ansible_collections.streamops.confluent.plugins.module_utils._schema_text import without_context

PAGE = 1000  # schemas asked for at a time; the service may give fewer without a word, so only an empty page is the end
ALL_CONTEXTS = ":*:"


def is_absence(error: ApiError) -> bool:
    """Whether the registry itself says that something is not there (codes 40401 and on). Any other 404 comes from a
    wrong endpoint or a proxy, and says nothing about subjects.
    """
    return error.status == 404 and str(error.code or "").startswith("404") and len(str(error.code)) == 5


class RegistryScoped(Kind):
    """A kind of the Schema Registry of an environment."""

    scope = (ENVIRONMENT,)
    planes = ("schema_registry",)
    client: Client

    def open(self) -> None:
        self.client = self.cloud.schema_registry(self.options.get("environment"))

    def found(self, path: str, params: Mapping[str, Any] | None = None) -> Any:
        """The answer to a GET, None where the registry says that it has no such thing."""
        try:
            return self.client.get(path, params)
        except ApiError as error:
            if is_absence(error):
                return None
            raise

    def paged(self, path: str, params: Mapping[str, Any]) -> Iterator[Any]:
        """Every item of a list. The registry cuts lists at a size of its own: only an empty page is the end."""
        offset = 0
        while True:
            page = self.client.get(path, {**params, "offset": offset, "limit": PAGE})
            if not page:
                return
            offset += len(page)
            self.cloud.progress(f"{offset} read of {path}")
            yield from page

    # Purge

    def subjects_within(self, purge: Mapping[str, Any]) -> Iterable[str]:
        """The subjects with schemas that are in the scope of a purge."""
        prefix = purge.get("subject_prefix") or ALL_CONTEXTS
        if prefix.startswith(":"):  # of a context, perhaps not to its end
            prefix = ALL_CONTEXTS
        listed = dict.fromkeys(self.paged("/subjects", {"subjectPrefix": prefix}))
        return [subject for subject in listed if in_names(purge, subject, "subject")]

    def naming(self, item: Object) -> dict[str, Any]:
        return {"subject": item["subject"]}

    def purge_name(self, item: Object) -> str:
        return str(item["subject"])

    def spared(self, item: Object) -> str | None:
        return "it is internal to the service" if INTERNAL.match(without_context(item["subject"])) else None
