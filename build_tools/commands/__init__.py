"""What a person asks for: each command of the command line, and what it tells."""
