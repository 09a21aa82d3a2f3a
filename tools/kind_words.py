# Copyright (c) 2026, streamops.confluent contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

"""DOCUMENTATION, EXAMPLES and RETURN of the modules of a kind, from its declaration and its words.

The declaration (plugins/module_utils/kinds) knows types, limits, defaults, what can be changed and what is needed; the words
(docs/kinds/<kind>.yml) say what an option means, and show it. docs/kinds/_common.yml has the words that all kinds share.
CONTRIBUTING.md has a table of what a file of words may hold.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from doc_text import Again, Anchored, Sample

COLLECTION = "streamops.confluent"
MODULE, PLURAL, INFO = "module", "plural", "info"
SUCCESS = "success"
TRIED = "success, and failure after the first write was tried"
MARKED = r"O\(((\w+)(?:\\.|[^()\\])*)\)"  # an option in a text, with its value where one is named
UNSAID = {"limits", "pattern", "mutability", "left_alone", "identity", "variable", "default", "required"}

Words = Mapping[str, Any]


class MissingWords(Exception):
    """Something of a kind that nobody has described, or words for what it does not have."""


def paragraphs(words: Any) -> list[str]:
    """A text, or a list of texts, as a list; the description of an entry that has more than that."""
    if isinstance(words, Mapping):
        words = words.get("description")
    if words is None:
        return []
    return [" ".join(text.split()) for text in ([words] if isinstance(words, str) else words)]


def sentence(text: str) -> str:
    """The first sentence of a text."""
    return re.split(r"(?<=[^.]\.)\s+(?=[A-Z])", text, maxsplit=1)[0]


def listed(values: Iterable[str], last: str = "and") -> str:
    """a, b and c."""
    *others, final = values
    return f"{', '.join(others)} {last} {final}" if others else final


def value_markup(value: Any) -> str:
    """A value inside of V(...)."""
    text = str(value).lower() if isinstance(value, bool) else str(value)
    return text.replace("\\", "\\\\").replace(")", "\\)")


@dataclass(frozen=True)
class Pages:
    """What the modules of a kind say. `kind`: the class that declares it. Raises MissingWords while it is read."""

    kind: Any
    words: Words
    common: Words

    # ---- how the kind is called -------------------------------------------------------------------------------------

    @cached_property
    def names(self) -> dict[str, str]:
        """What stands for {one}, {noun} and so on."""
        one = self.words.get("one", self.kind.name.replace("_", " "))
        many = self.words.get("many", self.kind.plural.replace("_", " "))
        noun = self.words.get("noun", one)
        sample = str((self.words.get("samples") or {}).get("id", ""))
        return {
            "one": one,
            "many": many,
            "noun": noun,
            "nouns": self.words.get("nouns", many if noun == one else f"{noun}s"),
            "prefix": sample.partition("-")[0] + "-" if "-" in sample else "",
            "module": f"{COLLECTION}.{self.module_name(MODULE)}",
            "plural": self.kind.plural,
            "guide": self.common["guide"],
        }

    def module_name(self, form: str) -> str:
        """The name of the module of one of the three forms, without the collection's."""
        name = {MODULE: self.kind.name, PLURAL: self.kind.plural, INFO: f"{self.kind.name}_info"}[form]
        return f"confluent_{name}"

    @cached_property
    def forms(self) -> list[str]:
        """Which modules the kind has."""
        has = {MODULE: "examples" in self.words, PLURAL: PLURAL in self.words, INFO: INFO in self.words}
        return [form for form, there in has.items() if there]

    def own(self, form: str) -> Words:
        """The words of one form: those at the top for the module itself."""
        return self.words if form == MODULE else self.words.get(form) or {}

    def filled(self, text: str) -> str:
        for name, stands_for in self.names.items():
            text = text.replace("{" + name + "}", stands_for)
        return " ".join(text.split())

    def shared(self, section: str, name: str) -> list[str]:
        """Words of _common.yml."""
        return [self.filled(text) for text in paragraphs(self.common[section].get(name))]

    def fact(self, name: str, value: Any = "") -> str:
        return self.filled(self.common["facts"][name].replace("{value}", str(value)))

    # ---- options ----------------------------------------------------------------------------------------------------

    def described(self, field: Any, words: Any, facts: bool = True, bare: bool = False) -> list[str]:
        """The paragraphs of an option: its meaning, then what its declaration says. facts, bare: as in `option`."""
        meaning = [self.filled(text) for text in paragraphs(words)]
        if not meaning:
            raise MissingWords(f"{self.kind.name}: no words for {field.name}")
        unsaid = {*self.words.get("unsaid", ()), *(words.get("unsaid", ()) if isinstance(words, Mapping) else ())}
        if unsaid - UNSAID:
            raise MissingWords(f"{self.kind.name}: {field.name} cannot leave out {', '.join(sorted(unsaid - UNSAID))}")
        if facts:
            needed = [self._needed(field)] if bare and field.required and "required" not in unsaid else []
            more = [*self._limits(field, unsaid), *needed, *self._mutability(field, unsaid)]
            meaning[0] = " ".join([meaning[0], *more])
        meaning += self._endings(field, unsaid, facts, bare)
        return meaning

    def _limits(self, field: Any, unsaid: set[str]) -> Iterator[str]:
        if "limits" in unsaid:
            return
        for name in ("max_length", "minimum"):
            if getattr(field, name, None) is not None:
                yield self.fact(name, getattr(field, name))
        if getattr(field, "pattern", None) and "pattern" not in unsaid:
            yield self.fact("pattern", value_markup(field.pattern))
        if getattr(field, "as_set", False):
            yield self.fact("as_set")
        known = getattr(field, "known", ()) or ()
        if known:
            yield self.fact("known", listed(f"V({value_markup(one)})" for one in known))

    def _needed(self, field: Any) -> str:
        """Of an item. What alone tells objects apart cannot come from the defaults."""
        keys = [one.name for one in self.kind.fields if one.key]
        return self.fact("required" if keys == [field.name] else "required_or_default")

    def _mutability(self, field: Any, unsaid: set[str]) -> Iterator[str]:
        if "mutability" in unsaid or field.key or field.wire is None or field.required:
            return
        fixed = getattr(field, "mutable", True) is False
        if field.needed:
            yield self.fact("needed_and_fixed" if fixed else "needed")
        elif fixed:
            yield self.fact("fixed")
        if not fixed:
            yield self.fact("changeable")
            if not field.needed and field.default is None and "left_alone" not in unsaid:
                yield self.fact("left_alone")
        if getattr(field, "write_only", False):
            yield self.fact("write_only")

    def _endings(self, field: Any, unsaid: set[str], facts: bool, bare: bool) -> Iterator[str]:
        """Paragraphs of their own."""
        if facts and field.name == "name" and field.key and self._has_id and "identity" not in unsaid:
            yield self.fact("renames")
            yield self.fact("name_or_id")
        if field.env and "variable" not in unsaid:
            yield self.fact("variable", listed((f"E({name})" for name in field.env), "or"))
        if bare and field.default is not None and "default" not in unsaid:
            yield self.fact("default", value_markup(field.default))

    @cached_property
    def _has_id(self) -> bool:
        return ("name", "id") in self.kind.rules.required_one_of

    def option(self, field: Any, words: Any, facts: bool = True, bare: bool = False) -> dict[str, Any]:
        """An option as DOCUMENTATION has it.

        facts: with what its declaration says about limits and changes. bare: an option of an item of a plural module, in
        which Ansible must not fill in defaults or ask for what is required.
        """
        entry: dict[str, Any] = {"description": self.described(field, words, facts, bare), "type": field.type}
        if field.elements:
            entry["elements"] = field.elements
        if field.choices:
            entry["choices"] = list(field.choices)
        if not bare and field.default is not None:
            entry["default"] = field.default
        if not bare and field.required:
            entry["required"] = True
        if field.aliases:
            entry["aliases"] = list(field.aliases)
        if field.options:
            own = (words.get("suboptions") if isinstance(words, Mapping) else None) or {}
            self._no_strangers(own, field.options, f"suboptions of {field.name}")
            entry["suboptions"] = {
                sub.name: self.option(sub, own.get(sub.name, self._default(sub)), facts and field in self.kind.fields)
                for sub in field.options
            }
        return entry

    def _default(self, field: Any) -> Any:
        """The words of _common.yml for an option that has none of its own."""
        refers = getattr(field, "refers", None)
        name = field.name
        if name == "environment" and not field.required:
            name = "environment_of_plane"
        if refers is not None and name not in self.common["options"]:
            many = field.type == "list"
            called = getattr(refers, "plural" if many else "name", str(refers)).replace("_", " ")
            return [
                text.replace("{value}", called)
                for text in self.shared("options", "references" if many else "reference")
            ]
        return self.common["options"].get(name)

    def _no_strangers(self, words: Mapping[str, Any], fields: Iterable[Any], where: str) -> None:
        strangers = set(words) - {field.name for field in fields}
        if strangers:
            raise MissingWords(
                f"{self.kind.name}: words for what is not declared ({where}): {', '.join(sorted(strangers))}"
            )

    def _words_of(self, field: Any) -> Any:
        return self._over((self.words.get("options") or {}).get(field.name), self._default(field))

    @staticmethod
    def _over(words: Any, base: Any) -> Any:
        """Words that stand over others: "..." in them is what the others say, and so are suboptions that they lack."""
        if words is None:
            return base
        text = [one for each in paragraphs(words) for one in (paragraphs(base) if each == "..." else [each])]
        below, above = (one if isinstance(one, Mapping) else {} for one in (base, words))
        suboptions = {**(below.get("suboptions") or {}), **(above.get("suboptions") or {})}
        return {**below, **above, "description": text or paragraphs(base), "suboptions": suboptions}

    def module_options(self) -> dict[str, Any]:
        fields = self.kind.argument_fields()
        self._no_strangers(self.words.get("options") or {}, fields, "options")
        return {field.name: self._option_of(field, self._words_of(field)) for field in fields}

    def _option_of(self, field: Any, words: Any) -> dict[str, Any]:
        """An option of the module, with its facts where it is part of the object or a modifier, and not of the scope."""
        return self.option(field, words, facts=field not in self.kind.scope)

    def info_options(self) -> dict[str, Any]:
        own, fields = self.own(INFO).get("options") or {}, self.kind.info_argument_fields()
        self._no_strangers(own, fields, "options of info")
        scope = {field.name for field in fields} - {field.name for field in self.kind.info_fields}
        return {field.name: self.option(field, self._info_words(field, own, scope), facts=False) for field in fields}

    def _info_words(self, field: Any, own: Words, scope: set[str]) -> Any:
        if field.name in own:
            return own[field.name]
        if field.name not in scope and field.name in self.common["info"]:
            return self.shared("info", field.name)
        return self._words_of(field)

    def plural_options(self, fields: Iterable[Any]) -> dict[str, Any]:
        """Options of the plural module; fields: `plural_fields` of the engine."""
        own = self.own(PLURAL)
        fields = [field for field in fields if field.name not in ("concurrency", "on_error")]
        names = {field.name for field in fields}
        self._no_strangers(own.get("options") or {}, fields, "options of plural")
        self._no_strangers(own.get("items") or {}, self.kind.item_fields(), "items of plural")
        written: dict[str, Any] = {}
        for field in fields:
            words = (own.get("options") or {}).get(field.name)
            if field.name == self.kind.plural:
                words = words or self.shared("plural", "items_purged" if "purge" in names else "items")
                written[field.name] = {
                    "description": [self.filled(text) for text in paragraphs(words)],
                    "type": "list",
                    "elements": "dict",
                    "required": True,
                    "suboptions": Anchored(self.kind.name, self._items(own.get("items") or {})),
                }
            elif field.name == "defaults":
                text = [self.filled(one) for one in paragraphs(words)] or self.shared("plural", "defaults")
                written[field.name] = {"description": text, "type": "dict", "suboptions": Again(self.kind.name)}
            elif field.name == "purge":
                written[field.name] = self.option(field, self._purge_words(words), facts=False)
            elif field.name == "return_unchanged":
                written[field.name] = self.option(field, words or self.shared("plural", field.name), facts=False)
            else:
                entry = self._option_of(field, self._over(words, self._words_of(field)))
                written[field.name] = self._outside(entry, names)
        return written

    def _outside(self, entry: dict[str, Any], names: set[str]) -> dict[str, Any]:
        """Texts of an option for all items: O(name) of what is an option of each item names the list."""
        inside = {field.name for field in self.kind.item_fields()} - names

        def moved(match: re.Match[str]) -> str:
            return f"O({self.kind.plural}[].{match[1]})" if match[2] in inside else match[0]

        return {**entry, "description": [re.sub(MARKED, moved, text) for text in entry["description"]]}

    def _purge_words(self, words: Any) -> dict[str, Any]:
        given = dict(words) if isinstance(words, Mapping) else {"description": words} if words else {}
        given.setdefault("description", self.shared("plural", "purge"))
        shared = {
            name: self.shared("plural", name) for name in ("name_prefix", "name_pattern", "max_deletions", "protected")
        }
        scope = {field.name for field in self.kind.purge_scope} | {"max_deletions", "protected"}
        own = given.get("suboptions") or {}
        given["suboptions"] = {**{name: text for name, text in shared.items() if name in scope}, **own}
        return given

    def _items(self, own: Words) -> dict[str, Any]:
        fields = self.kind.item_fields()
        inside = {field.name for field in fields}
        written = {}
        for field in fields:
            words = own.get(field.name)
            shared = field.name not in (self.words.get("options") or {}) and field.name in self.common[PLURAL]
            words = self._over(words, self.shared(PLURAL, field.name)) if shared else words
            words = self._over(words, self._words_of(field))
            written[field.name] = self._inside(
                self.option(field, words, field not in self.kind.scope, bare=True), inside
            )
        return written

    def _inside(self, entry: dict[str, Any], inside: set[str]) -> dict[str, Any]:
        """An option's texts as they stand in an item of a list, where O(name) would be an option of the module."""
        moved = dict(entry)
        moved["description"] = [
            re.sub(MARKED, lambda match: f"C({match[1]})" if match[2] in inside else match[0], text)
            for text in (re.sub(rf"RV\(({self.kind.name}\b[^)]*)\)", r"C(\1)", text) for text in entry["description"])
        ]
        if "suboptions" in entry:
            moved["suboptions"] = {name: self._inside(sub, inside) for name, sub in entry["suboptions"].items()}
        return moved

    # ---- the page ---------------------------------------------------------------------------------------------------

    def documentation(self, form: str, options: dict[str, Any]) -> dict[str, Any]:
        """DOCUMENTATION of one form with these options."""
        own = self.own(form)
        attributes = {MODULE: ["attributes"], PLURAL: ["plural.attributes", "plural"], INFO: ["attributes.info"]}[form]
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

    # ---- results ----------------------------------------------------------------------------------------------------

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
        """One result. Words of the form under `results` are added to those of _common.yml, or with `in_place` replace them."""
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
        written["diff"] = self.result(MODULE, "diff", "diff", "success, when something changes", "dict")
        return written

    def _of_info(self, _wait: bool) -> dict[str, Any]:
        name = self.kind.plural
        return {
            name: self.result(INFO, name, "objects", SUCCESS, "list", elements="dict", contains=self.contained(INFO))
        }

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
        if any(field.name == "environment" and field.required for field in self.kind.scope):
            found["environment"] = None
        for name, field in options.items():
            hidden = getattr(field, "write_only", False) or field.no_log
            if field.wire is not None and not hidden:
                found[name] = field
        outputs = getattr(self.kind, "outputs", {})
        return {**found, **dict.fromkeys(name for name in outputs if name not in found)}

    def _returned_field(self, name: str, own: Any, field: Any = None) -> dict[str, Any]:
        text = [self.filled(one) for one in paragraphs(own)] or self.shared("returns", name)
        if not text and field is not None:
            text = [self.filled(sentence(one)) for one in paragraphs(self._words_of(field))[:1]]
        if not text:
            raise MissingWords(f"{self.kind.name}: no words for the returned value {name}")
        more = own if isinstance(own, Mapping) else {}
        entry: dict[str, Any] = {"description": text[0] if len(text) == 1 else text}
        if "returned" in more:
            entry["returned"] = more["returned"]
        entry["type"] = more.get("type") or (field.type if field is not None else "str")
        elements = more.get("elements") or (field.elements if field is not None else None)
        if entry["type"] == "list" and elements:
            entry["elements"] = elements
        if "contains" in more:
            entry["contains"] = {sub: self._returned_field(sub, words) for sub, words in more["contains"].items()}
        samples = {**self.common["samples"], **(self.words.get("samples") or {})}
        sample = more.get("sample", samples.get(name))
        if sample is not None:
            entry["sample"] = Sample(sample) if not isinstance(sample, bool) else sample
        return entry
