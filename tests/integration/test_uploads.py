# Copyright (c) 2026, streamops.confluent contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

"""What is made of a file: how it gets to each cloud, what is not sent again, what is refused, what comes of breaks."""

from __future__ import annotations

import hashlib
import importlib
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from tests.support import direct, paths
from tests.support.archives import EMPTY, archive
from tests.support.estate import Estate
from tests.support.whole import whole_only

KINDS = {
    "flink_artifact": ("flink.artifacts", "FlinkArtifact", "/artifact/v1/flink-artifacts"),
    "connect_artifact": ("plugins.artifacts", "ConnectArtifact", "/cam/v1/connect-artifacts"),
    "custom_connector_plugin": (
        "plugins.custom_connector_plugins",
        "CustomConnectorPlugin",
        "/connect/v1/custom-connector-plugins",
    ),
    "custom_connector_plugin_version": (
        "plugins.versions",
        "CustomConnectorPluginVersion",
        "/ccpm/v1/plugins/[^/]+/versions",
    ),
    "plugin": ("plugins.plugins", "Plugin", "/ccpm/v1/plugins"),
}
TABLES = {
    "flink_artifact": "flink_artifacts",
    "connect_artifact": "connect_artifacts",
    "custom_connector_plugin": "custom_connector_plugins",
    "custom_connector_plugin_version": "plugin_versions",
}
PLACES: dict[str, dict[str, Any]] = {
    "flink_artifact": {"environment": "dev", "cloud": "AWS", "region": "eu-central-1", "name": "geo"},
    "connect_artifact": {"environment": "dev", "cloud": "AWS", "name": "geo"},
    "custom_connector_plugin": {"name": "geo"},
    "custom_connector_plugin_version": {"environment": "dev", "plugin": "geo", "version": "1.0.0"},
    "plugin": {"environment": "dev", "name": "geo"},
}
FURTHER: dict[str, dict[str, Any]] = {
    "custom_connector_plugin": {"connector_class": "io.example.Geo", "connector_type": "SOURCE"},
    "custom_connector_plugin_version": {
        "connector_classes": [{"class_name": "io.example.Geo", "type": "SOURCE"}],
        "documentation_link": "https://docs.example.com/geo",
    },
}
UPLOADED = list(TABLES)
PROVIDERS = ("AWS", "AZURE", "GCP")


class Uploads:
    """Runs kinds that are made of files in this process."""

    def __init__(self, sandbox: Any, home: Path) -> None:
        self.sandbox, self.home = sandbox, home
        self.environment = Estate(sandbox).environment
        self.file = archive(home / "geo.jar", content=b"geo")

    def run(self, kind: str, check: bool = False, **options: Any) -> dict[str, Any]:
        module, declared, _path = KINDS[kind]
        kinds = "ansible_collections.streamops.confluent.plugins.module_utils.kinds"
        self.sandbox.clear_journal()
        given = {**PLACES[kind]}
        if options.get("state") != "absent" and kind != "plugin":
            given = {**given, self.option(kind): str(self.file), **FURTHER.get(kind, {})}
        declaration = getattr(importlib.import_module(f"{kinds}.{module}"), declared)
        env = {**self.sandbox.env, "CONFLUENT_ENVIRONMENT": "dev"}
        return direct.run(declaration, {**given, **options}, env, check=check, skipping=self.sandbox)

    def option(self, kind: str) -> str:
        return "artifact_file" if kind.endswith("artifact") else "filename"

    def both(self, operation: str, kind: str, **options: Any) -> dict[str, Any]:
        """Check mode, then the run itself: both have that operation, and only the run writes."""
        for check in (True, False):
            result = self.run(kind, check, **options)
            assert (result["failed"], result["operation"]) == (False, operation), result
            assert bool(self.sandbox.writes()) == (operation != "unchanged" and not check)
        return result

    def refused(self, kind: str, *words: str, **options: Any) -> None:
        """The same in check mode and in the run itself, and nothing is written."""
        for check in (True, False):
            result = self.run(kind, check, **options)
            assert result["failed"], result
            assert self.sandbox.writes() == []
            for word in words:
                assert word in result["msg"], result["msg"]

    def parent(self, kind: str, cloud: str = "AWS") -> None:
        """What the kind lies in."""
        if kind == "custom_connector_plugin_version":
            assert not self.run("plugin", cloud=cloud)["failed"]

    def connector(self, **config: str) -> None:
        """A connector with these settings, on a cluster of the environment."""
        plain = {"connector.class": "DatagenSource", "kafka.topic": "orders", "quickstart": "ORDERS", "tasks.max": "1"}
        cluster = {"environment": self.environment, "id": "lkc-users01", "display_name": "users"}
        self.sandbox.seed("clusters", [cluster])
        named = {name.replace("_", "."): value for name, value in config.items()}
        self.sandbox.seed("connectors", [{"cluster": "lkc-users01", "names": ["geo-in"], "config": {**plain, **named}}])

    def there(self, kind: str) -> list[dict[str, Any]]:
        return list(self.sandbox.state().get(TABLES[kind], {}).values())

    def stored(self) -> list[dict[str, Any]]:
        """The requests to object storage."""
        return [entry for entry in self.sandbox.journal() if entry["plane"] == "storage"]


@pytest.fixture
def uploads(sandbox: Any, tmp_path: Path) -> Uploads:
    return Uploads(sandbox, tmp_path)


def sha256(path: Path) -> str:
    return hashlib.sha256(path.read_bytes()).hexdigest()


# How a file gets there


@pytest.mark.parametrize("provider", PROVIDERS)
@pytest.mark.parametrize("kind", UPLOADED)
def test_a_file_gets_to_its_provider_in_its_way_and_without_our_credential(
    kind: str, provider: str, uploads: Uploads
) -> None:
    uploads.parent(kind, provider)
    place = {} if kind == "custom_connector_plugin_version" else {"cloud": provider}
    made = uploads.both("created", kind, **place)[kind]
    (stored,) = uploads.stored()
    assert stored["credential"] is None
    assert stored["method"] == ("POST" if provider == "AWS" else "PUT")
    assert stored["request_headers"].get("x-ms-blob-type") == ("BlockBlob" if provider == "AZURE" else None)
    (item,) = uploads.there(kind)
    assert item["content"] == {"sha256": sha256(uploads.file), "size": uploads.file.stat().st_size}
    assert made["sha256"] == sha256(uploads.file)
    assert uploads.both("unchanged", kind, **place)[kind]["id"] == made["id"]


@pytest.mark.parametrize("kind", UPLOADED)
def test_the_order_of_an_upload_and_where_it_is_referred_to(kind: str, uploads: Uploads) -> None:
    uploads.parent(kind)
    uploads.both("created", kind)
    asked, sent, made = uploads.sandbox.writes()
    assert asked["path"].endswith("/presigned-upload-url")
    assert asked["request_body"]["content_format"] == "JAR"
    assert sent["plane"] == "storage"
    body = made["request_body"]
    reference = body.get("spec", body)["upload_source"]
    upload = asked["response_body"]["upload_id"]
    assert reference == {"location": "PRESIGNED_URL_LOCATION", "upload_id": upload}


def test_provider_and_region_are_named_in_every_request_for_an_artifact(uploads: Uploads) -> None:
    region = {"cloud": "AWS", "region": "eu-central-1"}
    for kind, place in (("flink_artifact", region), ("connect_artifact", {"spec.cloud": "AWS"})):
        seen = []
        uploads.both("created", kind)
        seen += uploads.sandbox.journal(path=KINDS[kind][2])
        if kind == "flink_artifact":
            uploads.both("updated", kind, description="Distances")
            seen += uploads.sandbox.journal(path=KINDS[kind][2])
        uploads.both("deleted", kind, state="absent")
        seen += uploads.sandbox.journal(path=KINDS[kind][2])
        assert {entry["method"] for entry in seen} >= {"GET", "POST", "DELETE"}
        for entry in seen:
            query = dict(entry["query"])
            assert place.items() <= query.items(), entry["path"]
            assert ("environment" in query) == (kind != "flink_artifact" or entry["method"] != "POST")


# What is wrong with a file


@pytest.mark.parametrize("kind", UPLOADED)
@pytest.mark.parametrize(
    ("name", "content", "words"),
    [
        ("none.jar", None, "cannot be read: No such file or directory"),
        ("empty.jar", "", "is empty"),
        ("folder.jar", "a folder", "cannot be read: Is a directory"),
        ("geo.tar.gz", EMPTY, "is no archive by its name, which ends in .jar or .zip"),
        ("cut.jar", EMPTY[:-3], "is no whole ZIP or JAR archive"),
    ],
)
def test_a_file_is_judged_before_any_request(
    kind: str, name: str, content: str | None, words: str, uploads: Uploads
) -> None:
    path = uploads.home / name
    if content == "a folder":
        path.mkdir()
    elif content is not None:
        path.write_text(content)
    uploads.refused(kind, f"{uploads.option(kind)} {path} {words}", **{uploads.option(kind): str(path)})
    uploads.refused(kind, "is no archive by its name", **{uploads.option(kind): ""})
    assert uploads.sandbox.journal() == []
    assert not uploads.run(kind, state="absent", **{uploads.option(kind): str(path)})["failed"], "it is not looked at"


def test_a_format_that_is_not_that_of_the_file(uploads: Uploads) -> None:
    for kind in ("flink_artifact", "connect_artifact"):
        uploads.refused(kind, "content_format ZIP does not fit artifact_file", content_format="ZIP")
        assert uploads.sandbox.journal() == []
        uploads.both("created", kind, content_format="jar")


@pytest.mark.parametrize("kind", UPLOADED)
def test_a_file_is_needed_for_a_creation_only(kind: str, uploads: Uploads) -> None:
    uploads.parent(kind)
    uploads.refused(kind, f"{uploads.option(kind)} must be given", **{uploads.option(kind): None})
    uploads.both("created", kind)
    result = uploads.both("unchanged", kind, **{uploads.option(kind): None})
    assert result["warnings"] == []


def test_a_file_that_changes_while_it_is_uploaded_makes_nothing(
    uploads: Uploads, monkeypatch: pytest.MonkeyPatch
) -> None:
    from ansible_collections.streamops.confluent.plugins.module_utils._declare import uploaded

    monkeypatch.setattr(uploaded, "digest_of", lambda path: "0" * 64)
    result = uploads.run("flink_artifact")
    assert result["failed"]
    assert f"{uploads.file} was changed while it was uploaded. Nothing was made of it. Run again." in result["msg"]
    assert uploads.there("flink_artifact") == []


# Another content


@pytest.mark.parametrize("kind", UPLOADED)
def test_one_byte_more_is_another_content_and_is_refused_in_words(kind: str, uploads: Uploads) -> None:
    uploads.parent(kind)
    made = uploads.both("created", kind)[kind]
    before = sha256(uploads.file)
    archive(uploads.file, content=b"geo!")
    instead = "Give it a new version" if kind.endswith("version") else "of another name from it"
    after = f"(sha256:{sha256(uploads.file)})"
    uploads.refused(kind, f"is another one (sha256:{before})", after, instead, "replace_content: different")
    assert [item["id"] for item in uploads.there(kind)] == [made["id"]]


@pytest.mark.parametrize("kind", UPLOADED)
def test_what_is_replaced_is_uploaded_before_the_old_one_is_deleted(kind: str, uploads: Uploads) -> None:
    uploads.parent(kind)
    old = uploads.both("created", kind)[kind]
    archive(uploads.file, content=b"geo!")
    new = uploads.both("updated", kind, replace_content="different")[kind]
    methods = [entry["method"] for entry in uploads.sandbox.writes()]
    assert methods == ["POST", "POST", "DELETE", "POST"]
    assert new["id"] != old["id"]
    own = ("id", "created_at", "crn", "sha256", "versions")
    assert {name: old[name] for name in old if name not in own} == {name: new[name] for name in new if name not in own}
    (item,) = uploads.there(kind)
    assert item["content"]["sha256"] == sha256(uploads.file) == new["sha256"]
    uploads.both("unchanged", kind, replace_content="different")
    again = uploads.both("updated", kind, replace_content="always")[kind]
    assert again["id"] != new["id"]


def test_a_replacement_that_breaks_off_is_made_by_the_next_run(uploads: Uploads) -> None:
    uploads.both("created", "flink_artifact")
    archive(uploads.file, content=b"geo!")
    uploads.sandbox.fault(method="POST", path="/flink-artifacts$", status=422)
    result = uploads.run("flink_artifact", replace_content="different")
    assert result["failed"]
    assert "make flink artifact geo anew (the old one is deleted already: run again)" in result["msg"]
    uploads.both("created", "flink_artifact", replace_content="different")
    assert len(uploads.there("flink_artifact")) == 1


@pytest.mark.parametrize("when", ["before", "after"])
def test_a_replacement_whose_creation_got_lost_is_made_once(when: str, uploads: Uploads) -> None:
    for kind in ("flink_artifact", "custom_connector_plugin"):
        uploads.both("created", kind)
        archive(uploads.file, content=f"geo {kind}".encode())
        uploads.sandbox.fault(method="POST", path=f"{KINDS[kind][2]}$", reset=when)
        result = uploads.run(kind, replace_content="different")
        assert (result["failed"], result["operation"]) == (False, "updated"), result
        (item,) = uploads.there(kind)
        assert item["content"]["sha256"] == sha256(uploads.file)
        assert result[kind]["id"] == item["id"]


def test_texts_are_changed_without_an_upload_and_the_digest_stays(uploads: Uploads) -> None:
    for kind in ("flink_artifact", "custom_connector_plugin"):
        uploads.both("created", kind, description="Distances")
        changed = uploads.both("updated", kind, description="Distances and regions")[kind]
        assert changed["description"] == "Distances and regions"
        assert uploads.stored() == []
        (patch,) = uploads.sandbox.writes()
        assert patch["request_body"]["description"] == f"Distances and regions [sha256:{sha256(uploads.file)}]"
        uploads.both("updated", kind, description="")
        assert uploads.both("unchanged", kind)[kind]["sha256"] == sha256(uploads.file)
    uploads.both("updated", "custom_connector_plugin", sensitive_config_properties=["geo.token"])
    (patch,) = uploads.sandbox.writes()
    assert patch["request_body"] == {"sensitive_config_properties": ["geo.token"]}


def test_a_description_leaves_room_for_the_digest(uploads: Uploads) -> None:
    for kind in ("flink_artifact", "connect_artifact", "custom_connector_plugin"):
        uploads.refused(kind, "description has 183 characters, the API allows 182", description="x" * 183)
        uploads.both("created", kind, description="x" * 182)


def test_what_somebody_else_made_records_no_digest_and_that_is_told(uploads: Uploads) -> None:
    plain = {"cloud": "AWS", "region": "eu-central-1", "display_name": "geo", "environment": uploads.environment}
    uploads.sandbox.seed("flink_artifacts", [plain])
    result = uploads.both("unchanged", "flink_artifact")
    (warning,) = result["warnings"]
    assert "cannot be told: its description records no digest. It is taken for the same" in warning
    assert result["flink_artifact"]["sha256"] is None
    uploads.both("unchanged", "flink_artifact", replace_content="different")
    made = uploads.both("updated", "flink_artifact", replace_content="always")["flink_artifact"]
    assert made["sha256"] == sha256(uploads.file)


@pytest.mark.parametrize("link", [None, "https://docs.example.com/geo#install"])
def test_a_version_whose_link_has_no_room_for_the_digest(link: str | None, uploads: Uploads) -> None:
    kind = "custom_connector_plugin_version"
    uploads.parent(kind)
    made = uploads.both("created", kind, documentation_link=link)[kind]
    assert (made["sha256"], made["documentation_link"] or None) == (None, link)
    archive(uploads.file, content=b"geo!")
    result = uploads.both("unchanged", kind, documentation_link=link)
    assert "its documentation_link records no digest" in result["warnings"][0]
    uploads.both("created", kind, version="1.0.1", documentation_link=link)
    assert len(uploads.there(kind)) == 2


# Breaks


EXPIRED = {
    "AWS": (403, "AccessDenied", "Invalid according to Policy: Policy expired."),
    "AZURE": (403, "AuthenticationFailed", "Signature not valid in the specified time frame"),
    "GCP": (400, "ExpiredToken", "The provided token has expired."),
}


@pytest.mark.parametrize("provider", PROVIDERS)
def test_a_url_that_expires_meanwhile_is_asked_for_anew(provider: str, uploads: Uploads) -> None:
    status, code, words = EXPIRED[provider]
    body = f"<?xml version='1.0'?>\n<Error><Code>{code}</Code><Message>{words}</Message></Error>"
    uploads.sandbox.fault(plane="storage", status=status, body=body, content_type="application/xml")
    result = uploads.run("custom_connector_plugin", cloud=provider)
    assert (result["failed"], result["operation"]) == (False, "created"), result
    asked = [entry["response_body"] for entry in uploads.sandbox.writes() if "presigned" in entry["path"]]
    assert len({one["upload_id"] for one in asked}) == 2
    (made,) = uploads.sandbox.journal("POST", f"{KINDS['custom_connector_plugin'][2]}$")
    assert made["request_body"]["upload_source"]["upload_id"] == asked[1]["upload_id"]
    assert [entry["status"] for entry in uploads.stored()] == [status, {"AWS": 204, "AZURE": 201, "GCP": 200}[provider]]


@pytest.mark.parametrize("provider", PROVIDERS)
def test_urls_that_are_always_too_old_end_in_words_and_in_no_plugin(provider: str, uploads: Uploads) -> None:
    uploads.sandbox.settings(upload_lifetime=-1.0)
    result = uploads.run("custom_connector_plugin", cloud=provider)
    assert (result["failed"], result["error"]["status"]) == (True, EXPIRED[provider][0])
    assert EXPIRED[provider][2] in result["msg"]
    assert len(uploads.stored()) == 2
    assert uploads.there("custom_connector_plugin") == []
    uploads.sandbox.settings(upload_lifetime=3600.0)
    uploads.both("created", "custom_connector_plugin", cloud=provider)


@pytest.mark.parametrize("kind", UPLOADED)
def test_a_break_is_begun_anew_and_leaves_no_half_artifact(kind: str, uploads: Uploads) -> None:
    uploads.parent(kind)
    uploads.sandbox.fault(plane="storage", reset="before", times=2)
    result = uploads.run(kind)
    assert (result["failed"], len(uploads.there(kind))) == (False, 1), result
    assert [entry["status"] for entry in uploads.stored()][:2] == ["reset", "reset"]


@pytest.mark.parametrize("kind", UPLOADED)
def test_an_empty_answer_where_a_url_was_asked_for_is_no_end(kind: str, uploads: Uploads) -> None:
    """Asking makes nothing, so it is asked again."""
    uploads.parent(kind)
    uploads.sandbox.fault(method="POST", path="/presigned-upload-url$", answer="empty")
    result = uploads.run(kind)
    assert (result["failed"], len(uploads.there(kind))) == (False, 1), result
    assert len([entry for entry in uploads.sandbox.writes() if "presigned" in entry["path"]]) == 2


def test_a_storage_that_breaks_off_for_good_makes_nothing_and_the_next_run_does(uploads: Uploads) -> None:
    kind = "connect_artifact"
    rule = uploads.sandbox.fault(plane="storage", reset="before", times=0)
    result = uploads.run(kind)
    assert result["failed"]
    assert "gave no answer to POST /" in result["msg"]
    assert uploads.sandbox.journal("POST", f"{KINDS[kind][2]}$") == []
    asked = [entry for entry in uploads.sandbox.writes() if "presigned" in entry["path"]]
    assert len(asked) == 2, "it was begun anew with another URL"
    uploads.sandbox.admin("DELETE", f"faults/{rule}")
    uploads.both("created", kind)
    assert len(uploads.there(kind)) == 1


def test_a_creation_whose_answer_got_lost_is_not_made_twice(uploads: Uploads) -> None:
    for kind in UPLOADED:
        uploads.parent(kind)
        uploads.sandbox.fault(method="POST", path=f"{KINDS[kind][2]}$", reset="after")
        result = uploads.run(kind)
        assert (result["failed"], result["operation"]) == (False, "created"), result
        assert len(uploads.there(kind)) == 1


def test_no_result_shows_what_a_url_is_signed_with(uploads: Uploads) -> None:
    uploads.sandbox.fault(plane="storage", status=400, body="<Error><Code>EntityTooLarge</Code></Error>", times=0)
    for provider in PROVIDERS:
        result = uploads.run("custom_connector_plugin", cloud=provider)
        assert result["failed"]
        assert not any(word in str(result) for word in ("signature-", "policy-", "sig="))


# Phases


def test_a_connect_artifact_is_waited_for_through_phases_known_and_unknown(uploads: Uploads) -> None:
    kind = "connect_artifact"
    uploads.sandbox.settings(artifact_processing=600)
    result = uploads.run(kind)
    assert (result["failed"], result["connect_artifact"]["phase"]) == (False, "READY"), result
    assert result["wait"]["phases"] == ["WAITING_FOR_PROCESSING", "PROCESSING", "READY"]
    assert result["connect_artifact"]["plugins"] == ["io.confluent.example.CustomSMTExample"]
    shown = uploads.sandbox.request(
        "GET", f"{KINDS[kind][2]}", environment=uploads.environment, **{"spec.cloud": "AWS"}
    )["data"][0]
    other = {**shown, "status": {"phase": "PROVISIONED"}}
    uploads.sandbox.fault(method="GET", path=f"{KINDS[kind][2]}/", status=200, body=other, times=3)
    again = uploads.run(kind)
    assert (again["failed"], again["wait"]["phases"]) == (False, ["PROVISIONED", "READY"]), again


def test_a_version_that_failed_says_why(uploads: Uploads) -> None:
    kind = "custom_connector_plugin_version"
    uploads.parent(kind)
    uploads.sandbox.settings(fail_next_provisioning=1)
    result = uploads.run(kind)
    assert result["failed"]
    assert "is FAILED: Version creation failed due to invalid plugin archive." in result["msg"]
    uploads.both("deleted", kind, state="absent")


# What uses it


def test_an_artifact_that_is_used_stays_and_its_users_are_named(uploads: Uploads) -> None:
    made = uploads.both("created", "connect_artifact")["connect_artifact"]
    uploads.connector(confluent_custom_smt_artifact_id=made["id"])
    uploads.refused("connect_artifact", "is used by", "/connector=geo-in", state="absent")
    archive(uploads.file, content=b"geo!")
    uploads.refused("connect_artifact", "is used by", "/connector=geo-in", replace_content="different")


def test_a_plugin_that_a_connector_uses_stays_and_its_users_are_named(uploads: Uploads) -> None:
    made = uploads.both("created", "custom_connector_plugin")["custom_connector_plugin"]
    uploads.connector(confluent_custom_plugin_id=made["id"])
    uploads.refused("custom_connector_plugin", "is used by connector geo-in of lkc-users01", state="absent")
    archive(uploads.file, content=b"geo!")
    uploads.refused("custom_connector_plugin", "is used by connector geo-in", replace_content="different")


def test_connectors_that_cannot_be_seen_are_told(uploads: Uploads) -> None:
    made = uploads.both("created", "custom_connector_plugin")["custom_connector_plugin"]
    uploads.connector(confluent_custom_plugin_id=made["id"])
    uploads.sandbox.fault(method="GET", path="/connectors$", status=403, times=0)
    result = uploads.run("custom_connector_plugin", check=True, state="absent")
    assert (result["failed"], result["operation"]) == (False, "deleted")
    assert "Whether a connector of lkc-users01 uses it cannot be seen with this credential" in result["warnings"][0]


def test_versions_are_removed_before_their_plugin_and_connectors_before_versions(uploads: Uploads) -> None:
    kind = "custom_connector_plugin_version"
    uploads.parent(kind)
    uploads.both("created", kind)
    uploads.both("created", kind, version="1.1.0")
    (plugin,) = uploads.sandbox.state()["plugins"]
    uploads.refused("plugin", "is used by version 1.0.0, version 1.1.0", state="absent")
    uploads.connector(confluent_custom_plugin_id=plugin, confluent_custom_plugin_version="1.0.0")
    uploads.refused(kind, "is used by connector geo-in of lkc-users01", state="absent")
    uploads.both("deleted", kind, version="1.1.0", state="absent")
    uploads.sandbox.request(
        "DELETE", f"/connect/v1/environments/{uploads.environment}/clusters/lkc-users01/connectors/geo-in"
    )
    uploads.both("deleted", kind, state="absent")
    uploads.both("deleted", "plugin", state="absent")


def test_a_version_is_numbered_by_semantic_versioning(uploads: Uploads) -> None:
    kind = "custom_connector_plugin_version"
    for number in ("v1.0.0", "1.0", "latest"):
        uploads.refused(kind, f"version {number!r} does not match what the API allows", version=number)
        assert uploads.sandbox.journal() == []


def test_the_order_of_connector_classes_means_nothing(uploads: Uploads) -> None:
    kind = "custom_connector_plugin_version"
    uploads.parent(kind)
    classes = [{"class_name": f"io.example.{name}", "type": "SOURCE"} for name in ("A", "B")]
    uploads.both("created", kind, connector_classes=classes)
    uploads.both("unchanged", kind, connector_classes=classes[::-1])
    uploads.refused(kind, "connector_classes", "cannot be changed", connector_classes=classes[:1])


# Memory

MEASURED = """
import sys
from pathlib import Path
sys.path[:0] = [{collections!r}, {checkout!r}]
from tests.support import direct
from ansible_collections.streamops.confluent.plugins.module_utils.kinds.plugins.custom_connector_plugins import (
    CustomConnectorPlugin,
)
for name in ("small.jar", "large.jar"):
    arguments = dict(name=name, connector_class="io.example.Geo", connector_type="SOURCE", cloud="AZURE")
    result = direct.run(CustomConnectorPlugin, {{**arguments, "filename": {home!r} + "/" + name}}, {env!r})
    assert not result["failed"], result
    print("done", flush=True)
    sys.stdin.readline()
"""
MIB = 1 << 20


@pytest.mark.parametrize("size", [64 * MIB, pytest.param(1024 * MIB, marks=whole_only("a smaller file shows it too"))])
def test_a_large_file_takes_little_memory(size: int, uploads: Uploads) -> None:
    """The growth of the process's peak memory, seen from outside, from a file of nothing to a sparse large one."""
    archive(uploads.home / "small.jar")
    archive(uploads.home / "large.jar", size=size)
    places = {"collections": str(paths.collections_path()), "checkout": str(paths.CHECKOUT), "home": str(uploads.home)}
    program = MEASURED.format(**places, env=uploads.sandbox.env)
    with subprocess.Popen(
        [sys.executable, "-c", program], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
    ) as process:
        assert process.stdin is not None
        assert process.stdout is not None
        peaks = []
        for _file in range(2):
            assert process.stdout.readline() == "done\n"
            peaks.append(_peak(process.pid))
            process.stdin.write("\n")
            process.stdin.flush()
    assert process.returncode == 0
    assert [item["content"]["size"] for item in uploads.there("custom_connector_plugin")] == [len(EMPTY), size]
    assert peaks[1] - peaks[0] < 32 * MIB


def _peak(pid: int) -> int:
    """The most memory that a process had in use so far (proc(5), VmHWM), in bytes."""
    (line,) = [line for line in Path(f"/proc/{pid}/status").read_text().splitlines() if line.startswith("VmHWM")]
    return int(line.split()[1]) * 1024
