"""The page itself, its parts, and the headers that keep it to itself."""

import pytest

from tests.adapters.web.conftest import Simulator


@pytest.mark.parametrize(
    ("path", "kind"),
    [
        ("/", "text/html"),
        ("/static/js/app.js", "application/javascript"),
        ("/static/icon.svg", "image/svg+xml"),
    ],
)
async def test_the_page_and_its_parts_are_kept_but_asked_for_again(
    simulator: Simulator, path: str, kind: str
) -> None:
    async with simulator.session.get(simulator.address + path) as response:
        body = await response.read()
        assert response.status == 200
        assert response.content_type.replace("text/java", "application/java") == kind
        assert response.headers["Cache-Control"] == "no-cache"
        tag = response.headers["ETag"]
    async with simulator.session.head(simulator.address + path) as response:
        assert response.status == 200
        assert int(response.headers["Content-Length"]) == len(body)
        assert await response.read() == b""
    async with simulator.session.get(simulator.address + path, headers={"If-None-Match": tag}) as response:
        assert response.status == 304
        assert await response.read() == b""


@pytest.mark.parametrize("path", ["/", "/static/js/app.js", "/api/members", "/api/stream?as=ana", "/nothing"])
async def test_every_answer_protects_the_page(simulator: Simulator, path: str) -> None:
    async with simulator.session.get(simulator.address + path) as response:
        policy = response.headers["Content-Security-Policy"]
        assert "default-src 'none'" in policy
        assert "frame-ancestors 'none'" in policy
        assert "unsafe" not in policy
        assert response.headers["X-Content-Type-Options"] == "nosniff"
        assert response.headers["Referrer-Policy"] == "no-referrer"
        assert "Access-Control-Allow-Origin" not in response.headers
        if path == "/api/members":
            assert response.headers["Cache-Control"] == "no-store"


async def test_answers_can_be_asked_for_by_their_head_alone_but_a_stream_cannot(simulator: Simulator) -> None:
    async with simulator.session.head(simulator.address + "/api/members") as response:
        assert response.status == 200
    async with simulator.session.head(simulator.address + "/api/stream?as=ana") as response:
        assert response.status == 405
