"""What was made of a project, read back and proved: each kind of output by the readers of `proof/`."""
