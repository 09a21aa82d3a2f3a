# Copyright (c) 2026, streamops.confluent contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

"""Stream sharing, the provider's side: nobody is invited twice, nothing is taken away unsaid."""

from __future__ import annotations

import importlib
from typing import Any

import pytest

from tests.support import direct
from tests.support.estate import Estate

SHARES, SHARED = "/cdx/v1/provider-shares", "/cdx/v1/provider-shared-resources"
JANE, JOHN = "jane.doe@contoso.example", "john.roe@fabrikam.example"
ORDERS: dict[str, Any] = {"topics": ["orders.created"], "email": JANE}
KINDS = {
    "share": "provider_shares.ProviderShare",
    "resource": "provider_shared_resources.ProviderSharedResource",
    "sharing": "opt_in.StreamSharing",
    "received": "consumer_shared_resources.ConsumerSharedResource",
}
HOME = "ansible_collections.streamops.confluent.plugins.module_utils.kinds.stream_sharing"


def kind(name: str) -> Any:
    module, _dot, member = KINDS[name].partition(".")
    return getattr(importlib.import_module(f"{HOME}.{module}"), member)


class Sharing:
    """Runs the kinds in this process, with a cluster of two topics and a subject."""

    def __init__(self, sandbox: Any, *, enabled: bool = True) -> None:
        self.sandbox = sandbox
        self.estate = Estate(sandbox).needs("topic", "schema_registry")
        self.estate.kafka("POST", "/topics", {"topic_name": "orders.shipped"})
        self.env = {**self.estate.env, **sandbox.env, "CONFLUENT_RETRY_TIMEOUT": "5"}
        if enabled:
            sandbox.request("PATCH", "/cdx/v1/opt-in", {"stream_share_enabled": True})

    def run(self, name: str, check: bool = False, **options: Any) -> dict[str, Any]:
        self.sandbox.clear_journal()
        return direct.run(kind(name), options, self.env, check=check)

    def done(self, name: str, operation: str, **options: Any) -> dict[str, Any]:
        """Check mode, then the run itself: both have that operation, and the same difference."""
        results = []
        for check in (True, False):
            results.append(self.run(name, check, **options))
            assert (results[-1]["failed"], results[-1]["operation"]) == (False, operation), results[-1]
            assert bool(self.sandbox.writes()) == (operation != "unchanged" and not check)
        assert results[0].get("diff") == results[1].get("diff")
        return results[1]

    def refused(self, name: str, *words: str, **options: Any) -> None:
        """The same in check mode and in the run itself, and nothing is written."""
        for check in (True, False):
            result = self.run(name, check, **options)
            assert result["failed"], result
            assert self.sandbox.writes() == []
            for word in words:
                assert word in result["msg"], result["msg"]

    def share(self, email: str = JANE, topic: str = "orders.created") -> str:
        return str(self.done("share", "created", topics=[topic], email=email)["provider_share"]["id"])

    def live(self) -> list[str]:
        return [share["id"] for share in self.sandbox.request("GET", SHARES, page_size=100)["data"]]


@pytest.fixture
def sharing(sandbox: Any) -> Sharing:
    return Sharing(sandbox)


# ---- the opt-in


def test_to_turn_sharing_off_names_what_is_lost_and_needs_force(sharing: Sharing) -> None:
    """needs.md, stream_share: 3 shares + opt-in off: refused, lists them."""
    ids = [sharing.share(), sharing.share(JOHN), sharing.share(JOHN, "orders.shipped")]
    sharing.sandbox.seed("accepted_shares", {"id": ids[1]})
    sharing.sandbox.seed("share_invitations", {"token": "t"})
    told = (
        *("3 share(s)", "loses access", "force: true"),
        f"orders.created with {JANE} ({ids[0]}, INVITED)",
        f"orders.created with {JOHN} ({ids[1]}, ACTIVE)",
        f"orders.shipped with {JOHN} ({ids[2]}, INVITED)",
    )
    sharing.refused("sharing", *told, enabled=False)
    assert sharing.live() == ids
    done = sharing.done("sharing", "updated", enabled=False, force=True)
    assert all(any(identifier in words for words in done["warnings"]) for identifier in ids)
    assert sharing.live() == []
    sharing.done("sharing", "unchanged", enabled=False)
    sharing.done("sharing", "updated", enabled=True)
    sharing.done("sharing", "updated", enabled=False)


def test_what_others_share_is_lost_with_it_too(sharing: Sharing) -> None:
    share = sharing.sandbox.seed("share_invitations", {"token": "t", "redeemed_at": "2026-03-01T12:00:00Z"})
    (identifier,) = [one["id"] for one in sharing.sandbox.request("GET", "/cdx/v1/consumer-shares")["data"]]
    assert share is not None
    sharing.refused("sharing", f"of Contoso with this organization ({identifier}, ACTIVE)", enabled=False)


def test_without_the_opt_in_nothing_is_shared(sandbox: Any) -> None:
    sharing = Sharing(sandbox, enabled=False)
    told = sharing.run("share", check=True, **ORDERS)
    assert (told["failed"], told["operation"]) == (False, "created")
    assert any("confluent_stream_sharing" in words for words in told["warnings"])
    result = sharing.run("share", **ORDERS)
    assert result["failed"]
    assert "turn it on with confluent_stream_sharing" in result["msg"]
    assert sandbox.writes() == []


# ---- shares


def test_what_is_sent_and_told(sharing: Sharing) -> None:
    made = sharing.done("share", "created", **ORDERS, subjects=["orders/created-value"])
    (post,) = sharing.sandbox.journal("POST", SHARES)
    estate, root = sharing.estate, f"crn://confluent.cloud/organization={sharing.sandbox.organization_id}"
    kafka = f"{root}/environment={estate.environment}/cloud-cluster={estate.cluster}/kafka={estate.cluster}"
    registry = f"{root}/environment={estate.environment}/schema-registry={estate.schema_registry}"
    assert post["request_body"] == {
        "delivery_method": "EMAIL",
        "consumer_restriction": {"kind": "Email", "email": JANE},
        "resources": [f"{kafka}/topic=orders.created", f"{registry}/subject=orders%2Fcreated-value"],
    }
    share = made["provider_share"]
    assert (share["topics"], share["subjects"]) == (["orders.created"], ["orders/created-value"])
    assert (share["environment"], share["cluster"]) == (estate.environment, estate.cluster)
    assert share["invite_expires_at"] in made["next_step"]


def test_nobody_is_invited_twice(sharing: Sharing) -> None:
    share = sharing.share()
    for options in ({}, {"email": JANE.upper()}, {"subjects": []}):
        assert sharing.done("share", "unchanged", **{**ORDERS, **options})["provider_share"]["id"] == share
    sharing.sandbox.settings(reorder_lists=True)
    both = {"email": JANE, "topics": ["orders.shipped", "orders.created"]}
    other = sharing.done("share", "created", **both)["provider_share"]["id"]
    assert (
        sharing.done("share", "unchanged", **{**both, "topics": both["topics"][::-1]})["provider_share"]["id"] == other
    )
    sharing.sandbox.seed("accepted_shares", {"id": share})
    again = sharing.done("share", "unchanged", **ORDERS)
    assert (again["provider_share"]["phase"], again.get("next_step")) == ("ACTIVE", None)
    sharing.done("share", "deleted", **ORDERS, state="absent")
    sharing.done("share", "unchanged", **ORDERS, state="absent")
    assert sharing.live() == [other]
    assert sharing.share() != share


def test_an_answer_that_is_lost_invites_once(sharing: Sharing) -> None:
    sharing.sandbox.fault(method="POST", path=SHARES, reset="after")
    result = sharing.run("share", **ORDERS)
    assert (result["failed"], result["operation"]) == (False, "created"), result
    assert sharing.live() == [result["provider_share"]["id"]]


def test_an_invitation_is_sent_again_until_it_is_accepted(sharing: Sharing) -> None:
    share = sharing.share()
    sharing.sandbox.advance(8 * 86400)
    told = sharing.done("share", "unchanged", **ORDERS)
    assert told["provider_share"]["phase"] == "EXPIRED"
    assert "resend: true" in told["next_step"]
    for options in (ORDERS, {"id": share}):
        sent = sharing.done("share", "updated", **options, resend=True)
        assert sent["provider_share"]["phase"] == "INVITED"
        assert len(sharing.sandbox.journal("POST", f"{SHARES}/{share}:resend")) == 1
    sharing.sandbox.seed("accepted_shares", {"id": share})
    sharing.done("share", "unchanged", **ORDERS, resend=True)


def test_several_of_the_same_are_not_chosen_from_for_a_deletion(sharing: Sharing) -> None:
    share = sharing.share()
    (crn,) = sharing.sandbox.request("GET", SHARED)["data"][0]["resources"]
    body = {
        "delivery_method": "EMAIL",
        "consumer_restriction": {"kind": "Email", "email": JANE},
        "resources": [crn],
    }
    other = sharing.sandbox.request("POST", SHARES, body)["id"]
    sharing.refused("share", share, other, "Use the id", **ORDERS, state="absent")
    sharing.done("share", "deleted", id=share, state="absent")
    sharing.done("share", "unchanged", id=share, state="absent")
    assert sharing.live() == [other]


def test_what_the_service_does_not_tell_is_not_guessed(sharing: Sharing) -> None:
    share = sharing.share()
    page = {"api_version": "cdx/v1", "kind": "ProviderSharedResourceList", "metadata": {}, "data": []}
    sharing.sandbox.fault(method="GET", path=f"^{SHARED}$", times=0, status=200, body=page)
    sharing.refused("share", share, "is not told by the service", **ORDERS)


def test_what_cannot_be_changed_says_where_it_can(sharing: Sharing) -> None:
    share = sharing.share()
    sharing.refused("share", "confluent_provider_shared_resource", "everybody", **ORDERS, subjects=["a"])
    sharing.refused("share", "topics of share", "fixed at creation", id=share, topics=["orders.shipped"])
    sharing.refused("share", "there is no provider share with the id ss-none", id="ss-none")


@pytest.mark.parametrize(
    ("options", "words"),
    [
        ({"email": JANE, "environment": None, "cluster": None}, "environment and cluster and topics must be given"),
        ({"email": JANE, "topics": []}, "topics must be given"),
        ({**ORDERS, "email": "nobody"}, "email 'nobody' does not match"),
    ],
)
def test_bad_input_costs_no_request(options: dict[str, Any], words: str, sharing: Sharing) -> None:
    sharing.refused("share", words, **options)
    assert sharing.sandbox.journal() == []


def test_a_topic_that_is_not_there_is_refused_in_the_words_of_the_service(sharing: Sharing) -> None:
    result = sharing.run("share", topics=["gone"], email=JANE)
    assert (result["failed"], result["error"]["status"]) == (True, 400), result
    assert "is no topic and no subject that is there" in result["msg"]


def test_a_cluster_that_is_to_come_is_no_error_in_check_mode(sharing: Sharing) -> None:
    result = sharing.run("share", check=True, **ORDERS, cluster="to-come")
    assert (result["failed"], result["operation"]) == (False, "created"), result
    assert sharing.run("share", **ORDERS, cluster="to-come")["failed"]
    assert sharing.run("share", **ORDERS, cluster="to-come", state="absent")["operation"] == "unchanged"


def test_the_list_of_what_is_shared_with_whom(sharing: Sharing) -> None:
    """needs.md, stream_share: topics, receivers, state."""
    ids = [sharing.share(), sharing.share(JOHN), sharing.share(JOHN, "orders.shipped")]
    sharing.done("share", "deleted", id=ids[0], state="absent")

    def told(**options: Any) -> list[tuple[Any, ...]]:
        names = ("id", "email", "topics", "phase")
        return [tuple(share[name] for name in names) for share in direct.info(kind("share"), options, sharing.env)]

    rest = [(ids[1], JOHN, ["orders.created"], "INVITED"), (ids[2], JOHN, ["orders.shipped"], "INVITED")]
    assert told() == rest
    assert told(deleted=True) == [(ids[0], JANE, ["orders.created"], "DEACTIVATED"), *rest]
    assert told(topic="orders.shipped") == rest[1:]
    assert told(email=JOHN.upper(), id=ids[1]) == rest[:1]
    assert told(email=JANE) == []


# ---- what is shared


def test_subjects_are_changed_for_everybody_and_the_rest_stays(sharing: Sharing) -> None:
    both = {"topics": ["orders.created", "orders.shipped"], "subjects": ["a"]}
    for email in (JANE, JOHN):
        sharing.done("share", "created", **both, email=email)
    changed = sharing.done("resource", "updated", topic="orders.shipped", subjects=["b", "a"])
    assert any(JANE in words and JOHN in words for words in changed["warnings"])
    resource = changed["provider_shared_resource"]
    assert (resource["topics"], resource["subjects"]) == (both["topics"], ["a", "b"])
    assert [one["email"] for one in resource["receivers"]] == [JANE, JOHN]
    sharing.done("resource", "unchanged", topic="orders.created", subjects=["a", "b"])
    emptied = sharing.done("resource", "updated", topic="orders.created", subjects=[])
    assert emptied["provider_shared_resource"]["topics"] == both["topics"]
    by_id = sharing.done("resource", "updated", id=resource["id"], display_name="Orders", subjects=["c"])
    assert by_id["provider_shared_resource"]["display_name"] == "Orders"


def test_a_topic_that_is_shared_in_two_ways_is_told_by_the_id(sharing: Sharing) -> None:
    sharing.share()
    sharing.done("share", "created", email=JANE, topics=["orders.created", "orders.shipped"])
    ids = [raw["id"] for raw in sharing.sandbox.request("GET", SHARED)["data"]]
    sharing.refused("resource", *ids, "ambiguous", topic="orders.created", display_name="x")
    sharing.done("resource", "updated", id=ids[0], display_name="x")


def test_what_nobody_shares_yet_is_no_error_in_check_mode(sharing: Sharing) -> None:
    told = sharing.run("resource", check=True, topic="orders.created", display_name="x")
    assert not told["failed"]
    assert any("confluent_provider_share" in words for words in told["warnings"])
    result = sharing.run("resource", topic="orders.created", display_name="x")
    assert result["failed"]
    assert "made by its first share" in result["msg"]
    sharing.refused("resource", "cluster must be given", topic="orders.created", environment=None, cluster=None)
    assert sharing.sandbox.journal() == []


# ---- what others share


def test_what_others_share_and_how_its_network_is_reached(sharing: Sharing) -> None:
    for token, private in (("a", False), ("b", True)):
        sharing.sandbox.seed("share_invitations", {"token": token, "topics": [token], "private": private})
    public, private = direct.info(kind("received"), {"network": True}, sharing.env)
    assert (public["network_connection_types"], public["network"]) == ([], None)
    assert private["network"]["cloud"]["private_link_endpoint_service"].startswith("com.amazonaws.vpce")
    assert [item["network"] for item in direct.info(kind("received"), {}, sharing.env)] == [None, None]
    (share, _other) = (raw["id"] for raw in sharing.sandbox.request("GET", "/cdx/v1/consumer-shares")["data"])
    assert [item["id"] for item in direct.info(kind("received"), {"share": share}, sharing.env)] == [public["id"]]


def test_another_share_that_is_not_told_does_not_hide_the_one_that_is(sharing: Sharing) -> None:
    share = sharing.share()
    body = {"delivery_method": "EMAIL", "consumer_restriction": {"kind": "Email", "email": JANE}}
    (resource,) = sharing.sandbox.request("GET", SHARED)["data"]
    other = sharing.sandbox.request("POST", SHARES, {**body, "resources": resource["resources"]})["id"]
    page = {"api_version": "cdx/v1", "kind": "ProviderSharedResourceList", "metadata": {}, "data": []}
    sharing.sandbox.fault(method="GET", path=f"^{SHARED}$", nth=2, times=1, status=200, body=page)
    result = sharing.run("share", **ORDERS)
    assert (result["failed"], result["operation"]) == (False, "unchanged"), (result, share, other)
