"""What people become once the clause is over, six and twelve months later: two rates, and how many answered."""

from maillage.consolidation.rapport.blocs import Bloc, Partie, Rubrique, Tableau, Texte
from maillage.consolidation.rapport.evolutions import say_evolution
from maillage.consolidation.rapport.livre import Livre
from maillage.consolidation.rapport.nombres import Phrase
from maillage.consolidation.rapport.phrases import say_nombre, tell, write
from maillage.consolidation.rapport.tableaux import break_down, note_tues

JALONS = (("six", "6", "Six mois après"), ("douze", "12", "Douze mois après"))
TAUX = (
    ("sur_repondants", "sur les situations connues"), ("sur_cohorte", "sur toutes les sorties"),
    ("reponses", "situations connues, part des sorties"),
)  # fmt: skip


def write_apres(livre: Livre) -> Partie:
    return Partie(
        "apres", "Après la clause",
        (
            Texte(write(
                "Le réseau demande à chacun ce qu’il est devenu, six et douze mois après la fin de son dernier contrat, s’il n’en a pas "
                "retrouvé un autre par la clause. Une situation que l’on ignore n’est ni bonne ni mauvaise : deux taux encadrent la "
                "réalité, l’un sur les réponses, l’autre sur toutes les sorties, et se lisent avec la part des réponses."
            )),
            _list_taux(livre),
        ),
        [Rubrique(f"apres-{nom}", titre, _write_jalon(livre, code, titre)) for nom, code, titre in JALONS],
    )  # fmt: skip


def _list_taux(livre: Livre) -> Tableau:
    rows, cases = [], []
    for _, code, jalon in JALONS:
        for suffixe, nom in TAUX:
            case = livre.get_case(f"clause.sortie_{code}_{suffixe}")
            cases.append(case)
            rows.append((write(f"{jalon}, {nom}"), (case.valeur,), (case.effectif,), (case.base,)))
    return Tableau(
        write("En contrat de travail ou en formation qualifiante, et qui a répondu"),
        tuple(write(nom) for nom in ("Quand, et sur quoi", "Part", "Personnes", "Base")), rows, (1, 2, 3), note_tues(cases),
    )  # fmt: skip


def _write_jalon(livre: Livre, code: str, quand: str) -> list[Bloc]:
    reponses = livre.get_case(f"clause.sortie_{code}_repondants")
    blocs: list[Bloc] = [Texte(_say_jalon(livre, code, quand))]
    if reponses.is_masquee or reponses.cellule.numerateur:
        blocs.append(
            break_down(
                livre, f"clause.sortie_{code}_situations", "situation_sortie", titre=write(f"{quand}, ce que l’on sait des situations"),
                colonne="Situation", effectif="Personnes",
            )
        )  # fmt: skip
    return blocs


def _say_jalon(livre: Livre, code: str, quand: str) -> Phrase:
    cohorte, reponses, positives = (
        livre.get_case(f"clause.sortie_{code}{suffixe}") for suffixe in ("", "_repondants", "_positives")
    )
    connus, tous = (livre.get_case(f"clause.sortie_{code}_{suffixe}") for suffixe in ("sur_repondants", "sur_cohorte"))
    if cohorte.valeur.valeur == 0:
        return write(f"{quand} : personne n’est arrivé à cette échéance dans l’année.")
    sortis = say_nombre(cohorte.valeur, "personne arrivée", "personnes arrivées")
    if reponses.valeur.valeur == 0:
        return tell(
            f"{quand}, aucune situation n’est connue, pour {{sortis}} à cette échéance dans l’année.",
            sujet=quand,
            sortis=sortis,
        )
    return tell(
        f"{quand} leur dernier contrat, {{positives}} en contrat de travail ou en formation qualifiante, sur {{connues}} : {{connus}}"
        "{evolution}. Sur {sortis} à cette échéance, la part est de {tous}.",
        sujet=quand, positives=say_nombre(positives.valeur, "personne était", "personnes étaient"),
        connues=say_nombre(reponses.valeur, "situation connue", "situations connues"), connus=connus.valeur,
        evolution=say_evolution(livre, connus), sortis=sortis, tous=tous.valeur,
    )  # fmt: skip
