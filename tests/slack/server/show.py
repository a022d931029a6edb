"""The methods that open views, and those that take files."""

from tests.slack.server.blocks import taken_view
from tests.slack.server.errors import No
from tests.slack.server.methods import Asked, method
from tests.slack.server.views import View
from tests.slack.server.world import Json


@method("views.open")
def views_open(asked: Asked) -> Json:
    """Open a modal for whoever pulled the trigger; its time is up before anything is wrong with the view."""
    trigger = asked.slack.handles.exchange(asked.need("trigger_id"), asked.by.team)
    view = _made(asked, trigger.user, "modal")
    asked.slack.views.open(view)
    return _shown(asked, view)


@method("views.push")
def views_push(asked: Asked) -> Json:
    """Lay a modal upon the one in which the trigger was pulled."""
    trigger = asked.slack.handles.exchange(asked.need("trigger_id"), asked.by.team)
    view = _made(asked, trigger.user, "modal")
    asked.slack.views.push(view)
    return _shown(asked, view)


@method("views.update")
def views_update(asked: Asked) -> Json:
    """Show something else in an open view."""
    view = asked.slack.views.find(asked.by.team, asked.args.get("view_id"), asked.args.get("external_id"))
    given = asked.args.get("hash")
    if given and given != view.hash:
        raise No("hash_conflict")
    spec = taken_view(asked.by.team, asked.need("view"), asked.slack.files)
    if spec["type"] != view.spec["type"]:
        raise No("invalid_arguments")
    view.replace(spec)
    return _shown(asked, view)


@method("views.publish")
def views_publish(asked: Asked) -> Json:
    """Show somebody's Home tab."""
    user = asked.slack.world.users.get(str(asked.need("user_id")))
    if user is None or user.team != asked.by.team:
        raise No("invalid_arguments")
    given, there = asked.args.get("hash"), asked.slack.views.homes.get(user.id)
    if given and there and given != there.hash:
        raise No("hash_conflict")
    view = asked.slack.views.publish(_made(asked, user.id, "home"))
    asked.slack.world.news.changed()
    return {"view": view.as_json()}


@method("files.getUploadURLExternal", "files:write")
def get_upload_url(asked: Asked) -> Json:
    """Announce a file, and say where its contents are to be sent."""
    args = asked.args
    file = asked.slack.files.expect(
        asked.by.team, args.get("filename"), args.get("length"), args.get("alt_txt")
    )
    return {"upload_url": f"{asked.slack.address}/upload/v1/{file.id}", "file_id": file.id}


@method("files.completeUploadExternal", "files:write")
def complete_upload(asked: Asked) -> Json:
    """Declare uploads complete, and share them in a channel if one is named."""
    channel = asked.args.get("channel_id")
    place = asked.slack.place(asked.by, channel) if channel else None
    files = asked.slack.files.complete(asked.by.team, asked.args.get("files"))
    if place:
        if asked.by.bot_user not in place.members:
            raise No("not_in_channel")
        comment = str(asked.args.get("initial_comment") or files[0].title)
        made = asked.slack.post(asked.by, place, {"text": comment, "thread_ts": asked.args.get("thread_ts")})
        made.files = [{"id": each.id, "name": each.name} for each in files]
    return {"files": [{"id": each.id, "title": each.title} for each in files]}


def _made(asked: Asked, user: str, kind: str) -> View:
    spec = taken_view(asked.by.team, asked.need("view"), asked.slack.files)
    if spec["type"] != kind:
        raise No("invalid_arguments", response_metadata={"messages": [f"[ERROR] view must be a {kind}"]})
    return asked.slack.views.make(spec, user, asked.by.team, asked.slack.app.id, asked.by.bot_id)


def _shown(asked: Asked, view: View) -> Json:
    if view.spec["type"] == "modal":
        asked.slack.show(view.user, view)
    return {"view": view.as_json()}
