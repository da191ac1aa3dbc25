"""What counts of a month: eligibility first, its window, the days of the contract; and the windows of their own."""

from datetime import date
from decimal import Decimal

from hypothesis import given
from hypothesis import strategies as st

from maillage.clause.nomenclatures.eligibilites import Decision, MotifDecision
from maillage.clause.nomenclatures.emplois import ModeRealisation, Profil, TypeContrat
from maillage.clause.rules.eligibilite import Fait, Fenetre, check_decision, extend_fenetre, split_mois
from maillage.clause.rules.emplois import Connu, check_emploi, check_fin, check_renouvellement, compute_profil
from maillage.clause.rules.validations import Contrat, compute_droits, examine
from maillage.participants.nomenclatures.identite import Sexe

T = TypeContrat
MARS = Fait(date(2022, 3, 10), Decision.ACCORDEE)
CONTRAT = Contrat(T.CDD, date(2022, 3, 15), date(2024, 12, 31))
jours = st.dates(date(2022, 1, 1), date(2027, 12, 31))


def test_mars_2024_est_coupe_au_14_quand_la_premiere_embauche_date_du_15_mars_2022() -> None:
    found = examine(
        Decimal(105), mois=date(2024, 3, 1), contrat=CONTRAT, droits=compute_droits([MARS], [CONTRAT.debut])
    )
    assert (found.comptees, found.ecartees) == (Decimal(50), Decimal(55))  # 10 working days of 21
    assert "14/03/2024" in found.phrase


def test_sans_constat_rien_ne_compte_et_un_constat_tardif_ne_rattrape_pas_le_contrat() -> None:
    assert examine(
        Decimal(10), mois=date(2022, 4, 1), contrat=CONTRAT, droits=compute_droits([], [CONTRAT.debut])
    ).refus
    late = [Fait(date(2022, 4, 1), Decision.ACCORDEE)]
    assert "après la mise à l’emploi" in examine(
        Decimal(10), mois=date(2022, 4, 1), contrat=CONTRAT, droits=compute_droits(late, [CONTRAT.debut])
    ).refus  # fmt: skip


def test_la_duree_court_du_premier_contrat_commence_apres_le_constat_quel_que_soit_l_employeur() -> None:
    droits = compute_droits([MARS], [date(2021, 5, 1), date(2023, 1, 2), date(2022, 3, 15)])
    assert droits.fenetre == Fenetre(date(2022, 3, 15), date(2024, 3, 14))


def test_un_refus_ne_reprend_rien_et_une_prolongation_allonge() -> None:
    faits = [Fait(date(2022, 1, 1), Decision.REFUSEE), MARS, Fait(date(2024, 3, 1), Decision.REFUSEE)]
    assert compute_droits(faits, [CONTRAT.debut]).fenetre == Fenetre(date(2022, 3, 15), date(2024, 3, 14))
    faits.append(Fait(date(2024, 3, 1), Decision.RENOUVELEE, date(2024, 9, 30)))
    found = compute_droits(faits, [CONTRAT.debut]).fenetre
    assert found is not None
    assert found.au == date(2024, 9, 30)


def test_une_alternance_commencee_dans_la_duree_compte_jusqu_a_son_terme() -> None:
    fenetre = Fenetre(date(2022, 3, 15), date(2024, 3, 14))
    common = {"debut": date(2023, 9, 1), "fin": date(2025, 8, 31)}
    assert extend_fenetre(fenetre, contrat=T.APPRENTISSAGE, **common).au == date(2025, 8, 31)
    assert extend_fenetre(fenetre, contrat=T.CDD, **common) == fenetre
    assert extend_fenetre(fenetre, contrat=T.CDI, debut=date(2024, 1, 1), fin=None).au == date(2025, 12, 31)
    assert extend_fenetre(fenetre, contrat=T.CDI, debut=date(2024, 4, 1), fin=None) == fenetre


@given(heures=st.decimals(0, 300, places=2), mois=jours, debut=jours, fin=jours, du=jours, au=jours)
def test_ce_qui_compte_et_ce_qui_est_ecarte_font_toujours_le_releve(heures, mois, debut, fin, du, au) -> None:
    comptees, ecartees = split_mois(
        heures, mois=mois.replace(day=1), fenetre=Fenetre(du, au), contrat=Fenetre(debut, fin)
    )
    assert comptees + ecartees == heures
    assert 0 <= comptees <= heures


def test_seuls_les_jours_du_contrat_entrent_dans_le_prorata() -> None:
    fenetre, contrat = Fenetre(date(2022, 3, 15), date(2024, 3, 14)), Fenetre(date(2023, 1, 2), date(2024, 3, 14))
    assert split_mois(Decimal(70), mois=date(2024, 3, 1), fenetre=fenetre, contrat=contrat) == (Decimal(70), Decimal(0))


def check(decision: Decision, **values):
    common = {
        "motif": None, "has_critere": True, "constat": date(2026, 3, 2), "prolongee_au": None, "deja_accordee": False,
        "fin": None, "today": date(2026, 11, 2),
    }  # fmt: skip
    return check_decision(decision=decision, **common | values)


def test_une_decision_dit_tout_ce_qui_lui_manque() -> None:
    assert not check(Decision.ACCORDEE)
    assert set(check(Decision.ACCORDEE, has_critere=False, constat=date(2027, 1, 1))) == {"criteres", "constat"}
    assert set(check(Decision.REFUSEE, has_critere=False)) == {"motif"}
    assert set(check(Decision.REFUSEE, motif=MotifDecision.QUALIFICATION)) == {"motif"}
    assert set(check(Decision.RENOUVELEE, motif=MotifDecision.QUALIFICATION)) == {"decision"}
    ouverte = {"deja_accordee": True, "fin": date(2026, 12, 31), "motif": MotifDecision.QUALIFICATION}
    assert set(check(Decision.RENOUVELEE, **ouverte, prolongee_au=date(2026, 12, 1))) == {"prolongee_au"}
    assert not check(Decision.RENOUVELEE, **ouverte, prolongee_au=date(2027, 6, 30))


def test_un_renouvellement_le_lendemain_est_le_meme_contrat_un_jour_plus_tard_est_un_autre() -> None:
    common = {"ancienne_fin": date(2026, 6, 30), "nouvelle_fin": date(2026, 12, 31), "clos_le": None}
    assert check_renouvellement(du=date(2026, 7, 1), **common) is None
    assert "1 jour d’interruption" in (check_renouvellement(du=date(2026, 7, 2), **common) or "")


def test_une_mise_a_disposition_dit_ou_la_personne_travaille_et_un_contrat_a_terme_son_terme() -> None:
    common = {"debut": date(2026, 3, 2), "today": date(2026, 4, 1)}
    assert set(
        check_emploi(contrat=T.CDD, mode=ModeRealisation.MAD_ETTI, fin_prevue=None, is_prete=False, **common)
    ) == {"fin_prevue", "entreprise_utilisatrice"}  # fmt: skip
    assert not check_emploi(
        contrat=T.CDI, mode=ModeRealisation.EMBAUCHE_DIRECTE, fin_prevue=None, is_prete=False, **common
    )


def test_un_contrat_ne_finit_pas_avant_ses_heures() -> None:
    common = {"debut": date(2026, 3, 2), "today": date(2026, 11, 2)}
    assert "04/2026" in (check_fin(fin=date(2026, 3, 20), derniere=date(2026, 4, 1), **common) or "")
    assert check_fin(fin=date(2026, 4, 2), derniere=date(2026, 4, 1), **common) is None


def test_le_profil_ne_compte_que_ce_qui_est_su() -> None:
    on = date(2026, 3, 2)
    assert compute_profil(Connu(), on=on) == frozenset()
    known = Connu(sexe=Sexe.FEMME, naissance=date(2000, 3, 3), brsa="oui", qpv="oui", boeth="non", niveau=3)
    assert compute_profil(known, on=on) == {Profil.FEMME, Profil.MOINS_26, Profil.BRSA, Profil.QPV, Profil.NIVEAU_3}
    assert Profil.MOINS_26 not in compute_profil(known, on=date(2026, 3, 3))
