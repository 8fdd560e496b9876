"""Reading packages of content: cmi5, SCORM 1.2 and SCORM 2004. Only memory is touched, whatever is in the bytes."""
