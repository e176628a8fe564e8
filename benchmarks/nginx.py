"""nginx in front of servers of this machine."""

import os
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

from deploy.rehearsal.proxy import program
from tests.servers import free_port, serving

_CONFIGURATION = """\
daemon off;
{user}pid {folder}/nginx.pid;
error_log {folder}/errors.log warn;
worker_processes 1;
events {{ worker_connections 512; }}
http {{
    access_log off;
    client_body_temp_path {folder}/body;
    proxy_temp_path {folder}/proxy;
    fastcgi_temp_path {folder}/fastcgi;
    uwsgi_temp_path {folder}/uwsgi;
    scgi_temp_path {folder}/scgi;
    upstream cms {{
        {servers}
        keepalive 32;
    }}
    server {{
        listen 127.0.0.1:{port}{protocol};
        {more}
        location / {{
            proxy_pass http://cms;
            proxy_http_version 1.1;
            proxy_set_header Connection "";
            proxy_set_header Host localhost;
        }}
    }}
}}
"""


@contextmanager
def in_front_of(folder: Path, ports: Sequence[int], *, protocol: str = "", more: str = "") -> Iterator[int]:
    """Run nginx before the servers at ``ports`` with its files in ``folder``, and yield the port of nginx.

    ``protocol`` is what ``listen`` takes, such as ``ssl http2``, and ``more`` further lines of the server.
    """
    port, path = free_port(), folder / "nginx.conf"
    # Root's nginx would otherwise answer as another user, who may not read the folder.
    user = "user root;\n" if os.geteuid() == 0 else ""
    servers = "\n        ".join(f"server 127.0.0.1:{one};" for one in ports)
    path.write_text(
        _CONFIGURATION.format(
            folder=folder, port=port, servers=servers, user=user, protocol=protocol and f" {protocol}", more=more
        )
    )
    with serving(program(), "-e", f"{folder}/errors.log", "-c", str(path), port=port, directory=folder):
        yield port
