"""The project's own health checks."""

from operations.health.health_check import HealthCheck, register_health_check
from operations.health.hosts import judge_certificate, judge_hosts
from operations.health.mail import judge_mail
from operations.health.services import judge_cache, judge_database, judge_migrations, judge_static_files
from operations.health.storage import judge_disk, judge_storage
from operations.health.version import judge_version
from operations.health.work import (
    judge_deliveries,
    judge_due,
    judge_scheduler,
    judge_task_worker,
    judge_tasks,
    judge_worker,
)

START_A_WORKER = "Start `manage.py run_worker`, and have the system start it again when it ends."

OWN_CHECKS = (
    HealthCheck("scheduler", "Scheduled publishing", judge_scheduler, START_A_WORKER),
    HealthCheck("worker", "Deliveries", judge_worker, START_A_WORKER),
    HealthCheck("task_worker", "Runner of tasks", judge_task_worker, START_A_WORKER),
    HealthCheck("due", "Due publications", judge_due, "See whether a worker runs, and what its log says."),
    HealthCheck("tasks", "Waiting tasks", judge_tasks, "Start another worker, or see which task takes long."),
    HealthCheck("deliveries", "Receivers", judge_deliveries, "Look at what they answered, under Settings > Webhooks."),
    HealthCheck(
        "database",
        "Database",
        judge_database,
        "See whether the server runs and DATABASE_URL is right; if it is slow, whether it has enough memory.",
        is_needed=True,
        is_probed=True,
    ),
    HealthCheck(
        "migrations",
        "Migrations",
        judge_migrations,
        "Run `manage.py migrate` with the settings of production.",
        is_needed=True,
        is_probed=True,
    ),
    HealthCheck(
        "static",
        "Static files",
        judge_static_files,
        "Run `manage.py collectstatic` with the settings of production, then restart the server.",
        is_needed=True,
        is_probed=True,
    ),
    HealthCheck("cache", "Cache", judge_cache, "See whether the server in CACHE_URL runs.", is_probed=True),
    HealthCheck(
        "storage",
        "Uploaded files",
        judge_storage,
        "See to free space, and to the permissions of DATA_DIR or of the bucket.",
        is_probed=True,
    ),
    HealthCheck("disk", "Free space", judge_disk, "Delete old logs and backups, or enlarge the disk.", is_probed=True),
    HealthCheck("mail", "E-mail", judge_mail, "Try EMAIL_URL with `manage.py sendtestemail you@example.org`."),
    HealthCheck("hosts", "Address", judge_hosts, "Add the host of CMS_BASE_URL to ALLOWED_HOSTS, and use https."),
    HealthCheck("certificate", "Certificate", judge_certificate, "Renew it, and see why nothing else did."),
    HealthCheck("version", "Version", judge_version, "Nothing to do."),
)


def register_own_checks() -> None:
    """Register the checks of this project."""
    for check in OWN_CHECKS:
        register_health_check(check, own=True)
