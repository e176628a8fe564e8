"""Columns of page lists whose values are loaded for all rows at once."""

from collections.abc import Callable, Mapping, Sequence
from typing import Any

from django.db.models import F, OuterRef, Subquery
from django.db.models.functions import Coalesce, TruncDate
from wagtail.admin.ui.tables import Column

from pages.database.alphabet import alphabetical
from pages.fields.written_dates import date_in_words
from pages.models.base import BasePage
from pages.models.event_page import EventPage
from pages.models.participant import Participant

#: What stands in place of the date of an event that is postponed: the date that it still has is void.
POSTPONED = "Postponed"


class ListingColumn(Column):
    """A column of pages of one type; it is empty for pages of other types, with which it can share a list.

    Subclasses implement ``values`` and ``sort_value``.
    """

    def __init__(self, model: type[BasePage], name: str, label: str, width: str = "14%") -> None:
        super().__init__(name, label=label, accessor=f"listed_{name}", sort_key=name, width=width)
        self.model = model

    def load(self, pages: Sequence[Any]) -> None:
        """Give each page its value, with a number of queries that does not depend on the number of pages."""
        values = self.values([page for page in pages if isinstance(page, self.model)])
        for page in pages:
            setattr(page, self.accessor, values.get(page.pk, ""))

    def values(self, pages: Sequence[Any]) -> Mapping[int, str]:
        """Return the text for each page by its key."""
        raise NotImplementedError

    def sort_value(self) -> Any:
        """Return the value by which pages of the type are sorted; pages for which it is null come last."""
        raise NotImplementedError

    def sort_subquery(self) -> Subquery:
        """Return ``sort_value`` for use in a query of pages of any type."""
        own = self.model._base_manager.filter(pk=OuterRef("pk")).order_by()
        return Subquery(own.annotate(listed_value=self.sort_value()).values("listed_value")[:1])


class TextColumn(ListingColumn):
    """A column whose text and order follow from the page's own fields."""

    def __init__(
        self,
        model: type[BasePage],
        name: str,
        label: str,
        text: Callable[[Any], str],
        sort_by: Callable[[], Any],
        width: str = "14%",
    ) -> None:
        super().__init__(model, name, label, width)
        self.text, self.sort_by = text, sort_by

    def values(self, pages: Sequence[Any]) -> Mapping[int, str]:
        return {page.pk: self.text(page) for page in pages}

    def sort_value(self) -> Any:
        return self.sort_by()


class ParticipantsColumn(ListingColumn):
    """The names of the participants of one relation, such as the authors of posts, in their order."""

    def __init__(self, model: type[BasePage], relation: Any) -> None:
        rows: type[Participant] = relation.related_model
        super().__init__(model, relation.get_accessor_name(), str(rows._meta.verbose_name_plural).capitalize())
        self.rows, self.key = rows, relation.field.attname

    def values(self, pages: Sequence[Any]) -> Mapping[int, str]:
        names: dict[int, list[str]] = {}
        rows = self.rows._default_manager.filter(**{f"{self.key}__in": [page.pk for page in pages]})
        for row in rows.select_related("person", "organization").order_by("sort_order", "pk"):
            names.setdefault(getattr(row, self.key), []).append(row.printed_name)
        return {key: ", ".join(filter(None, printed)) for key, printed in names.items()}

    def sort_value(self) -> Any:
        rows = self.rows._default_manager.filter(**{self.key: OuterRef("pk")}).order_by("sort_order", "pk")
        return Subquery(rows.annotate(printed=Participant.PRINTED_NAME).values("printed")[:1])


class TopicsColumn(ListingColumn):
    """The topics of a page, by name."""

    def __init__(self, model: type[BasePage]) -> None:
        super().__init__(model, "topics", "Topics")
        field: Any = model._meta.get_field("topics")
        self.through = field.remote_field.through
        self.key, self.name_of = f"{field.m2m_field_name()}_id", f"{field.m2m_reverse_field_name()}__name"

    def values(self, pages: Sequence[Any]) -> Mapping[int, str]:
        names: dict[int, list[str]] = {}
        rows = self.through._default_manager.filter(**{f"{self.key}__in": [page.pk for page in pages]})
        for key, name in rows.order_by(alphabetical(self.name_of)).values_list(self.key, self.name_of):
            names.setdefault(key, []).append(name)
        return {key: ", ".join(found) for key, found in names.items()}

    def sort_value(self) -> Any:
        rows = self.through._default_manager.filter(**{self.key: OuterRef("pk")})
        return Subquery(rows.order_by(alphabetical(self.name_of)).values(self.name_of)[:1])


def date_shown(page: BasePage) -> str:
    """Return the date that cards of the page show, in words; of an event when it takes place, unless postponed."""
    if isinstance(page, EventPage):
        if page.status == EventPage.Status.POSTPONED:
            return POSTPONED
        return page.when_in_words or page.date_note
    day = getattr(page, page.listing_date_field)
    return date_in_words(day) if day else ""


def date_column(model: type[BasePage]) -> ListingColumn:
    """Return the column with the date that cards of a page type show.

    A page without one, such as a post that is not published yet, is sorted by the day on which it was last changed.
    """
    field = model._meta.get_field(model.listing_date_field)
    label = str(getattr(field, "verbose_name", "Date")).capitalize()
    return TextColumn(
        model, "date", label, date_shown, lambda: Coalesce(F(field.name), TruncDate("latest_revision_created_at"))
    )
