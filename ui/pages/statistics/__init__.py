"""The parts of the page of statistics: what is chosen at the left, the table and its chart at the right."""
