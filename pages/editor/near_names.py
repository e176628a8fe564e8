"""Warns an editor who gives a record a name that another record nearly has, before there are two of the same."""

from collections.abc import Sequence
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.db.models import Model
from django.urls import reverse
from django.utils.html import format_html, format_html_join

from pages.editor.record_details import details_in_words
from pages.records.record import record_model_of
from pages.search.query import SearchQuery
from pages.search.results import found
from pages.search.words import folded_words

#: The most records that a warning names.
MOST_NAMED = 5
#: The name of the box with which an editor goes on in spite of the warning.
ANYWAY = "name_anyway"


def comparable_name(name: str) -> str:
    """Return a name without what people write in different ways: accents, capitals, punctuation and extra spaces."""
    return " ".join(folded_words(name)) or name.strip().casefold()


def records_named_like(model: type[Model], name: str) -> list[Any]:
    """Return the records of a model, published or not, that have nearly this name, by key. This takes one query."""
    searched, query = record_model_of(model), SearchQuery.parse(name)
    # Models without search, such as topics, have few objects.
    candidates: Any = (searched or model)._default_manager.order_by("pk")
    if searched and query.words:
        candidates = found(candidates, query)
    sought = comparable_name(name)
    return [record for record in candidates if comparable_name(record.name) == sought]


class NearNameForm(forms.ModelForm):
    """A form for a record that refuses a new name which another record nearly has, until the editor ticks a box."""

    def clean_name(self) -> str:
        name: str = self.cleaned_data["name"]
        comparable = comparable_name(name)
        is_new = self.instance._state.adding or comparable != comparable_name(self.initial.get("name") or "")
        # The box stands for this one name, so another name that exists is a new question.
        if is_new and self.data.get(self.add_prefix(ANYWAY)) != comparable:
            others = [record for record in records_named_like(type(self.instance), name) if record != self.instance]
            if others:
                raise ValidationError(self._warning(others, comparable), code="near_name")
        return name

    def _warning(self, others: Sequence[Any], comparable: str) -> str:
        names = format_html_join(
            ", ", '<a href="{}" target="_blank" rel="noreferrer">{}</a>{}', map(_link, others[:MOST_NAMED])
        )
        kind, kinds = str(self.instance._meta.verbose_name), str(self.instance._meta.verbose_name_plural)
        article = "an" if kind[0] in "aeiou" else "a"
        who = f"is already {article} {kind}" if len(others) == 1 else f"are already {len(others)} {kinds}"
        return format_html(
            '{} <label class="pages-name-anyway"><input type="checkbox" name="{}" value="{}"> {}</label>',
            format_html("There {} with this name: {}.", who, names),
            self.add_prefix(ANYWAY),
            comparable,
            "Create it anyway" if self.instance._state.adding else "Use this name anyway",
        )


def warn_of_near_names(form_class: type[forms.ModelForm] | None) -> Any:
    """Return the form class with the warning, or ``None`` for none."""
    if form_class is None or "name" not in form_class.base_fields:
        return form_class
    return type(form_class.__name__, (NearNameForm, form_class), {"__doc__": form_class.__doc__})


def _link(record: Any) -> tuple[str, str, str]:
    details = details_in_words(record)
    url = reverse(type(record).snippet_viewset.get_url_name("edit"), args=[record.pk])
    return url, str(record), f" ({details})" if details else ""
