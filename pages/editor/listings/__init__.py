"""The admin's lists of posts, events and other pages with a date: columns, filters, orders and search."""
