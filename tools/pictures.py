# Copyright (c) 2026, streamops.confluent contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

"""Make the pictures of the documents: real runs against the sandbox, photographed by Chromium (`make pictures`).

    python tools/pictures.py [plan] [report] [site]

docs/images/plan.png    a plan, as it stands in a pull request: of dev, which is changed, and prod, which is not there
docs/report.png         a report on the seeded organization of the tests, without the names that attack a page
docs/images/site.png    the start page of the site, which `make site` has built

Needs Chromium, which no package index has, so this is no gate. Look at each picture before it is committed.
"""

from __future__ import annotations

import functools
import http.server
import json
import shutil
import subprocess
import sys
import tempfile
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import cmarkgfm
import yaml
from stage import ROOT

from docs import HTML

sys.path.insert(0, str(ROOT))

from tests.support import organization
from tests.support.playbooks import ansible_environment
from tests.support.sandbox import Sandbox

IMAGES = ROOT / "docs" / "images"
BROWSERS = ("chromium", "chromium-browser", "google-chrome")
# How a comment looks in a pull request, near enough.
COMMENT = """<!doctype html><meta charset="utf-8"><style>
body { font: 14px/1.5 -apple-system, "Segoe UI", "Noto Sans", Helvetica, Arial, sans-serif; margin: 24px }
main { border: 1px solid #d1d9e0; border-radius: 6px; padding: 4px 20px 12px }
table { border-collapse: collapse; margin-bottom: 16px }
td, th { border: 1px solid #d1d9e0; padding: 5px 12px; text-align: left }
code { background: #eff1f3; border-radius: 6px; padding: 2px 5px } pre code { background: none; padding: 0 }
pre { background: #f6f8fa; border-radius: 6px; padding: 12px }
h1, h2 { border-bottom: 1px solid #d1d9e0; padding-bottom: 6px }
</style><main>%s</main>"""


def browser() -> str:
    found = next((path for path in map(shutil.which, BROWSERS) if path), None)
    if found is None:
        raise SystemExit(f"none of {', '.join(BROWSERS)} is on this machine")
    return found


def photograph(page: str, picture: Path, width: int, height: int) -> None:
    """A picture of what a window of this size shows of a page, which has two seconds for its scripts."""
    picture.parent.mkdir(parents=True, exist_ok=True)
    picture.unlink(missing_ok=True)
    command = [
        browser(),
        "--headless",
        "--no-sandbox",
        "--disable-gpu",
        "--hide-scrollbars",
        "--virtual-time-budget=2000",
    ]
    subprocess.run(
        [*command, f"--window-size={width},{height}", f"--screenshot={picture}", page],
        check=True, capture_output=True, timeout=300,
    )  # fmt: skip
    print(f"{picture.relative_to(ROOT)}: {picture.stat().st_size // 1024} KiB")


def run_playbook(sandbox: Sandbox, folder: Path, *arguments: str) -> None:
    scratch = folder / ".scratch"
    scratch.mkdir(exist_ok=True)
    env = ansible_environment(scratch, {**sandbox.env, "HOME": str(folder), "PWD": str(folder)})
    command = [str(Path(sys.executable).parent / "ansible-playbook"), *arguments]
    subprocess.run(command, cwd=folder, env=env, check=True, stdout=subprocess.DEVNULL, stdin=subprocess.DEVNULL)


def plan(sandbox: Sandbox, folder: Path) -> None:
    automation = "{{ inventory_hostname }}-automation"
    key_file = f"~/.confluent/{{{{ inventory_hostname }}}}/{automation}.kafka.json"
    placed: dict[str, Any] = {"name": "orders.placed", "partitions": 3, "config": {"retention.ms": "7d"}}
    cluster = {
        "name": "orders",
        "type": "Basic",
        "availability": "SINGLE_ZONE",
        "cloud": "AWS",
        "region": "eu-central-1",
    }
    variables = {
        "ansible_connection": "local",
        "ansible_python_interpreter": sys.executable,
        "confluent_environment": {"name": "{{ inventory_hostname }}"},
        "confluent_service_accounts": [
            {
                "name": automation,
                "role_bindings": [{"role": "EnvironmentAdmin", "scope": "environment"}],
                "api_keys": [{"name": "kafka", "resource": "kafka", "cluster": "orders"}],
            }
        ],
        "confluent_clusters": [{**cluster, "kafka_key_file": key_file, "topics": [placed]}],
    }
    file = folder / "inventory.yml"

    def write() -> None:
        hosts = {"hosts": {"dev": {}, "prod": {}}, "vars": variables}
        file.write_text(yaml.safe_dump({"all": hosts}, sort_keys=False), encoding="utf-8")

    write()
    run_playbook(sandbox, folder, "streamops.confluent.bootstrap", "-i", str(file), "-l", "dev")
    placed.update(partitions=6, config={"retention.ms": "30d"})
    variables["confluent_clusters"][0]["topics"].append({"name": "orders.returned", "partitions": 3})  # type: ignore[index]
    write()
    run_playbook(sandbox, folder, "streamops.confluent.plan", "-i", str(file))
    text = (folder / "confluent-plan" / "plan.md").read_text(encoding="utf-8")
    page = folder / "plan.html"
    html = cmarkgfm.github_flavored_markdown_to_html(text, cmarkgfm.Options.CMARK_OPT_UNSAFE)
    page.write_text(COMMENT % html.replace("<details>", "<details open>", 1), encoding="utf-8")
    photograph(page.as_uri(), IMAGES / "plan.png", 900, 700)


def report(sandbox: Sandbox, folder: Path) -> None:
    organization.HOSTILE = "warehouse-sink"
    organization.seeded(sandbox)
    secrets = folder / "secrets"
    secrets.mkdir()
    for key in organization.KEYS:
        stored = {"format": "streamops.confluent/api-key/1", "api_key": key, "api_secret": organization.secret_of(key)}
        (secrets / f"{key}.json").write_text(json.dumps(stored), encoding="utf-8")
    settings = folder / "settings.yml"
    settings.write_text(yaml.safe_dump({"confluent_report_key_files": [str(secrets)]}), encoding="utf-8")
    run_playbook(sandbox, folder, "streamops.confluent.report", "-e", f"@{settings}")
    photograph((folder / "confluent-report" / "report.html").as_uri(), ROOT / "docs" / "report.png", 1240, 860)


class _Quiet(http.server.SimpleHTTPRequestHandler):
    def log_message(self, *_words: object) -> None:
        """Nothing is said of single requests."""


@contextmanager
def served(folder: Path) -> Iterator[str]:
    """The folder at an address of this machine: scripts and styles of the site need more than files."""
    handler = functools.partial(_Quiet, directory=str(folder))
    with http.server.ThreadingHTTPServer(("127.0.0.1", 0), handler) as server:
        thread = threading.Thread(target=server.serve_forever)
        thread.start()
        try:
            yield f"http://127.0.0.1:{server.server_port}"
        finally:
            server.shutdown()
            thread.join()


def site() -> None:
    if not (HTML / "index.html").is_file():
        raise SystemExit("there is no site yet: make site")
    with served(HTML) as address:
        photograph(f"{address}/index.html", IMAGES / "site.png", 1240, 900)


def main() -> int:
    wanted = sys.argv[1:] or ["plan", "report", "site"]
    with tempfile.TemporaryDirectory() as scratch:
        for name, make in (("plan", plan), ("report", report)):
            if name in wanted:
                folder = Path(scratch) / name
                folder.mkdir()
                with Sandbox() as sandbox:
                    make(sandbox, folder)
    if "site" in wanted:
        site()
    return 0


if __name__ == "__main__":
    sys.exit(main())
