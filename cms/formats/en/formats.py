"""The formats of the editor in English: in the order of the site, and with the zone wherever a time is shown."""

from pages.fields.date_conventions import date_order

DATE_FORMAT = SHORT_DATE_FORMAT = "F j, Y" if date_order() == "MDY" else "j F Y"
TIME_FORMAT = "g:i A"
DATETIME_FORMAT = SHORT_DATETIME_FORMAT = f"{DATE_FORMAT}, {TIME_FORMAT} T"
