"""Workday Web Services: SOAP 1.1 over the same company. What is sent and promised comes from one table."""
