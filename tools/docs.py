# Copyright (c) 2026, streamops.confluent contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

"""Build the HTML documentation of the collection into build/docs/html, by antsibull-docs and Sphinx."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path

from stage import ROOT, stage

OUT = ROOT / "build" / "docs"
COLLECTION = "streamops.confluent"


def main() -> int:
    collections = stage("stage")
    shutil.rmtree(OUT, ignore_errors=True)
    OUT.mkdir(parents=True, mode=0o700)  # antsibull-docs refuses folders that others may write to
    path = os.pathsep.join([str(Path(sys.executable).parent), os.environ["PATH"]])
    env = {**os.environ, "PATH": path, "ANSIBLE_COLLECTIONS_PATH": str(collections), "ANSIBLE_NOCOLOR": "1"}
    site = [
        "antsibull-docs", "sphinx-init", "--use-current", "--dest-dir", str(OUT), "--project", COLLECTION,
        "--title", COLLECTION, "--sphinx-theme", "sphinx_ansible_theme", "--lenient", COLLECTION,
    ]  # fmt: skip
    for command in (site, ["bash", "build.sh"]):
        print("$", *(word.replace(f"{ROOT}/", "") for word in command), flush=True)
        done = subprocess.run(command, cwd=OUT, env=env, check=False)
        if done.returncode:
            return done.returncode
    pages = list((OUT / "build" / "html" / "collections").rglob("*_module.html"))
    print(f"docs: {len(pages)} module pages; open {(OUT / 'build' / 'html' / 'index.html').relative_to(ROOT)}")
    return 0 if pages else 1


if __name__ == "__main__":
    sys.exit(main())
