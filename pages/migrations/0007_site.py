"""Menus, announcements, and what else a frontend asks about a whole site; who publishes may edit the first two."""

import django.core.validators
import django.db.models.deletion
import wagtail.fields
from django.apps.registry import Apps
from django.db import migrations, models
from django.db.backends.base.schema import BaseDatabaseSchemaEditor

GROUPS = ("Moderator", "Site manager")
MODELS = ("navigation", "announcements")


def permit(apps: Apps, schema_editor: BaseDatabaseSchemaEditor) -> None:
    for model in MODELS:
        content_type, _ = apps.get_model("contenttypes", "ContentType").objects.get_or_create(
            app_label="pages", model=model
        )
        # Django makes permissions only after the last migration; the name it would give is filled in here.
        permission, _ = apps.get_model("auth", "Permission").objects.get_or_create(
            content_type=content_type, codename=f"change_{model}", defaults={"name": f"Can change {model}"}
        )
        for group in apps.get_model("auth", "Group").objects.filter(name__in=GROUPS):
            group.permissions.add(permission)


def forget(apps: Apps, schema_editor: BaseDatabaseSchemaEditor) -> None:
    codenames = [f"change_{model}" for model in MODELS]
    permissions = apps.get_model("auth", "Permission").objects
    permissions.filter(content_type__app_label="pages", codename__in=codenames).delete()


class Migration(migrations.Migration):
    dependencies = [
        ("pages", "0006_withdrawn_paths"),
        ("wagtailcore", "0098_apitoken"),
    ]

    operations = [
        migrations.AddField(
            model_name="sitesettings",
            name="social_image",
            field=models.ForeignKey(
                blank=True,
                help_text="Shown when a page without an image of its own is shared.",
                null=True,
                on_delete=django.db.models.deletion.SET_NULL,
                related_name="+",
                to="pages.image",
            ),
        ),
        migrations.AddField(
            model_name="sitesettings",
            name="social_links",
            field=wagtail.fields.StreamField(
                [("profile", 2)],
                blank=True,
                block_lookup={
                    0: ("wagtail.blocks.CharBlock", (), {"help_text": "For example: “Mastodon”.", "max_length": 64}),
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
                help_text="Left empty, those of the page about the organisation are used.",
                verbose_name="social media",
            ),
        ),
        migrations.AddField(
            model_name="sitesettings",
            name="title_suffix",
            field=models.CharField(
                blank=True,
                help_text="What search engines and browser tabs show after the title of a page, usually the name of the site.",
                max_length=100,
                verbose_name="end of every title",
            ),
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
                                        "invalid": "Write a phone number with digits, best with the country code: +1 202 555 0100."
                                    },
                                    "label": "Phone number",
                                    "required": False,
                                },
                            ),
                            6: (
                                "wagtail.blocks.CharBlock",
                                (),
                                {
                                    "help_text": "Left empty, the title of the page is used.",
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
                                {"help_text": "Left empty, it shows at once.", "label": "From", "required": False},
                            ),
                            9: (
                                "wagtail.blocks.DateTimeBlock",
                                (),
                                {"help_text": "Left empty, it shows until you remove it.", "required": False},
                            ),
                            10: (
                                "wagtail.blocks.StructBlock",
                                [[("text", 0), ("link", 7), ("start", 8), ("until", 9)]],
                                {},
                            ),
                        },
                        help_text="Put the most important one first. Times are those of the time zone in your account. What is over is hidden by itself; remove it when you like.",
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
                                    "help_text": "Left empty, the title of the page is used, also after it has changed.",
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
                                    "help_text": "Left empty, the title of the document is used.",
                                    "max_length": 255,
                                    "required": False,
                                },
                            ),
                            5: ("wagtail.blocks.StructBlock", [[("document", 3), ("label", 4)]], {}),
                            6: (
                                "wagtail.blocks.CharBlock",
                                (),
                                {"max_length": 255},
                            ),
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
                        help_text="Drag entries to put them in order. An entry whose page or document is not public is hidden, and so is what stands below it.",
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
                                    "help_text": "Left empty, the title of the page is used, also after it has changed.",
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
                                    "help_text": "Left empty, the title of the document is used.",
                                    "max_length": 255,
                                    "required": False,
                                },
                            ),
                            5: ("wagtail.blocks.StructBlock", [[("document", 3), ("label", 4)]], {}),
                            6: (
                                "wagtail.blocks.CharBlock",
                                (),
                                {"max_length": 255},
                            ),
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
                        verbose_name="menu at the foot of the page",
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
        migrations.RunPython(permit, forget),
    ]
