"""What becomes of a proof: received, waiting to be verified, not kept; and what somebody who works may be asked for."""

from enum import StrEnum

from maillage.parcours.nomenclatures.sorties import ContratTravail, Piece


class EtatPiece(StrEnum):
    """A proof received counts. One that the person deposited waits for the référent to read it."""

    RECUE = "recue"
    A_CONFIRMER = "a_confirmer"
    REFUSEE = "refusee"


LIBELLES_ETAT_PIECE: dict[EtatPiece, str] = {
    EtatPiece.RECUE: "Reçue",
    EtatPiece.A_CONFIRMER: "Déposée par la personne, à vérifier",
    EtatPiece.REFUSEE: "Non retenue",
}


class RefusPiece(StrEnum):
    """Why a proof is not kept: told to the person in these words."""

    ILLISIBLE = "illisible"
    PERIODE = "periode"
    DOCUMENT = "document"
    PERSONNE = "personne"


LIBELLES_REFUS_PIECE: dict[RefusPiece, str] = {
    RefusPiece.ILLISIBLE: "on ne peut pas le lire",
    RefusPiece.PERIODE: "ce n’est pas le bon mois",
    RefusPiece.DOCUMENT: "ce n’est pas le document demandé",
    RefusPiece.PERSONNE: "il ne porte pas votre nom",
}
# T5: what is looked at once, and is of no use to the FSE. Its file goes three months after it was seen; that it was seen,
# when and by whom, stays. The others prove the support or its result, and follow the FSE operation (T4).
VUES_SEULEMENT = frozenset(
    {Piece.IDENTITE, Piece.ADRESSE, Piece.INFORMATION, Piece.RETRAITE, Piece.RELAIS, Piece.AVERTISSEMENT}
)
# What somebody who works may be asked for, by the contract they have.
PREUVES: dict[ContratTravail, tuple[Piece, ...]] = {
    ContratTravail.INTERIM: (Piece.MISSIONS,),
    ContratTravail.SAISONNIER: (Piece.MISSIONS,),
    ContratTravail.AI: (Piece.MISSIONS,),
    ContratTravail.CREATION: (Piece.ACTIVITE, Piece.IMMATRICULATION),
}
PREUVES_USUELLES = (Piece.BULLETIN, Piece.CONTRAT)
