# Copyright (c) 2026, streamops.confluent contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Ansible Vault around the files that hold secrets, by ansible-core's own code, with the password of a file or script.

In process that code is imported. A module that runs as a process of its own has only ansible-core's `module_utils`,
packed by the controller, with which the rest of ansible-core does not mix: there a Python process of its own does it.
"""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Callable

from .._errors import Refused
from .._paths import begins_here

MARK = "$ANSIBLE_VAULT;"  # how every encrypted text begins
OPTION = "vault_password_file"
LIBRARY, PASSWORD, TEXT = 3, 4, 5  # what was the matter: exit codes of the process

# "encrypt" or "decrypt" what comes on standard input; the password file is the second argument.
SCRIPT = f"""
import sys
sys.path[:] = [folder for folder in sys.path if folder]  # the working directory is not ours
def end(code, error):
    print(error, file=sys.stderr)
    sys.exit(code)
try:
    from ansible.errors import AnsibleError
    from ansible.parsing.dataloader import DataLoader
    from ansible.parsing.vault import VaultLib, get_file_vault_secret
except ImportError as error:
    end({LIBRARY}, error)
try:
    secret = get_file_vault_secret(filename=sys.argv[2], loader=DataLoader())
    secret.load()
except AnsibleError as error:
    end({PASSWORD}, error)
try:
    done = getattr(VaultLib([("default", secret)]), sys.argv[1])(sys.stdin.buffer.read())
except AnsibleError as error:
    end({TEXT}, error)
sys.stdout.buffer.write(bytes(done))
"""


class Vault:
    """Encrypts and decrypts with the password that `password_file` holds or prints; None: there is no password.

    The password is read at the first use.
    """

    def __init__(self, password_file: str | None = None) -> None:
        self.password_file = password_file
        self._path = os.path.abspath(os.path.expanduser(password_file or ""))
        self._work: Callable[[str, bytes], bytes] | None = None

    def __bool__(self) -> bool:
        """Whether there is a password."""
        return bool(self.password_file)

    def check(self) -> None:
        """Prove that a text could be encrypted. Raises Refused."""
        if self:
            self.sealed("trial")

    def sealed(self, text: str) -> str:
        """The text, encrypted if there is a password. Raises Refused."""
        return self._done("encrypt", text) if self else text

    def opened(self, text: str, path: str) -> str:
        """The text of the file `path`, decrypted if it is encrypted. Raises Refused."""
        if not text.startswith(MARK):
            return text
        if not self:
            raise Refused(
                f"the file {path} is encrypted with Ansible Vault: give {OPTION} (environment: "
                "CONFLUENT_VAULT_PASSWORD_FILE or ANSIBLE_VAULT_PASSWORD_FILE)"
            )
        try:
            return self._done("decrypt", text)
        except (_Damaged, UnicodeDecodeError) as error:
            raise Refused(
                f"the file {path} cannot be decrypted with the password of {OPTION} {self.password_file}: it was "
                "encrypted with another one, or it is damaged"
            ) from error

    def _done(self, what: str, text: str) -> str:
        misplaced = begins_here(OPTION, os.path.expanduser(self.password_file or ""))
        if misplaced:
            raise Refused(misplaced)
        if self._work is None:
            self._work = self._here() if "ansible.parsing.vault" in sys.modules else self._elsewhere
        return self._work(what, text.encode()).decode()

    def _unusable(self, reason: object) -> Refused:
        return Refused(f"{OPTION} {self.password_file} cannot be used: {reason}")

    def _here(self) -> Callable[[str, bytes], bytes]:
        """In process."""
        # Only where Ansible itself has imported them: in the action plugin.
        from ansible.errors import AnsibleError  # pylint: disable=ansible-bad-module-import
        from ansible.parsing.dataloader import DataLoader  # pylint: disable=ansible-bad-module-import
        from ansible.parsing.vault import (  # pylint: disable=ansible-bad-module-import
            VaultLib,
            get_file_vault_secret,
        )

        try:
            secret = get_file_vault_secret(filename=self._path, loader=DataLoader())
            secret.load()
        except AnsibleError as error:
            raise self._unusable(error) from error
        library = VaultLib([("default", secret)])

        def work(what: str, text: bytes) -> bytes:
            try:
                return bytes(getattr(library, what)(text))
            except AnsibleError as error:
                raise _Damaged(str(error)) from error

        return work

    def _elsewhere(self, what: str, text: bytes) -> bytes:
        """By a Python process of its own."""
        command = [sys.executable, "-c", SCRIPT, what, self._path]
        # run_command belongs to AnsibleModule, which is not known here.
        done = subprocess.run(  # pylint: disable=ansible-bad-function
            command, input=text, capture_output=True, check=False
        )
        if done.returncode == 0:
            return done.stdout
        said = (done.stderr.decode("utf-8", "replace").strip().splitlines() or ["no reason given"])[-1]
        if done.returncode == TEXT:
            raise _Damaged(said)
        if done.returncode == LIBRARY:
            raise Refused(
                f"{OPTION} needs ansible-core in the Python that runs the module, {sys.executable}, and it cannot be "
                f"imported there: {said}"
            )
        raise self._unusable(said)


class _Damaged(Exception):
    """A text that this password does not open."""
