"""Production refuses to start with an unsafe configuration, and reports all its problems at once."""

import importlib
import sys
from collections.abc import Callable
from types import ModuleType
from typing import Any

import environ
import pytest
from django.core.exceptions import ImproperlyConfigured
from django.test import Client

KEY = "correct-horse-battery-staple-7319-and-a-good-deal-more"
OTHER_KEY = "another-horse-battery-staple-8241-and-a-good-deal-more"

Load = Callable[..., ModuleType]


@pytest.fixture
def load(monkeypatch: pytest.MonkeyPatch, tmp_path: Any) -> Load:
    """Import a settings module again, with only the given environment variables."""

    def load_settings(name: str, **environment: str) -> ModuleType:
        monkeypatch.setattr(environ.Env, "ENVIRON", {"DATA_DIR": str(tmp_path), **environment})
        for module in ("cms.settings.base", f"cms.settings.{name}"):
            monkeypatch.delitem(sys.modules, module, raising=False)
        return importlib.import_module(f"cms.settings.{name}")

    return load_settings


@pytest.fixture
def production(load: Load) -> Load:
    def load_production(**changes: str) -> ModuleType:
        environment = {
            "SECRET_KEY": KEY,
            "IMAGE_SIGNING_KEY": OTHER_KEY,
            "ALLOWED_HOSTS": "cms.example.org",
            "CMS_BASE_URL": "https://cms.example.org",
            "FRONTEND_URL": "https://www.example.org",
        }
        return load("production", **{**environment, **changes})

    return load_production


def test_production_starts_with_a_safe_configuration(production: Load) -> None:
    settings = production()
    assert settings.DEBUG is False
    assert settings.SESSION_COOKIE_SECURE and settings.CSRF_COOKIE_SECURE and settings.SECURE_SSL_REDIRECT
    assert settings.CSRF_TRUSTED_ORIGINS == ["https://cms.example.org"]


OIDC = {"OIDC_CLIENT_ID": "cms", "OIDC_CLIENT_SECRET": "secret"}


@pytest.mark.parametrize(
    ("changes", "sentence"),
    [
        ({"DEBUG": "True"}, "DEBUG must not be set"),
        ({"DEMO_LOGIN": "True"}, "DEMO_LOGIN must not be set"),
        ({"TRUSTED_PROXIES": "10.0.0.0/8,0.0.0.0/0"}, "TRUSTED_PROXIES must not contain every address"),
        ({"OIDC_SERVER_URL": "http://id.example.org", **OIDC}, "OIDC_SERVER_URL must begin with https://"),
        ({"SECRET_KEY": ""}, "SECRET_KEY is not set"),
        ({"SECRET_KEY": "short"}, "SECRET_KEY is too short or guessable"),
        ({"SECRET_KEY": "abcd" * 20}, "SECRET_KEY is too short or guessable"),
        ({"SECRET_KEY": f"django-insecure-{KEY}"}, "SECRET_KEY is too short or guessable"),
        ({"SECRET_KEY_FALLBACKS": f"{OTHER_KEY},short"}, "SECRET_KEY_FALLBACKS holds a key"),
        ({"IMAGE_SIGNING_KEY": ""}, "IMAGE_SIGNING_KEY is not set"),
        ({"IMAGE_SIGNING_KEY": "short"}, "IMAGE_SIGNING_KEY is too short or guessable"),
        ({"IMAGE_SIGNING_KEY": KEY}, "IMAGE_SIGNING_KEY must differ from SECRET_KEY"),
        ({"IMAGE_SIGNING_KEY_FALLBACKS": "short"}, "IMAGE_SIGNING_KEY_FALLBACKS holds a key"),
        ({"ALLOWED_HOSTS": ""}, "ALLOWED_HOSTS is not set"),
        ({"ALLOWED_HOSTS": "cms.example.org,*"}, "ALLOWED_HOSTS must not contain *"),
        ({"FRONTEND_URL": ""}, "FRONTEND_URL is not set"),
        ({"FRONTEND_URL": "http://www.example.org"}, "FRONTEND_URL must begin with https://"),
        ({"FRONTEND_URL": "www.example.org"}, "FRONTEND_URL must begin with https://"),
        ({"CMS_BASE_URL": ""}, "CMS_BASE_URL is not set"),
        ({"CMS_BASE_URL": "http://cms.example.org"}, "CMS_BASE_URL must begin with https://"),
    ],
)
def test_production_refuses(production: Load, changes: dict[str, str], sentence: str) -> None:
    with pytest.raises(ImproperlyConfigured) as refusal:
        production(**changes)
    lines = str(refusal.value).splitlines()
    assert len(lines) == 2, lines
    assert sentence in lines[1]


def test_production_names_every_problem_at_once(load: Load) -> None:
    with pytest.raises(ImproperlyConfigured) as refusal:
        load("production", DEBUG="1")
    for name in ("DEBUG", "SECRET_KEY", "IMAGE_SIGNING_KEY", "ALLOWED_HOSTS", "FRONTEND_URL", "CMS_BASE_URL"):
        assert f"- {name} " in str(refusal.value)


def test_production_refuses_the_keys_of_development(load: Load, production: Load) -> None:
    development = load("dev")
    with pytest.raises(ImproperlyConfigured) as refusal:
        production(SECRET_KEY=development.SECRET_KEY, IMAGE_SIGNING_KEY=development.IMAGE_SIGNING_KEY)
    assert len(str(refusal.value).splitlines()) == 3


def test_production_may_be_tried_on_this_machine_without_https(production: Load) -> None:
    production(CMS_BASE_URL="http://localhost:8000", FRONTEND_URL="http://127.0.0.1:3000")


def test_a_secret_may_begin_with_a_dollar_sign(production: Load) -> None:
    key = "$" + KEY
    assert key == production(SECRET_KEY=key).SECRET_KEY


def test_development_needs_no_configuration(load: Load, tmp_path: Any) -> None:
    settings = load("dev")
    assert settings.DEBUG and settings.DEMO_LOGIN
    assert settings.DATABASES["default"]["NAME"] == str(tmp_path / "db.sqlite3")
    assert tmp_path / "media" == settings.MEDIA_ROOT
    assert settings.WAGTAIL_I18N_ENABLED is False


def test_sqlite_waits_for_its_turn(load: Load) -> None:
    for url in ("", "sqlite:////srv/cms/db.sqlite3"):
        options = load("base", DATABASE_URL=url).DATABASES["default"]["OPTIONS"]
        assert options["transaction_mode"] == "IMMEDIATE"
        assert options["timeout"] == 20
        assert "journal_mode=WAL" in options["init_command"]


def test_postgresql_pool_replaces_persistent_connections(load: Load) -> None:
    url = "postgres://cms:p%40ss@database.example.org:5432/cms"
    database = load("base", DATABASE_URL=url).DATABASES["default"]
    assert database["PASSWORD"] == "p@ss"
    assert (database["CONN_HEALTH_CHECKS"], database["CONN_MAX_AGE"]) == (True, 60)
    prepared = {"prepare_threshold": 0, "options": "-c plan_cache_mode=force_generic_plan -c jit=off"}
    assert database["OPTIONS"] == {"connect_timeout": 2, "tcp_user_timeout": 5_000, **prepared}
    database = load("base", DATABASE_URL=f"{url}?connect_timeout=3", DATABASE_TCP_TIMEOUT="7").DATABASES["default"]
    assert database["OPTIONS"] == {"connect_timeout": 3, "tcp_user_timeout": 7_000, **prepared}
    database = load("base", DATABASE_URL=url, DATABASE_POOL="True").DATABASES["default"]
    assert (database["OPTIONS"]["pool"], database["CONN_MAX_AGE"]) == (True, 0)


def test_postgresql_prepares_statements_unless_told_not_to(load: Load) -> None:
    url = "postgres://cms@database.example.org/cms?options=-c%20search_path%3Dcms"
    options = load("base", DATABASE_URL=url).DATABASES["default"]["OPTIONS"]
    assert options["prepare_threshold"] == 0
    assert options["options"] == "-c plan_cache_mode=force_generic_plan -c jit=off -c search_path=cms"
    options = load("base", DATABASE_URL=url, DATABASE_PREPARED_STATEMENTS="False").DATABASES["default"]["OPTIONS"]
    assert (options["options"], "prepare_threshold" in options) == ("-c search_path=cms", False)


def test_replicas_are_like_the_primary(load: Load) -> None:
    assert load("base", DATABASE_URL="postgres://one/cms").DATABASE_REPLICAS == []
    assert load("base", DATABASE_URL="postgres://one/cms").DATABASE_ROUTERS == []
    for urls in (
        "postgres://two/cms,postgresql://a,b/cms?sslmode=require",
        " postgres://two/cms\n postgresql://a,b/cms?sslmode=require, ",
    ):
        settings = load("base", DATABASE_URL="postgres://one/cms", DATABASE_REPLICA_URL=urls)
        assert settings.DATABASE_REPLICAS == ["replica_1", "replica_2"]
        assert settings.DATABASE_ROUTERS == ["pages.database.reading.ReplicaRouter"]
        primary, one, two = settings.DATABASES.values()
        assert (primary["HOST"], one["HOST"], two["HOST"]) == ("one", "two", "a,b")
        assert one["ENGINE"] == two["ENGINE"] == primary["ENGINE"] == "pages.database.postgresql"
        assert one["OPTIONS"] == primary["OPTIONS"]
        assert two["OPTIONS"] == {**primary["OPTIONS"], "sslmode": "require"} and one["CONN_HEALTH_CHECKS"]


@pytest.mark.parametrize(
    ("environment", "sentence"),
    [
        ({"DATABASE_REPLICA_URL": "postgres://two/cms"}, "DATABASE_REPLICA_URL needs PostgreSQL"),
        ({"DATABASE_URL": "postgres://one/cms", "DATABASE_REPLICA_URL": "sqlite:///x"}, "must begin with postgres://"),
        ({"DATABASE_URL": "postgres://one/cms", "DATABASE_REPLICA_URL": "mysql://u:secret@two/cms"}, "URL 1 in"),
        ({"DATABASE_REPLICA_MAX_LAG": "0"}, "between 1 and 60"),
        ({"DATABASE_REPLICA_MAX_LAG": "61"}, "between 1 and 60"),
    ],
)
def test_replicas_that_make_no_sense_are_refused(load: Load, environment: dict[str, str], sentence: str) -> None:
    with pytest.raises(ImproperlyConfigured, match=sentence) as refused:
        load("base", **environment)
    assert "secret" not in str(refused.value)


@pytest.mark.parametrize(
    ("name", "value"),
    [
        *(("TRUSTED_PROXIES", value) for value in ("proxy", "10.0.0.0/33", "*")),
        *(("OIDC_GROUPS", value) for value in ("Editor", "a=b=c", "=Editor")),
        *(("SIGN_IN_COOL_OFF_MINUTES", "0"), ("SIGN_IN_FAILURES_PER_ACCOUNT", "-1"), ("SIGN_IN_LOG_DAYS", "0")),
        ("OIDC_SERVER_URL", "https://id.example.org"),
    ],
)
def test_what_signing_in_cannot_work_with_is_refused(load: Load, name: str, value: str) -> None:
    with pytest.raises(ImproperlyConfigured, match=name):
        load("base", **{name: value})


def test_single_sign_on(load: Load) -> None:
    settings = load(
        "base", OIDC_SERVER_URL="https://id.example.org/realms/staff/", OIDC_GROUPS="a = Editor, b=B", **OIDC
    )
    [provider] = settings.SOCIALACCOUNT_PROVIDERS["openid_connect"]["APPS"]
    assert provider["settings"]["server_url"] == "https://id.example.org/realms/staff"
    assert settings.OIDC_GROUPS == {"a": "Editor", "b": "B"}
    assert "https://id.example.org" in settings.CONTENT_SECURITY_POLICY["DIRECTIVES"]["form-action"]


def test_another_database_is_refused(load: Load) -> None:
    with pytest.raises(ImproperlyConfigured, match="DATABASE_URL must begin with"):
        load("base", DATABASE_URL="mysql://cms@localhost/cms")


@pytest.mark.parametrize("scheme", ["redis", "valkey"])
def test_cache_server(load: Load, scheme: str) -> None:
    cache = load("base", CACHE_URL=f"{scheme}://cache.example.org:6379/2").CACHES["default"]
    assert cache["BACKEND"] == "django_redis.cache.RedisCache"
    assert cache["LOCATION"] == "redis://cache.example.org:6379/2"


def test_bucket(load: Load) -> None:
    settings = load("base", MEDIA_BUCKET_NAME="coalition", MEDIA_BUCKET_CUSTOM_DOMAIN="media.example.org")
    options = settings.STORAGES["default"]["OPTIONS"]
    assert (settings.STORAGES["default"]["BACKEND"], options["bucket_name"], options["file_overwrite"]) == (
        "pages.uploads.bucket.PrivateBucket",
        "coalition",
        False,
    )
    # Pictures come from the CMS itself.
    assert "https://media.example.org" not in settings.CONTENT_SECURITY_POLICY["DIRECTIVES"]["img-src"]


def test_locales(load: Load) -> None:
    settings = load("base", LANGUAGE_CODE="en", LOCALES="es,pt-br")
    assert [code for code, _ in settings.LANGUAGES] == ["en", "es", "pt-br"]
    assert settings.WAGTAIL_CONTENT_LANGUAGES == settings.LANGUAGES
    assert settings.WAGTAIL_I18N_ENABLED is True


@pytest.mark.parametrize("seconds", ["59", "3601"])
def test_preview_timeout_is_bounded(load: Load, seconds: str) -> None:
    with pytest.raises(ImproperlyConfigured, match="PREVIEW_TIMEOUT"):
        load("base", PREVIEW_TIMEOUT=seconds)


@pytest.mark.parametrize("threads", ["0", "-1"])
def test_the_server_for_agents_has_threads(load: Load, threads: str) -> None:
    with pytest.raises(ImproperlyConfigured, match="MCP_CONCURRENCY must be at least 1"):
        load("base", MCP_CONCURRENCY=threads)


@pytest.mark.parametrize("clients", ["0", "-1"])
def test_a_stream_has_clients(load: Load, clients: str) -> None:
    with pytest.raises(ImproperlyConfigured, match="STREAM_CLIENTS must be at least 1"):
        load("base", STREAM_CLIENTS=clients)


@pytest.mark.parametrize("url", ["stream.example.org", "/api/v2/changes/stream/", "https://stream.example.org/?a=b"])
def test_the_url_of_the_stream_is_one(load: Load, url: str) -> None:
    with pytest.raises(ImproperlyConfigured, match="STREAM_URL must be a URL such as"):
        load("base", STREAM_URL=url)


def test_set_but_empty_means_not_set(load: Load) -> None:
    settings = load("base", FRONTEND_URL="", PREVIEW_TIMEOUT="", DEBUG="", CACHE_URL="", EMAIL_URL="")
    assert settings.FRONTEND_URL == "http://localhost:3000"
    assert settings.PREVIEW_TIMEOUT == 900


@pytest.mark.django_db
def test_headers_of_the_editor(client: Client) -> None:
    headers = client.get("/admin/login/").headers
    assert "frame-src 'self' https://www.example.org;" in f"{headers['Content-Security-Policy']};"
    assert headers["X-Robots-Tag"] == "noindex"
    assert headers["X-Frame-Options"] == "SAMEORIGIN"
    assert "Access-Control-Allow-Origin" not in headers


@pytest.mark.django_db
def test_headers_of_the_api_are_the_same_for_every_website(client: Client) -> None:
    for origin in ({}, {"origin": "https://anyone.example"}):
        headers = client.get("/api/v2/pages/", headers=origin).headers
        assert headers["Access-Control-Allow-Origin"] == "*"
        assert headers["Access-Control-Expose-Headers"] == (
            "ETag, Cache-Tag, Surrogate-Key, Retry-After, X-Request-Id, Location"
        )
        assert headers["X-Robots-Tag"] == "noindex"
        assert "Access-Control-Allow-Credentials" not in headers
        assert "origin" not in headers.get("Vary", "").lower()


@pytest.mark.django_db
def test_browsers_may_send_a_preview_token(client: Client) -> None:
    asked = {
        "origin": "https://anyone.example",
        "access-control-request-method": "GET",
        "access-control-request-headers": "preview-token",
    }
    headers = client.options("/api/v2/pages/", headers=asked).headers
    assert "preview-token" in headers["Access-Control-Allow-Headers"]
