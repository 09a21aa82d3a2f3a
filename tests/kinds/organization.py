"""The organization, which is there: its settings."""

from __future__ import annotations

from ..support.rows import Setting

SETTING = Setting(name="organization", arguments={"name": "Northwind"}, change={"jit_enabled": True})
