# Copyright (c) 2026, streamops.confluent contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

"""From any actual estate to any desired one, over all kinds.

    python -m tests.chaos.states [--examples NUMBER]

Hypothesis makes up two estates. The first is brought about, then the second: check mode of every module, the runs, and
both again. Check mode must have foretold what was done, to the letter; the second time nothing is left to do and
nothing is written; what is not named, of others, is what it was.
"""

from __future__ import annotations

import argparse
import json
from collections.abc import Mapping
from typing import Any

from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st

from tests.kinds.connector import DATAGEN

from . import process  # before any code of the collection
from .arena import Arena
from .process import Run

Item = dict[str, Any]
Estate = dict[str, Any]
OURS, THEIRS = "mine", "theirs"
LEVELS = ("BACKWARD", "FORWARD", "FULL", "NONE")
DAYS = st.integers(1, 9).map(lambda days: f"{days}d")


def some(**values: Any) -> st.SearchStrategy[dict[str, Any]]:
    """Any of these, each from its strategy."""
    return st.fixed_dictionaries({}, optional=values)


def named(names: int, values: st.SearchStrategy[Item], key: str = "name", form: str = f"{OURS}.{{}}") -> Any:
    """Items with different names from a small number, so that two estates have some in common."""
    made = st.dictionaries(st.integers(0, names - 1), values, max_size=names)
    return made.map(lambda items: [{key: form.format(number), **item} for number, item in items.items()])


POLICY = st.sampled_from(["delete", "compact", ["compact", "delete"]])
CONFIG = some(
    **{"retention.ms": DAYS, "cleanup.policy": POLICY, "max.message.bytes": st.sampled_from(["1MiB", 2_097_164])}
)
TOPICS = named(5, some(config=CONFIG, config_mode=st.sampled_from(["merge", "replace"]), partitions=st.integers(1, 4)))
ACLS = st.lists(
    st.fixed_dictionaries(
        {
            "principal": st.sampled_from([f"{OURS}-user", "orders-service"]),
            "resource_type": st.sampled_from(["TOPIC", "GROUP"]),
            "resource_name": st.sampled_from([f"{OURS}.", f"{OURS}.0"]),
            "pattern_type": st.sampled_from(["LITERAL", "PREFIXED"]),
            "operation": st.sampled_from(["READ", "DESCRIBE"]),
            "permission": st.sampled_from(["ALLOW", "DENY"]),
        }
    ),
    max_size=8,
    unique_by=lambda item: json.dumps(item, sort_keys=True),
)
BINDINGS = st.lists(
    st.one_of(
        st.fixed_dictionaries(
            {
                "scope": st.just("environment"),
                "role": st.sampled_from(["MetricsViewer", "Operator", "EnvironmentAdmin"]),
            }
        ),
        st.fixed_dictionaries(
            {
                "scope": st.sampled_from(["topic", "group"]),
                "role": st.sampled_from(["DeveloperRead", "ResourceOwner"]),
                "resource_name": st.sampled_from([OURS, f"{OURS}.0"]),
                "pattern_type": st.sampled_from(["LITERAL", "PREFIXED"]),
            }
        ),
    ),
    max_size=7,
    unique_by=lambda item: json.dumps(item, sort_keys=True),
)
ACCOUNTS = named(5, some(description=st.sampled_from(["", "one", "two"])), form=f"{OURS}-{{}}")


def avro(fields: list[str], number: int) -> str:
    """A schema of these fields; `number` changes its spelling only."""
    schema = {
        "type": "record",
        "name": "R",
        "fields": [{"name": name, "type": "string", "default": ""} for name in fields],
    }
    return json.dumps(schema, indent=number or None)


SCHEMAS = named(
    4,
    st.builds(
        lambda fields, number: {"schema": avro(fields, number)},
        st.lists(st.sampled_from("abc"), unique=True, min_size=1),
        st.integers(0, 2),
    ),
    key="subject",
)
CONFIGS = named(4, some(normalize=st.booleans()).flatmap(
    lambda item: st.sampled_from(LEVELS).map(lambda level: {**item, "compatibility": level})
), key="subject", form=f"{OURS}.config.{{}}")  # fmt: skip
CONNECTORS = named(
    3,
    st.builds(
        lambda tasks, further: {
            "config": {**DATAGEN, "kafka.service.account.id": "orders-service", "tasks.max": tasks},
            **further,
        },
        st.sampled_from(["1", "2"]),
        some(status=st.sampled_from(["running", "paused"])),
    ),
    form=f"{OURS}-{{}}",
)
PLURALS: dict[str, Any] = {
    "topics": TOPICS,
    "acls": ACLS,
    "role_bindings": BINDINGS,
    "service_accounts": ACCOUNTS,
    "schemas": SCHEMAS,
    "subject_configs": CONFIGS,
    "connectors": CONNECTORS,
}
COMMON = {"role_bindings": {"principal": f"{OURS}-user", "environment": "dev", "cluster": "orders"}}
PURGES: dict[str, Any] = {
    "topics": {"name_prefix": f"{OURS}."},
    "acls": {"resource_name_prefix": OURS},
    "service_accounts": {"name_pattern": f"{OURS}-[0-9]"},
    "schemas": {"subject_prefix": f"{OURS}."},
    "connectors": {"name_prefix": OURS},
    "role_bindings": {"principal": f"{OURS}-user", "environment": "dev"},
    "subject_configs": {"subject_prefix": f"{OURS}."},
}
# Of kinds without a plural module: one object, absent or with these values.
SINGLES: dict[str, Any] = {
    "environment": some(stream_governance_package=st.sampled_from(["ESSENTIALS", "ADVANCED"])),
    "kafka_cluster": st.sampled_from(["Basic", "Standard"]).map(lambda kind: {"type": kind}),
    "api_key": some(description=st.sampled_from(["one", "two"])),
}
FIXED = {
    "environment": {"name": f"{OURS}-env"},
    "kafka_cluster": {
        "environment": "dev",
        "name": f"{OURS}-cluster",
        "availability": "SINGLE_ZONE",
        "cloud": "AWS",
        "region": "eu-central-1",
    },
    "api_key": {
        "name": f"{OURS}-key",
        "owner": "orders-service",
        "resource": "kafka",
        "environment": "dev",
        "cluster": "orders",
    },
}
ESTATES = st.fixed_dictionaries({**PLURALS, **{name: st.none() | values for name, values in SINGLES.items()}})
# What cannot go down again: of two estates the second has at least as much.
ORDERED = {"stream_governance_package": ["ESSENTIALS", "ADVANCED"], "type": ["Basic", "Standard"]}


def after(first: Estate, second: Estate, gone: set[str]) -> Estate:
    """The second estate as it can follow the first: some of what it does not have any more is to be absent."""
    wanted: Estate = {}
    for plural in PLURALS:
        before = {name_of(plural, item): item for item in first[plural]}
        items = [_grown(before.get(name_of(plural, item)), item) for item in second[plural]]
        kept = {name_of(plural, item) for item in items}
        items += [{**item, "state": "absent"} for name, item in before.items() if name not in kept and name in gone]
        wanted[plural] = items
    for name in SINGLES:
        wanted[name] = _raised(first[name], second[name])
    return wanted


def name_of(plural: str, item: Item) -> str:
    """What tells one item of a kind from another."""
    key = item.get("name") or item.get("subject")
    return str(key or json.dumps(item, sort_keys=True))


def _grown(before: Item | None, item: Item) -> Item:
    """A topic gets no fewer partitions than it had."""
    had = (before or {}).get("partitions", 6) if before is not None else 0
    return {**item, "partitions": max(had, item["partitions"])} if "partitions" in item else item


def _raised(before: Item | None, item: Item | None) -> Item | None:
    if before is None or item is None:
        return item
    highest = {
        name: max(before.get(name, order[0]), item[name], key=order.index)
        for name, order in ORDERED.items()
        if name in item
    }
    return {**item, **highest}


class World:
    """The estate of the tests, with objects of others in it."""

    def __init__(self, arena: Arena) -> None:
        self.arena = arena
        account = {"scope": "environment", "environment": "dev", "role": "MetricsViewer", "principal": THEIRS}
        acl = {"principal": THEIRS, "resource_type": "TOPIC", "resource_name": THEIRS, "operation": "READ"}
        for module, arguments in (
            ("service_accounts", {"service_accounts": [{"name": f"{OURS}-user"}, {"name": THEIRS}]}),
            ("subject_config", {"registry_default": True, "compatibility": "NONE"}),
            ("topics", {"topics": [{"name": THEIRS, "config": {"retention.ms": "1d"}}]}),
            ("acls", {"acls": [acl]}),
            ("role_bindings", {"role_bindings": [account]}),
            ("schemas", {"schemas": [{"subject": THEIRS, "schema": avro(["a"], 0)}]}),
            ("subject_configs", {"subject_configs": [{"subject": THEIRS, "compatibility": "FULL"}]}),
        ):
            made = arena.run(f"confluent_{module}", arguments)
            if made.failed:
                raise AssertionError(f"the estate of others: {made.message}")
        arena.sandbox.snapshot("world")
        self.others = parts(arena.sandbox.state())

    def steps(self, estate: Estate, purged: set[str]) -> dict[str, dict[str, Any]]:
        """The modules with their arguments that bring an estate about."""
        found: dict[str, dict[str, Any]] = {}
        for plural in PLURALS:
            found[plural] = {plural: estate[plural], "defaults": COMMON.get(plural)}
            if plural in purged:
                found[plural]["purge"] = {**PURGES[plural], "max_deletions": 50}
        for name in SINGLES:
            more = {"secret_file": str(self.arena.files / "key.json")} if name == "api_key" else {}
            absent = {"state": "absent", **({"force": True} if name == "kafka_cluster" else {})}
            found[name] = {**FIXED[name], **more, **(absent if estate[name] is None else estate[name])}
        return found

    def all(self, steps: Mapping[str, dict[str, Any]], check: bool) -> dict[str, Run]:
        """A run of every module, each of which has to succeed."""
        runs: dict[str, Run] = {}
        for name, arguments in steps.items():
            runs[name] = self.arena.run(f"confluent_{name}", arguments, check)
            assert not runs[name].failed, f"{name} {'in check mode ' if check else ''}failed: {runs[name].message}"
        return runs

    def attempt(self, first: Estate, second: Estate, gone: set[str], purged: set[str]) -> None:
        """One example."""
        sandbox = self.arena.sandbox
        sandbox.restore("world")
        self.arena._empty(self.arena.files)
        self.all(self.steps(first, set()), check=False)
        steps = self.steps(after(first, second, gone), purged)
        sandbox.clear_journal()
        foretold = self.all(steps, check=True)
        assert sandbox.writes() == [], "check mode has written"
        done = self.all(steps, check=False)
        for name in steps:
            before, real = told(foretold[name]), told(done[name])
            assert before == real, f"{name}: check mode said {before}, done was {real}"
        sandbox.clear_journal()
        for check in (True, False):
            for name, run in self.all(steps, check).items():
                assert not run.fields["changed"], f"{name} is not done after one run: {told(run)}"
        assert sandbox.writes() == [], "a run with nothing to do has written"
        held = parts(sandbox.state())
        for part, value in self.others.items():
            assert held.get(part) == value, f"{part} of others was {value}, is {held.get(part)}"


def told(run: Run) -> dict[str, Any]:
    """What a run says it has done or would do."""
    return {name: run.fields.get(name) for name in ("changed", "operation", "counts", "diff")}


def parts(state: Mapping[str, Any]) -> dict[tuple[str, ...], str]:
    """The objects of a state by where they are."""
    found: dict[tuple[str, ...], str] = {}
    for table in ("environments", "clusters", "service_accounts", "role_bindings", "api_keys"):
        found.update({(table, key): json.dumps(value, sort_keys=True) for key, value in state[table].items()})
    for cluster, topics in state["topics"].items():
        found.update({("topics", cluster, name): json.dumps(topic, sort_keys=True) for name, topic in topics.items()})
    for cluster, acls in state["acls"].items():
        found.update({("acls", cluster, json.dumps(acl, sort_keys=True)): "" for acl in acls})
    for registry, held in state["registries"].items():
        text = {name: json.dumps(part, sort_keys=True) for name, part in held.items() if isinstance(part, dict)}
        found.update({("registry", registry, name): str(THEIRS in part) for name, part in text.items()})
    return found


def explore(examples: int) -> int:
    """Try so many pairs of estates, always the same ones. Returns how many were tried."""
    tried = 0
    quality = settings(
        max_examples=examples,
        deadline=None,
        derandomize=True,
        database=None,
        phases=[Phase.generate],
        suppress_health_check=list(HealthCheck),
    )
    with Arena() as arena:
        world = World(arena)

        @quality
        @given(ESTATES, ESTATES, st.sets(st.sampled_from(sorted(PURGES))), st.data())
        def attempt(first: Estate, second: Estate, purged: set[str], data: st.DataObject) -> None:
            nonlocal tried
            tried += 1
            names = sorted(name_of(plural, item) for plural in PLURALS for item in first[plural])
            gone = data.draw(st.sets(st.sampled_from(names))) if names else set()
            world.attempt(first, second, gone, purged)

        attempt()
    return tried


def main() -> None:
    """Command line."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--examples", type=int, default=100, help="pairs of estates (default: 100)")
    tried = explore(parser.parse_args().examples)
    print(f"states: {tried} pairs of estates, 0 rules broken, {process.CLOCK.ahead:.0f} s of waiting skipped")


if __name__ == "__main__":
    main()
