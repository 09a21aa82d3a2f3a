# Copyright (c) 2026, streamops.confluent contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

"""Role bindings: the pattern that is built, how it is found again, and what must not become a wildcard."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from tests.support import direct
from tests.support.certificates import authority
from tests.support.estate import Estate, build

Run = Callable[..., dict[str, Any]]
BINDINGS = "/iam/v2/role-bindings"


class Bindings:
    """Runs the kind in this process against the estate."""

    def __init__(self, estate: Estate) -> None:
        from ansible_collections.streamops.confluent.plugins.module_utils.kinds.role_bindings.kind import RoleBinding

        self.kind, self.estate, self.sandbox = RoleBinding, estate, estate.sandbox
        self.env = {**estate.env, **estate.sandbox.env, "CONFLUENT_RETRY_TIMEOUT": "5"}
        self.organization = f"crn://confluent.cloud/organization={estate.sandbox.organization_id}"

    def run(self, check: bool = False, **options: Any) -> dict[str, Any]:
        self.sandbox.clear_journal()
        return direct.run(
            self.kind, {"principal": "orders-service", "role": "DeveloperRead", **options}, self.env, check=check
        )

    def done(self, operation: str, **options: Any) -> dict[str, Any]:
        result = self.run(**options)
        assert (result["failed"], result["operation"]) == (False, operation), result
        assert result["changed"] == (operation != "unchanged")
        return result

    def refused(self, *words: str, **options: Any) -> str:
        """A run that is refused before any write, and so is check mode."""
        messages = []
        for check in (True, False):
            messages.append(self.run(**{**options, "check": check}))
            assert self.sandbox.writes() == []
        assert [m["failed"] for m in messages] == [True, True], messages
        assert messages[0]["problems"] == messages[1]["problems"]
        for word in words:
            assert word in messages[1]["msg"], messages[1]["msg"]
        return str(messages[1]["msg"])

    def there(self) -> list[tuple[str, str]]:
        """(role, pattern) of every binding of the service account."""
        principal = f"User:{self.estate.service_account}"
        bindings = self.sandbox.state()["role_bindings"].values()
        return sorted((b["role_name"], b["crn_pattern"]) for b in bindings if b["principal"] == principal)


@pytest.fixture
def estate(sandbox: Any) -> Estate:
    return build(sandbox)


@pytest.fixture
def bindings(estate: Estate) -> Bindings:
    return Bindings(estate)


SCOPES = [
    ({"scope": "environment", "role": "EnvironmentAdmin"}, "/environment={environment}"),
    ({"scope": "organization", "role": "MetricsViewer"}, ""),
    ({"scope": "cluster", "role": "CloudClusterAdmin"}, "/environment={environment}/cloud-cluster={cluster}"),
    (
        {"scope": "kafka", "role": "DeveloperManage"},
        "/environment={environment}/cloud-cluster={cluster}/kafka={cluster}",
    ),
    ({"scope": "schema_registry", "role": "DataSteward"}, "/environment={environment}/schema-registry={registry}"),
    (
        {"scope": "topic", "resource_name": "orders."},
        "/environment={environment}/cloud-cluster={cluster}/kafka={cluster}/topic=orders.",
    ),
    (
        {"scope": "topic", "resource_name": "orders.", "pattern_type": "PREFIXED"},
        "/environment={environment}/cloud-cluster={cluster}/kafka={cluster}/topic=orders.*",
    ),
    (
        {"scope": "group", "resource_name": "*"},
        "/environment={environment}/cloud-cluster={cluster}/kafka={cluster}/group=*",
    ),
    (
        {"scope": "transactional_id", "resource_name": "tx 1", "role": "DeveloperWrite"},
        "/environment={environment}/cloud-cluster={cluster}/kafka={cluster}/transactional-id=tx 1",
    ),
    (
        {"scope": "subject", "resource_name": ":.prod:orders-value"},
        "/environment={environment}/schema-registry={registry}/subject=:.prod:orders-value",
    ),
    (
        {"scope": "connector", "resource_name": "100% orders", "role": "ResourceOwner"},
        "/environment={environment}/cloud-cluster={cluster}/connector=100% orders",
    ),
]


@pytest.mark.parametrize("encoded", [False, True], ids=["plain", "encoded"])
@pytest.mark.parametrize(
    ("options", "below"), SCOPES, ids=[f"{o['scope']} {o.get('resource_name')}" for o, below in SCOPES]
)
def test_life(bindings: Bindings, options: dict[str, Any], below: str, encoded: bool) -> None:
    bindings.sandbox.settings(percent_encode_crns=encoded)
    estate = bindings.estate
    names = {"environment": estate.environment, "cluster": estate.cluster, "registry": estate.schema_registry}
    pattern = bindings.organization + below.format(**names)

    predicted = bindings.done("created", check=True, **options)
    assert bindings.sandbox.writes() == []
    made = bindings.done("created", **options)
    assert [entry["method"] for entry in bindings.sandbox.writes()] == ["POST"]
    assert predicted["diff"] == made["diff"]
    binding = made["role_binding"]
    assert binding["principal"] == f"User:{estate.service_account}"
    assert binding["crn_pattern"].replace("%25", "%") == pattern
    assert [(role, crn.replace("%25", "%")) for role, crn in bindings.there()] == [(binding["role"], pattern)]
    for check in (False, True):
        again = bindings.done("unchanged", check=check, **options)
        assert bindings.sandbox.writes() == []
        assert again["role_binding"] == binding
    same = {"role": binding["role"], "crn_pattern": binding["crn_pattern"]}
    assert bindings.done("unchanged", **same)["role_binding"] == binding
    listed = direct.info(bindings.kind, {**options, "principal": "orders-service"}, bindings.env)
    assert listed == [binding]

    bindings.done("deleted", check=True, state="absent", **options)
    assert bindings.sandbox.writes() == []
    assert bindings.done("deleted", state="absent", **options)["role_binding"] is None
    assert bindings.there() == []
    bindings.done("unchanged", state="absent", **options)
    assert bindings.sandbox.writes() == []


def test_the_module_itself(estate: Estate, run_module: Run) -> None:
    arguments = {"principal": "orders-service", "role": "MetricsViewer"}
    made = run_module("confluent_role_binding", {**arguments, "scope": "environment"}, env=estate.env)
    assert (made["failed"], made["operation"]) == (False, "created")
    neither = run_module("confluent_role_binding", arguments, env=estate.env)
    assert "one of the following is required: scope, crn_pattern" in neither["msg"]
    both = {**arguments, "scope": "environment", "crn_pattern": "crn://confluent.cloud/organization=x"}
    assert "mutually exclusive" in run_module("confluent_role_binding", both, env=estate.env)["msg"]


@pytest.mark.parametrize(
    "spelling", ["subject=a:b%2Fc", "subject=a%3Ab%2Fc", "subject=a%3ab%2fc", "subject%3Da%3Ab%2Fc"]
)
def test_percent_encoding_is_no_drift(bindings: Bindings, spelling: str) -> None:
    bindings.done("created", scope="subject", resource_name="a:b/c")
    estate = bindings.estate
    registry = f"{bindings.organization}/environment={estate.environment}/schema-registry={estate.schema_registry}"
    bindings.done("unchanged", crn_pattern=f"{registry}/{spelling}")
    bindings.done("deleted", crn_pattern=f"{registry}/{spelling}", state="absent")
    assert bindings.there() == []


def test_only_the_very_binding_is_removed(bindings: Bindings) -> None:
    near: list[dict[str, Any]] = [
        {"resource_name": "orders", "pattern_type": "PREFIXED"},
        {"resource_name": "orders.created"},
        {"resource_name": "order"},
        {"resource_name": "orders", "role": "DeveloperWrite"},
    ]
    for options in near:
        bindings.done("created", scope="topic", **options)
    bindings.done("created", scope="topic", resource_name="orders")
    bindings.sandbox.seed("service_accounts", {"display_name": "orders-service-2"})
    bindings.done("created", scope="topic", resource_name="orders", principal="orders-service-2")
    bindings.done("deleted", scope="topic", resource_name="orders", state="absent")
    assert len(bindings.there()) == 4
    bindings.done("unchanged", scope="topic", resource_name="orders", principal="orders-service-2")


def test_principals_of_every_type(bindings: Bindings) -> None:
    address = bindings.sandbox.request("GET", "/iam/v2/users")["data"][0]["email"]
    administrator = f"User:{bindings.estate.administrator}"
    where = {"scope": "environment", "role": "MetricsViewer"}
    for principal, kind in (
        (address, "user"),
        (bindings.estate.administrator, "user"),
        (administrator, "service_account"),
    ):
        result = bindings.run(principal=principal, principal_type=kind, **where)
        assert result["role_binding"]["principal"] == administrator
    assert result["operation"] == "unchanged"
    made = bindings.done("created", principal="pool-ab12", principal_type="identity_pool", **where)
    assert made["role_binding"]["principal"] == "User:pool-ab12"
    offices = {"id": "op-2", "display_name": "offices", "certificate_chain": authority()}
    bindings.sandbox.seed("certificate_authorities", [offices])
    pool = {"id": "pool-tills", "certificate_authority": "op-2", "display_name": "tills"}
    bindings.sandbox.seed("certificate_pools", [pool])
    made = bindings.done("created", principal="tills", principal_type="certificate_pool", **where)
    assert made["role_binding"]["principal"] == "User:pool-tills"
    made = bindings.done("created", principal="Group:Operators", **where)
    assert made["role_binding"]["principal"] == "Group:Operators"


@pytest.mark.parametrize(
    ("options", "words"),
    [
        (
            {"scope": "topic", "environment": None, "cluster": None},
            ("environment is", "cluster is", "resource_name is"),
        ),
        ({"scope": "environment", "resource_name": "x"}, ("resource_name does not go with",)),
        ({"scope": "cluster", "pattern_type": "PREFIXED"}, ("PREFIXED does not go with",)),
        ({"scope": "topic", "resource_name": ""}, ("resource_name is needed", "'*'")),
        ({"scope": "topic", "resource_name": "orders.*"}, ("wildcard", "PREFIXED")),
        ({"scope": "topic", "resource_name": "orders.*"}, ("wildcard",)),
        ({"scope": "topic", "resource_name": "orders.*", "pattern_type": "PREFIXED"}, ("wildcard",)),
        ({"scope": "subject", "resource_name": "a*b"}, ("wildcard",)),
        ({"crn_pattern": "organization=x"}, ("is not a CRN",)),
        ({"crn_pattern": "crn://confluent.cloud/environment=env-1"}, ("does not begin with the organization",)),
        ({"scope": "environment", "principal": " ", "role": ""}, ("principal is empty", "role is empty")),
    ],
)
def test_bad_input_costs_no_request(bindings: Bindings, options: dict[str, Any], words: tuple[str, ...]) -> None:
    bindings.refused(*words, **options)
    assert bindings.sandbox.journal() == []


def test_data_roles_on_a_basic_cluster(bindings: Bindings) -> None:
    environment = bindings.estate.environment
    bindings.sandbox.seed("clusters", {"display_name": "small", "environment": environment})
    topic = {"cluster": "small", "scope": "topic", "resource_name": "a"}
    bindings.refused("Basic cluster", "confluent_acl", **topic)
    bindings.done("created", cluster="small", scope="cluster", role="CloudClusterAdmin")
    small = bindings.sandbox.request("GET", "/cmk/v2/clusters", environment=environment)["data"]
    basic = next(c["id"] for c in small if c["spec"]["display_name"] == "small")
    pattern = f"{bindings.organization}/environment={environment}/cloud-cluster={basic}/kafka={basic}/topic=a"
    result = bindings.run(crn_pattern=pattern)
    assert result["error"]["status"] == 400
    assert "use confluent_acl there" in result["msg"]
    bindings.done("unchanged", state="absent", **topic)


def test_an_unknown_role(bindings: Bindings) -> None:
    result = bindings.run(role="DeveloperReed", scope="topic", resource_name="a")
    assert result["error"]["status"] == 400
    assert "Did you mean DeveloperRead" in result["msg"]
    assert "Known roles" in bindings.run(role="Zzz", scope="environment")["msg"]


def test_the_callers_own_bindings_are_spared(bindings: Bindings) -> None:
    own = {"principal": bindings.estate.administrator, "role": "OrganizationAdmin", "scope": "organization"}
    bindings.done("unchanged", **own)
    bindings.refused("the very account", state="absent", **own)


def test_names_that_are_not_there(bindings: Bindings) -> None:
    assert bindings.run(principal="nobody", scope="environment")["failed"]
    for missing in ({"principal": "gone"}, {"environment": "gone"}, {"cluster": "gone"}):
        options = {"scope": "topic", "resource_name": "a", **missing}
        assert bindings.done("unchanged", state="absent", **options)["warnings"]
        assert bindings.done("created", check=True, **options)["warnings"]


@pytest.mark.parametrize(
    ("options", "words"),
    [
        ({"principal": "orders-servce"}, "Did you mean 'orders-service'?"),
        ({"principal": "admin@example.co", "principal_type": "user"}, "Did you mean 'admin@example.com'?"),
        ({"principal": "suport", "principal_type": "group"}, "Did you mean 'support'?"),
        ({"principal": "aply", "principal_type": "identity_pool"}, "Did you mean 'apply'?"),
        ({"principal": "tils", "principal_type": "certificate_pool"}, "Did you mean 'tills'?"),
        ({"environment": "de"}, "Did you mean 'dev'?"),
        ({"scope": "cluster", "cluster": "order"}, "Did you mean 'orders'?"),
    ],
)
def test_names_that_are_near_are_offered(bindings: Bindings, options: dict[str, Any], words: str) -> None:
    bindings.sandbox.seed("group_mappings", [{"display_name": "support"}])
    bindings.sandbox.seed("identity_providers", [{"id": "op-1", "display_name": "login"}])
    bindings.sandbox.seed("identity_pools", [{"provider": "op-1", "display_name": "apply"}])
    offices = {"id": "op-2", "display_name": "offices", "certificate_chain": authority()}
    bindings.sandbox.seed("certificate_authorities", [offices])
    bindings.sandbox.seed("certificate_pools", [{"certificate_authority": "op-2", "display_name": "tills"}])
    bindings.sandbox.seed("service_accounts", [{"display_name": name} for name in ("a", "b")])
    result = bindings.run(**{"scope": "environment", "role": "Operator", **options})
    assert result["failed"], result
    assert words in result["msg"]
    assert bindings.sandbox.writes() == []


@pytest.mark.parametrize("trouble", [{"reset": "after"}, {"status": 502, "apply": True}, {"reset": "before"}])
def test_lost_answers_make_one_binding(bindings: Bindings, trouble: dict[str, Any]) -> None:
    bindings.sandbox.fault(method="POST", path=BINDINGS, **trouble)
    bindings.done("created", scope="topic", resource_name="orders")
    assert len(bindings.there()) == 1
    bindings.sandbox.fault(method="DELETE", path=BINDINGS, **trouble)
    bindings.done("deleted", scope="topic", resource_name="orders", state="absent")
    assert bindings.there() == []


def test_words_of_the_service(bindings: Bindings) -> None:
    bindings.env["CONFLUENT_RETRY_TIMEOUT"] = "1"
    for status in (401, 403, 409, 429):
        body = {"errors": [{"status": str(status), "code": "x", "detail": f"words for {status}"}]}
        bindings.sandbox.fault(method="POST", path=BINDINGS, times=0, status=status, body=body)
        result = bindings.run(scope="environment", role="MetricsViewer")
        assert result["error"]["status"] == status
        assert f"words for {status}" in result["msg"]
        bindings.sandbox.admin("DELETE", "faults")
    assert bindings.there() == []


def test_info(bindings: Bindings, run_module: Run) -> None:
    estate = bindings.estate
    cluster = f"{bindings.organization}/environment={estate.environment}/cloud-cluster={estate.cluster}"
    principal = f"User:{estate.service_account}"
    many = [
        {
            "principal": principal,
            "role_name": "DeveloperRead",
            "crn_pattern": f"{cluster}/kafka={estate.cluster}/topic=t{n}",
        }
        for n in range(130)
    ]
    bindings.sandbox.seed(
        "role_bindings", [*many, {**many[0], "role_name": "CloudClusterAdmin", "crn_pattern": cluster}]
    )

    def count(**options: Any) -> int:
        found = direct.info(bindings.kind, options, bindings.env)
        assert len({binding["id"] for binding in found}) == len(found)
        return len(found)

    assert count(scope="cluster") == 1
    assert count(scope="cluster", nested=True) == 131
    assert count(crn_pattern=cluster, nested=True) == 131
    assert count(crn_pattern=f"{cluster}/*") == 131, "as other clients, and the service, write it"
    assert count(crn_pattern=f"{cluster}/*", nested=True) == 131
    assert count(crn_pattern=f"{bindings.organization}/*") == 132
    assert count(crn_pattern=f"{cluster}/*", role="CloudClusterAdmin") == 1
    assert count(scope="cluster", nested=True, role="DeveloperRead") == 130
    assert count(scope="cluster", nested=True, principal="orders-service") == 131
    assert count(scope="cluster", nested=True, principal=estate.administrator) == 0
    assert count(scope="topic", resource_name="t1") == 1
    assert count(scope="kafka") == 0
    assert count(scope="organization") == 1
    assert count(scope="organization", nested=True) == 132
    module = run_module("confluent_role_binding_info", {"scope": "cluster", "nested": True}, env=estate.env)
    assert len(module["role_bindings"]) == 131
    assert "one of the following is required" in run_module("confluent_role_binding_info", {}, env=estate.env)["msg"]
    bindings.sandbox.fault(
        method="GET", path=BINDINGS, nth=3, times=0, status=400, body={"errors": [{"detail": "page"}]}
    )
    failed = run_module("confluent_role_binding_info", {"scope": "cluster", "nested": True}, env=estate.env)
    assert failed["failed"]
    assert "role_bindings" not in failed


@pytest.mark.parametrize(
    ("options", "words"),
    [
        ({"crn_pattern": "crn://confluent.cloud/organization=x/*/*"}, "is not a CRN"),
        ({"crn_pattern": "nonsense"}, "is not a CRN"),
        ({"crn_pattern": "/*"}, "is not a CRN"),
        ({"scope": "topic"}, "resource_name is needed for scope topic"),
        ({"scope": "cluster", "resource_name": "orders"}, "resource_name does not go with scope cluster"),
        ({"scope": "topic", "resource_name": "orders.*"}, "takes for a wildcard"),
    ],
)
def test_info_refuses_what_can_find_nothing(
    bindings: Bindings, run_module: Run, options: dict[str, Any], words: str
) -> None:
    bindings.sandbox.clear_journal()
    result = run_module("confluent_role_binding_info", options, env=bindings.estate.env)
    assert result["failed"], result
    assert words in result["msg"]
    assert bindings.sandbox.journal() == []


def test_info_without_a_cluster_says_so(bindings: Bindings, run_module: Run) -> None:
    env = {name: value for name, value in bindings.estate.env.items() if name != "CONFLUENT_KAFKA_CLUSTER"}
    result = run_module("confluent_role_binding_info", {"scope": "cluster"}, env=env)
    assert result["problems"] == ["cluster is needed for scope cluster"]


def test_a_scope_with_a_star_is_no_pattern_of_a_binding(bindings: Bindings) -> None:
    bindings.refused(
        "is not a CRN", "leave /* out", role="EnvironmentAdmin", crn_pattern=f"{bindings.organization}/environment=e/*"
    )


def test_the_crn_of_a_cluster_with_its_kafka_is_explained(bindings: Bindings) -> None:
    cluster = bindings.estate.cluster
    place = f"{bindings.organization}/environment={bindings.estate.environment}/cloud-cluster={cluster}/kafka={cluster}"
    result = bindings.run(role="CloudClusterAdmin", crn_pattern=place)
    assert result["failed"]
    assert "without /kafka=" in result["msg"]


def _with_role(bindings: Bindings, role: str, below: str) -> dict[str, str]:
    """The credentials of an account that has this one role."""
    sandbox = bindings.sandbox
    sandbox.seed("service_accounts", [{"id": "sa-caller", "display_name": "caller"}])
    sandbox.seed("api_keys", [{"owner": "sa-caller", "id": "CALLERKEY", "secret": "caller-secret"}])
    if role:
        crn = bindings.organization + below.format(e=bindings.estate.environment, c=bindings.estate.cluster)
        sandbox.seed("role_bindings", [{"principal": "User:sa-caller", "role_name": role, "crn_pattern": crn}])
    return {**bindings.env, "CONFLUENT_CLOUD_API_KEY": "CALLERKEY", "CONFLUENT_CLOUD_API_SECRET": "caller-secret"}


CLUSTER_OF = "/environment={e}/cloud-cluster={c}"


@pytest.mark.parametrize(
    ("role", "below", "sees"),
    [
        ("MetricsViewer", "", False),
        ("Operator", CLUSTER_OF, False),
        ("CloudClusterAdmin", CLUSTER_OF, True),
        ("EnvironmentAdmin", "/environment={e}", True),
        ("OrganizationAdmin", "", True),
        ("ResourceOwner", CLUSTER_OF + "/kafka={c}/topic=or*", True),
        ("ResourceOwner", CLUSTER_OF + "/kafka={c}/topic=payments", False),
    ],
)
def test_absent_is_believed_only_of_who_could_see_it(bindings: Bindings, role: str, below: str, sees: bool) -> None:
    bindings.done("created", scope="topic", resource_name="orders")
    bindings.env = _with_role(bindings, role, below)
    if sees:
        assert bindings.run(True, scope="topic", resource_name="orders", state="absent")["operation"] == "deleted"
        bindings.done("unchanged", scope="topic", resource_name="orders-none", state="absent")
        return
    said = bindings.refused("User:sa-caller", "EnvironmentAdmin", scope="topic", resource_name="orders", state="absent")
    assert "cannot be told" in said


def test_who_has_no_role_of_its_own_is_warned(bindings: Bindings) -> None:
    bindings.env = _with_role(bindings, "", "")
    pattern = f"{bindings.organization}/environment=env-1"
    result = bindings.run(principal="User:sa-1", role="Operator", crn_pattern=pattern, state="absent")
    assert (result["failed"], result["operation"]) == (False, "unchanged"), result
    assert "cannot be told" in result["warnings"][0]


def test_the_callers_own_binding_is_seen_by_itself(bindings: Bindings) -> None:
    bindings.env = _with_role(bindings, "MetricsViewer", "")
    bindings.done("unchanged", principal="sa-caller", role="Operator", scope="organization", state="absent")


def test_exists_already_is_looked_at_before_anything_is_said_of_it(bindings: Bindings) -> None:
    conflict = {"errors": [{"status": "409", "detail": "exists"}]}
    options = {"scope": "topic", "resource_name": "orders"}
    bindings.sandbox.fault(method="POST", path=BINDINGS, status=409, body=conflict)
    assert "may not see it" in bindings.run(**options)["msg"]
    bindings.sandbox.fault(method="POST", path=BINDINGS, status=409, body=conflict, apply=True)
    bindings.done("unchanged", **options)
