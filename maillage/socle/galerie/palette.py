"""The tokens that the gallery shows, the pairs that components put together, the icons that the house uses."""

COULEURS = [
    ("encre", "Texte"),
    ("encre-douce", "Texte second"),
    ("papier", "Page"),
    ("carte", "Surface"),
    ("lin", "Surface douce"),
    ("trait", "Filet"),
    ("trait-fort", "Bord de champ"),
    ("tissage", "Action, lien"),
    ("tissage-fonce", "Survol"),
    ("tissage-lavis", "Sélection"),
    ("safran", "Attention"),
    ("safran-lavis", "Fond d’attention"),
    ("garance", "Danger"),
    ("garance-lavis", "Fond de danger"),
    ("sauge", "Succès"),
    ("sauge-lavis", "Fond de succès"),
]

# Ink on ground: every pair in which text is drawn. The contrast of each is computed by a test.
PAIRES = [
    *[
        ("encre", fond)
        for fond in ("papier", "carte", "lin", "tissage-lavis", "safran-lavis", "garance-lavis", "sauge-lavis")
    ],
    *[("encre-douce", fond) for fond in ("papier", "carte", "lin", "tissage-lavis")],
    *[("tissage", fond) for fond in ("papier", "carte", "lin", "tissage-lavis")],
    *[("tissage-fonce", fond) for fond in ("papier", "carte", "lin", "tissage-lavis")],
    *[("safran", fond) for fond in ("papier", "carte", "safran-lavis")],
    *[("garance", fond) for fond in ("papier", "carte", "garance-lavis")],
    ("garance-fonce", "garance-lavis"),
    *[("sauge", fond) for fond in ("papier", "carte", "sauge-lavis")],
    *[("carte", fond) for fond in ("tissage", "tissage-fonce", "garance", "garance-fonce")],
]
# Lines that one must see to use the page (edges of fields, focus): 3:1 is asked of them.
CONTOURS = [
    *[("trait-fort", fond) for fond in ("papier", "carte", "lin")],
    *[("tissage", fond) for fond in ("papier", "carte", "lin", "tissage-lavis")],
    *[("garance", fond) for fond in ("papier", "carte")],
]

ICONES = [
    "search", "menu", "user", "users-round", "circle-user", "building-complex", "map-pin", "map", "calendar", "clock", "flag",
    "folder-open", "file-text", "file-pen-line", "paperclip", "upload", "download", "printer", "pencil", "trash",
    "plus", "check", "x", "chevron-right", "arrow-up", "arrow-down", "list-filter", "circle-question-mark", "info",
    "triangle-alert", "octagon-x", "circle-check", "bell", "inbox", "mail", "phone", "message-square-text", "briefcase",
    "handshake", "chart-column", "table-2", "shield-check", "key-round", "log-out", "lock", "rotate-ccw-clock", "settings",
]  # fmt: skip
