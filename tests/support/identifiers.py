# Copyright (c) 2026, streamops.confluent contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

"""The shape of the ids that the sandbox gives, whatever their prefix: ``lkc-a1b2c3``.

What is compared over two runs has them replaced. So no list of prefixes has to learn of a new kind.
"""

from __future__ import annotations

IDENTIFIER = r"\b[a-z]{1,12}-(?:[a-z][0-9]){3}\b"
