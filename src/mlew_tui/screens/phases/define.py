"""Define: posts, counting what they refer to, problems and strengths with weights, the empty table."""

from collections.abc import Callable, Sequence

from mlew_tui.i18n import tr
from mlew_tui.model import changes
from mlew_tui.model.ballot_secrecy import is_covered
from mlew_tui.model.define import Criterion, Post
from mlew_tui.model.scoring import points_text
from mlew_tui.model.snapshot import WorkshopSnapshot
from mlew_tui.model.workshop import Workshop
from mlew_tui.reports.labels import person_name
from mlew_tui.screens.phases import rescoring
from mlew_tui.screens.phases.listen import review_card
from mlew_tui.screens.step.effects import Commit, Effect, Key, Notify, PickItems, Repaint, StartItem
from mlew_tui.screens.step.options import Option
from mlew_tui.screens.step.presenter import StepPresenter, assumed_mark, initial, people_or_none, points_cells, who
from mlew_tui.screens.step.step_labels import ASPECTS, CRITERIA, DECISIONS, REASONS, options
from mlew_tui.screens.step.ui_state import StepUiState, Value
from mlew_tui.widgets.board import BoardView, Card, Cell
from mlew_tui.widgets.grid import Column, GridView, Row

_POSTS = ("posts",)
_CRITERIA = ("criteria",)
WEIGHTS = (1, 3, 5)


def referable(workshop: Workshop) -> list[tuple[str, str]]:
    """Return what a post may refer to, with its text: customer facts, groups, reviews."""
    return [
        *((fact.id, f"{tr(ASPECTS[fact.aspect])}: {fact.text}") for fact in workshop.customer.facts),
        *((group.id, f"[{group.label}]") for group in workshop.groups),
        *((r.id, f"{'☺' if r.sentiment == 'positive' else '☹'} {r.text}") for r in workshop.reviews),
    ]


def count_mark(counts: dict[str, int], name: str) -> str:
    """Return ``+2``, or nothing for none."""
    return f"+{counts[name]}" if counts.get(name) else ""


class PostsPresenter(StepPresenter):
    """Everybody imagines one post of each decision, referring to facts and reviews."""

    collections = _POSTS
    options = (
        Option.of("decision", lambda _: options(DECISIONS), _POSTS),
        Option.of("reason", lambda _: options(REASONS), _POSTS),
        who(_POSTS),
    )

    def board(self, snapshot: WorkshopSnapshot, state: StepUiState) -> BoardView:
        """Show the posts by decision, and who has written which."""
        workshop = snapshot.workshop
        cells = []
        for decision, said in DECISIONS.items():
            posts = [post for post in workshop.posts if post.decision == decision]
            cells.append(Cell(decision, tr(said), tuple(self._card(workshop, p) for p in posts), note=str(len(posts))))
        written = []
        for person in workshop.participants:
            if person.is_voter:
                has = {post.decision for post in workshop.posts if post.by == person.id}
                signs = "".join(
                    f"{glyph}{'✓' if d in has else '·'}" for d, glyph in (("use_again", "☺"), ("stop", "☹"))
                )
                written.append(f"{person.name} {signs}")
        cells.append(Cell("written", tr("Written so far"), (), empty="\n".join(written)))
        cells += points_cells(snapshot)
        return BoardView(tuple(cells), width=34, lines=5)

    def _card(self, workshop: Workshop, post: Post) -> Card:
        refers = f"→{len(post.refers_to)}" if post.refers_to else tr("→ refers to nothing")
        marks = (refers, tr(REASONS[post.reason]), initial(workshop, post.by), assumed_mark(post))
        return Card(f"posts/{post.id}", post.text, glyph="☺" if post.decision == "use_again" else "☹", marks=marks)

    def create(self, snapshot: WorkshopSnapshot, state: StepUiState, text: str) -> tuple[Workshop, str]:
        """Add a post as the options stand, with the references picked before."""
        decision, reason, by = (option.value(snapshot, state) for option in self.options)
        refers: Value = state.draft.get("refers_to", ())
        return changes.add(
            snapshot.workshop, "posts", text=text, decision=decision, reason=reason, by=by, refers_to=refers
        )

    def after_create(self, snapshot: WorkshopSnapshot, state: StepUiState) -> None:
        """Let the references picked for this post go."""
        state.draft.pop("refers_to", None)

    def prompt(self, snapshot: WorkshopSnapshot, state: StepUiState) -> str:
        """Say the options and how many references wait for this post."""
        refers = state.draft.get("refers_to", ())
        return super().prompt(snapshot, state) + (f" · →{len(refers)}" if refers else "")

    def keys(self, snapshot: WorkshopSnapshot, state: StepUiState) -> tuple[Key, ...]:
        """F8 picks what the post refers to."""
        return (Key.of("posts.refers", self._refers),)

    def _refers(self, snapshot: WorkshopSnapshot, state: StepUiState) -> Effect:
        place = state.target.place if state.target else state.cursor if state.on_board else ""
        post = changes.find(snapshot.workshop, place) if place.startswith("posts/") else None
        chosen: Sequence[str] = post.refers_to if post else state.draft.get("refers_to", ())

        def then(ids: tuple[str, ...]) -> Effect:
            if post is None:
                state.draft["refers_to"] = ids
                return Repaint()
            return Commit(tr("what a post refers to"), lambda w: changes.edit(w, place, refers_to=ids))

        return PickItems(tr("What does the post refer to?"), referable(snapshot.workshop), chosen, then)


class CountPresenter(StepPresenter):
    """Each post is read out while the +1 show on the board; Space corrects what it refers to."""

    collections = ()

    def _post(self, snapshot: WorkshopSnapshot, state: StepUiState) -> Post | None:
        posts = snapshot.workshop.posts
        return posts[state.index % len(posts)] if posts else None

    def aside(self, snapshot: WorkshopSnapshot, state: StepUiState) -> tuple[str, ...]:
        """Show the post being read out, large."""
        post, posts = self._post(snapshot, state), snapshot.workshop.posts
        if post is None:
            return (tr("No posts yet: go back one step to write them."),)
        head = f"{state.index % len(posts) + 1}/{len(posts)}  {person_name(snapshot.workshop, post.by)}"
        said = f"{tr(DECISIONS[post.decision])} · {tr(REASONS[post.reason])}"
        return (head, said, post.text)

    def board(self, snapshot: WorkshopSnapshot, state: StepUiState) -> BoardView:
        """Show everything a post can refer to with its +n; what this one refers to is lit."""
        workshop = snapshot.workshop
        counts = changes.reference_counts(workshop)
        post = self._post(snapshot, state)
        lit = set(post.refers_to) if post else set()
        facts = tuple(
            Card(
                f"customer.facts/{f.id}",
                f.text,
                marks=(count_mark(counts, f.id), assumed_mark(f)),
                lit=f.id in lit,
            )
            for f in workshop.customer.facts
        )
        cells = [Cell("facts", tr("Customer"), facts)]
        for group in workshop.groups:
            head = Card(
                f"groups/{group.id}", group.label, tone="strong", marks=(count_mark(counts, group.id),),
                lit=group.id in lit,
            )  # fmt: skip
            inside = tuple(
                review_card(workshop, review, count_mark(counts, review.id), lit=review.id in lit)
                for review in workshop.reviews
                if review.group == group.id
            )
            cells.append(Cell(group.id, "", (head, *inside)))
        loose = tuple(
            review_card(workshop, review, count_mark(counts, review.id), lit=review.id in lit)
            for review in workshop.reviews
            if review.group is None
        )
        if loose:
            cells.append(Cell("loose", tr("Not grouped yet"), loose))
        return BoardView(tuple(cells), width=30, lines=2)

    def space(self, snapshot: WorkshopSnapshot, state: StepUiState) -> Effect:
        """Give a +1 to the item at the cursor, or take it back."""
        post = self._post(snapshot, state)
        path, target = changes.split(state.cursor)
        if post is None or path not in ("customer.facts", "reviews", "groups"):
            return None
        place = f"posts/{post.id}"
        return Commit(tr("+1"), lambda w: changes.toggle_reference(w, place, "refers_to", target))

    def enter(self, snapshot: WorkshopSnapshot, state: StepUiState) -> Effect:
        """Enter gives a +1 as Space does."""
        return self.space(snapshot, state)

    def typable(self, snapshot: WorkshopSnapshot) -> bool:
        """Nothing is typed while posts are read out."""
        return False

    def keys(self, snapshot: WorkshopSnapshot, state: StepUiState) -> tuple[Key, ...]:
        """Space for +1, n and p for the next and the previous post."""
        return (
            Key.of("count.plus", self.space),
            Key.of("count.next", lambda s, h: self._turn(s, h, 1)),
            Key.of("count.previous", lambda s, h: self._turn(s, h, -1)),
        )

    def _turn(self, snapshot: WorkshopSnapshot, state: StepUiState, by: int) -> Effect:
        count = len(snapshot.workshop.posts)
        state.index = (state.index + by) % count if count else 0
        return Repaint()


def capped_words(workshop: Workshop, criterion: str, weight: int) -> str:
    """List the scores a lower weight caps: whose, for which case, from which value; nothing if none.

    While they are covered the words are the same whether there are any.
    """
    if is_covered(workshop):
        return covered_cap_words(workshop, criterion, weight)
    capped = changes.capped_by(workshop, criterion, weight)
    if not capped:
        return ""
    each = [f"{person_name(workshop, who)} {case} {points_text(points)}→{weight}" for who, case, points in capped]
    listed = tr(", ").join(each[:6]) + ("…" if len(each) > 6 else "")
    return tr("{count} scores capped (Ctrl+Z undoes): {listed}", count=len(capped), listed=listed)


def covered_cap_words(workshop: Workshop, criterion: str, weight: int) -> str:
    """Say before the reveal what a lower weight does to scores, not whether there are any; nothing without a case."""
    is_lower = any(one.id == criterion and one.weight > weight for one in workshop.criteria)
    if not (is_lower and workshop.cases):
        return ""
    return tr("Scores above {weight}, if any, are lowered to it (Ctrl+Z undoes)", weight=weight)


def weight_label(workshop: Workshop, criterion: str, weight: int) -> str:
    """Name a new weight for undo, with the number of scores it caps once they are revealed."""
    capped = () if is_covered(workshop) else changes.capped_by(workshop, criterion, weight)
    if capped:
        return tr("weight {weight}, {count} scores capped", weight=weight, count=len(capped))
    return tr("weight {weight}", weight=weight)


class WeighPresenter(StepPresenter):
    """Problems come of negative reviews, strengths of positive ones; the counts are in view."""

    collections = _CRITERIA
    options = (
        Option.of("kind", lambda _: options(CRITERIA), _CRITERIA),
        Option.of(
            "weight",
            lambda _: [(weight, tr("weight {weight}", weight=weight)) for weight in WEIGHTS],
            _CRITERIA,
            apply=lambda w, place, weight: changes.set_weight(w, changes.split(place)[1], weight),
            say=lambda w, place, weight: capped_words(w, changes.split(place)[1], weight),
        ),
        Option.of("owner", people_or_none, _CRITERIA, place="define.weigh"),
    )

    def board(self, snapshot: WorkshopSnapshot, state: StepUiState) -> BoardView:
        """Show problems and strengths, then what they can be made of, most referred to first."""
        workshop = snapshot.workshop
        counts = changes.reference_counts(workshop)
        cells = []
        for kind, said in CRITERIA.items():
            cards = tuple(self._criterion(workshop, counts, k) for k in workshop.criteria if k.kind == kind)
            cells.append(Cell(kind, tr(said), cards, note=str(len(cards)), empty=tr("none yet")))
        for sentiment, title in (
            ("negative", tr("☹ to make problems of")),
            ("positive", tr("☺ to make strengths of")),
        ):
            cells.append(Cell(f"from/{sentiment}", title, tuple(self._sources(workshop, counts, sentiment))))
        return BoardView(tuple(cells), width=34, lines=2)

    def _criterion(self, workshop: Workshop, counts: dict[str, int], criterion: Criterion) -> Card:
        total = sum(counts.get(name, 0) for name in criterion.sources)
        marks = (f"+{total}", initial(workshop, criterion.owner), assumed_mark(criterion))
        return Card(
            f"criteria/{criterion.id}",
            criterion.text,
            glyph=f"[{criterion.weight}]",
            marks=marks,
            tone="strong",
        )

    def _sources(self, workshop: Workshop, counts: dict[str, int], sentiment: str) -> list[Card]:
        used = {name for criterion in workshop.criteria for name in criterion.sources}
        found: list[tuple[int, Card]] = []
        for group in workshop.groups:
            inside = [review for review in workshop.reviews if review.group == group.id]
            against = sum(review.sentiment != sentiment for review in inside)
            if inside and against * 2 < len(inside) + (sentiment == "negative"):
                marks = (count_mark(counts, group.id), "✓" if group.id in used else "")
                card = Card(f"groups/{group.id}", f"{group.label} ({len(inside)})", glyph="▤", marks=marks)
                found.append((counts.get(group.id, 0), card))
        for review in workshop.reviews:
            if review.sentiment == sentiment:
                extra = (count_mark(counts, review.id), "✓" if review.id in used else "")
                found.append((counts.get(review.id, 0), review_card(workshop, review, *extra)))
        return [card for _, card in sorted(found, key=lambda pair: -pair[0])]

    def create(self, snapshot: WorkshopSnapshot, state: StepUiState, text: str) -> tuple[Workshop, str]:
        """Add a criterion made of the picked reviews and groups."""
        kind, weight, owner = (option.value(snapshot, state) for option in self.options)
        sources = tuple(changes.split(p)[1] for p in sorted(state.picked) if p.startswith(("reviews/", "groups/")))
        return changes.add(
            snapshot.workshop, "criteria", text=text, kind=kind, weight=weight, owner=owner, sources=sources
        )

    def begins_on_board(self, snapshot: WorkshopSnapshot) -> bool:
        """Begin with the weights where a later round mends them."""
        return snapshot.workshop.progress.round > 1 and bool(snapshot.workshop.criteria)

    def after_create(self, snapshot: WorkshopSnapshot, state: StepUiState) -> None:
        """Let the picks go."""
        state.picked.clear()

    def enter(self, snapshot: WorkshopSnapshot, state: StepUiState) -> Effect:
        """On a source, make a criterion of it and what is picked; on a criterion, work on its text."""
        if state.cursor.startswith("criteria/"):
            return super().enter(snapshot, state)
        item = changes.find(snapshot.workshop, state.cursor)
        if item is None:
            return None
        state.picked.add(state.cursor)
        if state.cursor.startswith("reviews/"):
            state.draft["kind"] = "problem" if item.sentiment == "negative" else "strength"
            return StartItem(item.text)
        bad = [r.sentiment == "negative" for r in snapshot.workshop.reviews if r.group == item.id]
        state.draft["kind"] = "problem" if sum(bad) * 2 >= len(bad) else "strength"
        return StartItem(item.label)

    def prompt(self, snapshot: WorkshopSnapshot, state: StepUiState) -> str:
        """Say the options and of how many sources the next criterion is made."""
        picked = sum(place.startswith(("reviews/", "groups/")) for place in state.picked)
        made = tr("of {count}", count=picked) if picked else ""
        return " · ".join(part for part in (super().prompt(snapshot, state), made) if part)

    def keys(self, snapshot: WorkshopSnapshot, state: StepUiState) -> tuple[Key, ...]:
        """Pick sources; 1, 3 or 5 weigh the criterion at the cursor; F8 picks its sources again."""
        weigh = tuple(Key.of(f"weigh.{weight}", self._weigher(weight), quiet=True) for weight in WEIGHTS)
        return (
            Key.of("weigh.pick", self.space),
            Key.of("weigh.sources", self._resource),
            *weigh,
        )

    def _weigher(self, weight: int) -> Callable[[WorkshopSnapshot, StepUiState], Effect]:
        def run(snapshot: WorkshopSnapshot, state: StepUiState) -> Effect:
            path, name = changes.split(state.cursor)
            if path != "criteria":
                return Notify(tr("Go to a problem or a strength first"))
            label = weight_label(snapshot.workshop, name, weight)
            words = capped_words(snapshot.workshop, name, weight)
            return Commit(label, lambda w: changes.set_weight(w, name, weight), say=words)

        return run

    def _resource(self, snapshot: WorkshopSnapshot, state: StepUiState) -> Effect:
        place = state.cursor
        criterion = changes.find(snapshot.workshop, place) if place.startswith("criteria/") else None
        if criterion is None:
            return Notify(tr("Go to a problem or a strength first"))
        return PickItems(
            tr("What is it made of?"), referable(snapshot.workshop), criterion.sources,
            lambda ids: Commit(tr("what a criterion is made of"), lambda w: changes.edit(w, place, sources=ids)),
        )  # fmt: skip


def columns_of(workshop: Workshop) -> tuple[Column, ...]:
    """Return the criteria as columns, problems first, each with its kind and weight."""
    return tuple(
        Column(k.text, f"{'☹' if k.kind == 'problem' else '☺'} ≤{k.weight}") for k in criteria_in_columns(workshop)
    )


def criteria_in_columns(workshop: Workshop) -> list[Criterion]:
    """Return the criteria in the order of the columns."""
    return sorted(workshop.criteria, key=lambda criterion: criterion.kind)


class TablePresenter(StepPresenter):
    """The empty evaluation table: cases by criteria, with the ceiling of each; later, whether to score it again."""

    def keys(self, snapshot: WorkshopSnapshot, state: StepUiState) -> tuple[Key, ...]:
        """From Day 2 on everybody may rescore and hand in here."""
        return rescoring.keys(snapshot) if snapshot.workshop.progress.round > 1 else ()

    def grid(self, snapshot: WorkshopSnapshot, state: StepUiState) -> GridView:
        """Show the table without scores."""
        workshop = snapshot.workshop
        blank = ("·",) * len(workshop.criteria)
        rows = [Row(case.title, blank) for case in workshop.cases]
        rows = rows or [Row(tr("case {number}", number=number), blank) for number in range(1, 6)]
        return GridView(tr("case / ceiling"), columns_of(workshop), tuple(rows))

    def board(self, snapshot: WorkshopSnapshot, state: StepUiState) -> BoardView:
        """Show the deck's points, then the whole words of what a narrow table cuts, or what scores do not know yet."""
        workshop, view, asked = snapshot.workshop, super().board(snapshot, state), rescoring.cell(snapshot)
        cells = (
            Cell("cases", tr("Cases"), tuple(Card(f"cases/{c.id}", c.title, whole=True) for c in workshop.cases)),
            *(
                Cell(kind, tr(words), tuple(_in_full(k) for k in workshop.criteria if k.kind == kind))
                for kind, words in CRITERIA.items()
            ),
        )
        if asked is not None:
            return BoardView((asked, *view.cells), columns=1, lines=4)
        return view._replace(cells=(*view.cells, *(cell for cell in cells if cell.cards)))


def _in_full(criterion: Criterion) -> Card:
    return Card(f"criteria/{criterion.id}", criterion.text, marks=(f"≤{criterion.weight}",), whole=True)
