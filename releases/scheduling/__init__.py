"""Publishes releases at their instants, and tells the clock of stored responses when that will be."""
