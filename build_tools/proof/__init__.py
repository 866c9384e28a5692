"""Stage: what has been written is read back and proved equal to the edition. Shares no code with what writes."""
