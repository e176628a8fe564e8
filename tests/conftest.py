"""What all tests share."""

from typing import Any


def pytest_terminal_summary(terminalreporter: Any) -> None:
    """Print what tests have to say of themselves when they pass: their recorded ``summary``."""
    for report in terminalreporter.stats.get("passed", ()):
        for name, value in report.user_properties:
            if name == "summary":
                terminalreporter.write_line(str(value))
