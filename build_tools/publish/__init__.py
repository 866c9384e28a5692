"""Files on disk: generated pages, the MkDocs run, checks of the built site."""
