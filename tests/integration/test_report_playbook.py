# Copyright (c) 2026, streamops.confluent contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

"""docs/report.md, followed to the letter; and the page: it loads nothing, and no name becomes markup."""

from __future__ import annotations

import base64
import hashlib
import json
import re
import stat
from collections.abc import Callable
from html.parser import HTMLParser
from pathlib import Path
from typing import Any

import pytest

from tests.support.organization import HOSTILE, KEYS, secret_of, seeded
from tests.support.playbooks import ansible_environment, ansible_playbook
from tests.support.whole import sampled

from .test_documents import Reader
from .test_organization_report import FINDINGS, Report

pytestmark = pytest.mark.timeout(300)  # whole playbooks

LOADING = {"src", "href", "action", "data", "poster", "srcset", "background", "formaction", "xlink:href", "style"}


class Page(HTMLParser):
    """A page as a browser reads it: its elements, the text of each, and what it would load."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.opened: list[str] = []
        self.elements: list[str] = []
        self.loads: list[str] = []
        self.handlers: list[str] = []
        self.texts: dict[str, list[str]] = {}
        self.policy = ""
        self.feed(text)
        self.close()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.elements.append(tag)
        self.opened.append(tag)
        self.texts.setdefault(tag, []).append("")
        for name, value in attrs:
            if name in LOADING and not str(value).startswith("#"):
                self.loads.append(f"{tag} {name}={value}")
            if name.startswith("on"):
                self.handlers.append(f"{tag} {name}")
            if tag == "meta" and name == "content" and "default-src" in str(value):
                self.policy = str(value)

    def handle_endtag(self, tag: str) -> None:
        while self.opened and self.opened.pop() != tag:
            pass

    def handle_data(self, data: str) -> None:
        if self.opened:
            self.texts[self.opened[-1]][-1] += data


def page_of(result: dict[str, Any]) -> str:
    from ansible_collections.streamops.confluent.plugins.filter.report_page import report_page

    return str(report_page(result))


@sampled("of the guide's three commands, which write alike, the second one reads everything")
def test_the_guide_step_by_step(whole: bool, sandbox: Any, tmp_path: Path) -> None:
    seeded(sandbox)
    reader = Reader("docs/report.md", tmp_path, sandbox)
    assert reader.write_files() == ["report-settings.yml", "report-rules.yml"]
    (tmp_path / "secrets").mkdir()
    for key in KEYS:
        stored = {"format": "streamops.confluent/api-key/1", "api_key": key, "api_secret": secret_of(key)}
        (tmp_path / "secrets" / f"{key}.json").write_text(json.dumps(stored), encoding="utf-8")

    def follow(*parts: str, folder: str = "confluent-report") -> dict[str, Any]:
        """What the next command writes as data."""
        sandbox.clear_journal()
        shown = reader.follow("streamops.confluent.report", *parts)
        assert sandbox.writes() == []
        told = json.loads((tmp_path / folder / "report.json").read_text(encoding="utf-8"))
        assert f"{len(told['findings'])} findings" in shown
        assert not [key for key in KEYS if secret_of(key) in shown]
        return dict(told)

    first, second, third = reader.commands
    told = follow() if whole else {}
    reader.commands = [second, third]
    assert not whole or {gap["part"] for gap in told["report"]["gaps"]} == {"kafka", "schemas", "statements"}
    assert not whole or "topic_unused" not in told["report"]["counts"]
    assert "-e" not in first

    told = follow("report-settings")
    assert [
        (one["code"], one["name"]) for one in told["findings"] if one["code"] != "registry_without_compatibility"
    ] == [finding[:2] for finding in FINDINGS if finding[0] != "registry_without_compatibility"]
    folder = tmp_path / "confluent-report"
    page, text = ((folder / name).read_text(encoding="utf-8") for name in ("report.html", "report.md"))
    assert stat.S_IMODE((folder / "report.html").stat().st_mode) == 0o600
    # What the service calls {{ 7*7 }} is no template, on no way.
    assert "{{ 7*7 }}" in page
    assert "49" not in re.findall(r"&lt;script&gt;alert\(1\)&lt;/script&gt;(.{9})", page)
    assert r"&lt;script&gt;alert\(1\)&lt;/script&gt;" in text
    assert "<script" not in text

    if not whole:
        return
    told = follow("report-rules", "weekly", folder="weekly")
    assert {one["reason"] for one in told["report"]["excepted"]} == {
        "Rotated by hand each quarter",
        "Everybody's playground",
    }
    assert not [one for one in told["findings"] if one["environment_name"] == "dev"]
    assert reader.commands == []


class TestWhere:
    """Key files begin at the inventory, from whatever folder the playbook is called; the report where that is."""

    @pytest.fixture
    def run(self, sandbox: Any, tmp_path: Path) -> Callable[..., str]:
        (tmp_path / "called" / "secrets").mkdir(parents=True)
        (tmp_path / "scratch").mkdir()
        inventory = tmp_path / "inventory"
        (inventory / "secrets").mkdir(parents=True)
        (inventory / "hosts.yml").write_text("all: {hosts: {shop: {}}}\n", encoding="utf-8")
        self.where = tmp_path / "called"

        def run(*arguments: str, **env: str) -> str:
            around = {**ansible_environment(tmp_path / "scratch", sandbox.env), "PWD": str(self.where), **env}
            # Not connectors alone: key files are looked at, whatever the parts are.
            asked = {"confluent_report_parts": ["connectors"], "confluent_report_key_files": ["secrets"]}
            command = ["streamops.confluent.report", "-e", json.dumps(asked), *arguments]
            done = ansible_playbook(command, around, self.where)
            assert done["rc"] == 0, done["stdout"] + done["stderr"]
            return str(done["stdout"])

        return run

    def keyed(self, folder: Path) -> None:
        """A key file that is read tells of itself: without it the only one that looks for it fails."""
        stored = {"format": "streamops.confluent/api-key/1", "api_key": KEYS[0], "api_secret": secret_of(KEYS[0])}
        (folder / "secrets" / "key.json").write_text(json.dumps(stored), encoding="utf-8")
        # The other folder of this name holds what is no key file, and would be refused.
        for other in {folder.parent / "inventory", folder.parent / "called"} - {folder}:
            (other / "secrets" / "key.json").write_text("no key", encoding="utf-8")

    def written(self) -> bool:
        return (self.where / "confluent-report" / "report.json").is_file()

    @pytest.mark.parametrize("source", ["inventory/hosts.yml", "inventory"])
    def test_at_the_inventory(self, run: Callable[..., str], tmp_path: Path, source: str) -> None:
        self.keyed(tmp_path / "inventory")
        assert f"See {self.where}/confluent-report/report.html" in run("-i", f"../{source}")
        assert self.written()
        # A folder of inventories is read with all that is in it.
        assert not (tmp_path / "inventory" / "confluent-report").exists()

    def test_at_the_inventory_of_the_configuration(self, run: Callable[..., str], tmp_path: Path) -> None:
        self.keyed(tmp_path / "inventory")
        run(ANSIBLE_INVENTORY=str(tmp_path / "inventory"))
        assert self.written()

    @pytest.mark.parametrize("given", [["-i", "host,"], []], ids=["host,", "none"])
    def test_without_one_where_it_is_called(self, run: Callable[..., str], given: list[str]) -> None:
        self.keyed(self.where)
        run(*given)
        assert self.written()

    def test_a_localhost_of_the_inventory_is_no_other_case(self, run: Callable[..., str], tmp_path: Path) -> None:
        self.keyed(tmp_path / "inventory")
        (tmp_path / "inventory" / "hosts.yml").write_text("all: {hosts: {localhost: {}}}\n", encoding="utf-8")
        run("-i", "host,", "-i", "../inventory")
        assert self.written()
        assert not (tmp_path / "inventory" / "confluent-report").exists()

    def test_check_mode_says_what_would_be_written(self, run: Callable[..., str]) -> None:
        self.keyed(self.where)
        shown = run("--check")
        place = self.where / "confluent-report"
        assert f"nothing was written, and would be: {place}/report.html, report.md and report.json" in shown
        assert f"See {self.where}" not in shown
        assert not place.exists()


class TestPage:
    @pytest.fixture
    def result(self, sandbox: Any) -> dict[str, Any]:
        report = Report(sandbox)
        findings = report()
        return {"report": report.told, "findings": findings}

    def test_loads_nothing_and_runs_nothing_but_its_own(self, result: dict[str, Any]) -> None:
        text = page_of(result)
        page = Page(text)
        assert (page.loads, page.handlers) == ([], [])
        assert "url(" not in text
        assert "@import" not in text
        assert "http://" not in text
        assert "https://" not in text
        # The policy lets in exactly the one style and the one script that are there.
        data = [one for one in page.texts["script"] if one.startswith("{")]
        [script] = [one for one in page.texts["script"] if not one.startswith("{")]
        [style] = page.texts["style"]
        assert len(data) >= 6
        for kind, own in (("style", style), ("script", script)):
            digest = base64.b64encode(hashlib.sha256(own.encode()).digest()).decode()
            assert f"{kind}-src 'sha256-{digest}'" in page.policy
        assert page.policy.startswith("default-src 'none'; ")

    def test_every_text_of_the_service_is_text(self, result: dict[str, Any]) -> None:
        """Whatever the service tells is made hostile, in each place: the page then has the same elements."""
        calm = Page(page_of(result))
        attack = "</script><img src=x onerror=alert(1)>\u202e<!--\"' onload=x {{ 7*7 }}"

        def poisoned(value: Any, name: str = "") -> Any:
            if isinstance(value, dict):
                return {key: poisoned(one, key) for key, one in value.items()}
            if isinstance(value, list):
                return [poisoned(one, name) for one in value]
            kept = {"format", "severity", "area", "generated_at", "month", "month_before", "day", "percent", "amount"}
            kept |= {"before", "monthly_cost"}
            return value + attack if isinstance(value, str) and name not in kept else value

        worse = Page(page_of(poisoned(result)))
        assert worse.elements == calm.elements
        assert (worse.loads, worse.handlers) == ([], [])
        assert "img" not in worse.elements
        assert not [one for one in ("\u202e", r"\u202e") if one in page_of(poisoned(result))]

    def test_plots_begin_at_zero_and_say_what_they_show(self, result: dict[str, Any]) -> None:
        text = page_of(result)
        plots = re.findall(r"<svg viewBox=\"0 0 860.*?</svg>", text, re.DOTALL)
        assert len(plots) == 4  # by month, by day, by resource, lag
        for plot, axis in zip(
            plots, ("US dollars a month", "US dollars a day", "US dollars a month", "Records behind"), strict=True
        ):
            ticks = re.findall(r'class="tick"[^>]*>([^<]*)<', plot)
            assert ticks[0] in ("$0", "0")
            assert f">{axis}<" in plot
            assert plot.count("<title>") > 1

    def test_ten_thousand_findings_stay_small_and_quick(self, result: dict[str, Any]) -> None:
        one = next(finding for finding in result["findings"] if finding["code"] == "topic_unused")
        many = {**result, "findings": [{**one, "name": f"topic-{number:05d}"} for number in range(10_000)]}
        text = page_of(many)
        page = Page(text)
        assert len(text) < 6_000_000
        assert page.elements.count("tr") < 200  # in the page at a time; the rest is data
        [rows] = [data for data in page.texts["script"] if '"topic-09999"' in data]
        assert len(json.loads(rows)["rows"]) == 10_000

    def test_what_is_no_report_is_refused(self, result: dict[str, Any]) -> None:
        for wrong, words in (
            ({}, "takes the result of"),
            ("text", "takes the result of"),
            ({**result, "report": {**result["report"], "format": "other/2"}}, "other/2"),
        ):
            with pytest.raises(Exception, match=words):
                page_of(wrong)  # type: ignore[arg-type]

    def test_an_organization_with_nothing_in_it_has_a_page(self, sandbox: Any) -> None:
        sandbox.reset()
        report = Report.__new__(Report)
        report.sandbox = sandbox
        report.organization = type("Nothing", (), {"keys": []})()
        text = page_of({"findings": report(months=1), "report": report.told})
        assert "organization report" in text
        assert HOSTILE not in text
