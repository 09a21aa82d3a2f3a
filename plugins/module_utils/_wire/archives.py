# Copyright (c) 2026, streamops.confluent contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Archives on disk, such as a connector's JAR or ZIP: what is wrong with one, and the digest by which it is known."""

from __future__ import annotations

import hashlib
import os
import zipfile

from .._errors import Refused

PIECE = 1 << 20  # bytes that are read at a time
FORMATS = {".jar": "JAR", ".zip": "ZIP"}


def format_of(path: str) -> str | None:
    """The format of an archive by the name of its file, None where that says nothing."""
    return FORMATS.get(os.path.splitext(path)[1].lower())


def problem_of(path: str) -> str | None:
    """Why a file cannot be uploaded, None where it can: it is a whole archive, and may be read.

    A JAR is a ZIP archive by another name. Its directory stands at its end, so one that was cut off has none.
    """
    if format_of(path) is None:
        return f"{path} is no archive by its name, which ends in {' or '.join(FORMATS)}"
    try:
        with open(path, "rb") as file:
            if not os.fstat(file.fileno()).st_size:
                return f"{path} is empty"
            whole = zipfile.is_zipfile(file)
    except OSError as error:
        return f"{path} cannot be read: {error.strerror or error}"
    return None if whole else f"{path} is no whole ZIP or JAR archive: it is something else, or it was cut off"


def digest_of(path: str) -> str:
    """The SHA-256 of a file in hexadecimal, in little memory. Raises Refused."""
    digest = hashlib.sha256()
    try:
        with open(path, "rb") as file:
            while piece := file.read(PIECE):
                digest.update(piece)
    except OSError as error:
        raise Refused(f"{path} cannot be read: {error.strerror or error}") from error
    return digest.hexdigest()
