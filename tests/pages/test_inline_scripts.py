"""The admin has no inline scripts: what Wagtail writes as one is data."""

import os
import re
import subprocess
import sys

import pytest
from django.test import Client
from django.utils.safestring import SafeString

from pages.editor.inline_scripts import inline_call
from pages.models import User
from tests.content import make_event, make_image, make_organization, make_person, make_post, make_section
from tests.databases import ROOT

#: Scripts that the browser would run, and handlers in attributes.
INLINE = re.compile(
    r"<script(?![^>]*\bsrc=)(?![^>]*type=.(?:application/json|text/x-template))[^>]*>|<[^>]+\son\w+=", re.I
)

PATHS = (
    *("/admin/", "/admin/pages/", "/admin/images/", "/admin/images/{image}/", "/admin/documents/multiple/add/"),
    *("/admin/pages/{post}/edit/", "/admin/pages/{event}/edit/", "/admin/pages/{section}/edit/"),
    *("/admin/pages/{post}/move/", "/admin/pages/{post}/history/", "/admin/pages/{post}/delete/"),
    *("/admin/snippets/pages/person/edit/{person}/", "/admin/snippets/pages/organization/edit/{organization}/"),
    *("/admin/account/", "/admin/users/", "/admin/users/new/", "/admin/groups/new/", "/admin/redirects/add/"),
    *("/admin/workflows/add/", "/admin/calendar/", "/admin/settings/pages/navigation/", "/admin/login/"),
    *("/admin/settings/pages/sitesettings/", "/admin/webhooks/new/", "/admin/reports/site-history/"),
    *("/admin/account/security/", "/admin/account/sessions/", "/admin/reports/audit-log/"),
)


@pytest.mark.django_db
def test_no_page_of_the_admin_has_an_inline_script(client):
    keys = {
        **{"post": make_post().pk, "event": make_event().pk, "section": make_section().pk, "image": make_image().pk},
        **{"person": make_person().pk, "organization": make_organization().pk},
    }
    administrator = User.objects.create_superuser("administrator@example.org", "a-password")
    client.force_login(administrator)
    calls = 0
    for path in PATHS:
        page = (Client() if path == "/admin/login/" else client).get(path.format(**keys), follow=True)
        assert page.status_code == 200, path
        assert INLINE.findall(page.text) == [], path
        calls += page.text.count("<inline-call")
    assert calls > 20
    policy = client.get("/admin/").headers["Content-Security-Policy"]
    assert re.search(r"script-src 'self'(;|$)", policy)


@pytest.mark.parametrize(
    ("script", "call", "arguments"),
    [
        ('new ImageChooser("id_a", {"modalUrl": "/x/"});', "new ImageChooser", '["id_a", {"modalUrl": "/x/"}]'),
        ('createTaskChooser("id_task");', "createTaskChooser", '["id_task"]'),
        ('new PageChooser("</script><b>\'", {"a": "\\"(1);"})', "new PageChooser", None),
    ],
)
def test_a_call_becomes_data(script, call, arguments):
    element = inline_call(script)
    assert isinstance(element, SafeString)
    assert f'data-call="{call}"' in element and "<b>" not in element and "</script>" not in element
    if arguments:
        assert f'data-arguments="{arguments.replace(chr(34), "&quot;")}"' in element


@pytest.mark.parametrize("script", ["alert(document.cookie)", 'new A("x"); b();', "if (x) { y(); }"])
def test_what_is_no_call_with_data_stays_a_script_that_browsers_refuse(script):
    assert inline_call(script) == f"<script>{script}</script>"


def policies(**variables: str) -> list[str]:
    code = (
        "from cms.settings import base; print(base.CONTENT_SECURITY_POLICY['DIRECTIVES'].get('script-src'),"
        "base.CONTENT_SECURITY_POLICY['DIRECTIVES'].get('report-uri'),"
        "(base.CONTENT_SECURITY_POLICY_REPORT_ONLY or {}).get('DIRECTIVES', {}).get('script-src'), sep='|')"
    )
    environment = {**os.environ, "DATABASE_URL": "sqlite://", **variables}
    done = subprocess.run(
        [sys.executable, "-c", code], cwd=ROOT, env=environment, capture_output=True, text=True, check=True
    )
    return done.stdout.strip().split("|")


def test_the_policy_is_reported_and_relaxed_by_variables():
    report = {"CONTENT_SECURITY_REPORT_URI": "https://reports.example.org/csp"}
    assert policies() == ["[\"'self'\"]", "None", "None"]
    assert policies(**report) == ["[\"'self'\"]", report["CONTENT_SECURITY_REPORT_URI"], "None"]
    relaxed = "[\"'self'\", \"'unsafe-inline'\"]"
    assert policies(ADMIN_INLINE_SCRIPTS="on") == [relaxed, "None", "None"]
    assert policies(ADMIN_INLINE_SCRIPTS="on", **report) == [
        relaxed,
        report["CONTENT_SECURITY_REPORT_URI"],
        "[\"'self'\"]",
    ]
