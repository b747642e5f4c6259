"""Every question is told in words, and so is what came of it."""

from __future__ import annotations

import io

import pytest
from rich.console import Console

from optimizer.answers.distances import DIFFERENCES, DISTANCE
from optimizer.answers.inquiry import AnswerProgress
from optimizer.answers.questions import Record
from optimizer.solving.limits import GoalProgress
from optimizer.solving.requests import Progress
from tests.factory import tiny_instance
from workbench.answering import AnswerReport
from workbench.messages import Language
from workbench.progress import progress_line
from workbench.question_words import outcome_words, question_words

TOLD = {
    "": ("Het plan zelf", "The plan itself"),
    "03": ("alternatief 3", "alternative 3"),
    "give_up one": ("One staat niets af", "One gives up nothing"),
    "give_up one two": ("One en Two staan niets af", "One and Two give up nothing"),
    "accept two": ("Two neemt niets aan", "Two accepts nothing"),
    "accept one two": ("One en Two nemen niets aan", "One and Two accept nothing"),
    "robust": ("een plan dat elke weigering overleeft", "a plan that survives any refusal"),
    "forbid one-a/film-pba": ("zonder One Aa, Film", "without One Aa, Film"),
    "force one-a/film-pba": ("met One Aa, Film", "with One Aa, Film"),
    "breakeven one-a/film-pba places": (
        "wat er moet veranderen voor One Aa, Film: plaatsen op de campus",
        "what has to change for One Aa, Film: places at the campus",
    ),
    "range reach.km up": ("tot waar reach.km omhoog kan", "how far reach.km can rise"),
    "range reach.km down": ("tot waar reach.km omlaag kan", "how far reach.km can fall"),
    "loss 02": ("het grootste verlies, nummer 2", "the largest loss, number 2"),
    "plan": ("het eerlijkste plan", "the fairest plan"),
}


@pytest.mark.parametrize("question", TOLD)
def test_a_question_is_told_in_words(question: str) -> None:
    languages: tuple[Language, Language] = ("nl", "en")
    assert tuple(question_words(question, tiny_instance(), lang) for lang in languages) == TOLD[question]


def test_what_came_of_it_is_told_in_words() -> None:
    assert outcome_words("optimal", "0%", "nl") == "bewezen"
    assert outcome_words("feasible", "2%", "nl") == "gevonden, afstand tot de grens 2%"
    assert outcome_words("feasible", "", "en") == "found, not proven"
    assert outcome_words("impossible", "", "en") == "impossible: proven"
    assert outcome_words("no_plan", "", "nl") == "niet gevonden binnen de tijd"


def test_a_distance_is_told_in_words_and_without_a_gap() -> None:
    goal = GoalProgress(DISTANCE, DIFFERENCES, 1, 1, Progress(12.0, 14.0, None, 3.0))
    line = progress_line(goal, 3, "nl")
    assert line == "Doel 1 van 1, verschil met het meest gelijkende plan  beste 12 verschillen  grens 14  3 s"
    assert "best 12 differences  bound 14  3 s" in progress_line(goal, 3, "en")


def test_an_answer_that_landed_is_told_at_once() -> None:
    stream = io.StringIO()
    with AnswerReport(Console(file=stream, width=200), "nl", 0.0, tiny_instance()) as report:
        report(AnswerProgress(1, 4, "give_up one", record=Record("give_up one", "feasible", 0.02)))
    assert stream.getvalue().startswith("Vraag 1 van 4  One staat niets af  gevonden, afstand tot de grens 2%  ")
