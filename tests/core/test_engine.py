"""One turn at a time: what each input means, and that nothing anybody does leads nowhere."""

from dataclasses import replace

import pytest

from bot.core.common import Language
from bot.core.engine import advance, open_question
from bot.core.events import Alarmed, Answered, Asked, Ended, Event, Found, LanguageOffered, Missed, Said, Saved, Turn
from bot.core.flow import Choice, Find, Nothing, Route, Step
from bot.core.inputs import Commanded, Input, Pressed, Started, TimedOut, Typed
from bot.core.library import Library
from bot.core.reading import Alarm, Reading
from bot.core.state import ENGINE, MAX_TRAIL, State, dumps, loads
from bot.core.walk import StepLimitError
from tests.toys import NOW, library, offer, steps


class Talk:
    """A conversation whose state goes through JSON between two turns."""

    def __init__(self, content: Library | None = None) -> None:
        self.library = content or library()
        self.state = State()
        self.turn: Turn | None = None

    def __call__(self, given: Input, reading: Reading | None = None) -> "Talk":
        self.turn = advance(self.library, loads(dumps(self.state)), given, reading or Reading(), NOW)
        self.state = self.turn.state
        return self

    def press(self, *choices: str) -> "Talk":
        for choice in choices:
            self(Pressed(choice))
        return self

    def read(self, **heard: object) -> "Talk":
        return self(Typed(), Reading(**heard))  # type: ignore[arg-type]  # a test names the fields it needs

    def command(self, name: str) -> "Talk":
        return self(Commanded(name))

    @property
    def at(self) -> str:
        asked = open_question(self.library, self.state)
        return f"{asked.flow}.{asked.step}" if asked else ""

    @property
    def events(self) -> tuple[Event, ...]:
        assert self.turn
        return self.turn.events

    @property
    def said(self) -> list[str]:
        return [event.text.msgid for event in self.events if isinstance(event, Said)]

    @property
    def offers(self) -> list[str]:
        return [m.offer for event in self.events if isinstance(event, Found) for m in event.matches]

    @property
    def choices(self) -> list[str]:
        asked = open_question(self.library, self.state)
        return [option.id for option in asked.options] if asked else []


@pytest.fixture
def talk() -> Talk:
    """A conversation at its first question."""
    return Talk()(Started())


def test_a_conversation_says_hello_and_asks(talk: Talk) -> None:
    """Starting goes through steps until a question is open."""
    assert (talk.said, talk.at) == (["Hi."], "hello.who")


def test_a_choice_is_saved_and_leads_on(talk: Talk) -> None:
    """In a step with `save`, the id of the choice is the value."""
    talk.press("parent")
    assert (talk.state.slots, talk.at) == ({"role": "parent"}, "hello.how_old")
    assert Saved("role", "parent") in talk.events


def test_every_question_takes_unsaid(talk: Talk) -> None:
    """Not wanting to say is an answer that leads to offers or people like any other."""
    talk.press("unsaid", "unsaid", "unsaid")
    assert talk.at == "else.ask"
    assert talk.offers
    assert set(talk.state.slots.values()) == {"unsaid"}


def test_unsaid_has_its_own_words_and_way_where_a_step_says_so(talk: Talk) -> None:
    """`unsaid: {label, goto}` of a step goes before the usual."""
    talk.press("parent", "unsaid", "money")
    asked = open_question(talk.library, talk.state)
    assert asked
    assert asked.options[-1].label.msgid == "Dunno"
    assert talk.press("unsaid").at == "else.ask"


def test_a_question_whose_answer_is_known_is_skipped() -> None:
    """A link that tells the role and the age leads to the first open question."""
    talk = Talk()(Started("role-youth--age-12_15"))
    assert talk.at == "hello.topic"


@pytest.mark.parametrize("payload", ["", "role-king", "nonsense", "flow-nowhere", "role-parent--", "--", "age-99"])
def test_a_link_with_nonsense_just_starts(payload: str) -> None:
    """What a link says and the content does not know is passed over."""
    assert Talk()(Started(payload)).at in {"hello.who", "hello.how_old"}


def test_a_link_can_lead_to_a_flow() -> None:
    """`flow-aside` starts there."""
    assert Talk()(Started("flow-aside")).at == "aside.sure"


def test_a_known_value_that_is_no_choice_here_is_asked(talk: Talk) -> None:
    """A need for another role does not skip the question."""
    assert Talk()(Started("role-parent--age-unsaid--need-housing")).at in {"hello.how_old", "hello.topic"}


def test_a_find_shows_a_page_and_offers_more(talk: Talk) -> None:
    """At most `limit` at once; the next question gets the choice `more` while there is more."""
    talk.press("parent", "12_15", "money")
    assert len(talk.offers) == 2
    assert "more" in talk.choices
    first = talk.offers
    talk.press("more")
    assert talk.offers
    assert not set(talk.offers) & set(first)
    assert "more" not in talk.choices
    assert talk.at == "else.ask"


def test_more_when_there_is_no_more_says_so(talk: Talk) -> None:
    """The command at a moment without results is met kindly."""
    assert talk.command("more").said == ["<no_more>"]
    assert talk.at == "hello.who"


def test_more_after_the_find_is_gone_from_the_content_says_so(talk: Talk) -> None:
    """Content may change between two turns."""
    talk.press("parent", "12_15", "money")
    hello = talk.library.flows["hello"]
    left = {name: step for name, step in hello.steps.items() if name != "look"}
    talk.library = replace(talk.library, flows={**talk.library.flows, "hello": replace(hello, steps=left)})
    assert talk.press("more").said == ["<no_more>"]
    assert talk.at == "else.ask"


def test_more_is_gone_after_the_next_answer(talk: Talk) -> None:
    """A page belongs to the find before it."""
    talk.press("parent", "12_15", "money", "again")
    assert "more" not in talk.choices


def test_find_without_results_says_so_and_goes_on() -> None:
    """`none` has its own words and its own way."""
    talk = Talk(library(offers=(offer("hidden", publish="no"),)))(Started())
    talk.press("parent", "12_15", "money")
    assert (talk.said, talk.offers, talk.at) == (["Nothing."], [], "else.ask")


def test_a_called_flow_comes_back(talk: Talk) -> None:
    """`call` goes through a flow and then on to `goto`."""
    talk.press("parent", "12_15", "legal")
    assert talk.at == "aside.sure"
    talk.press("yes")
    assert talk.at == "else.ask"
    assert talk.offers == ["town/court", "town/bank"]


def test_a_flow_that_nobody_called_goes_on_at_after() -> None:
    """`return` without a caller is no dead end."""
    assert Talk()(Started("flow-aside")).press("yes").at == "else.ask"


def test_a_side_question_is_answered_and_the_open_question_comes_back(talk: Talk) -> None:
    """Asked in between, at any question, without losing the place or an answer."""
    talk.press("parent").read(need="privacy_question")
    assert (talk.said, talk.at) == (["Nobody reads this."], "aside.sure")
    talk.press("yes")
    assert (talk.said, talk.at) == (["<back_to_question>"], "hello.how_old")
    assert talk.state.slots == {"role": "parent"}
    assert talk.state.stack == []


def test_a_side_question_in_a_side_question_comes_back_to_the_first(talk: Talk) -> None:
    """However often somebody asks in between, the stack does not grow."""
    for _ in range(30):
        talk.read(need="privacy_question")
    assert len(talk.state.stack) == 1
    assert talk.press("yes").at == "hello.who"


def test_back_after_a_side_question_does_not_lead_into_it(talk: Talk) -> None:
    """Back undoes answers; a side question is no answer."""
    talk.press("parent").read(need="privacy_question").press("yes").command("back")
    assert (talk.at, talk.state.slots) == ("hello.who", {})


def test_back_within_a_side_question_leads_out_of_it(talk: Talk) -> None:
    """The way back from a side question is the question where it was asked."""
    talk.press("parent").read(need="privacy_question").command("back")
    assert (talk.at, talk.state.stack) == ("hello.how_old", [])


def test_back_undoes_any_number_of_answers(talk: Talk) -> None:
    """Each step back gives the question and the answers of before."""
    seen = []
    for choice in ("parent", "12_15", "money", "again", "legal", "yes"):
        seen.append((talk.at, dict(talk.state.slots)))
        talk.press(choice)
    for at, slots in reversed(seen):
        talk.command("back")
        assert (talk.at, talk.state.slots) == (at, slots)
    assert talk.command("back").said == ["<at_the_start>"]
    assert talk.at == "hello.who"


def test_back_is_kept_for_a_limited_number_of_answers(talk: Talk) -> None:
    """A conversation that goes round for hours keeps a small state."""
    talk.press("parent", "12_15", "money")
    for _ in range(3 * MAX_TRAIL):
        talk.press("again", "money")
    assert len(talk.state.trail) == MAX_TRAIL
    assert len(dumps(talk.state)) < 2000


def test_back_skips_questions_that_are_gone(talk: Talk) -> None:
    """A trail may name steps that the content no longer has."""
    talk.press("parent")
    talk.state.trail.append(["gone", "away"])
    assert talk.command("back").at == "hello.who"


def test_starting_again_forgets_the_answers_but_not_the_danger(talk: Talk) -> None:
    """What was heard stays heard."""
    talk.press("parent").read(alarms=(Alarm("child_abuse", "concern"),)).command("restart")
    assert (talk.said[0], talk.at) == ("<restarted>", "hello.who")
    assert (talk.state.slots, talk.state.alarms) == ({}, ["child_abuse"])


def test_an_answer_can_be_changed_and_the_others_stay(talk: Talk) -> None:
    """Changing the age asks only that, and then goes on with what is known."""
    talk.press("parent", "12_15", "money").command("change")
    assert talk.at == f"{ENGINE}.change"
    assert talk.choices == ["role", "age", "need", "keep"]
    talk.press("age")
    assert talk.at == "hello.how_old"
    assert talk.state.slots == {"role": "parent", "need": "money"}
    talk.press("unsaid")
    assert (talk.at, talk.offers[0]) == ("else.ask", "town/bank")


def test_changing_the_role_forgets_what_hangs_on_it(talk: Talk) -> None:
    """An age of a child means nothing when the person turns out to be the youth."""
    talk.press("parent", "12_15", "money").command("change").press("role")
    assert (talk.at, talk.state.slots) == ("hello.who", {})


def test_changing_nothing_comes_back(talk: Talk) -> None:
    """`keep` and asking twice lead to the open question."""
    talk.press("parent").command("change").command("change").press("keep")
    assert (talk.at, talk.state.stack) == ("hello.how_old", [])


def test_nothing_to_change_is_told(talk: Talk) -> None:
    """Before the first answer."""
    assert talk.command("change").said == ["<change_nothing>"]
    assert talk.at == "hello.who"


def test_back_leads_out_of_the_change_question(talk: Talk) -> None:
    """The change question is no trap."""
    talk.press("parent", "12_15").command("change").command("back")
    assert not talk.at.startswith(ENGINE)


@pytest.mark.parametrize("pressed", [Pressed("money"), Pressed("parent", "hello.topic"), Pressed("🙂"), Pressed("")])
def test_an_old_button_is_met_kindly(talk: Talk, pressed: Pressed) -> None:
    """A button of another question changes nothing and asks the open one again."""
    talk(pressed)
    assert (talk.said, talk.at, talk.state.slots) == (["<old_button>"], "hello.who", {})


def test_a_button_with_a_command_always_works(talk: Talk) -> None:
    """`help` and `stop` buttons may stand anywhere."""
    assert talk(Pressed("help", "old.question")).offers == ["town/listen"]
    assert talk(Pressed("stop")).at == ""


@pytest.mark.parametrize(
    ("flow", "step", "at"),
    [("hello", "gone", "hello.who"), ("gone", "gone", "else.ask"), ("hello", "welcome", "hello.who")],
)
def test_a_step_that_is_gone_leads_to_the_nearest_living_one(flow: str, step: str, at: str) -> None:
    """The start of the same flow, or the flow for the lost."""
    talk = Talk()
    talk.state = State(flow=flow, step=step)
    talk(Pressed("parent"))
    assert (talk.said[0], talk.at) == ("<moved>", at)


def test_a_flow_that_is_gone_leads_back_along_the_trail() -> None:
    """The last answered question that still lives is the nearest one."""
    talk = Talk()
    talk.state = State(flow="gone", step="gone", trail=[["hello", "who"], ["gone", "too"], ["hello", "welcome"]])
    assert talk(Typed()).at == "hello.who"


def test_a_caller_that_is_gone_is_passed_over() -> None:
    """Coming back to a step that is no more goes on at the next caller, or at `after`."""
    talk = Talk()
    talk.state = State(flow="aside", step="sure", stack=[["gone", "gone", "ask"]])
    assert talk.press("yes").at == "else.ask"


def test_a_caller_that_asks_nothing_any_more_leads_to_the_lost() -> None:
    """The step lives, but its question is gone."""
    talk = Talk()
    talk.state = State(flow="aside", step="sure", stack=[["hello", "welcome", "ask"]])
    assert talk.press("yes").at == "else.ask"


def test_a_call_without_a_living_way_back_still_calls() -> None:
    """Afterwards the conversation goes on at `after`."""
    talk = Talk(library(steps("hello", call=Step(call="aside", goto="nowhere"))))(Started())
    assert (talk.at, talk.press("yes").at) == ("aside.sure", "else.ask")


def test_silence_ends_and_forgets(talk: Talk) -> None:
    """Timed out: said, ended, and nothing is kept."""
    talk.press("parent")(TimedOut())
    assert talk.said == ["<timed_out>"]
    assert talk.events[-1] == Ended(erased=True)
    assert talk.state == State()


def test_silence_after_the_end_says_nothing() -> None:
    """There is nobody to say it to."""
    assert Talk()(TimedOut()).said == []


def test_stop_ends_kindly(talk: Talk) -> None:
    """Stop says goodbye; the answers are gone, the language is kept."""
    talk.state.language = "nl"
    talk.press("parent").command("stop")
    assert (talk.said, talk.state) == (["Bye."], State(language="nl"))


def test_erase_keeps_nothing(talk: Talk) -> None:
    """`wis` is another name of erase; not even the language stays."""
    talk.state.language = "nl"
    talk.press("parent").command("wis")
    assert Ended(erased=True) in talk.events
    assert talk.state == State()


@pytest.mark.parametrize(
    "given", [Pressed("parent"), Typed(), Commanded("back"), Commanded("help"), Pressed("x", "a.b")]
)
def test_anything_after_the_end_starts_again(given: Input) -> None:
    """No input falls into a hole."""
    assert Talk()(given).at.startswith("hello.")


def test_the_first_words_may_already_tell_what_it_is_about() -> None:
    """Somebody who begins by typing is greeted, heard, and asked the rest."""
    talk = Talk().read(need="money")
    assert "<understood>" in talk.said
    assert (talk.at, talk.state.slots) == ("hello.who", {"need": "money"})
    talk.press("parent", "12_15")
    assert (talk.at, talk.offers[0]) == ("else.ask", "town/bank")


def test_a_typed_choice_is_the_same_as_a_press(talk: Talk) -> None:
    """Also when it fills a need at the question about needs."""
    talk.read(choice="parent").read(choice="12_15").read(need="money")
    assert (talk.at, talk.state.slots["need"]) == ("else.ask", "money")


def test_a_typed_need_may_change_the_subject_at_any_time(talk: Talk) -> None:
    """What is known is not asked again."""
    talk.press("parent", "12_15", "money").read(need="legal")
    assert (talk.at, talk.state.slots["need"]) == ("aside.sure", "legal")


def test_a_named_offer_is_shown_and_the_question_comes_back(talk: Talk) -> None:
    """Naming an offer is a side question too; offers that are not shown here are left out."""
    talk.read(offers=("town/court", "town/unknown"))
    assert (talk.offers, talk.at) == (["town/court"], "hello.who")


def test_a_question_about_what_was_shown_is_answered_from_it(talk: Talk) -> None:
    """And the open question comes back; before anything was shown it says so."""
    assert talk.read(about="cost").said == ["<about_none>"]
    talk.press("parent", "12_15", "money").read(about="cost")
    assert talk.events[0] == Answered("cost", ("town/bank", "town/coins"))
    assert talk.at == "else.ask"


def test_one_message_may_answer_many_questions(talk: Talk) -> None:
    """All of it is saved, told back, and not asked again."""
    talk.read(slots=(("role", "youth"), ("age", "12_15")), need="money")
    assert talk.state.slots == {"role": "youth", "age": "12_15", "need": "money"}
    assert (talk.said[0], talk.at) == ("<understood>", "else.ask")


def test_an_answer_to_the_open_question_alone_is_just_an_answer(talk: Talk) -> None:
    """Nothing to tell back."""
    talk.press("parent").read(choice="12_15", slots=(("age", "12_15"),))
    assert (talk.said, talk.at) == ([], "hello.topic")


def test_a_correction_changes_the_answer_and_keeps_the_place(talk: Talk) -> None:
    """'No, I mean 16': another age at a later question."""
    talk.press("parent", "12_15").read(slots=(("age", "16_17"),))
    assert (talk.said, talk.at) == (["<understood>"], "hello.topic")
    assert talk.state.slots["age"] == "16_17"


def test_a_search_question_goes_on_with_what_was_found() -> None:
    """Words typed at `search: true` show offers and lead on."""
    flows = steps("hello", find=Step(ask="Which?", search=True, choose=(Choice("no", "No"),), goto="else"))
    talk = Talk(library(flows))(Started()).read(offers=("town/bank",))
    assert (talk.offers, talk.at) == (["town/bank"], "else.ask")


def test_a_miss_rephrases_and_offers_the_nearest_meanings(talk: Talk) -> None:
    """The guesses are choices; one press takes one."""
    talk.read(alternatives=("money", "greeting", "legal"))
    assert talk.said == ["<missed_first>"]
    assert talk.choices == ["need:money", "need:legal", "unsaid"]
    assert talk.events[0] == Missed("hello", "who", 1)
    talk.press("need:legal")
    assert talk.state.slots == {"need": "legal"}
    assert talk.state.misses == 0


def test_none_of_the_meanings_asks_the_open_question_again(talk: Talk) -> None:
    """A wrong guess costs one press."""
    talk.read(alternatives=("money",)).press("unsaid")
    assert (talk.at, talk.choices[0], talk.state.slots) == ("hello.who", "parent", {})


def test_a_second_miss_brings_people_to_ask(talk: Talk) -> None:
    """Never the same sentence twice, and never a loop."""
    talk.read().read()
    assert talk.said == ["<missed_second>", "<back_to_question>"]
    assert (talk.offers, talk.at, talk.state.misses) == (["town/listen"], "hello.who", 0)


def test_an_unknown_command_counts_as_not_understood(talk: Talk) -> None:
    """`/hallo` is no error."""
    assert talk.command("hallo").said == ["<missed_first>"]


@pytest.mark.parametrize("severity", ["emergency", "urgent"])
def test_an_alarm_goes_before_everything_else(talk: Talk, severity: str) -> None:
    """Also when the words answered the question; the helplines come at once and the alarm is remembered."""
    alarm = Alarm("suicide", severity)
    talk.read(choice="parent", alarms=(alarm,))
    assert talk.events[0] == Alarmed(alarm)
    assert (talk.offers, talk.state.alarms, talk.at) == (["town/listen"], ["suicide"], "hello.who")


def test_a_concern_is_remembered_and_the_conversation_goes_on(talk: Talk) -> None:
    """A lighter signal does not interrupt."""
    talk.read(choice="parent", alarms=(Alarm("neglect", "concern"),))
    assert (talk.at, talk.state.alarms) == ("hello.how_old", ["neglect"])


def test_a_concern_is_met_gently_once() -> None:
    """The line for it is offered the first time only."""
    heard = (Alarm("suicide", "concern"),)
    talk = Talk()(Started()).read(choice="parent", alarms=heard)
    assert (talk.said, talk.offers, talk.at) == (["Gently."], ["town/listen"], "hello.how_old")
    talk.read(choice="12_15", alarms=heard)
    assert (talk.said, talk.offers, talk.at) == ([], [], "hello.topic")


def test_of_two_alarms_the_most_severe_leads_and_the_other_is_kept(talk: Talk) -> None:
    """The reading has the most severe first."""
    talk.read(alarms=(Alarm("suicide", "emergency"), Alarm("neglect", "urgent", "other")))
    assert talk.state.alarms == ["neglect", "suicide"]
    assert talk.state.raised == ["suicide", "emergency", "self"]


def test_a_false_alarm_costs_one_press() -> None:
    """`calm` forgets the last alarm; the question that was open comes back."""
    flows = steps("people", sure=Step(ask="Right?", choose=(Choice("no", "No", goto="calm"),), goto="calm"),
                  calm=Step(calm=True, end="return"))  # fmt: skip
    talk = Talk(library(flows))(Started()).read(alarms=(Alarm("neglect", "concern"),))
    talk.read(alarms=(Alarm("suicide", "urgent"),))
    assert (talk.at, talk.state.alarms) == ("people.sure", ["neglect", "suicide"])
    talk.press("no")
    assert (talk.at, talk.state.alarms, talk.state.raised) == ("hello.who", ["neglect"], [])


def test_routes_may_look_at_the_last_alarm() -> None:
    """Which it is and whom it is about; `none` where there is none."""
    route = (
        Route("bye", {"alarm": ("suicide",), "about": ("other",)}),
        Route("else", {"alarm": ("none",)}),
        Route("aside"),
    )
    flows = steps("people", fork=Step(route=route))
    alarm = Alarm("suicide", "urgent", "other")
    turns = [
        Talk(library(flows))(Started()).read(alarms=(alarm,)).turn,
        Talk(library(flows))(Started()).command("help").turn,
        Talk(library(flows))(Started()).read(alarms=(replace(alarm, about="self"),)).turn,
    ]
    assert [turn.taken[0][2] for turn in turns if turn] == ["route 0", "route 1", "route 2"]


def test_a_step_can_raise_an_alarm(talk: Talk) -> None:
    """Choosing 'it is not safe' counts like saying it; twice is remembered once."""
    flows = steps("hello", unsafe=Step(alarm="child_abuse", helplines="child_abuse", goto="again"),
                  again=Step(alarm="child_abuse", goto="else"))  # fmt: skip
    talk = Talk(library(flows))(Started())
    assert (talk.state.alarms, talk.offers) == (["child_abuse"], ["town/listen"])


def test_routes_branch_on_what_is_known() -> None:
    """`none` stands for what was not asked; the last branch takes the rest."""
    route = (
        Route("bye", {"role": ("none",), "age": ("12_15",)}),
        Route("people", {"role": ("none",)}),
        Route("else"),
    )
    flows = steps("hello", fork=Step(route=route))
    turns = [Talk(library(flows))(Started(link)).turn for link in ("age-12_15", "", "role-parent")]
    assert [turn.taken[0][2] for turn in turns if turn] == ["route 0", "route 1", "route 2"]


def test_steps_set_slots_and_choices_do_too() -> None:
    """`set` of a step and of a choice."""
    choice = Choice("a", "A", set={"need": "money"}, goto="else")
    pick = Step(ask="?", choose=(choice,), goto="else")
    flows = steps("hello", begin=Step(set={"role": "youth"}, goto="pick"), pick=pick)
    assert Talk(library(flows))(Started()).press("a").state.slots == {"role": "youth", "need": "money"}


def test_facts_that_are_unknown_are_left_out() -> None:
    """A fact that the pack lacks is passed over."""
    talk = Talk(library(steps("hello", tell=Step(fact=("town/nothing",), show=("town/bank", "x/y"), goto="else"))))
    assert talk(Started()).offers == ["town/bank"]


def test_an_offer_is_shown_once_in_a_turn() -> None:
    """What was shown by name does not come again with the find behind it."""
    flows = steps("hello", tell=Step(show=("town/court",), goto="find"),
                  find=Step(find=Find("money", 2), none=Nothing("else"), goto="else"))  # fmt: skip
    assert Talk(library(flows))(Started()).offers == ["town/court", "town/bank", "town/coins"]


def test_show_with_nothing_to_show_takes_its_own_way() -> None:
    """A pack may lack every offer that a step names."""
    flows = steps("hello", tell=Step(show=("x/y",), none=Nothing("bye", ("Alas.",)), goto="else"))
    assert Talk(library(flows))(Started()).said == ["Alas.", "Bye."]


def test_content_that_goes_round_without_asking_is_a_clean_error() -> None:
    """At most 100 steps a turn; the error names the step."""
    flows = steps("hello", round=Step(goto="about"), about=Step(goto="round"))
    with pytest.raises(StepLimitError, match=r"more than 100 steps in one turn, at hello\.(round|about)"):
        Talk(library(flows))(Started())


def test_a_way_that_leads_nowhere_leads_to_the_lost_flow() -> None:
    """Broken content that was served all the same still leaves a way on."""
    flows = steps("hello", broken=Step(ask="?", choose=(Choice("a", "A", goto="nowhere"),), goto="nowhere"))
    assert Talk(library(flows))(Started()).press("a").at == "else.ask"
    assert (
        Talk(library(steps("hello", fork=Step(route=(Route("x", {"age": ("16_17",)}),)))))(Started()).at == "else.ask"
    )


def test_the_state_that_comes_in_is_not_changed(talk: Talk) -> None:
    """A turn that cannot be committed can be taken again."""
    before = dumps(talk.state)
    state = talk.state
    for given in (Pressed("parent"), Typed(), Commanded("change"), Commanded("restart"), TimedOut(), Started("x")):
        advance(talk.library, state, given, Reading(need="money"), NOW)
    assert dumps(state) == before


def test_the_question_carries_what_the_step_asks(talk: Talk) -> None:
    """Asked: flow, step, words and choices in the order of the file."""
    asked = open_question(talk.library, talk.state)
    assert isinstance(asked, Asked)
    assert (asked.text.msgid, asked.text.context) == ("Who?", "hello.who")
    assert [(o.id, o.label.context) for o in asked.options] == [
        ("parent", "hello.who.parent"),
        ("youth", "hello.who.youth"),
        ("unsaid", "_words.messages.unsaid"),
    ]


LANGUAGES = {
    "nl": Language("Nederlands", "ltr", "complete", "Verder in het Nederlands?"),
    "en": Language("English", "ltr", "complete", "Go on in English?"),
    "so": Language("Soomaali", "ltr", "begun", "Waan akhrin karaa."),
}


@pytest.fixture
def many() -> Talk:
    """A conversation that knows three languages, and speaks two."""
    return Talk(replace(library(), languages=LANGUAGES))(Started())


def offered(talk: Talk) -> list[str]:
    """The languages that the last turn offered."""
    return [event.language for event in talk.events if isinstance(event, LanguageOffered)]


def test_a_language_is_offered_once_and_never_switched_by_itself(many: Talk) -> None:
    """Whoever types in it is told; the conversation stays in the language that it was in."""
    many.read(language="en")
    assert (offered(many), many.state.language, many.at) == (["en"], "", "hello.who")
    assert offered(many.read(language="en")) == []
    assert offered(many.read(language="so")) == ["so"]
    assert offered(many.read(language="nl")) == offered(many.read(language="xx")) == []


def test_a_pressed_language_is_spoken_from_then_on(many: Talk) -> None:
    """At the same question; a language that is only understood, or unknown, cannot be pressed."""
    many.read(language="en").press("language:en")
    assert (many.state.language, many.at) == ("en", "hello.who")
    assert offered(many.read(language="nl")) == ["nl"]
    many.press("language:so").press("language:xx")
    assert (many.state.language, many.at) == ("en", "hello.who")


def test_in_danger_no_language_is_offered(many: Talk) -> None:
    """There are more urgent things to say; it is offered later."""
    assert offered(many.read(language="en", alarms=(Alarm("suicide", "emergency"),))) == []
    assert offered(many.read(language="en")) == ["en"]
