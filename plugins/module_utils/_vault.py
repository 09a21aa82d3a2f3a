# Copyright (c) 2026, streamops.confluent contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Ansible Vault around the files that hold secrets, by ansible-core's own code, with the password of a file or script.

Modules run where there may be no ansible-core: it is imported only when there is something to encrypt or decrypt.
"""

from __future__ import annotations

import os
import sys
from typing import Any

from ansible_collections.streamops.confluent.plugins.module_utils._errors import Refused

MARK = "$ANSIBLE_VAULT;"  # how every encrypted text begins
OPTION = "vault_password_file"


class Vault:
    """Encrypts and decrypts with the password that `password_file` holds or prints; None: there is no password.

    The password is read at the first use, once.
    """

    def __init__(self, password_file: str | None = None) -> None:
        self.password_file = password_file
        self._library: Any = None

    def __bool__(self) -> bool:
        """Whether there is a password."""
        return bool(self.password_file)

    def check(self) -> None:
        """Prove that a text could be encrypted. Raises Refused."""
        if self:
            self._loaded()

    def sealed(self, text: str) -> str:
        """The text, encrypted if there is a password. Raises Refused."""
        return bytes(self._loaded().encrypt(text)).decode() if self else text

    def opened(self, text: str, path: str) -> str:
        """The text of the file `path`, decrypted if it is encrypted. Raises Refused."""
        if not text.startswith(MARK):
            return text
        if not self:
            raise Refused(
                f"the file {path} is encrypted with Ansible Vault: give {OPTION} (environment: "
                "CONFLUENT_VAULT_PASSWORD_FILE or ANSIBLE_VAULT_PASSWORD_FILE)"
            )
        library = self._loaded()
        from ansible.errors import AnsibleError

        try:
            return bytes(library.decrypt(text)).decode()
        except (AnsibleError, UnicodeDecodeError) as error:
            raise Refused(
                f"the file {path} cannot be decrypted with the password of {OPTION} {self.password_file}: it was "
                "encrypted with another one, or it is damaged"
            ) from error

    def _loaded(self) -> Any:
        """The VaultLib of ansible-core with the password. Raises Refused."""
        if self._library is None:
            try:
                from ansible.errors import AnsibleError
                from ansible.parsing.dataloader import DataLoader
                from ansible.parsing.vault import VaultLib, get_file_vault_secret
            except ImportError as error:
                raise Refused(
                    f"{OPTION} needs ansible-core in the Python that runs the module, {sys.executable}, and it cannot "
                    f"be imported there: {error}"
                ) from error
            path = os.path.abspath(os.path.expanduser(self.password_file or ""))
            try:
                secret = get_file_vault_secret(filename=path, loader=DataLoader())
                secret.load()
            except AnsibleError as error:
                raise Refused(f"{OPTION} {self.password_file} cannot be used: {error}") from error
            self._library = VaultLib([("default", secret)])
        return self._library
