# Copyright (c) 2026, streamops.confluent contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

"""Fixtures: a server of secrets, and API keys that are stored in it."""

from __future__ import annotations

import json
import os
import uuid
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from tests.support import direct
from tests.support.estate import Estate, build

from .imitation import ROOT, Imitation
from .servers import Front, OpenBao, binary

KEYS = "/iam/v2/api-keys"


@pytest.fixture(scope="session", params=["imitation", "openbao"])
def _front(request: pytest.FixtureRequest) -> Iterator[Front]:
    program = binary()
    if request.param == "openbao" and program is None:
        pytest.skip("OpenBao is not installed; `make witnesses` installs it and runs this")
    front = Front(OpenBao(program) if request.param == "openbao" and program else Imitation())
    yield front
    front.stop()


@pytest.fixture(scope="session")
def vault() -> Iterator[Front]:
    """A server for tests of something else: the imitation, or in `make witnesses` OpenBao."""
    program = binary() if os.environ.get("STREAMOPS_REAL_STORE") else None
    front = Front(OpenBao(program) if program else Imitation())
    assert front.upstream.name == ("openbao" if os.environ.get("STREAMOPS_REAL_STORE") else "imitation")
    yield front
    front.stop()


@pytest.fixture
def server(_front: Front) -> Front:
    """The server, without faults; each test has a path of its own."""
    _front.reset()
    return _front


@pytest.fixture
def place() -> str:
    return f"tests/{uuid.uuid4().hex[:12]}/orders"


class Keys:
    """Runs the kind in this process, with the store that a test names. A Cloud key is tried by one request."""

    def __init__(self, estate: Estate, store: dict[str, Any], resource: str = "cloud") -> None:
        from ansible_collections.streamops.confluent.plugins.module_utils.kinds.api_keys.kind import ApiKey

        self.kind, self.estate, self.sandbox, self.store = ApiKey, estate, estate.sandbox, store
        self.resource = resource
        self.env = {**estate.env, **estate.sandbox.env, "CONFLUENT_RETRY_TIMEOUT": "5"}

    def run(self, check: bool = False, **options: Any) -> dict[str, Any]:
        given = {"name": "orders", "owner": "orders-service", "resource": self.resource, "wait": True, **self.store}
        defaults = {"wait_timeout": 20}
        self.sandbox.clear_journal()
        return direct.run(self.kind, {**defaults, **given, **options}, self.env, check=check)

    def done(self, operation: str, **options: Any) -> dict[str, Any]:
        result = self.run(**options)
        assert (result["failed"], result["operation"]) == (False, operation), result
        assert result["changed"] == (operation != "unchanged")
        return result

    def refused(self, *words: str, **options: Any) -> str:
        """A run that makes no key."""
        result = self.run(**options)
        assert result["failed"], result
        for word in words:
            assert word in result["msg"], result["msg"]
        assert self.writes() == []
        return str(result["msg"])

    def writes(self) -> list[str]:
        return [entry["method"] for entry in self.sandbox.writes()]

    def there(self) -> dict[str, str]:
        """Ids and secrets of the keys that the service has."""
        keys = self.sandbox.state()["api_keys"].values()
        return {key["id"]: key["secret"] for key in keys if key["display_name"] == "orders"}


@pytest.fixture
def estate(sandbox: Any) -> Estate:
    return build(sandbox)


def in_vault(server: Front, place: str, token: str = ROOT, **more: Any) -> dict[str, Any]:
    """The option for a secret of the server."""
    return {
        "secret_store": {"vault": {"address": server.address, "path": place, "token": token, "mount": "secret", **more}}
    }


@pytest.fixture
def keys(estate: Estate, server: Front, place: str) -> Keys:
    """Keys in the server, with a token that may do what it needs and no more."""
    rights = {f"secret/data/{place}": ["create", "read", "update", "delete"]}
    return Keys(estate, in_vault(server, place, server.token(server.policy_of("keys", rights))))


SCRIPT = """\
case $1 in
  write) cat > "$2" ;;
  read) [ -e "$2" ] || exit 44; cat "$2" ;;
  delete) rm "$2" ;;
esac
"""


@pytest.fixture
def vault_of_files(tmp_path: Path) -> dict[str, Any]:
    """The option for a command: a password store of one script and one file."""
    script = tmp_path / "store.sh"
    script.write_text(SCRIPT)
    return command(script, tmp_path / "kept.json")


def command(script: Path, kept: Path) -> dict[str, Any]:
    verbs = {verb: ["sh", str(script), verb, str(kept)] for verb in ("write", "read", "delete")}
    return {"secret_store": {"command": {**verbs, "missing_codes": [44]}}}


def stored(path: Path) -> dict[str, Any]:
    return dict(json.loads(path.read_text()))
