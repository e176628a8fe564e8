"""Brings content in from other systems: sources read it as neutral records, one writer makes drafts of them."""
