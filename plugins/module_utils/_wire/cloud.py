# Copyright (c) 2026, streamops.confluent contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""The service as one run sees it: planes with their credentials and endpoints, and names resolved to ids.

One `Cloud` serves one task, or the items of one loop that have the same connection options. Endpoint
discovery: API_MAP A.3; credentials: A.2.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping
from typing import Any, NamedTuple, TypeVar
from urllib.parse import urlsplit

from .._errors import ApiError, NoCredential, NotFound, NotReady, Refused
from .._planes import PLANES, Plane, keyed
from .._secrets import store as secret_store
from .._secrets.values import of_pair, of_stored
from .._secrets.vault import Vault
from .credentials import ApiKey, BearerToken, StsToken
from .doubt import Doubt
from .http import Client, Credential, segment
from .key_pair import key_pair, named_file, no_key
from .lookups import Known
from .references import (
    ENVIRONMENTS,
    INVITATION,
    KAFKA_CLUSTERS,
    PRINCIPALS,
    REGISTRY_WORDS,
    SERVICE_ACCOUNTS,
    Listed,
    References,
    of_invitation,
)
from .regions import in_region
from .sts import exchanged
from .threads import mapped
from .transport import Transport
from .unstated import unstated
from .upload import Sent, deliver

NOTHING: Mapping[str, str] = {}

Given = TypeVar("Given")
Made = TypeVar("Made")


class Place(NamedTuple):
    """Where a plane is, the id of what it belongs to, and what a token needs beside it as headers."""

    endpoint: str
    identifier: str = ""
    headers: Mapping[str, str] = NOTHING


class Cloud:
    """The planes of Confluent Cloud for one set of connection options (those of the `connection` documentation
    fragment).
    """

    def __init__(
        self,
        options: Mapping[str, Any],
        transport: Transport,
        progress: Callable[[str], None] = lambda message: None,
        warn: Callable[[str], None] = lambda message: None,
    ) -> None:
        self.options = options
        self.transport = transport
        self.progress = progress
        self.warn = warn
        # Whether more items of the same task may follow: then bulk reads are kept (_declare.bulk_read).
        self.looping = False
        # Whether all that a scope holds is asked for anyway: then bulk reads pay from the first object on.
        self.whole = False
        # Whether other writes depend on what the service says to a change: then it is asked before the first of them.
        self.ahead = False
        # Who knows whether what is missing is made by the task itself, and is told of it (`not_yet`).
        self.doubted: Callable[[Doubt], None] | None = None
        self.scans: dict[Any, Any] = {}
        self.vault = Vault(options.get("vault_password_file"))
        self.secret_servers: dict[Any, Any] = {}  # servers of secrets that are logged in to, by where and who
        self.own: set[str] | None = None  # the principals behind the credentials, once a purge asked for them
        self.known = Known(transport.clock)
        self._references = References(self)
        self._clients: dict[Any, Client] = {}

    def begin(self, options: Mapping[str, Any]) -> None:
        """The next item of a loop begins. `options`: its own; the connection options among them are the same."""
        self.options = options
        self.transport.begin()
        self.known.begin()
        for kept in self.scans.values():
            kept.begin()

    def beside(self, **keys: Any) -> Cloud:
        """The same service with other keys of data planes (`kafka_key_file`): connections, limits, and what is known of
        the control plane are shared.
        """
        other = Cloud({**self.options, **keys}, self.transport, self._tell, self._warned)
        other.known, other.scans, other.vault, other._references = self.known, self.scans, self.vault, self._references
        other.whole, other.ahead = self.whole, self.ahead
        return other

    def not_yet(self, doubt: Doubt) -> list[str]:
        """The refusal, if any, of what needs something that is not there (`Doubt.refusals`)."""
        return doubt.refusals(self.doubted, self.warn if self.transport.read_only else None)

    def _warned(self, words: str) -> None:
        self.warn(words)

    def map(self, function: Callable[[Given], Made], items: Iterable[Given], counted: str = "") -> list[Made]:
        """The function's value for each item, as many at the same time as the task's concurrency allows.

        `counted`: what has become of an item then ("topics read"), where who waits is to know of how many.
        """
        tell = (lambda done, of: self.progress(f"{done} of {of} {counted}")) if counted else None
        return mapped(function, items, self.transport.concurrency, tell)

    # Planes

    @property
    def control(self) -> Client:
        """The control plane."""
        return self.plane("control")

    @property
    def connect(self) -> Client:
        """Connect: the control plane's host and credential, other error bodies."""
        return self.plane("connect")

    def kafka(self, environment: str | None, cluster: str) -> tuple[Client, str]:
        """Kafka REST of a cluster (name or id), and the cluster's id."""
        place = self._place("kafka", {"environment": environment, "cluster": cluster})
        return self._client("kafka", place), place.identifier

    def schema_registry(self, environment: str | None) -> Client:
        """Schema Registry of an environment; with `schema_registry_endpoint` nothing is looked up."""
        return self.plane("schema_registry", environment=environment)

    def plane(self, name: str, **scope: str | None) -> Client:
        """The client of a plane. `scope`: names or ids of what it belongs to (`Plane.of`): environment, cluster.

        Raises Refused where an endpoint that is not looked up is not stated, and NoCredential.
        """
        return self._client(name, self._place(name, scope))

    def _place(self, name: str, scope: Mapping[str, str | None]) -> Place:
        """Where a plane is: by its option, otherwise looked up."""
        plane = PLANES[name]
        stated = self.options.get(plane.endpoint)
        if plane.of == "cluster":
            return self._at_cluster(stated, scope.get("environment"), scope.get("cluster") or "")
        if plane.of == "environment":
            return self._at_registry(stated, scope.get("environment"), plane)
        if plane.of == "ksql_cluster" and not stated:
            found = self._references.ksqldb(self.environment_id(scope.get("environment")), scope.get("ksql_cluster"))
            return Place(self._trusted(found[0]), found[1])
        if name == "flink" and not stated:
            return Place(self._trusted(in_region(self, plane, scope)))
        return Place(stated or unstated(plane, self.options["cloud_endpoint"]))

    def _at_cluster(self, stated: str | None, environment: str | None, cluster: str) -> Place:
        """The REST endpoint of a Kafka cluster. With `kafka_rest_endpoint` and a cluster id nothing is looked up, so no
        cloud credential is needed.
        """
        if stated and cluster.startswith("lkc-"):
            return Place(stated, cluster)
        found = self.find_cluster(self.environment_id(environment), cluster)
        endpoint = stated or (found.get("spec") or {}).get("http_endpoint")
        if not endpoint:
            phase = (found.get("status") or {}).get("phase")
            words = f"Kafka cluster {cluster} has no REST endpoint yet: it is {phase}"
            raise NotReady(KAFKA_CLUSTERS.what, cluster, f"{words}. Wait for it with confluent_kafka_cluster")
        return Place(self._trusted(endpoint), found["id"])

    def _at_registry(self, stated: str | None, environment: str | None, plane: Plane) -> Place:
        """The Schema Registry of an environment, or its Stream Catalog; for a token the registry's id is needed too."""
        if stated and not (self.options.get("oauth_token") and environment):
            return Place(stated)
        found = self.find_schema_registry(self.environment_id(environment))
        endpoint = stated or found["spec"].get(plane.told_in)
        if not endpoint:
            raise Refused(f"the Schema Registry {found['id']} names no {plane.told_in}. Give {plane.endpoint}")
        return Place(self._trusted(endpoint), found["id"], {"target-sr-cluster": found["id"]})

    def probe(self, plane: str, endpoint: str, key: str, secret: str) -> Client:
        """A client of a plane with a key of its own: to see whether the key works yet."""
        return Client(self.transport, plane, self._trusted(endpoint), self._key(PLANES[plane].label, key, secret))

    def upload(self, path: str, asked: Mapping[str, Any], file: str, plane: str = "control") -> Sent:
        """Upload a file by a presigned URL: its `upload_id`, by which what is made of it refers to it, and its digest.

        `path`: where presigned URLs are asked for; `asked`: the body of that request, whose `cloud` says which provider
        the file goes to where the answer does not. What cannot be finished by one URL is begun anew with another one,
        once. Raises what `_wire.upload.upload` does, and Refused for a URL that is not HTTPS.
        """
        client = self.plane(plane)

        def presigned() -> dict[str, Any]:
            answer = client.post(path, asked, repeatable=True) or client.post(path, asked, repeatable=True)
            found = client.holding("POST", path, answer, ("upload_url", "upload_id"))
            where = urlsplit(str(found["upload_url"]))  # the rest of it is as good as a password
            self._trusted(f"{where.scheme.lower()}://{where.hostname}")
            return {**found, "cloud": found.get("cloud") or asked.get("cloud")}

        return deliver(self.transport, presigned, file, self._tell)

    def _tell(self, words: str) -> None:
        self.progress(words)  # another one for each item of a loop

    def _client(self, name: str, place: Place) -> Client:
        known = self._clients.get((name, place.endpoint))
        if known is None:
            plane = PLANES[name]
            known = Client(self.transport, name, place.endpoint, self._credential(plane, place.headers))
            known.grace_for_denials = plane.grace
            if plane.media:
                known.headers = {"Content-Type": plane.media, "Accept": f"{plane.media}, application/json"}
            known.told = self._tell
            self._clients[(name, place.endpoint)] = known
        return known

    def _trusted(self, endpoint: str) -> str:
        """An endpoint that credentials may be sent to: HTTPS, or plain HTTP where the user asks for it, by stating this
        endpoint or a control plane without TLS.
        """
        stated = [self.options.get(plane.endpoint) for plane in PLANES.values() if plane.of]
        plain = self.options["cloud_endpoint"].startswith("http://")
        if plain or endpoint in stated or endpoint.startswith("https://"):
            return endpoint
        raise Refused(f"the service named the endpoint {endpoint}, which is not HTTPS: credentials are not sent there")

    # Credentials

    def check_keys(self, planes: Iterable[str]) -> None:
        """See that there is a credential for these data planes, before anything is asked of the service.

        Raises NoCredential, NoKeyFile, and Refused for what is no key file. One that is encrypted is not looked into
        yet: to decrypt it takes time. In check mode of a cluster that is not there yet its key may be still to be made.
        """
        for plane in (PLANES[name] for name in planes):
            path = named_file(self.options, plane.key)
            if path is not None:
                secret_store.refuse_foreign(path)
            elif not (self.transport.read_only and no_key(self.options, plane.key)):
                self._credential(plane)

    def _key_pair(self, plane: Plane) -> ApiKey | None:
        pair = key_pair(self.options, plane.key, plane.label, self.stored_key)
        return None if pair is None else self._key(plane.label, *pair)  # with where it came from and whose it is

    def stored_key(self, path: str) -> dict[str, Any] | None:
        """The key in a secret file, None when there is none. From now on its secret is shown nowhere."""
        stored = secret_store.read(path, self.vault)
        self.learn(stored or {})
        return stored

    def learn(self, stored: Mapping[str, Any]) -> None:
        """From now on no secret of a stored key is shown: of the key, of the one before and the one after it."""
        self.transport.secrets |= of_stored(stored, ("", "next_", "previous_", *(f"{key}_" for key in keyed())))

    def _key(self, kind: str, key: str, secret: str, origin: str = "", account: str = "") -> ApiKey:
        self.transport.secrets |= of_pair(key, secret)
        return ApiKey(kind, key, secret, origin, account)

    def _credential(self, plane: Plane, further: Mapping[str, str] | None = None) -> Credential:
        """What a plane's requests carry. `further`: headers that a token needs beside it."""
        cloud = PLANES["control"]
        return (
            self._cloud_credential(cloud)
            if plane.key == cloud.key
            else self._plane_credential(plane, further or NOTHING)
        )

    def _cloud_credential(self, cloud: Plane) -> Credential:
        found = (None if self.options.get("sts_token") else self._key_pair(cloud)) or self._token()
        if found is not None:
            return found
        if self.options.get("oauth_token"):
            raise NoCredential("oauth_token needs oauth_identity_pool (environment: CONFLUENT_OAUTH_IDENTITY_POOL)")
        raise NoCredential(
            "no credential for the control plane: give cloud_api_key and cloud_api_secret (environment: "
            "CONFLUENT_CLOUD_API_KEY, CONFLUENT_CLOUD_API_SECRET), cloud_key_file, or oauth_token with "
            "oauth_identity_pool"
        )

    def _token(self) -> Credential | None:
        """The token of the control plane: as it is given, or as STS gives it for that of the identity provider."""
        if self.options.get("sts_token"):
            return BearerToken("STS token (given)", self.options["sts_token"])
        token, pool = self.options.get("oauth_token"), self.options.get("oauth_identity_pool")
        where = self.options["cloud_endpoint"]
        return StsToken(lambda: exchanged(self.transport, where, token, pool), pool) if token and pool else None

    def _plane_credential(self, plane: Plane, further: Mapping[str, str]) -> Credential:
        found = self._key_pair(plane) or (self._token() if plane.sts else None)
        if found is not None:
            return found
        token, pool = self.options.get("oauth_token"), self.options.get("oauth_identity_pool")
        if token and pool:
            headers = {"confluent-identity-pool-id": pool, **further}
            return BearerToken(f"OAuth token for identity pool {pool}", token, headers)
        key, upper = plane.key, plane.key.upper()
        raise NoCredential(
            f"no credential for {plane.label}: give {key}_api_key and {key}_api_secret (environment: CONFLUENT_"
            f"{upper}_API_KEY, CONFLUENT_{upper}_API_SECRET) or {key}_key_file. A Cloud API key does not work there; "
            "confluent_api_key makes the right one"
        )

    def own_principals(self, keys: Iterable[str] | None = None) -> set[str]:
        """The principals behind this task's credentials: its keys that begin so, or all of them.

        Raises Refused where one cannot be told.
        """
        if self.options.get("sts_token"):
            raise Refused("whose the sts_token is cannot be told; use a Cloud API key")
        planes = keyed()
        pairs = [self._key_pair(planes[key]) for key in (planes if keys is None else keys)]
        own = {self._owner(pair.key) for pair in pairs if pair is not None}
        if self.options.get("oauth_token") and self.options.get("oauth_identity_pool"):
            own.add(f"User:{self.options['oauth_identity_pool']}")
        return own

    def _owner(self, key: str) -> str:
        """The principal that owns an API key."""
        found = self.by_id("/iam/v2/api-keys", key)
        owner = ((found or {}).get("spec") or {}).get("owner") or {}
        if not owner.get("id"):
            raise Refused(
                f"whose the API key {key} is cannot be told, for this credential does not see it among the API keys"
            )
        return f"User:{owner['id']}"

    # Names to ids

    def listed(
        self, path: str, params: Mapping[str, Any] | None = None, client: Client | None = None, shape: str = ""
    ) -> list[Any]:
        """All items of a list, read once per run: of the control plane, or of the client of another plane, in the shape
        of that plane's lists or in another (`Client.listed`).
        """
        query = tuple(sorted((params or {}).items()))
        details = (client.base_url, shape, query) if client else query

        def read() -> list[Any]:
            return (client or self.control).listed(path, params, shape)

        listed: list[Any] = self.known.once(path, details, read)
        return listed

    def forget(self, path: str | None = None) -> None:
        """Drop what is known of a list, because it was written to; without a path, everything that was read."""
        self.known.forget(path)
        if path is None:
            self.scans.clear()

    def find(
        self, listed: Listed, reference: str, params: Mapping[str, Any] | None = None, where: str = ""
    ) -> dict[str, Any]:
        """The object of the control plane (as the API shows it) of that id or name; see `References.find`."""
        return self._references.find(listed, reference, params, where)

    def environment_id(self, reference: str | None) -> str:
        """The id of an environment given by name or id."""
        if not reference:
            raise Refused(
                "environment is needed to find this object: its name or id (environment variable: "
                "CONFLUENT_ENVIRONMENT)"
            )
        return self.find(ENVIRONMENTS, reference)["id"]

    def find_in(self, environment_id: str, listed: Listed, reference: str) -> dict[str, Any]:
        """The object of that id or name in an environment, by which its list is narrowed."""
        return self.find(listed, reference, {"environment": environment_id}, f" in environment {environment_id}")

    def find_cluster(self, environment_id: str, reference: str) -> dict[str, Any]:
        """The Kafka cluster of that name or id in an environment."""
        return self.find_in(environment_id, KAFKA_CLUSTERS, reference)

    def find_schema_registry(self, environment_id: str) -> dict[str, Any]:
        """The Schema Registry cluster of an environment: it appears with the environment's first Kafka cluster."""
        path, where = "/srcm/v3/clusters", " yet: it appears in an environment with its first Kafka cluster"

        def look() -> dict[str, Any]:
            found = self.listed(path, {"environment": environment_id})
            if not found or not (found[0].get("spec") or {}).get("http_endpoint"):
                raise NotFound(REGISTRY_WORDS, environment_id, where=where)
            return found[0]

        return self._references.surely(path, look)

    def organization_id(self) -> str:
        """The UUID of the credential's organization."""
        found = self.listed("/org/v2/organizations")
        if len(found) != 1:
            raise Refused(f"expected one organization for this credential, the service shows {len(found)}")
        return found[0]["id"]

    def service_account(self, reference: str) -> dict[str, Any]:
        """The service account of that id (`sa-...`) or name."""
        return self.find(SERVICE_ACCOUNTS, reference)

    def principal(self, reference: str, principal_type: str = "service_account") -> str:
        """`User:<id>` for an account named in the user's terms. `User:...` and `Group:...` are taken as they are.

        Raises NotFound, Ambiguous, and Refused for the id of an invitation.
        """
        if reference.startswith(("User:", "Group:")):
            if re.fullmatch(INVITATION, reference.removeprefix("User:")):
                raise Refused(of_invitation(reference))
            return reference
        if reference.startswith(("u-", "pool-", "group-")) and principal_type == "service_account":
            return f"User:{reference}"
        try:
            return f"User:{self.find(PRINCIPALS[principal_type], reference)['id']}"
        except NotFound as error:
            if not re.fullmatch(INVITATION, reference):  # an account may be called so, too
                raise
            raise Refused(of_invitation(reference)) from error

    def by_id(self, path: str, identifier: str) -> dict[str, Any] | None:
        """An object by id; None for 403 and 404, which both mean "not here" on this plane (API_MAP B.3)."""

        def read() -> dict[str, Any] | None:
            try:
                got: dict[str, Any] = self.control.get(f"{path}/{segment(identifier)}")
            except ApiError as error:
                if error.status not in (403, 404):
                    raise
                return None
            return got

        found: dict[str, Any] | None = self.known.once(path, identifier, read)
        return found
