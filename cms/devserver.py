"""Run the development server, a worker and a small frontend until one of them ends. `make run` calls this module.

The database is prepared first (migrations, and the demo content if there is none), so the command can be repeated.
"""

import argparse
import errno
import os
import signal
import socket
import subprocess
import sys
import time
from contextlib import suppress
from pathlib import Path
from types import FrameType
from urllib.parse import urlsplit

PROJECT = Path(__file__).resolve().parent.parent
ENVIRONMENT_FILE = PROJECT / ".env"
FRONTEND = PROJECT / "examples" / "minimal" / "serve.py"
#: The marker files that `make frontend` writes once it has installed one of the larger frontends.
LARGER_FRONTENDS = [PROJECT / "examples" / name / "node_modules" / ".ok" for name in ("nextjs", "astro")]
MANAGE = [sys.executable, str(PROJECT / "manage.py")]
STOP_SIGNALS = (signal.SIGINT, signal.SIGTERM, signal.SIGHUP)


def main() -> int:
    parser = argparse.ArgumentParser(prog="make run")
    parser.add_argument("--port", default="8000")
    parser.add_argument("--frontend-secret", type=Path, help="The file with the secret that the frontend reads, too.")
    arguments = parser.parse_args()
    port = usable_port(arguments.port)
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "cms.settings.dev")
    prepare(port, arguments.frontend_secret)
    return serve(port)


def usable_port(text: str) -> int:
    """Return the port as a number. Exit with a message if a server cannot listen on it."""
    other = "choose another with `make run PORT=8001`"
    if not text.isdecimal() or not 0 < int(text) < 65536:
        sys.exit(f"PORT must be a number from 1 to 65535, not {text!r}: {other}.")
    port = int(text)
    try:
        claim(port)
    except PermissionError:
        sys.exit(f"Port {port} is reserved for the system: {other}.")
    except OSError:
        sys.exit(f"Port {port} is in use: stop the other server or {other}.")
    return port


def claim(port: int) -> None:
    """Raise ``OSError`` if the port is in use, and ``PermissionError`` if this user may not listen on it."""
    # Check for a listening server first: "localhost" may resolve to ::1, and a server there would get our requests.
    if any(accepts_connections(address, port) for address in ("127.0.0.1", "::1")):
        raise OSError(errno.EADDRINUSE, os.strerror(errno.EADDRINUSE))
    with socket.socket() as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        probe.bind(("127.0.0.1", port))


def accepts_connections(address: str, port: int) -> bool:
    try:
        socket.create_connection((address, port), timeout=1).close()
    except OSError:
        return False
    return True


def prepare(port: int, frontend_secret: Path | None = None) -> None:
    """Migrate and seed the database in this process, because starting Django twice more would slow down every run."""
    import django
    import environ
    from django.core.management import call_command
    from django.db import connections

    # Read the file before CMS_BASE_URL is set below, because existing variables take precedence over the file.
    if ENVIRONMENT_FILE.is_file():
        environ.Env.read_env(ENVIRONMENT_FILE)
    if frontend_secret is not None and not os.environ.get("FRONTEND_WEBHOOK_SECRET"):
        os.environ["FRONTEND_WEBHOOK_SECRET"] = frontend_secret.read_text().strip()
    # The settings of this process read it, and the processes started below inherit it.
    os.environ["CMS_BASE_URL"] = os.environ.get("CMS_BASE_URL") or f"http://localhost:{port}"
    django.setup()
    print("Updating the database (the first time takes a minute) ...", flush=True)
    call_command("migrate", verbosity=0, interactive=False)
    call_command("seed_demo", "--if-empty")
    connections.close_all()


def serve(port: int) -> int:
    """Run the processes and stop them all when one ends, or on Ctrl-C or SIGTERM. Return the exit code of the first."""
    # SIGINT too: a shell that starts this command in the background ignores it, and Python keeps that setting.
    for number in STOP_SIGNALS:
        signal.signal(number, interrupt)
    environment = {**os.environ, "DJANGO_RUNSERVER_HIDE_WARNING": "true"}
    stream = stream_command(port, environment)
    frontend, about_frontend = frontend_command(port)
    commands = ([*MANAGE, "runserver", f"127.0.0.1:{port}"], [*MANAGE, "run_worker"], stream, frontend)
    processes: list[subprocess.Popen[bytes]] = []
    try:
        # Each command gets its own session: the reloading server is two processes, and both must be stopped.
        for command in filter(None, commands):
            process = subprocess.Popen(command, env=environment, start_new_session=True)  # noqa: S603
            processes.append(process)
        announced = False
        while all(process.poll() is None for process in processes):
            if not announced and accepts_connections("127.0.0.1", port):
                announced = True
                announce(about_frontend)
            if frontend and processes[-1].args is frontend and has_larger_frontend():
                print("Stopping the small frontend, because `make frontend` was started.", flush=True)
                stop([processes.pop()])
            time.sleep(0.2)
        return next(process.returncode for process in processes if process.returncode is not None) or 1
    except KeyboardInterrupt:
        return 0
    finally:
        # A second Ctrl-C must not leave a process behind.
        for number in STOP_SIGNALS:
            signal.signal(number, signal.SIG_IGN)
        stop(processes)


def stream_command(port: int, environment: dict[str, str]) -> list[str] | None:
    """Return the command that serves the stream of changes on the next port, to which the server then redirects.

    It is ``None`` if that port is in use or that of the frontend: clients ask for changes now and then instead.
    """
    from django.conf import settings

    if urlsplit(settings.FRONTEND_URL).port == port + 1:
        return None
    try:
        claim(port + 1)
    except (OSError, OverflowError):
        return None
    environment.setdefault("STREAM_URL", f"http://localhost:{port + 1}/api/v2/changes/stream/")
    return [*MANAGE, "run_stream", "--port", str(port + 1)]


def has_larger_frontend() -> bool:
    return any(marker.exists() for marker in LARGER_FRONTENDS)


def frontend_command(cms_port: int) -> tuple[list[str] | None, str]:
    """Return the command that starts the small frontend, or ``None`` if it must not start, and a short explanation."""
    from django.conf import settings

    address = urlsplit(settings.FRONTEND_URL)
    port = address.port or 80
    if address.scheme != "http" or address.hostname not in ("localhost", "127.0.0.1"):
        return None, "expected there; not started by this command"
    if port == cms_port:
        return None, "this is the URL of the CMS itself: set FRONTEND_URL to another port"
    try:
        claim(port)
    except PermissionError:
        return None, "expected there; not started, because the port is reserved for the system"
    except OSError:
        return None, "the port is in use: whatever is there is used as the frontend"
    if has_larger_frontend():
        return None, "start it with `make frontend`"
    command = [sys.executable, str(FRONTEND), "--port", str(port), "--cms", settings.CMS_BASE_URL]
    return command, "examples/minimal"


def interrupt(number: int, frame: FrameType | None) -> None:
    raise KeyboardInterrupt


def announce(about_frontend: str) -> None:
    from django.conf import settings
    from django.db import connections

    print(
        f"\n  Editor    {settings.CMS_BASE_URL}/admin/"
        f"\n  API       {settings.CMS_BASE_URL}/api/v2/pages/"
        f"\n  Frontend  {settings.FRONTEND_URL} ({about_frontend})",
        *demo_login(),
        "  Ctrl-C stops the server.\n",
        sep="\n",
        flush=True,
    )
    connections.close_all()


def demo_login() -> list[str]:
    """Return the lines that explain how to sign in to the demo, if ``DEMO_LOGIN`` is on and the accounts exist."""
    from django.conf import settings
    from django.contrib.auth import get_user_model

    from pages.accounts.demo_login import DEMO_ACCOUNTS, DEMO_PASSWORD

    if not settings.DEMO_LOGIN:
        return []
    users = get_user_model().objects.filter(email__in=DEMO_ACCOUNTS, is_active=True)
    existing = set(users.values_list("email", flat=True))
    accounts = [f"            {email} ({group})" for email, (_, group) in DEMO_ACCOUNTS.items() if email in existing]
    return [f"  Sign in   with the password {DEMO_PASSWORD} as", *accounts] if accounts else []


def stop(processes: list[subprocess.Popen[bytes]]) -> None:
    for process in processes:
        signal_group(process, signal.SIGTERM)
    for process in processes:
        try:
            process.wait(timeout=5)
        except subprocess.TimeoutExpired:
            signal_group(process, signal.SIGKILL)
            process.wait()


def signal_group(process: subprocess.Popen[bytes], number: signal.Signals) -> None:
    with suppress(ProcessLookupError):
        os.killpg(process.pid, number)


if __name__ == "__main__":
    sys.exit(main())
