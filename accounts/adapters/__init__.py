"""What django-allauth asks the project: one adapter for each of its parts."""
