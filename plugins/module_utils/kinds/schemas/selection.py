# Copyright (c) 2026, streamops.confluent contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""The schemas that an `_info` module is asked for: by subject, prefix, version or id, softly deleted ones included."""

from __future__ import annotations

from collections.abc import Mapping

from ..._declare.field import Object
from ..._declare.override import override
from ..._wire.http import segment
from .reading import SchemaReading, flag
from .registry import ALL_CONTEXTS
from .text import plain_subject


class SchemaSelection(SchemaReading):
    """Schemas by the options of `_info`."""

    @override
    def select(self) -> list[Object]:
        options = self.options
        deleted = {"deleted": flag(options["deleted"])}
        subject = options.get("subject")
        if options.get("id") is not None:
            return self._by_id(options["id"], subject, options["deleted"])
        if subject is None:
            return self._listed(options.get("subject_prefix") or ALL_CONTEXTS, deleted)
        if options.get("version") is None and not options["latest_only"]:
            name = plain_subject(subject)
            mine = [item for item in self._listed(name, deleted) if plain_subject(item["subject"]) == name]
            if mine:
                return mine
            behind = self._latest_of(subject)  # a list does not know aliases
            if behind is None or plain_subject(behind["subject"]) == name:
                return []
            same = [i for i in self._listed(behind["subject"], deleted) if i["subject"] == behind["subject"]]
            return [self._named(item, subject) for item in same]
        if options.get("version") is None:
            found = self._latest_of(subject)
        else:
            found = self._marked(subject, self.version_of(subject, options["version"], deleted))
        return [self._named(self._from_api(found), subject)] if found else []

    def _listed(self, prefix: str, deleted: Mapping[str, str]) -> list[Object]:
        params = {"subjectPrefix": prefix, **deleted, "latestOnly": flag(self.options["latest_only"])}
        listed = list(self.paged("/schemas", params))
        if self.options["deleted"] and any("deleted" not in raw for raw in listed):
            visible = self.paged("/schemas", {**params, "deleted": "false"})
            shown = {(raw["subject"], raw["version"]) for raw in visible}
            listed = [{**raw, "deleted": (raw["subject"], raw["version"]) not in shown} for raw in listed]
        return [self._from_api(raw) for raw in listed]

    def _marked(self, subject: str, found: Object | None) -> Object | None:
        """A version with its flag `deleted`, which a registry may leave out of its answers."""
        if found is None or not self.options["deleted"] or "deleted" in found:
            return found
        return {**found, "deleted": self.version_of(subject, found["version"]) is None}

    def _latest_of(self, subject: str) -> Object | None:
        """The latest version of a subject as the API shows it, of the soft-deleted ones too where they are asked for:
        `latest` means a visible one.
        """
        if not self.options["deleted"]:
            return self.version_of(subject, "latest")
        numbers = self.found(self._url(subject, "versions"), {"deleted": "true"})
        if not numbers:
            return None
        return self._marked(subject, self.version_of(subject, int(max(numbers)), {"deleted": "true"}))

    def _by_id(self, identifier: int, subject: str | None, deleted: bool) -> list[Object]:
        """One object for each subject and version that has the schema of this id.

        What the registry says of the content it says of one of its uses, so only the content is taken from that.
        """
        path = f"/schemas/ids/{segment(str(identifier))}"
        place = self.place_of_ids(subject or "")
        told = self.found(path, place)
        if told is None:
            return []
        content = {name: value for name, value in told.items() if name not in ("subject", "version", "ts", "deleted")}
        visible = uses = self.found(f"{path}/versions", place) or []
        if deleted:
            uses = self.found(f"{path}/versions", {**place, "deleted": "true"}) or []
        shown = {(use["subject"], use["version"]) for use in visible}
        found = []
        for use in uses:
            hidden = (use["subject"], use["version"]) not in shown
            found.append(self._from_api({**content, **use, "id": identifier, "deleted": hidden}))
        if subject is None:
            return found
        name = plain_subject(subject)
        if found and name not in {plain_subject(item["subject"]) for item in found}:
            behind = self._latest_of(subject)
            name = plain_subject(behind["subject"]) if behind else name
        return [self._named(item, subject) for item in found if plain_subject(item["subject"]) == name]
