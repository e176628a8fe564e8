"""Signal handlers that keep redirects and withdrawn paths in step with the pages, in the same transaction."""

from typing import Any

from django.db import transaction
from django.db.models import Model
from django.db.models.signals import post_delete, pre_delete, pre_save
from wagtail.models import Page, Site
from wagtail.signals import pre_page_move

from pages.urls.former_slugs import follow_deleted_record, follow_saved_record
from pages.urls.moves import follow_move, follow_site
from pages.urls.withdrawals import PageDeletion, on_publish, on_unpublish
from pages.visibility.visibility import Visibility


def follow_saved_page(
    sender: type[Model], instance: Any, raw: bool = False, update_fields: Any = None, **_: Any
) -> None:
    """Compare a page that is about to be saved with its row, and update redirects and withdrawn paths.

    The caller saves the page in a transaction: Wagtail's ``Page.save`` is atomic.
    """
    if raw or not issubclass(sender, Page):
        return
    saved = {"live", "slug"} if update_fields is None else {"live", "slug"}.intersection(update_fields)
    if not saved:
        return
    known = Page.objects.filter(pk=instance.pk) if instance.pk else Page.objects.none()
    tree_path, url_path, slug, was_live = known.values_list("path", "url_path", "slug", "live").first() or (
        instance.path,
        instance.url_path,
        instance.slug,
        False,
    )
    is_live = instance.live if "live" in saved else was_live
    if was_live and not is_live:
        on_unpublish(tree_path, url_path, Visibility(everywhere=True))
    elif is_live and not was_live:
        on_publish(tree_path, instance.url_path, Visibility(everywhere=True))
    # Moves also change the path, but not the slug: ``follow_moved_page`` handles them.
    if "slug" in saved and slug != instance.slug:
        follow_move(tree_path, url_path, instance.url_path, tree_path[: -Page.steplen])


def follow_moved_page(
    sender: type[Model],
    instance: Any,
    parent_page_after: Any,
    url_path_before: str,
    url_path_after: str,
    **_: Any,
) -> None:
    """Create redirects for a page that is about to get another parent."""
    if url_path_before != url_path_after:
        # Read the tree paths from the database: objects in memory may be outdated by earlier moves.
        places = dict(Page.objects.filter(pk__in=[instance.pk, parent_page_after.pk]).values_list("pk", "path"))
        follow_move(places[instance.pk], url_path_before, url_path_after, places[parent_page_after.pk])


def follow_saved_site(sender: type[Model], instance: Any, raw: bool = False, **_: Any) -> None:
    """Create redirects for a site record that is about to be added or to get another root page."""
    unchanged = Site.objects.filter(pk=instance.pk, root_page=instance.root_page_id)
    if not raw and not unchanged.exists():
        with transaction.atomic():
            follow_site(instance)


def look_at_page_to_delete(sender: type[Model], instance: Any, **_: Any) -> None:
    """Collect the paths of a page before it is deleted."""
    instance.deletion = PageDeletion(instance)


def record_deleted_page(sender: type[Model], instance: Any, **_: Any) -> None:
    """Record the paths of a page after it is deleted: only then is it known whether its site was deleted with it."""
    instance.deletion.carried_out()


def register_path_handlers() -> None:
    """Connect the handlers."""
    pre_save.connect(follow_saved_page, dispatch_uid="follow_saved_page")
    pre_save.connect(follow_saved_site, sender=Site, dispatch_uid="follow_saved_site")
    pre_save.connect(follow_saved_record, dispatch_uid="follow_saved_record")
    pre_delete.connect(follow_deleted_record, dispatch_uid="follow_deleted_record")
    pre_page_move.connect(follow_moved_page, dispatch_uid="follow_moved_page")
    # Every page has a row of `Page`, so these handlers run once for a page of any type.
    pre_delete.connect(look_at_page_to_delete, sender=Page, dispatch_uid="look_at_page_to_delete")
    post_delete.connect(record_deleted_page, sender=Page, dispatch_uid="record_deleted_page")
