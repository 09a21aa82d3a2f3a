# Copyright (c) 2026, streamops.confluent contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Whether a folder outlives the job: in a container (AWX, an execution environment, CI) most of them do not, and with
them goes every secret that a green first job has stored.

A container is known by the file that its engine puts in it (/run/.containerenv, /.dockerenv), or by what is in the
environment (`container` of podman and systemd, KUBERNETES_SERVICE_HOST). What lasts is a file system that is mounted
into it. What does not is that of the container itself, memory, an emptyDir of Kubernetes, and what ansible-runner
mounts for a job: /runner and below (private data directory, project, artifacts).
"""

from __future__ import annotations

import json
import os
import re
from collections.abc import Iterable, Mapping
from typing import NamedTuple

from .._errors import Refused
from .vault import MARK

SWITCH = "CONFLUENT_SECRETS_DIR_LASTS"
ENGINES = ("/run/.containerenv", "/.dockerenv")
VARIABLES = ("container", "KUBERNETES_SERVICE_HOST")
JOBS = ("AWX_PRIVATE_DATA_DIR", "AWX_ISOLATED_DATA_DIR", "LAUNCHED_BY_RUNNER")  # of ansible-runner and AWX
LAYERS = frozenset({"overlay", "aufs", "fuse.fuse-overlayfs", "fuse-overlayfs"})
MEMORY = frozenset({"tmpfs", "ramfs"})
RUNNERS = ("", "/artifacts", "/project", "/inventory", "/env", "/roles", "/project_plugins", "/job_events")
EMPTY_DIR = "kubernetes.io~empty-dir"
LONGEST = 1 << 16  # bytes of a file that are looked at


class Mount(NamedTuple):
    """A line of /proc/self/mountinfo: where it is mounted, what of its file system, and the type of that."""

    point: str
    root: str
    type: str


def mounts(text: str) -> list[Mount]:
    """The mounts that /proc/self/mountinfo tells of. Pure."""
    found = []
    for line in text.splitlines():
        before, _dash, after = line.partition(" - ")
        fields = before.split()
        if len(fields) >= 5 and after:
            root, point = (re.sub(r"\\([0-7]{3})", lambda code: chr(int(code[1], 8)), part) for part in fields[3:5])
            found.append(Mount(point, root, after.split()[0]))
    return found


def passing(folder: str, mounted: Iterable[Mount], environ: Mapping[str, str]) -> str | None:
    """Why what is in a folder does not outlive the container, None where it does, as far as that can be told. Pure.

    `folder`: absolute, without links.
    """
    around = [m for m in mounted if m.point == "/" or f"{folder}/".startswith(f"{m.point.rstrip('/')}/")]
    if not around:
        return None
    longest = max(len(mount.point) for mount in around)
    mount = [m for m in around if len(m.point) == longest][-1]  # the last one lies on top
    runner = (environ.get("AWX_PRIVATE_DATA_DIR") or "/runner").rstrip("/")
    if mount.point in [f"{place}{part}" for place in (runner, "/runner") for part in RUNNERS]:
        return f"{mount.point} is the job's own directory, which is removed after it"
    if EMPTY_DIR in mount.root:
        return f"{mount.point} is an emptyDir of Kubernetes, which goes with the pod"
    if mount.type in MEMORY:
        return f"{mount.point} is memory ({mount.type})"
    if mount.type in LAYERS or (mount.point == "/" and any(environ.get(name) for name in JOBS)):
        return "it is in the file system of the container itself"
    return None


def refuse_what_goes_with_the_job(path: str, directory: str) -> None:
    """Raise Refused where a secret in `directory` would be gone after the job.

    A directory that holds key files has outlived a job: it is taken. `path`: as the user stated it.
    """
    environ = os.environ
    if environ.get(SWITCH, "").lower() in ("true", "yes", "1", "on") or not _in_container(environ):
        return
    try:
        with open("/proc/self/mountinfo", encoding="utf-8", errors="replace") as file:
            mounted = mounts(file.read())
    except OSError:  # no Linux
        return
    why = passing(os.path.realpath(directory), mounted, environ)
    if why is None or _holds_keys(directory):
        return
    raise Refused(
        f"secret_file {path}: this job runs in a container, {directory} is new or holds no key, and {why}: the secret "
        "would be lost with the job, and the service shows it only once. Mount a directory that lasts (AWX: a volume "
        "of the container group, or a path to expose to isolated jobs), or give secret_store (HashiCorp Vault, "
        f"OpenBao, or a command). If it does last, set {SWITCH}=true"
    )


def _in_container(environ: Mapping[str, str]) -> bool:
    return any(environ.get(name) for name in VARIABLES) or any(map(os.path.exists, ENGINES))


def _holds_keys(directory: str) -> bool:
    """Whether there are key files in the directory."""
    try:
        names = os.listdir(directory)
    except OSError:
        return False
    return any(_is_key(os.path.join(directory, name)) for name in names if name.endswith(".json"))


def _is_key(path: str) -> bool:
    try:
        if not os.path.isfile(path):
            return False
        with open(path, encoding="utf-8") as file:
            text = file.read(LONGEST)
        found = json.loads(text) if text.lstrip().startswith("{") else text
    except (OSError, ValueError, RecursionError):
        return False
    if isinstance(found, str):
        return found.startswith(MARK)
    return isinstance(found, dict) and {"api_key", "api_secret"} <= set(found)
