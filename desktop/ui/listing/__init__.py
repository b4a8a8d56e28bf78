"""The lists of records: what narrows one is kept by its presenter (`narrowed`), how one looks is drawn by `pane`."""
