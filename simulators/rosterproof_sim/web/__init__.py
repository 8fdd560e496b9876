"""The glue that every wire shares: reading, admitting, checking, answering, journaling; and the control plane."""
