"""Documents: only people who may open the collection get one, as a download, and it runs nowhere."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from django.contrib.auth.models import Group, User
from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.http.response import HttpResponseBase
from django.test import Client
from pytest_django.fixtures import Settings
from wagtail.documents.models import Document
from wagtail.models import Collection, CollectionViewRestriction

pytestmark = pytest.mark.django_db
SECRET = b"The source is called Ahmed."
SCRIPT = b"window.hacked = true"


def uploaded(name: str, content: bytes, **more: Any) -> Document:
    return Document.objects.create(title=name, file=ContentFile(content, name=name), **more)


def content(document: Document) -> bytes:
    with document.file.open("rb") as file:
        return bytes(file.read())


def body(response: HttpResponseBase) -> bytes:
    return b"".join(getattr(response, "streaming_content", None) or [response.content])  # type: ignore[attr-defined]


@pytest.fixture
def hidden() -> Document:
    """Returns a document that only the group “Fact editors” may open."""
    collection = Collection.get_first_root_node().add_child(name="Sources")
    restriction = CollectionViewRestriction.objects.create(collection=collection, restriction_type="groups")
    restriction.groups.add(Group.objects.get(name="Fact editors"))
    return uploaded("interview.txt", SECRET, collection=collection)


@pytest.fixture
def member() -> Client:
    client = Client()
    user = User.objects.create_user("member")
    user.groups.add(Group.objects.get(name="Fact editors"))
    client.force_login(user)
    return client


def test_a_private_document_is_given_to_its_group_and_to_nobody_else(
    hidden: Document, member: Client
) -> None:
    stranger = Client()
    stranger.force_login(User.objects.create_user("stranger"))

    assert body(member.get(hidden.url)) == SECRET
    for other in (Client(), stranger):
        answer = other.get(hidden.url)
        assert (answer.status_code, answer.headers["Location"].split("?")[0]) == (302, "/_util/login/")


def test_a_document_has_no_address_but_wagtails(hidden: Document, settings: Settings) -> None:
    assert content(hidden) == SECRET
    for path in (hidden.file.name, f"x/../{hidden.file.name}", f"/{hidden.file.name}"):
        answer = Client().get(f"/media/{path}")
        assert answer.status_code == 404, path
        assert SECRET not in body(answer)
    assert Path(settings.MEDIA_ROOT) not in Path(hidden.file.path).parents
    with pytest.raises(NotImplementedError):
        assert hidden.file.url


@pytest.mark.parametrize("path", ["documents/left.txt", "x/../documents/left.txt", "/documents/left.txt"])
def test_what_an_older_version_left_among_the_pictures_is_not_handed_out(
    settings: Settings, path: str
) -> None:
    left = Path(settings.MEDIA_ROOT) / "documents" / "left.txt"
    left.parent.mkdir(parents=True, exist_ok=True)
    left.write_bytes(SECRET)
    try:
        answer = Client().get(f"/media/{path}")
        assert (answer.status_code, SECRET in body(answer)) == (404, False)
    finally:
        left.unlink()
        left.parent.rmdir()


@pytest.mark.parametrize(
    ("name", "kind"),
    [
        ("page.html", "application/octet-stream"),
        ("page.xhtml", "application/octet-stream"),
        ("drawing.svg", "application/octet-stream"),
        ("program.js", "application/octet-stream"),
        ("program.MJS", "application/octet-stream"),
        ("style.css", "application/octet-stream"),
        ("feed.xml", "application/octet-stream"),
        ("paper.pdf", "application/pdf"),
        ("notes.txt", "text/plain"),
        ("packed.js.gz", "application/octet-stream"),
        ("packed.html.gz", "application/octet-stream"),
        ("packed.css.bz2", "application/octet-stream"),
        ("program.hta", "application/octet-stream"),
        ("page.mht", "application/octet-stream"),
        ("feed.atom", "application/octet-stream"),
        ("report.docx", "application/vnd.openxmlformats-officedocument.wordprocessingml.document"),
    ],
)
def test_every_document_is_a_download_that_runs_nothing(name: str, kind: str) -> None:
    answer = Client().get(uploaded(name, SCRIPT).url)

    assert body(answer) == SCRIPT
    assert answer.headers["Content-Disposition"].startswith("attachment; filename=")
    assert answer.headers["Content-Type"].partition(";")[0] == kind
    assert answer.headers["X-Content-Type-Options"] == "nosniff"
    assert answer.headers["Content-Security-Policy"] == "default-src 'none'"
    assert "Content-Encoding" not in answer.headers


def test_caches_keep_no_private_document_and_ask_for_a_public_one(hidden: Document, member: Client) -> None:
    public = uploaded("notice.txt", b"For everybody.")
    answers = [member.get(one.url) for one in (hidden, public)]
    assert [body(answer) for answer in answers] == [SECRET, b"For everybody."]
    assert [answer.headers["Cache-Control"] for answer in answers] == ["private, no-store", "no-cache"]


@pytest.mark.parametrize("name", ["a" * 256, "%C3%A4" * 200, "a%00b"])
def test_a_name_that_no_file_has_is_not_found(name: str) -> None:
    assert Client().get(f"/media/{name}").status_code in {404, 400}


def test_a_picture_that_has_not_changed_stays_a_picture() -> None:
    stored = default_storage.save("images/drawing.svg", ContentFile(SCRIPT))
    first = Client().get(default_storage.url(stored))
    body(first)
    later = Client().get(
        default_storage.url(stored), headers={"If-Modified-Since": first.headers["Last-Modified"]}
    )
    assert (later.status_code, "Content-Disposition" in later.headers) == (304, False)
    assert later.headers.get("Content-Type", "") != "application/octet-stream"


@pytest.mark.parametrize(
    ("name", "kind", "disposition"),
    [
        ("photo.png", "image/png", "inline"),
        ("sound.mp3", "audio/mpeg", "inline"),
        ("drawing.svg", "image/svg+xml", "inline"),
        ("page.html", "application/octet-stream", "attachment"),
        ("page.xhtml", "application/octet-stream", "attachment"),
        ("program.js", "application/octet-stream", "attachment"),
        ("paper.pdf", "application/octet-stream", "attachment"),
        ("nothing", "application/octet-stream", "attachment"),
    ],
)
def test_media_hands_out_pictures_sound_and_film_and_all_else_as_a_download(
    name: str, kind: str, disposition: str
) -> None:
    stored = default_storage.save(f"images/{name}", ContentFile(SCRIPT))
    answer = Client().get(default_storage.url(stored))

    assert body(answer) == SCRIPT
    assert answer.headers["Content-Type"] == kind
    assert answer.headers["Content-Disposition"].partition(";")[0] == disposition
    assert answer.headers["X-Content-Type-Options"] == "nosniff"
    assert "sandbox" in answer.headers["Content-Security-Policy"].split("; ")


def test_the_admin_changes_replaces_and_deletes_a_document(admin_client: Client, hidden: Document) -> None:
    edit = f"/admin/documents/edit/{hidden.pk}/"
    assert admin_client.get(edit).status_code == 200
    given = {"title": "Renamed", "collection": hidden.collection_id, "tags": ""}
    replaced = ContentFile(b"Another.", name="another.txt")
    assert admin_client.post(edit, {**given, "file": replaced}).status_code == 302

    hidden.refresh_from_db()
    assert (hidden.title, hidden.filename, content(hidden)) == ("Renamed", "another.txt", b"Another.")
    kept = Path(hidden.file.path)
    with pytest.MonkeyPatch.context() as patch:
        # Wagtail deletes the file when the transaction is committed.
        patch.setattr("django.db.transaction.on_commit", lambda function, *_: function())
        assert admin_client.post(f"/admin/documents/delete/{hidden.pk}/").status_code == 302
    assert not kept.exists()


@pytest.mark.django_db
@pytest.mark.parametrize("number", ["0", "9" * 19, "9" * 30, "9" * 5000, "\u0661"])
def test_a_number_that_no_document_has_is_not_found(number: str) -> None:
    assert Client().get(f"/documents/{number}/a.txt").status_code == 404
