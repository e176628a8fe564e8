"""Asks a server on this machine whether it can do its work: ``python -m cms.probe PORT``, for checks of containers.

The exit code is 0 if it can. The server answers only to its own host names, so the request carries one of them.
"""

import http.client
import os
import sys

PATH = "/readyz"


def main(arguments: list[str]) -> int:
    """Return the exit code, and print a sentence if the server cannot do its work."""
    port = int(arguments[0]) if arguments else 8000
    host = os.environ.get("ALLOWED_HOSTS", "").split(",")[0].strip() or "localhost"
    client = http.client.HTTPConnection("127.0.0.1", port, timeout=4)
    try:
        client.request("GET", PATH, headers={"Host": host.lstrip(".")})
        status = client.getresponse().status
    except (OSError, http.client.HTTPException) as error:
        print(f"Port {port} does not respond: {error}", file=sys.stderr)
        return 1
    finally:
        client.close()
    if status != 200:
        print(f"{PATH} on port {port} responds with {status}.", file=sys.stderr)
    return 0 if status == 200 else 1


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
