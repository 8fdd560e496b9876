"""The connector under test: started, asked, watched and ended as the black box it is."""
