import pytest

from jobboard.clock import stopped_at
from jobboard.codes.loading import load_reference
from jobboard.db import db
from jobboard.gateways import gateways
from tests.codes.reference import a_code, a_code_release
from tests.making import NOON


@pytest.fixture(params=["memory", "meilisearch"])
def either_engine(request, app):
    """The app with each of the two engines behind its reference index."""
    if request.param == "meilisearch":
        gateways().reference = request.getfixturevalue("reference_meili")
    return gateways().reference


@pytest.fixture
def reference(app):
    """Some codes of every system, as files would have brought them, with the clock at noon."""
    load_reference(db.session, now=NOON)
    for system, codes in SOME.items():
        release = a_code_release(system, effective_from=None)
        for code, summary, *rest in codes:
            a_code(release, code, summary, **(rest[0] if rest else {}))
    db.session.commit()
    with stopped_at(NOON):
        yield


NOTED = {"inclusion_terms": ["Congestive heart failure NOS"]}
SOME = {
    "icd10cm": [
        ("C92.0", "Acute myeloblastic leukemia"),
        ("C92.00", "Acute myeloblastic leukemia, not having achieved remission"),
        ("C92.01", "Acute myeloblastic leukemia, in remission"),
        ("C90.0", "Multiple myeloma"),
        ("I50.9", "Heart failure, unspecified", {"notes": NOTED}),
        ("J44.9", "Chronic obstructive pulmonary disease, unspecified"),
        ("K35.80", "Unspecified acute appendicitis"),
        ("S72.001A", "Fracture of unspecified part of neck of right femur, initial encounter"),
        ("Z94.81", "Bone marrow transplant status"),
        ("J18.9", "Pneumonia, unspecified organism"),
        ("R07.9", "Chest pain, unspecified"),
        ("Z85.3", "Personal history of malignant neoplasm of breast"),
    ],
    "icd10pcs": [
        ("0DTJ4ZZ", "Resection of Appendix, Percutaneous Endoscopic Approach"),
        ("30233Y1", "Transfusion of Nonautologous Hematopoietic Stem Cells into Peripheral Vein"),
    ],
    "hcpcs": [
        ("J9035", "Bevacizumab injection"),
        ("J9034", "Inj., bendeka 1 mg"),
    ],
    "msdrg": [("014", "Allogeneic Bone Marrow Transplant")],
}  # fmt: skip
