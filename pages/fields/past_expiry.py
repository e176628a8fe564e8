"""Lets a draft be saved although it has expired: an expiry in the past only blocks publishing."""

import datetime
from typing import Any

from django.utils import timezone


class PastExpiryMixin:
    """A form mixin that, while only a draft is saved, stores an expiry in the past, which Wagtail would refuse."""

    _past_expiry: datetime.datetime | None = None

    def clean(self) -> Any:
        """Keep an expiry in the past out of Wagtail's sight, which checks it next."""
        cleaned: dict[str, Any] = super().clean()  # type: ignore[misc]
        expiry = self.cleaned_data.get("expire_at")  # type: ignore[attr-defined]
        if self.is_deferred_validation and expiry and expiry < timezone.now():  # type: ignore[attr-defined]
            self._past_expiry = self.cleaned_data.pop("expire_at")  # type: ignore[attr-defined]
        return cleaned

    def _post_clean(self) -> None:
        if self._past_expiry is not None:
            self.cleaned_data["expire_at"] = self._past_expiry  # type: ignore[attr-defined]
        super()._post_clean()  # type: ignore[misc]
