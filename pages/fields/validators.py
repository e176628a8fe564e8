"""What may be written into fields that several models share."""

import datetime

from django.core.validators import MaxValueValidator, MinValueValidator, RegexValidator, URLValidator

PHONE_NUMBER = r"^\+?[0-9 ()./-]{3,40}$"
PHONE_NUMBER_MESSAGE = "Write a phone number with digits, best with the country code: +1 202 555 0100."

#: Dates that clocks and calendars everywhere can work with.
SENSIBLE_DATE = [
    MinValueValidator(datetime.date(1900, 1, 1), "Choose a day after 1900."),
    MaxValueValidator(datetime.date(2199, 12, 31), "Choose a day before 2200."),
]

phone_number = RegexValidator(PHONE_NUMBER, PHONE_NUMBER_MESSAGE)
web_address = URLValidator(schemes=["http", "https"])
