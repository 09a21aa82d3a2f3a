# Copyright (c) 2026, streamops.confluent contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

"""What the tests need to know of a kind: the rows of tests/kinds, and how a test sets one up.

All that is particular to a kind in tests that are the same for all kinds is in its row. Whoever runs a row's module
sets it up with ``set_up``: the estate that it needs, its files, its preparation, and the {words} of its arguments.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any, TypeVar

from .estate import STANDARD, Estate
from .modules import run_module

Arguments = dict[str, Any]
Task = tuple[str, Arguments]  # a module, with the collection's prefix, and its arguments
Words = Mapping[str, str]

# The classes of kinds. Of each, one row is run both ways (in process, and as a process of its own) by `make test`, and
# all rows, with each of their tasks, by `make chaos`.
CLASSES = (
    "plain",
    "asynchronous",
    "by name on a data plane",
    "found by all of its values",
    "secrets that the service makes",
    "secrets that the user gives",
    "versions",
    "settings",
    "many",
    "many in an order",
)


@dataclass(frozen=True)
class Operation:
    """One operation of a module, for the chaos: the tasks that come before it, undisturbed, and its arguments.

    asks_again: it asks for something to be done by each run, so that the writes of an undisturbed run are sent by every
    later one.
    """

    module: str
    name: str
    arguments: Arguments
    before: tuple[Task, ...] = ()
    asks_again: bool = False

    def filled(self, words: Words) -> Operation:
        """With the {words} of the table replaced."""
        before = tuple((module, filled(arguments, words)) for module, arguments in self.before)
        return replace(self, arguments=filled(self.arguments, words), before=before)

    @property
    def plural(self) -> str:
        """The kind's name as it is in messages."""
        return self.module.removeprefix("confluent_").removesuffix("_info").replace("_", " ")

    @property
    def reading(self) -> bool:
        """Whether it is a module that only tells what is there."""
        return self.module.endswith("_info")

    @property
    def side_by_side(self) -> bool:
        """Whether it writes several objects at the same time: which of them the n-th request is for, nobody knows."""
        return self.name.endswith("side by side")

    @property
    def title(self) -> str:
        return f"{self.module.removeprefix('confluent_')} {self.name}"


@dataclass(frozen=True, kw_only=True)
class Row:
    """What a module needs before it can run.

    needs: parts of the estate (tests/support/estate.py, or a part that the row's own file declares).
    prepare: tasks that are carried out before, such as that which makes a parent.
    words: what {word} in any argument, preparation or file stands for, a text or a function that makes it. There are
    also {tmp}, a folder, and the id of every part of the estate by its name, such as {service_account}.
    files: texts that are put into {tmp} before, by their names.
    stands_for: the class (CLASSES) that the row stands for where not all rows are run.
    further: operations for the chaos that a plain life does not show.
    history: what was deleted and is made again has lost its history, so that the end cannot be the same.
    partly: the change states less than a creation needs, so that what was deleted cannot be made by it.
    undone_by: the path, as a regex, of writes that undo what a change has begun when it fails.
    told_once: the path, as a regex, of the write whose answer alone tells a secret, and which cannot be made a second
    time: where that answer is lost, no retry brings the secret back.
    unique: whether the service refuses a second object of the same name. Where not, what somebody else makes at the
    same moment is another object, and nobody can know.
    costs_more: why the kind takes more than a plain one (`make cost` prints it).
    """

    needs: tuple[str, ...] = ()
    prepare: tuple[Task, ...] = ()
    words: Mapping[str, str | Callable[[], str]] = field(default_factory=dict)
    files: Mapping[str, str] = field(default_factory=dict)
    stands_for: str = ""
    further: tuple[Operation, ...] = ()
    history: bool = False
    partly: bool = False
    undone_by: str = ""
    told_once: str = ""
    unique: bool = True
    costs_more: str = ""

    @property
    def module(self) -> str:
        raise NotImplementedError

    @property
    def kind(self) -> str:
        """The name of the kind, as one object is called."""
        raise NotImplementedError


@dataclass(frozen=True, kw_only=True)
class Case(Row):
    """A kind that one module manages, and its ``_info`` twin reads.

    name: that of the kind. arguments: of the module, for one object. change: options that differ in the second half of
    its life (None: there is nothing to change). removal: further options that ``state: absent`` needs.
    info: what the twin has to be given; found_by: what, with that, selects the object and no other (None: its name).
    told_apart: fields of the object that the twin and the module do not tell alike, for a reason that the row says.
    secrets: further arguments that have {secret} in each of the kind's options that can hold a secret.
    brought: whether the object comes from elsewhere, and is there before by one of the ``needs``: the module cannot
    make it.
    """

    name: str
    arguments: Arguments
    change: Arguments | None = None
    removal: Arguments = field(default_factory=dict)
    info: Arguments = field(default_factory=dict)
    found_by: Arguments | None = None
    told_apart: frozenset[str] = frozenset()
    secrets: Mapping[str, Any] = field(default_factory=dict)
    brought: bool = False

    @property
    def module(self) -> str:
        return f"confluent_{self.name}"

    @property
    def kind(self) -> str:
        return self.name

    @property
    def twin(self) -> str:
        """The module that reads."""
        return f"{self.module}_info"

    @property
    def one(self) -> Arguments:
        """The twin's arguments that select the object and no other."""
        return {**self.info, **({"name": self.arguments["name"]} if self.found_by is None else self.found_by)}


@dataclass(frozen=True, kw_only=True)
class Plural(Row):
    """A module for many objects.

    plural: its name. common: options of the list as a whole, such as what all of its items lie in. items: some, and
    defaults, what they share. bad: an item that the service or the module refuses before any write. broken: (method,
    path, which) of the request that creates the second item, to let it fail. at_once: one request creates all.
    purged_besides: of a kind that no DELETE removes, how many writes a purge takes besides one for each object. again:
    the most requests of a run with nothing to do. change: what the items are changed to (of settings, those that
    change). purge: a scope that the items are in, but for those that not_purged counts (0 = the first); scoped: what
    has to be there for that.
    """

    plural: str
    items: list[Arguments]
    bad: Arguments
    broken: tuple[str, str, int]
    again: int
    purge: Arguments
    common: Arguments = field(default_factory=dict)
    defaults: Arguments = field(default_factory=dict)
    change: Arguments = field(default_factory=dict)
    scoped: tuple[Task, ...] = ()
    not_purged: frozenset[int] = frozenset()
    at_once: bool = False
    purged_besides: int | None = None

    @property
    def module(self) -> str:
        return f"confluent_{self.plural}"

    @property
    def kind(self) -> str:
        return self.plural.removesuffix("s")

    def options(self, items: list[Arguments], **defaults: Any) -> Arguments:
        return {**self.common, self.plural: items, "defaults": {**self.defaults, **defaults}}


@dataclass(frozen=True, kw_only=True)
class Setting(Row):
    """Settings that are always there: a module changes them, and its ``_info`` twin reads them.

    name: that of the kind. arguments: of the module, which differ from what is there; change: others. info: what the
    twin has to be given.
    """

    name: str
    arguments: Arguments
    change: Arguments
    info: Arguments = field(default_factory=dict)

    @property
    def module(self) -> str:
        return f"confluent_{self.name}"

    @property
    def kind(self) -> str:
        return self.name

    @property
    def twin(self) -> str:
        """The module that reads."""
        return f"{self.module}_info"


@dataclass(frozen=True, kw_only=True)
class Reading(Row):
    """A kind that can only be read. name: that of the kind; arguments: of its ``_info`` module."""

    name: str
    arguments: Arguments = field(default_factory=dict)

    @property
    def module(self) -> str:
        return f"confluent_{self.name}_info"

    @property
    def kind(self) -> str:
        return self.name


@dataclass(frozen=True, kw_only=True)
class Deed(Row):
    """A module of which each run does the same once more, for nothing tells whether it was done: it has no twin that
    reads, and no run of it finds nothing to do. name: that of the kind; arguments: of the module.
    """

    name: str
    arguments: Arguments

    @property
    def module(self) -> str:
        return f"confluent_{self.name}"

    @property
    def kind(self) -> str:
        return self.name


Value = TypeVar("Value")


def filled(value: Value, words: Words) -> Value:
    """A value with {words} replaced in every string of it."""
    made: Any = value
    if isinstance(value, dict):
        made = {name: filled(part, words) for name, part in value.items()}
    elif isinstance(value, list):
        made = [filled(part, words) for part in value]
    elif isinstance(value, str):
        for word, meaning in words.items():
            made = made.replace("{" + word + "}", meaning)
    return made


def words_of(row: Row, tmp: Path | str) -> dict[str, str]:
    """The row's own {words}, and {tmp}."""
    own = {name: word if isinstance(word, str) else word() for name, word in row.words.items()}
    return {**own, "tmp": str(tmp)}


def write_files(row: Row, tmp: Path, words: Words) -> None:
    """Put the row's files there."""
    for name, text in row.files.items():
        file = tmp / name
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(filled(text, words), encoding="utf-8")
        file.chmod(0o600)


@dataclass(frozen=True)
class Ground:
    """A row that is ready to run: the estate, and the words for ``filled``."""

    estate: Estate
    words: Words

    def filled(self, value: Value) -> Value:
        return filled(value, self.words)


def set_up(row: Row, sandbox: Any, tmp: Path, *, standard: bool = False, estate: Estate | None = None) -> Ground:
    """Make what the row needs in an empty sandbox, and nothing else; the standard estate, too, if it is wanted.

    estate: what is there already, to which that is added: several rows may stand side by side, each with a folder of
    its own.
    """
    estate = (estate or Estate(sandbox)).needs(*(STANDARD if standard else ()), *row.needs)
    words = {**words_of(row, tmp), **estate.ids}
    write_files(row, tmp, words)
    for module, arguments in row.prepare:
        made = run_module(module, filled(arguments, words), env={**sandbox.env, **estate.env})
        assert not made["failed"], f"the preparation of {row.module} failed: {made['msg']}"
    sandbox.clear_journal()
    return Ground(estate, words)
