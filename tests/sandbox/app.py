# Copyright (c) 2026, streamops.confluent contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

"""The ASGI application: journal > latency > faults > rate limit > routing.

How planes are mounted (``routes(state)`` of every module under planes/):

* control plane and Connect: paths from the root, such as ``/org/v2/environments/{id}``;
* kafka: paths from ``/kafka/v3/...``, served under ``/_kafka/<lkc>``; ``request.path_params["lkc"]`` is the endpoint's cluster;
* schema_registry: paths from ``/subjects...``, served under ``/_sr/<lsrc>``; ``request.path_params["lsrc"]`` is the registry's id.

Matching is done on the raw (still percent-encoded) path, and path parameters are decoded after it, so ``a%2Fb`` is ONE segment.
Bodies: ``await request.json()`` / ``await request.body()`` work as usual (the body is already read). Raise ``errors.ApiError``
for error answers. Give responses as starlette Responses (``responses.json_response`` is the quick one).
"""
