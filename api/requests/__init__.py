"""What a request asks for: parameters, fields, cursors, the site; and what is wrong with it."""
