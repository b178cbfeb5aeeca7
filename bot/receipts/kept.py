"""Interim."""
from dataclasses import dataclass, asdict
import secrets
from bot.answer.record import *
@dataclass(frozen=True)
class KeptAnswer:
    code: str
    record: dict
    blocks: list
    topic: str = ""
    def to_json(self): return asdict(self)
    @classmethod
    def from_json(cls, d): return cls(**d)
    @property
    def language(self): return self.record["language"]
    def answer(self):
        r=dict(self.record); r['citations']=tuple(Citation(**c) for c in r['citations']); r['figures']=tuple(Figure(**{**f,'working':tuple(f['working'])}) for f in r['figures']); r['notes']=tuple(Note(**n) for n in r['notes']); r['suggestions']=tuple(r['suggestions'])
        kinds={'Paragraph':Paragraph,'Quote':Quote,'Working':Working,'NoteAt':NoteAt}
        return Answer(**r, blocks=tuple(kinds[k](v) for k,v in self.blocks))
def keep(answer, knowledge, now):
    return KeptAnswer(secrets.token_hex(6), answer.record(), [(type(b).__name__, list(asdict(b).values())[0]) for b in answer.blocks])
