"""The parts that this project rehearses. Whatever is added here is a row of the table, in CI too."""

from .backups import backup_and_restore, move
from .installation import install
from .outages import take_services_away
from .parts import Part, register_part
from .replicas import lose_replicas
from .upgrading import restore_of_the_release_before, upgrade_under_load

OWN_PARTS = (
    Part("installation", "installation behind nginx with TLS", install),
    Part("backup", "backup and restore", backup_and_restore),
    Part("move", "move from SQLite to PostgreSQL", move),
    Part("upgrade", "upgrade from the release before, under load", upgrade_under_load),
    Part("old-backup", "restore of a backup of the release before", restore_of_the_release_before),
    Part("replicas", "replicas that lag, fail and come back, under load", lose_replicas),
    Part("outages", "services taken away, alone and in pairs", take_services_away),
)


def register_own_parts() -> None:
    """Register them in the order of the table."""
    for part in OWN_PARTS:
        register_part(part)
