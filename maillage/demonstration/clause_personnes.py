"""The fictitious persons whom the clause of Valombre employs: nobody, drawn from the same names as the parcours."""

from datetime import date, timedelta
from random import Random

from maillage.demonstration.parcours.noms import NOMS, PRENOMS_F, PRENOMS_H, VOIES
from maillage.demonstration.personnages import EPCIS
from maillage.participants.actions.personnes import register_personnes
from maillage.participants.models import Adresse, Information, Personne, Situation
from maillage.participants.nomenclatures.identite import MethodeQpv, Qpv, Reponse, Sexe
from maillage.participants.parametres import QPV
from maillage.participants.rules.notices import get_notice
from maillage.reseau.models import Dispositif
from maillage.territoire.models import Commune

PERSONNES = 41
AGES = (19, 57)


def add_personnes(dispositif: Dispositif, *, chance: Random, today: date, combien: int = PERSONNES) -> list[Personne]:
    rows = []
    for _ in range(combien):
        sexe = chance.choices([Sexe.FEMME, Sexe.HOMME], weights=[27, 73])[0]
        age = chance.randint(*AGES)
        rows.append(
            {
                "nom_naissance": chance.choice(NOMS), "sexe": sexe,
                "prenoms": chance.choice(PRENOMS_F if sexe is Sexe.FEMME else PRENOMS_H),
                "date_naissance": today - timedelta(days=age * 365 + chance.randint(0, 364)),
                "telephone": f"06 99 00 {chance.randint(10, 99)} {chance.randint(10, 99)}",
            }
        )  # fmt: skip
    made = register_personnes(dispositif=dispositif, rows=rows)
    communes = list(Commune.objects.filter(code__in=[code for code, *_ in EPCIS[0].communes]).order_by("code"))
    depuis = today - timedelta(days=900)
    millesime = QPV.get(on=depuis).valeur
    Adresse.objects.bulk_create(_draw_adresse(chance, p, communes, depuis, millesime) for p in made)
    Situation.objects.bulk_create(
        Situation(
            dispositif=dispositif, personne=p, du=depuis, auteur=None, emploi="demandeur_emploi",
            inscrit_le=depuis - timedelta(days=chance.randint(60, 900)), categorie="A", niveau=chance.randint(1, 5),
            brsa=chance.choices([Reponse.OUI, Reponse.NON], weights=[31, 69])[0],
        )
        for p in made
    )  # fmt: skip
    Information.objects.bulk_create(
        Information(dispositif=dispositif, personne=p, version=get_notice(today).version, support="papier",
                    le=today - timedelta(days=rang * 9 + 5), auteur=None)
        for rang, p in enumerate(made)
        if rang % 9
    )  # fmt: skip
    return made


def _draw_adresse(chance: Random, personne: Personne, communes: list[Commune], du: date, millesime: int) -> Adresse:
    commune = chance.choice(communes)
    qpv = chance.choices([Qpv.OUI, Qpv.NON], weights=[26, 74])[0]
    return Adresse(
        dispositif_id=personne.dispositif_id, personne=personne, du=du, auteur=None, commune=commune, qpv=qpv,
        voie=f"{chance.randint(1, 80)} {chance.choice(VOIES)}", code_postal=f"{commune.code[:2]}{commune.code[2:]}0"[:5],
        qpv_code=f"QF{commune.code[-2:]}" if qpv is Qpv.OUI else "", qpv_millesime=millesime,
        qpv_methode=MethodeQpv.GEOCODAGE,
    )  # fmt: skip
