"""Series of events: the rule that gives their dates, making the dates, and changing several of them at once."""
