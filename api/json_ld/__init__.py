"""What search engines read: schema.org as JSON-LD, made from the values that the API serves anyway."""
