"""The pages before the desk: signing in, the first start, the recovery sheet, leaving.

Each is a calm card in the middle of the window, worked by keyboard (Enter goes on), and says inline what stands in
the way. They hand back an open register and know nothing of the desk. Opening takes place on the worker; the
register is handed over with no connection open, the window makes its own.
"""
