# Copyright (c) 2026, streamops.confluent contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Mistakes in the rules of a report that only the organization shows: roles that nobody has, exceptions that fit
nothing. Pure.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence

from ..._declare.field import Object
from ..._errors import Refused
from ..role_bindings.roles import KNOWN_ROLES, near_roles
from .facts import Facts
from .findings import patterns


def judge_roles(facts: Facts, powerful: Iterable[str], warn: Callable[[str], None]) -> None:
    """Look at the names of roles that count as powerful: with a mistyped one findings would be missing in silence.

    No API lists the roles, so a name that is not known here may be a new role. Where somebody has it, it is one. Raises
    Refused where nobody has it and it is nearly the name of another; warns where that cannot be said for sure.
    """
    given = {role for _principal, role, _pattern in facts.bindings_in_words()}
    problems = []
    for place, role in enumerate(powerful):
        if role in KNOWN_ROLES or role in given:
            continue
        near = near_roles(role)
        words = f"powerful_roles[{place}] {role!r} is no role that this collection knows, and "
        if near and facts.sees_all and facts.bindings is not None:
            problems.append(f"{words}nobody in the organization has it.{near}")
        else:
            warn(f"{words}no role binding that this credential sees has it: nothing is found by it.{near}")
    if problems:
        raise Refused(problems)


def tell_idle(idle: Sequence[Object], missed: Sequence[str], gaps: int, warn: Callable[[str], None]) -> None:
    """Warn of the exceptions that fit nothing. `missed`: parts that were not looked at; `gaps`: how many there are."""
    if not idle:
        return
    told = "; ".join(", ".join(f"{name}: {pattern}" for name, pattern in patterns(one).items()) for one in idle)
    unseen = [
        *([f"the parts {', '.join(missed)} were left out"] if missed else []),
        *([f"there are gaps ({gaps})"] if gaps else []),
    ]
    but = f". What they are for may not have been looked at: {' and '.join(unseen)}" if unseen else ""
    warn(f"exceptions that fit nothing: {told}. They are out of date or mistyped{but}")
