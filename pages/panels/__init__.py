"""How the editor's forms are laid out."""
