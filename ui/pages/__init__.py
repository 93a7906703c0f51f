"""The program's pages. Each takes ``(desk: Desk, office: Office)``; the names by which ``Desk.go`` finds them are here.

A page asks the store for values and lists, shows them, and hands back plain values: no SQL and no rule in here.
"""

WORKBENCH = "workbench"
PEOPLE = "people"
PERSON = "person"
HOUSEHOLDS = "households"
IDENTITIES = "identities"
DIAGNOSES = "diagnoses"
TREATMENTS = "treatments"
SETTLEMENTS = "settlements"
INSTITUTIONS = "institutions"
FINDINGS = "findings"
IMPORT = "import"
BATCHES = "batches"
PRINT = "print"
BACKUP = "backup"
SETTINGS = "settings"
PLACES = "places"
LOG = "log"
BIN = "bin"
MERGE = "merge"

RENEW = "renew"
"""No page: asks the program to build the desk anew (policy or looks changed) and to come back to a settings section."""

SAMPLE = "sample"
"""No page: asks the program to put the register away and to open the sample."""

RESTORE = "restore"
"""No page: asks the program to put a backup in the register's place (``ui.putting_back.Order``)."""

LOOK_AT = "look_at"
"""No page: asks the program to put the register away and to look at a backup (``ui.putting_back.Order``)."""
