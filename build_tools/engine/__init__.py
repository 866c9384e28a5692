"""A project: its works converted, what is made of them and from what, its processes and machines, its cache."""
