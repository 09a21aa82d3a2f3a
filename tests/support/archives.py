# Copyright (c) 2026, streamops.confluent contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

"""Archives for uploads. The smallest one there is holds nothing: the record at the end of its directory, all zeros."""

from __future__ import annotations

from pathlib import Path

EMPTY = "PK\x05\x06" + "\0" * 18


def archive(path: Path, size: int = 0, content: bytes = b"") -> Path:
    """A whole archive that begins with this content, or has so many bytes, most of which are a hole in the file."""
    with path.open("wb") as file:
        file.write(content)
        if size:
            file.truncate(size - len(EMPTY))
            file.seek(0, 2)
        file.write(EMPTY.encode())
    return path
