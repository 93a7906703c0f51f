"""The five steps of an import, one widget each; ``ui.pages.import_page`` leads through them.

A step shows what the plan says and tells by signals what the clerk decided; it reads no file and writes nothing.
"""
