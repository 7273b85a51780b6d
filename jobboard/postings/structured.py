"""JobPosting data for search engines (schema.org), from the record alone: nothing is invented.

Given only on the page of a live job. See https://schema.org/JobPosting.
"""

from datetime import datetime
from typing import Any

from jobboard import taxonomy
from jobboard.postings.record import ALL_STATES, PlaceGiven, PostingRecord

COUNTRY = {"@type": "Country", "name": "US"}


def job_posting(
    record: PostingRecord,
    *,
    address: str,
    identifier: str,
    employer: str,
    employer_site: str | None,
    posted: datetime,
    expires: datetime,
) -> dict[str, Any]:
    """The JobPosting object; a property that the posting does not state is not there."""
    data: dict[str, Any] = {
        "@context": "https://schema.org/",
        "@type": "JobPosting",
        "title": record.title,
        "description": record.description,
        "datePosted": posted.isoformat(),
        "validThrough": expires.isoformat(),
        "url": address,
        "identifier": {"@type": "PropertyValue", "name": employer, "value": identifier},
        "hiringOrganization": _organization(employer, employer_site),
        # True only where the form is on our page itself.
        "directApply": record.apply.by == "board",
    }
    data.update(_where(record))
    data.update(_what(record))
    return data


def says_where(record: PostingRecord) -> bool:
    """Search engines refuse a JobPosting without a place or remote work; none is invented."""
    return record.arrangement == "remote" or bool(record.places or record.place_text)


def breadcrumbs(trail: list[tuple[str, str]]) -> dict[str, Any]:
    """BreadcrumbList of (name, absolute address)."""
    return {
        "@context": "https://schema.org",
        "@type": "BreadcrumbList",
        "itemListElement": [
            {"@type": "ListItem", "position": position, "name": name, "item": address}
            for position, (name, address) in enumerate(trail, 1)
        ],
    }


def organization(
    name: str, *, address: str, site: str | None, about: str, city: str | None, state: str | None
) -> dict[str, Any]:
    """The Organization object of a company's page; what it has not said is not there."""
    data: dict[str, Any] = {"@context": "https://schema.org", **_organization(name, site)}
    data["url"] = address
    if about:
        data["description"] = about
    place = {"addressLocality": city, "addressRegion": state}
    if said := {name: value for name, value in place.items() if value}:
        data["address"] = {"@type": "PostalAddress", **said, "addressCountry": "US"}
    return data


def _organization(name: str, site: str | None) -> dict[str, str]:
    organization = {"@type": "Organization", "name": name}
    return {**organization, "sameAs": site} if site else organization


def _where(record: PostingRecord) -> dict[str, Any]:
    places = [_place(place) for place in record.places]
    if not places and record.place_text:
        address = {
            "@type": "PostalAddress",
            "addressLocality": record.place_text,
            "addressCountry": "US",
        }
        places = [{"@type": "Place", "address": address}]
    data: dict[str, Any] = {}
    if record.arrangement == "remote":
        data["jobLocationType"] = "TELECOMMUTE"
        data["applicantLocationRequirements"] = _states(record)
    elif places:
        data["jobLocation"] = places if len(places) > 1 else places[0]
    return data


def _states(record: PostingRecord) -> Any:
    if not record.eligible_states or set(ALL_STATES) <= set(record.eligible_states):
        return COUNTRY
    return [
        {"@type": "State", "name": f"{taxonomy.STATES[state].label}, USA"}
        for state in record.eligible_states
    ]


def _place(place: PlaceGiven) -> dict[str, Any]:
    given = {
        "addressLocality": place.city,
        "addressRegion": place.state,
        "postalCode": place.zip,
        "addressCountry": "US",
    }
    said = {name: value for name, value in given.items() if value}
    return {"@type": "Place", "address": {"@type": "PostalAddress", **said}}


def _what(record: PostingRecord) -> dict[str, Any]:
    data: dict[str, Any] = {}
    if record.employment_type:
        kinds = taxonomy.EMPLOYMENT_TYPES[record.employment_type].schema_org
        data["employmentType"] = list(kinds) if len(kinds) > 1 else kinds[0]
    if record.role:
        data["occupationalCategory"] = taxonomy.ROLES[record.role].onet
    if record.benefits:
        data["jobBenefits"] = ", ".join(taxonomy.BENEFITS[slug].label for slug in record.benefits)
    if record.software:
        data["skills"] = ", ".join(asked.name for asked in record.software)
    if pay := _base_salary(record):
        data["baseSalary"] = pay
    if record.credentials.required:
        data["qualifications"] = [_credential(code) for code in record.credentials.required]
    return data


def _credential(code: str) -> dict[str, Any]:
    credential = taxonomy.CREDENTIALS[code]
    return {
        "@type": "EducationalOccupationalCredential",
        "credentialCategory": "certificate",
        "name": f"{credential.label} ({credential.name})",
        "recognizedBy": {"@type": "Organization", "name": credential.issuer},
    }


def _base_salary(record: PostingRecord) -> dict[str, Any] | None:
    """Pay by the chart has no unit in schema.org: then it stays in the text only."""
    unit = taxonomy.PAY_UNITS[record.pay.unit].schema_org if record.pay else None
    if record.pay is None or unit is None:
        return None
    ends = {"minValue": record.pay.min, "maxValue": record.pay.max}
    said = {name: value for name, value in ends.items() if value is not None}
    if len(set(said.values())) == 1:
        said = {"value": next(iter(said.values()))}
    return {
        "@type": "MonetaryAmount",
        "currency": record.pay.currency,
        "value": {"@type": "QuantitativeValue", **said, "unitText": unit},
    }
