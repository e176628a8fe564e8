"""Parts of HTTP that several views need: conditions, ranges, file names, files."""
