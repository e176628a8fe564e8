"""The pages of the admin on which an event is repeated, and a change of one date is brought to others."""
