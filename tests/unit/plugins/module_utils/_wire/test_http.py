# Copyright (c) 2026, streamops.confluent contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

"""The wire: what is sent, what an answer means, when to try again and when to stop.

The network is a list of answers, time is a number: nothing here sleeps or connects.
"""

from __future__ import annotations

import gzip
import json
from datetime import datetime, timedelta, timezone
from email.utils import format_datetime
from typing import Any

import pytest
import requests
from requests.structures import CaseInsensitiveDict

from ansible_collections.streamops.confluent.plugins.module_utils._errors import ApiError, Refused, WriteInCheckMode
from ansible_collections.streamops.confluent.plugins.module_utils._wire import http, replies
from ansible_collections.streamops.confluent.plugins.module_utils._wire import transport as _transport

LABEL = "Cloud API key ABC"


class Clock:
    """Time that passes by sleeping only."""

    def __init__(self) -> None:
        self.now = 1000.0
        self.slept: list[float] = []

    def __call__(self) -> float:
        return self.now

    def sleep(self, seconds: float) -> None:
        self.slept.append(seconds)
        self.now += seconds


class Key:
    label = LABEL

    def headers(self) -> dict[str, str]:
        return {"Authorization": "Basic secret"}


class Wire(requests.adapters.BaseAdapter):
    """Stands for the network: hands out the answers one by one (the last for ever) and notes the requests."""

    def __init__(self, *answers: Any) -> None:
        super().__init__()
        self.answers = list(answers)
        self.requests: list[requests.PreparedRequest] = []
        self.settings: list[dict[str, Any]] = []
        self.closed = False

    def send(self, request: requests.PreparedRequest, *arguments: Any, **settings: Any) -> requests.Response:
        self.requests.append(request)
        self.settings.append(settings)
        answer = self.answers.pop(0) if len(self.answers) > 1 else self.answers[0]
        if isinstance(answer, Exception):
            raise answer
        answer.request = request
        return answer

    def close(self) -> None:
        self.closed = True


def answer(status: int = 200, body: Any = None, **headers: str) -> requests.Response:
    """An answer; `body` is JSON unless it is text."""
    response = requests.Response()
    response.status_code = status
    text = body if isinstance(body, str) else "" if body is None else json.dumps(body)
    response._content = text.encode()
    response.headers = CaseInsensitiveDict({name.replace("_", "-"): value for name, value in headers.items()})
    return response


def client_of(wire: Wire, plane: str = "control", grace: bool = False, **policies: Any) -> tuple[http.Client, Clock]:
    clock = Clock()
    transport = _transport.Transport(sleep=clock.sleep, clock=clock, **policies)
    transport._session.mount("https://", wire)
    client = http.Client(transport, plane, "https://api.example.com/", Key(), {"Accept": "x"}, grace)
    return client, clock


def failing(client: http.Client, method: str = "GET", **arguments: Any) -> ApiError:
    with pytest.raises(ApiError) as caught:
        client.request(method, "/things", **arguments)
    return caught.value


LOST = requests.exceptions.ConnectionError("Connection aborted")
UNREACHABLE = requests.exceptions.ConnectTimeout("no route")


# ---- what is sent


def test_request_as_it_goes_out() -> None:
    wire = Wire(answer(201, {"id": 1}))
    client, clock = client_of(wire, proxy="http://proxy", verify="/ca.pem", request_timeout=5)
    assert client.post("/things", {"a": "ü"}, {"environment": "env-1"}) == {"id": 1}
    sent, settings = wire.requests[0], wire.settings[0]
    assert (sent.method, sent.url) == ("POST", "https://api.example.com/things?environment=env-1")
    assert isinstance(sent.body, bytes)
    assert json.loads(sent.body) == {"a": "ü"}
    assert {"Accept": "x", "Content-Type": "application/json"}.items() <= dict(sent.headers).items()
    assert sent.headers["Authorization"] == "Basic secret"
    assert (settings["verify"], settings["timeout"]) == ("/ca.pem", (5, 5))
    assert settings["proxies"] == {"http": "http://proxy", "https": "http://proxy"}
    assert clock.slept == []
    client.transport.close()
    assert wire.closed


def test_requests_in_a_row_have_their_own_bodies_and_credentials() -> None:
    wire = Wire(answer(200, {}))
    client = client_of(wire)[0]
    tokens = iter("abcdef")
    client.credential.headers = lambda: {"Authorization": next(tokens)}  # type: ignore[method-assign]
    client.post("/things", {"n": 1})
    client.post("/things", {"n": 22})
    client.post("/things", {"n": 1}, params={"validate_only": "true"})
    client.post("/things", {"n": 333})
    client.request("POST", "/things", form={"n": "4"})
    client.post("/others", {"n": 5})
    sent = [(request.url, request.body, request.headers["Authorization"]) for request in wire.requests]
    things = "https://api.example.com/things"
    assert sent == [
        (things, b'{"n": 1}', "a"),
        (things, b'{"n": 22}', "b"),
        (f"{things}?validate_only=true", b'{"n": 1}', "c"),
        (things, b'{"n": 333}', "d"),
        (things, "n=4", "e"),
        ("https://api.example.com/others", b'{"n": 5}', "f"),
    ]
    assert [request.headers["Content-Length"] for request in wire.requests] == ["8", "9", "8", "10", "3", "8"]
    types = {request.headers["Content-Type"] for request in wire.requests}
    assert types == {"application/json", "application/x-www-form-urlencoded"}


def test_credentials_do_not_follow_redirects() -> None:
    wire = Wire(answer(307, "", Location="https://elsewhere.example.com/"))
    assert failing(client_of(wire)[0]).status == 307
    assert len(wire.requests) == 1


@pytest.mark.parametrize("status", [301, 307, 308, 404])
def test_a_list_that_is_read_as_a_stream_is_no_list_where_the_answer_is_another(status: int) -> None:
    wire = Wire(answer(status, {"errors": [{"detail": "not here"}]}, Location="https://elsewhere.example.com/"))
    client, clock = client_of(wire, "kafka")
    with pytest.raises(ApiError) as caught:
        client.scan("/things", list)
    assert (caught.value.status, caught.value.detail, clock.slept) == (status, "not here", [])
    assert len(wire.requests) == 1


def test_what_the_environment_says_is_found_out_for_each_host(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("NO_PROXY", "no_proxy", "https_proxy", "CURL_CA_BUNDLE"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setenv("HTTPS_PROXY", "http://proxy")
    monkeypatch.setenv("NO_PROXY", "other.example.com")
    monkeypatch.setenv("REQUESTS_CA_BUNDLE", "/corporate.pem")
    wire = Wire(answer(200, {}))
    client = client_of(wire)[0]
    for host in ("api.example.com", "other.example.com", "api.example.com"):
        client.transport.send("GET", f"https://{host}/things", auth=lambda request: request)
    assert [settings["proxies"].get("https") for settings in wire.settings] == ["http://proxy", None, "http://proxy"]
    assert {settings["verify"] for settings in wire.settings} == {"/corporate.pem"}
    client = client_of(wire, verify="/stated.pem", proxy="http://stated")[0]
    client.get("/things")
    assert (wire.settings[-1]["verify"], wire.settings[-1]["proxies"]["https"]) == ("/stated.pem", "http://stated")


def test_every_verb_and_an_empty_answer() -> None:
    wire = Wire(answer(204))
    client, clock = client_of(wire)
    assert [client.get("/x"), client.put("/x", {}), client.patch("/x", {}), client.delete("/x")] == [None] * 4
    assert [request.method for request in wire.requests] == ["GET", "PUT", "PATCH", "DELETE"]
    assert client.transport.statistics == _transport.Statistics(calls=4, attempts=3, writes=3)
    assert clock.slept == []


@pytest.mark.parametrize("method", ["GET", "POST", "PUT"])
def test_an_empty_answer_to_what_only_reads_is_asked_for_again(method: str) -> None:
    wire = Wire(answer(200), answer(200, {"is_compatible": True}))
    client, _clock = client_of(wire)
    assert client.request(method, "/x", body={}, reading=True).body == {"is_compatible": True}
    assert client.request(method, "/x", body={}, reading=True).body == {"is_compatible": True}
    assert len(wire.requests) == 3


def test_a_form() -> None:
    wire = Wire(answer(200, {"access_token": "t"}))
    assert client_of(wire)[0].request("POST", "/token", form={"a": "b"}, reading=True).body == {"access_token": "t"}
    assert wire.requests[0].body == "a=b"
    assert wire.requests[0].headers["Content-Type"] == "application/x-www-form-urlencoded"


@pytest.mark.parametrize(
    ("value", "encoded"),
    [
        ("plain-1_2.3~", "plain-1_2.3~"),
        ("a/b", "a%2Fb"),
        ("a b", "a%20b"),
        ("50%", "50%25"),
        ("a?b#c", "a%3Fb%23c"),
        (":.ctx:subject", "%3A.ctx%3Asubject"),
        ("größe", "gr%C3%B6%C3%9Fe"),
        ("...", "..."),
    ],
)
def test_path_segments(value: str, encoded: str) -> None:
    assert http.segment(value) == encoded


@pytest.mark.parametrize("value", ["", ".", ".."])
def test_segments_that_would_reach_something_else(value: str) -> None:
    with pytest.raises(Refused, match="cannot be used as a name"):
        http.segment(value)


def test_check_mode_lets_reads_through_only() -> None:
    wire = Wire(answer(200, {}))
    client, clock = client_of(wire, read_only=True)
    client.get("/x")
    client.post("/x", {}, reading=True)
    client.put("/x", {}, reading=True)
    writes = (lambda: client.post("/x", {}, repeatable=True), lambda: client.put("/x", {}), lambda: client.delete("/x"))
    for write in (*writes, lambda: client.patch("/x", {})):
        with pytest.raises(WriteInCheckMode, match="would write in check mode"):
            write()
    assert len(wire.requests) == 3
    assert client.transport.statistics.writes == 0
    assert clock.slept == []


# ---- how long to wait


@pytest.mark.parametrize(
    ("headers", "seconds"),
    [
        ({"Retry-After": "7"}, 7.0),
        ({"retry-after": " 1.5 "}, 1.5),
        ({"Retry-After": "-3"}, 0.0),
        ({"X-RateLimit-Reset": "4"}, 4.0),
        ({"Retry-After": "2", "X-RateLimit-Reset": "9"}, 2.0),
        ({"Retry-After": "soon", "X-RateLimit-Reset": "9"}, 9.0),
        ({"Retry-After": "", "X-RateLimit-Reset": "9"}, 9.0),
        ({"Retry-After": "soon"}, None),
        ({"Retry-After": "nan"}, None),
        ({"Retry-After": "inf", "X-RateLimit-Reset": "9"}, 9.0),
        ({}, None),
    ],
)
def test_the_services_own_word(headers: dict[str, str], seconds: float | None) -> None:
    assert replies.seconds_to_wait(CaseInsensitiveDict(headers)) == seconds


def test_retry_after_as_a_date() -> None:
    now = datetime.now(timezone.utc)
    in_a_minute = replies.seconds_to_wait({"Retry-After": format_datetime(now + timedelta(seconds=60), usegmt=True)})
    assert in_a_minute is not None
    assert 50 < in_a_minute <= 60
    assert replies.seconds_to_wait({"Retry-After": "Wed, 21 Oct 2015 07:28:00 GMT"}) == 0.0


def test_full_jitter_grows_and_is_bounded() -> None:
    client, clock = client_of(Wire(answer()))
    for attempt in range(1, 13):
        for repetition in range(30):
            assert client.transport.backoff(attempt, None, clock.now + 1000), repetition
        step = min(_transport.LONGEST_BACKOFF, _transport.FIRST_BACKOFF * 2 ** (attempt - 1))
        slept = clock.slept[-30:]
        assert all(0 <= seconds <= step for seconds in slept)
        assert max(slept) > step / 2, "jitter over the whole step"
        assert min(slept) < step / 2
    assert client.transport.statistics.retries == 360
    assert client.transport.statistics.throttled_seconds == pytest.approx(sum(clock.slept))


@pytest.mark.parametrize(("hint", "least", "most"), [(5.0, 5.0, 6.0), (0.5, 0.5, 1.0), (0.0, 0.0, 0.1)])
def test_a_hint_is_followed_with_a_little_jitter(hint: float, least: float, most: float) -> None:
    client, clock = client_of(Wire(answer()))
    for repetition in range(50):
        assert client.transport.backoff(9, hint, clock.now + 1000), repetition
    assert all(least <= seconds <= most for seconds in clock.slept)
    assert len(set(clock.slept)) > 1


def test_no_sleep_passes_the_deadline() -> None:
    client, clock = client_of(Wire(answer()))
    assert not client.transport.backoff(1, 10.0, clock.now + 5)
    assert not client.transport.backoff(1, float("inf"), clock.now + 5)
    assert clock.slept == []
    assert client.transport.statistics.retries == 0


# ---- what is tried again


@pytest.mark.parametrize(
    "trouble",
    [
        answer(429, "<html>slow down</html>"),
        answer(500),
        answer(502, "<html>"),
        answer(503, {}, Retry_After="3"),
        answer(200, "{cut"),
        LOST,
        requests.exceptions.ReadTimeout("silent"),
    ],
    ids=["429", "500", "502", "503", "garbled", "lost", "timeout"],
)
@pytest.mark.parametrize("method", ["GET", "PUT", "PATCH", "DELETE"])
def test_what_may_be_repeated_is(method: str, trouble: Any) -> None:
    wire = Wire(trouble, trouble, answer(200, {"id": 1}))
    client, clock = client_of(wire)
    assert client.request(method, "/things").body == {"id": 1}
    assert len(wire.requests) == 3
    assert len(clock.slept) == client.transport.statistics.retries == 2
    if getattr(trouble, "status_code", None) == 503:
        assert all(3 <= seconds <= 4 for seconds in clock.slept)


@pytest.mark.parametrize(
    "trouble", [answer(500), answer(503), answer(201, "{cut"), LOST, requests.exceptions.ReadTimeout("silent")]
)
def test_a_post_whose_fate_is_unknown_is_sent_once(trouble: Any) -> None:
    wire = Wire(trouble, answer(201, {}))
    client, clock = client_of(wire)
    error = failing(client, "POST", body={})
    assert error.fate_unknown
    assert len(wire.requests) == 1
    assert clock.slept == []


@pytest.mark.parametrize("trouble", [answer(429), UNREACHABLE])
def test_a_post_that_surely_did_nothing_is_repeated(trouble: Any) -> None:
    wire = Wire(trouble, answer(201, {"id": 1}))
    assert client_of(wire)[0].post("/things", {}) == {"id": 1}
    assert len(wire.requests) == 2


@pytest.mark.parametrize("kind", ["reading", "repeatable"])
def test_a_post_that_does_no_harm_is_repeated(kind: str) -> None:
    wire = Wire(LOST, answer(503), answer(200, {}))
    client_of(wire)[0].request("POST", "/things", body={}, **{kind: True})
    assert len(wire.requests) == 3


@pytest.mark.parametrize("status", [400, 401, 402, 403, 404, 409, 422, 501, 505, 301])
def test_what_no_retry_cures_fails_at_once(status: int) -> None:
    wire = Wire(answer(status, {"errors": [{"detail": "no", "code": "x"}]}, X_Request_Id="req-1"))
    client, clock = client_of(wire)
    error = failing(client)
    assert (error.status, error.code, error.detail, error.request_id) == (status, "x", "no", "req-1")
    assert (error.credential, error.host, error.attempts) == (LABEL, "api.example.com", 1)
    assert "secret" not in str(error)
    assert len(wire.requests) == 1
    assert clock.slept == []


def test_the_deadline_ends_the_tries_and_they_are_counted() -> None:
    wire = Wire(answer(503, {"errors": [{"detail": "busy"}]}))
    client, clock = client_of(wire, retry_timeout=60)
    error = failing(client)
    assert clock.now - 1000 <= 60
    assert error.attempts == len(wire.requests) == len(clock.slept) + 1 > 3
    assert f"This was tried {error.attempts} times." in str(error)


def test_a_hint_beyond_the_deadline_fails_at_once() -> None:
    client, clock = client_of(Wire(answer(429, "", Retry_After="3600")), retry_timeout=60)
    assert failing(client).status == 429
    assert clock.slept == []


def test_a_host_never_reached_is_given_up_sooner_than_one_that_answered() -> None:
    client, clock = client_of(Wire(UNREACHABLE), retry_timeout=300)
    assert failing(client).status is None
    assert clock.now - 1000 <= http.PATIENCE_WITH_STRANGERS
    client, clock = client_of(Wire(answer(200, {}), UNREACHABLE), retry_timeout=300)
    client.get("/things")
    assert "ConnectTimeout" in failing(client).detail
    assert http.PATIENCE_WITH_STRANGERS < clock.now - 1000 <= 300


@pytest.mark.parametrize(
    ("trouble", "words"),
    [
        (requests.exceptions.SSLError("certificate verify failed"), "the TLS certificate or handshake failed"),
        (requests.exceptions.InvalidURL("no host"), "is not a usable URL"),
        (requests.exceptions.MissingSchema("no scheme"), "is not a usable URL"),
    ],
)
def test_what_is_configured_wrongly_fails_at_once(trouble: Exception, words: str) -> None:
    client, clock = client_of(Wire(trouble))
    error = failing(client, "POST", body={})
    assert words in error.detail
    assert not error.fate_unknown
    assert clock.slept == []


def test_the_proxys_password_is_in_no_message() -> None:
    trouble = requests.exceptions.ProxyError("Cannot connect to proxy http://user:canary@proxy.example.com")
    client = client_of(Wire(trouble), retry_timeout=1)[0]
    error = failing(client)
    assert "canary" not in str(error)
    assert "ProxyError" in error.detail


def test_denials_pass_on_the_data_planes_while_a_grant_may_be_on_its_way() -> None:
    denied = answer(403, {"error_code": 40301, "message": "no"})
    client, clock = client_of(Wire(denied, denied, answer(200, {})), "kafka", grace=True, propagation_timeout=60)
    assert client.get("/topics") == {}
    assert all(1 <= seconds <= 2 for seconds in clock.slept)
    client, clock = client_of(Wire(denied), "kafka", grace=True, propagation_timeout=20)
    assert failing(client).status == 403
    assert 18 <= clock.now - 1000 <= 23
    for grace, timeout in ((True, 0), (False, 60)):
        client, clock = client_of(Wire(denied), "kafka", grace=grace, propagation_timeout=timeout)
        failing(client)
        assert clock.slept == []


# ---- error bodies (API_MAP B.3)


@pytest.mark.parametrize(
    ("body", "code", "detail"),
    [
        ({"errors": [{"code": "c", "title": "t", "detail": "d"}]}, "c", "d"),
        ({"errors": [{"code": "c", "title": "t"}]}, "c", "t"),
        (
            {"errors": [{"detail": "a", "source": {"pointer": "/spec/cku"}}, {"detail": "b", "source": None}]},
            None,
            "a (at /spec/cku); b",
        ),
        ({"errors": [{"detail": "a", "source": {"parameter": "page_size"}}]}, None, "a (at page_size)"),
        ({"errors": [{"id": "x"}]}, None, "{'id': 'x'}"),
        ({"errors": [{"detail": "a", "source": "odd"}]}, None, "a"),
        ({"status": 400, "error": {"code": "bad", "message": "m", "details": "n"}, "requestId": "r"}, "bad", "m (n)"),
        ({"error_code": 40403, "message": "unknown topic"}, 40403, "unknown topic"),
        ({"error_code": 40301}, 40301, ""),
        ({"message": "only words"}, None, "only words"),
        ({"error": {"code": 404, "message": "no such connector"}}, 404, "no such connector"),
        ({"error": {"odd": True}}, None, "{'odd': True}"),
        ({"error": "in plain words"}, None, "in plain words"),
        ({"error": None, "message": "m"}, None, "m"),
        ({"errors": []}, None, '{"errors": []}'),
        ("<html><h1>401</h1></html>", None, "an HTML page instead of an API answer"),
        ("  upstream   connect\nerror ", None, "upstream connect error"),
        ("x" * 900, None, "x" * 500),
        ([1], None, "[1]"),
        (None, None, ""),
    ],
)
def test_error_bodies_of_every_plane(body: Any, code: Any, detail: str) -> None:
    error = failing(client_of(Wire(answer(400, body)))[0])
    assert (error.code, error.detail) == (code, detail)


# ---- a 500 that stays the same

UNKNOWN_CLASS = {"error_code": 500, "message": "Failed to find any class that implements Connector and is named X"}


@pytest.mark.parametrize("method", ["GET", "PUT", "PATCH", "DELETE"])
@pytest.mark.parametrize(
    ("body", "longest"),
    [
        (UNKNOWN_CLASS, 15),
        ({"error": {"code": 500, "message": "config is missing connector.class"}}, 15),
        ({"error_code": 50001, "message": "Error in the backend data store"}, 60),
        ({"message": "Internal Server Error"}, 60),
        ("<html>", 60),
        (None, 60),
    ],
)
def test_a_500_that_stays_the_same_is_believed_before_retry_timeout(method: str, body: Any, longest: int) -> None:
    wire = Wire(answer(500, body))
    client, clock = client_of(wire, retry_timeout=300)
    error = failing(client, method)
    assert clock.now - 1000 <= longest
    assert error.attempts == len(wire.requests) >= 3
    assert "lasted longer than retry_timeout" not in str(error)
    assert f"tried {error.attempts} times" in str(error)


def test_a_500_that_comes_thrice_may_still_pass() -> None:
    wire = Wire(*[answer(500, UNKNOWN_CLASS)] * 3, answer(200, {"id": 1}))
    assert client_of(wire)[0].get("/things") == {"id": 1}


@pytest.mark.parametrize(
    "troubles",
    [
        [answer(500, {"message": f"connection {number} was closed"}) for number in range(100)],
        [answer(503, {"message": "the cluster is being created"})],
        [answer(500, UNKNOWN_CLASS, Retry_After="1")],
        [answer(500, UNKNOWN_CLASS), answer(502)] * 50,
    ],
    ids=["never the same", "503", "asked to come back", "in between a gateway"],
)
def test_what_may_pass_is_tried_until_retry_timeout(troubles: list[Any]) -> None:
    client, clock = client_of(Wire(*troubles), retry_timeout=100)
    failing(client)
    assert clock.now - 1000 > 65


def test_what_the_service_may_still_be_at_is_said_of_the_last_try() -> None:
    wire = Wire(answer(429), answer(504))
    error = failing(client_of(wire)[0], "POST", body={})
    assert (error.attempts, error.unfinished, error.fate_unknown) == (2, True, True)


# ---- pages


def page(names: str, following: Any = None) -> requests.Response:
    return answer(200, {"data": [{"id": name} for name in names], "metadata": {"next": following} if following else {}})


NEXT = "https://api.example.com/things?page_size=100&page_token="


def test_every_page_is_read_and_only_the_token_of_a_link_is_used() -> None:
    wire = Wire(page("ab", f"{NEXT}two"), page("c", "https://elsewhere.example.com/?page_token=a%2Fb"), page("d"))
    assert [item["id"] for item in client_of(wire)[0].pages("/things", {"environment": "e"})] == ["a", "b", "c", "d"]
    first = "https://api.example.com/things?environment=e&page_size=100"
    assert [request.url for request in wire.requests] == [
        first,
        f"{first}&page_token=two",
        f"{first}&page_token=a%2Fb",
    ]


def test_an_empty_list() -> None:
    assert list(client_of(Wire(page("")))[0].pages("/things")) == []
    assert list(client_of(Wire(answer(200, {"data": None, "metadata": {}})))[0].pages("/things")) == []


@pytest.mark.parametrize(
    ("second", "words"),
    [
        (page("b", f"{NEXT}two"), "repeats the same page for ever"),
        (page("b", "https://api.example.com/things?cursor=3"), "has no page_token"),
        (page("b", {"href": "x"}), "has no page_token"),
        (page("b", ["x"]), "has no page_token"),
        (answer(200, {}), "not a list as documented"),
        (answer(200, {"data": []}), "not a list as documented"),
        (answer(200, {"data": None, "metadata": None}), "not a list as documented"),
        (answer(200, {"data": {}, "metadata": {}}), "not a list as documented"),
        (answer(200, []), "not a list as documented"),
        (answer(204), "not a list as documented"),
        (answer(403, {"errors": [{"detail": "forbidden"}]}), "forbidden"),
        (answer(404, {"errors": [{"detail": "not found"}]}), "not found"),
    ],
)
def test_a_bad_page_is_never_a_short_list(second: requests.Response, words: str) -> None:
    pages = client_of(Wire(page("a", f"{NEXT}two"), second))[0].pages("/things")
    with pytest.raises(ApiError, match=words):
        list(pages)


def test_a_page_is_retried_like_any_read() -> None:
    wire = Wire(page("a", f"{NEXT}two"), answer(503), LOST, page("b"))
    assert [item["id"] for item in client_of(wire)[0].pages("/things")] == ["a", "b"]


@pytest.mark.parametrize("names", ["ab", "a", "b"])
def test_pages_that_bring_nothing_new_end_whatever_their_links_say(names: str) -> None:
    """A service that does not know `page_token` gives the first page again and again, with ever new links perhaps."""
    further = [page(names, f"{NEXT}token-{number}") for number in range(200)]
    wire = Wire(page("ab", f"{NEXT}first"), *further)
    with pytest.raises(ApiError, match="repeats the same page for ever"):
        list(client_of(wire)[0].pages("/things"))
    assert len(wire.requests) == 2


def test_an_object_that_moves_to_the_next_page_is_one_object() -> None:
    """What is made while a list is read moves what comes after it: the same id twice is no ambiguity."""
    wire = Wire(page("ab", f"{NEXT}two"), page("bc"))
    assert [item["id"] for item in client_of(wire)[0].pages("/things")] == ["a", "b", "c"]


def test_pages_without_anything_in_them_are_read_on_but_not_for_ever() -> None:
    empty = [page("", f"{NEXT}{number}") for number in range(10)]
    assert [item["id"] for item in client_of(Wire(*empty, page("a")))[0].pages("/things")] == ["a"]
    endless = [page("", f"{NEXT}{number}") for number in range(1000)]
    with pytest.raises(ApiError, match="repeats the same page for ever"):
        list(client_of(Wire(*endless))[0].pages("/things"))


def test_objects_without_ids_are_told_apart_by_what_they_hold() -> None:
    first = answer(200, {"data": [{"name": "a"}, {"name": "b"}], "metadata": {"next": f"{NEXT}two"}})
    second = answer(200, {"data": [{"name": "b"}, {"name": "c"}], "metadata": {}})
    assert [item["name"] for item in client_of(Wire(first, second))[0].pages("/things")] == ["a", "b", "c"]


# ---- bodies that are compressed without a word of it


def zipped(response: requests.Response) -> requests.Response:
    response._content = gzip.compress(response.content)
    return response


def test_a_compressed_error_without_a_header_is_told_in_the_services_words() -> None:
    said = {"errors": [{"code": "bad", "detail": "cku must be at least 2"}]}
    error = failing(client_of(Wire(zipped(answer(400, said))))[0], "POST")
    assert (error.code, error.detail) == ("bad", "cku must be at least 2")


def test_a_compressed_answer_without_a_header_is_read() -> None:
    assert client_of(Wire(zipped(answer(200, {"id": "ü"}))))[0].get("/things") == {"id": "ü"}


@pytest.mark.parametrize("cut", [2, 15])
def test_what_cannot_be_unpacked_is_an_error_and_no_exception(cut: int) -> None:
    response = zipped(answer(400, {"message": "words"}))
    response._content = response.content[:cut]
    assert failing(client_of(Wire(response))[0]).status == 400
    response.status_code = 200
    error = failing(client_of(Wire(response), retry_timeout=1)[0])
    assert "the answer is not valid JSON" in error.detail or "the answer is empty" in error.detail


def test_what_unpacks_to_very_much_is_cut(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(replies, "LONGEST_UNPACKED", 1000)
    assert len(replies.unpacked(gzip.compress(b"x" * 100_000))) == 1000


@pytest.mark.parametrize("status", [204, 304])
def test_a_length_that_is_promised_of_no_body_is_no_broken_answer(status: int) -> None:
    """urllib3 1, whose answers have no read1, never reads a body there: the length says nothing."""
    wire = Wire(answer(status, "", Content_Length="17"))
    transport = client_of(wire)[0].transport
    assert list(transport.pieces(wire.answers[0])) == [b""]
    with pytest.raises(requests.exceptions.ChunkedEncodingError, match="0 of 17 bytes"):
        list(transport.pieces(answer(200, "", Content_Length="17")))


# ---- errors of object storage


@pytest.mark.parametrize(
    ("text", "code", "detail"),
    [
        (
            "<Error><Code>AccessDenied</Code><Message>Denied &amp; over</Message></Error>",
            "AccessDenied",
            "Denied & over",
        ),
        (
            '\ufeff<?xml version="1.0"?>\n<Error xmlns="x">\n <RequestId>1</RequestId><Code> A </Code>\n<Message>b\n'
            "c</Message></Error>",
            "A",
            "b c",
        ),
    ],
)
def test_errors_in_xml(text: str, code: str, detail: str) -> None:
    error = failing(client_of(Wire(answer(403, text)))[0])
    assert (error.code, error.detail) == (code, f"{code}: {detail}")


# ---- several objects in one request, of which the service may refuse some (data-catalog-v1, kafkarest-v3 mirrors)

CATALOG = [
    {"name": "pii", "error": None},
    {"name": "bad name", "error": {"error_code": 4000001, "message": "Invalid tag name"}},
    {"name": "gdpr"},
]
MIRRORS = {
    "kind": "KafkaMirrorDataList",
    "data": [
        {"mirror_topic_name": "a", "error_code": None, "error_message": None},
        {"mirror_topic_name": "b", "error_code": 40002, "error_message": "Topic 'b' is not a mirror topic"},
    ],
}


def test_each_object_of_a_request_has_its_own_outcome() -> None:
    wire = Wire(answer(200, CATALOG))
    client = client_of(wire)[0]
    results = client.each("POST", "/catalog/v1/types/tagdefs", [{"name": "pii"}], {"a": "b"})
    assert [result for result, _error in results] == CATALOG
    first, second, third = (error for _result, error in results)
    assert (first, third) == (None, None)
    assert isinstance(second, ApiError)
    assert (second.status, second.code, second.method) == (400, 4000001, "POST")
    assert "answered 400 to POST /catalog/v1/types/tagdefs: Invalid tag name." in str(second)
    assert wire.requests[0].url == "https://api.example.com/catalog/v1/types/tagdefs?a=b"
    assert client.transport.statistics.writes == 1


def test_outcomes_in_data() -> None:
    (moved, none), (kept, error) = client_of(Wire(answer(200, MIRRORS)), "kafka")[0].each("POST", "/mirrors:pause", {})
    assert ([moved, kept], none) == (MIRRORS["data"], None)
    assert error is not None
    assert (error.status, error.code, "Topic 'b' is not a mirror topic" in str(error)) == (400, 40002, True)


def test_a_write_of_which_all_was_refused_is_none() -> None:
    client = client_of(Wire(answer(200, CATALOG[1:2])))[0]
    assert [error is None for _result, error in client.each("POST", "/things", [])] == [False]
    assert (client.transport.statistics.writes, client.transport.statistics.attempts) == (0, 1)


@pytest.mark.parametrize(
    ("code", "status"), [("404", 404), (409, 409), (40901, 409), (7, 200), (None, 200), (1409, 200)]
)
def test_the_status_with_which_one_object_is_refused(code: Any, status: int) -> None:
    refused = {"error": {"error_code": code, "message": "no"}}
    ((_result, error),) = client_of(Wire(answer(200, [refused])))[0].each("POST", "/things", [])
    assert error is not None
    assert (error.status, error.code) == (status, code)
    assert ("refused, in spite of the status: no" in str(error)) == (status == 200)


@pytest.mark.parametrize("body", [None, {}, "text", {"data": {}}, [1]])
def test_an_answer_that_tells_nothing_of_any_object(body: Any) -> None:
    """It was accepted all the same: the caller looks for what it made."""
    client = client_of(Wire(answer(200, body if body != "text" else '"text"')))[0]
    assert client.each("PUT", "/things", []) == []
    assert client.transport.statistics.writes == 1


def test_an_outcome_that_nobody_looks_at_singly_is_an_error_of_the_whole() -> None:
    """On a plane that answers so: what was refused must not pass for done."""
    client = client_of(Wire(answer(200, CATALOG)), "connect")[0]
    with pytest.raises(ApiError, match="refused, in spite of the status: Invalid tag name") as caught:
        client.post("/things", [])
    assert caught.value.code == 4000001
    assert client.transport.statistics.writes == 1
    assert client_of(Wire(answer(200, CATALOG[:1])), "connect")[0].post("/things", []) == CATALOG[:1]
    assert client_of(Wire(answer(200, CATALOG)), "control")[0].post("/things", []) == CATALOG


# ---- what no error shows


def test_secrets_are_spelled_anew_only_when_more_is_known() -> None:
    """A task may have hundreds of them, and get an error for each of thousands of objects."""
    wire = Wire(*(answer(403, "no zuw7Quie, no aiPh2hae") for _request in range(3)))
    client, _clock = client_of(wire)
    client.transport.stated = frozenset({"zuw7Quie"})
    assert "zuw7Quie" not in failing(client).detail
    once = client.transport.unshown()
    failing(client)
    assert client.transport.unshown() is once
    client.transport.secrets.add("aiPh2hae")
    assert "aiPh2hae" not in failing(client).detail
