"""The URL of a page, for clients that read all of them."""

from typing import Any

from rest_framework.fields import CharField, DateTimeField, IntegerField

from api.formats import datetimes
from api.registry.page_types import type_of_content
from api.serializers.base import ContractSerializer
from pages.visibility.paths import frontend_path

#: The only columns of pages that are loaded.
URL_COLUMNS = ("path", "url_path", "locale_id", "content_type_id", "last_published_at")


class UrlSerializer(ContractSerializer):
    """The path of a page on its frontend, and its last publication.

    It needs only the columns ``URL_COLUMNS``.
    """

    id = IntegerField()
    type = CharField()
    locale = CharField()
    html_path = CharField()
    lastmod = DateTimeField(allow_null=True)

    def get_id(self, row: Any) -> int:
        return int(row.pk)

    def get_type(self, row: Any) -> str:
        return str(type_of_content(row.content_type_id)._meta.label)  # type: ignore[union-attr]

    def get_locale(self, row: Any) -> str:
        return self.related_objects.visibility.language_code(row.locale_id)

    def get_html_path(self, row: Any) -> str | None:
        root = self.related_objects.visibility.paths.root_at(row.path)
        return frontend_path(row.url_path, root.url_path, root.language_code) if root else None

    def get_lastmod(self, row: Any) -> str | None:
        return datetimes.format_precise_instant(row.last_published_at)
