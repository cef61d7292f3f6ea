"""The fixed words of the project: slots, their values, needs, alarms and severities.

One word for one thing, the same in YAML, code, tests, docs and statistics. Ids are never shown to people, never
translated and never renamed once live. Source: `docs/vocabulary.md`.
"""

ROLES = ("parent", "youth", "child", "professional", "network")
AGES = ("under_4", "4_11", "12_15", "16_17", "18_27", "over_27")
PHASES = ("together_worried", "deciding", "separating", "apart_under_2y", "apart_longer", "expecting")

PARENT_NEEDS = (
    "considering_separation",
    "separating_now",
    "after_separation_conflict",
    "contact_arrangement",
    "legal",
    "money",
    "housing",
    "new_partner_stepfamily",
    "child_reacts_badly",
    "new_baby_parenthood",
    "positive_parenting_course",
    "spreekuur_when_where",
    "kids_group",
)
YOUTH_NEEDS = (
    "someone_to_talk_to_youth",
    "parents_fight_youth",
    "two_homes_youth",
    "missing_a_parent_youth",
    "rights_of_child_youth",
    "loneliness_youth",
    "school_problem_youth",
)
HELPER_NEEDS = ("professional_find_offer", "professional_training", "volunteer_help_others")
ASSISTANT_NEEDS = (
    "share_link",
    "give_idea_feedback",
    "privacy_question",
    "language_switch",
    "help_in_my_language",
    "human_please",
    "stop_delete",
)
CONVERSATION_NEEDS = ("greeting", "thanks", "small_talk", "offtopic")
OFFER_NEEDS = PARENT_NEEDS + YOUTH_NEEDS + HELPER_NEEDS
"""The needs that an offer can answer; the others are answered by the assistant itself."""
NEEDS = OFFER_NEEDS + ASSISTANT_NEEDS + CONVERSATION_NEEDS

NEEDS_OF_ROLE = {
    "parent": PARENT_NEEDS,
    "youth": YOUTH_NEEDS,
    "child": YOUTH_NEEDS,
    "professional": ("professional_find_offer", "professional_training"),
    "network": ("volunteer_help_others",),
}
"""The needs that a person in a role comes for: each of them must lead to an offer."""

ALARMS = (
    "suicide",
    "self_harm",
    "violence_now",
    "domestic_violence",
    "child_abuse",
    "sexual_abuse",
    "neglect",
    "runaway",
    "honour_or_forced_marriage",
    "abduction",
    "perpetrator",
    "psychosis_or_confusion",
    "eating_or_addiction",
)
SEVERITIES = ("emergency", "urgent", "concern", "none")

UNSAID = "unsaid"
"""The value of a slot that the person would rather not say: an answer like any other."""

SLOTS = ("role", "age", "phase", "need", "area", "offer_language")
SLOT_VALUES: dict[str, tuple[str, ...]] = {
    "role": ROLES,
    "age": AGES,
    "phase": PHASES,
    "need": NEEDS,
}
"""The closed value lists. `area` comes from the pack; `offer_language` is a language code or `any`."""

SERIOUS = frozenset({"emergency", "urgent"})
"""Severities that come before anything else."""
ABOUT = ("self", "other")
"""Whom an alarm is about."""

HEARD: dict[str, tuple[str, ...]] = {"alarm": ALARMS, "about": ABOUT}
"""What a route may look at besides the slots: the last alarm."""

DEPENDENT_SLOTS = {"role": ("age", "phase", "need")}
"""Answers that lose their meaning when the answer they hang on changes: forgotten together with it."""

AGE_YEARS: dict[str, tuple[int, int]] = {
    "under_4": (0, 3),
    "4_11": (4, 11),
    "12_15": (12, 15),
    "16_17": (16, 17),
    "18_27": (18, 27),
    "over_27": (28, 120),
}
"""Each age value in whole years, both ends included."""
