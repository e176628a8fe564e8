"""The logs have no traceback of what any client can cause."""

import pytest
from django.test import Client


def test_a_host_that_is_not_allowed_is_one_line_in_the_log(client: Client, caplog: pytest.LogCaptureFixture) -> None:
    for path in ("/api/v2/", "/admin/login/"):
        caplog.clear()
        assert client.get(path, headers={"host": "evil.example.net"}).status_code == 400
        assert any("evil.example.net" in record.getMessage() for record in caplog.records)
        assert [record for record in caplog.records if record.exc_info] == []
