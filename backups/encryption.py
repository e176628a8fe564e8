"""Encryption of backups by programs that everybody can decrypt them with: age and GnuPG."""

import shutil
import subprocess
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import NamedTuple

from django.conf import settings

from backups.manifest import BackupError


class Cipher(NamedTuple):
    """A program that encrypts, for what is public, and decrypts, with what is secret."""

    #: What it and ``BACKUP_ENCRYPTION`` are called, and what the names of encrypted files end with.
    name: str
    #: The package of Debian.
    package: str
    #: Takes recipients, source and target, and returns the arguments that encrypt.
    encrypting: Callable[[Sequence[str], Path, Path], list[str]]
    #: Takes source and target, and returns the arguments that decrypt.
    decrypting: Callable[[Path, Path], list[str]]

    @property
    def suffix(self) -> str:
        return f".{self.name}"

    def encrypt(self, source: Path, target: Path) -> None:
        """Encrypt a file for ``BACKUP_RECIPIENTS``. Raise ``BackupError`` if that fails."""
        self._run(self.encrypting(settings.BACKUP_RECIPIENTS, source, target))

    def decrypt(self, source: Path, target: Path) -> None:
        """Decrypt a file. Raise ``BackupError`` if that fails, as without the secret key."""
        self._run(self.decrypting(source, target))

    def program(self) -> str:
        """Return the path of the program. Raise ``BackupError`` if it is not installed."""
        found = shutil.which(self.name)
        if found is None:
            raise BackupError(f"{self.name} is not installed (Debian and Ubuntu: apt install {self.package}).")
        return found

    def _run(self, arguments: list[str]) -> None:
        done = subprocess.run([self.program(), *arguments], capture_output=True, text=True)  # noqa: S603
        if done.returncode != 0:
            raise BackupError(f"{self.name} failed: {done.stderr.strip()}")


def _age_encrypting(recipients: Sequence[str], source: Path, target: Path) -> list[str]:
    return ["--encrypt", *(part for one in recipients for part in ("--recipient", one)), "-o", str(target), str(source)]


def _age_decrypting(source: Path, target: Path) -> list[str]:
    if not settings.BACKUP_AGE_IDENTITY:
        raise BackupError("The backup is encrypted by age: name the file with the secret key in BACKUP_AGE_IDENTITY.")
    return ["--decrypt", "--identity", settings.BACKUP_AGE_IDENTITY, "-o", str(target), str(source)]


def _gpg_encrypting(recipients: Sequence[str], source: Path, target: Path) -> list[str]:
    # Whose keys they are was decided by whoever wrote them into the setting.
    options = ["--batch", "--yes", "--trust-model", "always", "--encrypt"]
    return [*options, *(f"--recipient={one}" for one in recipients), f"--output={target}", str(source)]


def _gpg_decrypting(source: Path, target: Path) -> list[str]:
    return ["--batch", "--yes", "--decrypt", f"--output={target}", str(source)]


CIPHERS = {
    cipher.name: cipher
    for cipher in (
        Cipher("age", "age", _age_encrypting, _age_decrypting),
        Cipher("gpg", "gnupg", _gpg_encrypting, _gpg_decrypting),
    )
}


def chosen() -> Cipher | None:
    """Return how new backups are encrypted, or ``None`` if they are not. Raise ``BackupError`` if they cannot be."""
    if not settings.BACKUP_ENCRYPTION:
        return None
    cipher = CIPHERS[settings.BACKUP_ENCRYPTION]
    if not settings.BACKUP_RECIPIENTS:
        raise BackupError("BACKUP_ENCRYPTION is set, and BACKUP_RECIPIENTS names nobody who could decrypt the backup.")
    cipher.program()
    return cipher


def of(name: str) -> Cipher | None:
    """Return how a file was encrypted, by its name."""
    return next((cipher for cipher in CIPHERS.values() if name.endswith(cipher.suffix)), None)
