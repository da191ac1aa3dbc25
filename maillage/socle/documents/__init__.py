"""PDF documents. `render_pdf("app/nom", données)` renders `documents/nom.typ` of that application.

Imported from the functions that use it (`from maillage.socle.documents.rendu import render_pdf`): it needs the
applications to be loaded.
"""
