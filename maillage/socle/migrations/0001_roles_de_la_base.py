from django.db import migrations

from maillage.socle.cloisons import AccorderApplication


class Migration(migrations.Migration):
    """First of all: what the owner creates from here on, the application's role may use."""

    initial = True
    run_before = [("territoire", "0001_initial"), ("contenttypes", "0001_initial"), ("sessions", "0001_initial")]
    operations = [AccorderApplication()]
