"""Paper: the register's ledgers, sheets and covers as PDF, the same file for preview, archive and printer.

``facts`` says what a form needs in plain strings, dates and Decimals, so forms are tested without a database;
``forms`` draw facts; ``paper`` knows millimetres; ``ledger`` draws long tables row by row with flat memory.
reportlab is imported here and nowhere else, and only by the modules that draw: importing this package or
``facts`` costs nothing at start-up. May import codes, policy and problems; never the window or Excel.
"""
