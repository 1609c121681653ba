"""The application: which address leads to which page, and what is answered when something is wrong."""

from __future__ import annotations

import http
from pathlib import Path

from starlette.applications import Starlette
from starlette.exceptions import HTTPException
from starlette.middleware import Middleware
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Mount, Route
from starlette.staticfiles import StaticFiles

from dateline.errors import DatelineError
from dateline.web import api, pages
from dateline.web.asked import Refused
from dateline.web.ports import Workspace
from dateline.web.security import HEADERS, Guard

_STATIC = Path(__file__).parent / "static"


def create_app(workspace: Workspace) -> Starlette:
    """The workspace as an ASGI application; it only reads, and answers only requests that name this machine."""
    routes = [
        Route("/", pages.home),
        Route("/agreements", pages.agreements),
        Route("/agreements/{id:path}", pages.agreement),
        Route("/chronology", pages.chronology),
        Route("/claims", pages.claims),
        Route("/estimates", pages.estimates),
        Route("/disputes", pages.disputes),
        Route("/actors", pages.actors),
        Route("/actors/{id:path}", pages.actor),
        Route("/reports", pages.reports),
        Route("/reports/{id:path}/marks.css", pages.report_marks),
        Route("/reports/{id:path}", pages.report),
        Route("/search", pages.search),
        Route("/api/reports/{id:path}", api.report),
        Route("/api/{kind}", api.entries),
        Mount("/static", StaticFiles(directory=_STATIC)),
    ]
    app = Starlette(
        routes=routes,
        middleware=[Middleware(Guard)],
        exception_handlers={
            Refused: _refused,
            HTTPException: _http_error,
            DatelineError: _broken,
            Exception: _unexpected,
        },
    )
    app.state.workspace = workspace
    return app


def _answer(request: Request, refused: Refused) -> Response:
    """The one shape of an error: a page for people, an object with the same words for programs."""
    return api.failed(refused) if request.url.path.startswith("/api/") else pages.failed(refused)


def _refused(request: Request, error: Exception) -> Response:
    assert isinstance(error, Refused)
    return _answer(request, error)


def _http_error(request: Request, error: Exception) -> Response:
    assert isinstance(error, HTTPException)
    advice = {
        404: "Check the address, or begin at the front page.",
        405: "The workspace is only for reading: use GET.",
    }.get(error.status_code, "Go back and try again.")
    what = f"{http.HTTPStatus(error.status_code).phrase}: {request.url.path}"
    return _answer(request, Refused(error.status_code, what, advice))


def _broken(request: Request, error: Exception) -> Response:
    return _answer(request, Refused(500, "The store could not be read", str(error)))


def _unexpected(request: Request, _error: Exception) -> Response:
    # Starlette answers these outside all other layers, and so past Guard.
    what = "Something went wrong while this page was made"
    answer = _answer(request, Refused(500, what, "The terminal in which the workspace runs shows what it was."))
    answer.headers.update(HEADERS)
    return answer
