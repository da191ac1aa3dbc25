"""The documents of the case, and whether a PDF holds all that they say."""

import io
import re
import tempfile
from collections.abc import Callable
from datetime import UTC, date, datetime
from decimal import Decimal
from random import Random
from typing import Any

from maillage.bancs.cas.bilans import BILANS

JOUR = date(2026, 12, 31)
ESPACES = re.compile(r"\s+")


def run(render: Callable[[dict[str, Any]], bytes]) -> None:
    """Draws everything, prints one document unmeasured, then all of them; reports what each holds."""
    from django.conf import settings

    from maillage.bancs.coureur import measure, report

    with tempfile.TemporaryDirectory() as dossier:
        settings.FIGURES_DOSSIER = dossier  # nobody finds there what another contender drew
        documents = [make_document(rang) for rang in range(BILANS)]
    render(documents[0])
    cpu, made = measure(lambda: [render(document) for document in documents], repetitions=1)
    manques = [list_manques(document, pdf) for document, pdf in zip(documents[:5], made[:5], strict=True)]
    poids = sum(len(pdf) for pdf in made) // len(made) // 1024
    report(cpu, manques, dit=f"{count_pages(made[0])} pages, {poids} Ko par document")


def make_document(rang: int) -> dict[str, Any]:
    """A market of ten to thirty people over a year, the same for the same rank."""
    from maillage.clause.documents.bilans import build_document
    from maillage.clause.models import Bilan
    from maillage.clause.nomenclatures.bilans import Lecteur, Perimetre, TypeBilan
    from maillage.clause.rules.bilans.instantane import freeze, write
    from maillage.reseau.models import Dispositif

    faits = _draw_faits(Random(rang))  # noqa: S311  the same fiction every time
    bilan = Bilan(
        dispositif=Dispositif(nom="Clause sociale d’essai"), perimetre=Perimetre.LOT, titre=f"École d’essai {rang}",
        sous_titre="Ville d’essai", type=TypeBilan.ANNUEL, du=faits.periode.du, au=faits.periode.au,
        valeurs=write(freeze(faits, on=JOUR)), referentiel=1, extrait_le=datetime(2026, 12, 31, 12, tzinfo=UTC),
        commentaire="Le chantier a pris un mois de retard.\nL’équipe est restée entière.",
    )  # fmt: skip
    bilan.empreinte = bilan.compute_empreinte()
    return build_document(bilan, Lecteur.DIFFUSION)


def _draw_faits(chance: Random) -> Any:
    from maillage.clause.nomenclatures.bilans import Perimetre
    from maillage.clause.nomenclatures.emplois import ModeRealisation, Profil, StatutInsertion, TypeContrat
    from maillage.clause.rules.bilans.faits import Contrat, Faits, Ligne, LotCompte, Societe, Statut
    from maillage.clause.rules.bilans.periodes import make_annee

    noms = ("martel", "horizon", "peintres", "geiq")
    statuts = (StatutInsertion.AUCUN, StatutInsertion.EI, StatutInsertion.AUCUN, StatutInsertion.GEIQ)
    societes = {
        nom: Societe(nom, f"{nom.title()} (fictive)", 40, (Statut(statut, date(2020, 1, 1)),))
        for nom, statut in zip(noms, statuts, strict=True)
    }
    contrats = {
        n: Contrat(
            n, f"p{n}", date(2026, 1, 5), chance.choice(list(TypeContrat)), chance.choice(list(ModeRealisation)),
            chance.choice(noms), frozenset(chance.sample(list(Profil), 3)),
        )
        for n in range(chance.randint(10, 30))
    }  # fmt: skip
    lignes = [
        Ligne(date(2026, mois, 1), heures, heures, contrat, 1, chance.choice(noms), numero=100 * contrat + mois)
        for contrat in contrats
        for mois in range(1, 13)
        for heures in [Decimal(chance.randint(4000, 15000)) / 100]
    ]
    total = sum((ligne.reelles for ligne in lignes), Decimal(0))
    lot = LotCompte(1, "École d’essai", 1, "ville", total * 5 / 4, total, True, frozenset(f"p{n}" for n in contrats))
    return Faits(Perimetre.LOT, make_annee(2026), tuple(lignes), contrats, societes, (lot,))


def list_textes(document: dict[str, Any]) -> list[str]:
    """Every sentence and every cell."""
    found = [document["phrase"], *document["commentaire"], document["secret"]]
    found += [cell for ligne in document["mesures"] for cell in ligne]
    found += [cell for tableau in document["tableaux"] for ligne in tableau["lignes"] for cell in ligne]
    found += [part for pair in document["definitions"] for part in pair]
    return [text for text in found if text]


def list_manques(document: dict[str, Any], pdf: bytes) -> list[str]:
    """What a reader of text would not find."""
    from pypdf import PdfReader

    read = _flatten("".join(page.extract_text() for page in PdfReader(io.BytesIO(pdf)).pages))
    return [text for text in list_textes(document) if _flatten(text) not in read]


def _flatten(text: str) -> str:
    return ESPACES.sub("", text)


def count_pages(pdf: bytes) -> int:
    from pypdf import PdfReader

    return len(PdfReader(io.BytesIO(pdf)).pages)
