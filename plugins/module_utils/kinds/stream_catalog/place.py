# Copyright (c) 2026, streamops.confluent contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Where Stream Catalog is (data-catalog-v1), and what its denials mean."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

from ..._declare.field import ENVIRONMENT
from ..._declare.kind import Kind
from ..._declare.override import override
from ..._errors import ApiError, ConfluentError
from ..._wire.http import Client
from ..._wire.references import ENVIRONMENTS

ESSENTIALS = "ESSENTIALS"


class InCatalog(Kind):
    """A kind in the Stream Catalog of an environment."""

    scope = (ENVIRONMENT,)
    planes = ("catalog",)

    @override
    def open(self) -> None:
        self._catalog = self.cloud.plane("catalog", environment=self.options.get("environment"))

    @property
    def catalog(self) -> Client:
        """The client of the catalog."""
        return self._catalog

    @contextmanager
    def explained(self) -> Iterator[None]:
        """Say in a 403 that passes through which Stream Governance package the environment has: one that lacks what is
        asked for is denied like a missing role (datahub-project/datahub#18764).
        """
        try:
            yield
        except ApiError as error:
            if error.status == 403 and error.plane == "catalog":
                error.message += self._package()
            raise

    def _package(self) -> str:
        """Words on the package of the environment, as far as it can be told."""
        try:
            environment = self.cloud.environment_id(self.options.get("environment"))
            found = self.cloud.by_id(ENVIRONMENTS.path, environment) or {}
        except ConfluentError:  # what the catalog said says more
            return ""
        package = (found.get("stream_governance_config") or {}).get("package")
        if not package:
            return ""
        has = f" The environment {environment} has the Stream Governance package {package}"
        if package != ESSENTIALS:
            return f"{has}, so it is the role that is missing: DataSteward, or to read DataDiscovery."
        return (
            f"{has}, which lacks business metadata and parts of the catalog: with stream_governance_package: ADVANCED "
            "confluent_environment adds them (there is no way back). Otherwise the role is missing: DataSteward, or to "
            "read DataDiscovery."
        )
