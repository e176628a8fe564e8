"""Documents: the files themselves, and the password that some of them ask for."""
