# The CMS in an image: `docker build --tag coalition-cms .` (docs/operations.md). It runs one process, chosen by the command:
# the web server by default, `python manage.py run_worker` or `python manage.py run_stream` (deploy/compose.yaml).

FROM python:3.13-slim-bookworm AS build

ENV PYTHONDONTWRITEBYTECODE=1
WORKDIR /app

# The installer alone, whose hash pip checks; it checks all the others.
COPY requirements-uv.txt requirements.txt ./
RUN python -m venv /installer \
    && /installer/bin/pip install --no-cache-dir --disable-pip-version-check --no-deps --require-hashes -r requirements-uv.txt \
    && python -m venv --without-pip /venv \
    && /installer/bin/uv pip sync --no-cache --compile-bytecode --python /venv/bin/python --require-hashes requirements.txt

COPY . .
# Settings for this step alone: nothing that is copied depends on them.
RUN key="$(/venv/bin/python -c 'import secrets; print(secrets.token_urlsafe(48))')" \
    && SECRET_KEY="$key-1" IMAGE_SIGNING_KEY="$key-2" ALLOWED_HOSTS=localhost CMS_BASE_URL=http://localhost \
       FRONTEND_URL=http://localhost DATA_DIR=/tmp/data STATIC_ROOT=/app/static \
       /venv/bin/python manage.py collectstatic --noinput --verbosity 0 \
    && /venv/bin/python -m compileall -q accounts api archives arrivals backups cms delivery demo links operations pages privacy releases


FROM python:3.13-slim-bookworm

RUN groupadd --system --gid 10001 cms \
    && useradd --system --uid 10001 --gid cms --no-create-home --home-dir /nonexistent --shell /usr/sbin/nologin cms \
    && install --directory --owner=cms --group=cms --mode=0750 /data

# A path of one's own to the database is DATABASE_URL; without it, SQLite is in /data.
ENV PATH=/venv/bin:$PATH \
    PYTHONDONTWRITEBYTECODE=1 \
    PYTHONUNBUFFERED=1 \
    MALLOC_ARENA_MAX=2 \
    MALLOC_MMAP_THRESHOLD_=131072 \
    DJANGO_SETTINGS_MODULE=cms.settings.production \
    DATA_DIR=/data \
    STATIC_ROOT=/app/static
WORKDIR /app
COPY --from=build /venv /venv
COPY --from=build /app /app

USER 10001:10001
EXPOSE 8000
HEALTHCHECK --interval=30s --timeout=5s --start-period=60s --retries=3 CMD ["python", "-m", "cms.probe", "8000"]
CMD ["granian", "--interface", "wsgi", "--host", "0.0.0.0", "--port", "8000", "--workers", "2", "--blocking-threads", "2", "--respawn-failed-workers", "--workers-kill-timeout", "30", "--no-ws", "cms.wsgi:application"]
