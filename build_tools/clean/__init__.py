"""Witness → Lines: HTML and text profiles; each dropped run is recorded with its rule."""
