"""What the data protection officer reads over HTTP."""

from litestar import Router, get
from litestar.params import FromQuery

from backend.core.translations import Language, translator
from backend.web.policy import data_protection_officer
from backend.web.problems import GUARDED, raises
from privacy.inventory import inventory
from privacy.schemas import Inventory


@get("/inventory", guards=[data_protection_officer], responses=raises(*GUARDED), sync_to_thread=False)
def read_inventory(language: FromQuery[Language] = "de") -> Inventory:
    """What the portal knows about people: every table and column, why, for how long, how exported and how erased."""
    return inventory(translator(language))


router = Router("/dpo", route_handlers=[read_inventory], tags=["data protection"])
