"""What each kind of record is: its model, its page, and all the forms in which it is shown."""
