"""The parameter that names page types."""

from wagtail.models import Page

from api.registry.page_types import page_model, page_type_names
from api.requests import parameters
from api.requests.parameters import Malformed, Parameter
from api.requests.problems import ParameterError


@parameters.takes(type="string", enum=page_type_names(), title="PageTypeName")
def parse_page_type(text: str) -> type[Page]:
    """Return the page type with a name. Raises ``Malformed`` if there is none."""
    model = page_model(text)
    if model is None:
        nearest = ParameterError.unknown("type", text, page_type_names(), "type")
        raise Malformed(f"takes {', '.join(page_type_names())}", "unknown_type", nearest.did_you_mean)
    return model


TYPE = Parameter("type", parameters.list_of(parse_page_type), "Comma-separated page types, such as pages.EventPage.")
