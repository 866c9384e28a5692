"""The editor's desk: a page on this machine on which a work is brought to a right tree, its facts, its publication.

It stands above the stages. What a person chooses is written into the work's own files (manifest, emendations) and
nowhere else; `.build/desk/` keeps a journal for undoing. The one door to Starlette and uvicorn, which are an extra.
"""
