"""A file of environment variables for production: all of `.env.example`, with the values of one installation."""

import base64
import os
import re
import secrets
from collections.abc import Mapping
from pathlib import Path
from urllib.parse import urlsplit

TEMPLATE = Path(__file__).resolve().parents[1] / ".env.example"

_HEADER = """\
# The configuration of {domain}. Production reads it where ENV_FILE names this file; a real environment variable wins.
# It holds secrets: keep it from others (mode 0600), out of version control, and in a backup of its own.
# Lines that begin with "#NAME=" show the default or an example. docs/operations.md says what to do with it.
"""
_LABEL = r"[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?"
_HOST = re.compile(rf"(?=.{{1,253}}\Z)(?:{_LABEL}\.)+{_LABEL}|localhost")
#: What would end a value, or be read as something else, in one of the programs that read such files: this project,
#: systemd and Docker Compose.
_UNSAFE = re.compile(r"[\s\"'`$\\#]")


def key() -> str:
    """Return a new key: 64 random characters that no shell, file or URL takes for anything else."""
    return secrets.token_urlsafe(48)


def webhook_secret() -> str:
    """Return a new secret of a webhook, in the form of Standard Webhooks."""
    return "whsec_" + base64.b64encode(secrets.token_bytes(32)).decode()


def host_name(text: str) -> str:
    """Return a host name in lower case. Raise ``ValueError`` with a sentence if the text is none."""
    name = text.strip().lower()
    if not _HOST.fullmatch(name):
        raise ValueError(f"“{text}” is no host name such as cms.example.org.")
    return name


def website(text: str) -> str:
    """Return the URL of a website without a slash at its end. Raise ``ValueError`` with a sentence if it is none."""
    url = text.strip().rstrip("/")
    parts = urlsplit(url)
    is_local = parts.scheme == "http" and parts.hostname in ("localhost", "127.0.0.1")
    if not parts.hostname or not (parts.scheme == "https" or is_local) or parts.query or parts.fragment:
        raise ValueError(f"“{text}” is no address such as https://www.example.org.")
    return url


def service(text: str, *schemes: str) -> str:
    """Return the URL of a service. Raise ``ValueError`` with a sentence if its scheme is not one of ``schemes``."""
    url = text.strip()
    if urlsplit(url).scheme not in schemes or not url.partition("://")[2]:
        raise ValueError(f"“{url.partition(':')[0]}:…” does not begin with {' or '.join(f'{s}://' for s in schemes)}.")
    return url


def filled_in(values: Mapping[str, str], domain: str) -> str:
    """Return the text of a file: the lines of the template, with these values, and those it does not have at the end.

    Raise ``ValueError`` with a sentence for a value that programs would read differently.
    """
    for name, value in values.items():
        if _UNSAFE.search(value):
            raise ValueError(f"{name} has a space, a quotation mark or one of $ ` \\ #: percent-encode it.")
    left = dict(values)
    lines = []
    body = TEMPLATE.read_text(encoding="utf-8").partition("\n\n")[2]
    for line in body.splitlines():
        found = re.match(r"#?([A-Z][A-Z0-9_]*)=", line)
        lines.append(f"{found[1]}={left.pop(found[1])}" if found and found[1] in left else line)
    if left:
        lines += ["", "# --- Beside the CMS (deploy/compose.yaml) ---", ""]
        lines += [f"{name}={value}" for name, value in left.items()]
    return "\n".join([_HEADER.format(domain=domain), *lines, ""])


def write(path: Path, text: str) -> None:
    """Write a file that only its owner can read. Raise ``FileExistsError`` if there is one: its keys are in use."""
    descriptor = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    with open(descriptor, "w", encoding="utf-8") as file:
        # Whatever the process leaves out of new files, this one is read by its owner.
        os.fchmod(descriptor, 0o600)
        file.write(text)
