"""Excel in and out: lists that other offices send, and the workbooks we hand back.

Walk it in this order: ``receiving`` (what kind of file, may it be read at all) → ``reading`` (cells, as raw as
they came) → ``understanding`` (which rows are head, data, subtotal, signature) → ``mapping`` (which column is
which field). Nothing here knows a record type: what is looked for is told by a ``Vocabulary``, so the same code
reads people, hospital stays and identity lists.

Floors: may import store, records, rules, fields, kinds, policy, codes, problems; never ``printing``, never Qt.
The heavy readers (calamine, openpyxl, msoffcrypto) are imported where they are used, because the window must
open before anybody imports a list.

No result may depend on where a column stands or on which row the head is, and nothing is dropped without being
named: a row or a column that is not used is listed with the reason.
"""
