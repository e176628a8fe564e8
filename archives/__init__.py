"""Archives: the whole content of a site in a documented format, and how it comes into another installation."""
