"""The command tells apart the archives that several sources read."""

import zipfile
from pathlib import Path

import pytest
from django.core.management import call_command

from pages.models import GuestBlogPost, SectionPage

pytestmark = [pytest.mark.django_db, pytest.mark.slow]


def archive(path: Path, **members: str) -> Path:
    with zipfile.ZipFile(path, "w") as made:
        for name, content in members.items():
            made.writestr(name, content)
    return path


def test_a_page_and_a_newsletter(sections: dict[str, SectionPage], tmp_path: Path) -> None:
    page = archive(tmp_path / "page.zip", **{"Rain.html": "<h1>Rain</h1><p>Text.</p>"})
    table = "post_id,title,is_published\n11.sun,Sun,true\n12.fog,Fog,true\n"
    posts = {"posts/11.sun.html": "<p>One.</p>", "posts/12.fog.html": "<p>Two.</p>"}
    newsletter = archive(tmp_path / "newsletter.zip", **{"posts.csv": table, **posts})
    call_command("import_document", str(page), str(newsletter), "--no-downloads")
    assert set(GuestBlogPost.objects.values_list("title", flat=True)) == {"Rain", "Sun", "Fog"}
