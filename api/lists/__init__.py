"""Lists: filters, order, search and pagination."""
