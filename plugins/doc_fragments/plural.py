# Copyright (c) 2026, streamops.confluent contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Documentation of the options that all plural modules have."""

from __future__ import annotations


class ModuleDocFragment:
    """The fragments C(streamops.confluent.plural) and C(streamops.confluent.plural.attributes)."""

    DOCUMENTATION = r"""
options:
  concurrency:
    description:
      - How many requests may be under way at the same time, from 1 to 64.
      - It is an upper limit. When the service answers that there are too many requests, fewer are sent at the same
        time, and slowly more again.
    type: int
    default: 16
  on_error:
    description:
      - What happens after an item could not be written. All refusals that can be known before, of any item, come
        before the first write in either case.
      - V(stop) begins nothing new. What is under way is finished.
      - V(continue) does all other items.
      - The task fails in both cases and returns what happened to each item. A second run does the rest.
    type: str
    choices: [stop, continue]
    default: stop
notes:
  - An option of an item that is not given is taken from O(defaults), and of a dictionary each entry that is not given.
    A dictionary that an item gives as C({}) is empty, and takes nothing from O(defaults).
  - Two items that mean the same object are refused.
  - All items are read and planned before the first write. What is refused is refused for all at once.
  - The fields of an item are those of the singular module, and so are its results, one for each item.
"""

    ATTRIBUTES = r"""
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
      - Deletions by O(purge) are listed too.
  diff_mode:
    description: Returns what changed, or in check mode would change, before and after.
    support: full
    details:
      - A list with one difference for each item that changes, deletions first. Secrets are masked.
  idempotent:
    description: A second run with the same options changes nothing.
    support: full
  platform:
    description: Where the module can run.
    support: full
    platforms: all
"""
