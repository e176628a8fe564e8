#!/usr/bin/env python
"""Django's command line for this project, with the production settings unless the environment says otherwise."""

import os
import sys

#: Commands that make a configuration, so that they cannot need one.
BEFORE_ANY_CONFIGURATION = ("new_env",)


def main() -> None:
    is_before = sys.argv[1:2] and sys.argv[1] in BEFORE_ANY_CONFIGURATION
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "cms.settings.blank" if is_before else "cms.settings.production")
    try:
        from django.core.exceptions import ImproperlyConfigured
        from django.core.management import execute_from_command_line
    except ModuleNotFoundError as error:
        if error.name is None or error.name.partition(".")[0] != "django":
            raise
        sys.exit("Django is not installed for this Python: run `make run`, or use .venv/bin/python.")
    try:
        execute_from_command_line(sys.argv)
    except ImproperlyConfigured as error:
        # Sentences for whoever runs the CMS, to whom a traceback says nothing more.
        sys.exit(str(error))


if __name__ == "__main__":
    main()
