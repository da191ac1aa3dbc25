"""Who accompanies. What the yearly survey asks (money, teams, partners) is a chapter of the survey, added beside this one."""

from maillage.consolidation.rapport.blocs import Bloc, Partie, Rubrique, Texte
from maillage.consolidation.rapport.livre import Livre
from maillage.consolidation.rapport.phrases import tell, write
from maillage.consolidation.rapport.tableaux import list_mesures


def write_equipes(livre: Livre) -> Partie:
    file_active, etp, charge = (livre.get_case(code) for code in ("plie.file_active", "plie.etp", "plie.file_par_etp"))
    blocs: list[Bloc] = [
        Texte(write(
            "Chaque personne a un référent unique, salarié du PLIE ou d’une structure du territoire, qui la suit jusqu’aux six "
            "premiers mois d’emploi."
        )),
        Texte(tell(
            "Au dernier jour de l’année, {nombre} parcours étaient ouverts et non suspendus.",
            sujet="File active", nombre=file_active.valeur,
        )),
    ]  # fmt: skip
    if etp.valeur.is_montre and charge.valeur.is_montre:
        blocs.append(Texte(tell(
            "Les référents présents ce jour-là comptent pour {etp} équivalents temps plein, soit {charge} personnes pour chacun.",
            sujet="Référents", etp=etp.valeur, charge=charge.valeur,
        )))  # fmt: skip
    blocs.append(
        list_mesures(livre, ["plie.file_active", "plie.etp", "plie.file_par_etp"], legende=write("File active et référents au dernier jour"))
    )  # fmt: skip
    return Partie("equipes", "Les équipes", (), (Rubrique("referents", "Les référents de parcours", blocs),))
