"""Reads environment variables; one that is set but empty counts as not set."""

import environ

env = environ.Env()


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
