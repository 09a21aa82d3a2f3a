# Copyright (c) 2026, streamops.confluent contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""The lookup `api_key`: an API key from its store, with what an application needs beside it."""

from __future__ import annotations

DOCUMENTATION = r"""
---
name: api_key
short_description: An API key of Confluent Cloud from its store, with what an application needs
version_added: 0.1.0
author:
  - streamops.confluent contributors (@streamops)
description:
  - Reads what M(streamops.confluent.confluent_api_key) has stored, in a secret file or in a store, and hands out the
    key that is in use. It asks nothing of Confluent Cloud and changes nothing.
  - Lookups run on the machine of C(ansible-playbook), so the file has to be there.
options:
  _terms:
    description:
      - Paths of secret files (O(streamops.confluent.confluent_api_key#module:secret_file)). Relative ones begin in the
        playbook's folder.
      - None with O(secret_store).
    type: list
    elements: str
  secret_store:
    description:
      - The store, as O(streamops.confluent.confluent_api_key#module:secret_store) has it, environment variables
        included.
    type: dict
  environment:
    description:
      - What C({environment}) in O(secret_store) stands for.
    type: str
  owner:
    description:
      - What C({owner}) in O(secret_store) stands for.
    type: str
  name:
    description:
      - What C({name}) in O(secret_store) stands for.
    type: str
  resource:
    description:
      - What C({resource}) in O(secret_store) stands for.
    type: str
  cluster:
    description:
      - What C({cluster}) in O(secret_store) stands for.
    type: str
  form:
    description:
      - V(entry) is a dictionary. V(properties), V(env) and V(json) are the texts that
        O(streamops.confluent.confluent_api_key#module:client_format) describes.
    type: str
    choices: [entry, properties, env, json]
    default: entry
  vault_password_file:
    description:
      - File with the password of Ansible Vault, or a script that prints it, for encrypted secret files.
    type: path
    env:
      - name: CONFLUENT_VAULT_PASSWORD_FILE
      - name: ANSIBLE_VAULT_PASSWORD_FILE
notes:
  - The lookup itself logs nothing. Whatever is made of its value, Ansible logs as it logs any value. The result of a
    task has its arguments (shown with C(-v), and always kept by callbacks such as that of AWX), C(debug) and
    C(set_fact) show it, C(--diff) shows the content of files, a fact cache keeps it, and an error may quote it. Set
    C(no_log=true), and C(diff=false) where a file is written, on each task that uses it.
  - A variable with this lookup is looked up anew at each use. Ansible does not show it as long as nobody uses it.
  - Each use is a login or the use of a token where the store is a server.
seealso:
  - module: streamops.confluent.confluent_api_key
"""

EXAMPLES = r"""
---
- name: Write the configuration of an application
  ansible.builtin.copy:
    content: "{{ lookup('streamops.confluent.api_key', 'secrets/orders-service.kafka.json', form='properties') }}"
    dest: /etc/orders/client.properties
    mode: "0600"
  no_log: true
  diff: false

- name: Hand a key of HashiCorp Vault or OpenBao to a module (address and token are in VAULT_ADDR and VAULT_TOKEN)
  streamops.confluent.confluent_topic:
    name: orders
    environment: dev
    cluster: orders
    kafka_api_key: "{{ key.api_key }}"
    kafka_api_secret: "{{ key.api_secret }}"
  vars:
    key: "{{ lookup('streamops.confluent.api_key', secret_store=store, owner='orders', name='kafka') }}"
    store:
      vault:
        path: "confluent/{owner}.{name}"
"""

RETURN = r"""
---
_raw:
  description:
    - For each key a dictionary with C(api_key), C(api_secret), and where they are known C(bootstrap_servers),
      C(schema_registry_url), C(name), C(owner), C(resource), C(resource_id), C(environment), C(created_at), and
      C(previous_api_key), the id of a key that is kept after a rotation. With O(form) a text.
  type: list
  elements: raw
"""

from collections.abc import Mapping
from typing import Any

from ansible.errors import AnsibleLookupError
from ansible.plugins.lookup import LookupBase

from ..module_utils._errors import Refused
from ..module_utils._secrets.values import hidden, spellings
from ..module_utils._secrets.vault import Vault
from ..module_utils._stores.entry import holds_key
from ..module_utils._stores.files import FileStore
from ..module_utils._stores.forms import DESCRIBED, SHOWN, formed
from ..module_utils._stores.kv_server import Server
from ..module_utils._stores.stated import WORDS, opened
from ..module_utils._stores.store import Store
from ..module_utils._wire.transport import REQUESTS_MISSING, Transport

PATIENCE = 30.0  # seconds for a server in trouble


class LookupModule(LookupBase):
    """An API key from its store."""

    def run(self, terms: list[Any], variables: Any = None, **kwargs: Any) -> list[Any]:
        """The keys; see Ansible's documentation of lookup plugins."""
        self.set_options(var_options=variables, direct=kwargs)
        given, form = self.get_option("secret_store"), self.get_option("form")
        if bool(given) == bool(terms):
            raise AnsibleLookupError("api_key takes paths of secret files, or secret_store: one of them")
        if given and REQUESTS_MISSING is not None:
            raise AnsibleLookupError("api_key needs the Python library requests for secret_store")
        if not given:
            vault = Vault(self.get_option("vault_password_file"))
            return [self._read(FileStore(self._loader.path_dwim(str(term)), vault), form) for term in terms]
        transport = Transport(retry_timeout=PATIENCE)
        servers: dict[Any, Server] = {}
        try:
            words = {name: self.get_option(name) for name in WORDS}
            return [self._read(opened(given, words, transport, servers), form)]
        except Refused as error:
            raise AnsibleLookupError(hidden("; ".join(error.problems), spellings(transport.secrets))) from error
        finally:
            transport.close()
            for server in servers.values():
                server.close()

    @staticmethod
    def _read(store: Store, form: str) -> Any:
        try:
            entry = store.read()
            if entry is None or not holds_key(entry):
                raise AnsibleLookupError(f"{store} {store.missing() if entry is None else 'holds no key yet'}")
            return _shown(entry) if form == "entry" else formed(entry, form)
        except Refused as error:
            if store.option != "secret_file":
                raise
            raise AnsibleLookupError("; ".join(error.problems)) from error


def _shown(entry: Mapping[str, Any]) -> dict[str, Any]:
    return {part: entry[part] for part in (*SHOWN, *DESCRIBED, "previous_api_key") if entry.get(part)}
