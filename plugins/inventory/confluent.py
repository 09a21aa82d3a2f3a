# Copyright (c) 2026, streamops.confluent contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""The inventory of an organization: environments and Kafka clusters as hosts. What is read: plugin_utils/_estate."""

from __future__ import annotations

DOCUMENTATION = r"""
---
name: confluent
short_description: Environments and Kafka clusters of Confluent Cloud as hosts
version_added: 0.1.0
author:
  - streamops.confluent contributors (@streamops)
description:
  - Lists the environments of an organization, with the Kafka clusters and the Schema Registry of each, and makes hosts
    and groups of them. It only reads.
  - A cluster is a host C(<environment>.<cluster>), an environment is a host C(<environment>). What is no letter, digit,
    underscore, dot or hyphen in a name becomes an underscore. Objects that would have the same name all get their id
    behind it (C(prod.orders.lkc-abc123)), so two clusters are never one host, and the bare name is none of them.
  - Everybody who may name an environment or a cluster writes into this inventory. So what the service shows is never
    taken for a template, and names that Ansible gives a meaning (C(all), C(localhost)) get the id, too.
  - The file has to end in C(confluent.yml) or C(confluent.yaml).
extends_documentation_fragment:
  - constructed
  - inventory_cache
  - streamops.confluent.connection_plugin
options:
  plugin:
    description:
      - Says that the file is for this plugin.
    type: str
    required: true
    choices: [streamops.confluent.confluent]
  environments:
    description:
      - Names or ids of the environments to list. Without them all that the credential can see.
      - One that is not there is an error.
    type: list
    elements: str
    default: []
  hosts:
    description:
      - What is a host.
    type: list
    elements: str
    choices: [environment, cluster]
    default: [environment, cluster]
  hostname:
    description:
      - What hosts are called by. An V(id) stays the same when somebody changes the name.
    type: str
    choices: [name, id]
    default: name
  group_by:
    description:
      - By what hosts are grouped. Besides these groups there are C(environments) and C(clusters), of all hosts of a
        kind.
      - C(environment_<name>) has the environment's host and its clusters; where two environments would have the same
        group, both get their id behind the name.
      - C(package_<package>) is the Stream Governance package of the environment; C(cloud_), C(region_), C(type_) and
        C(phase_) are a cluster's.
      - There is no group by tag, for the control plane has no tags of clusters. Stream Catalog has, behind a key of
        each environment.
    type: list
    elements: str
    choices: [environment, package, cloud, region, type, phase]
    default: [environment, package, cloud, region, type, phase]
  registries:
    description:
      - Whether the Schema Registry of each environment is read, which costs a request for each.
    type: bool
    default: true
  concurrency:
    description:
      - How many requests may be under way at the same time, from 1 to 64. The service has a list of clusters for each
        environment only.
    type: int
    default: 16
notes:
  - Hosts have C(ansible_connection=local), for nothing but Confluent's APIs can be reached at them. O(compose) changes
    that.
  - What the credential may not see (403 and 404 for an environment's clusters) is left out with a warning, and such an
    inventory is not cached. Every other failure fails the whole inventory. Ansible itself goes on without hosts then,
    unless E(ANSIBLE_INVENTORY_ANY_UNPARSED_IS_FAILED) is set; AWX sets E(ANSIBLE_INVENTORY_UNPARSED_FAILED).
  - The cache is kept apart by endpoint, credential and what is listed. It holds no secret.
  - Variables are C(cc_id), C(cc_name), C(cc_kind) (V(environment) or V(cluster)), C(cc_crn), C(cc_created_at),
    C(cc_environment_id), C(cc_environment_name), C(cc_package), C(cc_registry_id), C(cc_registry_phase),
    C(cc_registry_endpoint), C(cc_catalog_endpoint); of an environment C(cc_clusters), the ids; of a cluster
    C(cc_bootstrap_endpoint), C(cc_rest_endpoint), C(cc_endpoints) (by access point), C(cc_type), C(cc_availability),
    C(cc_cloud), C(cc_region), C(cc_phase), C(cc_cku), C(cc_current_cku), C(cc_max_ecku) (its limits), C(cc_network),
    C(cc_byok_key) and C(cc_deletion_protection). What does not apply is null.
seealso:
  - module: streamops.confluent.confluent_kafka_cluster_info
  - module: streamops.confluent.confluent_environment_info
  - plugin: streamops.confluent.endpoint
    plugin_type: lookup
"""

EXAMPLES = r"""
# inventory/confluent.yml, with the credential in CONFLUENT_CLOUD_API_KEY and CONFLUENT_CLOUD_API_SECRET
plugin: streamops.confluent.confluent

# Production clusters only, by their ids, from a key file that Ansible Vault encrypts, kept for an hour.
---
plugin: streamops.confluent.confluent
environments: [prod]
hosts: [cluster]
hostname: id
cloud_key_file: secrets/inventory-key.json
vault_password_file: ~/.vault-password
cache: true
cache_plugin: ansible.builtin.jsonfile
cache_connection: ~/.cache/confluent-inventory
cache_timeout: 3600

# Groups and variables of your own.
---
plugin: streamops.confluent.confluent
strict: true
compose:
  registry_url: cc_registry_endpoint
groups:
  unprotected: cc_kind == 'cluster' and cc_deletion_protection is false
keyed_groups:
  - key: cc_availability
    prefix: availability
"""

import hashlib
import json
import os
from collections.abc import Iterator, Mapping
from typing import Any

from ansible.errors import AnsibleError, AnsibleParserError
from ansible.plugins.inventory import BaseInventoryPlugin, Cacheable, Constructable
from ansible.utils.display import Display

from ..module_utils._errors import Refused
from ..plugin_utils import _estate as estates
from ..plugin_utils._data import no_template, plain
from ..plugin_utils._service import connection_of, service

PREFIX = "cc_"
# What is kept apart in the cache besides what is listed. A token is told by its digest, which lives as long as it does.
CREDENTIAL = ("cloud_endpoint", "cloud_api_key", "cloud_key_file", "oauth_identity_pool", "sts_token")
GROUPS = ("environment", "package", "cloud", "region", "type", "phase")
SHAPE = 1  # of what is kept: another number for another shape
ALL = {estates.CLUSTER: "clusters", estates.ENVIRONMENT: "environments"}  # the groups of all hosts of a kind

display = Display()


class InventoryModule(BaseInventoryPlugin, Constructable, Cacheable):
    """See DOCUMENTATION."""

    NAME = "streamops.confluent.confluent"

    def verify_file(self, path: str) -> bool:
        """Whether the file is for this plugin, by its name."""
        return super().verify_file(path) and path.endswith(("confluent.yml", "confluent.yaml"))

    def parse(self, inventory: Any, loader: Any, path: str, cache: bool = True) -> None:
        """Fill the inventory; see Ansible's documentation of inventory plugins. Raises AnsibleParserError."""
        super().parse(inventory, loader, path, cache)
        self._read_config_data(path)
        try:
            self._populate(self._estate(path, cache))
        except AnsibleParserError:
            raise
        except AnsibleError as error:
            raise AnsibleParserError(f"{path}: {error}") from error

    # What there is

    def _estate(self, path: str, cache: bool) -> estates.Object:
        """What is in the cache, otherwise what the service shows."""
        cached: bool = self.get_option("cache")
        key = self._key(path) if cached else ""
        if cached and cache and key in self.cache:
            found: estates.Object = self.cache[key]
            return found
        folder, wanted = os.path.dirname(os.path.abspath(path)), dict.fromkeys(plain(self.get_option("environments")))
        with service(self._stated(), folder, display.warning, self._concurrency()) as cloud:
            read = estates.read(cloud, wanted, self.get_option("registries"))
        for words in read["gaps"]:
            display.warning(f"{path}: {words}")
        if cached and not read["gaps"]:
            self.cache[key] = read
        return read

    def _concurrency(self) -> int:
        concurrency: int = self.get_option("concurrency")
        if not 1 <= concurrency <= 64:
            raise AnsibleParserError(f"concurrency is from 1 to 64, not {concurrency}")
        return concurrency

    def _stated(self) -> dict[str, Any]:
        options: dict[str, Any] = self.get_options()
        return options

    def _key(self, path: str) -> str:
        """The key in the cache: the file, what it lists, and of which organization."""
        try:
            options = connection_of(self._stated(), os.path.dirname(os.path.abspath(path)))
        except Refused as error:
            raise AnsibleParserError(str(error)) from None
        told = [SHAPE, *(options[name] for name in CREDENTIAL)]
        told += [sorted(plain(self.get_option("environments"))), self.get_option("registries")]
        digest = hashlib.sha256(json.dumps(told).encode("utf-8", "surrogatepass")).hexdigest()
        return f"{self.get_cache_key(path)}_{digest[:16]}"

    # What it looks like

    def _populate(self, estate: estates.Object) -> None:
        kinds, group_by = self._chosen("hosts", ALL), self._chosen("group_by", GROUPS)
        found = estates.hosts(estate, kinds, self.get_option("hostname") == "name")
        together = estates.told_apart(
            [(one["id"], str(one["name"] or "")) for one in estate["environments"]],
            (),
            lambda name: estates.safe_group("environment", name),
        )
        groups = {one.id: [ALL[one.kind], *_groups(one, group_by, together)] for one in found}
        used = dict.fromkeys([*(ALL[kind] for kind in kinds), *(name for names in groups.values() for name in names)])
        names = estates.told_apart([(one.id, one.wanted) for one in found], {*estates.RESERVED, *ALL.values(), *used})
        for group in used:
            self.inventory.add_group(group)
        for one in found:
            self._add(one, names[one.id], groups[one.id])

    def _chosen(self, option: str, known: Any) -> list[str]:
        """The values of a list with choices, which older versions of Ansible do not look at."""
        given: list[str] = plain(self.get_option(option))
        unknown = [value for value in given if value not in known]
        if unknown:
            raise AnsibleParserError(f"{option} holds {', '.join(map(repr, unknown))}; known are {', '.join(known)}")
        return given

    def _add(self, one: estates.Host, name: str, groups: list[str]) -> None:
        """A host with its groups and variables, and what the source composes of them."""
        self.inventory.add_host(name)
        for group in groups:
            self.inventory.add_child(group, name)
        told = {PREFIX + variable: no_template(value) for variable, value in one.variables.items()}
        told[f"{PREFIX}kind"] = no_template(one.kind)
        # As `set_variable` of the inventory, which costs a thousand hosts as much as all of their requests.
        self.inventory.hosts[name].vars.update({**told, "ansible_connection": no_template("local")})
        strict: bool = self.get_option("strict")
        constructed = (
            ("compose", self._set_composite_vars),
            ("groups", self._add_host_to_composed_groups),
            ("keyed_groups", self._add_host_to_keyed_groups),
        )
        for option, construct in constructed:
            stated = self.get_option(option)
            if stated:
                construct(stated, told, name, strict=strict)


def _groups(one: estates.Host, group_by: list[str], together: Mapping[str, str]) -> Iterator[str]:
    """The groups of a host by what it is. `together`: those of environments, by their ids."""
    for aspect in group_by:
        value = one.variables.get(aspect)
        if aspect == "environment":
            yield together[one.variables["environment_id"]]
        elif value:
            yield estates.safe_group(aspect, str(value).lower())
