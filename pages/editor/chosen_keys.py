"""Choosers that answer 404 to a key that is none, of which Wagtail's views make an error."""

from typing import Any

from django.core.exceptions import ValidationError
from django.db.models import Model
from django.http import Http404
from wagtail.admin.viewsets.chooser import ChooserViewSet
from wagtail.documents.views.chooser import viewset as documents
from wagtail.images.views.chooser import viewset as images


class ChosenKeyMixin:
    """A view that passes what was chosen to the form; raises ``Http404`` for what is no key."""

    model_class: type[Model]

    def get_object(self, pk: Any) -> Any:
        self._check(pk)
        return super().get_object(pk)  # type: ignore[misc]

    def get_objects(self, pks: Any) -> Any:
        for pk in pks:
            self._check(pk)
        return super().get_objects(pks)  # type: ignore[misc]

    def _check(self, pk: Any) -> None:
        try:
            self.model_class._meta.pk.clean(pk, None)
        except ValidationError as error:
            raise Http404 from error


def check_keys_of_files() -> None:
    """Have the choosers of images and documents do so, before their URLs are made."""
    for viewset in (images, documents):
        for name in ("chosen_view_class", "chosen_multiple_view_class"):
            _check_keys(viewset, name)


def _check_keys(viewset: ChooserViewSet, name: str) -> None:
    view = getattr(viewset, name)
    setattr(viewset, name, type(view.__name__, (ChosenKeyMixin, view), {}))
