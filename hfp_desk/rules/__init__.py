"""What the documents and standards demand, as pure functions of plain values and a policy edition.

No database and no screen: values go in, values or Problems come out, and each function cites what it stands on.
An error says that the data cannot be true; a warning asks for a look and never keeps a row out. May import
``policy``, ``codes`` and ``problems`` only, so that the importer, the form and the checks share one rule.
"""
