"""Upgrades: which migrations the release before can run beside, and the steps to the next release."""
