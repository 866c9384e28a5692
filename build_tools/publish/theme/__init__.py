"""The look of every site: templates, scripts, styles; icons and words are Material's. MkDocs finds it by its name."""
