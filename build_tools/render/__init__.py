"""Edition + Notes → Markdown and JSON."""
