"""Faults that users of comparable systems report, and holes that an attack found: none of them is here.

``make faults`` prints them as a table. Each row is one input of a kind, and other tests try more of the kind.
"""

from collections.abc import Callable

import pytest

# These declare the rows.
from tests.faults import attacks, bad_rows, http, images, limits, public_reports  # noqa: F401
from tests.faults.row import ROWS, Product, Row


@pytest.mark.parametrize("row", [pytest.param(row, id=f"{row.kind}: {row.given}") for row in ROWS])
@pytest.mark.slow
def test_what_comes_is_right(row: Row, record_property: Callable[[str, object], None]) -> None:
    for name in ("kind", "given", "right"):
        record_property(name, getattr(row, name))
    try:
        came = row.attempt(Product())
    except pytest.skip.Exception as skipped:
        record_property("came", f"not tried: {skipped}")
        raise
    record_property("came", came)
    assert came == row.right
