"""The name of a deployment, which changes with its code and settings, so that responses of others are not served."""

import functools
import hashlib
import sysconfig
from collections.abc import Iterator
from importlib.metadata import distributions
from pathlib import Path
from typing import Any

import orjson
from django.apps import apps
from django.conf import settings
from django.core.signals import setting_changed
from django.dispatch import receiver


@functools.cache
def release() -> str:
    """Return a name that changes with any line of the applications' code, any library version and any setting."""
    digest = hashlib.sha256()
    for part in (*_code(), *_libraries(), *_settings()):
        digest.update(part)
        digest.update(b"\0")
    return digest.hexdigest()[:16]


def _code() -> Iterator[bytes]:
    """Yield the code of the applications that are not installed as libraries."""
    libraries = Path(sysconfig.get_path("purelib"))
    for configuration in apps.get_app_configs():
        folder = Path(configuration.path)
        if not folder.is_relative_to(libraries):
            for path in sorted(folder.rglob("*.py")):
                yield path.read_bytes()


def _libraries() -> Iterator[bytes]:
    yield from sorted(f"{library.name} {library.version}".encode() for library in distributions())


def _settings() -> Iterator[bytes]:
    for name in sorted(filter(str.isupper, dir(settings))):
        yield name.encode() + orjson.dumps(getattr(settings, name), default=_as_json, option=orjson.OPT_NON_STR_KEYS)


def _as_json(value: Any) -> Any:
    # Other objects are left out: their text may contain a memory address.
    return str(value) if isinstance(value, Path) else sorted(value) if isinstance(value, set | frozenset) else None


@receiver(setting_changed)
def _forget(**_: Any) -> None:
    release.cache_clear()
