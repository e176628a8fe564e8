"""The Redis cache: one client per connection pool, safe to share between threads."""

import os
from concurrent.futures import ThreadPoolExecutor

import pytest

from cms.redis_cache import RedisCache

REDIS_URL = os.environ.get("REDIS_URL", "")


def test_commands_share_a_client() -> None:
    client = RedisCache("redis://127.0.0.1:1/0", {})._cache
    assert client.get_client("one") is client.get_client("other", write=True)
    several = RedisCache("redis://127.0.0.1:1/0,redis://127.0.0.1:2/0", {})._cache
    assert several.get_client("one", write=True) is not several.get_client("one")


@pytest.mark.skipif(not REDIS_URL, reason="needs Redis (REDIS_URL)")
def test_threads_get_what_they_ask_for() -> None:
    cache = RedisCache(REDIS_URL, {"KEY_PREFIX": "tests.cms.test_redis_cache"})

    def there_and_back(number: int) -> bool:
        cache.set(f"{number}", number, 10)
        return bool(cache.get(f"{number}") == number)

    with ThreadPoolExecutor(8) as threads:
        assert all(threads.map(there_and_back, range(400)))
    assert cache.delete("1") is True
    assert cache.get("1") is None
