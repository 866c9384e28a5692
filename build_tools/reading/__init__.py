"""Files that are no text → readings: one small reader a format, and the readings that are kept."""
