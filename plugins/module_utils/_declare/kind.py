# Copyright (c) 2026, streamops.confluent contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""How a kind of resource is declared.

A kind is a class: its fields say what the options, the API's names, the natural key and the mutability are, and its
methods say how it is read and written. For the plain REST kinds of the control plane `_declare.rest.RestKind` has all
methods, so a kind is a declaration. Objects travel through the engine as flat dicts keyed by option name (plus computed
fields), never in the API's shape.
"""

from __future__ import annotations

import copy
from collections import ChainMap
from collections.abc import Hashable, Iterable, Iterator, Mapping, Sequence
from typing import TYPE_CHECKING, Any, ClassVar, TypeVar, cast

from .change import CREATED, DELETED
from .field import STATE, Field, Key, Object, Rules

if TYPE_CHECKING:
    from .._errors import ApiError, ConfluentError
    from .._wire.cloud import Cloud
    from .change import Change
    from .waiting import Wait

Self = TypeVar("Self", bound="Kind")


class Kind:
    """A kind of resource, bound to one run: `cloud` to talk to the service, `options` the task's parameters.

    Subclasses declare the class attributes and implement read, create, update and delete (or inherit them from
    RestKind). In a plural module one instance opens the scope, and each item has an instance of its own, made by
    `bound`, whose options are the item's and then the task's.
    """

    name: ClassVar[str]
    plural: ClassVar[str]
    scope: ClassVar[tuple[Field, ...]] = ()
    fields: ClassVar[tuple[Field, ...]] = ()
    modifiers: ClassVar[tuple[Field, ...]] = ()
    rules: ClassVar[Rules] = Rules()
    info_fields: ClassVar[tuple[Field, ...]] = ()
    info_scope: ClassVar[tuple[Field, ...] | None] = None
    info_rules: ClassVar[Rules] = Rules()
    # Of the plural module: options that hold for all items (default: the scope), how many one request can write, and
    # which operations.
    common: ClassVar[tuple[Field, ...] | None] = None
    batch: ClassVar[int] = 1
    batched: ClassVar[tuple[str, ...]] = (CREATED,)
    # Whether it returns what was as stated already, where the task does not say: where objects have ids to go on with.
    returns_unchanged: ClassVar[bool] = True
    # The data planes whose keys it needs: missing ones are known of before the first request.
    planes: ClassVar[tuple[str, ...]] = ()
    # Options of which an item has one: in a plural module its own one beats another one of the defaults.
    either: ClassVar[tuple[str, ...]] = ()
    # What goes along with an object that is replaced by another, in words ("its access points").
    goes_with: ClassVar[str] = ""
    # What a purge can be limited by; a kind with none cannot be purged.
    purge_scope: ClassVar[tuple[Field, ...]] = ()

    def __init__(self, cloud: Cloud, options: Mapping[str, Any]) -> None:
        self.cloud = cloud
        self.begin(options)

    def begin(self, options: Mapping[str, Any]) -> None:
        """Start on an item: what belongs to one item only is set here."""
        self.options = options
        self.waited: Wait | None = None

    def bound(self: Self, item: Mapping[str, Any]) -> Self:
        """The kind for one item of a plural module: what was opened is shared, the item's options come first."""
        kind = copy.copy(self)
        kind.begin(ChainMap(cast("dict[str, Any]", item), cast("dict[str, Any]", self.options)))
        return kind

    @classmethod
    def words(cls) -> str:
        """What a message calls several of its objects."""
        return cls.plural.replace("_", " ")

    @classmethod
    def words_of_one(cls) -> str:
        """What a message calls one of its objects."""
        return cls.name.replace("_", " ")

    @classmethod
    def argument_fields(cls) -> tuple[Field, ...]:
        """All options of the module, connection options apart."""
        stated = tuple(f for f in cls.fields if not f.computed)
        return (*cls.scope, *stated, *cls.modifiers, STATE)

    @classmethod
    def item_fields(cls) -> tuple[Field, ...]:
        """The options of one item of the plural module."""
        common = {f.name for f in cls.common_fields()}
        return tuple(f for f in cls.argument_fields() if f.name not in common)

    @classmethod
    def common_fields(cls) -> tuple[Field, ...]:
        """The options of the plural module that hold for all its items."""
        return cls.scope if cls.common is None else cls.common

    @classmethod
    def info_argument_fields(cls) -> tuple[Field, ...]:
        """All options of the `_info` module, connection options apart."""
        return (*(cls.scope if cls.info_scope is None else cls.info_scope), *cls.info_fields)

    @classmethod
    def field(cls, name: str) -> Field:
        """The declared field of that name."""
        return next(f for f in cls.fields if f.name == name)

    def label(self, item: Mapping[str, Any]) -> str:
        """The object in words, for messages: kind and natural key."""
        key = [str(item[f.name]) for f in self.fields if f.key and item.get(f.name) is not None]
        return f"{self.words_of_one()} {' / '.join(key) or item.get('id', '')!s}"

    @classmethod
    def expanded(cls, item: Mapping[str, Any]) -> list[Mapping[str, Any]]:
        """The items that a stated one stands for: the very same one, unless the kind lets it stand for several."""
        return [item]

    def forget(self) -> None:
        """Forget what earlier items of a loop read of objects of this kind: its `_info` module tells what is now."""

    def open(self) -> None:
        """Resolve the scope (names to ids). Raises NotFound, Ambiguous, NoCredential, ApiError."""

    def gather(self, items: list[Mapping[str, Any]]) -> list[list[int]]:
        """Of a plural module: get to know all items before the first is looked at.

        Returns their positions in steps: an item of a later step builds on items of earlier ones. Raises Refused.
        """
        return [list(range(len(items)))]

    def rank(self, change: Change) -> int:
        """When a change is made among those of a plural module: all of a lower rank are done before it."""
        return 1 if change.operation == DELETED else 0

    def invalid(self, item: Mapping[str, Any]) -> Iterator[str]:
        """What is wrong with an item that can be known without asking the service.

        Pure; checked before the first request.
        """
        for declared in self.fields:
            if item.get(declared.name) is not None:
                yield from declared.problems(item[declared.name])

    def doubts(self, item: Mapping[str, Any]) -> Iterator[str]:
        """What may be a slip in an item, and may be new in the service: warned of, and sent. Pure."""
        for declared in self.fields:
            if (declared.known or declared.options) and item.get(declared.name) is not None:
                yield from declared.doubts(item[declared.name])

    def stated_key(self, item: Mapping[str, Any]) -> Key:
        """What the object is known by before anything is looked up: items of which it is the same mean the same object.

        Pure. By the names that the user wrote; `key` tells once these are resolved.
        """
        return self.key(dict(item))

    def together(self, items: list[Mapping[str, Any]]) -> Iterator[str]:
        """What is wrong with the items of one input that are right one by one. Pure; before the first request."""
        yield from ()

    def unmakeable(self, change: Change) -> Iterable[str]:
        """Why an object that is not there could not be made from what is stated.

        Known without asking the service: it is said also where the scope is not there yet (check mode).
        """
        return ()

    def stated(self, item: Mapping[str, Any]) -> Object:
        """What the user set, in the form in which it is compared and shown. Pure."""
        return {f.name: item[f.name] for f in self.fields if not f.computed and item.get(f.name) is not None}

    def desired(self, item: Mapping[str, Any]) -> Object:
        """What the user set, references resolved. Raises NotFound, Ambiguous, ApiError."""
        return self.stated(item)

    def comes_with_scope(self, item: Mapping[str, Any]) -> Object | None:
        """The object that a new scope has by itself, without anybody making it; None: it has to be made."""
        return None

    def key(self, item: Mapping[str, Any]) -> Key:
        """The natural key of a desired or actual object."""
        # A list, and no call for most fields: ten thousand objects are asked several times.
        named = [(f, item.get(f.name)) for f in self.fields if f.key]
        return tuple([value if f.verbatim else f.compared(value) for f, value in named])

    def read(self, wanted: list[Object]) -> list[Object | None]:
        """The actual object of each wanted one, None where there is none. Raises Ambiguous, ApiError."""
        raise NotImplementedError

    def doubtful(self, wanted: Object) -> bool:
        """Whether `read` missed a wanted object in a list only: lists leave out in silence what the credential may not
        see. What is to be absent is looked at by `read_singly` then, before it counts as absent.
        """
        return False

    def read_singly(self, wanted: list[Object]) -> list[Object | None]:
        """`read` without lists of what nobody asked for, where the kind can: what may not be seen is an error.

        Raises Ambiguous, ApiError.
        """
        return self.read(wanted)

    def taken(self, error: ApiError) -> bool:
        """Whether a creation was refused because there is such an object already. Then it is looked at, before
        anything is said of it.
        """
        return error.status == 409 or (error.status == 400 and "already exists" in error.detail.lower())

    def compare(self, field: Field, wanted: Any, actual: Object) -> tuple[Any, Any] | None:
        """(before, after) where the stated value differs in meaning from the actual one, else None. Pure."""
        before = actual.get(field.name)
        return None if field.same(wanted, before) else (before, wanted)

    def fixed(self, field: Field, change: Change) -> Iterator[str]:
        """Why a differing field, or a part of it, cannot be changed: it is fixed at creation. Pure."""
        if not field.mutable:
            yield self.fixed_words(field.name, change.label, *change.fields[field.name])

    def fixed_words(self, name: str, label: str, before: Any, after: Any) -> str:
        """The refusal of a change of what is fixed at creation."""
        return (
            f"{name} of {label} cannot be changed from {before!r} to {after!r}: it is fixed at creation. Replacing it "
            f"means deleting the {self.words_of_one()} and creating it anew, which this module never does by itself"
            f"{self.with_it()}"
        )

    def with_it(self) -> str:
        """The end of the refusal of what would mean a replacement: what goes along with it. Pure."""
        return f". With it go {self.goes_with}" if self.goes_with else ""

    def refusals(self, change: Change) -> Iterable[str]:
        """Reasons of this kind against a planned change, named before the first write. May read."""
        return ()

    def lasting(self, change: Change) -> Iterable[str]:
        """What of a planned change cannot be undone, in words: told in a plan. Pure."""
        if change.operation == DELETED:
            yield f"{change.label} is deleted"

    def giving_way(self, change: Change) -> Iterable[str]:
        """Which other objects a planned change puts out of use, each with what becomes of it, in words: told in a plan
        and in summaries. Pure.
        """
        return ()

    def too_many(self, changes: list[Change]) -> Iterable[str]:
        """Why the changes of a task would together be more than the service has room for. May read, where it helps."""
        return ()

    def rehearse(self, change: Change) -> None:
        """Let the service judge a planned change without making it, where it can. Raises ApiError or Refused."""

    def rehearsal(self, change: Change, many: bool) -> Hashable | None:
        """What a planned change is rehearsed as before a real run: of changes with the same value one is enough.

        None: it is not, for the change is one write, which the service makes or refuses. `many`: there are other
        changes, which are to be left undone when this one is refused.
        """
        return None

    def create(self, change: Change) -> Object:
        """Make the object and return it. May raise ApiError with `fate_unknown`: the engine then looks again."""
        raise NotImplementedError

    def write_together(self, changes: list[Change]) -> Sequence[Object | ConfluentError]:
        """Make up to `batch` changes of one operation (`batched`) by one request. Returns of each, in their order, the
        object as it is then, or why it alone failed. Raises ApiError for what was said of all, with `fate_unknown` when
        objects may have been made: the engine then looks again.
        """
        raise NotImplementedError

    def update(self, change: Change) -> Object:
        """Change the object to match and return it."""
        raise NotImplementedError

    def delete(self, change: Change) -> None:
        """Remove the object."""
        raise NotImplementedError

    def touched(self, change: Change) -> None:
        """The object is about to be written: what a bulk read said of it counts no longer."""

    def settle(self, change: Change, made: Object) -> Object:
        """Wait until what was done is in effect, also when an earlier run did it; returns the object as it is then.

        Not called for what was absent and stays absent. A wait is left in `self.waited`, which the result reports.
        """
        return made

    def next_step(self, item: Object) -> str | None:
        """What the user has to do next about an object that waits for it, in words. Pure."""
        return None

    def completed(self, made: list[Object]) -> list[Object]:
        """What was made, after all writes and waits: with what the answers to the writes left out, read for all at
        once. Raises ApiError.
        """
        return made

    def adopt(self, change: Change, found: Object) -> Object | None:
        """What to do with an object found after a creation of unknown fate: it (ours), or None to try the creation
        again.
        """
        return found

    # Purge

    def within(self, purge: Mapping[str, Any]) -> Iterable[Object]:
        """The actual objects in the scope of a purge. Raises NotFound, ApiError."""
        raise NotImplementedError

    def naming(self, item: Object) -> dict[str, Any]:
        """The options that name an actual object, to have it absent."""
        return {f.name: item[f.name] for f in self.fields if f.key}

    def purge_name(self, item: Object) -> str:
        """What the patterns of protected objects are compared with."""
        return str(item["name"])

    def spared(self, item: Object) -> str | None:
        """Why a purge never deletes this object, None when it may."""
        return None

    # Showing

    def shown(self, item: Object) -> Object:
        """The object as the user may see it in results and diffs."""
        return item

    def secrets(self) -> Iterable[str]:
        """Stated values that no output may show, besides those of options with `no_log`."""
        return ()

    def handed_back(self) -> Iterable[str]:
        """Secrets that the result is there to bring: the task sets `no_log`, and nobody else has them."""
        return ()

    def select(self) -> list[Object]:
        """The objects that the `_info` module's options select."""
        raise NotImplementedError

    def besides(self) -> dict[str, Any]:
        """What the `_info` module returns beside the objects that were selected: results by their names."""
        return {}
