"""Django's Redis cache with one client per connection pool; Django creates a client for each command.

Creating a client takes longer than Redis takes to respond. Clients are safe to share between threads.
"""

import functools
from typing import Any

from django.core.cache.backends import redis


class RedisCacheClient(redis.RedisCacheClient):
    """Sends the cache's commands to Redis, through one client per connection pool."""

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        # Safe to cache: the only argument is the pool.
        self._client = functools.cache(self._client)  # type: ignore[has-type]


class RedisCache(redis.RedisCache):
    """The cache backend for ``CACHES``."""

    def __init__(self, server: str, params: dict[str, Any]) -> None:
        super().__init__(server, params)
        self._class = RedisCacheClient
