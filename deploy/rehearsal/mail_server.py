"""A mail server that takes every message and forgets it."""

import socketserver
import threading


class _Conversation(socketserver.StreamRequestHandler):
    """As much of SMTP (RFC 5321) as a client needs that sends mail without signing in."""

    def handle(self) -> None:
        self._say("220 mail.example.org")
        for line in self.rfile:
            command = line.split(b" ")[0].strip().upper()
            if command == b"DATA":
                self._say("354 End with a line that holds a dot")
                while self.rfile.readline() not in (b".\r\n", b""):
                    pass
                self.server.messages += 1  # type: ignore[attr-defined]
                self._say("250 Taken")
            elif command == b"QUIT":
                self._say("221 Bye")
                return
            else:
                self._say("250 mail.example.org")

    def _say(self, line: str) -> None:
        self.wfile.write(f"{line}\r\n".encode())


class MailServer:
    """Listens on ``port`` of this machine until the end of the block, and counts ``messages``."""

    def __init__(self) -> None:
        self._server = socketserver.ThreadingTCPServer(("127.0.0.1", 0), _Conversation)
        self._server.daemon_threads = True
        self._server.messages = 0  # type: ignore[attr-defined]
        self.port: int = self._server.server_address[1]

    @property
    def messages(self) -> int:
        """How many messages have been taken."""
        return int(self._server.messages)  # type: ignore[attr-defined]

    def __enter__(self) -> "MailServer":
        threading.Thread(target=self._server.serve_forever, daemon=True).start()
        return self

    def __exit__(self, *_: object) -> None:
        self._server.shutdown()
        self._server.server_close()
