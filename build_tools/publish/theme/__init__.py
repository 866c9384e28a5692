"""The look of every site: templates over Material's, scripts, styles; MkDocs finds it as `plan-publisher`."""
