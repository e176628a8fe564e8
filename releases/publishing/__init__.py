"""Publishes releases, schedules them, and undoes them: each in one transaction, the whole release or nothing of it."""
