"""What an issue is: values that every stage reads and none changes in place."""
