"""The kinds of receivers, and the requests that they take."""
