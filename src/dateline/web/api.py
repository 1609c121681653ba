"""The JSON interface: the same entries as the pages show."""

from __future__ import annotations

from starlette.requests import Request
from starlette.responses import JSONResponse, Response

from dateline.model import to_json
from dateline.web import asked
from dateline.web.asked import Refused
from dateline.web.ports import KINDS, Workspace


def entries(request: Request) -> Response:
    """One list of the record, a page at a time: `{"kind", "total", "page", "pages", "next", "entries"}`."""
    kind = request.path_params["kind"]
    if kind not in KINDS:
        raise Refused(404, f"There is no list “{kind}”", f"The lists are {', '.join(KINDS)}.")
    workspace: Workspace = request.app.state.workspace
    leaf = asked.leaf(request, workspace.chosen(kind, asked.filters(request)))
    after = None if leaf.after is None else f"{request.url.path}{leaf.after}"
    found = {"kind": kind, "total": leaf.total, "page": leaf.number, "pages": leaf.pages, "next": after}
    return Response(to_json(found | {"entries": leaf.items}), media_type="application/json")


def report(request: Request) -> Response:
    """One report with everything that was found in it: its Reading."""
    workspace: Workspace = request.app.state.workspace
    reading = workspace.reading(request.path_params["id"])
    if reading is None:
        raise Refused(404, f"No report has the id “{request.path_params['id']}”", "See /api/reports for their ids.")
    return Response(to_json(reading), media_type="application/json")


def failed(refused: Refused) -> Response:
    """The error as an object: `{"error": {"status", "what", "advice"}}`."""
    error = {"status": refused.status, "what": refused.what, "advice": refused.advice}
    return JSONResponse({"error": error}, status_code=refused.status)
