"""The accounts of people who work in the CMS."""
