"""A publication and the register of the figures it prints. Nothing of a released one changes: a revision is another one."""

import uuid
from decimal import Decimal
from typing import ClassVar

from django.db import models
from django.db.models import F, Q
from django.urls import reverse

from maillage.consolidation.depots.models import Campagne
from maillage.consolidation.depots.models.depots import STATISTIQUE
from maillage.consolidation.publications.nomenclatures import LIBELLES, LIBELLES_LECTEURS, Etat, Lecteurs
from maillage.socle.classement import PUBLIC, TECHNIQUE, Donnees
from maillage.socle.nomenclatures import choix


class Publication(models.Model):
    """`depots`: the deposits it is the sum of, by number, version and fingerprint. `fichiers`: the SHA-256 of each file.

    `bilan`: what was counted and hidden; `raisons`: why the controls refuse it. `perimetres`: level, territory, its
    dispositifs, for the years that will compare with it. `territoires`: those that have a page (`fiches.py`). `secret`: the release as the next ones must know it. `prepare_par`, `valide_par`: two accounts, never the same.
    """

    uuid = models.UUIDField("numéro public", default=uuid.uuid4, unique=True, editable=False)
    campagne = models.ForeignKey(
        Campagne, on_delete=models.PROTECT, related_name="publications", verbose_name="campagne"
    )
    lecteurs = models.TextField("lecteurs", choices=choix(LIBELLES_LECTEURS), default=Lecteurs.PUBLIQUE)
    rang = models.PositiveSmallIntegerField("rang")
    etat = models.TextField("état", choices=choix(LIBELLES), default=Etat.PREPARATION)
    prepare_par = models.BigIntegerField("compte qui a préparé", null=True)
    prepare_le = models.DateTimeField("préparée le")
    valide_par = models.BigIntegerField("compte qui a publié", null=True, blank=True)
    publie_le = models.DateTimeField("publiée le", null=True, blank=True)
    motif = models.TextField("ce qui change, ou pourquoi elle est abandonnée", blank=True, default="")
    depots = models.JSONField("dépôts additionnés", default=list)
    fichiers = models.JSONField("empreintes des fichiers", default=dict)
    bilan = models.JSONField("bilan de la préparation", default=dict)
    raisons = models.JSONField("raisons du refus", default=list)
    perimetres = models.JSONField("dispositifs de chaque territoire", default=list)
    territoires = models.JSONField("territoires qui ont une fiche", default=list)
    secret = models.JSONField("ce que les suivantes doivent tenir pour connu", default=dict)

    DONNEES: ClassVar[Donnees] = {
        **dict.fromkeys(("id", "uuid", "rang", "prepare_par", "valide_par", "fichiers", "depots", "perimetres"), TECHNIQUE),
        "secret": STATISTIQUE,  # what is hidden is in it: the control of the next ones must know it
        **dict.fromkeys(
            ("campagne", "lecteurs", "etat", "prepare_le", "publie_le", "motif", "bilan", "raisons", "territoires"), PUBLIC
        ),
    }  # fmt: skip

    class Meta:
        verbose_name = "publication de la consolidation"
        verbose_name_plural = "publications de la consolidation"
        constraints = [
            models.UniqueConstraint(fields=["campagne", "lecteurs", "rang"], name="publication_rang"),
            models.UniqueConstraint(
                fields=["campagne", "lecteurs"], condition=Q(etat__in=(Etat.PREPARATION, Etat.A_VALIDER)),
                name="publication_une_en_cours",
                violation_error_message="Une publication de cette année est déjà en cours : validez-la, ou abandonnez-la.",
            ),
            models.CheckConstraint(
                condition=~Q(etat=Etat.PUBLIEE) | Q(publie_le__isnull=False) & ~Q(valide_par=F("prepare_par")),
                name="publication_deux_personnes",
            ),
        ]  # fmt: skip

    def __str__(self) -> str:
        return f"{self.campagne}" if self.rang == 1 else f"{self.campagne}, révision {self.rang - 1}"

    def get_absolute_url(self) -> str:
        return reverse("publications:publication", args=[self.uuid])

    @property
    def libelle_etat(self) -> str:
        return LIBELLES[Etat(self.etat)]

    @property
    def libelle_lecteurs(self) -> str:
        return LIBELLES_LECTEURS[Lecteurs(self.lecteurs)]


class ChiffrePublie(models.Model):
    """A figure that went out. Of a release: its definition's version, its base, from how many dispositifs; hidden, it has no value.

    Published before Maillage, it has no `publication`: it is what `document` prints at `endroit`, never worked out again.
    `base`: as it is counted, so that years are compared; `base_lue`: as it is read, hours and not hundredths of them.
    `chose`: what it counts and where, the same whoever says it. `cites`: where a release prints it (kind, anchor, title).
    `remarques`: what contradicts it, a sentence each. `repere`: by which a figure read again is the same.
    """

    uuid = models.UUIDField("numéro public", default=uuid.uuid4, unique=True, editable=False)
    publication = models.ForeignKey(
        Publication,
        on_delete=models.PROTECT,
        related_name="chiffres",
        verbose_name="publication",
        null=True,
        blank=True,
    )
    annee = models.PositiveSmallIntegerField("année")
    chose = models.TextField("ce qui est compté")
    code = models.TextField("indicateur", blank=True, default="")
    libelle = models.TextField("libellé")
    version = models.PositiveSmallIntegerField("version de la définition", null=True)
    unite = models.TextField("unité", blank=True, default="")
    niveau = models.TextField("niveau")
    territoire = models.TextField("code du territoire")
    lieu = models.TextField("territoire")
    ventilation = models.TextField("ventilation", blank=True, default="")
    modalite = models.TextField("modalité", blank=True, default="")
    detail = models.TextField("détail", blank=True, default="")
    valeur = models.DecimalField("valeur", max_digits=14, decimal_places=2, null=True)
    ecrit = models.TextField("tel qu’imprimé", blank=True, default="")
    base = models.BigIntegerField("base", null=True)
    base_lue = models.DecimalField("base, dans son unité", max_digits=16, decimal_places=2, null=True)
    base_dite = models.TextField("base, en mots", blank=True, default="")
    couverture = models.PositiveIntegerField("dispositifs comptés", null=True)
    is_masque = models.BooleanField("masqué", default=False)
    document = models.TextField("document", blank=True, default="")
    auteur = models.TextField("publié par", blank=True, default="")
    parution = models.TextField("date du document", blank=True, default="")
    endroit = models.TextField("page ou section", blank=True, default="")
    cites = models.JSONField("où il est cité", default=list)
    remarques = models.JSONField("ce qui le contredit", default=list)
    repere = models.TextField("repère", blank=True, default="")
    mots = models.TextField("mots cherchés, sans accents")

    DONNEES: ClassVar[Donnees] = {
        **dict.fromkeys(("id", "uuid", "publication", "repere"), TECHNIQUE),
        **dict.fromkeys(
            ("annee", "chose", "code", "libelle", "version", "unite", "niveau", "territoire", "lieu", "ventilation", "modalite", "detail",
             "valeur", "ecrit", "base", "base_lue", "base_dite", "couverture", "is_masque", "document", "auteur", "parution", "endroit",
             "cites", "remarques", "mots"), PUBLIC,
        ),
    }  # fmt: skip

    class Meta:
        verbose_name = "chiffre publié"
        verbose_name_plural = "chiffres publiés"
        constraints = [
            models.UniqueConstraint(
                fields=["publication", "code", "niveau", "territoire", "ventilation", "modalite"], name="chiffre_publie_un"
            ),
            models.UniqueConstraint(fields=["repere"], condition=~Q(repere=""), name="chiffre_publie_repere"),
            models.CheckConstraint(
                condition=Q(is_masque=False) | Q(valeur=None, base=None, base_lue=None, couverture=None),
                name="chiffre_masque_sans_valeur",
            ),
            models.CheckConstraint(
                condition=Q(publication=None) & ~Q(document="") & ~Q(repere="")
                | Q(publication__isnull=False, version__isnull=False, document="", repere="") & ~Q(code=""),
                name="chiffre_publie_une_origine",
            ),
        ]  # fmt: skip
        indexes = [
            models.Index(fields=["code", "niveau"], name="chiffre_publie_code"),
            models.Index(fields=["chose", "annee"], name="chiffre_publie_chose"),
        ]

    def __str__(self) -> str:
        return f"{self.libelle}, {self.lieu}"

    def get_absolute_url(self) -> str:
        return reverse("publications:chiffre", args=[self.uuid])

    @property
    def base_imprimee(self) -> Decimal | int | None:
        return self.base if self.base_lue is None else self.base_lue

    @property
    def is_anterieur(self) -> bool:
        return self.publication_id is None
