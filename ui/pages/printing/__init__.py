"""Looking at a PDF and printing it: the very file that is kept, seen and put on paper."""
