"""Bytes → Witness: decoding, front matter, layout, the manifest."""
