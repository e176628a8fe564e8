"""Whether the CMS is well: one definition for each thing that is looked at."""
