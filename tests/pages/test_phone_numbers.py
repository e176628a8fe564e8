"""Phone numbers and postal codes as people in many countries write them."""

import pytest
from django.core.exceptions import ValidationError
from hypothesis import given
from hypothesis import strategies as st

from pages.blocks.link import LinkBlock
from pages.fields.phone_numbers import phone_number, telephone_uri
from pages.models import ContactPoint, EventPage, OrganizationAbout


@pytest.mark.parametrize(
    ("number", "dialed"),
    [
        ("+1 202 555 0100", "+12025550100"),
        ("(202) 555-0100", "2025550100"),
        ("202.555.0100", "2025550100"),
        ("1-800-555-0100 ext. 12", "18005550100;ext=12"),
        ("+1 202 555 0100 x12", "+12025550100;ext=12"),
        ("+1 202 555 0100x12", "+12025550100;ext=12"),
        ("+1 (202) 555\u20130100, Ext 4567", "+12025550100;ext=4567"),
        ("+1 202 555 0100;ext=7", "+12025550100;ext=7"),
        ("+1 202 555 0100 #7", "+12025550100;ext=7"),
        ("+44 (0)20 7946 0958", "+442079460958"),
        ("020 7946 0958", "02079460958"),
        ("+49 (0) 30 / 1234-567", "+49301234567"),
        ("030/123 45 67", "0301234567"),
        ("+49 30 123456-78", "+493012345678"),
        ("+43 1 40160 DW 12", "+43140160;ext=12"),
        ("+33 1 23 45 67 89 poste 12", "+33123456789;ext=12"),
        ("01\u202f23\u202f45\u202f67\u202f89", "0123456789"),
        ("01\u00a023\u00a045\u00a067\u00a089", "0123456789"),
        ("+41 44 668 18 00", "+41446681800"),
        ("+31 (0)20\u2011123\u20104567", "+31201234567"),
        ("+39 06 6982", "+39066982"),
        ("+46 8\u2212123 456 00", "+46812345600"),
        ("+55 (11) 91234-5678", "+5511912345678"),
        ("+81 3-1234-5678", "+81312345678"),
        ("+7 (495) 123-45-67", "+74951234567"),
        ("+353 1 234 5678", "+35312345678"),
        ("+972-3-123-4567", "+97231234567"),
        ("112", "112"),
        ("  +1 202 555 0100  ", "+12025550100"),
    ],
)
def test_numbers_are_taken_and_dialed(number: str, dialed: str) -> None:
    phone_number(number)
    assert telephone_uri(number) == f"tel:{dialed}"
    link = LinkBlock().clean(LinkBlock().to_python({"phone": number.strip(), "label": "Call"}))
    assert link["phone"] == number.strip()


@pytest.mark.parametrize(
    "number",
    [
        *("", "12", "call us", "+", "ext. 12", "a@example.org", "+1 202 555 0100 or 0101", "+1 202 555 0100 ext"),
        *("++1 202 555 0100", "1" * 19, "+1 202 555 0100 ext. 12345678901", "javascript:alert(1)", "202 555 0100\n<b>"),
        *("202 555 0100" + " " * 29, " " * 100_000, "1 " * 100_000),
    ],
)
def test_what_is_no_number_is_refused(number: str) -> None:
    with pytest.raises(ValidationError) as refused:
        phone_number(number)
    assert "+1 202 555 0100 ext. 12" in refused.value.messages[0]


@given(st.text(max_size=60))
def test_no_text_dials_anything_but_digits(text: str) -> None:
    assert set(telephone_uri(text).removeprefix("tel:").replace(";ext=", "")) <= set("+0123456789")


@pytest.mark.parametrize(
    "code",
    [
        *("10115", "SW1A 1AA", "GIR 0AA", "K1A 0B1", "1012 AB", "D02 AF30", "101-0051", "12345-6789", "CH-8001"),
        *("SI-1000", "LV-1050", "06000\u2013000", "\u3012100-0001", "C1425CLA", "AD500", "MSR 1110", "BB11000", "0"),
    ],
)
def test_every_postal_code_is_taken_as_it_is(code: str) -> None:
    for model, name in ((EventPage, "venue_postal_code"), (OrganizationAbout, "address_postal_code")):
        assert model._meta.get_field(name).clean(code, None) == code


def test_the_fields_for_numbers() -> None:
    for model, name in ((EventPage, "rsvp_phone"), (ContactPoint, "phone")):
        assert phone_number in model._meta.get_field(name).validators
