# Copyright (c) 2026, streamops.confluent contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Documentation of what every module supports: check mode, diff mode, idempotence, action group."""

from __future__ import annotations


class ModuleDocFragment:
    """The fragments C(streamops.confluent.attributes), C(streamops.confluent.attributes.deed) and
    C(streamops.confluent.attributes.info).
    """

    # For modules that change something.
    DOCUMENTATION = r"""
options: {}
attributes:
  action_group:
    description: Takes its connection options from C(module_defaults) of this group.
    support: full
    membership:
      - streamops.confluent.all
  check_mode:
    description: Tells in check mode what a real run would do, and changes nothing.
    support: full
    details:
      - Reads and refuses exactly as a real run does. Requests that write are not sent.
      - Where the object's environment, cluster or owner does not exist yet, because an earlier task of the same
        play would make it, check mode warns and reports a creation.
  diff_mode:
    description: Returns what changed, or in check mode would change, before and after.
    support: full
    details:
      - Limited to what changes. Secrets are masked.
      - The result has RV(ignore:diff) as data also where nobody asked for differences, and not where the keyword
        C(diff) of the task or of a block around it is V(false).
  idempotent:
    description: A second run with the same options changes nothing.
    support: full
  platform:
    description: Where the module can run.
    support: full
    platforms: all
"""

    # For modules of which each run does the same once more, in place of the fragment above.
    DEED = r"""
options: {}
attributes:
  action_group:
    description: Takes its connection options from C(module_defaults) of this group.
    support: full
    membership:
      - streamops.confluent.all
  check_mode:
    description: Tells in check mode what a real run would do, and changes nothing.
    support: full
    details:
      - Reads and refuses exactly as a real run does. Requests that write are not sent.
      - What does not exist yet, because an earlier task of the same play would make it, is warned of in check mode.
  diff_mode:
    description: Returns what changed, or in check mode would change, before and after.
    support: full
    details:
      - Tells how much is done. There is nothing before it.
  idempotent:
    description: A second run with the same options changes nothing.
    support: none
    details:
      - Each run does it once more, and reports a change.
  platform:
    description: Where the module can run.
    support: full
    platforms: all
"""

    # For modules that only read, in place of the fragment above.
    INFO = r"""
options: {}
attributes:
  action_group:
    description: Takes its connection options from C(module_defaults) of this group.
    support: full
    membership:
      - streamops.confluent.all
  check_mode:
    description: Does the same in check mode.
    support: full
    details:
      - The module only reads.
  diff_mode:
    description: Returns what changed, before and after.
    support: N/A
    details:
      - The module changes nothing.
  idempotent:
    description: A second run with the same options changes nothing.
    support: full
    details:
      - The module changes nothing.
  platform:
    description: Where the module can run.
    support: full
    platforms: all
"""
