"""How the CMS is run in production: files for systemd, nginx, Caddy and Docker, and a rehearsal of the installation."""
