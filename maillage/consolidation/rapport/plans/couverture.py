"""What a report says of those it adds up without having counted them: structures that declare their year in totals."""

from maillage.consolidation.rapport.livre import Livre
from maillage.consolidation.rapport.nombres import Dit, Phrase, say_compte
from maillage.consolidation.rapport.phrases import write


def count_declares(livre: Livre) -> int:
    return sum(one.is_declare for one in livre.participants)


def say_nombre_declares(livre: Livre) -> Dit:
    return say_compte(count_declares(livre), "declares")


def say_origine(livre: Livre) -> Phrase:
    """Where its figures come from: of some or of all, nobody opened a file."""
    declares = count_declares(livre)
    if not declares:
        return write("compté dans ses dossiers" if livre.comptes == 1 else "compté dans leurs dossiers")
    if declares == livre.comptes:
        return write("d’après ce qu’il a déclaré" if declares == 1 else "d’après ce qu’ils ont déclaré")
    return write(
        "compté dans leurs dossiers, ou déclaré par l’un d’eux" if declares == 1
        else "compté dans leurs dossiers, ou déclaré par {nombre} d’entre eux", nombre=say_nombre_declares(livre),
    )  # fmt: skip


def list_declares(livre: Livre) -> list[Phrase]:
    """Nothing where everybody was counted."""
    nombre = count_declares(livre)
    if not nombre:
        return []
    modele = (
        "Parmi eux, {nombre} est déclaré en totaux : ils s’ajoutent à ceux des autres, sans que ses dossiers soient comptés. Ce "
        "qu’il n’a pas dit manque aux chiffres qui en parlent, ou s’y lit « non renseigné »."
        if nombre == 1
        else "Parmi eux, {nombre} sont déclarés en totaux : ils s’ajoutent à ceux des autres, sans que leurs dossiers soient comptés. "
        "Ce qu’ils n’ont pas dit manque aux chiffres qui en parlent, ou s’y lit « non renseigné »."
    )
    return [write(modele, nombre=say_nombre_declares(livre))]


def say_saisie(livre: Livre) -> Phrase:
    """Whether anybody typed a figure."""
    suite = "imprimé avec sa base, et les réponses inconnues sont dites à côté. Les définitions sont en annexe."
    if count_declares(livre):
        return write(f"Hors ces totaux déclarés, aucun nombre de ce rapport n’a été saisi. Chacun est {suite}")
    return write(f"Aucun nombre de ce rapport n’a été saisi : chacun est tiré de ces comptes, {suite}")


def write_chapeau(livre: Livre) -> Phrase:
    """Above the picture of the year."""
    dit, nombre = livre.vocabulaire, livre.count_participants()
    noms = dit.structure if livre.comptes == 1 else dit.structures
    if declares := count_declares(livre):
        return write(
            "L’essentiel de {nombre} {noms}, dont {declares} {dits} en totaux", nombre=nombre, noms=noms,
            declares=say_nombre_declares(livre), dits="déclaré" if declares == 1 else "déclarés",
        )  # fmt: skip
    return write("L’essentiel, compté dans les dossiers de {nombre} {noms}", nombre=nombre, noms=noms)
