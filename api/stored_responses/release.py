"""The name of what is deployed: responses stored by other code, or with other settings, are not used."""

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
    """Return 16 hexadecimal digits that differ between deployments whose responses may differ.

    They follow from the settings and from ``RELEASE``. Where that is empty, the code of the project's applications and
    the versions of the libraries take its place.
    """
    code = settings.RELEASE.encode() or digest_of_code()
    return hashlib.sha256(b"\0".join([code, *_settings()])).hexdigest()[:16]


@functools.cache
def digest_of_code() -> bytes:
    """Return a digest of the code of the applications and the versions of the libraries, which stay as they are."""
    libraries = Path(sysconfig.get_path("purelib"))
    found = [f"{library.name} {library.version}".encode() for library in distributions()]
    for folder in {Path(application.path) for application in apps.get_app_configs()}:
        if not folder.is_relative_to(libraries):
            found += [path.read_bytes() for path in folder.rglob("*.py")]
    return hashlib.sha256(b"\0".join(sorted(found))).digest()


def _settings() -> Iterator[bytes]:
    for name in filter(str.isupper, dir(settings)):
        yield name.encode() + orjson.dumps(getattr(settings, name), default=_as_json, option=orjson.OPT_NON_STR_KEYS)


def _as_json(value: Any) -> Any:
    # Objects are left out: their text may hold an address in memory, which differs between processes.
    return str(value) if isinstance(value, Path) else sorted(value) if isinstance(value, set | frozenset) else None


@receiver(setting_changed)
def _forget(**_: Any) -> None:
    release.cache_clear()
