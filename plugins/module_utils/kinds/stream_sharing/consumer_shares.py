# Copyright (c) 2026, streamops.confluent contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Shares of other organizations (cdx-v1): taken by redeeming the token of an invitation, whose credentials the service
tells once; and given up.

Which share is meant is known by its id, or by the secret file, which remembers the share and a fingerprint of the
token. A token alone tells only what it shares.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from ..._declare.change import CREATED, UNCHANGED, UPDATED, Change
from ..._declare.collection import IDENTIFIER, STANDARD_OUTPUTS
from ..._declare.field import Field, Key, Object, Rules
from ..._declare.override import override
from ..._declare.rest import RestKind
from ..._errors import Ambiguous, ApiError, ConfluentError, Refused
from ..._secrets import store as secret_store
from ..._wire.cloud import Cloud
from .consumer_shared_resources import of_share
from .redemption import ACCOUNTS, KEPT, LOST, WAYS_OUT, Redemption, fingerprint, preview, unsuitable
from .shared import GONE, OPEN

TAKEN = "ACTIVE"
UUID = r"[0-9a-fA-F]{8}(-[0-9a-fA-F]{4}){3}-[0-9a-fA-F]{12}"


def _account(name: str, pattern: str | None = None) -> Field:
    return Field(name, wire=None, mutable=False, pattern=pattern)


class ConsumerShare(RestKind):
    """What another organization shares with this one."""

    name = "consumer_share"
    plural = "consumer_shares"
    path = "/cdx/v1/consumer-shares"
    fields = (
        Field("token", wire=None, no_log=True),
        IDENTIFIER,
        Field("secret_file", wire=None, type="path", no_log=False),
        _account("aws_account", r"[0-9]{12}"),
        _account("azure_subscription", UUID),
        _account("gcp_project"),
    )
    modifiers = (
        Field("missing_secret", wire=None, choices=("fail", "replace", "ignore"), default="fail", no_log=False),
    )
    rules = Rules(required_one_of=(("token", "id", "secret_file"),), mutually_exclusive=(tuple(ACCOUNTS.values()),))
    info_fields = (Field("id"), Field("provider_organization"), Field("deleted", type="bool", default=False))
    outputs = {
        "phase": "status.phase",
        "provider_organization": "provider_organization_name",
        "provider_user": "provider_user_name",
        "consumer_user_id": "consumer_user.id",
        "invite_expires_at": "invite_expires_at",
        **STANDARD_OUTPUTS,
    }

    def __init__(self, cloud: Cloud, options: Mapping[str, Any]) -> None:
        super().__init__(cloud, options)
        self.stored: Object | None = None  # what secret_file held at the start
        self.shared: list[Object] = []  # what the token shares
        self.passed_over: set[str] = set()  # shares of the same that are not those of this token
        self.stale: str | None = None  # the share in secret_file, when it is gone and the file is to go
        self.redemption = Redemption(cloud)

    # What is wanted

    @override
    def invalid(self, item: Mapping[str, Any]) -> Iterator[str]:
        yield from super().invalid(item)
        if item.get("token") is not None and not item["token"].strip():
            yield "token is empty"

    @override
    def key(self, item: Mapping[str, Any]) -> Key:
        return (item.get("id"), item.get("token"), item.get("secret_file"))

    @override
    def label(self, item: Mapping[str, Any]) -> str:
        where = f"for {item['secret_file']}" if item.get("secret_file") else ""
        return " ".join(filter(None, ["consumer share", item.get("id") or "", where]))

    @override
    def desired(self, item: Mapping[str, Any]) -> Object:
        """What is stated; of a token that no secret file knows, what it shares."""
        wanted, path = super().desired(item), item.get("secret_file")
        self.stored = self.cloud.stored_key(path) if path else None
        if item.get("id") or self._own(wanted):
            return wanted
        if not item.get("token"):
            self._refuse_unnamed(item, f"secret_file {path} does not tell which share is meant")
            return wanted
        try:
            self.shared = preview(self.cloud, item["token"])
        except ApiError as error:
            if error.status == 409:
                self._refuse_unnamed(item, f"the token was redeemed already, and {self._lacking(path)}")
            elif error.status == 404 and item.get("state") == "absent":
                self._refuse_unnamed(item, "the service does not know the token (any more)")
            else:
                raise
        return {**wanted, "shared_resources": self.shared}

    def _refuse_unnamed(self, item: Mapping[str, Any], why: str) -> None:
        """Raise Refused, unless what is to be absent is: no share is there."""
        there = [share for share in self.all() if share["phase"] == TAKEN]
        if item.get("state") == "absent" and not there:
            return
        named = ", ".join(f"{share['id']} of {share['provider_organization']}" for share in there) or "none"
        if item.get("state") == "absent":
            raise Refused(f"{why}: give the id of the share. Those that are there: {named}")
        if not item.get("token"):
            raise Refused(f"{why}, and to redeem an invitation its token must be given")
        raise Refused(f"{why}. {WAYS_OUT}. The shares that are there: {named}")

    def _lacking(self, path: str | None) -> str:
        if path is None:
            return "no secret_file is given that could hold its credentials"
        return f"secret_file {path} {'holds those of something else' if self.stored else 'does not exist'}"

    def _own(self, item: Mapping[str, Any]) -> Object | None:
        """What secret_file holds, if that is of the share which is meant."""
        record, token = self.stored, item.get("token")
        if record is None or "share" not in record:
            return None
        if item.get("id"):
            return record if record["share"] == item["id"] else None
        return record if token is None or record.get("token") == fingerprint(token) else None

    # What is there

    @override
    def listing(self) -> list[Any]:
        return self.cloud.listed(self.path, {"include_deleted": "true"} if self.options.get("deleted") else {})

    @override
    def read(self, wanted: list[Object]) -> list[Object | None]:
        return [self._found(item) for item in wanted]

    def _found(self, item: Object) -> Object | None:
        record = self._own(item)
        identifier = item.get("id") or (record or {}).get("share")
        found = self._there(identifier) if identifier else self._of_token(item)
        if found is None and record and self.options.get("state") == "absent":
            found = self._left_over(record["share"], item["secret_file"])
        if found is not None and item.get("secret_file"):
            found.update({name: (record or {}).get(name) for name in (*KEPT, *ACCOUNTS.values())})
            found["secret_file"] = item["secret_file"] if record else None
            if record:
                self._warn_of_file(item["secret_file"])
        return found

    def _there(self, identifier: str) -> Object | None:
        """The share of that id, unless it is gone. What is not seen singly is looked for in the list before that is
        believed: the file of its credentials may depend on it.
        """
        raw = self.get(identifier) or self._listed(identifier)
        share = self.from_api(raw) if raw else None
        return self._with_content(share) if share and share["phase"] != GONE else None

    def _listed(self, identifier: str) -> Any:
        """A share as the list has it, one that is gone too."""
        listed = self.cloud.listed(self.path, {"include_deleted": "true"})
        return next((raw for raw in listed if raw.get("id") == identifier), None)

    def _with_content(self, share: Object) -> Object:
        return {**share, "shared_resources": of_share(self.cloud, share["id"])}

    def _left_over(self, share: str, path: str) -> Object:
        """What is there of a share that is gone: its file. Raises Refused where the service does not say that it is."""
        if not self._is_gone(share):
            raise Refused(
                f"the share {share}, whose credentials {path} holds, is not seen with this credential, and the service "
                "does not say that it is gone. If you know that it is, remove the file"
            )
        self.stale = share
        self.cloud.warn(f"The share {share} is gone already; {path}, which holds its credentials, is removed.")
        return {"id": share, "phase": GONE}

    def _of_token(self, item: Object) -> Object | None:
        """A share of the very thing that the token shares, which may be the one that it was redeemed for."""
        try:
            shares = [
                self.from_api(raw)
                for resource in self.shared
                for raw in self.cloud.listed(self.path, {"shared_resource": resource["id"]})
            ]
        except ApiError as error:
            if self.redemption.uncertain:
                error.message += f" {LOST}"
            raise
        taken = {share["id"]: share for share in shares if share["phase"] == TAKEN}
        if not self.redemption.uncertain and self.options.get("missing_secret") == "replace":
            self.passed_over |= set(taken)
        left = [share for identifier, share in taken.items() if identifier not in self.passed_over]
        if len(left) > 1 or (left and self.options.get("state") == "absent"):
            raise Ambiguous("consumer share", "of the token", [share["id"] for share in left])
        return self._with_content(left[0]) if left else None

    def _warn_of_file(self, path: str) -> None:
        for words in filter(None, (secret_store.unencrypted(path, self.cloud.vault), secret_store.exposed(path))):
            self.cloud.warn(words)

    @override
    def compare(self, field: Field, wanted: Any, actual: Object) -> tuple[Any, Any] | None:
        told = actual.get("secret_file") is not None
        if field.name == "token" or (field.name in ACCOUNTS.values() and not told):
            return None
        if field.name == "secret_file" and self.options.get("missing_secret") == "ignore":
            return None
        return super().compare(field, wanted, actual)

    # What must not happen

    @override
    def unmakeable(self, change: Change) -> Iterable[str]:
        path, hidden = change.desired.get("secret_file"), bool(self.options.get("_no_log"))
        what = f"the token of {change.label} would be redeemed, and the credentials"
        yield from secret_store.homeless(path, hidden, what, self.cloud.transport.read_only, self.cloud.vault)

    @override
    def refusals(self, change: Change) -> Iterable[str]:
        yield from super().refusals(change)
        path = change.desired.get("secret_file")
        if change.operation == UPDATED and "secret_file" in change.fields:
            yield (
                f"{change.label} has been redeemed, but {self._lacking(path)}. {WAYS_OUT}. If the token is of another "
                "invitation to the same, give missing_secret: replace; to leave the share alone, missing_secret: ignore"
            )
        elif change.operation == UNCHANGED and change.before and change.before["phase"] in OPEN:
            yield f"{change.label} is {change.before['phase']}: to redeem it, give the token and not the id"
        elif change.operation == CREATED and not change.desired.get("id"):
            yield from unsuitable(self.shared, change.desired)
            yield from self._held_by_others(change)

    def _held_by_others(self, change: Change) -> Iterator[str]:
        """Why the credentials must not be stored. Checked before the token is redeemed."""
        path, stored = change.desired.get("secret_file"), self.stored
        if stored is None:
            return
        held, share = stored["api_key"], str(stored.get("share") or "")
        if self._own(change.desired):
            gone = "is gone" if self._is_gone(share) else "is not seen with this credential"
            yield (
                f"the share {share} of this token {gone}, and a token can be redeemed once. Ask the provider for "
                f"another invitation; {path} is removed with state: absent"
            )
        elif not share:
            yield f"secret_file {path} holds the secret of another key, {held}: give the share a file of its own"
        elif not self._is_gone(share):
            yield (
                f"secret_file {path} holds the credentials of another share, {share}, of which the service does not "
                "say that it is gone: give this one a file of its own"
            )
        elif self.options.get("missing_secret") != "replace":
            yield (
                f"secret_file {path} holds the credentials of another share, {share}, which is gone: remove the file, "
                "or give missing_secret: replace"
            )
        else:
            self.cloud.warn(f"{path} holds the credentials of the share {share}, which is gone: they give way.")

    def _is_gone(self, share: str) -> bool:
        """Whether the service says so. That a share is merely not seen proves nothing."""
        raw = self._listed(share)
        return raw is not None and self.from_api(raw)["phase"] == GONE

    # Redeeming, and giving up

    @override
    def create(self, change: Change) -> Object:
        self.cloud.forget(self.path)
        held = self.stored["api_key"] if self.stored else None
        made = self.redemption.redeem(change.desired, held)
        return self._with_credentials({**made, "phase": TAKEN, "shared_resources": self.shared}, change)

    def _with_credentials(self, share: Object, change: Change) -> Object:
        """The share as it is returned: the secrets only where there is no file for them."""
        record, path = self.redemption.made or {}, change.desired.get("secret_file")
        told = {**share, **{name: record.get(name) for name in (*KEPT, *ACCOUNTS.values())}}
        if path:
            return {**told, "secret_file": path}
        return {
            **told,
            "secret": record.get("api_secret"),
            "schema_registry_secret": record.get("schema_registry_api_secret"),
        }

    @override
    def handed_back(self) -> list[str]:
        made = self.redemption.made if self.redemption.record is None else None
        return [made[name] for name in ("api_secret", "schema_registry_api_secret") if made and made.get(name)]

    @override
    def adopt(self, change: Change, found: Object) -> Object | None:
        """Never: the credentials of a share that was found are not known."""
        raise ConfluentError(
            f"The answer to the redemption was lost, and with it the credentials: the share {found['id']} is there "
            f"now. {WAYS_OUT}."
        )

    @override
    def update(self, change: Change) -> Object:
        return change.actual

    @override
    def delete(self, change: Change) -> None:
        identifier, path = change.actual["id"], change.desired.get("secret_file")
        self.cloud.forget(self.path)
        if identifier != self.stale:
            try:
                self.client.delete(self._one(change.actual))
            except ApiError as error:
                if error.status not in (403, 404) or self._there(identifier) is not None:
                    raise
        record = self._own({"id": identifier})
        if path and record:
            self._discard(path, identifier, record["api_key"])

    def _discard(self, path: str, identifier: str, key: str) -> None:
        try:
            secret_store.remove(path, key, self.cloud.vault)
        except OSError as error:
            self.cloud.warn(f"The share {identifier} is given up, but {path} could not be removed: {error.strerror}")

    @override
    def settle(self, change: Change, made: Object) -> Object:
        """What the list tells of a share that was just redeemed."""
        if change.operation != CREATED:
            return made
        self.cloud.forget()
        try:
            there = self._there(made["id"])
        except ConfluentError as error:
            path = change.desired.get("secret_file")
            where = f"stored in {path}" if path else "in this result"
            error.message += f" Nothing is lost: the share {made['id']} is redeemed, and its credentials are {where}."
            raise
        return self._with_credentials(there, change) if there else made

    # Showing

    @override
    def shown(self, item: Object) -> Object:
        return {name: value for name, value in item.items() if name != "token"}

    @override
    def next_step(self, item: Object) -> str | None:
        if item.get("phase") == "INVITED":
            return f"Redeem the invitation with its token until {item['invite_expires_at']}."
        return None

    # The _info module

    @override
    def select(self) -> list[Object]:
        identifier, provider = self.options.get("id"), self.options.get("provider_organization")
        chosen = [
            share
            for share in self.all()
            if identifier in (None, share["id"]) and provider in (None, share["provider_organization"])
        ]
        return self.cloud.map(self._with_content, chosen)
