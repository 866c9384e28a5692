"""Small changes to the code, and whether its tests notice them."""
