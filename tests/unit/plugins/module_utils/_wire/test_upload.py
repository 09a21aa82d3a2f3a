# Copyright (c) 2026, streamops.confluent contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

"""Uploads to the object storage of each cloud provider, imitated on this machine: it takes only its own way.

S3 takes a form (POST) whose last field is the file, Azure Blob Storage and Google Cloud Storage the file itself (PUT),
Azure with the type of the blob. None takes an Authorization header beside a presigned URL.
"""

from __future__ import annotations

import hashlib
import os
import threading
import tracemalloc
from collections.abc import Callable, Iterator
from email.parser import BytesParser
from email.policy import HTTP
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any

import pytest

from ansible_collections.streamops.confluent.plugins.module_utils._errors import ApiError, Refused, WriteInCheckMode
from ansible_collections.streamops.confluent.plugins.module_utils._wire.cloud import Cloud
from ansible_collections.streamops.confluent.plugins.module_utils._wire.transport import Transport
from ansible_collections.streamops.confluent.plugins.module_utils._wire.upload import Changed, renewable, upload

from .test_http import Wire, answer

FORM = {"key": "staging/plugin.zip", "policy": "POLICY+/x==", "x-amz-signature": "SIGNEDFORM", "x-amz-date": "20260101"}
XML = '<?xml version="1.0" encoding="UTF-8"?>\n<Error><Code>{}</Code><Message>{}</Message><HostId>x</HostId></Error>'


class Storage(ThreadingHTTPServer):
    """One provider's storage. `stored`: what was taken, as (length, SHA-256, media type). `troubles`: statuses that the
    next requests get in place of their answer; 0 for a connection that is closed without one.
    """

    daemon_threads = True

    def __init__(self, provider: str) -> None:
        self.provider, self.troubles, self.stored = provider, [], []
        self.seen: list[tuple[str, str, dict[str, str]]] = []
        super().__init__(("127.0.0.1", 0), Handler)

    troubles: list[int]
    stored: list[tuple[int, str, str]]

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self.server_address[1]}"

    def presigned(self) -> dict[str, Any]:
        """The answer of the service for this storage."""
        if self.provider == "AWS":
            return {"cloud": "AWS", "upload_id": "up-1", "upload_url": f"{self.url}/", "upload_form_data": FORM}
        url = f"{self.url}/plugins/plugin.zip?sv=2023&sig=SIGNED%2Fx%3D"
        return {"cloud": self.provider, "upload_id": "up-1", "upload_url": url, "upload_form_data": {}}


class Handler(BaseHTTPRequestHandler):
    """Takes what its provider takes, and refuses the rest in the provider's words."""

    server: Storage
    protocol_version = "HTTP/1.1"

    def do_POST(self) -> None:
        self.take("POST")

    def do_PUT(self) -> None:
        self.take("PUT")

    def log_message(self, format: str, *arguments: Any) -> None:
        pass

    def take(self, method: str) -> None:
        self.server.seen.append((method, self.path, dict(self.headers.items())))
        trouble = self.server.troubles.pop(0) if self.server.troubles else None
        if trouble == 0:
            self.rfile.read(10)
            self.connection.close()
            self.close_connection = True
            return
        left = int(self.headers["Content-Length"])
        kept, digest, length = b"", hashlib.sha256(), 0
        while left:
            piece = self.rfile.read(min(left, 1 << 16))
            left, length = left - len(piece), length + len(piece)
            digest.update(piece)
            kept = kept + piece if len(kept) < 1 << 16 else kept
        if trouble:
            self.say(trouble, XML.format("InternalError", "We encountered an error &amp; stopped."))
        elif "Authorization" in self.headers:
            self.say(400, XML.format("InvalidArgument", "Only one auth mechanism allowed"))
        elif method != ("POST" if self.server.provider == "AWS" else "PUT"):
            self.say(405, XML.format("MethodNotAllowed", f"The specified method {method} is not allowed."))
        elif self.server.provider == "AWS":
            self.take_form(kept)
        elif self.server.provider == "AZURE" and self.headers.get("x-ms-blob-type") != "BlockBlob":
            self.say(400, XML.format("MissingRequiredHeader", "An HTTP header that's mandatory is not specified."))
        else:
            self.server.stored.append((length, digest.hexdigest(), self.headers["Content-Type"]))
            self.say(201, "")

    def take_form(self, body: bytes) -> None:
        head = f"Content-Type: {self.headers['Content-Type']}\r\n\r\n".encode()
        parts = list(BytesParser(policy=HTTP).parsebytes(head + body).iter_parts())
        fields = {part.get_param("name", header="content-disposition"): part.get_content() for part in parts[:-1]}
        file = parts[-1]
        if {name: str(value).strip() for name, value in fields.items()} != FORM:
            self.say(403, XML.format("AccessDenied", "Invalid according to Policy: Policy Condition failed"))
        elif (file.get_param("name", header="content-disposition"), file.get_filename()) != ("file", "plugin.zip"):
            self.say(400, XML.format("InvalidArgument", "POST requires exactly one file upload per request."))
        else:
            content = file.get_payload(decode=True)
            assert isinstance(content, bytes)
            media = file.get_content_type()
            self.server.stored.append((len(content), hashlib.sha256(content).hexdigest(), media))
            self.say(204, "")

    def say(self, status: int, text: str) -> None:
        self.send_response(status)
        self.send_header("Content-Type", "application/xml")
        self.send_header("Content-Length", "0" if status == 204 else str(len(text)))
        self.end_headers()
        self.wfile.write(text.encode())


@pytest.fixture
def storage_of() -> Iterator[Callable[[str], Storage]]:
    running = []

    def start(provider: str) -> Storage:
        server = Storage(provider)
        running.append(server)
        threading.Thread(target=server.serve_forever, args=(0.01,), daemon=True).start()
        return server

    yield start
    for server in running:
        server.shutdown()
        server.server_close()


@pytest.fixture
def plugin(tmp_path: Path) -> Path:
    path = tmp_path / "plugin.zip"
    path.write_bytes(b"PK\x03\x04" + os.urandom(3000) + b"\r\n--boundary\r\n")
    return path


def transport(**policies: Any) -> Transport:
    clock = [0.0]

    def sleep(seconds: float) -> None:
        clock[0] += seconds

    return Transport(sleep=sleep, clock=lambda: clock[0], **policies)


PROVIDERS = ("AWS", "AZURE", "GCP")


@pytest.mark.parametrize("provider", PROVIDERS)
def test_a_file_as_its_provider_wants_it(
    provider: str, storage_of: Callable[[str], Storage], plugin: Path, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    netrc = tmp_path / "netrc"
    netrc.write_text("machine 127.0.0.1 login somebody password else\n")
    monkeypatch.setenv("NETRC", str(netrc))
    storage = storage_of(provider)
    upload(transport(), storage.presigned(), str(plugin))
    content = plugin.read_bytes()
    assert storage.stored == [(len(content), hashlib.sha256(content).hexdigest(), "application/zip")]
    ((_method, path, headers),) = storage.seen
    assert path == ("/" if provider == "AWS" else "/plugins/plugin.zip?sv=2023&sig=SIGNED%2Fx%3D")
    assert not {"authorization", "transfer-encoding"} & {name.lower() for name in headers}


@pytest.mark.parametrize("provider", PROVIDERS)
def test_another_providers_way_is_refused_in_the_storages_words(
    provider: str, storage_of: Callable[[str], Storage], plugin: Path
) -> None:
    """Otherwise the test before this one could not fail."""
    storage = storage_of(provider)
    other = {**storage.presigned(), "upload_form_data": FORM if provider != "AWS" else {}}
    with pytest.raises(ApiError) as caught:
        upload(transport(), other, str(plugin))
    assert (caught.value.status, caught.value.code) == (405, "MethodNotAllowed")
    assert "MethodNotAllowed: The specified method" in str(caught.value)
    assert "HTML" not in str(caught.value)
    if provider == "AZURE":
        with pytest.raises(ApiError, match="MissingRequiredHeader: An HTTP header that's mandatory"):
            upload(transport(), {**storage.presigned(), "cloud": "GCP"}, str(plugin))


@pytest.mark.parametrize("provider", PROVIDERS)
@pytest.mark.parametrize("trouble", [0, 500, 503])
def test_what_broke_off_is_sent_again_as_a_whole(
    provider: str, trouble: int, storage_of: Callable[[str], Storage], plugin: Path
) -> None:
    storage = storage_of(provider)
    storage.troubles = [trouble]
    sent = transport()
    upload(sent, storage.presigned(), str(plugin))
    assert [length for length, _digest, _media in storage.stored] == [plugin.stat().st_size]
    assert (sent.statistics.retries, sent.statistics.writes) == (1, 1)


@pytest.mark.parametrize("provider", PROVIDERS)
def test_no_message_shows_the_signature(provider: str, storage_of: Callable[[str], Storage], plugin: Path) -> None:
    storage = storage_of(provider)
    storage.troubles = [500] * 99
    policies = transport(retry_timeout=5)
    with pytest.raises(ApiError) as caught:
        upload(policies, storage.presigned(), str(plugin))
    said = f"{caught.value} {caught.value.result()}"
    assert "InternalError: We encountered an error & stopped" in said
    assert not any(word in said for word in ("SIGNED", "POLICY", "sig="))
    secret = {"SIGNED/x="} if provider != "AWS" else {"POLICY+/x==", "SIGNEDFORM"}
    assert secret <= policies.secrets
    assert not {FORM["key"], "2023"} & policies.secrets


def test_what_is_signed_is_no_secret(storage_of: Callable[[str], Storage], plugin: Path) -> None:
    """X-Goog-SignedHeaders=host: else every "host" in a result would be stars."""
    presigned, transport = storage_of("GCP").presigned(), Transport()
    presigned["upload_url"] += "&X-Goog-SignedHeaders=host&X-Goog-Signature=0f1e2d3c"
    upload(transport, presigned, str(plugin))
    assert "host" not in transport.secrets
    assert "0f1e2d3c" in transport.secrets


def test_a_storage_that_is_not_there(plugin: Path) -> None:
    gone = {"cloud": "GCP", "upload_url": "http://127.0.0.1:9/x?sig=SIGNED"}
    with pytest.raises(ApiError, match=r"gave no answer to PUT /x: .*refused") as caught:
        upload(transport(retry_timeout=1), gone, str(plugin))
    assert "SIGNED" not in str(caught.value)


@pytest.mark.parametrize("provider", PROVIDERS)
def test_an_upload_that_breaks_off_again_and_again(
    provider: str, storage_of: Callable[[str], Storage], plugin: Path
) -> None:
    storage = storage_of(provider)
    storage.troubles = [0] * 99
    with pytest.raises(ApiError, match=r"gave no answer to (POST|PUT) /.* This was tried \d+ times") as caught:
        upload(transport(retry_timeout=5), storage.presigned(), str(plugin))
    assert not caught.value.fate_unknown
    assert "Check the network path" in str(caught.value)
    assert storage.stored == []


def test_proxy_certificates_and_time_as_for_the_rest(plugin: Path) -> None:
    wire = Wire(answer(201))
    policies = transport(proxy="http://proxy.example:3128", verify="/ca.pem", request_timeout=45)
    policies._session.mount("https://", wire)
    upload(policies, {"cloud": "GCP", "upload_url": "https://storage.example.com/x?sig=SIGNED"}, str(plugin))
    (settings,) = wire.settings
    assert settings["proxies"]["https"] == "http://proxy.example:3128"
    assert settings["verify"] == "/ca.pem"
    assert settings["timeout"] == 45


def test_check_mode_uploads_nothing(storage_of: Callable[[str], Storage], plugin: Path) -> None:
    storage = storage_of("GCP")
    with pytest.raises(WriteInCheckMode):
        upload(transport(read_only=True), storage.presigned(), str(plugin))
    assert storage.seen == []


def test_files_that_cannot_be_sent(storage_of: Callable[[str], Storage], tmp_path: Path) -> None:
    storage = storage_of("GCP")
    empty = tmp_path / "empty.jar"
    empty.touch()
    for path, words in ((tmp_path / "none.jar", "No such file"), (tmp_path, "Is a directory"), (empty, "is empty")):
        with pytest.raises(Refused, match=words):
            upload(transport(), storage.presigned(), str(path))
    assert storage.seen == []


def test_a_file_that_becomes_shorter(storage_of: Callable[[str], Storage], tmp_path: Path) -> None:
    storage = storage_of("GCP")
    path = tmp_path / "plugin.jar"
    path.write_bytes(b"x" * (20 << 20))
    with pytest.raises(Changed, match=r"plugin\.jar became shorter while it was uploaded"):
        upload(transport(), storage.presigned(), str(path), lambda words: os.truncate(path, 1))
    assert storage.stored == []


def test_a_large_file_in_little_memory(storage_of: Callable[[str], Storage], tmp_path: Path) -> None:
    """A sparse file of 128 MiB: neither the file nor a copy of it is ever held as a whole."""
    storage = storage_of("AZURE")
    path = tmp_path / "plugin.jar"
    size = 128 << 20
    with path.open("wb") as file:
        file.truncate(size)
    told: list[str] = []
    sent = transport()
    tracemalloc.start()
    try:
        upload(sent, storage.presigned(), str(path), told.append)
        most = tracemalloc.get_traced_memory()[1]
    finally:
        tracemalloc.stop()
    assert most < 8 << 20
    assert [(length, media) for length, _digest, media in storage.stored] == [(size, "application/java-archive")]
    assert told[-1] == f"{size} of {size} bytes of plugin.jar sent"
    assert len(told) == 16


def cloud_of(storage: Storage, monkeypatch: pytest.MonkeyPatch, **presigned: Any) -> tuple[Cloud, list[Any]]:
    """A Cloud whose control plane hands out a presigned URL, and the requests for one."""
    endpoint = "http://127.0.0.1:1"
    cloud = Cloud({"cloud_api_key": "K", "cloud_api_secret": "S", "cloud_endpoint": endpoint}, transport())
    asked: list[Any] = []

    def post(path: str, body: Any, repeatable: bool = False) -> Any:
        asked.append((path, body, repeatable))
        return {**storage.presigned(), **presigned}

    monkeypatch.setattr(cloud.control, "post", post)
    return cloud, asked


def test_from_the_request_for_a_url_to_the_id(
    storage_of: Callable[[str], Storage], plugin: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    storage = storage_of("AZURE")
    path, wanted = "/connect/v1/presigned-upload-url", {"content_format": "ZIP", "cloud": "AZURE"}
    for answered in ("AZURE", None):  # who does not say to which provider the file goes means the one asked for
        cloud, asked = cloud_of(storage, monkeypatch, cloud=answered)
        sent = cloud.upload(path, wanted, str(plugin))
        assert (sent.upload_id, sent.sha256) == ("up-1", hashlib.sha256(plugin.read_bytes()).hexdigest())
        assert asked == [(path, wanted, True)]
    assert len(storage.stored) == 2


def test_a_url_that_is_none_or_not_https(
    storage_of: Callable[[str], Storage], plugin: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    storage = storage_of("GCP")
    cloud, _asked = cloud_of(storage, monkeypatch)
    cloud.options = {**cloud.options, "cloud_endpoint": "https://api.example.com"}
    other, _asked = cloud_of(storage, monkeypatch)
    monkeypatch.setattr(cloud, "plane", lambda name: other.control)
    with pytest.raises(Refused, match="is not HTTPS") as refusal:
        cloud.upload("/x", {}, str(plugin))
    assert "sig=" not in str(refusal.value)  # it is as good as a password
    monkeypatch.setattr(other.control, "post", lambda *given, **named: {"upload_url": storage.url})
    with pytest.raises(ApiError, match="the answer has no upload_url and upload_id"):
        cloud.upload("/x", {}, str(plugin))
    assert storage.seen == []


@pytest.mark.parametrize(
    ("trouble", "anew"), [(403, True), (401, True), (0, True), (400, False), (404, False), (405, False)]
)
def test_what_one_url_cannot_finish_is_begun_anew_by_another_once(
    trouble: int, anew: bool, storage_of: Callable[[str], Storage], plugin: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    storage = storage_of("GCP")
    storage.troubles = [trouble] * (99 if trouble == 0 else 1)
    cloud, asked = cloud_of(storage, monkeypatch)
    told: list[str] = []
    cloud.progress = told.append
    if trouble == 0 or not anew:
        with pytest.raises(ApiError):
            cloud.upload("/x", {}, str(plugin))
        assert storage.stored == []
    else:
        assert cloud.upload("/x", {}, str(plugin)).upload_id == "up-1"
        assert len(storage.stored) == 1
    assert len(asked) == (2 if anew else 1)
    assert ("the upload begins anew, by another URL" in told) is anew


def test_how_providers_say_that_a_url_is_too_old() -> None:
    def said(status: int | None, detail: str = "", plane: str = "storage") -> bool:
        error = ApiError(plane=plane, method="PUT", host="h", path="/x", status=status, detail=detail)
        return renewable(error)

    assert all([said(403), said(401), said(None), said(400, "ExpiredToken: x"), said(400, "RequestTimeout: idle")])
    assert not any([said(400, "EntityTooLarge"), said(500), said(404), said(403, plane="control")])
