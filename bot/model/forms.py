"""The form in which a model gives its draft, as its schema shows it to the model."""

from pydantic import BaseModel, ConfigDict, Field

from bot.answer.proposal import Proposal, Proposed, Statement


class StatementForm(BaseModel):
    """One statement of the answer."""

    model_config = ConfigDict(extra="forbid")

    text: str = Field(
        "",
        description="Words in the language of the question, with tokens in braces where their "
        "words are to stand, such as {a1}. Empty: the tokens' own words stand alone.",
    )
    tokens: list[str] = Field(description="The tokens that the statement rests on, such as a1, q2.")


class ProposalForm(BaseModel):
    """The answer, out of tokens. Call this once, when you have what you need."""

    model_config = ConfigDict(extra="forbid")

    status: Proposed = Field(
        description="answered: the release states it. not_specified: it is left open."
    )
    statements: list[StatementForm] = Field(description="One to twelve, the most important first.")

    def proposal(self) -> Proposal:
        """Return it as the answer engine takes it."""
        return Proposal(
            self.status, tuple(Statement(one.text, tuple(one.tokens)) for one in self.statements)
        )


class QuestionForm(BaseModel):
    """The last message as a question that can be understood by itself."""

    model_config = ConfigDict(extra="forbid")

    question: str = Field(
        description="In the language of the last message, with words of the conversation alone; "
        "several questions stand one after the other, each with its question mark."
    )


class VerdictForm(BaseModel):
    """Which statements are supported."""

    model_config = ConfigDict(extra="forbid")

    supported: list[int] = Field(
        description="The numbers of the statements that their texts say in full: nothing added, "
        "nothing stronger, nobody else, no condition left out."
    )
