"""Facts about characters: numerals, punctuation widths, script conversion."""
