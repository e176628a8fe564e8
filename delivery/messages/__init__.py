"""Messages: which part of the change log each tells, and what it says."""
