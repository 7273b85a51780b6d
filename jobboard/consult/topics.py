"""The topics of questions: the assistant's, in the words of a form. Pure."""

from jobboard.assistant.understanding import TOPIC_LABELS, Topic

# Jobs are found by a search and need no consultant.
TOPICS: dict[Topic, str] = {
    **{
        topic: label
        for topic, label in TOPIC_LABELS.items()
        if topic not in (Topic.JOBS, Topic.OTHER)
    },
    Topic.OTHER: "Something else",
}


def topic_of(value: str) -> Topic:
    """A topic of ours; what is none is something else."""
    return next((topic for topic in TOPICS if topic == value), Topic.OTHER)


def parse_topics(text: str) -> frozenset[Topic]:
    """`compliance, coverage`; a ValueError names what is no topic."""
    named = [part.strip() for part in text.split(",") if part.strip()]
    unknown = [name for name in named if name not in list(TOPICS)]
    if unknown:
        raise ValueError(f"“{unknown[0][:30]}” is no topic; they are {', '.join(TOPICS)}")
    return frozenset(Topic(name) for name in named)
