"""Who makes the clause live, and what one facilitateur at full time carries: of those services alone that declared a post."""

from maillage.consolidation.rapport.blocs import Bloc, Partie, Rubrique, Texte
from maillage.consolidation.rapport.livre import Livre
from maillage.consolidation.rapport.nombres import Phrase, say_annee
from maillage.consolidation.rapport.phrases import say_nombre, tell, write
from maillage.consolidation.rapport.totaux import list_totaux, share_out

EQUIPE = (
    ("clause.etp_facilitateurs", "Temps de travail, multiplié par les jours tenus dans l’année."),
    ("clause.etp_coordinateurs", "La coordination est comptée à part : elle ne suit pas de marché."),
    ("clause.postes", "Un temps de travail qui change fait deux lignes : ce ne sont pas des personnes."),
)
CHARGE = (
    ("donneurs", "Acheteurs des marchés en cours."), ("marches", "Marchés en cours, chacun compté une fois."),
    ("entreprises", "Entreprises engagées sur ces marchés."), ("heures", "Heures validées dans l’année."),
    ("etp", "Les mêmes heures, en équivalents temps plein."), ("participants", "Personnes employées."),
    ("contrats", "Contrats qui ont eu des heures."),
)  # fmt: skip
PARTAGES, SUSCITE = ("donneurs", "marches", "entreprises"), ("heures", "etp", "participants", "contrats")
MOTS = {
    "donneurs": ("donneur d’ordre", "donneurs d’ordre"), "marches": ("marché", "marchés"),
    "entreprises": ("entreprise est engagée", "entreprises sont engagées"),
    "heures": ("heure d’insertion", "heures d’insertion"), "etp": ("équivalent temps plein", "équivalents temps plein"),
    "participants": ("personne", "personnes"), "contrats": ("contrat", "contrats"),
}  # fmt: skip


def write_equipes(livre: Livre) -> Partie:
    etp = livre.get_case("clause.etp_facilitateurs")
    if etp.is_inconnue and not etp.is_masquee:
        return Partie(
            "equipes",
            "Les équipes",
            (Texte(write("Aucun service n’a déclaré de poste de facilitation dans l’année.")),),
        )
    return Partie(
        "equipes", "Les équipes",
        (Texte(_say_equipe(livre)), list_totaux(livre, EQUIPE, legende=write("Les postes déclarés par les services"))),
        (
            Rubrique("equipes-charge", "Ce que porte un facilitateur à temps plein", _write_charge(livre)),
            Rubrique("equipes-financement", "Qui paie", [
                Texte(write("Chaque poste compte pour ce qui en paie la plus grande part.")),
                share_out(
                    livre, "clause.financements", "financement", quoi="du temps de facilitation", colonne="Financement principal",
                    effectif="Temps pleins",
                ),
            ]),
        ),
    )  # fmt: skip


def _say_equipe(livre: Livre) -> Phrase:
    etp, postes = livre.get_case("clause.etp_facilitateurs"), livre.get_case("clause.postes")
    return tell(
        "En {annee}, les services ont déclaré {etp} de facilitateurs, sur {postes}.", sujet="Facilitateurs",
        annee=say_annee(livre.millesime), etp=say_nombre(etp.valeur, "équivalent temps plein", "équivalents temps plein"),
        postes=say_nombre(postes.valeur, "poste", "postes"),
    )  # fmt: skip


def _write_charge(livre: Livre) -> list[Bloc]:
    lignes = [(f"clause.{code}_par_facilitateur", sens) for code, sens in CHARGE]
    return [
        Texte(_say_charge(livre)),
        Texte(write("Le haut et le bas de chaque rapport sont ceux des mêmes services : ceux qui ont déclaré un poste dans l’année.")),
        list_totaux(livre, lignes, legende=write("Pour un facilitateur à temps plein, en moyenne"), colonne="Rapport"),
    ]  # fmt: skip


def _say_charge(livre: Livre) -> Phrase:
    """The sentence of the network's report; what deposits do not add up is left out of it."""
    partages = {code: livre.find_case(f"clause.{code}_par_facilitateur") for code in PARTAGES}
    cases = {code: livre.get_case(f"clause.{code}_par_facilitateur") for code in SUSCITE}
    is_entiere = all(partages.values())
    cases |= {code: case for code, case in partages.items() if case is not None and is_entiere}
    suscite = "{heures}, soit {etp}, pour {participants} et {contrats}"
    travaille = "travaille en moyenne avec {donneurs}, sur {marches} où {entreprises} : il suscite "
    return tell(
        f"Un facilitateur à temps plein {travaille if is_entiere else 'suscite en moyenne '}{suscite}.",
        sujet="Charge d’un facilitateur", **{code: say_nombre(case.valeur, *MOTS[code]) for code, case in cases.items()},
    )  # fmt: skip
