# Copyright (c) 2026, streamops.confluent contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Provider integrations: how Confluent Cloud acts in the customer's cloud account (provider-integration-v1 and -v2)."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace
from typing import Any

from .._declare.change import DELETED, UPDATED, Change
from .._declare.field import ENVIRONMENT, Field, Object, wait_timeout
from .._declare.override import override
from .._declare.quota import Quota
from .._declare.rest import RestKind
from .._declare.union import union
from .._declare.waiting import Wait
from .._errors import ApiError

ROLE_ARN = r"arn:[^:]+:iam::[0-9]{12}:role/\S+"
NAME = Field("name", wire="display_name", key=True, aliases=("display_name",), max_length=60, mutable=False)
# By the provider, the option that holds its configuration.
CONFIGURED_BY = {"AWS": "aws", "AZURE": "azure", "GCP": "gcp"}
# What of Confluent's the customer has to trust, by the provider.
TRUSTED = ("iam_role_arn", "confluent_multi_tenant_app_id", "google_service_account")


class Integrated(RestKind):
    """What both versions share."""

    environment_wire = "environment.id"
    standard_outputs = {}
    scope = (ENVIRONMENT.but(required=True),)

    @override
    def refusals(self, change: Change) -> Iterable[str]:
        yield from super().refusals(change)
        usages = (change.before or {}).get("usages") or []
        if change.operation == DELETED and usages:
            yield f"{change.label} is in use by {', '.join(usages)}: remove it there first"


class ProviderIntegration(Integrated):
    """A provider integration of the first version: an AWS role that Confluent Cloud assumes. Nothing of it changes."""

    name = "provider_integration"
    plural = "provider_integrations"
    path = "/pim/v1/integrations"
    quota = Quota(("provider_integrations_per_env",), "ENVIRONMENT")
    named = NAME
    unions = (
        union(
            "config",
            aws=(
                "AwsIntegrationConfig",
                Field("customer_iam_role_arn", needed=True, mutable=False, max_length=2048, pattern=ROLE_ARN),
            ),
        ),
    )
    outputs = {"iam_role_arn": "config.iam_role_arn", "external_id": "config.external_id", "usages": "usages"}


class ProviderIntegrationSetup(Integrated):
    """A provider integration of the second version. It is made as a draft, and configured once."""

    name = "provider_integration_setup"
    plural = "provider_integration_setups"
    path = "/pim/v2/integrations"
    named = NAME
    fields = (Field("provider", needed=True, mutable=False, known=tuple(CONFIGURED_BY)),)
    unions = (
        union(
            "config",
            needed=False,
            aws=(
                "AwsIntegrationConfig",
                Field("customer_iam_role_arn", needed=True, mutable=False, max_length=2048, pattern=ROLE_ARN),
            ),
            azure=("AzureIntegrationConfig", Field("customer_azure_tenant_id", needed=True, mutable=False)),
            gcp=("GcpIntegrationConfig", Field("customer_google_service_account", needed=True, mutable=False)),
        ),
    )
    modifiers = (Field("validate", wire=None, type="bool", default=False), wait_timeout(300))
    outputs = {
        "status": "status",
        "iam_role_arn": "config.iam_role_arn",
        "external_id": "config.external_id",
        "confluent_multi_tenant_app_id": "config.confluent_multi_tenant_app_id",
        "google_service_account": "config.google_service_account",
        "usages": "usages",
    }

    @override
    def invalid(self, item: Mapping[str, Any]) -> Iterator[str]:
        yield from super().invalid(item)
        form, provider = self.unions[0].form_of(item), self.field("provider").spelled(item.get("provider"))
        if form and provider in CONFIGURED_BY and CONFIGURED_BY[provider] != form:
            yield f"{form} configures another provider than {provider}: give {CONFIGURED_BY[provider]}"

    @override
    def stated(self, item: Mapping[str, Any]) -> Object:
        """The configuration tells the provider, where that is not stated."""
        stated, form = super().stated(item), self.unions[0].form_of(item)
        told = next((provider for provider, option in CONFIGURED_BY.items() if option == form), None)
        return {**({"provider": told} if told else {}), **stated}

    @override
    def create(self, change: Change) -> Object:
        """Make the draft, and then configure it: a run that ends in between is gone on with by the next one."""
        form = self.unions[0].form_of(change.desired)
        draft = {name: value for name, value in change.desired.items() if name != form}
        made = super().create(replace(change, desired=draft))
        if form is None:
            return made
        configuration = {form: (None, change.desired[form])}
        return self.update(replace(change, operation=UPDATED, before=made, fields=configuration))

    @override
    def settle(self, change: Change, made: Object) -> Object:
        """Have the service try whether it may act in the customer's account, until it may."""
        if change.operation == DELETED or not change.options.get("validate"):
            return made
        body = {"id": made["id"], "environment": {"id": self.environment}}
        self.waited = Wait(f"the grant for {change.label}", change.options["wait_timeout"], self.cloud.progress)
        self.waited.until(lambda: self._granted(body))
        return made

    def _granted(self, body: dict[str, Any]) -> tuple[bool, str, None]:
        try:
            self.client.post(f"{self.collection}:validate", body, reading=True)
        except ApiError as error:
            if error.status != 400:
                raise
            return False, f"not in effect ({error.detail})", None
        return True, "in effect", None

    @override
    def next_step(self, item: Object) -> str | None:
        trusted = next((item[name] for name in TRUSTED if item.get(name)), None)
        if item.get("status") == "DRAFT":
            return f"{item['name']} is a draft: state its configuration ({', '.join(CONFIGURED_BY.values())})."
        if item.get("status") == "CREATED":
            return f"Let {trusted} act in the account at the provider, then see with validate that it may."
        return None
