"""Printed lines with places → paragraphs, tables and notes in the order of reading: pure functions of a reading."""
