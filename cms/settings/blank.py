"""Settings of the commands that make a configuration, and therefore run before there is one."""

INSTALLED_APPS = ["cms"]
USE_TZ = True
