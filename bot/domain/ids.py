"""The ids of stored things, one type each so that they cannot be mixed up."""

from typing import NewType

GroupId = NewType("GroupId", int)
MemberId = NewType("MemberId", int)
TargetId = NewType("TargetId", int)
ContactId = NewType("ContactId", int)
AskId = NewType("AskId", int)
EventId = NewType("EventId", int)
CommitmentId = NewType("CommitmentId", int)
MeetingId = NewType("MeetingId", int)
PreparationId = NewType("PreparationId", int)
FollowUpId = NewType("FollowUpId", int)
