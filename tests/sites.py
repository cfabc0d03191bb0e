"""Raw logs of three small sites, written by hand: who is preferred is plain to see.

Each `*_night` writes what a site hands over for one night: by default six people speak for one answer and six against
another. `EXPECTED` says who must be chosen over whom.
"""

import gzip
import json
import zlib
from collections.abc import Iterable, Mapping
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import yaml

NIGHT = date(2026, 11, 19)
PEOPLE = tuple(f"person-{name}@site" for name in ("ann", "bo", "chen", "dai", "eva", "fu"))
"""Raw user ids, which no byte of a lake may hold."""
LURKERS = ("lurker-gao@site", "lurker-hu@site")
"""Those who read and do not vote."""
EXPECTED = {"zhihu": ("a1", "a2"), "xhs": ("n1", "n2"), "assistant": ("good", "bad")}
"""Site -> chosen and rejected (of the chat, the beginnings of the ids) of the default night."""
Record = Mapping[str, Any] | str | bytes
Site = dict[str, Any]


class Place:
    """A folder of raw logs, and the configuration that reads them."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.config = folder / "pairmill.yaml"
        self.lake = folder / "lake"

    def put(self, path: str, records: Iterable[Record]) -> Path:
        """Write JSON Lines; text and bytes stand as they are. What ends in .gz is compressed."""
        target = self.folder / path
        target.parent.mkdir(parents=True, exist_ok=True)
        data = b"".join(_line(record) + b"\n" for record in records)
        target.write_bytes(gzip.compress(data, mtime=0) if path.endswith(".gz") else data)
        return target

    def add(self, path: str, records: Iterable[Record]) -> Path:
        """Append to a file that is not compressed."""
        before = (self.folder / path).read_bytes() if (self.folder / path).exists() else b""
        target = self.put(path, records)
        target.write_bytes(before + target.read_bytes())
        return target

    def configure(self, *sites: Site, **settings: Any) -> Path:
        """Write the configuration and return where it lies."""
        whole = {"lake": "./lake", "sites": list(sites), **settings}
        self.config.parent.mkdir(parents=True, exist_ok=True)
        self.config.write_text(yaml.safe_dump(whole, sort_keys=False, allow_unicode=True), encoding="utf-8")
        return self.config


def qa(name: str = "zhihu", **settings: Any) -> Site:
    """The configuration of a qa site."""
    contents = {"questions": f"raw/{name}/questions.jsonl", "answers": f"raw/{name}/answers/{{date}}/*.jsonl"}
    return {
        "name": name,
        "kind": "qa",
        "events": f"raw/{name}/events/{{date}}/*.jsonl*",
        "contents": contents,
        **settings,
    }


def feed(name: str = "xhs", **settings: Any) -> Site:
    """The configuration of a feed site."""
    contents = {"notes": f"raw/{name}/notes/{{date}}/*.jsonl"}
    return {
        "name": name,
        "kind": "feed",
        "events": f"raw/{name}/events/{{date}}/*.jsonl*",
        "contents": contents,
        **settings,
    }


def chat(name: str = "assistant", **settings: Any) -> Site:
    """The configuration of a chat site."""
    contents = {"messages": f"raw/{name}/messages/{{date}}/*.jsonl"}
    return {
        "name": name,
        "kind": "chat",
        "events": f"raw/{name}/events/{{date}}/*.jsonl*",
        "contents": contents,
        **settings,
    }


def event(night: date, user: str, type: str, **fields: Any) -> dict[str, Any]:
    """One act at a time of the day that its fields tell, under an id that they tell too."""
    number = zlib.crc32(" ".join([str(night), user, type, *map(str, fields.values())]).encode())
    minute = number % 600
    ts = f"{night}T{9 + minute // 60:02}:{minute % 60:02}:00Z"
    return {"event_id": f"event-{number:08x}", "ts": ts, "user_id": user, "type": type, **fields}


def qa_events(
    night: date, ups: str = "a1", downs: str = "a2", question: str = "q1", people: Iterable[str] = PEOPLE
) -> list[dict]:
    """All people and the lurkers read both answers; the people vote one up and the other down."""
    acts = []
    for number, person in enumerate((*people, *LURKERS)):
        request = f"request-{night}-{question}-{number}"
        for position, (answer, vote) in enumerate(((ups, "upvote"), (downs, "downvote")), start=1):
            shown = {"request_id": request, "question_id": question, "answer_id": answer, "position": position}
            acts.append(event(night, person, "impression", **shown))
            acts.append(event(night, person, "view", **shown, dwell_ms=21_000 + 500 * len(person)))
            if person not in LURKERS:
                acts.append(event(night, person, vote, question_id=question, answer_id=answer))
    return acts


def qa_night(place: Place, night: date = NIGHT, *, name: str = "zhihu", question: str = "q1", **names: str) -> None:
    """One question with two answers, and what six people think of them, beside what the night has already."""
    ups, downs = names.get("ups", "a1"), names.get("downs", "a2")
    place.add(f"raw/{name}/questions.jsonl", [] if _asked(place, name, question) else [qa_question(question)])
    place.add(
        f"raw/{name}/answers/{night}/answers.jsonl",
        [qa_answer(ups, question, "good"), qa_answer(downs, question, "bad")],
    )
    place.add(f"raw/{name}/events/{night}/events.jsonl", qa_events(night, ups, downs, question))


def qa_question(question: str = "q1") -> dict:
    """A question of its own for every id."""
    title = f"为什么第{question}号实验里的天空看起来是蓝色的?"
    return {"question_id": question, "title": title, "detail": None, "topics": ["物理"]}


def qa_answer(answer: str, question: str, word: str) -> dict:
    """An answer of some hundred characters, told from the others by its id."""
    text = f"{word} {answer}: " + "阳光穿过大气时,短波被分子散射得多,长波少,所以我们看到的天空偏蓝。" * 3
    return {
        "answer_id": answer,
        "question_id": question,
        "text": text,
        "model": f"model-{word}",
        "published_at": "2026-11-01T00:00:00Z",
    }


def feed_night(place: Place, night: date = NIGHT, *, name: str = "xhs") -> None:
    """Two notes for one brief: six people like the one and hide the other."""
    notes = [feed_note("n1", "good"), feed_note("n2", "bad")]
    place.put(f"raw/{name}/notes/{night}/notes.jsonl", notes)
    acts = []
    for number, person in enumerate(PEOPLE):
        for position, (note, vote) in enumerate((("n1", "like"), ("n2", "hide")), start=1):
            shown = {"request_id": f"request-{night}-{number}", "note_id": note, "position": position}
            acts.append(event(night, person, "impression", **shown))
            acts.append(event(night, person, "view", **shown, dwell_ms=8_000))
            acts.append(event(night, person, vote, note_id=note))
    place.put(f"raw/{name}/events/{night}/events.jsonl", acts)


def feed_note(note: str, word: str, prompt: str | None = "写一篇关于周末去海边露营的笔记") -> dict:
    """A short post, told from the others by its id."""
    return {
        "note_id": note,
        "title": f"{word} {note}",
        "text": "帐篷要选防风的,早点出发占个好位置。" * 3,
        "tags": ["露营"],
        "image_count": 2,
        "prompt": prompt,
        "model": f"model-{word}",
        "published_at": "2026-11-01T00:00:00Z",
    }


def chat_night(place: Place, night: date = NIGHT, *, name: str = "assistant") -> None:
    """Six people ask the same; each regenerates a bad answer, and gives thumbs down to it and up to the new one."""
    messages, acts = [], []
    for person in PEOPLE:
        talk = chat_talk(person, night)
        messages += talk
        bad, good = talk[2:]
        for type, answer in (("thumbs_down", bad), ("regenerate", bad), ("thumbs_up", good)):
            subject = {name: answer[name] for name in ("conversation_id", "message_id")}
            acts.append(event(night, person, type, **subject))
    place.put(f"raw/{name}/messages/{night}/messages.jsonl", messages)
    place.put(f"raw/{name}/events/{night}/events.jsonl", acts)


def chat_talk(person: str, night: date) -> list[dict]:
    """A system message, a question, and two answers to it."""
    key = f"{PEOPLE.index(person)}-{night:%m%d}"
    at = f"{night}T08:00:0"
    shared = {"conversation_id": f"talk-{key}", "model": None, "user_id": person}
    answers = [
        {**shared, "message_id": f"{word}-{key}", "parent_id": f"ask-{key}", "role": "assistant", "content": text,
         "model": f"model-{word}", "created_at": f"{at}{second}Z", "user_id": None}
        for second, word, text in ((2, "bad", "随便炒炒就行。"), (3, "good", "先炒蛋,再炒番茄,最后合炒并加盐和糖。"))
    ]  # fmt: skip
    return [
        {**shared, "message_id": f"sys-{key}", "parent_id": None, "role": "system", "content": "你是厨师。",
         "created_at": f"{at}0Z"},
        {**shared, "message_id": f"ask-{key}", "parent_id": f"sys-{key}", "role": "user", "content": "番茄炒蛋怎么做?",
         "created_at": f"{at}1Z"},
        *answers,
    ]  # fmt: skip


def three_sites(folder: Path, *nights: date, **settings: Any) -> Place:
    """One site of each kind with a default night on each date."""
    place = Place(folder)
    place.configure(qa(), feed(), chat(), **settings)
    for night in nights or (NIGHT,):
        qa_night(place, night)
        feed_night(place, night)
        chat_night(place, night)
    return place


def one_site(folder: Path, *nights: date, **settings: Any) -> Place:
    """A qa site with a default night on each date."""
    place = Place(folder)
    place.configure(qa(**settings))
    for night in nights or (NIGHT,):
        qa_night(place, night)
    return place


def nights(count: int, first: date = NIGHT) -> list[date]:
    """So many nights in a row."""
    return [first + timedelta(days=number) for number in range(count)]


def _asked(place: Place, name: str, question: str) -> bool:
    path = place.folder / f"raw/{name}/questions.jsonl"
    return path.exists() and f'"{question}"' in path.read_text(encoding="utf-8")


def _line(record: Record) -> bytes:
    if isinstance(record, bytes):
        return record
    return record.encode() if isinstance(record, str) else json.dumps(record, ensure_ascii=False).encode()
