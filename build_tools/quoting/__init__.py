"""Quotations of the works: whether they stand there, word for word."""
