"""On the fibre works: the statement of a service that is not in Maillage, and a company put on notice. All invented."""

from datetime import date, timedelta
from decimal import Decimal

from django.utils import timezone

from maillage.clause.models import EntrepriseDuLot, LigneAgregee, Lot, MiseEnDemeure, ReleveAgrege
from maillage.clause.queries.agreges import make_cle
from maillage.demonstration.cles import make_cle as make_uuid
from maillage.socle.acteur import Acteur
from maillage.socle.dates import add_months
from maillage.socle.pieces import magasin
from maillage.socle.pieces.models import Piece
from maillage.socle.pieces.nomenclatures import Classe, Etat

STRUCTURE = "Service insertion de la Basse-Sorelle (fictif)"
LIGNES = ((4, "Basse-Sorelle", "186.50", 3, 3), (3, "Basse-Sorelle", "204", 3, 3), (2, "Basse-Sorelle", "151.25", 2, 2))


def fill_agreges(lot: Lot, pilote: Acteur, *, graine: int, today: date) -> None:
    """Two to four months ago; signed and handed in last month."""
    signe = add_months(today.replace(day=1), -1) + timedelta(days=8)
    piece = _deposit(
        lot, pilote, "attestation-basse-sorelle.pdf", "Attestation fictive : relevé agrégé des heures d'insertion."
    )
    releve = ReleveAgrege.objects.create(
        uuid=make_uuid(graine, "agrege", STRUCTURE), dispositif=lot.dispositif, lot=lot, structure=STRUCTURE,
        fichier="fibre-basse-sorelle.xlsx", empreinte=piece.sha256, certifie_par="Responsable du service",
        certifie_le=signe, piece=piece, depose_le=signe + timedelta(days=3), auteur=pilote.compte,
    )  # fmt: skip
    LigneAgregee.objects.bulk_create(
        LigneAgregee(
            dispositif=lot.dispositif, releve=releve, lot=lot, cle=make_cle(STRUCTURE, territoire), territoire=territoire,
            mois=add_months(today.replace(day=1), -mois), heures=Decimal(heures), contrats=contrats,
            participants=participants,
        )
        for mois, territoire, heures, contrats, participants in LIGNES
    )  # fmt: skip


def fill_demeure(lot: Lot, pilote: Acteur, *, today: date) -> None:
    """Its delay is over: somebody has to say what came of it."""
    MiseEnDemeure.objects.create(
        dispositif=lot.dispositif, lot=lot, entreprise=EntrepriseDuLot.objects.filter(lot=lot).latest("pk").entreprise,
        le=today - timedelta(days=40), terme=today - timedelta(days=10), auteur=pilote.compte,
        objet="Présenter au facilitateur les deux embauches prévues au plan d’action.",
        piece=_deposit(lot, pilote, "mise-en-demeure.pdf", "Courrier fictif : mise en demeure."),
    )  # fmt: skip


def _deposit(lot: Lot, pilote: Acteur, nom: str, texte: str) -> Piece:
    stored = magasin.store([_write_pdf(texte)])
    return Piece.objects.create(
        dispositif=lot.dispositif, compte_id=pilote.compte, sha256=stored.sha256, taille=stored.taille, nom=nom,
        type="application/pdf", classe=Classe.CLAUSE, etat=Etat.DISPONIBLE, deposee_le=timezone.now(),
    )  # fmt: skip


def _write_pdf(texte: str) -> bytes:
    """One page, one line: the least that a reader opens."""
    flux = f"BT /F1 12 Tf 60 760 Td ({texte}) Tj ET".encode("cp1252")
    objets = [
        b"<< /Type /Catalog /Pages 2 0 R >>",
        b"<< /Type /Pages /Kids [3 0 R] /Count 1 >>",
        b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents 4 0 R /Resources << /Font << /F1 5 0 R >> >> >>",
        b"<< /Length " + str(len(flux)).encode() + b" >>\nstream\n" + flux + b"\nendstream",
        b"<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica /Encoding /WinAnsiEncoding >>",
    ]
    corps, places = b"%PDF-1.4\n", []
    for rang, objet in enumerate(objets, 1):
        places.append(len(corps))
        corps += str(rang).encode() + b" 0 obj\n" + objet + b"\nendobj\n"
    table = b"".join(f"{place:010} 00000 n \n".encode() for place in places)
    fin = f"trailer\n<< /Size {len(objets) + 1} /Root 1 0 R >>\nstartxref\n{len(corps)}\n%%EOF\n".encode()
    return corps + f"xref\n0 {len(objets) + 1}\n0000000000 65535 f \n".encode() + table + fin
