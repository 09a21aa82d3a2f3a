# Copyright (c) 2026, streamops.confluent contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

"""The floor: bare ``requests`` in threads, sending what a run of the collection has sent. A process of its own.

    python -m tests.benchmarks.floor PLAN.json

PLAN: {"threads": 16, "sessions": "shared" or "own", "first": [...], "rest": [...]} with requests {"method", "url",
"body", "key", "secret"}. ``first`` are sent one after the other, ``rest`` by the threads. Prints the seconds that took,
and the processor seconds.
"""

from __future__ import annotations

import json
import sys
import threading
import time
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any

import requests
from requests.adapters import HTTPAdapter

JSON = {"Content-Type": "application/json"}


def session(connections: int) -> requests.Session:
    """A session as quick as it gets: no proxies and no .netrc to look for."""
    made = requests.Session()
    made.trust_env = False
    made.mount("http://", HTTPAdapter(pool_connections=connections, pool_maxsize=connections))
    return made


def main() -> int:
    plan = json.loads(Path(sys.argv[1]).read_text(encoding="utf-8"))
    threads: int = plan["threads"]
    shared, own = session(threads), threading.local()

    def mine() -> requests.Session:
        if not hasattr(own, "session"):
            own.session = session(1)
        return own.session

    choose: Callable[[], requests.Session] = mine if plan["sessions"] == "own" else lambda: shared

    def send(one: dict[str, Any]) -> None:
        # Several JSON objects one behind the other are no JSON: they are kept as text.
        raw = isinstance(one["body"], str)
        given = {"data": one["body"].encode(), "headers": JSON} if raw else {"json": one["body"]}
        answer = choose().request(one["method"], one["url"], auth=(one["key"], one["secret"]), timeout=60, **given)
        if answer.status_code >= 400:
            raise SystemExit(f"{one['method']} {one['url']}: {answer.status_code} {answer.text}")

    started, processor = time.perf_counter(), time.process_time()
    for one in plan["first"]:
        send(one)
    with ThreadPoolExecutor(threads) as pool:
        list(pool.map(send, plan["rest"]))
    print(time.perf_counter() - started, time.process_time() - processor)
    return 0


if __name__ == "__main__":
    sys.exit(main())
