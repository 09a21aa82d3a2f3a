# Copyright (c) 2026, streamops.confluent contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

"""The words of a kind (docs/kinds/<kind>.yml) and those that all kinds share (docs/kinds/_common.yml).

The declaration (plugins/module_utils/kinds) knows types, limits, defaults, what can be changed and what is needed; the
words say what an option means, and show it. CONTRIBUTING.md has a table of what a file of words may hold. kind_options
and kind_pages make of both what the modules say.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import Any

COLLECTION = "streamops.confluent"
MODULE, PLURAL, INFO = "module", "plural", "info"

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


@dataclass(frozen=True)
class KindWords:
    """A kind and its words. `kind`: the class that declares it; `words`, `common`: the loaded files."""

    kind: Any
    words: Words
    common: Words

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

    @staticmethod
    def _over(words: Any, base: Any) -> Any:
        """Words that stand over others: "..." in them is what the others say, and so are suboptions that they lack."""
        if words is None:
            return base
        text = [one for each in paragraphs(words) for one in (paragraphs(base) if each == "..." else [each])]
        below, above = (one if isinstance(one, Mapping) else {} for one in (base, words))
        suboptions = {**(below.get("suboptions") or {}), **(above.get("suboptions") or {})}
        return {**below, **above, "description": text or paragraphs(base), "suboptions": suboptions}

    def _no_strangers(self, words: Mapping[str, Any], fields: Iterable[Any], where: str) -> None:
        strangers = set(words) - {field.name for field in fields}
        if strangers:
            raise MissingWords(
                f"{self.kind.name}: words for what is not declared ({where}): {', '.join(sorted(strangers))}"
            )
