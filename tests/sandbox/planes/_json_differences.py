# Copyright (c) 2026, streamops.confluent contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

"""The kinds of changes between JSON Schemas: which leave a schema compatible, and how the registry tells the others.

``LENIENT`` are the kinds that ``compatibilityPolicy: LENIENT`` allows besides: what an open object may hold besides its
properties is no longer taken for something that was written there.
"""

from __future__ import annotations

_BOUNDS_WIDENED = {
    "INCREASED": (*("MAX_LENGTH", "MAXIMUM", "EXCLUSIVE_MAXIMUM", "MAX_ITEMS", "MAX_PROPERTIES", "MAX_CONTAINS"),),
    "DECREASED": (*("MIN_LENGTH", "MINIMUM", "EXCLUSIVE_MINIMUM", "MIN_ITEMS", "MIN_PROPERTIES", "MIN_CONTAINS"),),
}
_BOUND_NAMES = (*_BOUNDS_WIDENED["INCREASED"], *_BOUNDS_WIDENED["DECREASED"])

COMPATIBLE = frozenset(
    (
        *(f"{name}_{change}" for change, names in _BOUNDS_WIDENED.items() for name in names),
        *(f"{name}_REMOVED" for name in (*_BOUND_NAMES, "PATTERN", "MULTIPLE_OF", "UNIQUE_ITEMS", "SCHEMA")),
        *("TYPE_EXTENDED", "MULTIPLE_OF_REDUCED", "ENUM_ARRAY_EXTENDED"),
        *("REQUIRED_ATTRIBUTE_WITH_DEFAULT_ADDED", "REQUIRED_ATTRIBUTE_REMOVED"),
        *("DEPENDENCY_ARRAY_NARROWED", "DEPENDENCY_ARRAY_REMOVED", "DEPENDENCY_SCHEMA_REMOVED"),
        *("ADDITIONAL_PROPERTIES_ADDED", "ADDITIONAL_PROPERTIES_EXTENDED"),
        *("ADDITIONAL_ITEMS_ADDED", "ADDITIONAL_ITEMS_EXTENDED"),
        "PROPERTY_WITH_EMPTY_SCHEMA_ADDED_TO_OPEN_CONTENT_MODEL",
        "OPTIONAL_PROPERTY_ADDED_TO_UNOPEN_CONTENT_MODEL",
        "REQUIRED_PROPERTY_WITH_DEFAULT_ADDED_TO_UNOPEN_CONTENT_MODEL",
        "ITEM_WITH_EMPTY_SCHEMA_ADDED_TO_OPEN_CONTENT_MODEL",
        "ITEM_ADDED_TO_CLOSED_CONTENT_MODEL",
        *(
            f"{what}_{change}"
            for what in ("PROPERTY", "ITEM")
            for change in (
                "REMOVED_FROM_OPEN_CONTENT_MODEL",
                "WITH_FALSE_REMOVED_FROM_CLOSED_CONTENT_MODEL",
                "REMOVED_IS_COVERED_BY_PARTIALLY_OPEN_CONTENT_MODEL",
                "ADDED_IS_COVERED_BY_PARTIALLY_OPEN_CONTENT_MODEL",
            )
        ),
        *("COMBINED_TYPE_EXTENDED", "PRODUCT_TYPE_NARROWED", "SUM_TYPE_EXTENDED", "NOT_TYPE_NARROWED"),
    )
)
LENIENT = COMPATIBLE | {
    "OPTIONAL_PROPERTY_ADDED_TO_OPEN_CONTENT_MODEL",
    "REQUIRED_PROPERTY_WITH_DEFAULT_ADDED_TO_OPEN_CONTENT_MODEL",
    "PROPERTY_ADDED_NOT_COVERED_BY_PARTIALLY_OPEN_CONTENT_MODEL",
    "PROPERTY_REMOVED_NOT_COVERED_BY_PARTIALLY_OPEN_CONTENT_MODEL",
    "ADDITIONAL_PROPERTIES_REMOVED",
    "ADDITIONAL_PROPERTIES_NARROWED",
}

# (what a kind of change ends with, the registry's words for it), the first that fits counts
_WORDS = (
    (
        "REQUIRED_PROPERTY_ADDED_TO_UNOPEN_CONTENT_MODEL",
        "The {reader} schema has an unopen content model and has a required property at path '{path}' which is missing "
        "in the {writer} schema",
    ),
    (
        "_ADDED_TO_OPEN_CONTENT_MODEL",
        "The {reader} schema has an open content model and has a property or item at path '{path}' which is missing in "
        "the {writer} schema",
    ),
    (
        "_REMOVED_FROM_CLOSED_CONTENT_MODEL",
        "The {reader} schema has a closed content model and is missing a property or item present at path '{path}' in "
        "the {writer} schema",
    ),
    (
        "_REMOVED_NOT_COVERED_BY_PARTIALLY_OPEN_CONTENT_MODEL",
        "A property or item is missing in the {reader} schema but present at path '{path}' in the {writer} schema and "
        "is not covered by its partially open content model",
    ),
    (
        "_ADDED_NOT_COVERED_BY_PARTIALLY_OPEN_CONTENT_MODEL",
        "The {reader} schema has a property or item at path '{path}' which is missing in the {writer} schema and is "
        "not covered by its partially open content model",
    ),
    ("SCHEMA_ADDED", ""),
    ("TYPE_NARROWED", "A type at path '{path}' is different between the {reader} schema and the {writer} schema"),
    ("_ADDED", "The keyword at path '{path}' in the {reader} schema is not present in the {writer} schema"),
    ("_REMOVED", "The keyword at path '{path}' in the {reader} schema is not present in the {writer} schema"),
    ("_INCREASED", "The value at path '{path}' in the {reader} schema is more than its value in the {writer} schema"),
    ("_EXPANDED", "The value at path '{path}' in the {reader} schema is more than its value in the {writer} schema"),
    ("_DECREASED", "The value at path '{path}' in the {reader} schema is less than its value in the {writer} schema"),
    (
        "_NARROWED",
        "An array or combined type at path '{path}' has fewer elements in the {reader} schema than the {writer} schema",
    ),
    (
        "_EXTENDED",
        "An array or combined type at path '{path}' has more elements in the {reader} schema than the {writer} schema",
    ),
    ("ENUM_ARRAY_CHANGED", "A type at path '{path}' is different between the {reader} schema and the {writer} schema"),
    ("TYPE_CHANGED", "A type at path '{path}' is different between the {reader} schema and the {writer} schema"),
    ("SUBSCHEMAS_CHANGED", "A type at path '{path}' is different between the {reader} schema and the {writer} schema"),
    ("_CHANGED", "The value at path '{path}' is different between the {reader} and {writer} schema"),
)


def description(kind: str) -> str:
    """The registry's words for an incompatible change, with ``{path}``, ``{reader}`` and ``{writer}`` to fill in."""
    if kind == "SUM_TYPE_NARROWED":
        return dict(_WORDS)["_NARROWED"]
    return next(words for ending, words in _WORDS if kind.endswith(ending))
