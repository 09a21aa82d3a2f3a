# Copyright (c) 2026, streamops.confluent contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

"""Rate limits: one token bucket per plane and credential, in real time.

Source: API_MAP B.4. The control plane (and Connect) tells its limits in headers, Kafka REST does not and answers HTML.
"""

from __future__ import annotations

import math
import time
from dataclasses import dataclass

from .errors import ApiError
from .settings import Settings


@dataclass
class _Bucket:
    tokens: float
    at: float


class RateLimiter:
    """Counts requests; ``take`` raises the plane's 429 when a bucket is empty."""

    def __init__(self, settings: Settings) -> None:
        self._settings = settings
        self._buckets: dict[tuple[str, str], _Bucket] = {}

    def reset(self) -> None:
        """Fill all buckets."""
        self._buckets.clear()

    def _limit(self, plane: str) -> tuple[float, int]:
        settings = self._settings
        if plane == "kafka":
            return settings.kafka_rate_limit, settings.kafka_rate_limit_burst
        if plane == "schema_registry":
            return settings.schema_registry_rate_limit, settings.schema_registry_rate_limit_burst
        return settings.rate_limit, settings.rate_limit_burst

    def take(self, plane: str, credential: str) -> dict[str, str]:
        """Take a token. Gives the X-RateLimit headers of the answer (none on Kafka and Schema Registry)."""
        rate, burst = self._limit(plane)
        shared = "control" if plane in ("connect", "sts") else plane
        told = shared == "control"
        if rate <= 0:
            return (
                {"X-RateLimit-Limit": "1000", "X-RateLimit-Remaining": "999", "X-RateLimit-Reset": "1"} if told else {}
            )
        now = time.monotonic()
        bucket = self._buckets.setdefault((shared, credential), _Bucket(burst, now))
        bucket.tokens = min(float(burst), bucket.tokens + (now - bucket.at) * rate)
        bucket.at = now
        if bucket.tokens >= 1:
            bucket.tokens -= 1
            reset = math.ceil((burst - bucket.tokens) / rate)
            return _headers(burst, int(bucket.tokens), reset) if told else {}
        wait = max(1, math.ceil((1 - bucket.tokens) / rate))
        if plane == "kafka":
            raise ApiError("kafka", 429, "Too Many Requests", html=True)
        if plane == "schema_registry":
            raise ApiError("schema_registry", 429, "Too Many Requests", 42901)
        raise ApiError(
            plane, 429, "Rate limit exceeded", headers={**_headers(burst, 0, wait), "Retry-After": str(wait)}
        )


def _headers(limit: int, remaining: int, reset: int) -> dict[str, str]:
    return {
        "X-RateLimit-Limit": str(limit),
        "X-RateLimit-Remaining": str(remaining),
        "X-RateLimit-Reset": str(reset),
    }
