# Copyright (c) 2026, streamops.confluent contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""What the kinds on Flink's own endpoint of a region share (flink-gateway-v1; API_MAP C.5): where they are, the compute
pools and principals that they name, and what an error means there.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import replace
from typing import Any, ClassVar

from ..._declare.change import Change
from ..._declare.field import ENVIRONMENT, Field, Object
from ..._declare.override import override
from ..._declare.rest import RestKind
from ..._errors import ApiError
from ..._wire.http import Client
from ..._wire.references import COMPUTE_POOLS, SERVICE_ACCOUNTS
from .compute_pools import CLOUDS

PLACE = "/sql/v1/organizations/{organization}/environments/{environment}"
NAME = r"[a-z0-9]([-a-z0-9]*[a-z0-9])?(\.[a-z0-9]([-a-z0-9]*[a-z0-9])?)*"
SCOPE = (
    ENVIRONMENT.but(required=True),
    Field("cloud", wire=None, known=CLOUDS, env=("CONFLUENT_FLINK_CLOUD",)),
    Field("region", wire=None, env=("CONFLUENT_FLINK_REGION",)),
    Field("private", wire=None, type="bool", default=False),
    Field("organization", wire=None, env=("CONFLUENT_ORGANIZATION_ID",)),
)
COMPUTE_POOL = Field(
    "compute_pool",
    wire="spec.compute_pool_id",
    refers=COMPUTE_POOLS,
    env=("CONFLUENT_FLINK_COMPUTE_POOL", "FLINK_COMPUTE_POOL_ID"),
)
PRINCIPAL = Field(
    "principal", wire="spec.principal", refers=SERVICE_ACCOUNTS, env=("CONFLUENT_FLINK_PRINCIPAL", "FLINK_PRINCIPAL_ID")
)
OTHER_PRINCIPAL = re.compile(
    r"(u|pool)-(?=[a-z]*[0-9])[a-z0-9]+|crn:.*"
)  # users, identity pools, and how several pools are told
USER_ENDS = (
    "{label} runs as the user {principal}: Flink ends what runs as a user after some hours (users met 4). Give the "
    "name of a service account as principal"
)


class OnFlink(RestKind):
    """A kind of an environment in a region: read by its name, on the endpoint of the region."""

    plane = "flink"
    planes = ("flink",)
    addressed = "name"
    scope: ClassVar[tuple[Field, ...]] = SCOPE
    placed: ClassVar[bool] = True  # whether bodies say where an object is

    @override
    def open(self) -> None:
        """Look up environment and organization, unless both are given by id with the endpoint: then Flink alone is
        asked. Raises NotFound, Ambiguous, Refused, NoCredential, ApiError.
        """
        stated, organization = str(self.options["environment"]), self.options.get("organization")
        self.unseen = bool(organization and self.options.get("flink_rest_endpoint") and stated.startswith("env-"))
        self.in_environment = stated if self.unseen else self.cloud.environment_id(stated)
        self.scope_ids = {
            "environment": self.in_environment,
            "organization": organization or self.cloud.organization_id(),
        }
        self.confirmed = False
        self._located()

    @override
    def _located(self) -> Client:
        private = self.in_environment if self.options.get("private") else None
        return self.cloud.plane(
            "flink", cloud=self.options.get("cloud"), region=self.options.get("region"), private=private
        )

    @override
    def get(self, identifier: str) -> dict[str, Any] | None:
        """The object by its name; None when it is gone. Where the endpoint is the user's word, a 404 is believed once
        the list has answered: anything else that answers there knows no object either. Raises ApiError, and ValueError
        for an answer that is about something else.
        """
        found = super().get(identifier)
        if found is not None:
            _is_about(identifier, found)
        if found is None and not self.confirmed and self.options.get("flink_rest_endpoint"):
            self._confirm()
        return found

    @override
    def create(self, change: Change) -> Object:
        made = super().create(change)
        _is_about(change.desired["name"], made)
        return made

    def _confirm(self) -> None:
        try:
            self.client.get(self.collection, {"page_size": 1}, holds=("data",))
        except ApiError as error:
            if error.status == 404:
                error.message += (
                    f" So {self.words()} could not be looked for: check flink_rest_endpoint, the organization "
                    f"{self.scope_ids['organization']} and the environment {self.in_environment}."
                )
            raise
        self.confirmed = True

    @override
    def _referred(self, declared: Field, value: str) -> str:
        """Ids of compute pools, and of principals, are taken as they are; names are looked up, pools in this region."""
        if declared.name == "principal" and OTHER_PRINCIPAL.fullmatch(value):
            return value
        if declared.name == "principal":
            account = replace(SERVICE_ACCOUNTS, unseen=True)
            return str(self.cloud.find(account, value)["id"])
        if declared.name == "compute_pool":
            region = self.options.get("region")
            params = {"environment": self.in_environment, **({"spec.region": region} if region else {})}
            where = f" in environment {self.in_environment}" + (f" and region {region}" if region else "")
            return str(self.cloud.find(COMPUTE_POOLS, value, params, where)["id"])
        return super()._referred(declared, value)

    @override
    def from_api(self, raw: Mapping[str, Any]) -> Object:
        return {**super().from_api(raw), "environment": self.in_environment}

    @override
    def body(self, values: Mapping[str, Any]) -> dict[str, Any]:
        return {**super().body(values), **(self.place if self.placed else {})}

    @property
    def place(self) -> dict[str, str]:
        """The members of a body that say where an object is."""
        return {"organization_id": self.scope_ids["organization"], "environment_id": self.in_environment}

    @contextmanager
    def assigning(self, principal: str | None) -> Iterator[None]:
        """Have a 403 to what runs as a principal name what is needed for that."""
        try:
            yield
        except ApiError as error:
            if error.status == 403 and principal:
                error.message += (
                    f" To have it run as {principal}, the owner of this key needs the role Assigner on {principal}, "
                    "and the key has to be one of this environment and region."
                )
            raise


def _is_about(name: str, answer: Mapping[str, Any]) -> None:
    """Raise ValueError for an answer that is about another object than the one that was asked for."""
    if answer.get("name") != name:
        raise ValueError(f"{name!r} was asked for, and the answer is about {answer.get('name')!r}")
