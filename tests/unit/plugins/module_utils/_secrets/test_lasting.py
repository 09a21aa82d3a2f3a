# Copyright (c) 2026, streamops.confluent contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

"""Which folders outlive a job, by what the kernel says of its mounts."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from ansible_collections.streamops.confluent.plugins.module_utils._errors import Refused
from ansible_collections.streamops.confluent.plugins.module_utils._secrets import lasting
from ansible_collections.streamops.confluent.plugins.module_utils._secrets import store as secret_store

# Lines as podman, docker and Kubernetes make them.
MOUNTS = r"""
600 500 0:91 / / rw,relatime - overlay overlay rw,lowerdir=/var/lib/containers/l/A
601 600 0:95 / /dev/shm rw,nosuid - tmpfs shm rw,size=64000k
602 600 254:1 /home/ops/secrets /secrets rw,relatime - ext4 /dev/vda1 rw
603 600 254:1 /tmp/awx_12_x /runner rw,relatime - xfs /dev/vda1 rw
604 600 254:1 /tmp/awx_12_x/artifacts /runner/artifacts rw,relatime - xfs /dev/vda1 rw
605 600 254:1 /srv/keys /runner/keys rw,relatime - xfs /dev/vda1 rw
606 600 254:1 /var/lib/kubelet/pods/1-2/volumes/kubernetes.io~empty-dir/scratch /scratch rw - ext4 /dev/sda1 rw
607 600 0:44 / /with\040blank rw - nfs4 files.example:/keys rw
"""


@pytest.mark.parametrize(
    ("folder", "words"),
    [
        ("/home/runner/.confluent/dev", "container itself"),
        ("/secretsX", "container itself"),
        ("/dev/shm/secrets", "memory"),
        ("/runner/project/secrets", "the job's own"),
        ("/runner/artifacts", "the job's own"),
        ("/scratch/keys", "emptyDir"),
        ("/secrets", None),
        ("/secrets/dev", None),
        ("/runner/keys/dev", None),
        ("/with blank/dev", None),
    ],
)
def test_what_passes_with_the_job(folder: str, words: str | None) -> None:
    why = lasting.passing(folder, lasting.mounts(MOUNTS), {})
    assert why == words if words is None else words in str(why)


def test_the_private_data_directory_of_awx_has_any_name() -> None:
    mounts = lasting.mounts("1 0 0:9 / / rw - btrfs /dev/vda rw\n2 1 0:9 /x /tmp/awx_1 rw - btrfs /dev/vda rw\n")
    job = {"AWX_PRIVATE_DATA_DIR": "/tmp/awx_1"}
    assert "own directory" in str(lasting.passing("/tmp/awx_1", mounts, job))
    assert "container itself" in str(lasting.passing("/root/.confluent", mounts, job))
    assert lasting.passing("/root/.confluent", mounts, {}) is None
    assert lasting.passing("/x", [], job) is None


@pytest.fixture
def job(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Path:
    """This process, in a container all of whose folders go with it."""
    monkeypatch.setenv("container", "podman")
    monkeypatch.delenv(lasting.SWITCH, raising=False)
    monkeypatch.setattr(lasting, "passing", lambda *_arguments: "it is memory")
    return tmp_path / "secrets" / "key.json"


def test_refused_until_there_are_keys(job: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    for without_writing in (True, False):
        with pytest.raises(Refused, match=r"runs in a container.*Mount a directory that lasts.*secret_store") as error:
            secret_store.check_writable(str(job), without_writing)
        assert lasting.SWITCH in str(error.value)
    assert not job.parent.exists()
    job.parent.mkdir()
    (job.parent / "notes.json").write_text("[]")
    with pytest.raises(Refused, match="holds no key"):
        secret_store.check_writable(str(job))
    for text in (json.dumps({"api_key": "A", "api_secret": "B"}), "$ANSIBLE_VAULT;1.1;AES256\n"):
        (job.parent / "other.json").write_text(text)
        secret_store.check_writable(str(job))
    (job.parent / "other.json").unlink()
    monkeypatch.setenv(lasting.SWITCH, "true")
    secret_store.check_writable(str(job))


def test_an_applications_file_may_go_with_the_job(job: Path) -> None:
    secret_store.check_writable(str(job), lasting=False)
