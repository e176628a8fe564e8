"""Reads a Dockerfile, and finds what the usual linter of Dockerfiles would."""

import json
import re
from typing import NamedTuple


class Instruction(NamedTuple):
    name: str
    text: str
    #: The stage it belongs to, from 0.
    stage: int


def instructions(text: str) -> list[Instruction]:
    """Return the instructions of a Dockerfile, without comments and with continued lines joined."""
    lines = [line for line in text.splitlines() if not line.lstrip().startswith("#")]
    joined = re.sub(r"\\\n\s*", " ", "\n".join(lines))
    found: list[Instruction] = []
    stage = -1
    for line in filter(str.strip, joined.splitlines()):
        name, _, rest = line.partition(" ")
        stage += name == "FROM"
        found.append(Instruction(name, " ".join(rest.split()), stage))
    return found


def faults(text: str) -> list[str]:
    """Return the rules that a Dockerfile breaks, by the numbers that hadolint gives them where it has one."""
    found = instructions(text)
    last = [one for one in found if one.stage == found[-1].stage]
    stages = {one.text.split()[-1] for one in found if one.name == "FROM" and " AS " in one.text}
    broken = []
    for one in found:
        if one.name == "FROM" and one.text.split()[0] not in stages:
            image, _, tag = one.text.split()[0].partition(":")
            if not tag:
                broken.append("DL3006: the image has no tag")
            if tag == "latest":
                broken.append("DL3007: the tag is latest")
            if image == "python" and not re.fullmatch(r"3\.1[23](\.\d+)?-slim-[a-z]+", tag):
                broken.append("the image is not a slim Python 3.12 or 3.13 of a named Debian")
        if one.name == "RUN":
            if re.search(r"\bapt-get install\b", one.text):
                if "-y" not in one.text:
                    broken.append("DL3014: apt-get install without -y")
                if "--no-install-recommends" not in one.text:
                    broken.append("DL3015: apt-get installs what is recommended")
                if "rm -rf /var/lib/apt/lists" not in one.text:
                    broken.append("DL3009: lists of apt are left")
            if re.search(r"\bpip install\b", one.text) and "--no-cache-dir" not in one.text:
                broken.append("DL3042: pip keeps a cache")
            if re.search(r"\bpip (install|sync)\b", one.text) and "--require-hashes" not in one.text:
                broken.append("DL3013: versions are not locked")
            if re.search(r"\bsudo\b", one.text):
                broken.append("DL3004: sudo")
            if re.search(r"(^|&& )cd ", one.text):
                broken.append("DL3003: cd instead of WORKDIR")
        if one.name == "ADD":
            broken.append("DL3020: ADD instead of COPY")
        if one.name == "WORKDIR" and not one.text.startswith("/"):
            broken.append("DL3000: a relative WORKDIR")
        if one.name in ("ENV", "ARG") and re.search(r"(KEY|SECRET|PASSWORD|TOKEN)\w*=", one.text):
            broken.append("a secret stays in the image")
        if one.name in ("CMD", "ENTRYPOINT") and not is_list(one.text):
            broken.append("DL3025: a command that is no JSON list runs in a shell")
    users = [one.text for one in last if one.name == "USER"]
    if not users or users[-1].split(":")[0] in ("root", "0"):
        broken.append("DL3002: the last user is root")
    for name in ("CMD", "HEALTHCHECK"):
        if (number := sum(one.name == name for one in last)) != 1:
            broken.append(f"{number} {name} in the last stage instead of one")
    if len({one.stage for one in found}) < 2:
        broken.append("one stage: what builds stays in the image")
    return broken


def is_list(text: str) -> bool:
    """Tell whether a command is written as a JSON list of texts."""
    try:
        return all(isinstance(part, str) for part in json.loads(text))
    except ValueError:
        return False
