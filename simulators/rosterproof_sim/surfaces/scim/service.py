"""The toolkit's service, with the choices that the standard leaves to a service provider."""

from typing import Any

from scim2_models import (
    Context,
    NotImplementedException,
    Resource,
    ResourceType,
    ResponseParameters,
    SCIMException,
)
from scim2_server.conditions import Conditions
from scim2_server.requests import ScimRequest
from scim2_server.responses import ScimResponse
from scim2_server.service import ScimService


class Service(ScimService):
    """What is asked for is decided here; what is there, by the storage."""

    def me_target(self, request: ScimRequest) -> tuple[ResourceType, str]:
        """Return the learner who asks. A client of the LMS is nobody's account (RFC 7644, section 3.11: 501)."""
        if request.subject is None:
            raise NotImplementedException(detail="These credentials are a client's, and no user stands behind them.")
        return self.get_resource_type("User"), str(request.subject)

    def apply_replacement(
        self, current: Resource[Any], replacement: Resource[Any], conditions: Conditions
    ) -> Resource[Any] | None:
        """Apply a PUT. One that says nothing of `active` neither opens nor closes an account."""
        if getattr(replacement, "active", False) is None:
            replacement.active = getattr(current, "active", None)  # type: ignore[attr-defined]
        return super().apply_replacement(current, replacement, conditions)

    def patch_response(
        self, base_url: str, resource: Resource[Any], response_parameters: ResponseParameters[Any]
    ) -> ScimResponse:
        """Answer a PATCH with 200 and what it left: every client takes that, and some take no 204."""
        published = self.publish(base_url, resource)
        return self.resource_response(published, Context.RESOURCE_REPLACEMENT_RESPONSE, response_parameters)

    def bulk_failure(self, outcome: dict[str, Any], exception: Exception) -> dict[str, Any]:
        """Say why one operation failed. What is our own fault is no answer to one operation: it ends the request."""
        if not isinstance(exception, SCIMException):
            raise exception
        return super().bulk_failure(outcome, exception)
