"""Each check tells what is well from what is not."""

import datetime
import resource
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest
from django.contrib.staticfiles.storage import StaticFilesStorage
from django.core.files.storage import Storage
from django.test import override_settings
from django.utils import timezone
from django_tasks_db.models import DBTaskResult

from delivery.models import Subscription
from operations.definitions import OWN_CHECKS
from operations.health import hosts, services, storage, work
from operations.health.durations import in_words
from operations.health.health_check import HealthCheck, Status, health_checks, run
from pages.models import GuestBlogPost
from tests.content import make_post, make_section


def use_storage(settings: Any, backend: str, **options: str) -> None:
    settings.STORAGES = {**settings.STORAGES, "default": {"BACKEND": backend, "OPTIONS": options}}


def use_folder(settings: Any, folder: Path) -> None:
    use_storage(settings, "django.core.files.storage.FileSystemStorage", location=str(folder))


def test_every_check_says_what_to_do() -> None:
    assert len(health_checks()) == len({check.name for check in OWN_CHECKS}) == len(OWN_CHECKS)
    assert all(check.what_to_do.endswith(".") and check.title for check in health_checks().values())
    assert all(check.is_probed for check in health_checks().values() if check.is_needed)


def test_a_check_that_raises_is_an_error_without_its_text() -> None:
    def fail() -> Any:
        raise OSError("key of the bucket")

    finding = run(HealthCheck("odd", "Odd", fail, "Nothing.")).finding
    assert finding.status is Status.ERROR and "bucket" not in finding.sentence and "OSError" in finding.sentence


@pytest.mark.parametrize(
    ("seconds", "words"),
    [(-5, "0 seconds"), (1, "1 second"), (119, "119 seconds"), (120, "2 minutes"), (7200, "2 hours"), (2e5, "2 days")],
)
def test_spans_in_words(seconds: float, words: str) -> None:
    assert in_words(datetime.timedelta(seconds=seconds)) == words


class TestStorage:
    def test_a_folder_that_can_be_made_is_enough(self, settings: Any, tmp_path: Path) -> None:
        use_folder(settings, tmp_path / "media" / "of" / "ours")
        assert storage.judge_storage().status is Status.OK
        assert list(tmp_path.iterdir()) == []

    def test_a_file_in_place_of_the_folder(self, settings: Any, tmp_path: Path) -> None:
        (tmp_path / "media").write_text("a file")
        use_folder(settings, tmp_path / "media")
        assert storage.judge_storage().status is Status.ERROR

    def test_a_disk_that_takes_no_byte(self, settings: Any, tmp_path: Path) -> None:
        """What the system says of a full disk comes at writing; here it is a limit of the process."""
        use_folder(settings, tmp_path)
        soft, hard = resource.getrlimit(resource.RLIMIT_FSIZE)
        resource.setrlimit(resource.RLIMIT_FSIZE, (0, hard))
        try:
            finding = storage.judge_storage()
        finally:
            resource.setrlimit(resource.RLIMIT_FSIZE, (soft, hard))
        assert finding.status is Status.ERROR and "No file can be written" in finding.sentence
        assert storage.judge_storage().status is Status.OK

    @pytest.mark.parametrize(("megabytes", "status"), [(49, "error"), (50, "warning"), (199, "warning"), (200, "ok")])
    def test_free_space(
        self, settings: Any, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, megabytes: int, status: str
    ) -> None:
        use_folder(settings, tmp_path)
        usage = SimpleNamespace(free=megabytes * storage.MEGABYTE, total=1000 * storage.MEGABYTE)
        monkeypatch.setattr("operations.health.storage.shutil.disk_usage", lambda path: usage)
        assert storage.judge_disk().status.value == status

    def test_a_bucket_is_written_to_now_and_then(self, settings: Any, monkeypatch: pytest.MonkeyPatch) -> None:
        use_storage(settings, f"{__name__}.Bucket")
        Bucket.calls = []
        for _ in range(3):
            assert storage.judge_storage().status is Status.OK
        assert Bucket.calls == ["save", "delete", "exists", "exists"]
        monkeypatch.setattr(Bucket, "fails", True)
        assert run(health_checks()["storage"]).finding.status is Status.ERROR


class Bucket(Storage):
    """A remote storage that responds or fails."""

    fails = False
    calls: list[str] = []

    def _answer(self, name: str) -> None:
        self.calls.append(name)
        if self.fails:
            raise OSError("key of the bucket")

    def exists(self, name: str) -> bool:
        self._answer("exists")
        return False

    def save(self, name: Any, content: Any, max_length: int | None = None) -> str:
        self._answer("save")
        return str(name)

    def delete(self, name: str) -> None:
        self._answer("delete")


class TestStaticFiles:
    def test_without_a_manifest_it_is_not_ready(self, settings: Any, tmp_path: Path) -> None:
        backend = "whitenoise.storage.CompressedManifestStaticFilesStorage"
        with override_settings(
            STATIC_ROOT=str(tmp_path), STORAGES={**settings.STORAGES, "staticfiles": {"BACKEND": backend}}
        ):
            assert services.judge_static_files().status is Status.ERROR
        (tmp_path / "staticfiles.json").write_text('{"version": "1.1", "paths": {"a.css": "a.123.css"}, "hash": "1"}')
        with override_settings(
            STATIC_ROOT=str(tmp_path), STORAGES={**settings.STORAGES, "staticfiles": {"BACKEND": backend}}
        ):
            assert services.judge_static_files().status is Status.OK

    def test_without_manifests_nothing_is_missing(self) -> None:
        assert StaticFilesStorage().base_url == "/static/"
        assert services.judge_static_files().status is Status.OK


@pytest.mark.django_db
class TestWork:
    def test_due_publications(self) -> None:
        assert work.judge_due().status is Status.OK
        make_post(make_section(), title="A post")
        ended = timezone.now() - datetime.timedelta(seconds=20)
        GuestBlogPost.objects.update(expire_at=ended)
        assert work.oldest_due() == ended and work.judge_due().status is Status.OK
        GuestBlogPost.objects.update(expire_at=ended - datetime.timedelta(hours=3))
        assert work.judge_due().status is Status.ERROR and "3 hours" in work.judge_due().sentence
        GuestBlogPost.objects.update(expire_at=timezone.now() + datetime.timedelta(hours=3))
        assert work.oldest_due() is None

    def test_go_live_counts(self) -> None:
        post = make_post(make_section(), title="A post")
        revision = post.save_revision(approved_go_live_at=timezone.now() - datetime.timedelta(hours=5))
        assert work.oldest_due() == revision.approved_go_live_at and "5 hours" in work.judge_due().sentence

    def test_waiting_tasks(self, settings: Any) -> None:
        assert work.judge_tasks().status is Status.OK
        result = DBTaskResult.objects.create(
            task_path="tests.task", args_kwargs={"args": [], "kwargs": {}}, backend_name="default", queue_name="default"
        )
        assert work.judge_tasks().status is Status.OK and "1 task waits" in work.judge_tasks().sentence
        DBTaskResult.objects.filter(pk=result.pk).update(enqueued_at=timezone.now() - datetime.timedelta(hours=2))
        assert work.judge_tasks().status is Status.WARNING

    def test_receivers(self, settings: Any) -> None:
        assert work.judge_deliveries().status is Status.OK
        one = Subscription.objects.create(name="Site", address="https://www.example.org/hook", cursor=0)
        assert work.judge_deliveries().status is Status.OK
        one.failing_since = timezone.now() - datetime.timedelta(hours=4)
        one.save()
        assert work.judge_deliveries().status is Status.WARNING
        assert "“Site”: failing for 4 hours" in work.judge_deliveries().sentence
        one.state = Subscription.State.FAILED
        one.save()
        assert "“Site”: not told any more" in work.judge_deliveries().sentence
        one.state = Subscription.State.PAUSED
        one.save()
        assert work.judge_deliveries().status is Status.OK


class TestHosts:
    @pytest.mark.parametrize(
        ("url", "allowed", "status"),
        [
            ("https://cms.example.org", ["cms.example.org"], "ok"),
            ("https://cms.example.org", [".example.org"], "ok"),
            ("https://cms.example.org", ["example.org"], "error"),
            ("http://cms.example.org", ["cms.example.org"], "warning"),
            ("https://[::1]:8000", ["[::1]"], "ok"),
        ],
    )
    def test_the_address_is_one_that_is_allowed(self, settings: Any, url: str, allowed: list[str], status: str) -> None:
        settings.CMS_BASE_URL, settings.ALLOWED_HOSTS = url, allowed
        assert hosts.judge_hosts().status.value == status

    def test_without_https_there_is_no_certificate(self, settings: Any) -> None:
        settings.CMS_BASE_URL = "http://localhost:8000"
        assert hosts.judge_certificate().status is Status.OK
