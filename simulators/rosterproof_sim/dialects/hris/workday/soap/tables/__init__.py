"""The vendor's types, as far as an integration of learning has to do with them, in the notation of the table."""
