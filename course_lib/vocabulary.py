"""The codes in which cases are described: a fixed word for each, what it means, and the label a learner reads.

The order of `OFFICIALITY` and `SECRECY` is their order on the two axes. Who decides a code, and by what rule, stands in
the comment beside it; the reason for each single coding stands with the case itself, as its `why`.
"""

from __future__ import annotations

from course_lib.words import mark as _
from course_lib.words import words

# For whom do the people in the room speak?
OFFICIALITY = {
    "private": _("private people, sent by nobody"),
    "connected": _("private people whom officials know of, encourage or pay"),
    "personal": _("serving officials or party leaders, in a personal capacity"),
    "one_mandated": _("one side with a mandate, the other without"),
    "mandated": _("both sides with a mandate"),
}

# Who could know of it at the time?
SECRECY = {
    "staged": _("meant to be seen, with the press there"),
    "announced": _("meeting and result made public, sessions closed"),
    "quiet": _("closed and unattributed, its existence no secret"),
    "discreet": _("kept from the public, and deniable"),
    "secret": _("hidden from most of their own side too"),
}

TRACK = {
    "1": _("Track 1: officials of both sides"),
    "1.5": _("Track 1.5: between the tracks"),
    "2": _("Track 2: unofficial people, about the conflict"),
    "3": _("Track 3: between communities"),
    "contact": _("Contact: unofficial, and not about the conflict itself"),
}

# The two established senses of Track 1.5; a label without its sense cannot be checked.
SENSE = {
    "attendance": _("officials in a personal capacity beside private people"),
    "third_party": _("an unofficial third party between official sides"),
}

STATUS = {
    "established": _("established"),
    "contested": _("contested"),
    "one_side": _("reported by one side"),
}

CHECKED = {
    "opened": _("opened: we read a text that says so"),
    "recalled": _("recalled: standard knowledge, text not opened"),
}

# A teaching judgement on cases chosen for variety: no success rate can be computed from it.
OUTCOME = {
    "transferred": _("an effect on officials, documented by more than the convener"),
    "disputed": _("an effect claimed, and disputed or known mainly from the convener"),
    "collapsed": _("an effect on officials, which then broke down"),
    "stalled": _("stalled"),
    "failed": _("no effect on officials"),
    "backfired": _("did harm to its own aim"),
}

REGION = {
    "Africa": _("Africa"),
    "Americas": _("Americas"),
    "Central Asia and the Caucasus": _("Central Asia and the Caucasus"),
    "East Asia": _("East Asia"),
    "Europe": _("Europe"),
    "Middle East and North Africa": _("Middle East and North Africa"),
    "Oceania": _("Oceania"),
    "South Asia": _("South Asia"),
    "Southeast Asia": _("Southeast Asia"),
    "Global": _("Global"),
}

FIELD = {
    "sport": _("sport"),
    "science": _("science"),
    "business": _("business"),
    "religion": _("religion"),
    "academic": _("academics"),
    "former_officials": _("former officials"),
    "media": _("media"),
    "civil_society": _("civil society"),
    "women": _("women's networks"),
    "water": _("water"),
    "environment": _("environment"),
    "climate": _("climate"),
    "migration": _("migration"),
    "dynasty": _("ruling families"),
}

CONFLICT = {
    "interstate": _("between states"),
    "internal": _("within a state"),
    "mixed": _("within and between states"),
}

# Louise Diamond and John McDonald's nine tracks (Multi-Track Diplomacy, 3rd ed., Kumarian 1996).
KIND = {
    "government": _("government"),
    "conflict_resolution": _("professional conflict resolution"),
    "business": _("business"),
    "private_citizen": _("private citizen"),
    "research": _("research, training and education"),
    "activism": _("activism"),
    "religion": _("religion"),
    "funding": _("funding"),
    "media": _("communications and media"),
}

ROLE = {
    "participant": _("participant"),
    "convener": _("convener"),
    "facilitator": _("facilitator"),
    "messenger": _("messenger"),
    "patron": _("patron"),
    "official": _("official who was reached"),
}

FUNCTION = {
    "avoid_embarrassment": _("avoid embarrassment"),
    "sidestep_public_anger": _("sidestep public anger"),
    "break_deadlock": _("break a deadlock"),
    "build_confidence": _("build confidence"),
    "produce_ideas": _("produce ideas"),
    "signal": _("signal"),
    "prepare_official_talks": _("prepare official talks"),
    "carry_messages": _("carry messages"),
}

CARRIER = {"people": _("people"), "ideas": _("ideas"), "texts": _("texts"), "climate": _("climate")}
DIRECTION = {"up": _("up"), "down": _("down"), "sideways": _("sideways")}
# On whose line an event stands when a case is drawn against the official track.
LINE = {"official": _("official"), "unofficial": _("unofficial"), "context": _("context")}

# Which part of a case a statement supports.
PART = {
    "background": _("background"),
    "event": _("event"),
    "actors": _("people"),
    "convener": _("convener"),
    "funding": _("funding"),
    "setting": _("place"),
    "officiality": _("standing"),
    "secrecy": _("secrecy"),
    "function": _("what it was for"),
    "transfer": _("how it reached officials"),
    "outcome": _("outcome"),
    "rival": _("rival reading"),
    "limit": _("limit"),
}

# What the op-ed's claims are found to be.
VERDICT = {
    "right": _("right"),
    "imprecise": _("imprecise"),
    "contested": _("contested"),
    "wrong": _("wrong"),
}

# The vocabularies that the codebook explains, code by code, by the name that it calls them.
CODEBOOK: dict[str, dict[str, str]] = {
    "track": TRACK,
    "sense": SENSE,
    "officiality": OFFICIALITY,
    "secrecy": SECRECY,
    "outcome": OUTCOME,
    "status": STATUS,
    "checked": CHECKED,
    "function": FUNCTION,
    "carrier": CARRIER,
    "direction": DIRECTION,
    "kind": KIND,
    "role": ROLE,
    "line": LINE,
    "part": PART,
    "conflict": CONFLICT,
    "region": REGION,
    "field": FIELD,
}


def no_success_rate() -> str:
    """Return the warning that stands wherever somebody could count outcomes and take the share for a success rate."""
    return words(
        "These cases were chosen for variety, and their outcomes are teaching judgements: their shares are no success rate."
    )
