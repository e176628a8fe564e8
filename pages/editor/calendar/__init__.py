"""The calendar of the editors: events, scheduled publications and expiries, in the admin and as a private file."""
