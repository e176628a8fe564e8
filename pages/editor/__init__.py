"""What the editor's own pages offer: panels, lists, choosers, and its transactions."""
