# Copyright (c) 2026, streamops.confluent contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""What is asked of mirror topics (kafkarest-v3, `AlterMirrorsRequest`): a verb of many names, which answers a 200 with
a result for each. `validate_only` in the query lets the service judge, and do nothing.
"""

from __future__ import annotations

from collections.abc import Hashable, Sequence
from typing import Any

from .._declare.change import CREATED, UPDATED, Change
from .._declare.field import Object
from .._declare.list_writes import paired
from .._declare.override import override
from .._errors import ApiError, ConfluentError, Refused
from .._wire.tries import Tries
from .kafka_scoped import needing
from .mirror_topic_reads import SINGLY, MirrorTopicReads
from .mirror_topic_states import ACTIVE, ENDING, FINAL, PAUSED, RESTORE, STATES, STOPPED


class MirrorTopicVerbs(MirrorTopicReads):
    """Mirror topics that are asked for something, several at once."""

    batch = 100
    batched = (UPDATED,)

    @override
    def rehearsal(self, change: Change, many: bool) -> Hashable | None:
        """One request judges all that are to be asked for the same."""
        return self._verb(change) if many else None

    @override
    def rehearse(self, change: Change) -> None:
        verb = self._verb(change)
        if verb is None:
            return
        # Of what has to mirror first the service could judge only that it does not.
        changes = [one for one in self.shared.turns.get(verb) or [change] if not self._begins(one)]
        judged: list[ApiError] = []
        for start in range(0, len(changes), self.batch):
            portion = changes[start : start + self.batch]
            for one, said in zip(portion, self._results(verb, portion, only_judge=True), strict=True):
                if isinstance(said, ApiError):
                    said.message = f"Could not {verb} {one.label}. {said.message}"
                    judged.append(said)
        if len(judged) == len(changes) == 1:
            raise judged[0]
        if judged:
            raise Refused([str(error) for error in judged])

    def _verb(self, change: Change) -> str | None:
        """What has to be asked for a change, None where it takes no verb."""
        if change.operation == CREATED:
            return RESTORE if change.desired["name"] in self.shared.taken else None
        if change.operation != UPDATED or self.verbs.option not in change.fields:  # what else differs is refused
            return None
        wished = change.desired["status"]
        back = wished == ACTIVE and change.actual["phase"] == STOPPED
        return RESTORE if back else self.verbs.states[wished].verb

    @staticmethod
    def _begins(change: Change) -> bool:
        """Whether it is to be paused, and does not mirror yet: no pause is taken before."""
        leading = STATES.states[ACTIVE].leading
        return change.desired.get("status") == PAUSED and (change.before or {}).get("phase") in leading

    def _results(
        self, verb: str, changes: Sequence[Change], only_judge: bool = False
    ) -> list[dict[str, Any] | ApiError | None]:
        """Ask for several; what the service says of each, None where nothing. Raises ApiError, if it says it of all."""
        names = [change.desired["name"] for change in changes]
        params = {"validate_only": "true"} if only_judge else None
        with needing(self.cloud, self.client, self.cluster, "ALTER", "CLUSTER"):
            path, body = f"{self.collection}:{verb}", {"mirror_topic_names": names}
            told = self.client.each("POST", path, body, params, reading=only_judge)
        keyed = [((shown.get("mirror_topic_name"),), error or shown) for shown, error in told]
        said = paired([(name,) for name in names], keyed)
        for change, result in zip(changes, said, strict=True):
            if isinstance(result, dict) and result.get("messages_truncated"):
                lost = f"{result['messages_truncated']} records that only this side has"
                self.cloud.warn(f"{change.label}: {lost} {'would be' if only_judge else 'are'} cut off, and lost.")
        return said

    def _asked(self, verb: str, changes: list[Change]) -> list[ConfluentError | None]:
        """Have a verb done to several; of each why it failed, None where it did not. An answer that is lost is looked
        for: only what is not on its way is asked for once more. Raises ApiError for what is said of all.
        """
        left, tries = list(changes), Tries(self.cloud.transport, self.cloud.transport.retry_timeout)
        failed: dict[int, ConfluentError] = {}
        while left:
            try:
                said = self._results(verb, left)
            except ApiError as error:
                if not error.fate_unknown:
                    raise
                left = self._not_under_way(left)
                if left and not tries.again():
                    raise
                continue
            doubtful = [c for c, result in zip(left, said, strict=True) if not isinstance(result, dict)]
            astray = {id(change) for change in self._not_under_way(doubtful)}
            for change, result in zip(left, said, strict=True):
                if id(change) in astray:
                    failed[id(change)] = result if isinstance(result, ApiError) else self._untold(verb, change)
            break
        return [failed.get(id(change)) for change in changes]

    @staticmethod
    def _untold(verb: str, change: Change) -> ConfluentError:
        return ConfluentError(
            f"The service answered {verb} without a word on {change.label}, which is as before. Run again."
        )

    def _not_under_way(self, changes: list[Change]) -> list[Change]:
        """Those that are not on their way to what is wished, as the service shows them now."""
        if not changes:
            return []
        names = [change.desired["name"] for change in changes]
        listed = self._listed_anew() if len(names) > SINGLY else {}
        found = [listed.get(name) for name in names] if listed else self.cloud.map(self.get, names)
        return [
            change
            for change, raw in zip(changes, found, strict=True)
            if raw is None or not self._is_coming(change, self.ready.phase_of(raw))
        ]

    def _is_coming(self, change: Change, phase: str) -> bool:
        """Whether a phase leads to what is wished. What was on its way out before tells nothing of a fail-over."""
        wished = change.desired["status"]
        if wished in FINAL and phase in ENDING:
            return change.before is None or change.before["phase"] not in ENDING
        return self.verbs.difference(wished, phase) is None

    @override
    def _turn(self, change: Change, item: Object, wished: str) -> None:
        (error,) = self._asked(self.verbs.states[wished].verb, [change])
        if error is not None:
            raise error

    @override
    def update(self, change: Change) -> Object:
        (made,) = self.write_together([change])
        if isinstance(made, ConfluentError):
            raise made
        return made

    @override
    def write_together(self, changes: list[Change]) -> list[Object | ConfluentError]:
        """One request for each verb; of several verbs each fails by itself."""
        by_verb: dict[str, list[Change]] = {}
        failed: dict[int, ConfluentError | None] = {}
        for change in changes:
            try:
                if self._begins(change):
                    self._awaited(change, change.actual, ACTIVE)
            except ConfluentError as error:
                failed[id(change)] = error
            else:
                by_verb.setdefault(str(self._verb(change)), []).append(change)
        for verb, some in by_verb.items():
            try:
                said = self._asked(verb, some)
            except ConfluentError as error:
                if len(some) == len(changes):
                    raise
                said = [error] * len(some)
            failed.update(zip(map(id, some), said, strict=True))
        self.cloud.forget(self.collection)
        return [failed[id(change)] or change.actual for change in changes]
