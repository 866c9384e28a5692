"""Edition → Notes: responsible bodies, later glossary and references."""
