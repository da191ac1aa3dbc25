"""Every indicator of one dispositif for one year, beside the same days of the year before: one list for page and files."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from enum import StrEnum

from maillage.parcours.nomenclatures.etapes import LIBELLES_FAMILLE
from maillage.parcours.nomenclatures.indicateurs import DEFINITIONS, Indicateur
from maillage.parcours.nomenclatures.sorties import LIBELLES_CAUSE, LIBELLES_CONTRAT_TRAVAIL
from maillage.parcours.rules import contacts
from maillage.parcours.rules.indicateurs import etapes as des_etapes
from maillage.parcours.rules.indicateurs import flux, profils, suivi
from maillage.parcours.rules.indicateurs.faits import EtapeComptee, ParcoursCompte
from maillage.parcours.rules.indicateurs.nombres import (
    Fenetre,
    Part,
    Periode,
    Resume,
    make_fenetre,
    make_precedente,
)
from maillage.parcours.rules.indicateurs.suivi import Temps
from maillage.socle.typographie import FINE, MANQUANT, write_accord, write_nombre, write_pourcentage

I = Indicateur  # noqa: E741  the builders below are read by column


class Groupe(StrEnum):
    FLUX = "Entrées et sorties"
    TAUX = "Taux de sorties"
    CAUSES = "Sorties sans suite"
    PUBLICS = "Sorties positives par public"
    DUREES = "Durées et délais"
    ETAPES = "Étapes"
    EMPLOIS = "Emplois des sorties"
    FILE = "File active"
    ENTREES = "Profil des entrées"
    ACCOMPAGNES = "Profil des personnes accompagnées"


@dataclass(frozen=True, slots=True)
class Valeur:
    """A number with its unit, or a share that knows its base. `calcul`: what a plain number is out of, in words."""

    nombre: Decimal | int | None = None
    unite: str = ""
    part: Part | None = None
    calcul: str = ""

    @property
    def is_connue(self) -> bool:
        return bool(self.part and self.part.base) if self.part else self.nombre is not None

    @property
    def publiee(self) -> Decimal | None:
        """As it is read: a whole percentage, a number to its decimal."""
        if self.part is not None:
            found = self.part.pourcentage
            return None if found is None else Decimal(found)
        return None if self.nombre is None else round(Decimal(self.nombre), self.decimales)

    @property
    def decimales(self) -> int:
        return 0 if isinstance(self.nombre, int) or self.nombre is None else 2 if self.unite == "" else 1

    def write(self) -> str:
        if self.part is not None:
            return write_pourcentage(self.part.taux)
        if self.nombre is None:
            return MANQUANT
        said = write_nombre(self.nombre, self.decimales)
        return f"{said} {self.unite}" if self.unite else said


@dataclass(frozen=True, slots=True)
class Ligne:
    groupe: Groupe
    indicateur: Indicateur
    libelle: str
    valeur: Valeur
    precedent: Valeur = Valeur()

    @property
    def compte(self) -> str:
        return DEFINITIONS[self.indicateur].compte

    @property
    def base(self) -> str:
        return DEFINITIONS[self.indicateur].base if self.valeur.part is not None else ""

    @property
    def numerateur(self) -> int | None:
        return self.valeur.part.effectif if self.valeur.part else None

    @property
    def denominateur(self) -> int | None:
        return self.valeur.part.base if self.valeur.part else None

    @property
    def calcul(self) -> str:
        """Beside the figure: « 52 sur 119 », « sur 119 sorties »."""
        part = self.valeur.part
        if part is not None:
            return f"{write_nombre(part.effectif)} sur {write_nombre(part.base)}"
        return self.valeur.calcul if self.valeur.is_connue else ""

    @property
    def renseignement(self) -> Part | None:
        """Only of what was asked of each: a share of files always knows its base."""
        return self.valeur.part.renseignement if self.valeur.part and self.valeur.part.inconnus else None

    @property
    def ecart(self) -> str:
        """Of what is read in the two columns, in points when they are shares."""
        now, before = self.valeur.publiee, self.precedent.publiee
        if now is None or before is None:
            return MANQUANT
        gap = now - before
        said = ("+" if gap > 0 else "") + write_nombre(gap, 0 if self.valeur.part else self.valeur.decimales)
        return f"{said}{FINE}pt" if self.valeur.part else said


@dataclass(frozen=True, slots=True)
class Donnees:
    """All that was read, once."""

    parcours: Sequence[ParcoursCompte]
    etapes: Sequence[EtapeComptee]
    temps: Sequence[Temps]


def build_lignes(donnees: Donnees, annee: int, *, today: date) -> list[Ligne]:
    """The lines of a year, each with what it was the year before at the same date."""
    fenetre = make_fenetre(annee, today=today)
    before = {(li.groupe, li.libelle): li.valeur for li in _measure(donnees, make_precedente(fenetre), today)}
    return [
        Ligne(li.groupe, li.indicateur, li.libelle, li.valeur, before[li.groupe, li.libelle])
        for li in _measure(donnees, fenetre, today)
    ]


def _measure(donnees: Donnees, fenetre: Fenetre, today: date) -> list[Ligne]:
    periode = fenetre.periode
    faits = [fait for fait in flux.list_comptes(donnees.parcours) if fait.is_ouvert_pendant(periode)]
    sorties = flux.count_sorties(faits, periode)
    entrees = flux.count_entrees(faits, periode)
    return [
        *_list_flux(faits, sorties, entrees, periode),
        *_list_taux(sorties, entrees),
        *_list_causes(sorties),
        *(
            Ligne(Groupe.PUBLICS, I.T_9, nom, Valeur(part=part))
            for nom, part in flux.compute_taux_par_public(faits, periode).items()
        ),
        *_list_durees(faits, donnees.etapes, periode),
        *_list_etapes(faits, donnees.etapes, periode),
        *_list_emplois(faits, periode),
        *_list_file(faits, donnees.temps, fenetre, today),
        *_list_profil(Groupe.ENTREES, profils.describe_entrees(faits, periode)),
        *_list_profil(Groupe.ACCOMPAGNES, profils.describe_accompagnes(faits, periode)),
    ]


def _list_flux(
    faits: Sequence[ParcoursCompte], sorties: flux.Sorties, entrees: int, periode: Periode
) -> Iterable[Ligne]:
    values = {
        I.I_1: flux.count_accompagnes(faits, periode), I.I_2: entrees, I.I_3: flux.count_stock(faits, periode.fin),
        I.I_4: sorties.total, I.I_5: sorties.positives, I.I_6: sorties.emploi, I.I_7: sorties.formation,
        I.I_8: sorties.autres_positives, I.I_9: sorties.sans_suite, I.I_10: sorties.neutralisees,
    }  # fmt: skip
    bases = dict.fromkeys((I.I_2, I.I_3, I.I_4), _sur(values[I.I_1], "accompagné"))
    bases |= dict.fromkeys((I.I_5, I.I_6, I.I_7, I.I_8, I.I_9, I.I_10), _sur(sorties.total, "sortie"))
    return [
        Ligne(Groupe.FLUX, code, DEFINITIONS[code].libelle, Valeur(value, calcul=bases.get(code, "")))
        for code, value in values.items()
    ]


def _list_taux(sorties: flux.Sorties, entrees: int) -> Iterable[Ligne]:
    parts = {
        I.T_1: sorties.taux, I.T_2: sorties.taux_neutralise, I.T_3: sorties.compute_sur_entrees(entrees),
        I.T_4: sorties.part_emploi, I.T_5: sorties.part_formation,
    }  # fmt: skip
    return [
        *(Ligne(Groupe.TAUX, code, DEFINITIONS[code].libelle, Valeur(part=part)) for code, part in parts.items()),
        Ligne(Groupe.TAUX, I.T_6, "Emploi durable rapporté aux sorties", Valeur(part=sorties.emploi_sur_sorties)),
        Ligne(Groupe.TAUX, I.T_6, "Formation rapportée aux sorties", Valeur(part=sorties.formation_sur_sorties)),
    ]


def _list_causes(sorties: flux.Sorties) -> Iterable[Ligne]:
    tables = ((I.T_7, sorties.causes, "des sans suite"), (I.T_8, sorties.causes_sur_sorties, "des sorties"))
    return [
        Ligne(Groupe.CAUSES, code, f"{LIBELLES_CAUSE[cause]}, {base}", Valeur(part=part))
        for code, table, base in tables
        for cause, part in table.items()
    ]


def _list_durees(faits: Sequence[ParcoursCompte], etapes: Sequence[EtapeComptee], periode: Periode) -> Iterable[Ligne]:
    durees, delais = suivi.compute_durees(faits, periode), suivi.compute_delais(faits, etapes, periode)
    lignes = [
        Ligne(Groupe.DUREES, I.D_1, f"Durée {nom}, {said}", Valeur(value, "mois", calcul=_sur(resume.base, "sortie")))
        for nom, resume in (("brute", durees.brute), ("nette des suspensions", durees.nette))
        for said, value in (("moyenne", resume.moyenne), ("médiane", resume.mediane))
    ]
    pairs: tuple[tuple[str, Resume], ...] = (
        ("De la prescription au premier rendez-vous", delais.premier_rdv),
        ("De la prescription à la commission", delais.commission),
        ("De la commission à la première étape", delais.premiere_etape),
    )
    return lignes + [
        Ligne(
            Groupe.DUREES,
            I.D_2,
            f"{nom}, {said}",
            Valeur(value, "jours", calcul=_sur(resume.base, "parcours", "parcours")),
        )
        for nom, resume in pairs
        for said, value in (("médiane", resume.mediane), ("neuf sur dix sous", resume.p90))
    ]


def _list_etapes(faits: Sequence[ParcoursCompte], etapes: Sequence[EtapeComptee], periode: Periode) -> Iterable[Ligne]:
    found = des_etapes.list_etapes(etapes, periode)
    suivis = flux.count_accompagnes(faits, periode)
    par_participant = des_etapes.compute_par_participant(found, suivis)
    calcul = f"{write_accord(len(found), 'étape')} sur {write_nombre(suivis)}"
    parts = {
        I.I_22: des_etapes.compute_sans_etape(faits, found, periode), I.T_21: des_etapes.compute_contrats(found),
        I.T_22: des_etapes.compute_iae_dans_emploi(found), I.T_23: des_etapes.compute_iae(found),
    }  # fmt: skip
    return [
        Ligne(Groupe.ETAPES, I.I_20, DEFINITIONS[I.I_20].libelle, Valeur(len(found), calcul=_pour(suivis))),
        Ligne(Groupe.ETAPES, I.I_21, DEFINITIONS[I.I_21].libelle, Valeur(par_participant.taux, calcul=calcul)),
        *(Ligne(Groupe.ETAPES, code, DEFINITIONS[code].libelle, Valeur(part=part)) for code, part in parts.items()),
        *(
            Ligne(Groupe.ETAPES, I.T_20, LIBELLES_FAMILLE[famille], Valeur(part=part))
            for famille, part in des_etapes.share_familles(found).items()
        ),
    ]


def _list_emplois(faits: Sequence[ParcoursCompte], periode: Periode) -> Iterable[Ligne]:
    """Every contract, those of no one too: two years are compared line by line."""
    shares = suivi.share_emplois(faits, periode)["contrat"]
    whole = next(iter(shares.values()), Part(0, 0))
    return [
        Ligne(Groupe.EMPLOIS, I.E_1, nom, Valeur(part=shares.get(code, Part(0, whole.base, whole.inconnus))))
        for code, nom in LIBELLES_CONTRAT_TRAVAIL.items()
    ]


def _list_file(
    faits: Sequence[ParcoursCompte], temps: Sequence[Temps], fenetre: Fenetre, today: date
) -> Iterable[Ligne]:
    """Those without contact are known of today only: the last contact of a past day is not kept apart."""
    on = fenetre.jour
    file = suivi.list_file_active(faits, on)
    etp = suivi.compute_etp(temps, on=on)
    stock, calcul = flux.count_stock(faits, on), f"{write_nombre(len(file))} sur {write_nombre(etp, 2)} ETP"
    lignes = [
        Ligne(Groupe.FILE, I.F_1, "File active", Valeur(len(file), calcul=_sur(stock, "ouvert"))),
        Ligne(Groupe.FILE, I.F_1, "Équivalents temps plein", Valeur(etp, calcul=f"au {on:%d/%m/%Y}")),
        Ligne(
            Groupe.FILE, I.F_1, DEFINITIONS[I.F_1].libelle,
            Valeur(suivi.compute_file_par_etp(faits, etp, on), "personnes", calcul=calcul),
        ),
    ]  # fmt: skip
    for seuil in contacts.SEUILS.values():
        jours = seuil.get(on=today).valeur
        part = suivi.compute_sans_contact(faits, on, jours=jours) if fenetre.is_actuelle else None
        lignes.append(Ligne(Groupe.FILE, I.F_2, f"Sans contact depuis plus de {jours} jours", Valeur(part=part)))
    return lignes


def _sur(base: int, singulier: str, pluriel: str = "") -> str:
    return f"sur {write_accord(base, singulier, pluriel)}"


def _pour(suivis: int) -> str:
    return f"pour {write_accord(suivis, 'accompagné')}"


def _list_profil(groupe: Groupe, profil: profils.ProfilDuGroupe) -> Iterable[Ligne]:
    codes = (I.P_1, I.P_2, I.P_3, I.P_4) if groupe is Groupe.ENTREES else (I.P_5,) * 4
    femmes, ages, niveau, publics = codes
    rows = [
        (femmes, "Femmes", profil.femmes),
        *((ages, nom, part) for nom, part in {**profil.ages, **profil.ages_detail}.items()),
        (niveau, "Peu ou pas qualifiés", profil.peu_qualifies),
        (publics, "Bénéficiaires du RSA", profil.brsa),
        (publics, "Demandeurs d’emploi de longue durée", profil.deld),
        (publics, "Habitants d’un quartier prioritaire", profil.qpv),
        (publics, "Travailleurs handicapés", profil.boeth),
    ]
    return [Ligne(groupe, code, nom, Valeur(part=part)) for code, nom, part in rows]
