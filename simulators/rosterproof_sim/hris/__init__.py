"""The HRIS: what HR may record, what the record of a person then is, and who is told. No wire shapes here."""
