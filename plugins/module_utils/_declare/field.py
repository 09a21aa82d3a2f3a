# Copyright (c) 2026, streamops.confluent contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""How an option of a kind is declared: its place in the API, its limits, its part in the comparison."""

from __future__ import annotations

import functools
import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from difflib import get_close_matches
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from .._wire.references import Listed


Object = dict[str, Any]


Key = tuple[Any, ...]


@functools.cache  # of what is declared, and asked for with each object of a list
def steps(wire: str) -> tuple[str, ...]:
    """The steps of a wire path: `spec.config` is ("spec", "config")."""
    return tuple(wire.split("."))


@dataclass(frozen=True)
class Field:
    """One option of a kind and its place in the API.

    `wire`: dotted path in the API's object, default the option's name; None: not part of the object (a modifier such as
    `wait`). Of a sub-option (`options`) it begins at the object that it is part of. `key`: part of the natural key.
    `mutable`: False = create-only, a difference is refused. `needed`: must be stated to create. `canonical`: maps a
    value, ours or the service's, to the form in which both are compared (synonyms, order, encoding); `as_set`: the
    order of a list means nothing. `computed`: only in results. `env`: environment variables that feed the option,
    first wins.

    `refers`: the value is the name or the id of another object (or a list of such), and travels as the id; a list as
    objects with an id, or with `bare` as the ids alone. `query`:
    the query parameter as which it goes with each request (a part of the scope) or with the creation (any other
    option). `known`: the values of an enumeration that the service may extend: another one is warned of, with what is
    near, and sent. `write_only`: the service takes it and never shows it; `told_by` is the computed value that shows
    its fingerprints then, and `canonical` makes these of what is stated. `action`: a flag that asks for something to be
    done, each time. `as_text`: the number is a text in the API (int64), and compared as a number. `form`: the value of
    `kind` by which the API tells this form of a union from the others.
    """

    name: str
    wire: str | None = ""
    type: str = "str"
    elements: str | None = None
    options: tuple[Field, ...] = ()
    choices: tuple[str, ...] | None = None
    default: Any = None
    aliases: tuple[str, ...] = ()
    env: tuple[str, ...] = ()
    no_log: bool | None = None
    required: bool = False
    key: bool = False
    needed: bool = False
    mutable: bool = True
    computed: bool = False
    max_length: int | None = None
    pattern: str | None = None
    minimum: int | None = None
    max_items: int | None = None
    min_items: int | None = None
    canonical: Callable[[Any], Any] | None = None
    as_set: bool = False
    refers: Listed | None = None
    bare: bool = False
    query: str | None = None
    known: tuple[str, ...] = ()
    write_only: bool = False
    told_by: str = ""
    form: str | None = None
    action: bool = False
    as_text: bool = False

    def path(self) -> tuple[str, ...] | None:
        """The wire path as steps, or None for what is not part of the object."""
        return None if self.wire is None else steps(self.wire or self.name)

    @functools.cached_property
    def verbatim(self) -> bool:
        """Whether a value is compared as it stands."""
        return not (self.choices or self.known or self.as_set or self.canonical)

    @property
    def is_map(self) -> bool:
        """Whether the value is a map of free names: compared entry by entry, and an entry that is null is to go."""
        return self.type == "dict" and not self.options and self.form is None

    def spelled(self, value: Any) -> Any:
        """A value of an enumeration, or a list of such, as the documents spell it: the service takes and gives back
        other cases too (`gcp`). Anything else as it is.
        """
        names = self.choices or self.known
        if not names:
            return value
        if isinstance(value, list):
            return [self.spelled(one) for one in value]
        if not isinstance(value, str) or value in names:
            return value
        return next((name for name in names if name.lower() == value.lower()), value)

    def compared(self, value: Any) -> Any:
        """The value in the form in which desired and actual are compared."""
        if value is None or self.verbatim:
            return value
        if not isinstance(value, str) or value not in (self.choices or self.known):
            value = self.spelled(value)
        if self.as_set and isinstance(value, list):
            value = sorted(map(self.canonical, value) if self.canonical else value, key=repr)
            return [part for place, part in enumerate(value) if part not in value[:place]]
        return self.canonical(value) if self.canonical else value

    def same(self, wanted: Any, actual: Any) -> bool:
        """Whether two values mean the same. A service may leave out what is empty, and what is false and fixed."""
        if isinstance(wanted, str) and wanted == actual:
            return True
        if actual is None and (wanted == [] or (wanted is False and not self.mutable)):
            return True
        return bool(self.compared(actual) == self.compared(wanted))

    def doubts(self, value: Any) -> Iterator[str]:
        """What may be a slip in a stated value, and may be new in the service: told and sent."""
        for one in value if isinstance(value, list) else [value]:
            if self.known and isinstance(one, str) and self.spelled(one) not in self.known:
                near = get_close_matches(one.upper(), [name.upper() for name in self.known], n=1)
                meant = [name for name in self.known if name.upper() in near]
                yield (
                    f"{self.name} {one!r} is not one of those known to this collection ({', '.join(self.known)})"
                    + (f": did you mean {meant[0]}?" if meant else ". It is sent as it is.")
                )
        for part in value if isinstance(value, list) else [value]:
            if self.options and isinstance(part, Mapping):
                for option in self.options:
                    if part.get(option.name) is not None:
                        yield from (f"{self.name}.{words}" for words in option.doubts(part[option.name]))

    def problems(self, value: Any) -> Iterator[str]:
        """What is wrong with a stated value, by the limits that the API documents."""
        if isinstance(value, str):
            if self.key and not value.strip():
                yield f"{self.name} is empty"
            if self.max_length is not None and len(value) > self.max_length:
                yield f"{self.name} has {len(value)} characters, the API allows {self.max_length}: {value[:40]!r}..."
            if self.pattern is not None and not re.fullmatch(self.pattern, value):
                yield f"{self.name} {value!r} does not match what the API allows: {self.pattern}"
        if isinstance(value, list):
            yield from self._too_few_or_many(len(value))
        if isinstance(value, int) and self.minimum is not None and value < self.minimum:
            yield f"{self.name} must be at least {self.minimum}, not {value}"
        if self.form is not None and not self.options and value:
            yield f"{self.name} has no options: give {self.name}: {{}}"
        if self.options and self.wire is not None:
            for place, part in enumerate(value if isinstance(value, list) else [value]):
                here = f"{self.name}[{place}]" if isinstance(value, list) else self.name
                for option in self.options if isinstance(part, Mapping) else ():
                    if part.get(option.name) is not None:
                        yield from (f"{here}.{words}" for words in option.problems(part[option.name]))

    def _too_few_or_many(self, count: int) -> Iterator[str]:
        """What is wrong with the length of a list: one with a limit has at least one entry, unless it says so."""
        least = (0 if self.max_items is None else 1) if self.min_items is None else self.min_items
        most = count if self.max_items is None else self.max_items
        if not least <= count <= most:
            allowed = f"{least} to {most}" if self.max_items is not None else f"at least {least}"
            yield f"{self.name} has {count} entries, the API allows {allowed}"

    def spec(self) -> dict[str, Any]:
        """This option's entry in an Ansible argument spec; `env` stands for the fallback, which _engine.run turns into
        Ansible's form.
        """
        entry: dict[str, Any] = {"type": self.type}
        for name in ("elements", "default", "no_log"):
            if getattr(self, name) is not None:
                entry[name] = getattr(self, name)
        if self.choices:
            entry["choices"] = list(self.choices)
        if self.aliases:
            entry["aliases"] = list(self.aliases)
        if self.required:
            entry["required"] = True
        if self.env:
            entry["env"] = list(self.env)
        if self.options:
            entry["options"] = {option.name: option.spec() for option in self.options}
        return entry

    def but(self, **changes: Any) -> Field:
        """This field with some attributes changed."""
        return replace(self, **changes)


# Options that many kinds share.
ENVIRONMENT = Field("environment", env=("CONFLUENT_ENVIRONMENT",))


CLUSTER = Field("cluster", aliases=("kafka_cluster",), env=("CONFLUENT_KAFKA_CLUSTER",))


STATE = Field("state", choices=("present", "absent"), default="present", wire=None)


FORCE = Field("force", wire=None, type="bool", default=False)


WAIT = Field("wait", wire=None, type="bool", default=True)


def wait_timeout(seconds: int | None) -> Field:
    """The option `wait_timeout` with the kind's own default, in seconds."""
    return Field("wait_timeout", wire=None, type="int", default=seconds)


@dataclass(frozen=True)
class Rules:
    """Argument rules in Ansible's own terms, checked by Ansible before anything else."""

    required_one_of: tuple[tuple[str, ...], ...] = ()
    mutually_exclusive: tuple[tuple[str, ...], ...] = ()
    required_if: tuple[tuple[Any, ...], ...] = ()
    required_together: tuple[tuple[str, ...], ...] = ()
    required_by: Mapping[str, tuple[str, ...]] = field(default_factory=dict)

    def also(self, more: Rules) -> Rules:
        """These rules and some more."""
        return Rules(
            self.required_one_of + more.required_one_of,
            self.mutually_exclusive + more.mutually_exclusive,
            self.required_if + more.required_if,
            self.required_together + more.required_together,
            {**self.required_by, **more.required_by},
        )

    def spec(self) -> dict[str, Any]:
        """As keyword arguments of AnsibleModule and ArgumentSpecValidator."""
        listed = ("required_one_of", "mutually_exclusive", "required_if", "required_together")
        rules: dict[str, Any] = {
            name: [list(rule) for rule in getattr(self, name)] for name in listed if getattr(self, name)
        }
        if self.required_by:
            rules["required_by"] = {name: list(needs) for name, needs in self.required_by.items()}
        return rules
