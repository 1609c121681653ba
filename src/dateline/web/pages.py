"""The pages: each asks the workspace, and hands plain data to a template."""

from __future__ import annotations

from collections import Counter
from typing import Any, get_args

from starlette.requests import Request
from starlette.responses import Response

from dateline.model import Reading, Span
from dateline.model.record import Merged
from dateline.model.vocabulary import ActorKind, EventType, Stance, Step
from dateline.web import asked, marks
from dateline.web.asked import Refused
from dateline.web.ports import Filters, Workspace
from dateline.web.render import page

# What is marked in a text at first; names, places and dates are too many to read around.
_MARKED = ("event", "claim", "agreement", "obligation", "entry_into_force", "estimate")
_OTHER = ("actor", "place", "date")
_SUGGESTED = 200


def home(request: Request) -> Response:
    """What the record holds, and the latest of it."""
    workspace = _workspace(request)
    merged = workspace.merged()
    reports = sorted(merged.reports, key=lambda r: (r.published or "", r.id), reverse=True)
    agreements = sorted(merged.agreements, key=lambda a: (-a.independent, -len(a.steps), a.id))
    cards = [workspace.card(a.id, None) for a in agreements[:5]]
    context = {"counts": workspace.counts(), "reports": reports[:8], "cards": cards}
    return _page(request, "home.html", merged, context | {"disputes": workspace.disputes()[-3:]})


def agreements(request: Request) -> Response:
    """All agreements with their status."""
    workspace = _workspace(request)
    wanted = asked.filters(request)
    leaf = asked.leaf(request, workspace.chosen("agreements", wanted))
    context = {"leaf": leaf, "filters": wanted, "cards": [workspace.card(a.id, None) for a in leaf.items]}
    return _page(request, "agreements.html", workspace.merged(), context)


def agreement(request: Request) -> Response:
    """One agreement as of a day (`on=2024-11-12`)."""
    workspace = _workspace(request)
    day = asked.day(request, "on")
    card = workspace.card(request.path_params["id"], day)
    if card is None:
        raise _unknown(request, "agreement", "agreements")
    return _page(request, "agreement.html", workspace.merged(), {"card": card, "day": day})


def chronology(request: Request) -> Response:
    """What happened, day by day."""
    workspace = _workspace(request)
    wanted = asked.filters(request)
    context = {"leaf": asked.leaf(request, workspace.chronology(wanted)), "filters": wanted}
    choices = {"types": (*get_args(EventType), *get_args(Step))}
    return _page(request, "chronology.html", workspace.merged(), context | choices)


def claims(request: Request) -> Response:
    """Who says what."""
    return _listed(request, "claims", {"types": get_args(Stance)})


def estimates(request: Request) -> Response:
    """Numbers, with who gives them."""
    return _listed(request, "estimates", {"types": ()})


def disputes(request: Request) -> Response:
    """What some assert and others deny."""
    workspace = _workspace(request)
    leaf = asked.leaf(request, workspace.disputes())
    return _page(request, "disputes.html", workspace.merged(), {"leaf": leaf})


def actors(request: Request) -> Response:
    """Who acts, those with most entries first."""
    workspace = _workspace(request)
    wanted = asked.filters(request)
    found = sorted(workspace.chosen("actors", wanted), key=lambda a: (-(a.events + a.claims), a.name, a.id))
    context = {"leaf": asked.leaf(request, found), "filters": wanted, "types": get_args(ActorKind)}
    return _page(request, "actors.html", workspace.merged(), context)


def actor(request: Request) -> Response:
    """One actor with what it did and said."""
    workspace = _workspace(request)
    merged = workspace.merged()
    ident = request.path_params["id"]
    found = next((a for a in merged.actors if a.id == ident), None)
    if found is None:
        raise _unknown(request, "actor", "actors")
    own = Filters(actor=ident)
    rows = workspace.chronology(own)
    said = workspace.chosen("claims", own)
    context = {"actor": found, "rows": rows[: asked.PAGE], "claims": said[: asked.PAGE]}
    totals = {"events_total": len(rows), "claims_total": len(said)}
    parties = [workspace.card(a.id, None) for a in workspace.chosen("agreements", own)]
    return _page(request, "actor.html", merged, context | totals | {"cards": parties})


def reports(request: Request) -> Response:
    """All reports, the latest first."""
    workspace = _workspace(request)
    merged = workspace.merged()
    found = sorted(merged.reports, key=lambda r: (r.published or "", r.id), reverse=True)
    return _page(request, "reports.html", merged, {"leaf": asked.leaf(request, found)})


def report(request: Request) -> Response:
    """One report: its text with the evidence marked, beside what was found in it."""
    workspace = _workspace(request)
    reading, extra = _read(request)
    kinds = _kinds(request)
    found = workspace.findings(reading)
    shown = [f for f in found if f.kind in kinds]
    paragraphs = marks.paragraphs(reading.report.text, shown, extra)
    titled = reading.report.title_span is not None
    context = {
        "report": reading.report,
        "title": paragraphs[0] if titled and paragraphs else None,
        "paragraphs": paragraphs[1:] if titled else paragraphs,
        "findings": shown,
        "kinds": kinds,
        "counted": Counter(f.kind for f in found),
        "all_kinds": (*_MARKED, *_OTHER),
        "at": request.query_params.get("at", ""),
    }
    return _page(request, "report.html", workspace.merged(), context)


def report_marks(request: Request) -> Response:
    """The style sheet of one report's page, which lights up what its address names."""
    workspace = _workspace(request)
    reading, extra = _read(request)
    kinds = _kinds(request)
    shown = [f for f in workspace.findings(reading) if f.kind in kinds]
    return Response(marks.rules(shown, extra), media_type="text/css")


def search(request: Request) -> Response:
    """Full-text search over reports and entries."""
    workspace = _workspace(request)
    words = asked.words(request, "q")
    hits = workspace.search(words) if words else ()
    return _page(request, "search.html", workspace.merged(), {"hits": hits, "words": words})


def failed(refused: Refused) -> Response:
    """The page for a request that cannot be answered."""
    context = {"refused": refused, "nav": "", "query": ""}
    return page("error.html", context, status=refused.status)


def _listed(request: Request, kind: str, context: dict[str, Any]) -> Response:
    workspace = _workspace(request)
    wanted = asked.filters(request)
    leaf = asked.leaf(request, workspace.chosen(kind, wanted))
    return _page(request, f"{kind}.html", workspace.merged(), context | {"leaf": leaf, "filters": wanted})


def _page(request: Request, template: str, merged: Merged, context: dict[str, Any]) -> Response:
    busiest = sorted(merged.actors, key=lambda a: (-(a.events + a.claims), a.id))
    common = {
        "nav": request.url.path.split("/")[1],
        "query": request.query_params.get("q", ""),
        "names": {a.id: a.name for a in merged.actors},
        "agreement_names": {a.id: a.name for a in merged.agreements},
        "origins": {r.id: r.publisher or r.agency or r.title or r.id for r in merged.reports},
        "titles": {r.id: r.title or "Untitled report" for r in merged.reports},
        "suggested": sorted({a.name for a in busiest[:_SUGGESTED]}),
        "say": _workspace(request).lines(),
    }
    return page(template, common | context)


def _read(request: Request) -> tuple[Reading, tuple[Span, ...]]:
    reading = _workspace(request).reading(request.path_params["id"])
    if reading is None:
        raise _unknown(request, "report", "reports")
    extra = asked.place(request, len(reading.report.text))
    return reading, (extra,) if extra else ()


def _kinds(request: Request) -> tuple[str, ...]:
    chosen = [k for k in request.query_params.getlist("show") if k in (*_MARKED, *_OTHER)]
    return tuple(chosen) or _MARKED


def _unknown(request: Request, kind: str, listed: str) -> Refused:
    ident = request.path_params["id"]
    return Refused(404, f"No {kind} has the id “{ident}”", f"Look for it in the list at /{listed}, or search for it.")


def _workspace(request: Request) -> Workspace:
    found: Workspace = request.app.state.workspace
    return found
