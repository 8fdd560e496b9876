"""What a resource looks like here: the standard's User and Group, its Enterprise extension, and one of our own.

The schemas that are published follow from these, so they promise what is kept and nothing else.
"""

from functools import cache
from typing import Annotated, Any

import scim2_models
from pydantic import Field
from scim2_models import (
    URN,
    AuthenticationScheme,
    Bulk,
    CaseExact,
    ChangePassword,
    ComplexAttribute,
    ETag,
    Extension,
    External,
    Filter,
    Mutability,
    Patch,
    Reference,
    Required,
    Resource,
    ResourceType,
    ScimPolicy,
    ScimProvider,
    ServiceProviderConfig,
    Sort,
)
from scim2_models.resources.resource import AnyExtension
from scim2_models.resources.user import Email

ENTERPRISE = "urn:ietf:params:scim:schemas:extension:enterprise:2.0:User"
LEARNER = "urn:rosterproof:params:scim:schemas:extension:learner:1.0:User"
MOST_OPERATIONS = 1000
LARGEST_PAYLOAD = 1_048_576
MOST_RESULTS = 1000


class Address(Email):
    """An address as the LMS takes it: whatever has one @, and back as it was sent. The toolkit would rewrite some."""

    value: str | None = None
    """The address."""


class User(scim2_models.User[AnyExtension]):
    """The standard's User, with addresses as the LMS has them."""

    emails: list[Address] | None = None  # type: ignore[assignment]
    """Addresses; the LMS writes to the primary one, or to the first for work."""


class Manager(ComplexAttribute):
    """Whom somebody reports to."""

    value: Annotated[str | None, Required.true, CaseExact.true] = None
    """The id of the manager's resource; or the externalId of somebody who may have no account yet."""

    ref: Annotated[Reference["User"] | None, Mutability.read_write] = Field(  # type: ignore[type-arg]
        None, serialization_alias="$ref", validation_alias="$ref"
    )
    """The URI of the manager's resource, where there is one."""


class EnterpriseUser(Extension):
    """Attributes of people who work somewhere (RFC 7643, section 4.3)."""

    __schema__ = URN(ENTERPRISE)

    employee_number: str | None = None
    """Number or letters by which the company knows the person. Kept, and given back."""

    cost_center: str | None = None
    """Name of a cost center. Kept, and given back."""

    organization: str | None = None
    """Name of an organization. Kept, and given back."""

    division: str | None = None
    """Name of a division. Kept, and given back."""

    department: str | None = None
    """Name of a department. Assignment rules ask for it."""

    manager: Manager | None = None
    """The person's manager."""


class CustomField(ComplexAttribute):
    """A field that the company has added."""

    name: Annotated[str | None, Required.true, CaseExact.true] = Field(None, examples=["forklift_license"])
    """Name of the field; there may be any."""

    value: Annotated[str | None, Required.true, CaseExact.true] = Field(None, examples=["true"])
    """Its value, written as a text."""

    type: Annotated[str | None, CaseExact.true] = Field(None, examples=["boolean"])
    """How the value is read: text, which it is where nothing is said; number; or boolean."""


class Learner(Extension):
    """What this LMS knows of a person beyond the standard, and its rules ask for."""

    __schema__ = URN(LEARNER)

    location: str | None = None
    """Place of work, by its code."""

    hire_date: str | None = Field(None, examples=["2024-05-13", "2026-03-02"])
    """First day of the employment, as year-month-day."""

    employment_status: str | None = Field(None, examples=["pre_hire", "active", "on_leave", "terminated"])
    """What the HRIS calls the person. It opens and closes nothing: `active` does."""

    country: str | None = None
    """Country of the place of work (ISO 3166)."""

    worker_type: str | None = Field(None, examples=["employee", "contractor"])
    """Kind of worker."""

    position_start_date: str | None = Field(None, examples=["2024-05-13", "2026-03-02"])
    """First day of the present position, as year-month-day."""

    time_zone: str | None = Field(None, examples=["UTC", "Europe/Oslo", "America/Chicago"])
    """Zone in which the person's days begin and end, from the IANA database."""

    custom_fields: list[CustomField] | None = None
    """Fields that the company has added."""


class Member(ComplexAttribute):
    """One who is in a group."""

    value: Annotated[str | None, Mutability.immutable, Required.true, CaseExact.true] = None
    """The id of the user."""

    ref: Annotated[Reference["User"] | None, Mutability.immutable] = Field(  # type: ignore[type-arg]
        None, serialization_alias="$ref", validation_alias="$ref"
    )
    """The URI of the user."""

    type: Annotated[str | None, Mutability.immutable] = Field(None, examples=["User"])
    """Members are users; a group in a group is not known."""


class Group(Resource[Any]):
    """A group of learners, which assignment rules may name."""

    __schema__ = URN("urn:ietf:params:scim:schemas:core:2.0:Group")

    display_name: Annotated[str | None, Required.true] = None
    """Name for people to read."""

    members: list[Member] | None = None
    """Who was put into the group. Whom the audience of a group means besides is worked out where rules look."""


#: The User that is served.
LmsUser = User[EnterpriseUser | Learner]

#: Attributes that nobody declares are left out, as most service providers do.
_LENIENT = ScimPolicy(
    unknown=ScimPolicy.Unknown.ignore,
    remove_value_as_filter=ScimPolicy.RemoveValue.apply,
    unmatched_path_filter=ScimPolicy.UnmatchedPathFilter.create,
)
_STRICT = ScimPolicy()


@cache
def provider(*, lenient: bool) -> ScimProvider:
    """Return what this service provider serves and can do, and how closely it reads."""
    return ScimProvider(
        models=[User, EnterpriseUser, Learner, Group],
        resource_types=[ResourceType.from_resource(LmsUser), ResourceType.from_resource(Group)],
        config=_config(),
        policy=_LENIENT if lenient else _STRICT,
    )


def _config() -> ServiceProviderConfig:
    return ServiceProviderConfig(
        patch=Patch(supported=True),
        bulk=Bulk(supported=True, max_operations=MOST_OPERATIONS, max_payload_size=LARGEST_PAYLOAD),
        filter=Filter(supported=True, max_results=MOST_RESULTS),
        change_password=ChangePassword(supported=False),
        sort=Sort(supported=True),
        etag=ETag(supported=True),
        authentication_schemes=[
            AuthenticationScheme(
                type=AuthenticationScheme.Type.oauthbearertoken,
                name="Bearer token",
                description="The API key of the LMS, or a token from its token endpoint, as a bearer token (RFC 6750).",
                spec_uri=Reference[External]("https://www.rfc-editor.org/rfc/rfc6750"),
                primary=True,
            )
        ],
    )
