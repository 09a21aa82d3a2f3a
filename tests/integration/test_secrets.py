# Copyright (c) 2026, streamops.confluent contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

"""No secret is shown: a canary in every place where one can be, and a search through everything that a run leaves.

One play fails, succeeds, loops, retries, registers and shows in every way that comes to mind, once in process and once
as ordinary modules, with all callbacks that ansible-core ships, a log, a fact cache and tracebacks; and once more under
ansible-runner. Then the canaries are looked for, as they are and encoded.
"""

from __future__ import annotations

import base64
import json
import os
import sys
import tempfile
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path
from typing import Any
from urllib.parse import quote

import pytest

from ansible_collections.streamops.confluent.plugins.module_utils._planes import keyed
from tests.kinds import CASES
from tests.support.estate import PARTS, build
from tests.support.examples import modules
from tests.support.rows import Case, filled, words_of, write_files
from tests.support.whole import whole_only

# Where a secret can be -> its canary. Every option with no_log, and every option that names a file with a secret, is
# here or in the row of its kind (test_every_secret_option_has_a_canary). The characters are those of real secrets that
# look different in a URL, in a form and in JSON.
OPTIONS = (
    *(f"{key}_{form}" for key in keyed() for form in ("api_secret", "key_file")),
    *("oauth_token", "sts_token", "proxy", "secret_file", "vault_password_file", "ca_path"),
)
SECRETS_OF = {
    option: case for case in CASES for option in case.secrets if "{secret}" in json.dumps(case.secrets[option])
}
OF_STORES = {"secret_id"}  # tests/secret_stores has the credentials of stores
OTHERS = (
    *("environment", "vaulted", "config", "config_url", "multiline", "defaults", "argument", "misspelled", "endpoint"),
    *("in_a_list", "exchanged", "mixed_up"),
)


def core(place: str) -> str:
    """What makes a canary known: letters and digits, which no spelling changes."""
    return f"CNRY{place.replace('_', '')}Q7x"


CANARIES = {place: f"{core(place)}/+9&z={core(place)}" for place in (*OPTIONS, *SECRETS_OF, *OTHERS)}
CANARIES["multiline"] = "\n".join(f"{core('multiline')} line  {n} {'x' * 60}" for n in range(12))


def encodings(text: str) -> Iterator[bytes]:
    """The text, and its base64 wherever it begins in what was encoded, and in hexadecimal."""
    raw = text.encode()
    yield raw
    yield raw.hex().encode()
    for shift in range(3):
        whole = base64.b64encode(b"\0" * shift + raw)
        yield whole[-(-shift * 4 // 3) + (shift > 0) : len(whole) - 4]


def leaks(texts: Mapping[str, bytes], further: Mapping[str, str]) -> list[str]:
    """Which canary is where. `further`: secrets that were made on the way, with their places."""
    known = {**{place: core(place) for place in CANARIES}, **further}
    return [
        f"{place} in {where}: {text[max(0, text.find(form) - 200) : text.find(form) + 60]!r}"
        for where, text in texts.items()
        for place, known_by in known.items()
        for form in encodings(known_by)
        if form in text
    ]


def files_below(folder: Path) -> dict[str, bytes]:
    return {str(f.relative_to(folder)): f.read_bytes() for f in folder.rglob("*") if f.is_file() and not f.is_symlink()}


def fields_of(name: str) -> Iterator[Any]:
    from ansible_collections.streamops.confluent.plugins.module_utils._declare.connection import CONNECTION
    from ansible_collections.streamops.confluent.plugins.module_utils._engine.modules import module_of

    todo = [*module_of(name).fields, *CONNECTION]
    while todo:
        field = todo.pop()
        yield field
        todo += field.options or ()


@pytest.mark.parametrize("form", [0, 1, 2])
def test_the_search_finds_what_is_encoded(form: int) -> None:
    """Otherwise nothing below could fail."""
    hidden = [quote, lambda t: base64.b64encode(f"KEY{t}".encode()).decode(), lambda t: t.encode().hex()][form]
    text = f"before {hidden(CANARIES['kafka_api_secret'])} after".encode()
    assert [leak.partition(" in ")[0] for leak in leaks({"x": text}, {})] == ["kafka_api_secret"]


def test_every_secret_option_has_a_canary() -> None:
    found = set()
    for name in modules():
        for field in fields_of(name):
            if field.no_log or field.name.endswith(("_key_file", "secret_file", "password_file", "ca_path")):
                found.add(field.name)
    # An option of a kind is in its row, by its own name or as a part of one.
    stated = {option: set(names_to_secret(SECRETS_OF[option].secrets[option])) | {option} for option in SECRETS_OF}
    assert found - set().union(*stated.values()) - OF_STORES == set(OPTIONS)
    others = [option for option, names in stated.items() if not names & found]
    assert others == ["sql"], "an option with no secret, or of which not only a part is one"


def names_to_secret(value: Any) -> Iterator[str]:
    """The names of the parts of a row's value that hold the secret."""
    for part in value if isinstance(value, list) else []:
        yield from names_to_secret(part)
    for name, part in value.items() if isinstance(value, dict) else ():
        if "{secret}" in json.dumps(part):
            yield name
            yield from names_to_secret(part)


# ---- the play

DEFECT = """
import urllib.parse
encode = urllib.parse.quote
def quote(value, *further, **named):
    if value == "boom":
        raise RuntimeError("no way with " + {words!r})
    return encode(value, *further, **named)
urllib.parse.quote = quote
import syslog
def written(*said):
    with open({syslog!r}, "a") as file:
        file.write(repr(said))
syslog.syslog = written
"""


class Canaries:
    """An estate whose every secret is a canary, the folder of what goes in, and the folder of what comes out."""

    def __init__(self, sandbox: Any, tmp_path: Path) -> None:
        self.sandbox, self.inside, self.out = sandbox, tmp_path / "in", tmp_path / "out"
        self.inside.mkdir(mode=0o700)
        self.out.mkdir()
        self.estate = build(sandbox)
        self.keys: dict[str, str] = {}
        region = {"id": "aws.eu-central-1", "kind": "Region", "environment": self.estate.environment}
        made_for: dict[str, Any] = {"": None, "cluster": self.estate.cluster, "region": region}
        made_for["environment"] = self.estate.schema_registry
        made_for["ksql_cluster"] = self.estate.id_of("ksql_cluster")
        for key, plane in keyed().items():
            for form in ("api_secret", "key_file"):
                place = f"{key}_{form}"
                name = place.replace("_", "").upper()[:16].ljust(16, "0")
                self.seed(name, made_for[plane.of], CANARIES[place])
                self.keys[place] = name
                if form == "key_file":
                    pair = {"api_key": name, "api_secret": CANARIES[place]}
                    (self.inside / place).write_text(json.dumps(pair))
        for place in ("sensitive_config", "config", "in_a_list"):
            self.keys[place] = place.replace("_", "").upper().ljust(16, "0")
            self.seed(self.keys[place], self.estate.cluster, CANARIES[place])
        self.seed("FROMENVIRONMENT0", None, CANARIES["environment"])
        self.seed("FROMTHEVAULT0000", None, CANARIES["vaulted"])
        sandbox.token(token=CANARIES["oauth_token"], identity_pool_id="pool-1", principal=self.estate.administrator)
        (self.inside / "vault").write_text(CANARIES["vault_password_file"])
        (self.inside / "vault").chmod(0o600)
        (self.inside / "ca.pem").write_text(f"-----BEGIN PRIVATE KEY-----\n{CANARIES['ca_path']}\n")
        (self.inside / "sitecustomize.py").write_text(
            DEFECT.format(words=CANARIES["kafka_key_file"], syslog=str(self.out / "syslog"))
        )
        words: dict[str, str] = {}
        for case in CASES:
            if case.secrets:
                words |= {**words_of(case, self.inside), **self.estate.needs(*case.needs).ids}
                write_files(case, self.inside, words)
        self.variables = {
            **CANARIES,
            "words": words,
            "folder": str(self.inside),
            "out": str(self.out),
            "ids": self.keys,
        }
        (self.inside / "vars.json").write_text(json.dumps({"c": self.variables}))
        from ansible.parsing.vault import VaultLib, VaultSecret

        password = VaultSecret(CANARIES["vault_password_file"].encode())
        sealed = VaultLib([("default", password)]).encrypt(CANARIES["vaulted"]).decode()
        block = "\n".join(f"  {line}" for line in sealed.splitlines())
        (self.inside / "vault.yml").write_text(f"vaulted: !vault |\n{block}\n")

    def seed(self, name: str, resource: Any, secret: str) -> None:
        key = {"id": name, "owner": self.estate.administrator, "resource": resource, "secret": secret}
        self.sandbox.seed("api_keys", key)

    def echo(self) -> None:
        """Answers that quote everything that can be sent: in words, in JSON, and cut to a length in the middle."""

        def quoted(*places: str) -> str:
            texts = [CANARIES[place] for place in places]
            headers = [f"Basic {self.header(place)}" for place in places if place in self.keys]
            return json.dumps([*texts, *(quote(text, safe="") for text in texts), *headers])

        pairs = quoted("cloud_api_secret", "kafka_api_secret", "schema_registry_api_secret")
        body = {"error_code": 400, "message": pairs}
        self.sandbox.fault(method="POST", path="/subjects/echo", status=422, body=body)
        body = {"errors": [{"detail": quoted("cloud_key_file", "kafka_key_file")}]}
        self.sandbox.fault(path="/topics/echo-json", status=400, body=body)
        token = {"access_token": CANARIES["exchanged"], "expires_in": 900, "token_type": "Bearer"}
        self.sandbox.fault(path="/sts/", times=1, status=200, body=token)
        body = {"errors": [{"detail": quoted("exchanged", "oauth_token")}]}
        self.sandbox.fault(path="/iam/v2/service-accounts", times=1, status=401, body=body)
        for length in (470, 480, 490):
            long = "." * length + CANARIES["kafka_key_file"]
            self.sandbox.fault(path=f"/topics/echo-{length}", status=400, body=long, content_type="text/plain")
        many = f"{CANARIES['multiline'].splitlines()[3]} {'.' * 200} {CANARIES['multiline']}"
        self.sandbox.fault(path="/connectors/echo", status=400, body=many, content_type="text/plain")
        self.sandbox.fault(path="/topics/slow", hang="before")

    def header(self, place: str) -> str:
        return base64.b64encode(f"{self.keys[place]}:{CANARIES[place]}".encode()).decode()

    def secrets_made(self) -> dict[str, str]:
        """What the service made on the way: tokens of the exchange, and secrets of keys, as the sandbox knows them."""
        state = self.sandbox.state()
        given = set(CANARIES.values()) | {self.sandbox.cloud_secret, *self.estate.env.values()}
        made = {f"STS token {n}": token for n, token in enumerate(state["sts_tokens"])}
        held = state["api_keys"].values() if isinstance(state["api_keys"], dict) else state["api_keys"]
        made.update({f"secret of {k['id']}": k["secret"] for k in held if k["secret"] not in given})
        return made


@pytest.fixture
def canaries(sandbox: Any) -> Iterator[Canaries]:
    """In a folder with a short name: Ansible puts sockets there, whose names have a limit."""
    with tempfile.TemporaryDirectory(prefix="canary-") as folder:
        yield Canaries(sandbox, Path(folder))


def of_rows() -> Iterator[tuple[str, dict[str, Any], dict[str, Any]]]:
    """Module, arguments and keywords of tasks that hand over each secret option of each kind."""

    def in_play(value: Any, case: Case) -> Any:
        names = {*case.words, "tmp", *PARTS}
        return filled(value, {name: f"{{{{ c.words.{name} }}}}" for name in names})

    for case in CASES:
        if not case.secrets:
            continue
        for module, arguments in case.prepare:
            yield module.removeprefix("confluent_"), in_play(arguments, case), {}
        secret = {option: filled(case.secrets[option], {"secret": f"{{{{ c.{option} }}}}"}) for option in case.secrets}
        arguments = in_play({**case.arguments, **secret}, case)
        yield case.kind, arguments, {"check_mode": True}
        yield case.kind, arguments, {}
        yield case.kind, {**arguments, **case.removal, "state": "absent"}, {}


# What differs most where a module is a process of its own, by words of the task: a job, a registered success, a vault,
# settings, arguments that AnsibleModule refuses, answers that quote, an error that nobody expected.
APART = ("t 6", '"register": "made"', '"register": "key"', '"register": "connector"', '"perhaps"', '"name": "echo"')
APART += ('"boom"',)


def tasks(in_process: bool, whole: bool = True) -> list[dict[str, Any]]:
    """The play, in which every task may fail. Secrets are in variables: Ansible shows what a playbook says itself.

    whole: not of processes, which cost a second each, some (APART) with the others in process beside them.
    """
    number = iter(range(99))

    def task(module: str, arguments: Mapping[str, Any] | None = None, **keywords: Any) -> dict[str, Any]:
        name = f"{next(number)} {module}"
        return {"name": name, f"streamops.confluent.confluent_{module}": {**(arguments or {})}, **keywords}

    def pair(plane: str) -> dict[str, str]:
        place = f"{plane}_api_secret"
        return {f"{plane}_api_key": f"{{{{ c.ids.{place} }}}}", place: f"{{{{ c.{place} }}}}"}

    def file(plane: str) -> dict[str, str]:
        return {f"{plane}_key_file": f"{{{{ c.folder }}}}/{plane}_key_file"}

    every = {**pair("cloud"), **pair("kafka"), **pair("schema_registry")}
    defaults = {"module_defaults": {"group/streamops.confluent.all": every}}
    oauth = {"oauth_token": "{{ c.oauth_token }}", "oauth_identity_pool": "pool-1"}
    proxy = "http://user:{{ c.proxy | urlencode | replace('/', '%2F') }}@127.0.0.1"
    planes = [key.upper() for key in keyed()]
    keyless = {f"CONFLUENT_{plane}_API_{part}": "" for plane in planes for part in ("KEY", "SECRET")}
    keyless.update({f"CONFLUENT_{plane}_KEY_FILE": "" for plane in planes})
    quick = {"retry_timeout": 0}
    config = {
        "connector.class": "DatagenSource",
        "kafka.auth.mode": "KAFKA_API_KEY",
        "kafka.api.key": "{{ c.ids.sensitive_config }}",
        "kafka.topic": "orders.created",
        "output.data.format": "JSON",
        "quickstart": "ORDERS",
        "tasks.max": "1",
    }
    loose = {
        **config,
        "kafka.api.key": "{{ c.ids.config }}",
        "kafka.api.secret": "{{ c.config }}",
        "db.url": "jdbc://me:{{ c.config_url | urlencode | replace('/', '%2F') }}@host",
    }
    listed = {**config, "kafka.api.key": "{{ c.ids.in_a_list }}"}
    sensitive = {"kafka.api.secret": "{{ c.sensitive_config }}"}
    loosely = "kafka.api.secret={{ c.sensitive_config }}"
    words = {"error": "{{ ansible_failed_result }}", "task": "{{ ansible_failed_task.name }}"}
    fed = {"CONFLUENT_CLOUD_API_KEY": "FROMENVIRONMENT0", "CONFLUENT_CLOUD_API_SECRET": "{{ c.environment }}"}
    many = [{"name": "many", "config": listed, "sensitive_config": {"kafka.api.secret": "{{ c.in_a_list }}"}}]
    every_loop = {"loop": ["t.1", "t 2"], "loop_control": {"label": "{{ item }}"}, "register": "looped"}
    sealed = {"vault_password_file": "{{ c.folder }}/vault"}
    steps = [
        task("service_account_info", oauth, environment=keyless),
        # success, checks, differences, loops
        task("topic", {"name": "made", **every}, register="made"),
        task("topic", {"name": "made", "config": {"retention.ms": "7 d"}, **file("cloud"), **file("kafka")}),
        task("subject_config", {"subject": "s", "compatibility": "FULL", **file("schema_registry")}, check_mode=True),
        task("topic", {"name": "{{ item }}", **every}, **every_loop),
        task("topic", {"name": "t 3"}, **defaults, register="tried", until="tried is success", retries=1, delay=0),
        task("topics", {"topics": [{"name": "t.4"}], **oauth}, environment=keyless),
        task("topic_info", {"name": "made", "cloud_api_key": "FROMTHEVAULT0000", "cloud_api_secret": "{{ vaulted }}"}),
        task("environment_info", {"sts_token": "{{ c.sts_token }}"}),
        task("environment_info", environment=fed) if in_process else task("environment_info"),
        task("api_key", {"name": "k", "owner": "orders-service", "resource": "cloud", "secret_file": "{{ c.out }}/k"}),
        task(
            "api_key",
            {"name": "v", "owner": "orders-service", "resource": "cloud", "secret_file": "{{ c.out }}/v", **sealed},
            register="key",
        ),
        task("connector", {"name": "a", "config": config, "sensitive_config": sensitive}, register="connector"),
        task("connector", {"name": "b", "config": loose}),
        task("connectors", {"connectors": many, "defaults": {"sensitive_config": {"x.y": "{{ c.defaults }}"}}}),
        *(task(kind, arguments, **keywords) for kind, arguments, keywords in of_rows()),
        # refused arguments
        task("topic", {"name": "x", "partitions": "many", **every}),
        task("connector", {"name": "x", "config": loose, "sensitive_config": "a={{ c.argument }}", "wait": "perhaps"}),
        task("connector", {"name": "x", "config": "kafka.api.secret {{ c.config }}"}),
        task("connector", {"name": "x", "config": {}, "sensitive_config": ["{{ c.argument }}"]}),
        task("connector", {"name": "x", "config": config, "sensitive_config": f"{loosely} {{{{ c.argument }}}}"}),
        task("connectors", {"connectors": ["{{ c.argument }}"]}),
        task("connectors", {"connectors": [["{{ c.argument }}"]]}),
        task("connectors", {"connectors": [{"nme": "x", **many[0]}], "defaults": "{{ c.defaults }}"}),
        task("topic", {"name": "x", "kafka_api_secert": "{{ c.misspelled }}"}),
        task("topic", {"name": "x", "kafka_api_secret": "{{ c.kafka_api_secret }} "}),
        task(
            "environment_info",
            {"cloud_endpoint": "https://me:{{ c.endpoint | urlencode | replace('/', '%2F') }}@127.0.0.1:9"},
        ),
        task("environment_info", {"cloud_endpoint": "https://me:{{ c.endpoint }}@127.0.0.1:9"}),
        task("environment_info", {"cloud_api_key": "{{ c.mixed_up }}", "cloud_api_secret": "KEYKEYKEYKEYKEYK"}),
        task("environment_info", {"ca_path": "{{ c.folder }}/ca.pem"}),
        task("environment_info", {"proxy": f"{proxy}:9", **quick}),
        task("environment_info", {"proxy": f"{proxy}:port", **quick}),
        task("environment_info", {"proxy": "ftp://user:{{ c.proxy }}@127.0.0.1"}),
        # answers that quote, silence, defects
        task("schema", {"subject": "echo", "schema": {"type": "string"}, **every, **quick}),
        *(task("topic", {"name": f"echo-{n}", **file("cloud"), **file("kafka")}) for n in ("json", 470, 480, 490)),
        task(
            "connector",
            {"name": "echo", "config": config, "sensitive_config": {**sensitive, "a.b": "{{ c.multiline }}"}},
        ),
        task("topic", {"name": "slow", "request_timeout": 1, **file("kafka"), **quick}),
        task("topic", {"name": "boom", **file("kafka")}),
        {
            "block": [task("topic", {"name": "t 5", **every})],
            "rescue": [{"name": "rescued", "ansible.builtin.debug": {"msg": words}}],
        },
        {
            "name": "kept",
            "ansible.builtin.set_fact": {"kept": ["{{ made }}", "{{ looped }}", "{{ key }}"], "cacheable": True},
        },
        *({"ansible.builtin.debug": {"var": name}} for name in ("made", "looped", "tried", "key", "connector")),
    ]
    if not in_process:  # a second each: those that differ in what AnsibleModule and its process do
        left_out = ("topic_info", "sts_token", "mixed_up", "ca_path", '"proxy"', "subject_config", "echo-4", "slow")
        left_out += ("tried", "c.endpoint |", "kafka_api_secret }} ", "[[", 'config": [', "kafka.api.secret {{")
        steps = [step for step in steps if not any(word in json.dumps(step) for word in left_out)]
        # First, for what Ansible copied for a job is removed some seconds after it has ended.
        job = task("topic", {"name": "t 6", **every}, **{"async": 60}, poll=0, register="job")
        waited = {"until": "ended is finished", "retries": 60, "delay": 1, "register": "ended"}
        steps = [job, *steps, {"ansible.builtin.async_status": {"jid": "{{ job.ansible_job_id }}"}, **waited}]
        if not whole:
            inside = {"CONFLUENT_IN_PROCESS": "true"}
            steps = [
                step
                if any(words in json.dumps(step) for words in APART)
                else {**step, "environment": [step.get("environment", {}), inside]}
                for step in steps
            ]
    return [{"ignore_errors": True, **step} for step in steps]


def environment_of(canaries: Canaries) -> dict[str, str]:
    """Everything that Ansible can write is written below `out`."""
    out = canaries.out
    (out / "tmp").mkdir(exist_ok=True)
    return {
        "CONFLUENT_ENVIRONMENT": "dev",
        "CONFLUENT_KAFKA_CLUSTER": "orders",
        "CONFLUENT_CLOUD_ENDPOINT": canaries.sandbox.endpoint,
        **{name: value for name, value in canaries.estate.env.items() if "SECRET" in name or "API_KEY" in name},
        "ANSIBLE_HOME": str(out / "home"),
        "TMPDIR": str(out / "tmp"),
        "ANSIBLE_REMOTE_TMP": str(out / "remote"),
        "ANSIBLE_ASYNC_DIR": str(out / "async"),
        "ANSIBLE_LOG_PATH": str(out / "log"),
        "ANSIBLE_RETRY_FILES_ENABLED": "true",
        "ANSIBLE_RETRY_FILES_SAVE_PATH": str(out / "retry"),
        "ANSIBLE_CACHE_PLUGIN": "ansible.builtin.jsonfile",
        "ANSIBLE_CACHE_PLUGIN_CONNECTION": str(out / "facts"),
        "ANSIBLE_CALLBACKS_ENABLED": "streamops_results,ansible.builtin.junit,ansible.builtin.tree",
        "JUNIT_OUTPUT_DIR": str(out / "junit"),
        "ANSIBLE_CALLBACK_TREE_DIR": str(out / "tree"),
        "ANSIBLE_DISPLAY_TRACEBACK": "always",
        "ANSIBLE_INJECT_INVOCATION": "true",
        "PYTHONPATH": str(canaries.inside),
    }


def searched(canaries: Canaries, said: str) -> None:
    """No canary and no secret that was made in what was said, in any file but the stores, and in any URL."""
    for written in ("log", "junit"):
        assert (canaries.out / written).exists(), f"{written} was to be looked at"
    texts = {"output": said.encode(), **files_below(canaries.out)}
    stored = json.loads(texts.pop("k"))
    made = canaries.secrets_made()
    assert stored["api_secret"] in made.values(), "the store is the stated place"
    assert texts.pop("v").startswith(b"$ANSIBLE_VAULT;1.1;AES256"), "and this one is encrypted"
    journal = canaries.sandbox.journal()
    texts["journal"] = json.dumps([[entry["path"], entry.get("query")] for entry in journal]).encode()
    assert any(name.startswith("STS") for name in made), "no token was exchanged"
    found = leaks(texts, made)
    assert not found, "\n".join(found)


def test_nothing_is_shown(canaries: Canaries, playbook: Callable[..., Any]) -> None:
    """In process, with results as YAML."""
    canaries.echo()
    env = {**environment_of(canaries), "ANSIBLE_CALLBACK_RESULT_FORMAT": "yaml"}
    args = ["-vvvv", "-e", f"@{canaries.inside}/vars.json", "-e", f"@{canaries.inside}/vault.yml"]
    args += ["--vault-password-file", f"{canaries.inside}/vault"]
    result = playbook([{"tasks": tasks(True)}], diff=True, env=env, args=args)
    by_status = {status: len(result.by_status(status)) for status in ("ok", "changed", "failed")}
    assert by_status["failed"] >= 20, by_status
    assert by_status["changed"] >= 6, json.dumps(result.by_status("failed"))[:5000]
    assert "Unexpected error" in json.dumps(result.tasks)
    assert (canaries.out / "facts").exists()
    assert (canaries.out / "tree").exists()
    assert not (canaries.out / "syslog").exists(), "modules ran as processes of their own"
    searched(canaries, result.output + json.dumps(result.tasks + result.items))


@pytest.mark.parametrize(
    ("in_process", "whole"),
    [
        ("false", False),
        pytest.param("true", True, marks=whole_only("some of the tasks of the other run are in process")),
        pytest.param("false", True, marks=whole_only("some of the tasks as processes stand for all")),
    ],
)
def test_nothing_is_kept_by_ansible_runner(canaries: Canaries, in_process: str, whole: bool) -> None:
    """In its artifacts and events, and in its output, which is that of the default callback, with results as JSON."""
    import ansible_runner

    from tests.support.playbooks import PLAY_DEFAULTS, ansible_environment

    canaries.echo()
    project = canaries.inside / "project"
    project.mkdir()
    (project / "play.yml").write_text(json.dumps([{**PLAY_DEFAULTS, "tasks": tasks(in_process == "true", whole)}]))
    local = {"ansible_connection": "local", "ansible_python_interpreter": sys.executable}
    (project / "hosts.yml").write_text(json.dumps({"all": {"hosts": {"localhost": local}}}))
    # Secrets in the environment of ansible-runner itself are written to artifacts/*/command: docs/credentials.md.
    env = {n: v for n, v in environment_of(canaries).items() if "SECRET" not in n}
    env["ANSIBLE_CALLBACKS_ENABLED"] = "ansible.builtin.junit"  # deprecated ones end in a traceback of ansible-runner
    env["ANSIBLE_CALLBACK_RESULT_FORMAT"] = "json"
    env["CONFLUENT_IN_PROCESS"] = in_process
    env["CONFLUENT_CLOUD_KEY_FILE"] = str(canaries.inside / "cloud_key_file")
    runner = canaries.out / "runner"
    runner.mkdir()
    before, during = dict(os.environ), ansible_environment(canaries.inside, env)
    os.environ.clear()
    os.environ.update(during)
    try:
        ran = ansible_runner.run(
            private_data_dir=str(runner),
            project_dir=str(project),
            playbook=str(project / "play.yml"),
            inventory=str(project / "hosts.yml"),
            cmdline=f"--diff -e @{canaries.inside}/vars.json -e @{canaries.inside}/vault.yml "
            f"--vault-password-file {canaries.inside}/vault",
            verbosity=4,
            quiet=True,
        )
        events = [json.dumps(event) for event in ran.events]
        with ran.stdout as written:
            said = written.read()
    finally:
        os.environ.clear()
        os.environ.update(before)
    assert sum("runner_on_failed" in event for event in events) >= 12, said
    assert "Unexpected error" in said
    assert list(runner.glob("artifacts/*/fact_cache/*localhost"))
    assert bool(list((canaries.out / "async").glob("*"))) == (in_process == "false"), "what a job leaves is looked at"
    assert (canaries.out / "syslog").exists() == (in_process == "false")
    searched(canaries, "".join([*events, said]))
