"""The forms that the database has had, numbered; run when it is opened."""
