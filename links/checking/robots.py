"""What sites ask programs not to look at (RFC 9309)."""

import time
from urllib.parse import urlsplit
from urllib.robotparser import RobotFileParser

from urllib3.exceptions import HTTPError

from links.checking.asking import fetch_text, user_agent

#: RFC 9309, 2.5: at least 500 kibibytes are read.
MOST_BYTES = 512 * 1024
#: Seconds for which the rules of a site are kept (RFC 9309, 2.4), and of how many sites.
KEPT, MOST_SITES = 24 * 3600, 500


class Robots:
    """The rules of sites, each read once a day."""

    def __init__(self) -> None:
        self._known: dict[str, tuple[float, RobotFileParser]] = {}

    def allows(self, url: str) -> bool:
        """Return whether a site lets us look at an address."""
        try:
            return self._rules(url).can_fetch(user_agent(), url)
        except ValueError:
            # It is no address, as asking for it will say.
            return True

    def _rules(self, url: str) -> RobotFileParser:
        parts = urlsplit(url)
        site = f"{parts.scheme}://{parts.netloc}"
        read_at, rules = self._known.get(site, (0.0, None))
        if rules is None or time.monotonic() - read_at > KEPT:
            rules = _rules_of(site)
            if len(self._known) >= MOST_SITES:
                self._known.clear()
            self._known[site] = (time.monotonic(), rules)
        return rules


def _rules_of(site: str) -> RobotFileParser:
    rules = RobotFileParser()
    try:
        status, text = fetch_text(f"{site}/robots.txt", MOST_BYTES)
    except (HTTPError, OSError, ValueError):
        # The link itself will say that the site cannot be reached.
        status, text = 404, ""
    # RFC 9309, 2.3.1: without the file everything is allowed, and nothing while the site fails.
    rules.parse(["User-agent: *", "Disallow: /"] if status >= 500 else text.splitlines() if status < 400 else [])
    return rules
