"""Django's Redis cache, with a client for each pool of connections where Django makes one for each command.

Making one takes longer than Redis takes to answer. Several threads may use one at once.
"""

import functools
from typing import Any

from django.core.cache.backends import redis


class RedisCacheClient(redis.RedisCacheClient):
    """What sends the commands of a cache."""

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        # Called with the pool only.
        self._client = functools.cache(self._client)  # type: ignore[has-type]


class RedisCache(redis.RedisCache):
    """The backend to name in ``CACHES``."""

    def __init__(self, server: str, params: dict[str, Any]) -> None:
        super().__init__(server, params)
        self._class = RedisCacheClient
