"""Carries what was decided before over into what the ledger keeps now; nothing is decided anew."""

from django.apps.registry import Apps
from django.db import migrations, models
from django.db.backends.base.schema import BaseDatabaseSchemaEditor

OUTCOME = {"reject": "rejected", "reopen": "pending"}


def carry_over(apps: Apps, schema_editor: BaseDatabaseSchemaEditor) -> None:
    alias = schema_editor.connection.alias

    def rows(name: str) -> models.QuerySet:
        return apps.get_model("conflictdesk", name)._default_manager.using(alias)

    for decision, outcome in OUTCOME.items():
        rows("Ruling").filter(decision=decision).update(outcome=outcome)
    newest = rows("Ruling").filter(claim=models.OuterRef("pk")).order_by("-at", "-pk").values("pk")[:1]
    rows("Claim").update(ruling=models.Subquery(newest))
    # Places of the gazetteer came with facts; those without its id were added by hand.
    rows("Place").filter(geonames_id=None).update(is_own=True)
    actors = {actor.name: actor for actor in rows("Actor")}
    for fact in rows("EventFact").iterator():
        fact.named.set(actors[name] for name in {*fact.actors, *fact.targets} if name in actors)


class Migration(migrations.Migration):
    dependencies = [("conflictdesk", "0003_whole_ledger")]

    operations = [migrations.RunPython(carry_over, migrations.RunPython.noop)]
