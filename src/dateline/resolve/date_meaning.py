"""What a time expression means: periods worked out from its tree, the report's day, tense, and the dates told."""

from __future__ import annotations

import dataclasses
import datetime as dt
from collections.abc import Callable

from dateline.kinds.time import TimeWords
from dateline.model.findings import DateFinding
from dateline.resolve.date_story import Story
from dateline.resolve.date_tense import PAST, Tense
from dateline.resolve.date_values import FEAST, NO_DAY, NOT_SAID, NOT_TOLD, VAGUE, Meaning, found, moved_by
from dateline.resolve.nearby import holiday, leading, nearest, pointed, weekday, weekday_the
from dateline.resolve.periods import Grain, Period, containing, day_of, move, shift, shift_years, widen

_LONG = frozenset({"year", "decade", "century", "millennium"})


class Telling:
    """The report as it is read from start to end: its day, the tense around each expression, the dates told so far.

    In a narrative (`told_years`: a text on the past, full of old years) a date without a year belongs to the year told
    last, not to the one of publication.
    """

    def __init__(self, day: dt.date | None, words: TimeWords, *, narrative: bool = False) -> None:
        """`day` is that of publication; `month_first` how its outlet writes 3/4/2024, None where that is not known."""
        self.day = day
        self.words = words
        self.narrative = narrative
        self.story = Story()
        self.tense: Callable[[], Tense] = lambda: PAST
        self.until = False
        self.month_first: bool | None = None

    def note(self, f: DateFinding, meaning: Meaning, *, aside: bool = False) -> None:
        """Remember a date, for "the next day" and the like, save one that looks back a year or more from another.

        `aside`: one that a narrative only glances at.
        """
        period = meaning.until or meaning.period
        back = f.kind != "date" or f.rule == "year-ago" or (f.rule == "offset" and f.get("unit") in _LONG)
        if self.narrative and f.rule in ("dayword", "pointer") and f.get("from") != "told":
            return
        if period is not None and not meaning.options and not back:
            before = f.rule == "pointer" and f.get("unit") == "year" and _int(f, "shift") < 0
            self.story.note(period, aside=aside or before)

    # --- the rules, by the names that the grammar gives

    def mean(self, f: DateFinding) -> Meaning:
        """What `f` means here."""
        rule: Callable[[DateFinding], Meaning] = getattr(self, "_" + f.rule.replace("-", "_"))
        return rule(f)

    def _day(self, f: DateFinding) -> Meaning:
        month, day = _int(f, "month"), _int(f, "day")
        if f.get("year") is None and not f.parts and not Period("day", 2024, month, day).exists:
            return Meaning(reason="the calendar has no such day")
        return self._dated(f, lambda year: Period("day", year, month, day))

    def _nth_day(self, f: DateFinding) -> Meaning:
        month = self.story.last("month") or (containing("month", self.day) if self.day else None)
        return found(dataclasses.replace(month, grain="day", day=_int(f, "day"))) if month else Meaning(reason=NOT_TOLD)

    def _month(self, f: DateFinding) -> Meaning:
        return self._dated(f, lambda year: Period("month", year, _int(f, "month")))

    def _season(self, f: DateFinding) -> Meaning:
        return self._dated(f, lambda year: Period("season", year, _int(f, "season")))

    def _holiday(self, f: DateFinding) -> Meaning:
        code = self.words.holidays[str(f.get("holiday"))].code
        if code is None:
            return Meaning(reason=FEAST)
        return self._dated(f, lambda year: holiday(code, year))

    def _quarter(self, f: DateFinding) -> Meaning:
        unit: Grain = "half" if f.get("unit") == "half" else "quarter"
        return self._dated(f, lambda year: Period(unit, year, _int(f, "n")))

    def _dated(self, f: DateFinding, make: Callable[[int], Period]) -> Meaning:
        """With the year that stands there, or the one that tense, report and telling ask for."""
        year = f.get("year")
        if year is None and f.parts:
            whole = self.mean(f.parts[0])
            if whole.period is None:
                return whole
            year = whole.period.year if whole.period.grain == "year" else None
        if isinstance(year, int):
            period = make(year)
            mod = "APPROX" if f.get("fiscal") else ""
            return Meaning(period, mod=mod) if period.exists else Meaning(reason="the calendar has no such day")
        if self.narrative and (told := self.story.dated(make)):
            return found(told)
        if self.day is None:
            return Meaning(reason=NO_DAY)
        tense = self.tense()
        if f.rule == "quarter" or self.until:
            # "extended until mid-November", "expects to report for the third quarter": tense says little.
            tense = tense._replace(direct=False)
        return found(nearest(make, self.day, tense))

    def _year(self, f: DateFinding) -> Meaning:
        # A year of account begins and ends in other months than the calendar's.
        return Meaning(Period("year", _int(f, "year")), mod="APPROX" if f.get("fiscal") else "")

    def _decade(self, f: DateFinding) -> Meaning:
        if (before := f.get("before")) is not None:
            return Meaning(Period("decade-before", int(before)))
        short = f.get("short")
        if short is None:
            return Meaning(Period("decade", _int(f, "decade")))
        if self.day is None:
            return Meaning(reason="the century is not told")
        # "the '90s" are the latest ones that have begun.
        index = self.day.year // 100 * 10 + int(short)
        return Meaning(Period("decade", index if index * 10 <= self.day.year else index - 10))

    def _century(self, f: DateFinding) -> Meaning:
        before = f.get("before")
        return Meaning(
            Period("century", _int(f, "century")) if before is None else Period("century-before", int(before))
        )

    def _slashes(self, f: DateFinding) -> Meaning:
        year, one, two = _int(f, "year"), _int(f, "first"), _int(f, "second")
        readings = [p for p in (Period("day", year, one, two), Period("day", year, two, one)) if p.exists]
        if not readings:
            return Meaning(reason="the calendar has no such day")
        if len(readings) == 1 or readings[0] == readings[1]:
            return Meaning(readings[0])
        if self.month_first is not None:
            return Meaning(Period("day", year, one, two) if self.month_first else Period("day", year, two, one))
        reason = "day and month could be either way round"
        return Meaning(readings[0], options=tuple(sorted(readings, key=lambda p: p.edtf)), reason=reason)

    def _weekday(self, f: DateFinding) -> Meaning:
        if f.parts:
            week = self.mean(f.parts[0]).period
            return found(move(week.first, "day", _int(f, "weekday"))) if week and week.first else Meaning(reason=NO_DAY)
        if self.narrative and (told := self.story.last("day")) and told.first:
            return found(weekday(told.first, _int(f, "weekday"), 1, same=True))
        if self.day is None:
            return Meaning(reason=NO_DAY)
        number, tense = _int(f, "weekday"), self.tense()
        sign = 1 if tense.forward else -1
        if f.get("day") is not None:
            return found(weekday_the(self.day, number, _int(f, "day"), sign))
        if not tense.direct and sign > 0 and (self.day.weekday() - number) % 7 <= 3:
            # "They will discuss Monday's vote": a noun of a day just gone, under a verb that looks ahead.
            sign = -1
        return found(weekday(self.day, number, sign, same=True))

    def _dayword(self, f: DateFinding) -> Meaning:
        return found(move(self.day, "day", _int(f, "shift"))) if self.day else Meaning(reason=NO_DAY)

    def _overnight(self, _: DateFinding) -> Meaning:
        if self.day is None:
            return Meaning(reason=NO_DAY)
        before = move(self.day, "day", -1)
        if before is None:
            return Meaning(reason="beyond the calendar")
        return Meaning(day_of(before), until=day_of(self.day), part="NI")

    def _daypart(self, f: DateFinding) -> Meaning:
        part = str(f.get("part"))
        if f.parts:
            return dataclasses.replace(self.mean(f.parts[0]), part=part)
        told = self.story.last("day")
        return Meaning(told, part=part) if told else Meaning(part=part, reason=NOT_TOLD)

    def _clock(self, f: DateFinding) -> Meaning:
        clock, zone, part = str(f.get("clock") or ""), str(f.get("zone") or ""), str(f.get("part") or "")
        told = Meaning(self.story.last("day")) if self.narrative else Meaning()
        if f.parts or told.period is not None:
            day = self.mean(f.parts[0]) if f.parts else told
            return dataclasses.replace(day, clock=clock, zone=zone, part=part or ("" if clock else day.part))
        return Meaning(clock=clock, zone=zone, part=part, reason="no day stands with this time of day")

    # --- pointers

    def _pointer(self, f: DateFinding) -> Meaning:
        steps, source, unit = _int(f, "shift"), f.get("from"), f.get("unit")
        if source == "told" and not (unit == "weekend" and f.get("bare")):
            origin = self._told_origin(f)
        elif self.narrative and (told := self.story.last("day")):
            # "Next year", said in a story, counts from its own time.
            origin = told
        else:
            origin = day_of(self.day) if self.day else None
        if origin is None:
            return Meaning(reason=NOT_TOLD if source == "told" else NO_DAY)
        if unit == "weekend" and origin.first:
            return found(self._weekend(origin.first, steps))
        if unit is not None:
            whole = widen(origin, str(unit))
            return found(shift(whole, steps)) if whole else Meaning(reason=NOT_TOLD)
        return self._pointed_name(f, origin, steps)

    def _told_origin(self, f: DateFinding) -> Period | None:
        unit = f.get("unit")
        if f.get("bare") and unit in ("year", "month", "week", "day") and not self.narrative and not self.story.told:
            return day_of(self.day) if self.day else None
        if isinstance(unit, str):
            return self.story.last(unit)
        if f.get("month") is not None and _int(f, "shift") == 0:
            # "In May 1988, and it took effect that June": of the year told last, however closely
            return self.story.last("year")
        return self.story.last("day") or self.story.last("month") or self.story.last("year")

    def _weekend(self, day: dt.date, steps: int) -> Period | None:
        this = containing("weekend", day)
        if this is None or steps > 0:
            return this if this and this.first and this.first > day else shift(this, 1) if this else None
        begun = this.first is not None and this.first <= day
        if steps < 0:
            return this if begun and day.weekday() < 5 else shift(this, -1)
        return this if begun or self.tense().forward else shift(this, -1)

    def _pointed_name(self, f: DateFinding, origin: Period, steps: int) -> Meaning:
        start = origin.first
        if start is None:
            return Meaning(reason="too far back to count days")
        if (number := f.get("weekday")) is not None:
            if steps == 0:
                return found(weekday(start, int(number), 1 if self.tense().forward else -1, same=True))
            return found(weekday(start, int(number), steps, same=False))
        if (part := f.get("part")) is not None:
            back = -1 if steps < 0 and f.get("from") == "report" else steps
            return dataclasses.replace(found(move(start, "day", back)), part=str(part))
        make = self._maker(f)
        if make is None:
            return Meaning(reason=FEAST)
        return found(pointed(make, start, steps))

    def _maker(self, f: DateFinding) -> Callable[[int], Period] | None:
        if (month := f.get("month")) is not None and (day := f.get("day")) is not None:
            return lambda year: Period("day", year, int(month), int(day))
        if month is not None:
            return lambda year: Period("month", year, int(month))
        if (season := f.get("season")) is not None:
            return lambda year: Period("season", year, int(season))
        code = self.words.holidays[str(f.get("holiday"))].code
        return (lambda year: holiday(code, year)) if code else None

    def _around(self, f: DateFinding) -> Meaning:
        day = self.mean(f.parts[0])
        return found(widen(day.period, str(f.get("unit")))) if day.period else day

    def _year_ago(self, f: DateFinding) -> Meaning:
        if f.parts and f.parts[0].rule == "quarter":
            same = self.mean(f.parts[0]).period
        else:
            unit = str(f.get("unit"))
            same = self.story.last("quarter" if unit == "period" else unit)
        if same is None:
            return Meaning(reason=NOT_TOLD)
        earlier = shift_years(same, -1)
        if (n := f.get("n")) is not None and earlier.last and (after := move(earlier.last, "day", 1)):
            start = move(after, "month", -int(n))
            return Meaning(containing("month", start) if start else None, until=containing("month", earlier.last))
        return Meaning(earlier)

    def _told_time(self, _: DateFinding) -> Meaning:
        return Meaning(reason=NOT_SAID)

    def _leading(self, f: DateFinding) -> Meaning:
        whole = self.mean(f.parts[0])
        if whole.period is None:
            return whole
        ends = leading(whole.period, (str(f.get("unit")), _int(f, "n")), _int(f, "toward"))
        return Meaning(ends[0], until=ends[1]) if ends else Meaning(reason="the whole is not that long")

    def _same_period(self, f: DateFinding) -> Meaning:
        same = self.story.last("quarter")
        whole = self.mean(f.parts[0]).period if f.parts else None
        year = f.get("year") or (whole.year if whole else None)
        if year is None:
            return found(same) if same else Meaning(reason=NOT_TOLD)
        return Meaning(dataclasses.replace(same, year=int(year)) if same else Period("year", int(year)))

    def _ended(self, f: DateFinding) -> Meaning:
        """ "The quarter ended 30 September": from a quarter before the 1st of October."""
        last = self.mean(f.parts[0]).period
        after = move(last.first, "day", 1) if last and last.first else None
        first = move(after, str(f.get("unit")), -1) if after else None
        if last is None or first is None:
            return self.mean(f.parts[0])
        return Meaning(day_of(first), until=last)

    # --- distances, parts, ranges

    def _offset(self, f: DateFinding) -> Meaning:
        sign, source, n, unit = _int(f, "sign"), f.get("from"), f.get("n"), str(f.get("unit"))
        if n is None:
            return Meaning(reference="PAST_REF" if sign < 0 else "FUTURE_REF", reason=VAGUE)
        fine = unit in ("hour", "minute", "second")
        grain = {"night": "day", "fortnight": "week", "weekend": "week", "decade": "year", "century": "year",
                 "millennium": "year"}.get(unit, "day" if fine else unit)  # fmt: skip
        if (unit, n) == ("year", 1) and source != "base" and self.story.told and self.story.told[-1].grain == "quarter":
            return Meaning(shift_years(self.story.told[-1], sign))
        if source == "base":
            origin = self._origin(f.parts[0], sign)
            if grain == "week" and origin and origin.grain == "day":
                grain = "day"
        elif source == "told" or (self.narrative and self.story.told):
            origin = self.story.last(grain)
            if grain == "week" and origin:
                origin = self.story.last("day") or origin
        else:
            origin = day_of(self.day) if self.day else None
        if origin is None:
            return Meaning(reason=NO_DAY if source == "report" else NOT_TOLD)
        if f.get("exact"):
            # "Three years ago today" names the day.
            return dataclasses.replace(moved_by(origin, (unit, sign * int(n)), "day", half=False), mod="")
        return moved_by(origin, (unit, sign * int(n)), grain, half=bool(f.get("half")))

    def _origin(self, f: DateFinding, sign: int) -> Period | None:
        """What a distance is counted from; "a week from Friday" lies ahead, whatever the tense."""
        tense = self.tense
        if sign > 0 and tense().direction == "present":
            self.tense = lambda: Tense("future", True)
        period = self.mean(f).period
        self.tense = tense
        return period

    def _part(self, f: DateFinding) -> Meaning:
        whole = self.mean(f.parts[0])
        return dataclasses.replace(whole, mod=str(f.get("mod"))) if whole.period else whole

    def _reference(self, f: DateFinding) -> Meaning:
        return Meaning(reference=str(f.get("code")), reason=None if self.day else NO_DAY)

    def _range(self, f: DateFinding) -> Meaning:
        left, right = f.parts
        if right.rule == "reference":
            start = self.mean(left)
            return dataclasses.replace(start, until=day_of(self.day)) if start.period and self.day else start
        forward = left.anchor == right.anchor and self.tense().forward
        if forward or (left.anchor == "explicit" and right.anchor != "explicit"):
            start = self.mean(left)
            end = self._beside(right, start, 1)
        else:
            end = self.mean(right)
            start = self._beside(left, end, -1)
        if start.period is None or end.period is None:
            return start if start.period is None else end
        if start.period.first and end.period.last and start.period.first > end.period.last:
            return Meaning(reason="the range ends before it begins")
        return dataclasses.replace(start, until=end.until or end.period)

    def _beside(self, f: DateFinding, other: Meaning, sign: int) -> Meaning:
        """The end of a range that takes its year or week from the other end."""
        origin = other.period.first if other.period else None
        plain = f.get("year") is None and not f.parts
        if origin is None or not plain or f.rule not in ("day", "month", "weekday", "season", "quarter"):
            return self.mean(f)
        if f.rule == "weekday":
            return found(weekday(origin, _int(f, "weekday"), sign, same=False))
        story = Telling(origin, self.words)
        story.tense = lambda: Tense("future" if sign > 0 else "past", True)
        return story.mean(f)

    def _duration(self, _: DateFinding) -> Meaning:
        return Meaning(reason="a length of time, not a date")

    def _set(self, _: DateFinding) -> Meaning:
        return Meaning(reason="a repetition, not one date")

    def _span(self, f: DateFinding) -> Meaning:
        n, toward = f.get("n"), _int(f, "toward")
        if f.get("from") == "told" or self.narrative:
            origin = self.story.last("day")
            day = origin.first if origin else None
        else:
            day = self.day
        if n is None or day is None:
            return Meaning(reason=VAGUE if n is None else NO_DAY)
        other = move(day, str(f.get("unit")), toward * int(n))
        if other is None:
            return Meaning(reason="beyond the calendar")
        ends = sorted((day, other))
        return Meaning(day_of(ends[0]), until=day_of(ends[1]), mod="SPAN_BACK" if toward < 0 else "SPAN_ON")


def _int(f: DateFinding, key: str) -> int:
    value = f.get(key)
    if value is None:
        raise ValueError(f"a time expression of rule {f.rule!r} lacks {key!r}")
    return int(value)
