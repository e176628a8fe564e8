"""The project's own health checks and chores."""

from api.changes.compaction import compact
from delivery.retention import forget_old_messages
from operations.health.health_check import HealthCheck, register_health_check
from operations.health.hosts import judge_certificate, judge_hosts
from operations.health.housekeeping import judge_housekeeping
from operations.health.mail import judge_mail
from operations.health.replicas import judge_replicas
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
from operations.housekeeping.chore import Chore, register_chore
from operations.housekeeping.removal import (
    remove_left_renditions,
    remove_mail_failures,
    remove_sessions,
    remove_task_results,
)
from pages.editor.answered_saves import forget_old_answers
from pages.previews.purge import purge_previews
from pages.search.documents import erase_left_documents

START_A_WORKER = "Start manage.py run_worker, and have the system start it again when it ends."

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
        "replicas",
        "Replicas",
        judge_replicas,
        "See whether the server runs and receives from the primary, and whether DATABASE_REPLICA_URL is right.",
        is_probed=True,
    ),
    HealthCheck(
        "migrations",
        "Migrations",
        judge_migrations,
        "Run manage.py migrate with the settings of production.",
        is_needed=True,
        is_probed=True,
    ),
    HealthCheck(
        "static",
        "Static files",
        judge_static_files,
        "Run manage.py collectstatic with the settings of production, then restart the server.",
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
    HealthCheck("housekeeping", "Housekeeping", judge_housekeeping, "See in the log of the worker why it failed."),
    HealthCheck("mail", "E-mail", judge_mail, "Try EMAIL_URL with manage.py sendtestemail you@example.org."),
    HealthCheck("hosts", "Address", judge_hosts, "Add the host of CMS_BASE_URL to ALLOWED_HOSTS, and use https."),
    HealthCheck("certificate", "Certificate", judge_certificate, "Renew it, and see why nothing else did."),
    HealthCheck("version", "Version", judge_version, "Nothing to do."),
)


OWN_CHORES = (
    Chore("sessions", "Expired sessions", remove_sessions, "until they expire", "SESSION_COOKIE_AGE"),
    Chore("task_results", "Results of tasks", remove_task_results, "days after they ended", "TASK_RESULTS_DAYS"),
    Chore("deliveries", "Log of deliveries", forget_old_messages, "days", "DELIVERY_LOG_DAYS"),
    Chore("changes", "Change log", compact, "days", "CHANGES_RETENTION_DAYS"),
    Chore("previews", "Previews and links to drafts", purge_previews, "a week after they expired", "PREVIEW_TIMEOUT"),
    Chore("answers", "Answers to repeated saves", forget_old_answers, "a day"),
    Chore("search", "Search documents of what is gone", erase_left_documents, "while their objects exist"),
    Chore("renditions", "Files of renditions that no row names", remove_left_renditions, "a day"),
    Chore("mail_failures", "Failed e-mails", remove_mail_failures, "days", "MAIL_FAILURES_DAYS"),
)


def register_own_chores() -> None:
    """Register the chores of this project."""
    for chore in OWN_CHORES:
        register_chore(chore, own=True)


def register_own_checks() -> None:
    """Register the checks of this project."""
    for check in OWN_CHECKS:
        register_health_check(check, own=True)
