"""Builds the small JSON objects that many responses share, from loaded references. They must not be changed."""

import datetime
from collections.abc import Callable, Iterable
from functools import wraps
from typing import Any

from api.formats.addresses import web_address
from api.formats.datetimes import format_date
from api.formats.links import detail_url
from api.images.levels import NONE
from api.images.representation import represent_image
from api.loading.child_relations import confirmed
from api.loading.linked import LinkedPage, PageCard
from api.loading.related_objects import RelatedObjects
from api.registry.kinds import record_kinds
from pages.images.sources import LOGO, PORTRAIT
from pages.models import EventPage, EventSeries, Organization, OrganizationAbout, Person

Builder = Callable[..., Any]


def build_once(build: Builder) -> Builder:
    """Decorate a function that builds an object from references, so that it builds each object once per response."""

    @wraps(build)
    def find_or_build(related: RelatedObjects, *arguments: Any, **options: Any) -> Any:
        key = (build.__name__, *arguments, *options.items())
        if key not in related.built:
            related.built[key] = build(related, *arguments, **options)
        return related.built[key]

    return find_or_build


@build_once
def image_representation(
    related: RelatedObjects,
    key: int | None,
    *,
    alt: str | None = None,
    decorative: bool = False,
    use: str | None = None,
) -> dict[str, Any] | None:
    """Return the JSON of an image, or ``None`` if it is not public or the response has no images.

    ``use`` is one of ``pages.images.sources.USES`` for a small picture.
    """
    found = related.images.get(key) if key is not None else None
    if found is None or related.image_level == NONE:
        return None
    crops, level = related.crops, related.image_level
    return represent_image(found, alt=alt, decorative=decorative, crops=crops, use=use, level=level)


@build_once
def social_image(related: RelatedObjects, *keys: int | None) -> dict[str, Any] | None:
    """Return the JSON of the first of several images that is public, with its crop for link previews."""
    found = (related.images.get(key) for key in keys if key is not None)
    image = next((image for image in found if image is not None), None)
    if image is None or related.image_level == NONE:
        return None
    return represent_image(image, crops=("social",), level=related.image_level)


def page_meta(page: LinkedPage) -> dict[str, Any]:
    """Return the ``meta`` of a link to a page."""
    return {
        "type": page.type,
        "detail_url": detail_url("pages", page.id),
        "html_url": page.html_url,
        "html_path": page.html_path,
        "locale": page.locale,
    }


@build_once
def page_link(related: RelatedObjects, key: int | None) -> dict[str, Any] | None:
    """Return a page link with its card, or ``None`` if the page is not public."""
    page = related.pages.get(key) if key is not None else None
    if page is None:
        return None
    return {"id": page.id, "meta": page_meta(page), "title": page.title, "listing": card(related, page)}


def page_links(related: RelatedObjects, keys: Any) -> list[dict[str, Any]]:
    """Return links to those of the pages that are public, in the given order, each once."""
    links = (page_link(related, key) for key in dict.fromkeys(keys))
    return [link for link in links if link is not None]


def card(related: RelatedObjects, page: PageCard) -> dict[str, Any]:
    """Return the card of a page."""
    return listing(
        page.kicker,
        page.title,
        page.summary,
        image_representation(related, page.image_id),
        page.date,
        page.status,
        page.html_url,
    )


def listing(
    kicker: str,
    title: str,
    summary: str,
    image: dict[str, Any] | None,
    date: datetime.date | None,
    status: str | None,
    url: str | None,
) -> dict[str, Any]:
    """Return what a card shows, and where it leads. While an event is postponed, its date is void."""
    return {
        "kicker": kicker,
        "title": title,
        "summary": summary,
        "image": image,
        "date": None if status == EventPage.Status.POSTPONED else format_date(date),
        "status": status or None,
        "url": url,
    }


def page_reference(page: LinkedPage | None) -> dict[str, Any] | None:
    """Return a page as Wagtail API v2 represents a parent or the source of an alias."""
    if page is None:
        return None
    meta = {"type": page.type, "detail_url": detail_url("pages", page.id), "html_url": page.html_url}
    return {"id": page.id, "meta": meta, "title": page.title}


def portrait(related: RelatedObjects, key: int | None, name: str) -> dict[str, Any] | None:
    """Return the JSON of the portrait of a person, a square. Without an alternative text, ``name`` describes it."""
    return _named_picture(related, key, name, PORTRAIT)


def logo(related: RelatedObjects, key: int | None, name: str) -> dict[str, Any] | None:
    """Return the JSON of a logo, which is never cut. Without an alternative text, ``name`` describes it."""
    return _named_picture(related, key, name, LOGO)


def _named_picture(related: RelatedObjects, key: int | None, name: str, use: str) -> dict[str, Any] | None:
    found = related.images.get(key) if key is not None else None
    return image_representation(related, key, alt=found.alt or name, use=use) if found else None


@build_once
def record_short(related: RelatedObjects, kind: str, key: int | None) -> dict[str, Any] | None:
    """Return the short form of a record of a kind, or ``None`` if it is not public."""
    record_kind = record_kinds()[kind]
    record = related.records[record_kind.endpoint].get(key) if key is not None else None
    return record_kind.short(related, record) if record is not None and record_kind.short else None


def person_short(related: RelatedObjects, key: int | None) -> dict[str, Any] | None:
    """Return the short form of a person, or ``None`` if the record is not public."""
    short: dict[str, Any] | None = record_short(related, "person", key)
    return short


def organization_short(related: RelatedObjects, key: int | None) -> dict[str, Any] | None:
    """Return the short form of an organization, or ``None`` if the record is not public."""
    short: dict[str, Any] | None = record_short(related, "organization", key)
    return short


def represent_person(related: RelatedObjects, person: Person) -> dict[str, Any]:
    """Return the short form of a person."""
    return {
        "id": person.pk,
        "slug": person.slug,
        "name": person.name,
        "job_title": person.job_title,
        "photo": portrait(related, person.photo_id, person.name),
        "html_path": related.record_path("person", person),
    }


def represent_organization(related: RelatedObjects, organization: Organization) -> dict[str, Any]:
    """Return the short form of an organization."""
    return {
        "id": organization.pk,
        "slug": organization.slug,
        "name": organization.name,
        "short_name": organization.short_name,
        "url": web_address(organization.url),
        "logo": logo(related, organization.logo_id, organization.name),
        "html_path": related.record_path("organization", organization),
    }


def represent_series(related: RelatedObjects, series: EventSeries) -> dict[str, Any]:
    """Return the short form of a series of events."""
    return {"id": series.pk, "slug": series.slug, "title": series.name}


def line_after_name(related: RelatedObjects, person: Person | None) -> str:
    """Return a person's job title and organization as one line."""
    if person is None:
        return ""
    organization = related.organizations.get(person.organization_id or 0)
    return ", ".join(part for part in (person.job_title, organization.name if organization else "") if part)


def document_representation(related: RelatedObjects, key: int | None) -> dict[str, Any] | None:
    """Return the JSON of a document, or ``None`` if it is not public."""
    found = related.documents.get(key) if key is not None else None
    if found is None:
        return None
    meta = {
        "type": "wagtaildocs.Document",
        "detail_url": detail_url("documents", found.id),
        "download_url": found.url,
    }
    return {"id": found.id, "meta": meta, "title": found.title}


def record_of(related: RelatedObjects, row: Any) -> Person | Organization | None:
    """Return the public record of a participant row, if it has one."""
    if row.person_id is not None:
        return related.people.get(row.person_id)
    return related.organizations.get(row.organization_id) if row.organization_id is not None else None


def person_of(related: RelatedObjects, row: Any) -> Person | None:
    """Return the public person of a participant row, if it has one."""
    return related.people.get(row.person_id) if row.person_id is not None else None


def participant(related: RelatedObjects, row: Any, with_photo: bool = True) -> dict[str, Any] | None:
    """Return the fields that all participant rows share, or ``None`` if the row must be dropped.

    A row is dropped if it is not confirmed, names a record that is not public, or names nobody. ``with_photo`` is that
    of ``want_participants``.
    """
    record, person, organization = record_of(related, row), row.person_id, row.organization_id
    has_record = person is not None or organization is not None
    name = row.name or (record.name if record else "")
    if not confirmed([row]) or (has_record and record is None) or not name:
        return None
    picture = logo if isinstance(record, Organization) else portrait
    record_photo = record.photo_id if isinstance(record, Person) else record.logo_id if record else None
    return {
        "name": name,
        "person": person_short(related, person),
        "organization": organization_short(related, organization) if person is None else None,
        "photo": picture(related, row.photo_id, name) or picture(related, record_photo, name) if with_photo else None,
    }


def want_participants(related: RelatedObjects, rows: Any, *, with_photo: bool = True, whole: bool = True) -> None:
    """Register the records and images of confirmed participant rows, so that they are loaded.

    Without ``with_photo``, not the images of the rows. Without ``whole``, of the records only what is in their columns.
    """
    want = related.want if whole else related.want_alone
    for row in confirmed(rows):
        want("people", row.person_id)
        want("organizations", row.organization_id)
        if with_photo:
            related.want("images", row.photo_id)


def want_links(related: RelatedObjects, keys: Iterable[int], with_cards: bool) -> None:
    """Register the pages of page links, and the images of their cards if they are shown."""
    (related.want if with_cards else related.want_alone)("pages", *keys)


def about_representation(related: RelatedObjects, page: OrganizationAbout) -> dict[str, Any] | None:
    """Return the text about the organization that events show, from its page; ``None`` if the page is not public."""
    linked = related.pages.get(page.pk)
    if linked is None:
        return None
    organization = related.organizations.get(page.organization_id or 0)
    name = organization.name if organization else page.title
    logo_id = page.logo_id or (organization.logo_id if organization else None)
    return {
        "id": page.pk,
        "meta": {**page_meta(linked), "detail_url": detail_url("pages", page.pk)},
        "title": page.title,
        "name": name,
        "logo": logo(related, logo_id, name),
        "boilerplate": related.rich_text(page.boilerplate),
    }
