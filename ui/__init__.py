"""The window (PySide6). It may import ``hfp_desk``; it holds no SQL, reads no workbook, draws no paper."""
