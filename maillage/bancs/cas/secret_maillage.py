"""Ours: what to hide, then the attack that says whether it holds."""

if __name__ == "__main__":
    from maillage.bancs.cas.secret import JOUR, attack, describe, draw_feuilles, make_publication
    from maillage.bancs.coureur import measure, report
    from maillage.consolidation.secret.masques import Masque
    from maillage.consolidation.secret.nomenclatures import Diffusion, Statut
    from maillage.consolidation.secret.parametres import read_seuils
    from maillage.consolidation.secret.protection import protect

    publication = make_publication(draw_feuilles())

    def hide() -> Masque:
        masque = protect(publication, read_seuils(Diffusion.PUBLIQUE, on=JOUR))
        attack(publication, masque.montrees)
        return masque

    cpu, masque = measure(hide, repetitions=1)
    petites = {cle for cle, etat in masque.etats.items() if etat.statut is Statut.PRIMAIRE}
    cachees = {cle for cle, etat in masque.etats.items() if etat.lecture.is_masquee}
    report(cpu, sorted(map(str, petites)), dit=describe(publication, petites, cachees))
