"""Without Spark or without a Java that it can use, one sentence says what to install, before anything is counted."""

import sys
from pathlib import Path

import pytest

from maillage.indicateurs.moteurs.spark import MoteurSpark, SparkAbsent, check_spark


def write_java(dossier: Path, version: str) -> None:
    java = dossier / "bin" / "java"
    java.parent.mkdir(parents=True)
    java.write_text(f"#!/bin/sh\necho 'openjdk version \"{version}\" 2026-01-01' >&2\n")
    java.chmod(0o755)


def test_sans_pyspark_on_sait_quelle_option_installer(monkeypatch):
    monkeypatch.setitem(sys.modules, "pyspark", None)
    with pytest.raises(SparkAbsent, match="Spark n’est pas installé : installez l’option « spark »"):
        MoteurSpark({})


def test_sans_java_on_sait_quel_paquet_installer(monkeypatch, tmp_path):
    monkeypatch.delenv("JAVA_HOME", raising=False)
    monkeypatch.setenv("PATH", str(tmp_path))
    with pytest.raises(SparkAbsent, match="openjdk-17-jre-headless"):
        check_spark()


@pytest.mark.parametrize("version", ["11.0.2", "1.8.0_402", "25"])
def test_un_java_que_spark_ne_sait_pas_lire_est_nomme(monkeypatch, tmp_path, version):
    write_java(tmp_path, version)
    monkeypatch.setenv("JAVA_HOME", str(tmp_path))
    with pytest.raises(SparkAbsent, match=f"de version {version.split('.')[0]}[.] Installez-en un autre"):
        check_spark()


@pytest.mark.parametrize("version", ["17.0.15", "21.0.8", "21"])
def test_java_17_et_21_conviennent(monkeypatch, tmp_path, version):
    write_java(tmp_path, version)
    monkeypatch.setenv("JAVA_HOME", str(tmp_path))
    check_spark()
