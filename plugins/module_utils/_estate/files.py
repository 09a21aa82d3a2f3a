# Copyright (c) 2026, streamops.confluent contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""The module `confluent_estate_export` as a function of its options: an export, written as files of an inventory.

No file is deleted, and none is overwritten that says something else, unless that is asked for: then nothing is written
at all, and all of them are named.
"""

from __future__ import annotations

import os
import tempfile
from collections.abc import Callable, Mapping
from typing import Any, ClassVar

from .._declare.field import Field, Rules
from .._declare.kind import Kind
from .._engine.run import RUNNER, Module, Report, Task, reported
from .._errors import ConfluentError, Refused
from .info import EstateInfo, exported
from .inventory import inventory_of
from .parts import BY_KEY, CLUSTERS, ENVIRONMENT
from .structure import KAFKA_KEY_FILE
from .variables import KEYS

SHOWN = 20  # files that a refusal names


class EstateExport(EstateInfo):
    """An export to a directory, as far as the engine's report needs a kind."""

    name = "estate_export"
    plural = "estate_exports"
    fields: ClassVar[tuple[Field, ...]] = (
        *EstateInfo.fields,
        Field("directory", wire=None, type="path", required=True),
        Field("force", wire=None, type="bool", default=False),
    )


def differing(directory: str, files: Mapping[str, str]) -> tuple[list[str], dict[str, str]]:
    """The paths of files that are not there, and what those say that are there and say something else. Raises
    Refused.
    """
    new, other = [], {}
    for path, text in files.items():
        whole = os.path.join(directory, path)
        if not os.path.lexists(whole):
            new.append(path)
        elif os.path.islink(whole) or not os.path.isfile(whole):
            raise Refused(f"{whole} is there, and is no file: nothing is put in its place")
        else:
            try:
                with open(whole, "rb") as file:
                    there = file.read()
            except OSError as error:
                raise Refused(f"{whole} cannot be read: {error.strerror}") from error
            if there != text.encode():
                other[path] = there.decode(errors="replace")
    return new, other


def as_stated(path: str) -> str:
    """A path as it is written down: from the home of whoever runs it, or whole, for a relative one begins elsewhere."""
    home, whole = os.path.expanduser("~"), os.path.abspath(path)
    return f"~{whole.removeprefix(home)}" if home != "/" and whole.startswith(f"{home}/") else whole


def write(directory: str, path: str, text: str) -> None:
    """Write a file as a whole: whoever looks sees the old one or the new one. Raises ConfluentError."""
    whole = os.path.join(directory, path)
    folder = os.path.dirname(whole)
    scratch = ""
    try:
        os.makedirs(folder, exist_ok=True)
        number, scratch = tempfile.mkstemp(prefix=".export-", dir=folder)
        with os.fdopen(number, "wb") as file:
            file.write(text.encode())
        os.chmod(scratch, 0o644)
        os.replace(scratch, whole)
        scratch = ""
    except OSError as error:
        raise ConfluentError(f"{whole} cannot be written: {error.strerror}. Run again to write the rest.") from error
    finally:
        if scratch:
            os.unlink(scratch)


def export_to_files(kind: Kind, check_mode: bool) -> dict[str, Any]:
    """The result of the module. Raises ConfluentError."""
    directory = str(kind.options["directory"])
    found = exported(kind)
    variables = {f"confluent_{name}": kind.options[name] for name in KEYS if kind.options.get(name)}
    variables = {name: as_stated(path) for name, path in variables.items()}
    for cluster in (one for estate in found["estates"] for one in estate.get(CLUSTERS, [])):
        if cluster.get(KAFKA_KEY_FILE.name):
            cluster[KAFKA_KEY_FILE.name] = as_stated(cluster[KAFKA_KEY_FILE.name])
    files = inventory_of(found, variables if len(found["estates"]) == 1 else {})
    new, there = differing(directory, files)
    other = list(there)
    if other and not kind.options.get("force"):
        named = [f"{os.path.join(directory, path)} is there and says something else" for path in other[:SHOWN]]
        named += [f"and {len(other) - SHOWN} more"] if len(other) > SHOWN else []
        named.append("Export to another directory and compare, or give force: true, which overwrites these files")
        raise Refused(named)
    for path in () if check_mode else (*new, *other):
        write(directory, path, files[path])
    told = {name: found[name] for name in ("gaps", "left_out", "notes", "needed")}
    objects = {str(estate[ENVIRONMENT]["name"]): counted(estate) for estate in found["estates"]}
    written = {"created": sorted(new), "overwritten": sorted(other), "unchanged": len(files) - len(new) - len(other)}
    diff = [
        {"before_header": path, "after_header": path, "before": there.get(path, ""), "after": files[path]}
        for path in (*new, *other)
    ]
    result = {"changed": bool(new or other), "files": written, "objects": objects, **told}
    return {**result, "diff": diff} if diff else result


def counted(data: Any) -> dict[str, int]:
    """How many objects of each part there are in an estate."""
    found: dict[str, int] = {}
    for key, value in data.items() if isinstance(data, Mapping) else ():
        items = [item for item in (value if isinstance(value, list) else [value]) if isinstance(item, Mapping)]
        if isinstance(value, list) and key in BY_KEY and items:
            found[key] = found.get(key, 0) + len(items)
        for item in items:
            for inner, number in counted(item).items():
                found[inner] = found.get(inner, 0) + number
    return found


def export_estate(kind_class: type[Kind], options: Mapping[str, Any], task: Task) -> Report:
    """The module as a function of its validated options."""
    return reported(
        kind_class, options, task, True, lambda kind: export_to_files(kind, task.check_mode), lambda kind: {}
    )


def run_estate_export_module() -> None:
    """`main` of the module file."""
    runner: Callable[[Module], None] = RUNNER.get()
    runner(Module(EstateExport, EstateExport.fields, Rules(), export_estate))
