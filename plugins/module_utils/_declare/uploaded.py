# Copyright (c) 2026, streamops.confluent contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Kinds that are made of a file: it is uploaded first, as a whole, and what is made of it then refers to the upload.

None of these APIs takes another content for an object that is there, and none tells of which content one is. So the
SHA-256 of the file is recorded where the object has room for words, and compared with that of the file in later runs:
the same content is not sent again, and another one is an error, unless the task asks for the object to be replaced.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace
from typing import Any, ClassVar

from .._errors import ApiError, ConfluentError, attempting
from .._wire.archives import digest_of, format_of, problem_of
from .._wire.tries import Tries
from .._wire.upload import Sent
from .change import CREATED, DELETED, UPDATED, Change
from .field import Field, Object
from .holder import held
from .override import override
from .rest import RestKind
from .shape import set_path
from .waiting import Wait

SHA256 = "sha256"
# Where the digest is recorded: at the end of a text for people, or of a link, whose fragment no web server gets to see.
TEXT, LINK = "text", "link"
MARKS = {TEXT: (" [sha256:", "]"), LINK: ("#sha256=", "")}
MARKED = {
    TEXT: re.compile(r"(?:^| )\[sha256:([0-9a-f]{64})\]$"),
    LINK: re.compile(r"#sha256=([0-9a-f]{64})$"),
}
MARK_LENGTH = 74  # of the longest mark with its digest
FILE = Field("artifact_file", wire=None, type="path", needed=True, mutable=False)
REPLACE = Field("replace_content", wire=None, choices=("never", "different", "always"), default="never")
RELEASED = 300.0  # seconds in which an object that is replaced has to be gone


def marked(place: str, words: str | None, digest: str) -> str | None:
    """Words with the digest recorded in them. A link with a fragment of its own, or none, has no room for it."""
    before, after = MARKS[place]
    if place == LINK and (not words or "#" in words):
        return words
    return f"{words or ''}{before}{digest}{after}".strip()


def unmarked(place: str, words: Any) -> tuple[Any, str | None]:
    """Words without the digest that is recorded in them, and the digest; None where there is none."""
    found = MARKED[place].search(words or "")
    return (words, None) if found is None else (words[: found.start()], found.group(1))


class Uploaded(RestKind):
    """A kind whose objects are made of a file that is uploaded by a presigned URL.

    `file`: the option that names the file. `presigned`: the path at which presigned URLs are asked for, with what
    `asked` gives. `recorded_in`: the option whose value records the digest, a TEXT or (`recorded_as`) a LINK.
    `source`: the wire path at which a creation refers to the upload.
    """

    presigned: ClassVar[str]
    file: ClassVar[Field] = FILE
    recorded_in: ClassVar[str] = "description"
    recorded_as: ClassVar[str] = TEXT
    source: ClassVar[str] = "upload_source"

    digest: str | None = None  # of the file that the task names
    sent: Sent | None = None  # what is to be made an object of
    recorded: str | None = None  # the digest that goes with what is written next

    @override
    def __init_subclass__(cls) -> None:
        if cls.file not in cls.fields:
            room = cls.field(cls.recorded_in)
            limited = room.but(max_length=(room.max_length or 0) - MARK_LENGTH)
            cls.fields = (*(limited if f is room else f for f in cls.fields), cls.file)
            cls.modifiers = (*cls.modifiers, REPLACE)
        super().__init_subclass__()

    def asked(self, values: Mapping[str, Any]) -> dict[str, Any]:
        """What a presigned URL for an object with these values is asked for with, besides the format."""
        raise NotImplementedError

    # What is wrong with the file is known before anything is asked of the service, and in check mode

    @override
    def invalid(self, item: Mapping[str, Any]) -> Iterator[str]:
        yield from super().invalid(item)
        path, stated = item.get(self.file.name), item.get("content_format")
        if item.get("state") == "absent" or path is None:
            return
        problem = problem_of(path)
        if problem:
            yield f"{self.file.name} {problem}"
        elif stated and stated.upper() != format_of(path):
            yield f"content_format {stated} does not fit {self.file.name} {path}, a {format_of(path)} by its name"

    # Desired and actual: the digest stands for the content

    @override
    def desired(self, item: Mapping[str, Any]) -> Object:
        stated = super().desired(item)
        path = stated.get(self.file.name)
        self.digest = None if item.get("state") == "absent" or path is None else digest_of(path)
        return {**stated, SHA256: self.digest} if self.digest else stated

    @override
    def from_api(self, raw: Mapping[str, Any]) -> Object:
        item = super().from_api(raw)
        words, digest = unmarked(self.recorded_as, item.get(self.recorded_in))
        return {**item, self.recorded_in: words, SHA256: digest}

    @override
    def compare(self, field: Field, wanted: Any, actual: Object) -> tuple[Any, Any] | None:
        if field.name != self.file.name:
            return super().compare(field, wanted, actual)
        before, after = actual.get(SHA256), self.digest
        same = before in (None, after) and self.options.get(REPLACE.name) != "always"
        return None if same else (before and f"{SHA256}:{before}", f"{SHA256}:{after}")

    @override
    def fixed(self, field: Field, change: Change) -> Iterator[str]:
        if field.name != self.file.name:
            yield from super().fixed(field, change)
        elif self.options.get(REPLACE.name) == "never":
            before, after = change.fields[field.name]
            yield (
                f"the content of {change.label} is another one ({before}) than that of {change.desired[field.name]} "
                f"({after}), and the service takes no other content for what is there. {self.instead()}; or have it "
                f"replaced with {REPLACE.name}: different, which deletes it and makes it anew with another id"
            )

    def instead(self) -> str:
        """What to do rather than replace an object whose content is another one, as the beginning of a sentence."""
        return f"Make another {self.words_of_one()} of another name from it, and delete this one when nothing uses it"

    @override
    def refusals(self, change: Change) -> Iterable[str]:
        yield from super().refusals(change)
        before = change.before or {}
        if change.desired.get(SHA256) and before and not before.get(SHA256) and self.file.name not in change.fields:
            self.cloud.warn(
                f"Whether the content of {change.label} is that of {change.desired[self.file.name]} cannot be told: "
                f"its {self.recorded_in} records no digest. It is taken for the same; {REPLACE.name}: always makes it "
                "anew."
            )
        if change.operation == UPDATED and self.file.name in change.fields:
            users = self.holders(change)
            if users:
                yield held(change.label, users)

    # Writing

    @override
    def body(self, values: Mapping[str, Any]) -> dict[str, Any]:
        """With the digest in the words that are written, and with the upload of a creation."""
        whole, stated = self.sent is not None, dict(values)
        if self.recorded and (whole or self.recorded_in in stated):
            stated[self.recorded_in] = marked(self.recorded_as, stated.get(self.recorded_in), self.recorded)
        body = super().body({name: value for name, value in stated.items() if value is not None})
        if self.sent is not None:
            upload = {"location": "PRESIGNED_URL_LOCATION", "upload_id": self.sent.upload_id}
            set_path(body, self.source.split("."), upload)
        return body

    @override
    def create(self, change: Change) -> Object:
        """Only what was uploaded as a whole, and is what the digest says, becomes an object."""
        self.upload(change.desired)
        made = super().create(change)
        self.sent = None
        return made

    def upload(self, values: Mapping[str, Any]) -> None:
        """Upload the file that these values name. Raises what `Cloud.upload` does, and ConfluentError for a file that
        changed since it was compared.
        """
        path = values[self.file.name]
        sent = self.cloud.upload(self.presigned, {"content_format": format_of(path), **self.asked(values)}, path)
        if sent.sha256 != self.digest:
            raise ConfluentError(f"{path} was changed while it was uploaded. Nothing was made of it. Run again.")
        self.sent, self.recorded = sent, sent.sha256

    @override
    def update(self, change: Change) -> Object:
        if self.file.name in change.fields:
            return self._replaced(change)
        self.recorded = change.actual.get(SHA256)
        return super().update(change)

    @override
    def _whereabouts(self, change: Change, made: Object) -> str:
        """Of a replaced one where the new one is."""
        return str(made["id"]) if self.file.name in change.fields else super()._whereabouts(change, made)

    def _replaced(self, change: Change) -> Object:
        """Another object in the place of this one. The file is uploaded as a whole before anything is deleted."""
        there = {name: value for name, value in change.actual.items() if value != ""}  # "": the service has nothing
        whole = {**there, **change.desired, "content_format": format_of(change.desired[self.file.name])}
        self.upload(whole)
        old = {"id": change.actual["id"]}
        try:
            self.delete(replace(change, operation=DELETED))
        except ApiError as error:  # an answer that got lost: it is gone, and says so to the next try
            if not self.says_absent(error) or self._seen(old) is not None:
                raise
        gone = Wait(f"the deletion of {change.label}", RELEASED, self.cloud.progress)
        gone.until(lambda: (self.get(change.actual["id"]) is None, "DELETING", None))
        del whole["id"]
        with attempting(f"make {change.label} anew (the old one is deleted already: run again)"):
            made = self._made_once(replace(change, operation=CREATED, desired=whole))
        self.sent = None
        return made

    def _made_once(self, change: Change) -> Object:
        """The creation that belongs to a replacement. When its fate is unknown the object is looked for, at once and
        after a pause, before it is tried again: as `_engine.writes` does for any other creation.
        """
        tries = Tries(self.cloud.transport, self.cloud.transport.retry_timeout)
        while True:
            try:
                return super().create(change)
            except ApiError as error:
                if not error.fate_unknown and not (tries.failed and self.taken(error)):
                    raise
                found = self._seen(change.desired)
                if found is None and tries.again():
                    found = self._seen(change.desired)
                elif found is None:
                    raise
                if found is not None:
                    return found

    def _seen(self, wanted: Object) -> Object | None:
        """What the list shows of it now."""
        self.forget()
        return self.read([wanted])[0]
