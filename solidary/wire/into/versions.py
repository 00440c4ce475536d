"""What stories have besides their row: drafts, schedules, reviews, and what they are based on.

Few stories have any, so these go through Wagtail's own models, one by one, once all stories are in.
"""

from collections.abc import Callable
from functools import partial
from typing import Any

from django.contrib.contenttypes.models import ContentType
from django.utils import timezone
from wagtail.models import Revision, TaskState, Workflow, WorkflowState

from solidary.stories.models import PLAIN_FIELDS, Byline, Place, Story, StorySource, Topic
from solidary.wire.errors import LineError, not_there
from solidary.wire.into.guard import only_this_line
from solidary.wire.into.report import Report
from solidary.wire.into.stories import Later, StoriesIn
from solidary.wire.into.writing import Row

CONTENT = (*PLAIN_FIELDS, "body", "go_live_at", "expire_at")


class Versions:
    """Writes the versions of the stories that a whole import left for the end."""

    def __init__(self, stories: StoriesIn, report: Report) -> None:
        self.stories = stories
        self.report = report

    def write(self, later: list[Later]) -> None:
        """Drafts and schedules first, links next: a link may name any of the stories."""
        for one in later:
            self._step(one, partial(self._drafts, one))
        self._links(later)

    def _step(self, one: Later, step: Callable[[], None]) -> None:
        """Do one thing for a story; where it can't be done, the report says why. What the step has
        done before it found its line wanting, such as the schedule before a bad draft, stays."""
        problem: LineError | None = None
        try:
            with only_this_line():
                try:
                    step()
                except LineError as found:
                    problem = found
        except LineError as unforeseen:
            problem = unforeseen
        if problem is not None:
            self.report.add(one.number, "version left out", why=str(problem))

    def _drafts(self, one: Later) -> None:
        line = one.line
        story = Story.objects.get(pk=one.key)
        Revision.objects.for_instance(story).exclude(approved_go_live_at=None).update(
            approved_go_live_at=None
        )
        scheduled = line.get("scheduled")
        if scheduled:
            revision = self._revision(story, {**line, **scheduled["content"]}, "scheduled.content")
            revision.approved_go_live_at = scheduled["at"]
            revision.save(update_fields=["approved_go_live_at"])
        if story.live and story.latest_revision_id and not line.get("draft"):
            # The desk goes on from the latest version: it has to be what was imported.
            revision = story.save_revision(changed=False, clean=False)
            Story.objects.filter(pk=story.pk).update(
                live_revision=revision, has_unpublished_changes=False
            )
        if line.get("draft"):
            if story.live and story.live_revision_id is None:
                published = story.save_revision(changed=False, clean=False)
                Story.objects.filter(pk=story.pk).update(live_revision=published)
            self._revision(story, {**line, **line["draft"]}, "draft")
        wanted = story.latest_revision_id or line.get("in_review")
        if wanted and not (story.live or scheduled or line.get("draft")):
            story.save_revision(clean=False)
        self._review(story, bool(line.get("in_review")))

    def _revision(self, story: Story, line: dict[str, Any], path: str) -> Revision:
        """A version of a story that is not its row."""
        try:
            row = self.stories.rows.row_of({**line, "live": False}, story.address)
            self.stories.copies.keep(row, story.pk)
        except LineError as problem:
            raise LineError(f"{path}.{problem.field}", problem.what) from None
        version = Story.objects.get(pk=story.pk)
        version.latest_revision_id = story.latest_revision_id
        self._say(version, row)
        version.small_mend = bool(line.get("small_mend"))
        revision: Revision = version.save_revision(clean=False)
        story.refresh_from_db(fields=["latest_revision", "has_unpublished_changes"])
        return revision

    def _say(self, story: Story, row: Row) -> None:
        for name in CONTENT:
            setattr(story, name, getattr(row, name))
        topics = Topic.objects.in_bulk(row.topics)
        story.topics = [topics[key] for key in row.topics if key in topics]
        story.places = list(Place.objects.filter(pk__in=row.places))
        story.bylines = [
            Byline(sort_order=place, **byline) for place, byline in enumerate(row.bylines)
        ]
        story.sources = [
            StorySource(sort_order=place, **source) for place, source in enumerate(row.sources)
        ]

    def _review(self, story: Story, wanted: bool) -> None:
        kind = ContentType.objects.get_for_model(Story)
        running = WorkflowState.objects.filter(
            base_content_type=kind,
            object_id=str(story.pk),
            status=WorkflowState.STATUS_IN_PROGRESS,
        )
        if not wanted:
            for state in running:
                state.cancel()
            return
        workflow: Workflow | None = story.get_workflow()
        if running.exists():
            return
        if workflow is None or (task := workflow.tasks.first()) is None:
            raise LineError("in_review", "this newsroom has no workflow for stories")
        state = WorkflowState.objects.create(
            content_type=kind,
            base_content_type=kind,
            object_id=str(story.pk),
            workflow=workflow,
            status=WorkflowState.STATUS_IN_PROGRESS,
        )
        state.current_task_state = TaskState.objects.create(
            workflow_state=state,
            revision=Story.objects.get(pk=story.pk).latest_revision,
            task=task,
            status=TaskState.STATUS_IN_PROGRESS,
        )
        state.save(update_fields=["current_task_state"])

    def _links(self, later: list[Later]) -> None:
        """Which story each translation is based on, and which have fallen behind."""
        linked = [one for one in later if "based_on" in one.line]
        names = {one.line["based_on"] for one in linked} - {None}
        sources = {story.address: story for story in Story.objects.filter(address__in=names)}
        for one in linked:
            self._step(one, partial(self._link, one, sources))

    def _link(self, one: Later, sources: dict[str, Story]) -> None:
        name = one.line["based_on"]
        if name and name not in sources:
            raise not_there("based_on", "story", name)
        source = sources.get(name or "")
        # Of a source that readers don't have yet, a translation says what its latest version says.
        based_on_revision = source and (source.live_revision or source.latest_revision)
        problem: LineError | None = None
        if source is not None and one.line.get("behind") is not None:
            try:
                based_on_revision = self._overtaken(source, one.line["behind"])
            except LineError as found:
                problem = found
        Story.objects.filter(pk=one.key).update(
            based_on=source, based_on_revision=based_on_revision
        )
        if problem is not None:
            raise problem

    def _overtaken(self, source: Story, content: dict[str, Any]) -> Revision | None:
        """The version a translation was made from, older than the published one."""
        if source.live_revision_id is None:
            published = source.save_revision(changed=False, clean=False)
            Story.objects.filter(pk=source.pk).update(live_revision=published)
            source.live_revision = published
            Story.objects.filter(based_on=source, based_on_revision=None).update(
                based_on_revision=published
            )
        if not content:
            return None
        latest = Story.objects.filter(pk=source.pk).values(
            "latest_revision", "has_unpublished_changes"
        )[0]
        line = {"headline": source.headline, "language": source.language, **content}
        revision = self._revision(source, line, "behind")
        Revision.objects.filter(pk=revision.pk).update(
            created_at=source.first_published_at or source.last_published_at or timezone.now()
        )
        Story.objects.filter(pk=source.pk).update(
            latest_revision_id=latest["latest_revision"],
            has_unpublished_changes=latest["has_unpublished_changes"],
        )
        source.refresh_from_db()
        return revision
