"""Everything that editors write, and what is kept beside it."""

import datetime
import uuid

import django.core.validators
import django.db.models.deletion
import django.utils.timezone
import django_countries.fields
import modelcluster.contrib.taggit
import modelcluster.fields
import modelsearch.index
import taggit.managers
import wagtail.fields
import wagtail.images.models
import wagtail.models.media
from django.conf import settings
from django.db import migrations, models

import pages.blocks.body
import pages.fields.wall_clock
import pages.images.image
import pages.models.guest_blog_post
import pages.previews.mixin
import pages.sites.site_settings


class Migration(migrations.Migration):
    dependencies = [
        ("contenttypes", "0002_remove_content_type_name"),
        ("pages", "0001_user"),
        ("taggit", "0006_rename_taggeditem_content_type_object_id_taggit_tagg_content_8fc721_idx"),
        ("wagtailcore", "0098_apitoken"),
        ("wagtaildocs", "0014_alter_document_file_size"),
        migrations.swappable_dependency(settings.WAGTAIL_PAGE_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name="EventPage",
            fields=[
                (
                    "page_ptr",
                    models.OneToOneField(
                        auto_created=True,
                        on_delete=django.db.models.deletion.CASCADE,
                        parent_link=True,
                        primary_key=True,
                        serialize=False,
                        to=settings.WAGTAIL_PAGE_MODEL,
                    ),
                ),
                ("subtitle", models.CharField(blank=True, max_length=255)),
                (
                    "summary",
                    models.TextField(
                        blank=True,
                        help_text="One or two sentences for cards and search results. Plain text.",
                        max_length=500,
                    ),
                ),
                ("body", pages.blocks.body.BodyField(blank=True)),
                (
                    "canonical_url",
                    models.URLField(
                        blank=True,
                        help_text="Only if this text first appeared elsewhere and search engines should show that page instead.",
                        verbose_name="original address",
                    ),
                ),
                (
                    "noindex",
                    models.BooleanField(
                        default=False,
                        help_text="The page stays public, but search engines do not list it.",
                        verbose_name="hide from search engines",
                    ),
                ),
                ("excerpt", models.TextField(blank=True, editable=False)),
                ("intro", wagtail.fields.RichTextField(blank=True, verbose_name="opening")),
                (
                    "start_date",
                    models.DateField(
                        blank=True,
                        db_index=True,
                        null=True,
                        validators=[
                            django.core.validators.MinValueValidator(
                                datetime.date(1900, 1, 1), "Choose a date in 1900 or later."
                            ),
                            django.core.validators.MaxValueValidator(
                                datetime.date(2199, 12, 31), "Choose a date before 2200."
                            ),
                        ],
                    ),
                ),
                ("start_time", models.TimeField(blank=True, null=True)),
                (
                    "start_occurrence",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("first", "The first time (before the clocks go back)"),
                            ("second", "The second time (after the clocks go back)"),
                        ],
                        max_length=8,
                        verbose_name="which of the two",
                    ),
                ),
                (
                    "end_date",
                    models.DateField(
                        blank=True,
                        help_text="Leave empty if it ends on the day it starts.",
                        null=True,
                        validators=[
                            django.core.validators.MinValueValidator(
                                datetime.date(1900, 1, 1), "Choose a date in 1900 or later."
                            ),
                            django.core.validators.MaxValueValidator(
                                datetime.date(2199, 12, 31), "Choose a date before 2200."
                            ),
                        ],
                    ),
                ),
                ("end_time", models.TimeField(blank=True, help_text="Leave empty if you do not know yet.", null=True)),
                (
                    "end_occurrence",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("first", "The first time (before the clocks go back)"),
                            ("second", "The second time (after the clocks go back)"),
                        ],
                        max_length=8,
                        verbose_name="which of the two",
                    ),
                ),
                (
                    "time_zone",
                    models.CharField(
                        choices=pages.fields.wall_clock.time_zone_choices,
                        default=pages.sites.site_settings.default_time_zone,
                        max_length=64,
                        validators=[pages.fields.wall_clock.validate_time_zone],
                    ),
                ),
                (
                    "all_day",
                    models.BooleanField(default=False, help_text="Tick this if the event has dates but no times."),
                ),
                (
                    "date_note",
                    models.CharField(
                        blank=True,
                        help_text="In words, if there is no date yet: “Autumn, date to be announced”.",
                        max_length=255,
                    ),
                ),
                (
                    "status",
                    models.CharField(
                        choices=[
                            ("scheduled", "As planned"),
                            ("postponed", "Postponed, no new date yet"),
                            ("rescheduled", "Moved to another date"),
                            ("moved_online", "Moved online"),
                            ("cancelled", "Cancelled"),
                        ],
                        db_index=True,
                        default="scheduled",
                        max_length=16,
                    ),
                ),
                (
                    "status_note",
                    models.CharField(
                        blank=True,
                        help_text="What visitors should know about the change, in a sentence.",
                        max_length=500,
                    ),
                ),
                ("previous_starts", models.JSONField(blank=True, default=list, editable=False)),
                ("sequence", models.PositiveIntegerField(default=0, editable=False)),
                ("starts_at", models.DateTimeField(blank=True, db_index=True, editable=False, null=True)),
                ("ends_at", models.DateTimeField(blank=True, db_index=True, editable=False, null=True)),
                ("over_at", models.DateTimeField(blank=True, db_index=True, editable=False, null=True)),
                (
                    "attendance_mode",
                    models.CharField(
                        choices=[("in_person", "In person"), ("online", "Online"), ("hybrid", "In person and online")],
                        db_index=True,
                        default="in_person",
                        max_length=16,
                        verbose_name="how to attend",
                    ),
                ),
                ("venue_name", models.CharField(blank=True, max_length=255, verbose_name="name")),
                ("venue_room", models.CharField(blank=True, max_length=255, verbose_name="room")),
                ("venue_street", models.CharField(blank=True, max_length=255, verbose_name="street and number")),
                ("venue_locality", models.CharField(blank=True, max_length=255, verbose_name="town")),
                ("venue_region", models.CharField(blank=True, max_length=255, verbose_name="state or region")),
                ("venue_postal_code", models.CharField(blank=True, max_length=32, verbose_name="postal code")),
                (
                    "venue_country",
                    django_countries.fields.CountryField(blank=True, max_length=2, verbose_name="country"),
                ),
                (
                    "venue_latitude",
                    models.DecimalField(blank=True, decimal_places=6, max_digits=9, null=True, verbose_name="latitude"),
                ),
                (
                    "venue_longitude",
                    models.DecimalField(
                        blank=True, decimal_places=6, max_digits=9, null=True, verbose_name="longitude"
                    ),
                ),
                (
                    "venue_map_url",
                    models.URLField(
                        blank=True,
                        help_text="The address of a map.",
                        validators=[django.core.validators.URLValidator(schemes=["http", "https"])],
                        verbose_name="map",
                    ),
                ),
                (
                    "venue_accessibility",
                    models.TextField(
                        blank=True, help_text="Entrances, lifts, parking, whom to ask.", verbose_name="access in words"
                    ),
                ),
                (
                    "venue_note",
                    models.CharField(
                        blank=True,
                        help_text="For example: “The address is sent after you sign up.”",
                        max_length=500,
                        verbose_name="note on the place",
                    ),
                ),
                (
                    "online_url",
                    models.URLField(
                        blank=True,
                        validators=[django.core.validators.URLValidator(schemes=["http", "https"])],
                        verbose_name="address to join",
                    ),
                ),
                ("online_platform", models.CharField(blank=True, max_length=100, verbose_name="platform")),
                (
                    "online_note",
                    models.CharField(
                        blank=True,
                        help_text="For example: “The link is sent on the day before.”",
                        max_length=500,
                        verbose_name="note on joining",
                    ),
                ),
                (
                    "access_step_free",
                    models.CharField(
                        blank=True,
                        choices=[("yes", "Yes"), ("no", "No"), ("on_request", "On request")],
                        max_length=16,
                        verbose_name="step-free access",
                    ),
                ),
                (
                    "access_accessible_toilets",
                    models.CharField(
                        blank=True,
                        choices=[("yes", "Yes"), ("no", "No"), ("on_request", "On request")],
                        max_length=16,
                        verbose_name="accessible toilets",
                    ),
                ),
                (
                    "access_hearing_loop",
                    models.CharField(
                        blank=True,
                        choices=[("yes", "Yes"), ("no", "No"), ("on_request", "On request")],
                        max_length=16,
                        verbose_name="hearing loop",
                    ),
                ),
                (
                    "access_live_captions",
                    models.CharField(
                        blank=True,
                        choices=[("yes", "Yes"), ("no", "No"), ("on_request", "On request")],
                        max_length=16,
                        verbose_name="live captions",
                    ),
                ),
                (
                    "access_sign_language",
                    models.CharField(
                        blank=True,
                        choices=[("yes", "Yes"), ("no", "No"), ("on_request", "On request")],
                        max_length=16,
                        verbose_name="sign language",
                    ),
                ),
                (
                    "access_interpretation",
                    models.CharField(
                        blank=True,
                        choices=[("yes", "Yes"), ("no", "No"), ("on_request", "On request")],
                        max_length=16,
                        verbose_name="interpretation",
                    ),
                ),
                (
                    "access_quiet_room",
                    models.CharField(
                        blank=True,
                        choices=[("yes", "Yes"), ("no", "No"), ("on_request", "On request")],
                        max_length=16,
                        verbose_name="quiet room",
                    ),
                ),
                (
                    "access_childcare",
                    models.CharField(
                        blank=True,
                        choices=[("yes", "Yes"), ("no", "No"), ("on_request", "On request")],
                        max_length=16,
                        verbose_name="childcare",
                    ),
                ),
                (
                    "rsvp_mode",
                    models.CharField(
                        choices=[
                            ("none", "Not needed"),
                            ("url", "On a web page"),
                            ("email", "By e-mail"),
                            ("phone", "By phone"),
                            ("walk_in", "Just come"),
                            ("invite_only", "By invitation only"),
                        ],
                        default="none",
                        max_length=16,
                        verbose_name="how to sign up",
                    ),
                ),
                (
                    "rsvp_url",
                    models.URLField(
                        blank=True,
                        validators=[django.core.validators.URLValidator(schemes=["http", "https"])],
                        verbose_name="web page",
                    ),
                ),
                (
                    "rsvp_email",
                    models.EmailField(
                        blank=True,
                        help_text="Public until the event is over, if you choose “By e-mail”.",
                        max_length=254,
                        verbose_name="e-mail address",
                    ),
                ),
                (
                    "rsvp_phone",
                    models.CharField(
                        blank=True,
                        help_text="Public until the event is over, if you choose “By phone”.",
                        max_length=40,
                        validators=[
                            django.core.validators.RegexValidator(
                                "^\\+?[0-9 ()./-]{3,40}$",
                                "Enter a phone number in digits, preferably with the country code: +1 202 555 0100.",
                            )
                        ],
                        verbose_name="phone number",
                    ),
                ),
                ("rsvp_contact_name", models.CharField(blank=True, max_length=255, verbose_name="name of the contact")),
                (
                    "rsvp_label",
                    models.CharField(
                        blank=True,
                        help_text="Leave empty to use the site's usual text.",
                        max_length=100,
                        verbose_name="text of the button",
                    ),
                ),
                (
                    "rsvp_opens_on",
                    models.DateField(
                        blank=True,
                        null=True,
                        validators=[
                            django.core.validators.MinValueValidator(
                                datetime.date(1900, 1, 1), "Choose a date in 1900 or later."
                            ),
                            django.core.validators.MaxValueValidator(
                                datetime.date(2199, 12, 31), "Choose a date before 2200."
                            ),
                        ],
                        verbose_name="opens on",
                    ),
                ),
                ("rsvp_opens_time", models.TimeField(blank=True, null=True, verbose_name="at")),
                (
                    "rsvp_deadline_on",
                    models.DateField(
                        blank=True,
                        null=True,
                        validators=[
                            django.core.validators.MinValueValidator(
                                datetime.date(1900, 1, 1), "Choose a date in 1900 or later."
                            ),
                            django.core.validators.MaxValueValidator(
                                datetime.date(2199, 12, 31), "Choose a date before 2200."
                            ),
                        ],
                        verbose_name="closes on",
                    ),
                ),
                (
                    "rsvp_deadline_time",
                    models.TimeField(
                        blank=True,
                        help_text="Leave empty to close sign-up at the end of that day.",
                        null=True,
                        verbose_name="at",
                    ),
                ),
                ("rsvp_opens_at", models.DateTimeField(blank=True, editable=False, null=True)),
                ("rsvp_deadline", models.DateTimeField(blank=True, editable=False, null=True)),
                ("rsvp_full", models.BooleanField(default=False, verbose_name="fully booked")),
            ],
            options={
                "verbose_name": "event",
            },
            bases=(pages.previews.mixin.FrontendPreviewMixin, "wagtailcore.page"),
        ),
        migrations.CreateModel(
            name="GuestBlogPost",
            fields=[
                (
                    "page_ptr",
                    models.OneToOneField(
                        auto_created=True,
                        on_delete=django.db.models.deletion.CASCADE,
                        parent_link=True,
                        primary_key=True,
                        serialize=False,
                        to=settings.WAGTAIL_PAGE_MODEL,
                    ),
                ),
                ("subtitle", models.CharField(blank=True, max_length=255)),
                (
                    "summary",
                    models.TextField(
                        blank=True,
                        help_text="One or two sentences for cards and search results. Plain text.",
                        max_length=500,
                    ),
                ),
                ("body", pages.blocks.body.BodyField(blank=True)),
                (
                    "canonical_url",
                    models.URLField(
                        blank=True,
                        help_text="Only if this text first appeared elsewhere and search engines should show that page instead.",
                        verbose_name="original address",
                    ),
                ),
                (
                    "noindex",
                    models.BooleanField(
                        default=False,
                        help_text="The page stays public, but search engines do not list it.",
                        verbose_name="hide from search engines",
                    ),
                ),
                ("excerpt", models.TextField(blank=True, editable=False)),
                (
                    "intro",
                    wagtail.fields.RichTextField(
                        blank=True, help_text="Also shown on cards, above “read more”.", verbose_name="opening"
                    ),
                ),
                (
                    "published_on",
                    models.DateField(
                        db_index=True, default=pages.models.guest_blog_post.today, verbose_name="date shown"
                    ),
                ),
                (
                    "updated_on",
                    models.DateField(
                        blank=True,
                        help_text="Only if the content has changed substantially.",
                        null=True,
                        verbose_name="updated on",
                    ),
                ),
                ("disclaimer", models.TextField(blank=True, help_text="For example: the views are the author's own.")),
                ("original_title", models.CharField(blank=True, max_length=255, verbose_name="title there")),
                (
                    "original_url",
                    models.URLField(
                        blank=True,
                        validators=[django.core.validators.URLValidator(schemes=["http", "https"])],
                        verbose_name="address there",
                    ),
                ),
                ("original_published_on", models.DateField(blank=True, null=True, verbose_name="published there on")),
                ("reading_time_minutes", models.PositiveIntegerField(db_index=True, default=0, editable=False)),
                ("word_count", models.PositiveIntegerField(default=0, editable=False)),
            ],
            options={
                "verbose_name": "guest post",
            },
            bases=(pages.previews.mixin.FrontendPreviewMixin, "wagtailcore.page"),
        ),
        migrations.CreateModel(
            name="HomePage",
            fields=[
                (
                    "page_ptr",
                    models.OneToOneField(
                        auto_created=True,
                        on_delete=django.db.models.deletion.CASCADE,
                        parent_link=True,
                        primary_key=True,
                        serialize=False,
                        to=settings.WAGTAIL_PAGE_MODEL,
                    ),
                ),
                ("subtitle", models.CharField(blank=True, max_length=255)),
                (
                    "summary",
                    models.TextField(
                        blank=True,
                        help_text="One or two sentences for cards and search results. Plain text.",
                        max_length=500,
                    ),
                ),
                ("body", pages.blocks.body.BodyField(blank=True)),
                (
                    "canonical_url",
                    models.URLField(
                        blank=True,
                        help_text="Only if this text first appeared elsewhere and search engines should show that page instead.",
                        verbose_name="original address",
                    ),
                ),
                (
                    "noindex",
                    models.BooleanField(
                        default=False,
                        help_text="The page stays public, but search engines do not list it.",
                        verbose_name="hide from search engines",
                    ),
                ),
                ("excerpt", models.TextField(blank=True, editable=False)),
            ],
            options={
                "verbose_name": "home page",
            },
            bases=(pages.previews.mixin.FrontendPreviewMixin, "wagtailcore.page"),
        ),
        migrations.CreateModel(
            name="Topic",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("name", models.CharField(max_length=100, unique=True)),
                (
                    "slug",
                    models.SlugField(
                        allow_unicode=True,
                        blank=True,
                        help_text="The last part of the topic's address on the site. Leave empty to generate it from the name.",
                        max_length=100,
                        unique=True,
                    ),
                ),
                (
                    "description",
                    models.TextField(blank=True, help_text="One or two sentences for the page of the topic."),
                ),
            ],
            options={
                "verbose_name": "topic",
                "ordering": ["name", "pk"],
            },
            bases=(modelsearch.index.Indexed, models.Model),
        ),
        migrations.CreateModel(
            name="Announcements",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "announcements",
                    wagtail.fields.StreamField(
                        [("announcement", 10)],
                        blank=True,
                        block_lookup={
                            0: ("wagtail.blocks.TextBlock", (), {"max_length": 500, "rows": 2}),
                            1: ("wagtail.blocks.PageChooserBlock", (), {"required": False}),
                            2: ("wagtail.documents.blocks.DocumentChooserBlock", (), {"required": False}),
                            3: (
                                "wagtail.blocks.URLBlock",
                                (),
                                {
                                    "label": "Web address",
                                    "required": False,
                                    "validators": [django.core.validators.URLValidator(schemes=["http", "https"])],
                                },
                            ),
                            4: ("wagtail.blocks.EmailBlock", (), {"label": "E-mail address", "required": False}),
                            5: (
                                "wagtail.blocks.RegexBlock",
                                ("^\\+?[0-9 ()./-]{3,40}$",),
                                {
                                    "error_messages": {
                                        "invalid": "Enter a phone number in digits, preferably with the country code: +1 202 555 0100."
                                    },
                                    "label": "Phone number",
                                    "required": False,
                                },
                            ),
                            6: (
                                "wagtail.blocks.CharBlock",
                                (),
                                {
                                    "help_text": "Leave empty to use the title of the page.",
                                    "max_length": 255,
                                    "required": False,
                                },
                            ),
                            7: (
                                "wagtail.blocks.StructBlock",
                                [[("page", 1), ("document", 2), ("url", 3), ("email", 4), ("phone", 5), ("label", 6)]],
                                {},
                            ),
                            8: (
                                "wagtail.blocks.DateTimeBlock",
                                (),
                                {"help_text": "Leave empty to show it at once.", "label": "From", "required": False},
                            ),
                            9: (
                                "wagtail.blocks.DateTimeBlock",
                                (),
                                {"help_text": "Leave empty to show it until you remove it.", "required": False},
                            ),
                            10: (
                                "wagtail.blocks.StructBlock",
                                [[("text", 0), ("link", 7), ("start", 8), ("until", 9)]],
                                {},
                            ),
                        },
                        help_text="Put the most important one first. Times are in your account's time zone. Past announcements are hidden automatically; remove them whenever you like.",
                    ),
                ),
                (
                    "site",
                    models.OneToOneField(
                        editable=False, on_delete=django.db.models.deletion.CASCADE, to="wagtailcore.site"
                    ),
                ),
            ],
            options={
                "verbose_name": "announcements",
                "verbose_name_plural": "announcements",
            },
        ),
        migrations.CreateModel(
            name="EventPageTag",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "content_object",
                    modelcluster.fields.ParentalKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="tagged_items", to="pages.eventpage"
                    ),
                ),
                (
                    "tag",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="%(app_label)s_%(class)s_items",
                        to="taggit.tag",
                    ),
                ),
            ],
            options={
                "abstract": False,
            },
        ),
        migrations.AddField(
            model_name="eventpage",
            name="tags",
            field=modelcluster.contrib.taggit.ClusterTaggableManager(
                blank=True,
                help_text="A comma-separated list of tags.",
                through="pages.EventPageTag",
                to="taggit.Tag",
                verbose_name="Tags",
            ),
        ),
        migrations.CreateModel(
            name="EventRelatedPage",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("sort_order", models.IntegerField(blank=True, editable=False, null=True)),
                (
                    "event",
                    modelcluster.fields.ParentalKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="related_pages", to="pages.eventpage"
                    ),
                ),
                (
                    "page",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="+", to=settings.WAGTAIL_PAGE_MODEL
                    ),
                ),
            ],
            options={
                "verbose_name": "related page",
                "ordering": ["sort_order"],
                "abstract": False,
            },
        ),
        migrations.CreateModel(
            name="GuestBlogPostTag",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "content_object",
                    modelcluster.fields.ParentalKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="tagged_items",
                        to="pages.guestblogpost",
                    ),
                ),
                (
                    "tag",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="%(app_label)s_%(class)s_items",
                        to="taggit.tag",
                    ),
                ),
            ],
            options={
                "abstract": False,
            },
        ),
        migrations.AddField(
            model_name="guestblogpost",
            name="tags",
            field=modelcluster.contrib.taggit.ClusterTaggableManager(
                blank=True,
                help_text="A comma-separated list of tags.",
                through="pages.GuestBlogPostTag",
                to="taggit.Tag",
                verbose_name="Tags",
            ),
        ),
        migrations.CreateModel(
            name="HomePageFeatured",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("sort_order", models.IntegerField(blank=True, editable=False, null=True)),
                (
                    "home_page",
                    modelcluster.fields.ParentalKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="featured", to="pages.homepage"
                    ),
                ),
                (
                    "page",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="+", to=settings.WAGTAIL_PAGE_MODEL
                    ),
                ),
            ],
            options={
                "verbose_name": "featured page",
                "ordering": ["sort_order"],
                "abstract": False,
            },
        ),
        migrations.CreateModel(
            name="Image",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("title", models.CharField(max_length=255, verbose_name="title")),
                ("width", models.IntegerField(editable=False, verbose_name="width")),
                ("height", models.IntegerField(editable=False, verbose_name="height")),
                ("created_at", models.DateTimeField(auto_now_add=True, db_index=True, verbose_name="created at")),
                ("focal_point_x", models.PositiveIntegerField(blank=True, null=True)),
                ("focal_point_y", models.PositiveIntegerField(blank=True, null=True)),
                ("focal_point_width", models.PositiveIntegerField(blank=True, null=True)),
                ("focal_point_height", models.PositiveIntegerField(blank=True, null=True)),
                ("file_size", models.PositiveIntegerField(editable=False, null=True)),
                ("file_hash", models.CharField(blank=True, db_index=True, editable=False, max_length=40)),
                (
                    "file",
                    pages.images.image.UprightImageField(
                        height_field="height", upload_to=wagtail.images.models.get_upload_to, width_field="width"
                    ),
                ),
                (
                    "description",
                    models.CharField(
                        blank=True,
                        default="",
                        help_text="Helps editors find the image in the library.",
                        max_length=255,
                        verbose_name="note",
                    ),
                ),
                (
                    "alt",
                    models.CharField(
                        blank=True,
                        help_text="Describe the image for people who cannot see it.",
                        max_length=255,
                        verbose_name="alternative text",
                    ),
                ),
                (
                    "decorative",
                    models.BooleanField(
                        default=False,
                        help_text="Tick this if people who cannot see the image miss nothing.",
                        verbose_name="decorative",
                    ),
                ),
                (
                    "caption",
                    models.CharField(
                        blank=True,
                        help_text="Shown below the image, unless a page has its own caption for it.",
                        max_length=500,
                    ),
                ),
                (
                    "credit",
                    models.CharField(
                        blank=True,
                        help_text="Who made the image or owns the rights, as it should be printed.",
                        max_length=255,
                    ),
                ),
                (
                    "dominant_color",
                    models.CharField(blank=True, editable=False, max_length=7, verbose_name="main colour"),
                ),
                ("placeholder", models.TextField(blank=True, editable=False)),
                (
                    "collection",
                    models.ForeignKey(
                        default=wagtail.models.media.get_root_collection_id,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="+",
                        to="wagtailcore.collection",
                        verbose_name="collection",
                    ),
                ),
                (
                    "tags",
                    taggit.managers.TaggableManager(
                        blank=True, help_text=None, through="taggit.TaggedItem", to="taggit.Tag", verbose_name="Tags"
                    ),
                ),
                (
                    "uploaded_by_user",
                    models.ForeignKey(
                        blank=True,
                        editable=False,
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="uploaded_images",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
            ],
            options={
                "verbose_name": "image",
                "verbose_name_plural": "images",
                "permissions": [("choose_image", "Can choose image")],
                "abstract": False,
            },
            bases=(wagtail.images.models.ImageFileMixin, modelsearch.index.Indexed, models.Model),
        ),
        migrations.AddField(
            model_name="homepage",
            name="feature_image",
            field=models.ForeignKey(
                blank=True, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name="+", to="pages.image"
            ),
        ),
        migrations.AddField(
            model_name="homepage",
            name="social_image",
            field=models.ForeignKey(
                blank=True,
                help_text="Shown when the page is shared. Leave empty to use the main image.",
                null=True,
                on_delete=django.db.models.deletion.SET_NULL,
                related_name="+",
                to="pages.image",
            ),
        ),
        migrations.AddField(
            model_name="guestblogpost",
            name="feature_image",
            field=models.ForeignKey(
                blank=True, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name="+", to="pages.image"
            ),
        ),
        migrations.AddField(
            model_name="guestblogpost",
            name="social_image",
            field=models.ForeignKey(
                blank=True,
                help_text="Shown when the page is shared. Leave empty to use the main image.",
                null=True,
                on_delete=django.db.models.deletion.SET_NULL,
                related_name="+",
                to="pages.image",
            ),
        ),
        migrations.AddField(
            model_name="eventpage",
            name="feature_image",
            field=models.ForeignKey(
                blank=True, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name="+", to="pages.image"
            ),
        ),
        migrations.AddField(
            model_name="eventpage",
            name="social_image",
            field=models.ForeignKey(
                blank=True,
                help_text="Shown when the page is shared. Leave empty to use the main image.",
                null=True,
                on_delete=django.db.models.deletion.SET_NULL,
                related_name="+",
                to="pages.image",
            ),
        ),
        migrations.CreateModel(
            name="Navigation",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "header",
                    wagtail.fields.StreamField(
                        [("page", 10), ("document", 11), ("url", 12), ("group", 13)],
                        blank=True,
                        block_lookup={
                            0: ("wagtail.blocks.PageChooserBlock", (), {}),
                            1: (
                                "wagtail.blocks.CharBlock",
                                (),
                                {
                                    "help_text": "Leave empty to use the current title of the page.",
                                    "max_length": 255,
                                    "required": False,
                                },
                            ),
                            2: ("wagtail.blocks.StructBlock", [[("page", 0), ("label", 1)]], {}),
                            3: ("wagtail.documents.blocks.DocumentChooserBlock", (), {}),
                            4: (
                                "wagtail.blocks.CharBlock",
                                (),
                                {
                                    "help_text": "Leave empty to use the title of the document.",
                                    "max_length": 255,
                                    "required": False,
                                },
                            ),
                            5: ("wagtail.blocks.StructBlock", [[("document", 3), ("label", 4)]], {}),
                            6: ("wagtail.blocks.CharBlock", (), {"max_length": 255}),
                            7: (
                                "wagtail.blocks.URLBlock",
                                (),
                                {
                                    "label": "Web address",
                                    "validators": [django.core.validators.URLValidator(schemes=["http", "https"])],
                                },
                            ),
                            8: ("wagtail.blocks.StructBlock", [[("label", 6), ("url", 7)]], {}),
                            9: (
                                "wagtail.blocks.StreamBlock",
                                [[("page", 2), ("document", 5), ("url", 8)]],
                                {"label": "Below this entry", "required": False},
                            ),
                            10: ("wagtail.blocks.StructBlock", [[("page", 0), ("label", 1), ("children", 9)]], {}),
                            11: ("wagtail.blocks.StructBlock", [[("document", 3), ("label", 4), ("children", 9)]], {}),
                            12: ("wagtail.blocks.StructBlock", [[("label", 6), ("url", 7), ("children", 9)]], {}),
                            13: ("wagtail.blocks.StructBlock", [[("label", 6), ("children", 9)]], {}),
                        },
                        help_text="Drag entries to reorder them. An entry whose page or document is not public is hidden, together with the entries below it.",
                        verbose_name="main menu",
                    ),
                ),
                (
                    "footer",
                    wagtail.fields.StreamField(
                        [("page", 10), ("document", 11), ("url", 12), ("group", 13)],
                        blank=True,
                        block_lookup={
                            0: ("wagtail.blocks.PageChooserBlock", (), {}),
                            1: (
                                "wagtail.blocks.CharBlock",
                                (),
                                {
                                    "help_text": "Leave empty to use the current title of the page.",
                                    "max_length": 255,
                                    "required": False,
                                },
                            ),
                            2: ("wagtail.blocks.StructBlock", [[("page", 0), ("label", 1)]], {}),
                            3: ("wagtail.documents.blocks.DocumentChooserBlock", (), {}),
                            4: (
                                "wagtail.blocks.CharBlock",
                                (),
                                {
                                    "help_text": "Leave empty to use the title of the document.",
                                    "max_length": 255,
                                    "required": False,
                                },
                            ),
                            5: ("wagtail.blocks.StructBlock", [[("document", 3), ("label", 4)]], {}),
                            6: ("wagtail.blocks.CharBlock", (), {"max_length": 255}),
                            7: (
                                "wagtail.blocks.URLBlock",
                                (),
                                {
                                    "label": "Web address",
                                    "validators": [django.core.validators.URLValidator(schemes=["http", "https"])],
                                },
                            ),
                            8: ("wagtail.blocks.StructBlock", [[("label", 6), ("url", 7)]], {}),
                            9: (
                                "wagtail.blocks.StreamBlock",
                                [[("page", 2), ("document", 5), ("url", 8)]],
                                {"label": "Below this entry", "required": False},
                            ),
                            10: ("wagtail.blocks.StructBlock", [[("page", 0), ("label", 1), ("children", 9)]], {}),
                            11: ("wagtail.blocks.StructBlock", [[("document", 3), ("label", 4), ("children", 9)]], {}),
                            12: ("wagtail.blocks.StructBlock", [[("label", 6), ("url", 7), ("children", 9)]], {}),
                            13: ("wagtail.blocks.StructBlock", [[("label", 6), ("children", 9)]], {}),
                        },
                        verbose_name="footer menu",
                    ),
                ),
                (
                    "site",
                    models.OneToOneField(
                        editable=False, on_delete=django.db.models.deletion.CASCADE, to="wagtailcore.site"
                    ),
                ),
            ],
            options={
                "verbose_name": "navigation",
            },
        ),
        migrations.CreateModel(
            name="Organization",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("live", models.BooleanField(default=True, editable=False, verbose_name="live")),
                (
                    "has_unpublished_changes",
                    models.BooleanField(default=False, editable=False, verbose_name="has unpublished changes"),
                ),
                (
                    "first_published_at",
                    models.DateTimeField(blank=True, db_index=True, null=True, verbose_name="first published at"),
                ),
                (
                    "last_published_at",
                    models.DateTimeField(editable=False, null=True, verbose_name="last published at"),
                ),
                ("go_live_at", models.DateTimeField(blank=True, null=True, verbose_name="go live date/time")),
                ("expire_at", models.DateTimeField(blank=True, null=True, verbose_name="expiry date/time")),
                ("expired", models.BooleanField(default=False, editable=False, verbose_name="expired")),
                ("name", models.CharField(help_text="As it should appear on the site.", max_length=255)),
                (
                    "slug",
                    models.SlugField(
                        allow_unicode=True,
                        blank=True,
                        help_text="The last part of the record's address on the site. Leave empty to generate it from the name.",
                        max_length=255,
                        unique=True,
                    ),
                ),
                (
                    "short_name",
                    models.CharField(blank=True, help_text="The abbreviation that people know it by.", max_length=64),
                ),
                (
                    "kind",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("nonprofit", "Non-profit organisation"),
                            ("coalition", "Coalition"),
                            ("union", "Labour union"),
                            ("foundation", "Foundation"),
                            ("government", "Government body"),
                            ("company", "Company"),
                            ("media", "Media"),
                            ("education", "School or university"),
                            ("other", "Other"),
                        ],
                        max_length=16,
                    ),
                ),
                (
                    "url",
                    models.URLField(
                        blank=True,
                        validators=[django.core.validators.URLValidator(schemes=["http", "https"])],
                        verbose_name="website",
                    ),
                ),
                ("description", wagtail.fields.RichTextField(blank=True)),
                (
                    "internal_note",
                    models.TextField(blank=True, help_text="Only editors see this note. It never appears on the site."),
                ),
                (
                    "latest_revision",
                    models.ForeignKey(
                        blank=True,
                        editable=False,
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="+",
                        to="wagtailcore.revision",
                        verbose_name="latest revision",
                    ),
                ),
                (
                    "live_revision",
                    models.ForeignKey(
                        blank=True,
                        editable=False,
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="+",
                        to="wagtailcore.revision",
                        verbose_name="live revision",
                    ),
                ),
                (
                    "logo",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="+",
                        to="pages.image",
                    ),
                ),
            ],
            options={
                "verbose_name": "organisation",
                "verbose_name_plural": "organisations",
                "ordering": ["name", "pk"],
                "abstract": False,
            },
            bases=(models.Model, modelsearch.index.Indexed),
        ),
        migrations.CreateModel(
            name="OrganizationAbout",
            fields=[
                (
                    "page_ptr",
                    models.OneToOneField(
                        auto_created=True,
                        on_delete=django.db.models.deletion.CASCADE,
                        parent_link=True,
                        primary_key=True,
                        serialize=False,
                        to=settings.WAGTAIL_PAGE_MODEL,
                    ),
                ),
                ("subtitle", models.CharField(blank=True, max_length=255)),
                (
                    "summary",
                    models.TextField(
                        blank=True,
                        help_text="One or two sentences for cards and search results. Plain text.",
                        max_length=500,
                    ),
                ),
                ("body", pages.blocks.body.BodyField(blank=True)),
                (
                    "canonical_url",
                    models.URLField(
                        blank=True,
                        help_text="Only if this text first appeared elsewhere and search engines should show that page instead.",
                        verbose_name="original address",
                    ),
                ),
                (
                    "noindex",
                    models.BooleanField(
                        default=False,
                        help_text="The page stays public, but search engines do not list it.",
                        verbose_name="hide from search engines",
                    ),
                ),
                ("excerpt", models.TextField(blank=True, editable=False)),
                (
                    "short_name",
                    models.CharField(blank=True, help_text="Leave empty to use the one of the record.", max_length=64),
                ),
                ("legal_name", models.CharField(blank=True, max_length=255)),
                ("tagline", models.CharField(blank=True, max_length=255)),
                ("mission", wagtail.fields.RichTextField(blank=True)),
                (
                    "boilerplate",
                    wagtail.fields.RichTextField(
                        blank=True,
                        help_text="Reused below events and posts, and by the press.",
                        verbose_name="about us in a paragraph",
                    ),
                ),
                ("founded_year", models.PositiveSmallIntegerField(blank=True, null=True)),
                (
                    "member_count",
                    models.PositiveIntegerField(
                        blank=True,
                        help_text="Leave empty to count the members listed below.",
                        null=True,
                        verbose_name="number of members",
                    ),
                ),
                ("member_count_as_of", models.DateField(blank=True, null=True, verbose_name="as of")),
                (
                    "member_kinds",
                    models.TextField(blank=True, help_text="One per line.", verbose_name="kinds of members"),
                ),
                ("address_street", models.CharField(blank=True, max_length=255, verbose_name="street and number")),
                ("address_locality", models.CharField(blank=True, max_length=255, verbose_name="town")),
                ("address_region", models.CharField(blank=True, max_length=255, verbose_name="state or region")),
                ("address_postal_code", models.CharField(blank=True, max_length=32, verbose_name="postal code")),
                (
                    "address_country",
                    django_countries.fields.CountryField(blank=True, max_length=2, verbose_name="country"),
                ),
                (
                    "feature_image",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="+",
                        to="pages.image",
                    ),
                ),
                (
                    "logo",
                    models.ForeignKey(
                        blank=True,
                        help_text="Leave empty to use the one of the record.",
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="+",
                        to="pages.image",
                    ),
                ),
                (
                    "organization",
                    models.ForeignKey(
                        blank=True,
                        help_text="The record of our own organisation.",
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="about_pages",
                        to="pages.organization",
                        verbose_name="our own record",
                    ),
                ),
                (
                    "social_image",
                    models.ForeignKey(
                        blank=True,
                        help_text="Shown when the page is shared. Leave empty to use the main image.",
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="+",
                        to="pages.image",
                    ),
                ),
            ],
            options={
                "verbose_name": "page about the organisation",
                "verbose_name_plural": "pages about the organisation",
            },
            bases=(pages.previews.mixin.FrontendPreviewMixin, "wagtailcore.page"),
        ),
        migrations.CreateModel(
            name="Figure",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("sort_order", models.IntegerField(blank=True, editable=False, null=True)),
                ("label", models.CharField(max_length=255)),
                ("value", models.CharField(help_text="For example: “35” or “1 in 10”.", max_length=64)),
                ("unit", models.CharField(blank=True, max_length=64)),
                ("as_of", models.DateField(blank=True, null=True, verbose_name="as of")),
                (
                    "source_url",
                    models.URLField(
                        blank=True,
                        validators=[django.core.validators.URLValidator(schemes=["http", "https"])],
                        verbose_name="source",
                    ),
                ),
                (
                    "about",
                    modelcluster.fields.ParentalKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="figures",
                        to="pages.organizationabout",
                    ),
                ),
            ],
            options={
                "verbose_name": "figure",
                "ordering": ["sort_order"],
                "abstract": False,
            },
        ),
        migrations.AddField(
            model_name="eventpage",
            name="about",
            field=models.ForeignKey(
                blank=True,
                help_text="The page whose description appears below the event. Leave empty to use ours.",
                null=True,
                on_delete=django.db.models.deletion.SET_NULL,
                related_name="+",
                to="pages.organizationabout",
                verbose_name="about the organisation",
            ),
        ),
        migrations.CreateModel(
            name="ContactPoint",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("sort_order", models.IntegerField(blank=True, editable=False, null=True)),
                (
                    "kind",
                    models.CharField(
                        choices=[
                            ("general", "General"),
                            ("press", "Press"),
                            ("membership", "Membership"),
                            ("accessibility", "Accessibility"),
                        ],
                        default="general",
                        max_length=16,
                    ),
                ),
                ("email", models.EmailField(blank=True, max_length=254, verbose_name="e-mail address")),
                (
                    "phone",
                    models.CharField(
                        blank=True,
                        max_length=40,
                        validators=[
                            django.core.validators.RegexValidator(
                                "^\\+?[0-9 ()./-]{3,40}$",
                                "Enter a phone number in digits, preferably with the country code: +1 202 555 0100.",
                            )
                        ],
                        verbose_name="phone number",
                    ),
                ),
                (
                    "url",
                    models.URLField(
                        blank=True,
                        validators=[django.core.validators.URLValidator(schemes=["http", "https"])],
                        verbose_name="web page",
                    ),
                ),
                (
                    "about",
                    modelcluster.fields.ParentalKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="contact_points",
                        to="pages.organizationabout",
                    ),
                ),
            ],
            options={
                "verbose_name": "contact",
                "ordering": ["sort_order"],
                "abstract": False,
            },
        ),
        migrations.CreateModel(
            name="AboutDocument",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("sort_order", models.IntegerField(blank=True, editable=False, null=True)),
                (
                    "document",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="+", to="wagtaildocs.document"
                    ),
                ),
                (
                    "about",
                    modelcluster.fields.ParentalKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="documents",
                        to="pages.organizationabout",
                    ),
                ),
            ],
            options={
                "verbose_name": "document",
                "ordering": ["sort_order"],
                "abstract": False,
            },
        ),
        migrations.CreateModel(
            name="Person",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("live", models.BooleanField(default=True, editable=False, verbose_name="live")),
                (
                    "has_unpublished_changes",
                    models.BooleanField(default=False, editable=False, verbose_name="has unpublished changes"),
                ),
                (
                    "first_published_at",
                    models.DateTimeField(blank=True, db_index=True, null=True, verbose_name="first published at"),
                ),
                (
                    "last_published_at",
                    models.DateTimeField(editable=False, null=True, verbose_name="last published at"),
                ),
                ("go_live_at", models.DateTimeField(blank=True, null=True, verbose_name="go live date/time")),
                ("expire_at", models.DateTimeField(blank=True, null=True, verbose_name="expiry date/time")),
                ("expired", models.BooleanField(default=False, editable=False, verbose_name="expired")),
                ("name", models.CharField(help_text="As it should appear on the site.", max_length=255)),
                (
                    "slug",
                    models.SlugField(
                        allow_unicode=True,
                        blank=True,
                        help_text="The last part of the record's address on the site. Leave empty to generate it from the name.",
                        max_length=255,
                        unique=True,
                    ),
                ),
                ("job_title", models.CharField(blank=True, max_length=255)),
                ("bio", wagtail.fields.RichTextField(blank=True, verbose_name="biography")),
                (
                    "internal_note",
                    models.TextField(blank=True, help_text="Only editors see this note. It never appears on the site."),
                ),
                (
                    "latest_revision",
                    models.ForeignKey(
                        blank=True,
                        editable=False,
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="+",
                        to="wagtailcore.revision",
                        verbose_name="latest revision",
                    ),
                ),
                (
                    "live_revision",
                    models.ForeignKey(
                        blank=True,
                        editable=False,
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="+",
                        to="wagtailcore.revision",
                        verbose_name="live revision",
                    ),
                ),
                (
                    "organization",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="people",
                        to="pages.organization",
                        verbose_name="organisation",
                    ),
                ),
                (
                    "photo",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="+",
                        to="pages.image",
                    ),
                ),
            ],
            options={
                "verbose_name": "person",
                "verbose_name_plural": "people",
                "ordering": ["name", "pk"],
                "abstract": False,
            },
            bases=(models.Model, modelsearch.index.Indexed),
        ),
        migrations.CreateModel(
            name="Member",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("sort_order", models.IntegerField(blank=True, editable=False, null=True)),
                (
                    "name",
                    models.CharField(
                        blank=True,
                        help_text="For someone without a public record: only this name is shown. With a record, leave this empty, or enter the name as it should appear here.",
                        max_length=255,
                    ),
                ),
                ("since", models.DateField(blank=True, null=True)),
                (
                    "photo",
                    models.ForeignKey(
                        blank=True,
                        help_text="Leave empty to use the one of the record.",
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="+",
                        to="pages.image",
                    ),
                ),
                (
                    "organization",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="+",
                        to="pages.organization",
                        verbose_name="organisation",
                    ),
                ),
                (
                    "about",
                    modelcluster.fields.ParentalKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="members",
                        to="pages.organizationabout",
                    ),
                ),
                (
                    "person",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="+",
                        to="pages.person",
                    ),
                ),
            ],
            options={
                "verbose_name": "member",
                "ordering": ["sort_order"],
                "abstract": False,
            },
        ),
        migrations.CreateModel(
            name="Leader",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("sort_order", models.IntegerField(blank=True, editable=False, null=True)),
                (
                    "name",
                    models.CharField(
                        blank=True,
                        help_text="For someone without a public record: only this name is shown. With a record, leave this empty, or enter the name as it should appear here.",
                        max_length=255,
                    ),
                ),
                ("role", models.CharField(blank=True, help_text="For example: “Co-chair”.", max_length=255)),
                ("since", models.DateField(blank=True, null=True)),
                ("until", models.DateField(blank=True, null=True)),
                (
                    "photo",
                    models.ForeignKey(
                        blank=True,
                        help_text="Leave empty to use the one of the record.",
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="+",
                        to="pages.image",
                    ),
                ),
                (
                    "organization",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="+",
                        to="pages.organization",
                        verbose_name="organisation",
                    ),
                ),
                (
                    "about",
                    modelcluster.fields.ParentalKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="leadership",
                        to="pages.organizationabout",
                    ),
                ),
                (
                    "person",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="+",
                        to="pages.person",
                    ),
                ),
            ],
            options={
                "verbose_name": "person in the leadership",
                "verbose_name_plural": "people in the leadership",
                "ordering": ["sort_order"],
                "abstract": False,
            },
        ),
        migrations.CreateModel(
            name="Founder",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("sort_order", models.IntegerField(blank=True, editable=False, null=True)),
                (
                    "name",
                    models.CharField(
                        blank=True,
                        help_text="For someone without a public record: only this name is shown. With a record, leave this empty, or enter the name as it should appear here.",
                        max_length=255,
                    ),
                ),
                (
                    "photo",
                    models.ForeignKey(
                        blank=True,
                        help_text="Leave empty to use the one of the record.",
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="+",
                        to="pages.image",
                    ),
                ),
                (
                    "organization",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="+",
                        to="pages.organization",
                        verbose_name="organisation",
                    ),
                ),
                (
                    "about",
                    modelcluster.fields.ParentalKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="founders",
                        to="pages.organizationabout",
                    ),
                ),
                (
                    "person",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="+",
                        to="pages.person",
                    ),
                ),
            ],
            options={
                "verbose_name": "founder",
                "ordering": ["sort_order"],
                "abstract": False,
            },
        ),
        migrations.CreateModel(
            name="EventSpeaker",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("sort_order", models.IntegerField(blank=True, editable=False, null=True)),
                (
                    "name",
                    models.CharField(
                        blank=True,
                        help_text="For someone without a public record: only this name is shown. With a record, leave this empty, or enter the name as it should appear here.",
                        max_length=255,
                    ),
                ),
                (
                    "confirmed",
                    models.BooleanField(default=True, help_text="Untick to keep them off the site until they agree."),
                ),
                (
                    "role",
                    models.CharField(
                        choices=[
                            ("keynote", "Keynote"),
                            ("featured", "Featured speaker"),
                            ("panelist", "Panelist"),
                            ("moderator", "Moderator"),
                            ("host", "Host"),
                        ],
                        default="featured",
                        max_length=16,
                    ),
                ),
                (
                    "affiliation",
                    models.CharField(
                        blank=True,
                        help_text="For this event. Leave empty to use the record's job title and organisation.",
                        max_length=255,
                        verbose_name="line after the name",
                    ),
                ),
                (
                    "bio",
                    wagtail.fields.RichTextField(
                        blank=True,
                        help_text="For this event. Leave empty to use the one of the record.",
                        verbose_name="biography",
                    ),
                ),
                ("talk_title", models.CharField(blank=True, max_length=255)),
                (
                    "event",
                    modelcluster.fields.ParentalKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="speakers", to="pages.eventpage"
                    ),
                ),
                (
                    "photo",
                    models.ForeignKey(
                        blank=True,
                        help_text="Leave empty to use the one of the record.",
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="+",
                        to="pages.image",
                    ),
                ),
                (
                    "organization",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="+",
                        to="pages.organization",
                        verbose_name="organisation",
                    ),
                ),
                (
                    "person",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="+",
                        to="pages.person",
                    ),
                ),
            ],
            options={
                "verbose_name": "speaker",
                "ordering": ["sort_order"],
                "abstract": False,
            },
        ),
        migrations.CreateModel(
            name="EventHost",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("sort_order", models.IntegerField(blank=True, editable=False, null=True)),
                (
                    "name",
                    models.CharField(
                        blank=True,
                        help_text="For someone without a public record: only this name is shown. With a record, leave this empty, or enter the name as it should appear here.",
                        max_length=255,
                    ),
                ),
                (
                    "confirmed",
                    models.BooleanField(default=True, help_text="Untick to keep them off the site until they agree."),
                ),
                (
                    "role",
                    models.CharField(
                        choices=[
                            ("host", "Host"),
                            ("cohost", "Co-host"),
                            ("in_cooperation", "In cooperation with"),
                            ("sponsor", "Sponsor"),
                        ],
                        default="host",
                        max_length=16,
                    ),
                ),
                (
                    "event",
                    modelcluster.fields.ParentalKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="hosts", to="pages.eventpage"
                    ),
                ),
                (
                    "photo",
                    models.ForeignKey(
                        blank=True,
                        help_text="Leave empty to use the one of the record.",
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="+",
                        to="pages.image",
                    ),
                ),
                (
                    "organization",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="+",
                        to="pages.organization",
                        verbose_name="organisation",
                    ),
                ),
                (
                    "person",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="+",
                        to="pages.person",
                    ),
                ),
            ],
            options={
                "verbose_name": "host",
                "ordering": ["sort_order"],
                "abstract": False,
            },
        ),
        migrations.CreateModel(
            name="PersonLink",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("sort_order", models.IntegerField(blank=True, editable=False, null=True)),
                ("label", models.CharField(max_length=255)),
                (
                    "url",
                    models.URLField(
                        validators=[django.core.validators.URLValidator(schemes=["http", "https"])],
                        verbose_name="address",
                    ),
                ),
                (
                    "person",
                    modelcluster.fields.ParentalKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="links", to="pages.person"
                    ),
                ),
            ],
            options={
                "verbose_name": "link",
                "ordering": ["sort_order"],
                "abstract": False,
            },
        ),
        migrations.CreateModel(
            name="PostAuthor",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("sort_order", models.IntegerField(blank=True, editable=False, null=True)),
                (
                    "name",
                    models.CharField(
                        blank=True,
                        help_text="For someone without a public record: only this name is shown. With a record, leave this empty, or enter the name as it should appear here.",
                        max_length=255,
                    ),
                ),
                (
                    "role",
                    models.CharField(
                        choices=[
                            ("author", "Author"),
                            ("co_author", "Co-author"),
                            ("translator", "Translator"),
                            ("interviewee", "Interviewee"),
                        ],
                        default="author",
                        max_length=16,
                    ),
                ),
                (
                    "byline",
                    models.CharField(
                        blank=True,
                        help_text="As of the day of publication. Leave empty to use the record's job title and organisation.",
                        max_length=255,
                        verbose_name="line after the name",
                    ),
                ),
                (
                    "organization",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="+",
                        to="pages.organization",
                        verbose_name="organisation",
                    ),
                ),
                (
                    "person",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="+",
                        to="pages.person",
                    ),
                ),
                (
                    "photo",
                    models.ForeignKey(
                        blank=True,
                        help_text="Leave empty to use the one of the record.",
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="+",
                        to="pages.image",
                    ),
                ),
                (
                    "post",
                    modelcluster.fields.ParentalKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="authors", to="pages.guestblogpost"
                    ),
                ),
            ],
            options={
                "verbose_name": "author",
                "ordering": ["sort_order"],
                "abstract": False,
            },
        ),
        migrations.CreateModel(
            name="PostCorrection",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("sort_order", models.IntegerField(blank=True, editable=False, null=True)),
                ("date", models.DateField(default=pages.models.guest_blog_post.today)),
                ("text", models.TextField()),
                (
                    "post",
                    modelcluster.fields.ParentalKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="corrections",
                        to="pages.guestblogpost",
                    ),
                ),
            ],
            options={
                "verbose_name": "correction",
                "ordering": ["sort_order"],
                "abstract": False,
            },
        ),
        migrations.CreateModel(
            name="PostRelatedPage",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("sort_order", models.IntegerField(blank=True, editable=False, null=True)),
                (
                    "page",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="+", to=settings.WAGTAIL_PAGE_MODEL
                    ),
                ),
                (
                    "post",
                    modelcluster.fields.ParentalKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="related_pages",
                        to="pages.guestblogpost",
                    ),
                ),
            ],
            options={
                "verbose_name": "related page",
                "ordering": ["sort_order"],
                "abstract": False,
            },
        ),
        migrations.CreateModel(
            name="PreviewSession",
            fields=[
                ("id", models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ("token_hash", models.CharField(max_length=64, unique=True)),
                ("subject", models.CharField(max_length=64, null=True, unique=True)),
                ("page_id", models.BigIntegerField(db_index=True, null=True)),
                ("content", models.TextField(blank=True)),
                ("opened_at", models.DateTimeField()),
                ("last_used_at", models.DateTimeField(db_index=True)),
                ("reason", models.CharField(blank=True, max_length=16)),
                (
                    "content_type",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="+", to="contenttypes.contenttype"
                    ),
                ),
                (
                    "user",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="+", to=settings.AUTH_USER_MODEL
                    ),
                ),
            ],
            options={
                "verbose_name": "preview session",
            },
        ),
        migrations.CreateModel(
            name="SearchDocument",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("kind", models.CharField(max_length=32)),
                ("object_id", models.BigIntegerField()),
                ("title", models.TextField()),
                ("text", models.TextField()),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(fields=("object_id", "kind"), name="one_search_document_per_object")
                ],
            },
        ),
        migrations.CreateModel(
            name="SectionPage",
            fields=[
                (
                    "page_ptr",
                    models.OneToOneField(
                        auto_created=True,
                        on_delete=django.db.models.deletion.CASCADE,
                        parent_link=True,
                        primary_key=True,
                        serialize=False,
                        to=settings.WAGTAIL_PAGE_MODEL,
                    ),
                ),
                ("subtitle", models.CharField(blank=True, max_length=255)),
                (
                    "summary",
                    models.TextField(
                        blank=True,
                        help_text="One or two sentences for cards and search results. Plain text.",
                        max_length=500,
                    ),
                ),
                ("body", pages.blocks.body.BodyField(blank=True)),
                (
                    "canonical_url",
                    models.URLField(
                        blank=True,
                        help_text="Only if this text first appeared elsewhere and search engines should show that page instead.",
                        verbose_name="original address",
                    ),
                ),
                (
                    "noindex",
                    models.BooleanField(
                        default=False,
                        help_text="The page stays public, but search engines do not list it.",
                        verbose_name="hide from search engines",
                    ),
                ),
                ("excerpt", models.TextField(blank=True, editable=False)),
                (
                    "shows",
                    models.CharField(
                        choices=[
                            ("nothing", "Nothing: a plain page"),
                            ("posts", "Posts"),
                            ("events", "Events"),
                            ("people", "People"),
                            ("children", "The pages below it"),
                        ],
                        default="nothing",
                        max_length=16,
                        verbose_name="list below the text",
                    ),
                ),
                (
                    "feature_image",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="+",
                        to="pages.image",
                    ),
                ),
                (
                    "social_image",
                    models.ForeignKey(
                        blank=True,
                        help_text="Shown when the page is shared. Leave empty to use the main image.",
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="+",
                        to="pages.image",
                    ),
                ),
            ],
            options={
                "verbose_name": "section or plain page",
                "verbose_name_plural": "sections and plain pages",
            },
            bases=(pages.previews.mixin.FrontendPreviewMixin, "wagtailcore.page"),
        ),
        migrations.CreateModel(
            name="ShareLink",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("token_hash", models.CharField(max_length=64, unique=True)),
                ("note", models.CharField(blank=True, max_length=255)),
                ("created_at", models.DateTimeField(default=django.utils.timezone.now)),
                ("expires_at", models.DateTimeField(db_index=True)),
                ("revoked_at", models.DateTimeField(null=True)),
                ("last_used_at", models.DateTimeField(null=True)),
                (
                    "created_by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="+", to=settings.AUTH_USER_MODEL
                    ),
                ),
                (
                    "page",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="share_links",
                        to=settings.WAGTAIL_PAGE_MODEL,
                    ),
                ),
                (
                    "revision",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="+", to="wagtailcore.revision"
                    ),
                ),
            ],
            options={
                "verbose_name": "link to a draft",
                "ordering": ("-created_at", "-pk"),
            },
        ),
        migrations.CreateModel(
            name="SiteSettings",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "time_zone",
                    models.CharField(
                        choices=pages.fields.wall_clock.time_zone_choices,
                        default=pages.sites.site_settings.default_time_zone,
                        help_text="New events start with this time zone.",
                        max_length=64,
                        validators=[pages.fields.wall_clock.validate_time_zone],
                    ),
                ),
                (
                    "title_suffix",
                    models.CharField(
                        blank=True,
                        help_text="What search engines and browser tabs show after the title of a page, usually the name of the site.",
                        max_length=100,
                        verbose_name="end of every title",
                    ),
                ),
                (
                    "social_links",
                    wagtail.fields.StreamField(
                        [("profile", 2)],
                        blank=True,
                        block_lookup={
                            0: (
                                "wagtail.blocks.CharBlock",
                                (),
                                {"help_text": "For example: “Mastodon”.", "max_length": 64},
                            ),
                            1: (
                                "wagtail.blocks.URLBlock",
                                (),
                                {
                                    "label": "Address",
                                    "validators": [django.core.validators.URLValidator(schemes=["http", "https"])],
                                },
                            ),
                            2: ("wagtail.blocks.StructBlock", [[("platform", 0), ("url", 1)]], {}),
                        },
                        help_text="Leave empty to use those of the page about the organisation.",
                        verbose_name="social media",
                    ),
                ),
                (
                    "site",
                    models.OneToOneField(
                        editable=False, on_delete=django.db.models.deletion.CASCADE, to="wagtailcore.site"
                    ),
                ),
                (
                    "social_image",
                    models.ForeignKey(
                        blank=True,
                        help_text="Shown when a page without an image of its own is shared.",
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="+",
                        to="pages.image",
                    ),
                ),
            ],
            options={
                "verbose_name": "site settings",
            },
        ),
        migrations.CreateModel(
            name="SocialLink",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("sort_order", models.IntegerField(blank=True, editable=False, null=True)),
                ("platform", models.CharField(max_length=64)),
                (
                    "url",
                    models.URLField(
                        validators=[django.core.validators.URLValidator(schemes=["http", "https"])],
                        verbose_name="address",
                    ),
                ),
                (
                    "about",
                    modelcluster.fields.ParentalKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="social_links",
                        to="pages.organizationabout",
                    ),
                ),
            ],
            options={
                "verbose_name": "profile",
                "ordering": ["sort_order"],
                "abstract": False,
            },
        ),
        migrations.AddField(
            model_name="guestblogpost",
            name="topics",
            field=modelcluster.fields.ParentalManyToManyField(blank=True, related_name="posts", to="pages.topic"),
        ),
        migrations.AddField(
            model_name="eventpage",
            name="topics",
            field=modelcluster.fields.ParentalManyToManyField(blank=True, related_name="events", to="pages.topic"),
        ),
        migrations.CreateModel(
            name="Rendition",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("filter_spec", models.CharField(db_index=True, max_length=255)),
                (
                    "file",
                    wagtail.images.models.WagtailImageField(
                        height_field="height",
                        storage=wagtail.images.models.get_rendition_storage,
                        upload_to=wagtail.images.models.get_rendition_upload_to,
                        width_field="width",
                    ),
                ),
                ("width", models.IntegerField(editable=False)),
                ("height", models.IntegerField(editable=False)),
                ("focal_point_key", models.CharField(blank=True, default="", editable=False, max_length=16)),
                (
                    "image",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="renditions", to="pages.image"
                    ),
                ),
            ],
            options={
                "verbose_name": "rendition",
                "verbose_name_plural": "renditions",
                "constraints": [
                    models.UniqueConstraint(fields=("image", "filter_spec", "focal_point_key"), name="unique_rendition")
                ],
            },
            bases=(wagtail.images.models.ImageFileMixin, models.Model),
        ),
        migrations.CreateModel(
            name="WithdrawnPath",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("path", models.CharField(max_length=500)),
                ("withdrawn_at", models.DateTimeField(default=django.utils.timezone.now)),
                (
                    "site",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="+", to="wagtailcore.site"
                    ),
                ),
            ],
            options={
                "constraints": [models.UniqueConstraint(fields=("site", "path"), name="one_withdrawn_path_per_site")],
            },
        ),
    ]
