"""What one person does in Slack, and what Slack then does with the app's acknowledgement."""

from collections.abc import Callable
from typing import Any, TypeVar

from tests.slack.server import payloads
from tests.slack.server.blocks import taken_view
from tests.slack.server.composer import composed
from tests.slack.server.delivery import Ack, Delivery
from tests.slack.server.elements import options
from tests.slack.server.errors import No, Unanswered
from tests.slack.server.findings import Findings
from tests.slack.server.handles import Hook
from tests.slack.server.slack import Slack
from tests.slack.server.views import View
from tests.slack.server.world import Channel, Json, Message, User

T = TypeVar("T")


class Person:
    """Somebody at their Slack. Every deed gives the Ack, or raises Unanswered with what Slack then says."""

    def __init__(self, slack: Slack, delivery: Delivery, user: User) -> None:
        self.slack, self._delivery, self.user = slack, delivery, user

    @property
    def app_messages(self) -> Channel:
        """Their direct messages with the app."""
        return self.slack.world.direct(self.user, self._bot())

    @property
    def view(self) -> View | None:
        """The modal before them."""
        return self.slack.views.top(self.user.id)

    async def command(self, channel: Channel, command: str, text: str = "") -> Ack:
        """Type a slash command, which must be one of the app's."""
        if command not in self.slack.app.commands:
            raise Unanswered(f"{command} is not a valid command")
        if self.slack.app.commands[command]:
            world = self.slack.world
            rooms = [each for each in world.channels.values() if each.team == channel.team]
            text = composed(text, world.people(channel.team), rooms)
        hook, trigger = self._hook(channel), self._trigger()
        team = self.slack.world.teams[channel.team]
        payload = payloads.slash_command(
            self.slack.app, team, self.user, channel, command, text.strip(), trigger, self._address(hook)
        )
        ack = await self._delivery.send("slash_commands", payload)
        if ack.payload:
            said = ack.payload if isinstance(ack.payload, dict) else {"text": str(ack.payload)}
            self._accept(lambda: self._answered(hook, said))
        return ack

    async def act(self, on: Message | View, action: Json) -> Ack:
        """Press or choose something; `action` is as payloads.pressed and payloads.chosen make it."""
        if isinstance(on, View):
            payload = payloads.on_view(self._begun("block_actions"), on, action, self._trigger(on.id))
        else:
            channel = self.slack.world.channels[on.channel]
            hook = self._hook(channel, on)
            begun, trigger = self._begun("block_actions"), self._trigger()
            payload = payloads.on_message(begun, channel, on, action, trigger, self._address(hook))
        return await self._delivery.send("interactive", payload)

    async def press(self, on: Message | View, label: str) -> Ack:
        """Press the first button with a label."""
        for block, element in controls(on):
            if element["type"] == "button" and element["text"]["text"] == label:
                return await self.act(on, payloads.pressed(block, element, self._stamp()))
        raise LookupError(label)

    async def submit(self) -> dict[str, str]:
        """Submit the modal; gives what is wrong by block_id, nothing where it was taken."""
        view = self._before_them()
        if not view.spec.get("submit"):
            raise LookupError("this modal has no submit")
        payload = payloads.submission(self._begun("view_submission"), view, self._trigger(view.id))
        ack = await self._delivery.send("interactive", payload)
        return self._accept(lambda: self._after_submission(view, ack.payload))

    async def close(self, *, all_of_them: bool = False) -> None:
        """Close the modal, which the app hears of where it asked for that."""
        for view in reversed(self.slack.views.close(self.user.id, all_of_them=all_of_them)):
            if view.spec.get("notify_on_close"):
                payload = payloads.closed(self._begun("view_closed"), view, cleared=all_of_them)
                await self._delivery.send("interactive", payload)

    async def suggestions(self, block: str, action: str, typed: str) -> list[Json]:
        """Type into a select whose options come from the app; gives those that are offered."""
        view = self._before_them()
        begun = self._begun("block_suggestion")
        ack = await self._delivery.send("interactive", payloads.suggestion(begun, view, block, action, typed))
        offered = ack.payload if isinstance(ack.payload, dict) else {}
        found = Findings()
        if offered.get("options") != []:
            options(found, "", offered, 100)
        if found:
            raise Unanswered(f"options cannot be loaded: {found}")
        return list(offered.get("options", ()))

    async def shortcut(self, callback: str, message: Message | None = None) -> Ack:
        """Use a shortcut of the app, on a message or anywhere."""
        if self.slack.app.shortcuts.get(callback) != ("message" if message else "global"):
            raise LookupError(callback)
        stamp, trigger = self._stamp(), self._trigger()
        if message is None:
            begun = self._begun("shortcut")
            return await self._delivery.send(
                "interactive", payloads.global_shortcut(begun, callback, stamp, trigger)
            )
        channel, begun = self.slack.world.channels[message.channel], self._begun("message_action")
        url = self._address(self._hook(channel))
        payload = payloads.message_shortcut(begun, channel, message, callback, stamp, trigger, url)
        return await self._delivery.send("interactive", payload)

    # What Slack does with an acknowledgement

    def _accept(self, take: Callable[[], T]) -> T:
        try:
            return take()
        except No as no:
            raise Unanswered(f"the acknowledgement is refused: {no}") from no

    def _answered(self, hook: Hook, said: Json) -> None:
        private = said.get("response_type", "ephemeral") != "in_channel"
        by, channel = self.slack.active(hook.team), self.slack.world.channels[hook.channel]
        self.slack.post(by, channel, said, to=self.user.id if private else None)

    def _after_submission(self, view: View, said: Any) -> dict[str, str]:
        match said or {"response_action": "close"}:
            case {"response_action": "close"}:  # what no answer means
                self.slack.views.close(self.user.id)
            case {"response_action": "clear"}:
                self.slack.views.close(self.user.id, all_of_them=True)
            case {"response_action": "errors", "errors": dict(errors)}:
                inputs = {each["block_id"] for each in view.spec["blocks"] if each["type"] == "input"}
                if not errors or not errors.keys() <= inputs or not all(errors.values()):
                    raise No("invalid_errors", errors=sorted(errors))
                return {str(block): str(text) for block, text in errors.items()}
            case {"response_action": "update", "view": spec}:
                view.replace(taken_view(view.team, spec, self.slack.files))
                self.slack.show(self.user.id, view)
            case {"response_action": "push", "view": spec}:
                spec = taken_view(view.team, spec, self.slack.files)
                pushed = self.slack.views.make(spec, self.user.id, view.team, view.app, view.bot)
                self.slack.views.push(pushed)
                self.slack.show(self.user.id, pushed)
            case _:
                raise No("unknown_response_action")
        return {}

    # What a request is made of

    def _begun(self, kind: str) -> Json:
        team = self.slack.world.teams[self.user.team]
        return payloads.interaction(self.slack.app, team, self.user, kind)

    def _before_them(self) -> View:
        if self.view is None:
            raise LookupError("no modal is open")
        return self.view

    def _bot(self) -> str:
        return self.slack.active(self.user.team).bot_user

    def _trigger(self, view: str = "") -> str:
        return self.slack.handles.trigger(self.user.team, self.user.id, view)

    def _hook(self, channel: Channel, source: Message | None = None) -> Hook:
        return self.slack.handles.hook(channel.team, self.user.id, channel.id, source)

    def _address(self, hook: Hook) -> str:
        return self.slack.address + hook.path

    def _stamp(self) -> str:
        return self.slack.world.clock.stamp()


def controls(on: Message | View) -> list[tuple[str, Json]]:
    """Give everything on a message or a view that can be pressed, each with its block_id."""
    blocks = on.spec["blocks"] if isinstance(on, View) else on.blocks
    found = []
    for block in blocks:
        there = block.get("elements", ()) if block["type"] == "actions" else [block.get("accessory")]
        found += [(block["block_id"], each) for each in there if each and "action_id" in each]
    return found
