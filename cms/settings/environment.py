"""Reads environment variables; one that is set but empty counts as not set."""

from pathlib import Path

import environ
from django.core.exceptions import ImproperlyConfigured

env = environ.Env()


def read_file() -> None:
    """Read the variables in the file that ``ENV_FILE`` names, if it names one.

    Variables that are already set take precedence over the file. Raise ``ImproperlyConfigured`` if it cannot be read:
    without it, the CMS could start with another database.
    """
    if name := text("ENV_FILE"):
        try:
            with Path(name).open(encoding="utf-8") as file:
                env.read_env(file)
        except (OSError, UnicodeDecodeError) as error:
            raise ImproperlyConfigured(f"ENV_FILE names {name}, which cannot be read: {error}.") from error


def text(name: str, default: str = "") -> str:
    return env.str(name, default=default) or default


def flag(name: str, default: bool) -> bool:
    return env.bool(name) if text(name) else default


def number(name: str, default: int) -> int:
    return env.int(name) if text(name) else default


def words(name: str) -> list[str]:
    """Return the parts of a comma-separated list, without empty ones."""
    return [part.strip() for part in text(name).split(",") if part.strip()]


def secret(name: str) -> str:
    # Not read through `env`, which treats a value that begins with "$" as a reference to another variable; a random
    # key may begin with it.
    return str(env.ENVIRON.get(name, ""))


def secrets(name: str) -> list[str]:
    return [part.strip() for part in secret(name).split(",") if part.strip()]
