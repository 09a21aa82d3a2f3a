# Copyright (c) 2026, streamops.confluent contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

"""DOCUMENTATION and RETURN of the modules of a kind."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from doc_text import Sample
from kind_options import Options
from kind_words import COLLECTION, INFO, MODULE, PLURAL, MissingWords, paragraphs, sentence

SUCCESS = "success"
OTHER_FORM = "other_form"
TYPES = {bool: "bool", int: "int", float: "float", str: "str", list: "list", dict: "dict"}  # in Ansible's words
TRIED = "success, and failure after the first write was tried"


class Pages(Options):
    """What the modules of a kind say. All methods raise MissingWords."""

    def documentation(self, form: str, options: dict[str, Any]) -> dict[str, Any]:
        """DOCUMENTATION of one form with these options."""
        own = self.own(form)
        attributes = {
            MODULE: self.words.get("attributes", ["attributes"]),
            PLURAL: ["plural.attributes", "plural"],
            INFO: ["attributes.info"],
        }[form]
        page: dict[str, Any] = {
            "module": self.module_name(form),
            "short_description": own.get("short_description") or self._short(form),
            "version_added": self.words["version_added"],
            "author": ["streamops.confluent contributors (@streamops)"],
            "description": self._description(form),
            # The connection options last: nobody looks for them first.
            "extends_documentation_fragment": [f"{COLLECTION}.{name}" for name in (*attributes, "connection")],
        }
        if options:
            page["options"] = options
        page["notes"] = self._notes(form)
        page["seealso"] = self._seealso(form)
        return page

    def _description(self, form: str) -> list[str]:
        written = [self.filled(text) for text in paragraphs(self.own(form).get("description"))]
        written = written or self.shared("descriptions", form)
        return written + (self.shared("descriptions", "nothing_found") if form == INFO else [])

    def _short(self, form: str) -> str:
        short = self.words.get("short") or f"{self.names['many']} in Confluent Cloud"
        return {
            MODULE: f"Manage {short}",
            PLURAL: f"Manage many {short} at once",
            INFO: f"Get information about {short}",
        }[form]

    @property
    def plane(self) -> str:
        """The plane whose credential the kind takes: by its words, else by its declaration."""
        declared = [*getattr(self.kind, "planes", ()), getattr(self.kind, "plane", None) or "control"]
        return str(self.words.get("plane", declared[0]))

    def _notes(self, form: str) -> list[str]:
        own = self.own(form)
        plane = own.get("plane_note", self.words.get("plane_note"))
        notes = [self.filled(plane)] if plane else self.shared("planes", self.plane)
        roles = own.get("roles") or (None if form == INFO else self.words.get("roles"))
        if roles:
            notes.append(self._of_form(f"{self.filled(self.common['roles'])} {self.filled(roles)}", form))
        if form == INFO:
            return notes + [self.filled(text) for text in paragraphs(own.get("notes"))]
        base = [self._of_form(self.filled(text), form) for text in paragraphs(self.words.get("notes"))]
        if form == PLURAL:
            base = (
                [self.filled(text) for text in self._over(own.get("notes"), base)["description"]]
                if own.get("notes")
                else base
            )
        return notes + base

    def _of_form(self, text: str, form: str) -> str:
        """A note of both modules that change something: in the plural one the options are those of an item."""
        if form != PLURAL:
            return text
        inside = {field.name for field in self.kind.item_fields()}
        return str(self._inside({"description": [text]}, inside)["description"][0])

    def _seealso(self, form: str) -> list[dict[str, Any]]:
        twins = [self.module_name(other) for other in self.forms if other != form]
        entries = self.own(form).get("seealso", self.words.get("seealso") if form == PLURAL else None) or []
        modules = [
            entry if entry.startswith("confluent_") else f"confluent_{entry}"
            for entry in entries
            if isinstance(entry, str)
        ]
        names = dict.fromkeys([*twins, *(name for name in modules if name != self.module_name(form))])
        links = [dict(entry) for entry in entries if not isinstance(entry, str)]
        return [{"module": f"{COLLECTION}.{name}"} for name in names] + links

    # Results

    def returned(self, form: str, wait: bool) -> dict[str, Any]:
        """RETURN of one form. wait: whether the module has the option `wait`."""
        of_form = {MODULE: self._of_module, PLURAL: self._of_plural, INFO: self._of_info}[form](wait)
        errors = "errors" if form == PLURAL else "error"
        return {
            **of_form,
            "api": self.result(form, "api", "api", "always", "dict"),
            "problems": self.result(
                form, "problems", "problems", "failure, when nothing was written", "list", elements="str"
            ),
            "error": self.result(
                form, "error", errors, "failure, when the service refused or could not be reached", "dict"
            ),
        }

    def result(self, form: str, name: str, shared: str, when: str, kind: str, **more: Any) -> dict[str, Any]:
        """One result. Words of the form under `results` come after those of _common.yml; with `in_place` instead."""
        own = (self.own(form).get("results") or {}).get(name)
        text = [] if isinstance(own, Mapping) and own.get("in_place") else self.shared("results", shared)
        text += [self.filled(one) for one in paragraphs(own)]
        when = own.get("returned", when) if isinstance(own, Mapping) else when
        return {"description": text[0] if len(text) == 1 else text, "returned": when, "type": kind, **more}

    def _of_module(self, wait: bool) -> dict[str, Any]:
        name = self.kind.name
        written = {
            "operation": {**self.result(MODULE, "operation", "operation", SUCCESS, "str"), "sample": "created"},
            name: self.result(MODULE, name, "object", SUCCESS, "dict", contains=self.contained(MODULE)),
        }
        for extra, entry in (self.words.get("more_results") or {}).items():
            written[extra] = self._returned_field(extra, entry)
        if wait:
            written["wait"] = self.result(MODULE, "wait", "wait", "when the object was not ready at once", "dict")
        if self._has_next_steps():
            written["next_step"] = self.result(MODULE, "next_step", "next_step", "when there is something to do", "str")
        written["diff"] = self.result(MODULE, "diff", "diff", "success, when something changes", "dict")
        return written

    def _has_next_steps(self) -> bool:
        """Whether the kind tells what the user has to do next: by its phases, or by a method of its own."""
        return bool(getattr(getattr(self.kind, "ready", None), "next_steps", None)) or ".kinds." in str(
            getattr(getattr(self.kind, "next_step", None), "__module__", "")
        )

    def _of_info(self, _wait: bool) -> dict[str, Any]:
        name = self.kind.plural
        told = self.result(INFO, name, "objects", SUCCESS, "list", elements="dict", contains=self.contained(INFO))
        more = self.own(INFO).get("more_results") or {}
        return {name: told, **{extra: self._returned_field(extra, entry) for extra, entry in more.items()}}

    def _of_plural(self, _wait: bool) -> dict[str, Any]:
        purged = bool(self.kind.purge_scope)
        item = {
            **self.result(
                PLURAL, self.kind.name, "item", "when something was done, or O(return_unchanged=true)", "dict"
            )
        }
        item["sample"] = Sample(self.own(PLURAL).get("sample") or self._short_sample())
        label = {
            "description": f"The {self.names['one']} in words.",
            "type": "str",
            "sample": Sample(self.own(PLURAL).get("label") or f"{self.names['one']} {self._key_sample()}"),
        }
        items = "items_purged" if purged else "items"
        written = {
            "counts": self.result(PLURAL, "counts", "counts", TRIED, "dict"),
            self.kind.plural: self.result(
                PLURAL, self.kind.plural, items, TRIED, "list", elements="dict",
                contains={"label": label, self.kind.name: item},
            ),
        }  # fmt: skip
        if purged:
            written["purge"] = self.result(PLURAL, "purge", "purge", "when O(purge) is given", "dict")
        written["diff"] = self.result(PLURAL, "diff", "diffs", "when something changes", "list", elements="dict")
        return written

    def _key_sample(self) -> str:
        samples = self.words.get("samples") or {}
        return " / ".join(str(samples[field.name]) for field in self.kind.fields if field.key and field.name in samples)

    def _short_sample(self) -> dict[str, Any]:
        """The sample of an object in short: its id and its key."""
        samples = self.words.get("samples") or {}
        keys = ["id", *(field.name for field in self.kind.fields if field.key)]
        return {name: samples[name] for name in keys if name in samples}

    def contained(self, form: str) -> dict[str, Any]:
        """The fields of an object in the results."""
        own = dict(self.words.get("returns") or {})
        if form != MODULE:
            own.update(self.own(form).get("returns") or {})
        declared = self._declared_results()
        names = dict.fromkeys([*declared, *own])
        return {
            name: self._returned_field(name, own.get(name), declared.get(name))
            for name in names
            if own.get(name, "") is not None
        }

    def _declared_results(self) -> dict[str, Any]:
        """What the declaration says of an object's fields: {name: Field, or None where it is only computed}."""
        found: dict[str, Any] = {}
        options = {field.name: field for field in self.kind.fields}
        if "id" in options:
            found["id"] = options["id"]
        for field in self.kind.scope:
            looked_up = getattr(field, "refers", None) or getattr(field, "query", None)
            if looked_up or (field.name == "environment" and field.required):
                found[field.name] = field
        for name, field in options.items():
            hidden = getattr(field, "write_only", False) or field.no_log
            if field.wire is not None and not hidden:
                found[name] = field
        outputs = [*getattr(self.kind, "outputs", {}), *([OTHER_FORM] if getattr(self.kind, "unions", ()) else [])]
        return {**found, **dict.fromkeys(name for name in outputs if name not in found)}

    def _meaning(self, field: Any) -> list[str]:
        """What a field is, by the words of the option: their first sentence. Of a reference only the id is returned."""
        if field is None:
            return []
        refers = getattr(field, "refers", None)
        if refers is not None:
            many = field.type == "list"
            text = self.common["returns"]["references" if many else "reference"]
            return [self.filled(text.replace("{value}", f"{refers.what}s" if many else refers.what))]
        return [self.filled(sentence(one)) for one in paragraphs(self._words_of(field))[:1]]

    def _returned_field(self, name: str, own: Any, field: Any = None) -> dict[str, Any]:
        text = [self.filled(one) for one in paragraphs(own)] or self.shared("returns", name) or self._meaning(field)
        if not text:
            raise MissingWords(f"{self.kind.name}: no words for the returned value {name}")
        more = own if isinstance(own, Mapping) else {}
        entry: dict[str, Any] = {"description": text[0] if len(text) == 1 else text}
        samples = {**self.common["samples"], **(self.words.get("samples") or {})}
        sample = more.get("sample", samples.get(name))
        if name == OTHER_FORM:
            more = {"type": "dict", "returned": "where it has such a form", **more}
        if "returned" in more:
            entry["returned"] = more["returned"]
        entry.update(self._type_of(more, field, sample))
        if "contains" in more:
            entry["contains"] = {sub: self._returned_field(sub, words) for sub, words in more["contains"].items()}
        if sample is not None:
            entry["sample"] = Sample(sample) if not isinstance(sample, bool) else sample
        return entry

    @staticmethod
    def _type_of(more: Mapping[str, Any], field: Any, sample: Any) -> dict[str, Any]:
        """The type of a returned value: by its words, else by its declaration, else by its sample."""
        elements = more.get("elements")
        if "type" in more:
            kind = more["type"]
        elif field is not None:
            kind, elements = field.type, elements or field.elements
        else:
            kind = TYPES.get(type(sample), "str")
        if kind != "list":
            return {"type": kind}
        first = sample[0] if isinstance(sample, list) and sample else None
        return {"type": kind, "elements": elements or TYPES.get(type(first), "str")}
