"""The sections of 系统: office and policy, backups, users and recovery sheet, looks, about.

Each section takes ``(desk, office)``, shows itself and saves by its own button. What changes the whole desk (policy,
looks) ends with ``desk.go(RENEW, section)``: the desk is built anew and comes back to the section.
"""
