# Copyright (c) 2026, streamops.confluent contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""What the kinds of Schema Registry share: its client, its lists and its way to say that something is not there."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import contextmanager
from typing import Any

from ..._declare.field import ENVIRONMENT, Object
from ..._declare.kind import Kind
from ..._declare.override import override
from ..._declare.purge_scope import INTERNAL, in_names
from ..._errors import ApiError, Refused
from ..._wire.http import Client, segment
from ..._wire.lists import by_offset
from .text import DEFAULT_CONTEXT, context_of, plain_subject, without_context

ALL_CONTEXTS = ":*:"
# By its document the service leaves out the version of a registration, and `deleted`, without this.
ALL_PROPERTIES = "Confluent-Accept-Unknown-Properties"
# Roles on a subject, by Confluent's table of roles and operations (docs.confluent.io); ResourceOwner has all of them.
READ, MANAGE = "DeveloperRead", "DeveloperManage or ResourceOwner"
READ_ONLY = ("READONLY", "READONLY_OVERRIDE")
IMPORT = "IMPORT"


def is_absence(error: ApiError) -> bool:
    """Whether the registry itself says that something is not there (codes 40401 and on). Any other 404 comes from a
    wrong endpoint or a proxy, and says nothing about subjects.
    """
    return error.status == 404 and str(error.code or "").startswith("404") and len(str(error.code)) == 5


def _name(item: Any) -> Any:
    """What tells an item of a list from the others: a subject, or the subject and version of a schema."""
    return (item["subject"], item["version"]) if isinstance(item, Mapping) else item


class RegistryClient:
    """The registry's client, whose denials say which account needs which role. `who`: that account, in words."""

    def __init__(self, client: Client, who: Callable[[], str]) -> None:
        self._client, self._who = client, who
        self.base_url = client.base_url

    def get(self, path: str, params: Any = None, holds: tuple[str, ...] = ()) -> Any:
        """See `Client.get`."""
        with self._needing(READ):
            return self._client.get(path, params, holds)

    def post(self, path: str, body: Any, params: Any = None, reading: bool = False, repeatable: bool = False) -> Any:
        """See `Client.post`."""
        with self._needing(READ if reading else "DeveloperWrite"):
            return self._client.post(path, body, params, reading, repeatable)

    def put(self, path: str, body: Any, params: Any = None) -> Any:
        """See `Client.put`."""
        with self._needing(MANAGE):
            return self._client.put(path, body, params)

    def delete(self, path: str, params: Any = None) -> Any:
        """See `Client.delete`."""
        with self._needing(MANAGE):
            return self._client.delete(path, params)

    @contextmanager
    def _needing(self, role: str) -> Iterator[None]:
        try:
            yield
        except ApiError as error:
            if error.status == 403:
                error.message += f" {self._who()} needs {role}, or DataSteward or EnvironmentAdmin."
            raise


class RegistryScoped(Kind):
    """A kind of the Schema Registry of an environment."""

    scope = (ENVIRONMENT,)
    planes = ("schema_registry",)
    client: RegistryClient

    @override
    def open(self) -> None:
        self._aliases: dict[str, str | None] = {}
        client = self.cloud.schema_registry(self.options.get("environment"))
        client.headers = {**client.headers, ALL_PROPERTIES: "true"}
        self.client = RegistryClient(client, self._who)

    def _who(self) -> str:
        """The account behind the registry's credential, as far as it can be told."""
        try:
            owners = self.cloud.own_principals(("schema_registry",))
        except (ApiError, Refused):
            owners = set()
        known = " or ".join(sorted(owner.partition(":")[2] for owner in owners))
        return f"The account {known}" if known else "The owner of this credential"

    @override
    def taken(self, error: ApiError) -> bool:
        """Never: to register what is there changes nothing, and a 409 speaks of compatibility."""
        return False

    def found(self, path: str, params: Mapping[str, Any] | None = None, holds: tuple[str, ...] = ()) -> Any:
        """The answer to a GET, None where the registry says that it has no such thing. `holds`: see `Client.get`."""
        try:
            return self.client.get(path, params, holds)
        except ApiError as error:
            if is_absence(error):
                return None
            raise

    def own(self, subject: str, answer: Any) -> Any:
        """An answer about a subject, None where it speaks of one of the same name in another context.

        What a name without a context does not have the registry looks for in all contexts, in reads of a version and
        look-ups of a content (its source: `getUsingContexts`, `lookUpSchemaUnderSubjectUsingContexts`). Only an alias
        can lead from the default context into another.
        """
        told = answer and answer.get("subject")
        if not told or context_of(subject) != DEFAULT_CONTEXT or context_of(told) == DEFAULT_CONTEXT:
            return answer
        return answer if self._alias(plain_subject(subject)) == told else None

    @staticmethod
    def place_of_ids(subject: str) -> dict[str, str]:
        """The parameter that says where an id of a schema counts: each context numbers its own (the registry's source:
        `getSchemaKeyUsingContexts`), and without it the default one is meant.
        """
        context = context_of(subject)
        return {} if context == DEFAULT_CONTEXT else {"subject": f":{context}:"}

    def _alias(self, subject: str) -> str | None:
        """What a subject is an alias of, by its settings; asked for once."""
        if subject not in self._aliases:
            settings = self.found(f"/config/{segment(subject)}", {"defaultToGlobal": "false"}) or {}
            self._aliases[subject] = settings.get("alias")
        return self._aliases[subject]

    def paged(self, path: str, params: Mapping[str, Any]) -> Iterator[Any]:
        """Every item of a list, once (`_wire.lists.by_offset`)."""
        return by_offset(self.client.get, path, params, self.cloud.progress, _name)

    def foresee_mode(self, subject: str | None, label: str, registering: bool) -> None:
        """Of check mode: raise Refused where the mode of a subject, or of the registry (None), forbids a write.

        What this key may not see of modes is warned of; a registry that does not know them has none.
        """
        path = "/mode" if subject is None else f"/mode/{segment(subject)}"
        try:
            mode = self.client.get(path, None if subject is None else {"defaultToGlobal": "true"}).get("mode")
        except ApiError as error:
            if error.status == 403:
                self.cloud.warn(
                    f"Check mode: {label}: this key may not read the mode of the subject. In mode READONLY a real run "
                    "would be refused."
                )
            if error.status in (403, 404):
                return
            raise
        if mode in READ_ONLY:
            raise Refused(f"{label} is in mode {mode}, in which the registry takes no changes. Set READWRITE first")
        if mode == IMPORT and registering:
            raise Refused(
                f"{label} is in mode {mode}, in which the registry takes only schemas that bring their ids along. Set "
                "READWRITE first"
            )

    def not_importing(self, subject: str | None) -> str | None:
        """The mode of a subject or a context, or of the registry (None), where it is another than IMPORT; None where it
        is that, or cannot be told: a registry that does not know modes has none, and of what this key may not see of
        them is warned in check mode.
        """
        path = "/mode" if subject is None else f"/mode/{segment(subject)}"
        try:
            mode = self.client.get(path, None if subject is None else {"defaultToGlobal": "true"}).get("mode")
        except ApiError as error:
            if error.status == 403 and self.cloud.transport.read_only:
                self.cloud.warn(
                    f"Check mode: this key may not read the mode of {subject or 'the registry'}. In another mode than "
                    f"{IMPORT} a real run is refused."
                )
            if error.status in (403, 404):
                return None
            raise
        return None if mode == IMPORT else str(mode)

    # Purge

    def subjects_within(self, purge: Mapping[str, Any]) -> Iterable[str]:
        """The subjects with schemas that are in the scope of a purge."""
        prefix = purge.get("subject_prefix") or ALL_CONTEXTS
        if prefix.startswith(":"):  # of a context, perhaps not to its end
            prefix = ALL_CONTEXTS
        listed = dict.fromkeys(self.paged("/subjects", {"subjectPrefix": prefix}))
        return [subject for subject in listed if in_names(purge, subject, "subject")]

    @override
    def naming(self, item: Object) -> dict[str, Any]:
        return {"subject": item["subject"]}

    @override
    def purge_name(self, item: Object) -> str:
        return str(item["subject"])

    @override
    def spared(self, item: Object) -> str | None:
        return "it is internal to the service" if INTERNAL.match(without_context(item["subject"])) else None
