"""The page in the admin that says whether the CMS is well."""
