# Copyright (c) 2026, streamops.confluent contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Trying a new API key on its plane until it is taken: one look at a time, for `_declare.waiting.Wait`."""

from __future__ import annotations

from ..._errors import ApiError
from ..._wire.http import Client
from .resources import Probe


class Trial:
    """Looks whether a plane takes a key yet. `patience`: seconds for which an unreachable plane counts as a
    passing trouble.
    """

    def __init__(self, client: Client, probe: Probe, path: str, label: str, patience: float) -> None:
        self.client, self.probe, self.path, self.label, self.patience = client, probe, path, label, patience
        self.good = 0
        self.unreachable_since: float | None = None

    def look(self) -> tuple[bool, str, None]:
        """One try: (done, phase, nothing). Raises ApiError for what waiting does not cure."""
        clock = self.client.transport.clock
        try:
            self.client.get(self.path, dict(self.probe.params))
        except ApiError as error:
            if error.status in (401, 403) and not (error.status == 403 and self.probe.forbidden_is_known):
                self.good, self.unreachable_since = 0, None
                return False, f"not accepted yet ({error.status})", None
            garbled = error.status is not None and error.status < 300  # an answer, spoiled on the way
            if error.status is None or error.status == 429 or error.status >= 500 or garbled:
                self.good = 0
                self.unreachable_since = self.unreachable_since or clock()
                if clock() - self.unreachable_since < self.patience:
                    return False, "not reachable" if error.status is None else f"not available ({error.status})", None
            if not (error.status == 403 and self.probe.forbidden_is_known):
                error.attempt = f"see whether {self.label} works (wait: false leaves that out)"
                raise
        self.good += 1
        self.unreachable_since = None
        return self.good >= self.probe.successes, "accepted", None
