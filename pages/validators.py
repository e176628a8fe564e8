"""What may be written into fields that several models share."""

from django.core.validators import RegexValidator, URLValidator

PHONE_NUMBER = r"^\+?[0-9 ()./-]{3,40}$"
PHONE_NUMBER_MESSAGE = "Write a phone number with digits, best with the country code: +1 202 555 0100."

phone_number = RegexValidator(PHONE_NUMBER, PHONE_NUMBER_MESSAGE)
web_address = URLValidator(schemes=["http", "https"])
