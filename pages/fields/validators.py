"""Validators shared by the fields of several models."""

import datetime

from django.core.validators import MaxValueValidator, MinValueValidator, RegexValidator, URLValidator

#: Enough for the address of an online meeting, which can have hundreds of characters, and what browsers can open.
LONGEST_ADDRESS = 2000

#: The longest path of a page, percent-encoded: that is as much as the API can be asked for.
LONGEST_PATH = 2000

#: A range of dates that calendar software can handle.
SENSIBLE_DATE = [
    MinValueValidator(datetime.date(1900, 1, 1), "Choose a date in 1900 or later."),
    MaxValueValidator(datetime.date(2199, 12, 31), "Choose a date before 2200."),
]

currency_code = RegexValidator(r"^[A-Za-z]{3}$", "Enter the three letters of the currency: USD, EUR, GBP.")
web_address = URLValidator(schemes=["http", "https"])
