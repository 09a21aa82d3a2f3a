# Copyright (c) 2026, streamops.confluent contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Making API keys, of which the service shows the secret once: stored at once or removed again, never two for one.

A creation is not repeated blindly: when its answer is lost, so is the secret, and the key it may have made is an orphan
that is looked for and deleted before the next try, and once more after the last.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from itertools import count
from typing import Any

from ..._declare.field import Object
from ..._errors import ApiError, ConfluentError, Refused
from ..._secrets import store as secret_store
from ..._wire.cloud import Cloud
from ..._wire.http import segment
from .resources import reference


class Mint:
    """Makes and deletes keys at `path`. `same`: every key with the identity of an item; `from_api`: a key in flat form.

    `made`: id and secret of the key that was made; `record`: what was stored of it; `uncertain`: creations whose
    fate is not known; `removed`: keys deleted here, which a list may still show for a moment.
    """

    def __init__(
        self,
        cloud: Cloud,
        path: str,
        same: Callable[[Object], list[Object]],
        from_api: Callable[[Mapping[str, Any]], Object],
    ) -> None:
        self.cloud, self.path, self.same, self.from_api = cloud, path, same, from_api
        self.made: tuple[str, str] | None = None
        self.record: dict[str, Any] | None = None
        self.uncertain = 0
        self.removed: set[str] = set()

    def delete(self, identifier: str, owner: str) -> None:
        """Delete a key; one that is gone already is no error.

        403 and 404 may mean that (the second try of a deletion whose answer was lost meets them), or something else:
        so the owner's keys are looked at.
        """
        self.cloud.forget(self.path)
        try:
            self.cloud.control.delete(f"{self.path}/{segment(identifier)}")
        except ApiError as error:
            listed = self.cloud.listed(self.path, {"spec.owner": owner}) if error.status in (403, 404) else []
            if error.status not in (403, 404) or any(key.get("id") == identifier for key in listed):
                raise
        self.removed.add(identifier)

    def retire(self, old: str, made: Object, record: dict[str, Any] | None) -> None:
        """Delete the key that `made` replaces, and note that in the `record` of the file: the end of a replacement."""
        try:
            self.delete(old, made["owner"])
        except ApiError as error:
            told = f" The new key {made['id']} is stored. Run again to delete the old key {old}."
            if not made.get("secret_file"):  # nothing tells the next run which of the two is the new one
                told = f" The new key is {made['id']}; delete the old key {old} by its id (state: absent) first."
            error.message += told
            raise
        if record:
            record.pop("replaces", None)
            self.note(made, record, "the key is stored, and has replaced the old one")

    def discard(self, path: str, identifier: str) -> None:
        """Remove the secret file of a key that is gone; that this fails harms nothing."""
        try:
            removed = secret_store.remove(path, identifier, self.cloud.vault)
        except OSError as error:
            self.cloud.warn(f"The key {identifier} is deleted, but {path} could not be removed: {error.strerror}")
        else:
            self.cloud.progress(f"{path} removed" if removed else f"{path} did not hold this key and was left alone")

    def note(self, made: Object, record: Mapping[str, Any], good: str) -> None:
        """Write the secret file of a key again, with something noted in it; not if it holds another key by now.

        That this fails harms nothing: what is `good` nevertheless is said in a warning.
        """
        path = made.get("secret_file")
        if not path or (self.cloud.stored_key(path) or {}).get("api_key") != made["id"]:
            return
        try:
            secret_store.write(path, dict(record), made["id"], self.cloud.vault)
        except (OSError, Refused) as error:
            self.cloud.warn(f"{path} could not be brought up to date ({error}); {good}")

    def mint(self, wanted: Object, known: set[str], held: str | None = None) -> Object:
        """Make a key and keep its secret: nothing comes between the answer and the file.

        `known`: keys with the same identity that were there before; `held`: the key whose secret
        the file may lose. Returns the key; with `secret` where no file is given.
        """
        raw = self._post(wanted, known)
        identifier, secret = raw["id"], (raw.get("spec") or {}).get("secret")
        path = wanted.get("secret_file")
        if not secret or not isinstance(secret, str):
            raise self._taken_back(identifier, wanted["owner"], "the service answered the creation without its secret")
        self.cloud.transport.secrets.add(secret)
        if path:
            record = {part: wanted.get(part) for part in ("name", "owner", "resource", "resource_id", "environment")}
            record = {part: value for part, value in record.items() if part != "environment" or value}
            self.record = {"api_key": identifier, "api_secret": secret, **record, "tried": False}
            if known:  # from here to the deletion of the old key a run may be cut short: the next one goes on
                self.record["replaces"] = min(known)
            try:
                secret_store.write(path, self.record, held, self.cloud.vault)
            except (OSError, Refused) as error:
                words = "; ".join(error.problems) if isinstance(error, Refused) else error.strerror or error
                reason = f"its secret could not be stored in {path} ({words})"
                raise self._taken_back(identifier, wanted["owner"], reason) from error
        self.made = (identifier, secret)
        return {**self.from_api(raw), **({"secret_file": path} if path else {"secret": secret})}

    def _post(self, wanted: Object, known: set[str]) -> dict[str, Any]:
        """The answer to the one creation. After an answer that was lost, the key it may have made is removed first."""
        transport = self.cloud.transport
        deadline = transport.clock() + transport.retry_timeout
        owner = wanted["owner"]
        spec: Object = {
            "display_name": wanted["name"],
            "description": wanted.get("description"),
            "owner": {
                "id": owner,
                "kind": "User" if owner.startswith("u-") else "ServiceAccount",
                "api_version": "iam/v2",
            },
            "resource": reference(wanted["resource"], wanted["resource_id"], wanted.get("environment")),
        }
        body = {"spec": {name: value for name, value in spec.items() if value is not None}}
        for attempt in count(1):
            self.cloud.forget(self.path)
            try:
                answer = self.cloud.control.post(self.path, body)
                if isinstance(answer, dict) and answer.get("id"):
                    return answer
                lost: ConfluentError = ConfluentError(
                    "The service answers the creation without a key. What it may have made was deleted again: run "
                    "again later."
                )
            except ApiError as error:
                if not error.fate_unknown:
                    raise
                lost = error
            self.uncertain += 1
            self.remove_orphans(wanted, known)
            if not transport.backoff(attempt, None, deadline):
                raise lost
        raise AssertionError("unreachable")

    def remove_orphans(self, wanted: Object, keep: set[str]) -> None:
        """Delete the keys that creations of unknown fate made: nobody holds their secrets."""
        self.cloud.forget(self.path)
        try:
            orphans = [k["id"] for k in self.same(wanted) if k["id"] not in keep | self.removed]
            if len(orphans) > self.uncertain:
                raise ConfluentError(
                    f"There are more new keys named {wanted['name']!r} than this run can have made "
                    f"({', '.join(orphans)}): something else makes keys of the same name. None was deleted. Look at "
                    "them, and delete by id those nobody uses."
                )
            for orphan in orphans:
                self.delete(orphan, wanted["owner"])
                self.uncertain -= 1
        except ApiError as error:
            error.message += (
                f" Before that, the answer to a creation was lost: look for a key named {wanted['name']!r} of "
                f"{wanted['owner']} whose secret nobody has, and delete it by its id (state: absent)."
            )
            error.fate_unknown = False
            raise

    def _taken_back(self, identifier: str, owner: str, reason: str) -> ConfluentError:
        """Delete the key just made and say why. When that fails too, the message names what is left behind."""
        try:
            self.delete(identifier, owner)
        except ApiError as error:
            return ConfluentError(
                f"The key {identifier} was created, but {reason}. It could not be deleted again ({error}). Delete "
                "it by its id (state: absent): nobody holds its secret."
            )
        return ConfluentError(
            f"The key {identifier} was created, but {reason}. It was deleted again: nothing is left behind."
        )
