# Copyright (c) 2026, streamops.confluent contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""What came of a command: one whose answer was lost, and one that was taken and changed nothing."""

from __future__ import annotations

from collections.abc import Callable, Iterable

from ..._declare.field import Object
from ..._declare.waiting import Wait
from ..._errors import ApiError, ConfluentError, WaitFailed


def looked_for(read: Callable[[], Object | None], wait: Wait, lost: ApiError) -> Object:
    """A query to which ksqlDB gives its id, and of whose command no answer came. Raises ConfluentError, ApiError.

    The command may still wait for others, and nothing would refuse a second one, which would write every record twice:
    so it is looked for, and not carried out again.
    """

    def look() -> tuple[bool, str, Object | None]:
        found = read()
        return found is not None, "not to be seen yet", found

    try:
        return dict(wait.until(look))
    except WaitFailed as error:
        raise ConfluentError(
            f"{lost.message} ksqlDB does not list it after {wait.seconds:.0f} s. It was not carried out again, for "
            "there would be two of it if the first one comes yet. Look with confluent_ksql_statement_info whether it "
            "is there by now, and run again."
        ) from error


def see_made(changes: Iterable[tuple[str, list[str]]]) -> None:
    """Raise ConfluentError for changes that ksqlDB took with a good answer, and did not make. `changes`: each as a
    label, and what differs of it still, in words.
    """
    left = [f"{label} ({', '.join(differing)} differ)" for label, differing in changes if differing]
    if left:
        raise ConfluentError(
            f"ksqlDB has taken the change of {', '.join(left)} with a good answer, and shows it without the change. "
            "Look at what it holds with confluent_ksql_statement_info, and run again."
        )
