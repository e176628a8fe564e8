"""Turns texts as WordPress stores them into HTML as its visitors see it."""
