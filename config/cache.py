"""The cache of a site with Redis: what counts guesses goes on counting while Redis does not answer (QR3)."""

import logging
from collections.abc import Callable
from typing import Any

from django.core.cache.backends.filebased import FileBasedCache
from django.core.cache.backends.redis import RedisCache
from redis import RedisError

from accounts.redis import WAITING, NotAsked, breaker

logger = logging.getLogger(__name__)

#: What Django's cache asks of Redis; the rest is made of these.
ASKED = ("add", "get", "set", "touch", "delete", "get_many", "has_key", "incr", "set_many", "delete_many", "clear")


class Cache(RedisCache):
    """Redis, and in its place files of this machine: guesses at another machine are not counted here meanwhile."""

    def __init__(self, server: str, params: dict[str, Any]) -> None:  # as Django's
        options = params.get("OPTIONS", {}).copy()
        self.files = FileBasedCache(options.pop("files"), params | {"OPTIONS": {}})
        super().__init__(server, params | {"OPTIONS": WAITING | options})
        self.breaker = breaker(server)


def _asked(name: str) -> Callable[..., Any]:
    of_redis, of_files = getattr(RedisCache, name), getattr(FileBasedCache, name)

    def ask(self: Cache, *args: Any, **kwargs: Any) -> Any:  # noqa: ANN401 # whatever Django's method takes and returns
        try:
            return self.breaker.ask(lambda: of_redis(self, *args, **kwargs))
        except NotAsked:  # which was logged
            return of_files(self.files, *args, **kwargs)
        except RedisError:
            logger.exception("Redis does not answer; what is counted is counted on this machine")
            return of_files(self.files, *args, **kwargs)

    return ask


for _name in ASKED:
    setattr(Cache, _name, _asked(_name))
