# Copyright (c) 2026, streamops.confluent contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""An export as an inventory: one host for each environment, variables by part, schemas as files. Pure.

    inventory/hosts.yml                    the environments
    inventory/group_vars/all/main.yml      how they are reached; organization.yml: what belongs to the organization
    inventory/host_vars/HOST/              environment.yml, clusters.yml, topics.yml, ...
    schemas/                               HOST/ first, where there are several
    README.md                              what was left out, what is to be given, how to go on

Every name comes from the service and may be anything: files and hosts are called by its letters, digits, dots and
hyphens alone, and no two alike.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Mapping
from typing import Any

from .inventory_text import Template, dumped, scalar
from .parts import ACCOUNTS, BY_KEY, CLUSTERS, ENVIRONMENT, PARTS
from .structure import ORGANIZATION

ENDINGS = {"AVRO": "avsc", "JSON": "json", "PROTOBUF": "proto"}
SECRETS = ("connector_secrets", "catalog_secrets")
MOST = 80  # characters of the name of a file
KEPT_INSIDE = ("settings",)  # parts of clusters that are so short that they stay there
SCHEMAS = "schemas"
HEAD = "# Exported by streamops.confluent.export from Confluent Cloud."
WORDS = {
    ENVIRONMENT: "The environment.",
    CLUSTERS: "Kafka clusters. What lies within them is in the other files.",
    ACCOUNTS: "Service accounts. A key whose secret is not on this machine is taken as it is (missing_secret: ignore).",
    "topics": "Topics. Settings are those that were made on the topic; the others follow the cluster.",
    "schemas": "The latest schema of each subject.",
    "connectors": "Connectors. Their secrets come from the environment of the run; README.md names the variables.",
    ORGANIZATION: "What belongs to the organization, and stays when an environment is taken down.",
}
SPELLED = {"dns": "DNS", "keks": "KEKs", "rtce": "RTCE", "ksql": "ksqlDB", "acls": "ACLs"}


class Slugs:
    """Names for files, hosts and keys: each of letters, digits, dots, hyphens and underscores, and no two that are
    alike where small and capital letters are the same.
    """

    def __init__(self, *taken: str) -> None:
        self._taken = {name.lower() for name in taken}

    def of(self, name: str, otherwise: str, ending: str = "") -> str:
        """The slug of a name; `otherwise` where nothing of it is left. With the ending of a file."""
        short = re.sub(r"[^A-Za-z0-9._-]+", "-", name)[:MOST].strip("-.") or otherwise
        found, number = f"{short}{ending}", 1
        while found.lower() in self._taken:
            number += 1
            found = f"{short}-{number}{ending}"
        self._taken.add(found.lower())
        return found


def inventory_of(exported: Mapping[str, Any], variables: Mapping[str, Any] | None = None) -> dict[str, str]:
    """The files by their paths below the directory. `exported`: the result of an export; `variables`: further ones for
    all hosts, such as where keys are.
    """
    estates = exported["estates"]
    slugs = Slugs("all", "ungrouped", "localhost")
    hosts = [slugs.of(str(estate[ENVIRONMENT]["name"]), "environment") for estate in estates]
    files = {
        "inventory/hosts.yml": _headed("One host for each environment.", _hosts(hosts)),
        "inventory/group_vars/all/main.yml": _file("How the environments are reached.", _reached(variables or {})),
    }
    common = _common(estates)
    if common:
        data = {f"organization_{key}": items for key, items in common.items()}
        files["inventory/group_vars/all/organization.yml"] = _file(WORDS[ORGANIZATION], data)
    for host, estate in zip(hosts, estates, strict=True):
        below = SCHEMAS if len(hosts) == 1 else f"{SCHEMAS}/{host}"
        if common:
            own = {key: Template(f"{{{{ organization_{key} }}}}") for key in common}
            estate = {**estate, ORGANIZATION: {**estate[ORGANIZATION], **own}}
        files.update(_of_environment(estate, below, host))
    files["README.md"] = readme(exported, hosts)
    return files


def _file(words: str, data: Mapping[str, Any]) -> str:
    return _headed(words, dumped(data))


def _headed(words: str, text: str) -> str:
    return f"{HEAD}\n#\n# {words}\n---\n{text}"


def _hosts(hosts: list[str]) -> str:
    return "\n".join(["all:", "  hosts:" if hosts else "  hosts: {}", *(f"    {scalar(host)}:" for host in hosts), ""])


def _common(estates: list[Mapping[str, Any]]) -> dict[str, Any]:
    """What of the organization is the same for all of several environments."""
    shared = [estate.get(ORGANIZATION, {}) for estate in estates]
    if len(shared) < 2:
        return {}
    return {
        key: items
        for key, items in shared[0].items()
        if key != ACCOUNTS and all(other.get(key) == items for other in shared)
    }


def _reached(variables: Mapping[str, Any]) -> dict[str, Any]:
    local = {
        "ansible_connection": "local",
        "ansible_python_interpreter": Template("{{ ansible_playbook_python }}"),
    }
    return {**local, **variables}


def _of_environment(estate: Mapping[str, Any], below: str, host: str) -> dict[str, str]:
    """The files of one environment. `below`: the folder of its schemas."""
    variables: dict[str, dict[str, Any]] = {}
    files: dict[str, str] = {}
    for key, value in estate.items():
        if key == CLUSTERS:
            variables.update(_clusters(value))
        elif key == SCHEMAS:
            stated, written = _schemas(value, below)
            variables[SCHEMAS] = {f"confluent_{SCHEMAS}": stated}
            files.update(written)
        elif key not in SECRETS:
            variables[key] = {f"confluent_{key}": value}
    for key, option in zip(("connectors", "catalog_integrations"), SECRETS, strict=True):
        if estate.get(option):
            variables.setdefault(key, {})[f"confluent_{option}"] = _secrets(estate[option])
    name = str(estate[ENVIRONMENT]["name"])
    # The folder of secrets is called by the environment, if nothing else is said.
    if name in (".", "..") or re.search(r"[/\\\0]", name):
        variables[ENVIRONMENT]["confluent_secrets_dir"] = f"~/.confluent/{host}"
    for key, data in variables.items():
        files[f"inventory/host_vars/{host}/{key}.yml"] = _file(WORDS.get(key) or f"{_words(key)}.", data)
    return files


def _words(key: str) -> str:
    """The name of a part in words."""
    first, *rest = key.split("_")
    return " ".join([SPELLED.get(first, first.capitalize()), *rest])


def _clusters(clusters: list[dict[str, Any]]) -> dict[str, dict[str, Any]]:
    """Clusters, and what lies within them by part: a list where there is one cluster, otherwise lists by its name."""
    slugs = Slugs()
    parts = [part.key for part in PARTS if part.within == CLUSTERS and part.key not in KEPT_INSIDE]
    within: dict[str, dict[str, Any]] = {}
    shown = []
    for cluster in clusters:
        slug = slugs.of(str(cluster["name"]), "cluster")
        entry = {name: value for name, value in cluster.items() if name not in parts}
        for key in (key for key in parts if key in cluster):
            variable = f"confluent_{key}"
            if len(clusters) == 1:
                within[key] = {variable: cluster[key]}
                entry[key] = Template(f"{{{{ {variable} }}}}")
            else:
                within.setdefault(key, {variable: {}})[variable][slug] = cluster[key]
                entry[key] = Template(f"{{{{ {variable}['{slug}'] }}}}")
        shown.append(entry)
    return {CLUSTERS: {f"confluent_{CLUSTERS}": shown}, **within}


def _secrets(named: Mapping[str, Mapping[str, str]]) -> dict[str, dict[str, Template]]:
    """Secrets by the variables of the environment that the placeholders name; what is not given stays one."""

    def value(placeholder: str) -> Template:
        name = placeholder[2:-1]
        return Template(f"{{{{ lookup('ansible.builtin.env', '{name}') | default('{placeholder}', true) }}}}")

    return {owner: {option: value(text) for option, text in options.items()} for owner, options in named.items()}


def _schemas(schemas: list[dict[str, Any]], below: str) -> tuple[list[dict[str, Any]], dict[str, str]]:
    """Schemas that refer to files, and the files."""
    slugs, stated, files = Slugs(), [], {}
    for item in schemas:
        ending = ENDINGS.get(str(item.get("schema_type") or "AVRO"), "txt")
        path = f"{below}/{slugs.of(str(item['subject']), 'subject', f'.{ending}')}"
        files[path] = readable_schema(str(item["schema"]), ending)
        rest = {name: value for name, value in item.items() if name not in ("subject", "schema")}
        stated.append({"subject": item["subject"], "schema_file": f"../{path}", **rest})
    return stated, files


def readable_schema(text: str, ending: str) -> str:
    """A schema as a file: JSON with a line for each entry, where that says the very same."""

    def once(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
        found = dict(pairs)
        if len(found) != len(pairs):
            raise ValueError("a name stands there twice")
        return found

    def refuse(number: str) -> Any:
        raise ValueError(f"{number} may be written in another way")

    if ending in ("avsc", "json"):
        try:
            tree = json.loads(text, object_pairs_hook=once, parse_float=refuse, parse_constant=refuse)
            return json.dumps(tree, indent=2, ensure_ascii=False) + "\n"
        except ValueError:  # it stays as it is
            return text
    return text


# README


def readme(exported: Mapping[str, Any], hosts: list[str]) -> str:
    """What a person has to know of the export."""
    lines = [
        "# Exported from Confluent Cloud",
        "",
        "Written by `streamops.confluent.export`. The data is described in `docs/estate.md` of the collection.",
        "",
        "Look at what a run would do. Right after the export that is nothing:",
        "",
        "```",
        "ansible-playbook streamops.confluent.bootstrap -i inventory --check --diff",
        "```",
        "",
        f"One host stands for each environment: {', '.join(f'`{host}`' for host in hosts) or 'none'}.",
        "",
    ]
    lines += _section(
        "To be given",
        "Nobody can read these values from the service. A run that changes or makes the object needs them. Those with "
        "a variable come from the environment of the run; the others have to be added to the data.",
        exported.get("needed") or [],
        lambda one: (
            f"{_code(one['object'])}: {_code(one['option'])}"
            + (f", `export {one['variable']}=...`" if one.get("variable") else "")
        ),
    )
    lines += _section(
        "Not read",
        "The data says nothing of these, for they could not be read. A key or a role may be what is missing.",
        exported.get("gaps") or [],
        lambda one: _code(one["reason"]),
    )
    lines += _section(
        "Left out",
        "These are there, and not in the data. No run touches them, unless a purge is asked for.",
        exported.get("left_out") or [],
        lambda one: f"{_code(one['object'])}: {_plain(one['reason'])}",
    )
    lines += _section(
        "Worth a look",
        "These are in the data, and not as a person would have written it.",
        exported.get("notes") or [],
        lambda one: f"{_code(one['object'])}: {_plain(one['reason'])}",
    )
    return "\n".join(lines)


def _section(title: str, words: str, entries: list[Mapping[str, Any]], shown: Any) -> Iterable[str]:
    if not entries:
        return []
    lines = [f"## {title}", "", words, ""]
    place = None
    for one in sorted(
        entries, key=lambda entry: [str(entry.get(name) or "") for name in ("environment", "part", "cluster")]
    ):
        here = (one.get("environment"), one["part"], one.get("cluster"))
        if here != place:
            inside = [_code(name) for name in (one.get("environment"), one.get("cluster")) if name]
            lines += [f"- {BY_KEY[one['part']].key}{' of ' + ' / '.join(inside) if inside else ''}"]
            place = here
        lines.append(f"  - {shown(one)}")
    return [*lines, ""]


def _code(text: Any) -> str:
    """A text of the service between backticks, of which there are none in it, and in one line."""
    inner = " ".join(str(text).split()).replace("`", "'")
    return f"`{inner}`" if inner else "(nothing)"


def _plain(text: Any) -> str:
    """Our own words, in which there may be a name of the service: in one line, and no markup."""
    return re.sub(r"([\\`*_{}\[\]<>#|])", r"\\\1", " ".join(str(text).split()))
