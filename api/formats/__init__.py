"""How dates and addresses are written."""
