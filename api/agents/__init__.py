"""The server of the Model Context Protocol, in a process of its own. Nothing else imports its library."""
