"""The tables of what can be booked. Constraints and policies: `0016_appointments.sql`, `0019_setup.sql`."""

from piccolo.columns import (
    JSONB,
    UUID,
    Array,
    Boolean,
    Date,
    ForeignKey,
    Integer,
    OnDelete,
    Text,
    Timestamptz,
)
from piccolo.table import Table

from backend.accounts.tables import Account
from backend.core.database import DB


class Location(Table, db=DB):
    """Where people come to, how they get there, and what is accessible."""

    id = UUID(primary_key=True, default=None)
    name_de = Text()
    name_en = Text()
    street = Text()
    postal_code = Text()
    city = Text()
    directions_de = Text()
    directions_en = Text()
    step_free = Boolean(default=False)
    lift = Boolean(default=False)
    parking = Boolean(default=False)
    induction_loop = Boolean(default=False)
    accessibility_de = Text()
    accessibility_en = Text()
    retired_at = Timestamptz(null=True, default=None)


class Service(Table, db=DB):
    """What people make an appointment for. Times are in minutes."""

    id = UUID(primary_key=True, default=None)
    name_de = Text()
    name_en = Text()
    summary_de = Text()
    summary_en = Text()
    bring_de = Text()
    bring_en = Text()
    price_de = Text()
    price_en = Text()
    duration = Integer()
    step = Integer()
    buffer_before = Integer(default=0)
    buffer_after = Integer(default=0)
    lead_time = Integer(default=0)
    horizon_days = Integer(default=60)
    cancel_until = Integer(default=0)
    capacity = Integer(default=1)
    channels = Array(Text())
    skills = Array(Text())
    needs_room = Boolean(default=False)
    for_guests = Boolean(default=True)
    position = Integer(default=0)
    retired_at = Timestamptz(null=True, default=None)


class ServiceLocation(Table, db=DB):
    """A service is to be had at a location."""

    id = UUID(primary_key=True, default=None)
    service_id = ForeignKey(Service, null=False)
    location_id = ForeignKey(Location, null=False)


class ServiceQuestion(Table, db=DB):
    """What is asked of whoever books."""

    id = UUID(primary_key=True, default=None)
    service_id = ForeignKey(Service, null=False)
    position = Integer()
    kind = Text()
    label_de = Text()
    label_en = Text()
    required = Boolean(default=False)
    choices = JSONB(default="[]")
    retired_at = Timestamptz(null=True, default=None)


class Resource(Table, db=DB):
    """Who or what is booked: a member of staff, or a room."""

    id = UUID(primary_key=True, default=None)
    kind = Text()
    name = Text()
    account_id = ForeignKey(Account, null=True, on_delete=OnDelete.restrict, unique=True)
    skills = Array(Text())
    federal_state = Text()
    video_url = Text()
    retired_at = Timestamptz(null=True, default=None)


class ResourceLocation(Table, db=DB):
    """Somebody works at a location, or a room is in it."""

    id = UUID(primary_key=True, default=None)
    resource_id = ForeignKey(Resource, null=False)
    location_id = ForeignKey(Location, null=False)


class WeeklyHours(Table, db=DB):
    """Working time or a break on one weekday (1 is Monday), in minutes since midnight by the wall clock."""

    id = UUID(primary_key=True, default=None)
    resource_id = ForeignKey(Resource, null=False)
    kind = Text(default="work")
    weekday = Integer()
    opens = Integer()
    closes = Integer()
    location_id = ForeignKey(Location, null=True)


class HoursException(Table, db=DB):
    """Absence, or working time beyond the weekly hours."""

    id = UUID(primary_key=True, default=None)
    resource_id = ForeignKey(Resource, null=False)
    kind = Text()
    first_day = Date(default=None)
    last_day = Date(default=None)
    opens = Integer(null=True, default=None)
    closes = Integer(null=True, default=None)
    location_id = ForeignKey(Location, null=True)
