"""Keeping the register: one encrypted file, one transaction a deed, history of every change, verified backups.

All SQL lives here. Opening is the one seam to the database engine. May import records and below; never the
window, workbooks or paper.
"""

import logging

logging.getLogger("peewee").disabled = True  # its lines are every statement with the values in it
