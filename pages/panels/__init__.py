"""The layouts of the page forms in the editor."""
