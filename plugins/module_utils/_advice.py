# Copyright (c) 2026, streamops.confluent contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""What a failure most likely comes from, where a status alone does not say it: TLS, proxies, wrong endpoints, rights
that are missing. Pure.
"""

from __future__ import annotations

import re
from urllib.parse import unquote

from ._planes import PLANES, Plane

PAGE = "an HTML page instead of an API answer"
# By words of OpenSSL, as Python passes them on.
_TLS = (
    (
        re.compile(r"wrong.version.number|unknown.protocol|http.request|record.layer|packet.length.too.long", re.I),
        "What answers there does not speak TLS: plain HTTP behind a URL that begins with https://. Check the scheme "
        "and the port of the endpoint, and of the proxy.",
    ),
    (
        re.compile(r"expired|not yet valid", re.I),
        "The certificate is out of its time. Check the clock of this machine first, then the certificate of the "
        "endpoint or of the proxy that answers in its place.",
    ),
    (
        re.compile(r"hostname mismatch|ip address mismatch|doesn't match", re.I),
        "The certificate belongs to another name than the endpoint has. Check the endpoint, its DNS entry (private "
        "networking gives it other addresses), and whether a proxy answers in its place.",
    ),
    (
        re.compile(r"self.signed|local issuer|unknown.ca|verify failed", re.I),
        "The certificate is signed by a CA that this machine does not trust. A company's proxy that looks into TLS "
        "shows its own: give the file of that CA in ca_path (the requests library does not read the system's store). "
        "If the endpoint is misspelt, somebody else may answer.",
    ),
)
_TLS_AT_ALL = (
    "Check the CA that signed the certificate (ca_path), a company's proxy that looks into TLS, the clock of this "
    "machine, and whether plain HTTP is spoken behind a URL that begins with https://."
)


def _endpoint(plane: str) -> str:
    """The option that says where a plane is."""
    return (plane in PLANES and PLANES[plane].endpoint) or "the endpoint"


def of_tls(words: str) -> str:
    """What to look at when the TLS handshake failed. `words`: those of the library."""
    return next((advice for pattern, advice in _TLS if pattern.search(words)), _TLS_AT_ALL)


def of_proxy() -> str:
    """What to look at when a proxy could not be used."""
    return "The proxy could not be used. Check proxy, or the variables HTTPS_PROXY, HTTP_PROXY and NO_PROXY."


def of_unknown_key(plane: Plane) -> str:
    """What a 401 of a plane means of which nothing more is known."""
    made_for = (
        f"it is not made for this {plane.of} (keys of other planes are refused here)"
        if plane.of
        else "it is of another kind"
    )
    later = ", or it was made moments ago (set propagation_timeout)" if plane.grace else ""
    return f"{plane.label} does not know this key: {made_for}, it was deleted{later}."


def of_another_answer(plane: str, detail: str) -> str:
    """What to look at when an answer with a good status is none of this API."""
    option = _endpoint(plane)
    if PAGE in detail:
        return (
            f"Something on the way answered in the service's place, such as the login page of a network or of a proxy, "
            f"or {option} leads to a web site. Check both: open the URL with a browser or curl on this machine."
        )
    return f"Check that {option} is the endpoint of this API, and whether a proxy answers in its place; then run again."


def is_list(plane: str, method: str, path: str) -> bool:
    """Whether a path is that of a list, which is always there: a 404 to it says nothing of an object."""
    if method != "GET":
        return False
    path = path.partition("?")[0]
    if plane == "schema_registry":
        return path in ("/subjects", "/schemas", "/config", "/mode", "/contexts")
    if plane == "catalog":
        return path.startswith("/catalog/v1/types/") and path.count("/") == 4
    if plane == "flink":
        return re.fullmatch(r"/sql/v1/organizations/[^/]+/environments/[^/]+/[a-z-]+", path) is not None
    if plane == "control":
        found = re.fullmatch(r"/[a-z0-9-]+/v[0-9][a-z0-9]*/(?:sso/)?(.+)", path)
        return bool(found) and len(found[1].split("/")) % 2 == 1  # type: ignore[index]
    return False


def of_missing_list(plane: str) -> str:
    """What a 404 to a list means."""
    return (
        "This list is always there, so what answers is not this API (or a proxy answers in its place). Check "
        f"{_endpoint(plane)}: it is the base URL, without a path."
    )


def is_nobodys(plane: str, code: str | int | None) -> bool:
    """Whether a 404 is not the registry's own, which has a code for whatever is not there (40401 and more; `code`)."""
    return plane == "schema_registry" and not re.fullmatch(r"404[0-9]{2}", str(code))


def of_no_registry() -> str:
    """What a 404 means that has no code of the registry's."""
    return (
        "Schema Registry names what does not exist by a code, and this answer has none: so what answers may not be it "
        f"(or a proxy answers in its place). Check {_endpoint('schema_registry')}: it is the base URL, without a path."
    )


_TOPIC = r"/kafka/v3/clusters/[^/]+/topics/(?P<name>[^/:]+)"
# (method, path) -> operation and resource of an ACL that allows it (kafkarest-v3; Kafka's own table of operations).
_KAFKA = (
    ("GET", rf"{_TOPIC}/configs", "DESCRIBE_CONFIGS"),
    ("POST", rf"{_TOPIC}/configs:alter", "ALTER_CONFIGS"),
    ("GET", _TOPIC, "DESCRIBE"),
    ("PATCH", _TOPIC, "ALTER"),
    ("POST", rf"{_TOPIC}/records", "WRITE"),
    ("GET", r"/kafka/v3/clusters/[^/]+/(consumer|share|streams)-groups(/.*)?", "DESCRIBE on the groups in question"),
    ("DELETE", _TOPIC, "DELETE"),
    ("GET", r"/kafka/v3/clusters/[^/]+/topics", "DESCRIBE"),
    ("POST", r"/kafka/v3/clusters/[^/]+/topics", "CREATE"),
    ("GET", r"/kafka/v3/clusters/[^/]+/acls", "DESCRIBE on the cluster"),
    ("POST", r"/kafka/v3/clusters/[^/]+/acls(:batch)?", "ALTER on the cluster"),
    ("DELETE", r"/kafka/v3/clusters/[^/]+/acls", "ALTER on the cluster"),
)
_SUBJECT = r"(/subjects/(?P<name>[^/]+)(/.*)?|/(config|mode|compatibility/subjects)/(?P<other>[^/]+)(/.*)?)"


def needed_right(plane: str, method: str, path: str) -> str | None:
    """Which operation on what a request needs, as far as its path tells; None where nothing is known of it."""
    if plane == "kafka":
        for verb, pattern, operation in _KAFKA:
            found = re.fullmatch(pattern, path) if verb == method else None
            if found:
                if " on " in operation:
                    return operation
                name = found.groupdict().get("name")
                whole = f"the topic {unquote(name)!r}" if name not in (None, "-") else "the topics in question"
                return f"{operation} on {whole}"
    if plane == "schema_registry":
        found = re.fullmatch(_SUBJECT, path)
        if found:
            name = unquote(found["name"] or found["other"])
            role = {"GET": "DeveloperRead", "DELETE": "DeveloperManage"}.get(method, "DeveloperWrite")
            role = "DeveloperManage" if path.startswith(("/config/", "/mode/")) and method != "GET" else role
            return f"a role such as {role} (or ResourceOwner) on the subject {name!r}"
    if plane == "catalog":
        return "a role such as DataDiscovery" if method == "GET" else "a role such as DataSteward"
    return None
