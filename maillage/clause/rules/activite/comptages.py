"""What is counted of the facts over a period (domaine 02 § 8). Distinct at the level asked, never by adding up (R10)."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import date
from decimal import Decimal

from maillage.clause.nomenclatures.emplois import SIAE, SIAE_ELARGIE
from maillage.clause.nomenclatures.facilitateurs import FonctionPoste
from maillage.clause.nomenclatures.marches import TypeAchat, TypeDonneurOrdre
from maillage.clause.rules.activite.faits import Comptes, Faits, LigneComptee
from maillage.clause.rules.engagements import find_en_vigueur
from maillage.clause.rules.postes import Periode, compute_etp
from maillage.socle.parametres import fixe

BASE_ETP = fixe(
    "base_etp_clause", "Heures d’insertion d’un équivalent temps plein", "heures", 1607,
    "durée légale annuelle (code du travail, L. 3121-41) ; Consolidation 2019 : 18 640 857 heures, 11 600 ETP",
    a_confirmer=True,
)  # fmt: skip
TPE_PME = fixe(
    "tpe_pme_clause", "Effectif à partir duquel une entreprise n’est plus une TPE-PME", "salariés", 200,
    "manifeste d’Alliance Villes Emploi (2022) ; l’Insee retient 250", a_confirmer=True,
)  # fmt: skip


def count(faits: Faits, periode: Periode) -> Comptes:
    """Everything at once, for the structures of these facts."""
    en_cours = list({lot.lot: lot for lot in faits.lots if lot.is_en_cours(periode)}.values())  # shared: once
    suivis = {lot.lot for lot in en_cours}
    lignes = [ligne for ligne in faits.lignes if ligne.mois in periode]
    versions = (find_en_vigueur(lot.versions, on=periode.au) for lot in en_cours)
    agreges = [ligne for ligne in faits.agreges if ligne.mois in periode]
    presents = {poste.cle: poste for poste in faits.postes if poste.count_jours(periode)}.values()
    comptes = Comptes(
        etp_facilitateurs=compute_etp(faits.postes, periode=periode),
        etp_coordinateurs=compute_etp(faits.postes, periode=periode, fonction=FonctionPoste.COORDINATEUR),
        postes=sum(poste.fonction is FonctionPoste.FACILITATEUR for poste in presents),
        postes_coordination=sum(poste.fonction is FonctionPoste.COORDINATEUR for poste in presents),
        marches=len({lot.marche for lot in en_cours}),
        lots=len(suivis),
        donneurs=len({lot.acheteur for lot in en_cours}),
        maitres_ouvrage=len({lot.maitre_ouvrage for lot in en_cours}),
        operations=len({lot.operation for lot in en_cours if lot.operation is not None}),
        entreprises=len(
            {row.entreprise for row in faits.entreprises if row.lot in suivis and row.is_presente(periode)}
        ),
        engagees=sum((version.heures for version in versions if version is not None), Decimal(0)),
        contrats_signes=len({row.contrat for row in faits.contrats if row.debut in periode}),
        heures_agregees=sum((ligne.heures for ligne in agreges), Decimal(0)),
        structures_agregees=len({ligne.externe for ligne in agreges}),
        structures=len(faits.structures),
        structures_equipees=len(faits.equipees & faits.structures),
        structures_avec_poste=len({poste.structure for poste in presents}),
    )
    return _add_heures(comptes, lignes, on=periode.au)


def _add_heures(comptes: Comptes, lignes: list[LigneComptee], *, on: date) -> Comptes:
    """A person, a contract count when what is left of their hours, corrections made, is more than none.

    In one pass: a country has hundreds of thousands of lines.
    """
    seuil = TPE_PME.get(on=on).valeur
    zero = Decimal(0)
    heures = siae = elargie = connues = tpe_pme = zero
    personnes: dict[object, Decimal] = {}
    contrats: dict[object, Decimal] = {}
    marches: dict[object, Decimal] = {}
    achats = dict.fromkeys(TypeAchat, zero)
    donneurs: dict[TypeDonneurOrdre, Decimal] = {}
    qui: dict[str, set[object]] = {}
    for ligne in lignes:
        faites = ligne.heures
        heures += faites
        personnes[ligne.personne] = personnes.get(ligne.personne, zero) + faites
        contrats[ligne.contrat] = contrats.get(ligne.contrat, zero) + faites
        marches[ligne.marche] = marches.get(ligne.marche, zero) + faites
        achats[ligne.achat] += faites
        donneurs[ligne.donneur] = donneurs.get(ligne.donneur, zero) + faites
        if ligne.employeur in SIAE:
            siae += faites
        if ligne.employeur in SIAE_ELARGIE:
            elargie += faites
        if ligne.effectif is not None:
            connues += faites
            if ligne.effectif < seuil:
                tpe_pme += faites
        for groupe in list_groupes(ligne, seuil=seuil):
            qui.setdefault(groupe, set()).add(ligne.personne)
    return replace(
        comptes,
        heures=heures,
        base_etp=BASE_ETP.get(on=on).valeur,
        participants=_count_positifs(personnes),
        contrats_actifs=_count_positifs(contrats),
        marches_avec_heures=_count_positifs(marches),
        heures_siae=siae,
        heures_siae_elargie=elargie,
        heures_effectif_connu=connues,
        heures_tpe_pme=tpe_pme,
        heures_par_achat=achats,
        heures_par_donneur=donneurs,
        personnes_par_groupe={groupe: len(personnes) for groupe, personnes in qui.items()},
    )


# Who a share counts in, and who it leaves out.
SEULE, HORS_SEULE, GEIQ_REGIES, HORS_ELARGIE = "SIAE", "hors SIAE", "GEIQ et régies de quartier", "tous les autres"
PETITE, GRANDE, INCONNUE = "TPE-PME", "grandes entreprises", "effectif inconnu"
# The two shares of SIAE are read together: one is not shown if it gives back what the other hides.
GROUPES: Mapping[str, tuple[str, ...]] = {
    "PART_SIAE_EMPLOYEUR": (SEULE, HORS_SEULE),
    "PART_SIAE_EMPLOYEUR_ELARGIE": (SEULE, GEIQ_REGIES, HORS_ELARGIE),
    "PART_TPE_PME": (PETITE, GRANDE, INCONNUE),
}


def list_groupes(ligne: LigneComptee, *, seuil: int) -> list[str]:
    if ligne.employeur in SIAE:
        found = [SEULE]
    else:
        found = [HORS_SEULE, GEIQ_REGIES if ligne.employeur in SIAE_ELARGIE else HORS_ELARGIE]
    if ligne.effectif is None:
        return [*found, INCONNUE]
    return [*found, PETITE if ligne.effectif < seuil else GRANDE]


def list_parts_petites(comptes: Comptes, *, seuil: int) -> frozenset[str]:
    """The shares of « qui emploie » that would tell of a handful: of those counted in, or of those left out."""
    return frozenset(
        code
        for code, groupes in GROUPES.items()
        if any(0 < comptes.personnes_par_groupe.get(groupe, 0) < seuil for groupe in groupes)
    )


def _count_positifs(totals: Mapping[object, Decimal]) -> int:
    return sum(total > 0 for total in totals.values())
