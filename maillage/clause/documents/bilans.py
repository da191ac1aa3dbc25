"""A bilan on paper: one document, tagged, with its pictures and what they say, its tables, its definitions."""

from typing import Any

from django.utils.text import slugify
from django.utils.timezone import localdate

from maillage.clause.figures.bilans import list_figures
from maillage.clause.models import Bilan
from maillage.clause.nomenclatures.bilans import Lecteur
from maillage.clause.rendu_bilans import list_chiffres, list_definitions, list_feuilles, list_mesures, write_masque
from maillage.clause.rules.bilans.instantane import restrict
from maillage.clause.rules.bilans.phrases import list_changements, write_phrase
from maillage.socle.documents.rendu import describe_figure, render_pdf
from maillage.socle.typographie import write_date

GABARIT = "clause/bilan"


def print_bilan(bilan: Bilan, lecteur: Lecteur) -> bytes:
    """The same bilan for the same reader gives the same bytes."""
    return render_pdf(GABARIT, build_document(bilan, lecteur), cree_le=localdate(bilan.extrait_le))


def name_fichier(bilan: Bilan, lecteur: Lecteur) -> str:
    suffixe = "-service" if lecteur is Lecteur.SERVICE else ""
    return f"bilan-{shorten(bilan.titre)}-{bilan.au:%Y-%m}-v{bilan.numero}{suffixe}"


def shorten(titre: str) -> str:
    """As part of the name of a file."""
    return slugify(titre.replace("’", " "))[:60]


def build_document(bilan: Bilan, lecteur: Lecteur) -> dict[str, Any]:
    instantane = restrict(bilan.instantane, lecteur)
    extrait = localdate(bilan.extrait_le)
    avant = bilan.find_avant(lecteur)
    changes = list_changements(avant, instantane) if avant else []
    return {
        "titre": f"{bilan.libelle_type} : {bilan.titre}", "sous_titre": bilan.sous_titre, "edite_le": extrait,
        "mention": f"{bilan.dispositif} · version {bilan.numero} · {bilan.empreinte[:16]}",
        "periode": bilan.periode.libelle[:1].upper() + bilan.periode.libelle[1:],
        "extraction": f"Heures validées au {write_date(extrait)}.",
        "phrase": write_phrase(instantane),
        "chiffres": [{"valeur": m.ecrite, "libelle": m.libelle, "base": m.base} for m in list_chiffres(instantane)],
        "commentaire": bilan.commentaire.splitlines(),
        "changements": [[c.libelle, c.avant, c.apres, c.ecart] for c in changes],
        "figures": [describe_figure(figure) for figure in list_figures(instantane, extrait=extrait)],
        "mesures": [[m.libelle, m.ecrite, m.base] for m in list_mesures(instantane)],
        "tableaux": [
            {"titre": f.titre, "legende": f.legende, "colonnes": f.colonnes, "notes": f.notes,
             "lignes": [*f.lignes, *([f.pied] if f.pied else [])], "rangs": [str(rang) for rang in f.nombres]}
            for f in list_feuilles(instantane)
        ],
        "definitions": list_definitions(instantane),
        "secret": write_masque(instantane) if lecteur is Lecteur.DIFFUSION else
        "Chiffres complets, pour le service : les petits effectifs ne se diffusent pas.",
        "empreinte": f"Définitions, version {bilan.referentiel}. Empreinte du bilan : {bilan.empreinte}.",
    }  # fmt: skip
