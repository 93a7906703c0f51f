"""Parts of the page on which two records of one person are made one, and taken apart again."""
