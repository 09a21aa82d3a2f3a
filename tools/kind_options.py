# Copyright (c) 2026, streamops.confluent contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

"""The options of the modules of a kind: what they mean, by its words, and what holds for them, by its declaration."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from functools import cached_property
from typing import Any

from doc_text import Again, Anchored
from kind_words import INFO, PLURAL, KindWords, MissingWords, Words, listed, paragraphs

MARKED = r"O\(((\w+)(?:\\.|[^()\\])*)\)"  # an option in a text, with its value where one is named
UNSAID = {"limits", "pattern", "mutability", "left_alone", "identity", "variable", "default", "required"}


def value_markup(value: Any) -> str:
    """A value inside of V(...)."""
    text = str(value).lower() if isinstance(value, bool) else str(value)
    return text.replace("\\", "\\\\").replace(")", "\\)")


class Options(KindWords):
    """The options of the three modules of a kind. All methods raise MissingWords."""

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
        for name in ("max_length", "min_items", "max_items", "minimum"):
            if getattr(field, name, None) is not None:
                yield self.fact(name, getattr(field, name))
        if getattr(field, "pattern", None) and "pattern" not in unsaid:
            yield self.fact("pattern", value_markup(field.pattern))
        if getattr(field, "as_set", False):
            yield self.fact("as_set")
        if getattr(field, "known", ()):
            yield self.fact("known", listed(f"V({value_markup(one)})" for one in field.known))

    def _needed(self, field: Any) -> str:
        """Of an item. What alone tells objects apart cannot come from the defaults."""
        keys = [one.name for one in self.kind.fields if one.key]
        return self.fact("required" if keys == [field.name] else "required_or_default")

    def _mutability(self, field: Any, unsaid: set[str]) -> Iterator[str]:
        if "mutability" in unsaid or field.key or field.wire is None or field.required:
            return
        forms = next((union for union in getattr(self.kind, "unions", ()) if field.name in union.names), None)
        if forms is not None:
            yield from self._form(forms)
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

    def _form(self, forms: Any) -> Iterator[str]:
        """Of one form of a union: what holds for all of them."""
        if len(forms.names) > 1:
            names = listed(f"O({name})" for name in forms.names)
            yield self.fact("one_form" if forms.needed else "one_form_at_most", names)
        if forms.fixed:
            yield self.fact("form_is_fixed")

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

        facts: with what its declaration says about limits and changes. bare: an option of an item of a plural module,
        in which Ansible must not fill in defaults or ask for what is required.
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
        name = "environment_of_plane" if field.name == "environment" and not field.required else field.name
        refers = getattr(field, "refers", None)
        if refers is None or name in self.common["options"]:
            return self.common["options"].get(name)
        many = field.type == "list"
        by = {"email": "mail"}.get(refers.name.rpartition(".")[2], "name")
        text = self.common["options"][f"references_by_{by}" if many else f"reference_by_{by}"]
        prefix = f" (V({refers.prefix}...))" if refers.prefix else ""
        return text.replace("{value}", f"{refers.what}s" if many else refers.what).replace("{id}", f"id{prefix}")

    def _words_of(self, field: Any) -> Any:
        return self._over((self.words.get("options") or {}).get(field.name), self._default(field))

    def module_options(self) -> dict[str, Any]:
        fields = self.kind.argument_fields()
        self._no_strangers(self.words.get("options") or {}, fields, "options")
        return {field.name: self._option_of(field, self._words_of(field)) for field in fields}

    def _option_of(self, field: Any, words: Any) -> dict[str, Any]:
        """An option of the module; one of the scope has no facts: it is no part of the object."""
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
