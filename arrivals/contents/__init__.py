"""What the texts, pictures and names of several sources are read with."""
