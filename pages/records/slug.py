"""A slug that is generated from a name."""

from typing import Any

from django.db import models

from pages.fields.slugs import slug_from


class SlugFromName(models.Model):
    """An abstract model with a ``name`` and a unique ``slug``. An empty slug is generated from the name."""

    name = models.CharField(max_length=255, help_text="As it should appear on the site.")
    slug = models.SlugField(
        max_length=255,
        unique=True,
        blank=True,
        allow_unicode=True,
        help_text="The last part of the record's address on the site. Leave empty to generate it from the name.",
    )

    class Meta:
        abstract = True

    def save(self, *arguments: Any, **options: Any) -> None:
        self._fill_slug()
        super().save(*arguments, **options)

    def full_clean(self, *arguments: Any, **options: Any) -> None:
        self._fill_slug()
        super().full_clean(*arguments, **options)

    def _fill_slug(self) -> None:
        if self.slug:
            return
        longest: int = self._meta.get_field("slug").max_length  # type: ignore[union-attr, assignment]
        # Leave room for a number.
        base = slug_from(self.name)[: longest - 6].rstrip("-") or str(self._meta.model_name)
        taken = set(
            type(self)._default_manager.filter(slug__startswith=base).exclude(pk=self.pk).values_list("slug", flat=True)
        )
        candidates = (base, *(f"{base}-{number}" for number in range(2, len(taken) + 3)))
        self.slug = next(candidate for candidate in candidates if candidate not in taken)
