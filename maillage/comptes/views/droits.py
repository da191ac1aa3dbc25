"""« Qui peut quoi »."""

import csv
import io

from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from maillage.comptes import droits
from maillage.socle import matrice
from maillage.socle.acces import connecte
from maillage.socle.classement import Categorie
from maillage.socle.requete import Requete
from maillage.socle.roles import FONCTIONS, Role


@connecte
@require_safe
def qui_peut_quoi(request: Requete) -> HttpResponse:
    contexte = {
        "roles": [(role, FONCTIONS[role]) for role in Role],
        "tables": droits.list_tables(),
        "categories": [(c.value, matrice.LIBELLES[c]) for c in Categorie],
        "matrice": droits.list_matrice(),
        "lettres": matrice.LETTRES,
        "portees": [(matrice.EXPOSANTS[code], libelle) for code, libelle in matrice.PORTEES.items()],
        "notes": matrice.NOTES,
    }
    return render(request, "comptes/qui_peut_quoi.html", contexte)


@connecte
@require_safe
def export(request: Requete) -> HttpResponse:
    text = io.StringIO()
    csv.writer(text, delimiter=";").writerows(droits.list_export())
    return HttpResponse(
        "\ufeff" + text.getvalue(),
        content_type="text/csv; charset=utf-8",
        headers={"Content-Disposition": 'attachment; filename="qui-peut-quoi.csv"'},
    )
