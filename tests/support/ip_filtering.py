# Copyright (c) 2026, streamops.confluent contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

"""An organization with IP groups, and what its IP filters mean for the machine that runs a kind."""

from __future__ import annotations

from typing import Any

from . import direct

HERE = "203.0.113.10"  # from where the sandbox sees all requests come, by its setting client_address


class Filtering:
    """Runs a kind in this process, with `always` among its options. There are groups: Offices, which has this machine,
    Partners and Six, which not.
    """

    def __init__(self, sandbox: Any, kind: Any, **always: Any) -> None:
        self.kind, self.sandbox, self.always = kind, sandbox, always
        sandbox.settings(client_address=HERE)
        self.organization = f"crn://confluent.cloud/organization={sandbox.organization_id}"
        self.environment = str(sandbox.request("POST", "/org/v2/environments", {"display_name": "dev"})["id"])
        self.groups = {
            name: self.group(name, *blocks)
            for name, blocks in {
                "Offices": ("203.0.113.0/25", "203.0.113.128/25"),
                "Partners": ("198.51.100.0/24",),
                "Six": ("2001:db8::/32",),
            }.items()
        }

    def group(self, name: str, *blocks: str) -> str:
        """A group that somebody else made; its id."""
        made = self.sandbox.request("POST", "/iam/v2/ip-groups", {"group_name": name, "cidr_blocks": list(blocks)})
        return str(made["id"])

    def there(self, name: str, *groups: str, **more: Any) -> str:
        """A filter that somebody else made; its id."""
        body = {"filter_name": name, "resource_group": "management", **more}
        body["ip_groups"] = [{"id": self.groups[group]} for group in groups]
        return str(self.sandbox.request("POST", "/iam/v2/ip-filters", body)["id"])

    def run(self, check: bool = False, **options: Any) -> dict[str, Any]:
        self.sandbox.clear_journal()
        return direct.run(self.kind, {**self.always, **options}, self.sandbox.env, check=check)

    def done(self, operation: str, **options: Any) -> dict[str, Any]:
        """Check mode, then the run itself: both have that operation. This machine is let in then."""
        for check in (True, False):
            result = self.run(check, **options)
            assert (result["failed"], result["operation"]) == (False, operation), result
            assert bool(self.sandbox.writes()) == (result["changed"] and not check)
        self.still_let_in()
        return result

    def still_let_in(self) -> None:
        """This machine manages the organization and the environment."""
        self.sandbox.request("GET", "/org/v2/environments")
        self.sandbox.request("GET", f"/org/v2/environments/{self.environment}")

    def refused(self, **options: Any) -> str:
        """A run that is refused before any write, and so is check mode."""
        results = [self.run(check, **options) for check in (True, False)]
        assert [result["failed"] for result in results] == [True, True], results[0]
        assert results[0]["problems"] == results[1]["problems"]
        assert self.sandbox.writes() == []
        return str(results[0]["msg"])
