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

#: A range of dates that history has: what was founded or first printed long ago.
HISTORIC_DATE = [
    MinValueValidator(datetime.date(1000, 1, 1), "Choose a date in 1000 or later."),
    MaxValueValidator(datetime.date(2199, 12, 31), "Choose a date before 2200."),
]
YEAR = [
    MinValueValidator(1000, "Enter a year from 1000 to 2199."),
    MaxValueValidator(2199, "Enter a year from 1000 to 2199."),
]
LATITUDE = [
    MinValueValidator(-90, "A latitude is between -90 and 90."),
    MaxValueValidator(90, "A latitude is between -90 and 90."),
]
LONGITUDE = [
    MinValueValidator(-180, "A longitude is between -180 and 180."),
    MaxValueValidator(180, "A longitude is between -180 and 180."),
]
#: What every database can store, and a bit more than there are people.
COUNT = [MinValueValidator(0, "Enter 0 or more."), MaxValueValidator(2_000_000_000, "Enter at most 2,000,000,000.")]

currency_code = RegexValidator(r"^[A-Za-z]{3}$", "Enter the three letters of the currency: USD, EUR, GBP.")
web_address = URLValidator(schemes=["http", "https"])
