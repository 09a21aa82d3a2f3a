# Copyright (c) 2026, streamops.confluent contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

"""Shares of others: a token is redeemed once, and its credentials are never lost unsaid, overwritten or shown."""

from __future__ import annotations

import json
import os
import stat
from pathlib import Path
from typing import Any

import pytest

from tests.support import direct

SHARES, REDEEM, PREVIEW = "/cdx/v1/consumer-shares", "/cdx/v1/shared-tokens:redeem", "/cdx/v1/shared-tokens:resources"
TOKEN = "eyJhbGciOiJkaXIifQ.a-token-from-the-vault"


class Shares(direct.Foreseen):
    """Runs the kind in this process; knows where the credentials go."""

    def __init__(self, sandbox: Any, path: Path) -> None:
        from ansible_collections.streamops.confluent.plugins.module_utils.kinds.stream_sharing import consumer_shares

        self.kind, self.sandbox, self.path = consumer_shares.ConsumerShare, sandbox, path
        self.env = {**sandbox.env, "CONFLUENT_RETRY_TIMEOUT": "5"}

    def invited(self, token: str = TOKEN, **spec: Any) -> str:
        """Another organization invites; the id of the share."""
        self.sandbox.seed("share_invitations", {"token": token, "subjects": ["trades-value"], **spec})
        return str(next(share["id"] for share in self.all() if share["token"] == token))

    def all(self) -> list[dict[str, Any]]:
        return list(self.sandbox.state()["consumer_shares"].values())

    def one(self, share: str) -> dict[str, Any]:
        return dict(self.sandbox.state()["consumer_shares"][share])

    def run(self, check: bool = False, no_log: bool = False, stored: bool = True, **options: Any) -> dict[str, Any]:
        self.sandbox.clear_journal()
        given = {"token": TOKEN, **({"secret_file": str(self.path)} if stored else {}), **options}
        return direct.run(self.kind, given, self.env, check=check, no_log=no_log)

    def done(self, operation: str, **options: Any) -> dict[str, Any]:
        """Check mode, then the run itself: both have that operation, and the same difference."""
        results = []
        for check in (True, False):
            results.append(self.run(check, **options))
            assert (results[-1]["failed"], results[-1]["operation"]) == (False, operation), results[-1]
            if check:
                assert self.sandbox.writes() == []
        assert results[0].get("diff") == results[1].get("diff")
        return results[1]

    def stored(self) -> dict[str, Any]:
        return dict(json.loads(self.path.read_text()))

    def held(self, share: str) -> bool:
        """Whether the file has the credentials of the share, both pairs."""
        stored, told = self.stored(), self.one(share)["credentials"]
        pairs = {
            "kafka": (stored["api_key"], stored["api_secret"]),
            "schema_registry": (stored.get("schema_registry_api_key"), stored.get("schema_registry_api_secret")),
        }
        return all(pairs[plane] == (pair["key"], pair["secret"]) for plane, pair in told.items())

    def secrets(self) -> list[str]:
        """All that no output may show."""
        pairs = [pair for share in self.all() for pair in share["credentials"].values()]
        return [TOKEN, *(pair["secret"] for pair in pairs)]

    def shows_nothing(self, *results: dict[str, Any]) -> None:
        text = json.dumps([*results, self.path.parent.name])
        assert [secret for secret in self.secrets() if secret in text] == []


@pytest.fixture
def shares(sandbox: Any, tmp_path: Path) -> Shares:
    return Shares(sandbox, tmp_path / "secrets" / "contoso.json")


# ---- life


@pytest.mark.parametrize("shows", [False, True], ids=["redeemed is 409", "redeemed still shows"])
def test_life(shows: bool, shares: Shares, sandbox: Any) -> None:
    sandbox.settings(redeemed_token_shows=shows)
    share = shares.invited()
    told = shares.run(check=True)
    assert [one["display_name"] for one in told["consumer_share"]["shared_resources"]] == ["trades"]
    assert not shares.path.parent.exists()
    made = shares.done("created")
    assert [entry["path"] for entry in sandbox.writes()] == [REDEEM]
    assert shares.held(share)
    assert stat.S_IMODE(os.stat(shares.path).st_mode) == 0o600
    item = made["consumer_share"]
    assert (item["id"], item["phase"], item["topics"]) == (share, "ACTIVE", ["trades"])
    assert (item["group_prefixes"], item["subjects"]) == (["contoso."], ["trades-value"])
    again = shares.done("unchanged")
    assert again["consumer_share"]["id"] == share
    by_file = shares.done("unchanged", token=None)
    shares.shows_nothing(told, made, again, by_file)
    gone = shares.done("deleted", state="absent")
    assert not shares.path.exists()
    assert shares.one(share)["removed_at"]
    shares.done("unchanged", state="absent")
    assert sandbox.writes() == []
    shares.shows_nothing(gone)


def test_the_file_opens_both_planes(shares: Shares) -> None:
    from ansible_collections.streamops.confluent.plugins.module_utils._wire.key_pair import key_pair

    shares.invited()
    shares.done("created")
    stored = shares.stored()
    for plane, names in (("kafka", ("api_key", "api_secret")), ("schema_registry", None)):
        key, secret = names or ("schema_registry_api_key", "schema_registry_api_secret")
        options = {f"{plane}_key_file": str(shares.path)}
        pair = key_pair(options, plane, plane, lambda path: json.loads(Path(path).read_text()))
        assert pair is not None
        assert (pair.key, pair.secret) == (stored[key], stored[secret])
    assert stored["kafka_bootstrap_url"].startswith("SASL://")
    assert stored["schema_registry_url"].startswith("https://")
    assert TOKEN not in shares.path.read_text(), "of the token only a fingerprint is kept"


def test_a_share_without_schemas(shares: Shares) -> None:
    share = shares.invited(subjects=[])
    made = shares.done("created")
    assert shares.held(share)
    assert made["consumer_share"]["schema_registry_api_key"] is None
    shares.done("unchanged")


# ---- secrets


def test_without_a_store_no_log_is_needed(shares: Shares) -> None:
    share = shares.invited()
    shares.refused("no_log: true", "secret_file", stored=False)
    made = shares.run(stored=False, no_log=True)
    told = shares.one(share)["credentials"]
    assert made["consumer_share"]["secret"] == told["kafka"]["secret"]
    assert made["consumer_share"]["schema_registry_secret"] == told["schema_registry"]["secret"]
    assert told["kafka"]["secret"] not in json.dumps(made["diff"])
    assert "was redeemed already" in shares.refused("once", stored=False, no_log=True)


def test_encrypted_where_there_is_a_password(shares: Shares, tmp_path: Path) -> None:
    (tmp_path / "password").write_text("open sesame")
    shares.invited()
    vault = {"vault_password_file": str(tmp_path / "password")}
    shares.done("created", **vault)
    assert shares.path.read_text().startswith("$ANSIBLE_VAULT;")
    shares.done("unchanged", **vault)
    shares.refused("vault_password_file")
    shares.done("deleted", state="absent", **vault)


@pytest.mark.parametrize("shows", [False, True], ids=["redeemed is 409", "redeemed still shows"])
def test_a_lost_file_is_told_with_the_ways_out(shows: bool, shares: Shares, sandbox: Any) -> None:
    sandbox.settings(redeemed_token_shows=shows)
    share = shares.invited()
    shares.done("created")
    shares.path.unlink()
    shares.refused("does not exist", "tells the credentials of a share once", "another invitation", share)
    if shows:
        for check in (True, False):
            kept = shares.run(check, missing_secret="ignore")
            assert (kept["operation"], kept["consumer_share"]["secret_file"]) == ("unchanged", None)
    shares.done("unchanged", token=None, id=share, missing_secret="ignore")
    shares.refused("does not exist", token=None, id=share)
    assert not shares.path.exists()
    shares.done("deleted", token=None, id=share, state="absent")


def test_another_invitation_to_the_same(shares: Shares, sandbox: Any) -> None:
    """Whether a share that is there is that of the token cannot be told: the user says it."""
    first = shares.invited()
    shares.done("created")
    shares.path.unlink()
    second = shares.invited("another", shared_resource=shares.one(first)["shared_resource"])
    shares.refused("missing_secret: replace", token="another")
    shares.refused("Use the id", token="another", state="absent")
    made = shares.done("created", token="another", missing_secret="replace")
    assert made["consumer_share"]["id"] == second
    assert shares.held(second)
    assert not shares.one(first)["removed_at"]
    shares.done("unchanged", token="another")


def test_what_a_file_holds_of_others_is_never_overwritten(shares: Shares, sandbox: Any) -> None:
    key = "SOMEOTHERKEY"
    shares.path.parent.mkdir()
    shares.path.write_text(json.dumps({"api_key": key, "api_secret": "x"}))
    shares.invited()
    for choice in ("fail", "replace", "ignore"):
        shares.refused(key, "a file of its own", missing_secret=choice)
    shares.path.write_text("a shopping list")
    shares.refused("is not JSON")
    shares.path.unlink()
    shares.done("created")
    other = shares.invited("another", topics=["prices"])
    held = shares.path.read_text()
    for choice in ("fail", "replace", "ignore"):
        shares.refused("the credentials of another share", token="another", missing_secret=choice)
    assert shares.path.read_text() == held
    sandbox.request("DELETE", f"{SHARES}/{shares.stored()['share']}")
    shares.refused("which is gone", "missing_secret: replace", token="another")
    made = shares.done("created", token="another", missing_secret="replace")
    assert any("they give way" in words for words in made["warnings"])
    assert shares.held(other)


@pytest.mark.parametrize("kind_of", ["folder", "open to all", "link"])
def test_a_store_that_cannot_be_written_is_found_out_before(kind_of: str, shares: Shares) -> None:
    shares.invited()
    shares.path.parent.mkdir()
    if kind_of == "folder":
        shares.path.mkdir()
    elif kind_of == "link":
        shares.path.symlink_to("/etc/passwd")
    else:
        shares.path.parent.chmod(0o777)
    words = {"folder": "cannot be read", "open to all": "writable by everybody", "link": "symbolic link"}
    shares.refused(words[kind_of])


def test_a_store_that_fails_after_all_says_what_is_lost(shares: Shares, monkeypatch: pytest.MonkeyPatch) -> None:
    from ansible_collections.streamops.confluent.plugins.module_utils._secrets import store as secret_store

    def write(_path: str, _key: dict[str, Any], *_further: Any) -> None:
        raise OSError(28, "No space left on device")

    share = shares.invited()
    with monkeypatch.context() as patch:
        patch.setattr(secret_store, "write", write)
        result = shares.run()
    assert result["failed"]
    for words in ("No space left on device", share, "another invitation", "they are lost"):
        assert words in result["msg"]
    shares.shows_nothing(result)
    shares.refused("redeemed already", share)


# ---- answers that get lost


TROUBLE = [
    pytest.param({"reset": "after"}, True, id="lost answer"),
    pytest.param({"reset": "before"}, False, id="lost request"),
    pytest.param({"status": 502, "apply": True}, True, id="502 after the deed"),
    pytest.param({"status": 500}, False, id="500"),
    pytest.param({"status": 200, "apply": True, "body": '{"id": "ss'}, True, id="cut answer"),
    pytest.param({"status": 200, "apply": True, "body": {}}, True, id="answer without a share"),
    pytest.param(
        {"status": 200, "apply": True, "body": {"id": "s", "api_key": "K", "secret": 12}}, True, id="no secret"
    ),
]


@pytest.mark.parametrize(("trouble", "lost"), TROUBLE)
def test_a_token_is_redeemed_once_and_what_is_lost_is_said(
    trouble: dict[str, Any], lost: bool, shares: Shares, sandbox: Any
) -> None:
    share = shares.invited()
    sandbox.fault(method="POST", path=f"^{REDEEM}$", **trouble)
    result = shares.run()
    assert result["failed"] is lost, result
    if not lost:
        assert shares.held(share)
        shares.done("unchanged")
        return
    assert "credentials" in result["msg"]
    assert "another invitation" in result["msg"]
    assert len(sandbox.journal("POST", REDEEM)) == 1, "a redemption was repeated blindly"
    assert not shares.path.exists()
    shares.refused("redeemed already", share)
    shares.done("deleted", token=None, id=share, state="absent")
    shares.shows_nothing(result)


def test_a_redemption_that_appears_late_is_not_taken_for_none(shares: Shares, sandbox: Any) -> None:
    """The list does not show yet what the lost try has done: the second try meets a 409, which is explained."""
    shares.invited()
    sandbox.fault(method="POST", path=f"^{REDEEM}$", reset="after")
    sandbox.fault(
        method="GET",
        path=f"^{SHARES}$",
        stale=True,
        times=0,
        after={"method": "POST", "path": f"^{REDEEM}$", "seconds": 60},
    )
    result = shares.run()
    assert result["failed"]
    for words in ("answer to the redemption was lost", "credentials", "another invitation"):
        assert words in result["msg"], result["msg"]


def test_what_cannot_be_read_afterwards_loses_nothing(shares: Shares, sandbox: Any) -> None:
    share = shares.invited()
    sandbox.fault(method="GET", path=f"^{SHARES}/", times=0, status=422)
    result = shares.run()
    assert (result["failed"], result["changed"]) == (True, True)
    assert f"the share {share} is redeemed, and its credentials are stored in {shares.path}" in result["msg"]
    assert shares.held(share)


def test_somebody_else_redeems_it_meanwhile(shares: Shares, sandbox: Any) -> None:
    share = shares.invited()
    change = {"method": "POST", "path": REDEEM, "body": {"token": TOKEN}}
    sandbox.fault(method="POST", path=f"^{REDEEM}$", change=[change])
    result = shares.run()
    assert result["failed"]
    assert "another invitation" in result["msg"]
    assert not shares.path.exists()
    assert shares.one(share)["redeemed_at"]


# ---- what is refused


def test_tokens_that_open_nothing(shares: Shares, sandbox: Any) -> None:
    shares.refused("404", "send the invitation again", token="unknown")
    shares.invited()
    sandbox.advance(8 * 86400)
    shares.refused("404", "expired")
    shares.refused("token is empty", token=" ")
    assert sandbox.journal() == []
    shares.invited("for-jane", email="jane.roe@example.com")
    shares.refused("403", "person whom the invitation was sent to", token="for-jane")


def test_a_share_that_is_open_is_redeemed_by_its_token(shares: Shares) -> None:
    share = shares.invited()
    shares.refused("is INVITED", "give the token", token=None, id=share, stored=False)
    shares.refused("its token must be given", token=None)


def test_who_connects_by_private_link_is_said_before(shares: Shares, sandbox: Any) -> None:
    shares.invited(private=True)
    shares.refused("reachable by PRIVATELINK", "aws_account must be given")
    shares.refused("gcp_project does not go with trades", gcp_project="p")
    shares.refused("aws_account '12' does not match", aws_account="12")
    shares.done("created", aws_account="123456789012")
    (post,) = sandbox.journal("POST", REDEEM)
    assert {**post["request_body"], "token": "-"} == {"token": "-", "aws_account": "123456789012"}
    shares.done("unchanged", aws_account="123456789012")
    shares.done("unchanged")
    shares.refused("aws_account of consumer share", "fixed at creation", aws_account="210987654321")


# ---- giving up


def test_the_file_of_a_share_that_went_elsewhere_is_removed(shares: Shares, sandbox: Any) -> None:
    share = shares.invited()
    shares.done("created")
    sandbox.request("DELETE", f"{SHARES}/{share}")
    shares.refused("is gone", "another invitation")
    gone = shares.done("deleted", state="absent")
    assert any(share in words and str(shares.path) in words for words in gone["warnings"])
    assert sandbox.writes() == []
    assert not shares.path.exists()


@pytest.mark.parametrize("status", [403, 404])
def test_what_is_only_not_seen_keeps_its_credentials(status: int, shares: Shares, sandbox: Any) -> None:
    share = shares.invited()
    shares.done("created")
    page = {"api_version": "cdx/v1", "kind": "ConsumerShareList", "metadata": {}, "data": []}
    sandbox.fault(method="GET", path=f"^{SHARES}/", times=0, status=status)
    sandbox.fault(method="GET", path=f"^{SHARES}$", times=0, status=200, body=page)
    shares.refused(share, "does not say that it is gone", state="absent")
    assert shares.held(share)
    sandbox.admin("DELETE", "faults")
    sandbox.fault(method="GET", path=f"^{SHARES}/", times=0, status=status)
    shares.done("unchanged")


def test_which_share_is_meant_is_never_guessed(shares: Shares) -> None:
    share = shares.invited()
    shares.done("created")
    shares.path.rename(shares.path.with_name("elsewhere.json"))
    for options in ({}, {"token": None}):
        shares.refused("give the id", share, state="absent", **options)
    shares.refused("give the id", share, state="absent", token="unknown")


def test_a_deletion_whose_answer_was_lost(shares: Shares, sandbox: Any) -> None:
    shares.invited()
    shares.done("created")
    sandbox.fault(method="DELETE", path=SHARES, reset="after")
    result = shares.run(state="absent")
    assert (result["failed"], result["operation"]) == (False, "deleted"), result
    assert not shares.path.exists()


# ---- the _info module


def test_info(shares: Shares, sandbox: Any) -> None:
    first, second = shares.invited(), shares.invited("another", provider="Fabrikam", topics=["prices"])
    shares.done("created")
    sandbox.request("DELETE", f"{SHARES}/{second}")

    def told(**options: Any) -> list[tuple[Any, ...]]:
        return [
            (s["id"], s["phase"], s["provider_organization"]) for s in direct.info(shares.kind, options, shares.env)
        ]

    assert told() == [(first, "ACTIVE", "Contoso")]
    assert told(deleted=True) == [(first, "ACTIVE", "Contoso"), (second, "DEACTIVATED", "Fabrikam")]
    assert told(provider_organization="Fabrikam") == []
    assert told(id=second, deleted=True) == [(second, "DEACTIVATED", "Fabrikam")]
