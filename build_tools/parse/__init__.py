"""Lines → Divisions: markers, ladder, headings, boxes, tables."""
