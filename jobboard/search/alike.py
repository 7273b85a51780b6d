"""The search that "jobs like this one" means, from what a posting is tagged with. Pure."""

from jobboard.postings.record import PostingRecord
from jobboard.search.criteria import Search


def search_like(record: PostingRecord) -> Search:
    """Broad enough to find something: its specialties, or else its role; how the work is done; and
    for work on site the state that it is done in."""
    remote = record.arrangement == "remote"
    states = () if remote else tuple(sorted({one.state for one in record.places if one.state}))
    return Search(
        specialty=tuple(sorted(record.specialties)),
        role=() if record.specialties or not record.role else (record.role,),
        arrangement=(record.arrangement,) if record.arrangement else (),
        state=states,
    )
