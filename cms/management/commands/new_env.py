"""Write the configuration of a new installation."""

from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from cms import environment_file as file

#: Options that become the value of a variable as they are.
AS_GIVEN = {"TIME_ZONE": "time_zone", "LANGUAGE_CODE": "language", "MEDIA_BUCKET_NAME": "bucket"}


class Command(BaseCommand):
    """``manage.py new_env --domain HOST``: write a file of environment variables with new keys, mode 0600."""

    help = "Write a file with every variable of a new installation, explained, with new keys. It overwrites nothing."
    # There is nothing to check yet.
    requires_system_checks: list[str] = []

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--domain", required=True, help="The host name of the CMS, such as cms.example.org.")
        parser.add_argument("--frontend", help="The website that shows the content (default: https://www.…).")
        parser.add_argument("--postgres", help="postgres://USER:PASSWORD@HOST/NAME; SQLite otherwise.")
        parser.add_argument("--redis", help="redis:// or valkey://HOST:6379/0; the memory of each process otherwise.")
        parser.add_argument("--data", type=Path, help="The folder of uploaded files, and of the SQLite database.")
        parser.add_argument("--static", type=Path, help="The folder that collectstatic fills.")
        parser.add_argument("--email", help="smtp+tls://USER:PASSWORD@HOST:587; e-mails are only logged otherwise.")
        parser.add_argument("--sender", help="The address from which e-mails come (default: cms@ and the domain).")
        parser.add_argument("--time-zone", help="Such as Europe/Paris (default: UTC).")
        parser.add_argument("--language", help="The default language of the content, such as en-gb (default: en).")
        parser.add_argument("--bucket", help="The name of an S3 bucket for uploaded files.")
        parser.add_argument("--bucket-endpoint", help="https:// address of the S3 service, if it is not Amazon's.")
        parser.add_argument(
            "--tell-frontend",
            action="store_true",
            help="Make the secret of the frontend's webhook.",
        )
        parser.add_argument("--compose", action="store_true", help="For deploy/compose.yaml, with the services in it.")
        parser.add_argument("--file", default=".env", help="Where to write it (default: .env); - prints it.")

    def handle(self, *arguments: Any, **options: Any) -> None:
        try:
            values = self._values(options)
            text = file.filled_in(values, values["ALLOWED_HOSTS"])
        except ValueError as error:
            raise CommandError(str(error)) from error
        if options["file"] == "-":
            self.stdout.write(text, ending="")
            return
        path = Path(options["file"]).absolute()
        try:
            file.write(path, text)
        except FileExistsError as error:
            raise CommandError(f"{path} exists, and its keys may be in use: nothing was written.") from error
        except OSError as error:
            raise CommandError(f"{path} cannot be written: {error.strerror}.") from error
        self.stdout.write(f"Wrote {path}. Commands read it with ENV_FILE={path} in their environment.")

    def _values(self, options: dict[str, Any]) -> dict[str, str]:
        """Return the value of each variable that is set. Raise ``ValueError`` with a sentence for one that is wrong."""
        domain = file.host_name(options["domain"])
        values = {
            "CMS_BASE_URL": f"https://{domain}",
            "FRONTEND_URL": file.website(options["frontend"] or _website_beside(domain)),
            "ALLOWED_HOSTS": domain,
            "SECRET_KEY": file.key(),
            "IMAGE_SIGNING_KEY": file.key(),
            "TASK_BACKEND": "database",
            "DEFAULT_FROM_EMAIL": options["sender"] or f"cms@{domain}",
            # The proxy that ends TLS sets this header, and X-Forwarded-For.
            "TRUST_X_FORWARDED_PROTO": "True",
            "TRUSTED_PROXIES": "127.0.0.1,::1,unix",
        }
        if options["compose"]:
            if options["postgres"] or options["redis"] or options["data"] or options["static"]:
                raise ValueError("--compose has services and folders of its own: leave the others out.")
            password = file.key()
            values |= {
                "DATABASE_URL": f"postgres://cms:{password}@database:5432/cms",
                "CACHE_URL": "redis://cache:6379/0",
                "DATA_DIR": "/data",
                # The networks of containers; nothing but the proxy can connect from there.
                "TRUSTED_PROXIES": "172.16.0.0/12,192.168.0.0/16,10.0.0.0/8",
                "CMS_DOMAIN": domain,
                "POSTGRES_PASSWORD": password,
            }
        for name, option, schemes in (
            ("DATABASE_URL", "postgres", ("postgres", "postgresql")),
            ("CACHE_URL", "redis", ("redis", "rediss", "valkey", "valkeys")),
            ("EMAIL_URL", "email", ("smtp", "smtps", "smtp+tls", "smtp+ssl")),
            ("MEDIA_BUCKET_ENDPOINT_URL", "bucket_endpoint", ("https", "http")),
        ):
            if options[option]:
                values[name] = file.service(options[option], *schemes)
        for name, option in (("DATA_DIR", "data"), ("STATIC_ROOT", "static")):
            if options[option]:
                values[name] = str(options[option].absolute())
        values |= {name: options[option] for name, option in AS_GIVEN.items() if options[option]}
        if options["tell_frontend"]:
            values["FRONTEND_WEBHOOK_SECRET"] = file.webhook_secret()
        return values


def _website_beside(domain: str) -> str:
    """Return the usual address of the website of a domain: that of cms.example.org is https://www.example.org."""
    above = domain.partition(".")[2]
    return f"https://www.{above if '.' in above else domain}"
