"""A mirror of the public site in files, which any web server serves without the CMS."""
