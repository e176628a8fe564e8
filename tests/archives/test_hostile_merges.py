"""Archives of some pages that somebody has changed: nothing of them gets in that no editor could write."""

import hashlib
import json
import shutil
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from django.contrib.auth.models import Group
from django.core.management import CommandError
from wagtail.models import Locale, Page

from archives.portable.places import path_of
from pages.models import PostAuthor, User
from tests.archives.merging import export_pages, merge, other_installation
from tests.archives.test_merge import state
from tests.content import make_image, make_person, make_post, make_section

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("uploads")]
Line = dict[str, Any]


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """An archive of another installation: a post in a section, its author, and a picture."""
    with other_installation():
        section = make_section(title="Their section")
        image = make_image("Their picture")
        make_post(section, title="Their post", authors=[PostAuthor(person=make_person("Their author", photo=image))])
        archive = export_pages(tmp_path / "some", path_of(section), with_descendants=True)
    shutil.rmtree(tmp_path / "data", ignore_errors=True)
    return archive


def rewrite(folder: Path, change: Callable[[list[Line]], Any], manifest: Callable[[Line], Any] | None = None) -> None:
    """Change the objects of an archive, and its sums with them."""
    path = folder / "data/objects.jsonl"
    lines = [json.loads(line) for line in path.read_text().splitlines()]
    change(lines)
    path.write_text("".join(f"{json.dumps(line)}\n" for line in lines))
    told = json.loads((folder / "manifest.json").read_text())
    for file in told["files"]:
        content = (folder / file["path"]).read_bytes()
        file |= {"sha256": hashlib.sha256(content).hexdigest(), "size": len(content)}
        if file["path"].endswith("jsonl"):
            file["rows"] = content.count(b"\n")
    if manifest:
        manifest(told)
    (folder / "manifest.json").write_text(json.dumps(told))


def one(lines: list[Line], model: str) -> Line:
    return next(line for line in lines if line["fields"]["model"] == model)


def added(model: str, key: str, content: Line) -> Line:
    return {"key": key, "fields": {"model": model, "title": "x", "versions": [{"content": content, "is_live": True}]}}


def refuse(folder: Path, **options: Any) -> str:
    before = state()
    with pytest.raises(CommandError) as refused:
        merge(folder, **options)
    assert state() == before
    return str(refused.value)


ADMINISTRATOR = {
    **{"email": "x@example.org", "is_superuser": True, "is_staff": True, "is_active": True, "password": "x"},
    **{"first_name": "", "last_name": "", "date_joined": "2030-01-01T00:00:00Z"},
}
SITE = {"hostname": "evil", "port": 80, "is_default_site": False, "root_page": "wagtailcore.page:x/en"}


@pytest.mark.parametrize(
    ("model", "key", "content"),
    [
        ("pages.user", "x@example.org", ADMINISTRATOR),
        ("auth.group", "Owners", {"name": "Owners", "permissions": []}),
        ("wagtailredirects.redirect", "/a", {"old_path": "/a", "redirect_link": "https://evil.example"}),
        ("wagtailcore.site", "evil/80", SITE),
        ("wagtailcore.locale", "fr", {"language_code": "fr"}),
        ("sessions.session", "x", {"session_key": "x", "session_data": "", "expire_date": "2030-01-01T00:00:00Z"}),
        ("delivery.webhook", "x", {"name": "x"}),
        ("releases.release", "x", {"title": "x", "status": "scheduled", "goes_live_at": "2020-01-01T00:00:00Z"}),
        ("pages.sitesettings", "x", {}),
        ("wagtailcore.revision", "x", {}),
    ],
)  # fmt: skip
def test_what_is_no_content_does_not_arrive(folder: Path, model: str, key: str, content: Line) -> None:
    rewrite(folder, lambda lines: lines.append(added(model, f"{model}:{key}", content)))
    assert "never merged" in (said := refuse(folder)) or "not installed here" in said
    assert not User.objects.exists() and not Group.objects.filter(name="Owners").exists()


def _set(model: str, /, **fields: Any) -> Callable[[list[Line]], Any]:
    return lambda lines: one(lines, model)["fields"].update(**fields)


def _content(model: str, /, **content: Any) -> Callable[[list[Line]], Any]:
    def change(lines: list[Line]) -> None:
        for version in one(lines, model)["fields"]["versions"]:
            version["content"].update(content)

    return change


POST, PERSON, IMAGE = "pages.guestblogpost", "pages.person", "pages.image"
ODD = {
    "no versions": _set(POST, versions=[]),
    "versions that are none": _set(POST, versions=5),
    "a content that is none": _set(POST, versions=[{"content": 5, "is_live": True}]),
    "an empty content": _set(POST, versions=[{"content": {}, "is_live": True}]),
    "an unknown model": _set(POST, model="pages.nothing"),
    "a model that is none": _set(POST, model=5),
    "another model than its key says": _set(PERSON, model="pages.organization"),
    "a title that is none": _set(POST, title=["x"]),
    "a path that is none": _set(POST, path=5),
    "a parent that is none": _set(POST, parent=5),
    "a parent that is no page": _set(POST, parent="pages.person:their-author"),
    "an original that is no page": _set(POST, alias_of="pages.person:their-author"),
    "an unknown language": _set(POST, language="xx"),
    "no language": _set(POST, language=""),
    "an unknown restriction": _set(POST, restriction="nobody"),
    "groups that are none": _set(POST, restriction="groups", groups=5),
    "an instant that is none": _set(POST, first_published_at="yesterday"),
    "hashes that are none": _set(POST, before=5),
    "tags that are none": _set(IMAGE, tags=5),
    "a file that is not in it": _set(IMAGE, file="original_images/none.jpg"),
    "a file that is none": _set(IMAGE, file=5),
    "a file outside": _set(IMAGE, file="../../x.jpg"),
    "a body that is none": _content(POST, body="no json"),
    "a body of another form": _content(POST, body='{"a": 1}'),
    "an unknown block": _content(POST, body='[{"type": "nothing", "value": {"a": 1}, "id": "x"}]'),
    "a block without a type": _content(POST, body='[{"value": 1}]'),
    "rich text that is none": _content(POST, body='[{"type": "paragraph", "value": 5}]'),
    "authors that are none": _content(POST, authors=5),
    "authors that are numbers": _content(POST, authors=[5]),
    "a reference to a number": _content(POST, feature_image=5),
    "a reference to another kind": _content(POST, feature_image="pages.person:their-author"),
    "a reference that is a list": _content(POST, feature_image=[1]),
    "a date that is none": _content(POST, published_on="someday"),
    "a title too long": _content(POST, title="x" * 5000),
    "a title that is a number": _content(POST, title=5),
    "a slug with a slash": _content(POST, slug="a/b"),
    "an empty slug": _content(POST, slug=""),
    "a huge number": _content(IMAGE, width=10**30),
    "a number below zero": _content(IMAGE, width=-1),
    "a number that is text": _content(IMAGE, width="wide"),
    "a name that is none": _content(PERSON, name=None),
    "a field too many": _content(POST, nothing="x", save="x", objects="x", pk=1),
    "a key of a database": _content(POST, id=1, page_ptr=1, page_ptr_id=1),
    "a key of a line that is none": lambda lines: one(lines, POST).update(key=5),
    "a key without a name": lambda lines: one(lines, POST).update(key="x"),
    "a key that is no uuid": lambda lines: one(lines, POST).update(key="wagtailcore.page:x/en"),
    "the same object twice": lambda lines: lines.append(one(lines, POST)),
    "a page above itself": lambda lines: one(lines, POST)["fields"].update(parent=one(lines, POST)["key"]),
    "an alias of itself": lambda lines: _set(POST, alias_of=one(lines, POST)["key"], versions=[])(lines),
    "a line without a key": lambda lines: one(lines, POST).pop("key"),
}  # fmt: skip


@pytest.mark.parametrize("change", ODD.values(), ids=ODD.keys())
def test_what_is_odd_is_refused_or_harmless(folder: Path, uploads: Path, change: Callable[..., Any]) -> None:
    """Either a sentence says what is wrong and nothing is changed, or what arrives can be read."""
    rewrite(folder, change)
    before, files = state(), sorted(uploads.rglob("*.jpg"))
    locales = Locale.objects.count()
    try:
        merge(folder, publish=True)
    except CommandError:
        assert state() == before
        assert sorted(uploads.rglob("*.jpg")) == files
    assert Locale.objects.count() == locales
    assert Page.objects.get(pk=1).is_root()
    for page in Page.objects.specific():
        assert isinstance(page.get_latest_revision_as_object(), Page)


MANIFESTS: dict[str, Callable[[Line], Any]] = {
    "pages that are none": lambda told: told.update(pages=5),
    "migrations that are none": lambda told: told.update(migrations=5),
    "migrations that are a list": lambda told: told.update(migrations={"pages": 5}),
    "languages that are none": lambda told: told.update(languages=5),
    "languages that are numbers": lambda told: told.update(languages=[5]),
    "a format that is none": lambda told: told.update(format="x"),
    "files that are none": lambda told: told.update(files=5),
    "a file that is none": lambda told: told.update(files=[5]),
    "a size that is a truth": lambda told: told["files"][0].update(size=True),
    "a path that is none": lambda told: told["files"][0].update(path=5),
    "a path outside": lambda told: told["files"][0].update(path="media/../../x"),
    "another sum": lambda told: told["files"][0].update(sha256="0" * 64),
    "a missing file": lambda told: told["files"][0].update(path="media/nothing.jpg"),
    "no objects": lambda told: told.update(files=[]),
    "another number of rows": lambda told: told["files"][0].update(rows=10**30),
}


@pytest.mark.parametrize("change", MANIFESTS.values(), ids=MANIFESTS.keys())
def test_a_manifest_that_is_odd_is_refused(folder: Path, change: Callable[[Line], Any]) -> None:
    rewrite(folder, lambda lines: None, change)
    refuse(folder)
