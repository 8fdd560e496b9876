"""How the systems behave toward their clients."""

from rosterproof_sim.dialect import Answer, Asked, Views, ok
from rosterproof_sim.domain.rules.notation import conduct_from
from rosterproof_sim.domain.words.written import written
from rosterproof_sim.web.house import House

VIEWS = Views()


@VIEWS.view("getConduct")
def get_conduct(asked: Asked[House]) -> Answer:
    """Show how the systems behave."""
    return ok(written(asked.place.find(asked.path["world"]).stage.memory.conduct))


@VIEWS.view("putConduct")
def put_conduct(asked: Asked[House]) -> Answer:
    """Tell the systems how to behave from now on."""
    conduct, hosted = conduct_from(asked.body), asked.place.find(asked.path["world"])
    hosted.check_switches(conduct)
    hosted.stage.behave(conduct)
    return ok(written(conduct))
