"""nginx with ``deploy/nginx.conf``, for the folder and the ports of a rehearsal."""

import os
import shutil
from pathlib import Path

from .site import DOMAIN, Site, StepFailed, replaced

FILE = Path(__file__).resolve().parents[1] / "nginx.conf"

_AROUND = """\
daemon off;
{user}pid {root}/nginx.pid;
error_log {root}/logs/nginx-errors.log warn;
events {{ worker_connections 256; }}
http {{
    include /etc/nginx/mime.types;
    access_log off;
    client_body_temp_path {root}/nginx/body;
    proxy_temp_path {root}/nginx/proxy;
    fastcgi_temp_path {root}/nginx/fastcgi;
    uwsgi_temp_path {root}/nginx/uwsgi;
    scgi_temp_path {root}/nginx/scgi;
    include {root}/nginx/site.conf;
}}
"""


def certificate(site: Site) -> Path:
    """Make a certificate that nobody but the rehearsal trusts, and return its path."""
    path, key = site.root / "certificate.pem", site.root / "key.pem"
    site.run(
        *("openssl", "req", "-x509", "-nodes", "-days", "2"),
        *("-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:prime256v1"),
        *("-subj", f"/CN={DOMAIN}", "-addext", f"subjectAltName=DNS:{DOMAIN}"),
        *("-keyout", str(key), "-out", str(path)),
    )
    return path


def start(site: Site) -> None:
    """Write the configuration, let nginx check it, and start nginx. Raise with its words if it refuses it."""
    folder = site.root / "nginx"
    folder.mkdir()
    text = replaced(
        FILE.read_text(),
        {
            "    listen [::]:80;\n": "",
            "    listen [::]:443 ssl http2;\n": "",
            "listen 80;": f"listen 127.0.0.1:{site.http};",
            "listen 443 ": f"listen 127.0.0.1:{site.https} ",
            "/run/coalition-cms/": f"{site.runtime}/",
            f"/etc/letsencrypt/live/{DOMAIN}/fullchain.pem": f"{site.root}/certificate.pem",
            f"/etc/letsencrypt/live/{DOMAIN}/privkey.pem": f"{site.root}/key.pem",
            "/var/log/nginx/": f"{site.logs}/",
            "127.0.0.1:8001": f"127.0.0.1:{site.stream}",
        },
    )
    (folder / "site.conf").write_text(text)
    # Root's nginx would otherwise answer as another user, who may not read the folder.
    user = "user root;\n" if site.user is None and os.geteuid() == 0 else ""
    whole = folder / "nginx.conf"
    whole.write_text(_AROUND.format(root=site.root, user=user))
    for path in (folder, folder / "site.conf", whole):
        if site.user:
            shutil.chown(path, site.user, site.user)
    nginx = program()
    site.run(nginx, "-t", "-q", "-e", f"{site.logs}/nginx-errors.log", "-c", str(whole))
    site.start("nginx", [nginx, "-e", f"{site.logs}/nginx-errors.log", "-c", str(whole)])


def program() -> str:
    """Return the path of nginx. Raise if it is not installed."""
    found = shutil.which("nginx", path=f"{os.environ.get('PATH', '')}:/usr/sbin:/usr/local/sbin")
    if found is None:
        raise StepFailed("nginx is not installed (Debian and Ubuntu: apt install nginx-light).")
    return found


def is_installed() -> bool:
    """Tell whether nginx and openssl, which a rehearsal needs, are on this machine."""
    try:
        program()
    except StepFailed:
        return False
    return shutil.which("openssl") is not None
