# Copyright (c) 2026, streamops.confluent contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""The store of HashiCorp Vault and OpenBao: one secret of a KV 2 mount, each write with check-and-set.

On a mount of version 1, or without a version, check-and-set is lost in silence: such a mount is refused, a read has to
have metadata, and a write has to be answered with the next version.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any
from urllib.parse import quote

from .._errors import Refused
from .entry import FORMAT, Entry, as_texts, from_texts, is_entry
from .kv_server import Answer, Lost, Server
from .store import Store

NEEDED = 8  # requests that making, storing, trying and noting a key may take


class KvStore(Store):
    """The secret at `path` of the mount `mount`."""

    def __init__(self, server: Server, mount: str, path: str) -> None:
        self.mount, self.path = mount.strip("/"), path
        super().__init__(f"{self.mount}/{path} at {server}")
        self.server = server
        self._version: int | None = None
        self._seen: dict[str, Any] | None = None
        self._told: list[str] = []
        self._deleted = ""

    @property
    def _data(self) -> str:
        return f"{quote(self.mount)}/data/{quote(self.path)}"

    def read(self) -> Entry | None:
        self._check_mount()
        answer = self.server.read("GET", self._data)
        self._told, self._deleted, self._seen = [], "", None
        if answer.status == 404:
            self._version = self._version_of_nothing(answer)
            return None
        if answer.status != 200:
            raise self._refusal(answer)
        data, version = self._parts(answer)
        self._version, self._seen = version, data
        expires = (answer.data.get("metadata") or {}).get("deletion_time")
        if expires:
            self._told.append(f"{self} is deleted by the server at {expires} (delete_version_after).")
        found = from_texts(data)
        if not is_entry(found):
            raise self.refuse_foreign()
        return found

    def unwritable(self, without_writing: bool) -> list[str]:
        try:
            if self._version is None:
                self.read()
            return list(self._unwritable())
        except Refused as error:
            return error.problems

    def write(self, entry: Entry, held: str | None = None) -> None:
        if self._version is None:
            raise Refused(f"{self} was not read before it is written")
        texts = as_texts({"format": FORMAT, **entry})
        body = {"data": texts, "options": {"cas": self._version}}
        tries = self.server.tries()
        while True:
            try:
                answer = self.server.send("POST", self._data, body)
            except Lost as error:
                said = str(error)
            else:
                if answer.status < 500:
                    self._accepted(answer)
                    self._version, self._seen = self._version + 1, texts
                    return
                said = f"{self.server} answers {answer.said}"
            if self._arrived(texts):
                return
            if not tries.again():
                raise Refused(f"{said}; the entry was not written")

    def remove(self, api_key: str) -> bool:
        there = self.read()
        if there is None or there.get("api_key") not in (None, api_key):
            return False
        answer = self.server.read("DELETE", self._data)
        if answer.status not in (200, 204):
            raise self._refusal(answer)
        self._version = None
        return True

    def warnings(self) -> Iterator[str]:
        yield from self._told

    def missing(self) -> str:
        return self._deleted or "does not exist"

    # What the server's answers mean

    def _check_mount(self) -> None:
        """Refuse every mount that is not known to be KV 2."""
        if self._version is not None:
            return
        asked = f"sys/internal/ui/mounts/{quote(self.mount)}/{quote(self.path)}"
        answer = self.server.read("GET", asked)
        if answer.status == 403 and not answer.denied_token:
            raise self._hidden(self.server.read("GET", self._data))
        if answer.status != 200 or not isinstance(answer.data, Mapping):
            raise self._refusal(answer)
        real, options = str(answer.data.get("path") or ""), answer.data.get("options") or {}
        if real.strip("/") != self.mount:
            raise Refused(f"{self}: there is no mount {self.mount}; what is there is mounted at {real.strip('/')}")
        if answer.data.get("type") not in ("kv", "generic") or str(options.get("version") or "") != "2":
            version = options.get("version") or "none"
            raise Refused(
                f"{self}: the mount {self.mount} is not of KV version 2 (type {answer.data.get('type')}, version "
                f"{version}), and check-and-set is lost there in silence: two runs could overwrite each other"
            )

    def _hidden(self, answer: Answer) -> Refused:
        """Why the mount is not shown: to who has rights it says that there is none."""
        if answer.status == 404 and any("no handler for route" in words for words in answer.errors):
            return Refused(f"{self}: there is no mount {self.mount}")
        if answer.denied_token or answer.status not in (200, 403, 404):
            return self._refusal(answer)
        return Refused(
            f"{self}: this token may not see it. It has no right below the mount {self.mount}, or there is no such "
            "mount: the server does not tell which"
        )

    def _version_of_nothing(self, answer: Answer) -> int:
        """The version to write over where there is no secret. Raises Refused for every other 404."""
        if any("no handler for route" in words for words in answer.errors):
            raise Refused(f"{self}: there is no mount {self.mount}")
        if isinstance(answer.data, Mapping):
            metadata = answer.data.get("metadata") or {}
            version = metadata.get("version")
            if not isinstance(version, int):
                raise self._refusal(answer)
            how = "was destroyed" if metadata.get("destroyed") else f"was deleted at {metadata.get('deletion_time')}"
            restored = "" if metadata.get("destroyed") else ", which can be undone (kv undelete)"
            self._deleted = f"{how} in its version {version}{restored}"
            return version
        if answer.errors or answer.warnings:
            raise self._refusal(answer)
        return 0

    def _parts(self, answer: Answer) -> tuple[dict[str, Any], int]:
        """The secret and its version out of a good answer."""
        whole = answer.data if isinstance(answer.data, Mapping) else {}
        data, metadata = whole.get("data"), whole.get("metadata")
        version = metadata.get("version") if isinstance(metadata, Mapping) else None
        if not isinstance(version, int):
            raise Refused(f"{self} is answered without metadata, as by a mount of KV version 1: it is not used")
        if not isinstance(data, Mapping):
            raise Refused(f"{self} holds null: somebody has stored that. Remove it, or give another place")
        return dict(data), version

    def _unwritable(self) -> Iterator[str]:
        """Why the token may not write. It writes more than once: the mark, the key, and that it works."""
        answer = self.server.read("POST", "sys/capabilities-self", {"paths": [f"{self.mount}/data/{self.path}"]})
        if answer.denied_token:
            raise self._refusal(answer)
        if answer.status != 200 or not isinstance(answer.data, Mapping):
            yield f"{self}: whether the token may write there cannot be told ({answer.said} of sys/capabilities-self)"
            return
        may = set(answer.data.get("capabilities") or answer.data.get(f"{self.mount}/data/{self.path}") or ())
        lacking = {"create", "update"} - may if "root" not in may else set()
        if lacking:
            yield (
                f"{self}: the token may not write there ({', '.join(sorted(may)) or 'nothing'} is allowed, "
                f"{' and '.join(sorted(lacking))} is needed on {self.mount}/data/{self.path})"
            )
        left = self.server.uses_left
        if left is not None and left < NEEDED:
            yield (
                f"{self}: the token is good for {left} more requests, and to make and store a key takes up to {NEEDED}"
            )

    def _arrived(self, texts: Mapping[str, str]) -> bool:
        """Whether a write of unknown fate was carried out. Raises Refused where somebody else has written."""
        before, version = self._seen, self._version
        self.read()
        if self._version == version:
            self._seen = before
            return False
        if version is not None and self._version == version + 1 and self._seen == texts:
            return True
        raise Refused(f"by now {self} holds something else: another run has written there")

    def _accepted(self, answer: Answer) -> None:
        """Raise Refused unless the write was carried out with check-and-set."""
        if answer.status == 400 and any("did not match" in words for words in answer.errors):
            raise Refused(f"by now {self} holds something else: another run has written there")
        if answer.status == 204:
            raise Refused(f"{self} took the write without a version: it is on a mount of KV version 1")
        version = answer.data.get("version") if answer.status == 200 and isinstance(answer.data, Mapping) else None
        if answer.status != 200:
            raise self._refusal(answer)
        if version != (self._version or 0) + 1:
            raise Refused(f"{self} took the write as version {version}, and {(self._version or 0) + 1} is the next")
        self._told += [f"{self}: {words}" for words in answer.warnings]

    def _refusal(self, answer: Answer) -> Refused:
        """The error for an answer that this store has no words for."""
        if answer.status == 403 and not answer.denied_token:
            return Refused(
                f"{self}: this token may not see it, or not do that. Whether there is anything the server does not tell"
            )
        return self.server.refuse(answer, f"give {self.mount}/{self.path}")


def path_problems(option: str, path: str) -> Iterator[str]:
    """What is wrong with the path of a secret: what the server, or a client, would take for another one. Pure."""
    if not path or path != path.strip() or any(ord(letter) < 32 for letter in path):
        yield f"{option} {path!r} is empty, or holds blanks at an end or control characters"
    elif any(step in ("", ".", "..") for step in path.split("/")):
        yield f"{option} {path!r} has an empty step, '.' or '..': the server takes that for another path"
