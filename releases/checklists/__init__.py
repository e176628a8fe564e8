"""Everything that an editor should know of a release before it is published, on one page."""
