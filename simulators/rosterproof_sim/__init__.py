"""The fake HRIS and LMS: worlds with a clock, a company, a learning side and a journal, served on real ports."""

__version__ = "0.1.0"
