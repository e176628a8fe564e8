"""What people agreed to, and that others were erased."""

from privacy.models.consent import Consent
from privacy.models.erasure import Erasure

__all__ = ["Consent", "Erasure"]
