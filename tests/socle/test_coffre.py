"""What is sealed opens with the installation's secret, for its usage, and with nothing else."""

from typing import Any

import pytest

from maillage.comptes.adaptateurs import AdaptateurSecondFacteur
from maillage.socle.coffre import Coffre, SceauRompu

ICI, AILLEURS = Coffre("essai.ici"), Coffre("essai.ailleurs")
SECRET = "une-cle-de-cinquante-caracteres-pour-cet-essai-0123456"
# Sealed under SECRET by the first version of Maillage.
ANCIEN = "gAAAAABrBmQoywimaVogrTOCnNnf51kEcAypz14hTahOfLMu-1c7cbXCRfMVPp47OIi5eQcl9p6gZR9Z-tojQ8bqXcq0rAnXmQ=="


def test_what_is_sealed_opens_and_does_not_show():
    sealed = ICI.seal(b"un secret")
    assert b"secret" not in sealed
    assert ICI.unseal(sealed) == ICI.unseal(memoryview(sealed)) == b"un secret"
    assert sealed != ICI.seal(b"un secret")


def test_an_altered_value_does_not_open():
    sealed = bytearray(ICI.seal(b"un secret"))
    sealed[20] ^= 1
    with pytest.raises(SceauRompu):
        ICI.unseal(bytes(sealed))


def test_one_usage_does_not_open_what_another_sealed():
    with pytest.raises(SceauRompu, match=r"essai\.ailleurs"):
        AILLEURS.unseal(ICI.seal(b"un secret"))


def test_another_secret_does_not_open_it_unless_the_former_is_kept(settings: Any):
    sealed = ICI.seal(b"un secret")
    former, settings.SECRET_KEY = settings.SECRET_KEY, SECRET
    with pytest.raises(SceauRompu, match="MAILLAGE_SECRET"):
        ICI.unseal(sealed)
    settings.SECRET_KEY_FALLBACKS = [former]
    assert ICI.unseal(sealed) == b"un secret"


def test_a_second_factor_of_an_installation_in_service_still_opens(settings: Any):
    settings.SECRET_KEY = SECRET
    assert AdaptateurSecondFacteur().decrypt(ANCIEN) == "JBSWY3DP"


def test_a_former_seal_opens_under_a_kept_secret(settings: Any):
    settings.SECRET_KEY, settings.SECRET_KEY_FALLBACKS = "un-secret-renouvele", ["un-autre", SECRET]
    assert AdaptateurSecondFacteur().decrypt(ANCIEN) == "JBSWY3DP"
    settings.SECRET_KEY_FALLBACKS = ["un-autre"]
    with pytest.raises(SceauRompu, match="MAILLAGE_SECRET"):
        AdaptateurSecondFacteur().decrypt(ANCIEN)


@pytest.mark.parametrize("altered", ["", "AgA", "A", "é", "gAAAA", ANCIEN[:-5], "pas un sceau"])
def test_a_text_that_is_no_seal_does_not_open(altered: str):
    with pytest.raises(SceauRompu, match="second-facteur"):
        AdaptateurSecondFacteur().decrypt(altered)
