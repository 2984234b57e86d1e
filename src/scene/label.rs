//! Labels: which are drawn, and where. None covers another, a node or a floating panel.

use super::shape::{Align, Scene, Text};
use super::ways::Ways;
use super::{Emphasis, Paint, Point, Style};
use crate::graph::Shown;
use crate::model::{ClaimIx, Dataset, EntityIx, Item};
use crate::text::measure::{LabelText, break_label};

/// Area of canvas, in square points, that one entity label is allowed.
const AREA: f32 = 9000.0;
/// Distance between a node's rim and its label, in points.
const GAP: f32 = 5.0;
/// Side of a cell of the grid that finds what is in the way.
const CELL: f32 = 48.0;

/// Size of an entity's label: larger for the well connected.
pub(super) fn entity_size(shown: &Shown, entity: EntityIx) -> f32 {
    let degree = shown.degree.get(entity.index()).copied().unwrap_or(0.0);
    if degree >= 6.0 { 13.5 } else { 12.0 }
}

/// Width and height, in points, of the label that an entity gets.
pub fn label_size(data: &Dataset, shown: &Shown, entity: EntityIx) -> Point {
    let label = break_label(&data.entity(entity).name, entity_size(shown, entity));
    [label.width, label.height]
}

/// What is in the way of labels: boxes and discs, in a grid.
pub(super) struct Crowd {
    columns: usize,
    rows: usize,
    cells: Vec<Vec<u32>>,
    boxes: Vec<[f32; 4]>,
    size: Point,
}

impl Crowd {
    pub(super) fn new(size: Point) -> Self {
        let columns = (size[0] / CELL).ceil().clamp(1.0, 400.0) as usize;
        let rows = (size[1] / CELL).ceil().clamp(1.0, 400.0) as usize;
        Self { columns, rows, cells: vec![Vec::new(); columns * rows], boxes: Vec::new(), size }
    }

    fn span(&self, of: [f32; 4]) -> (usize, usize, usize, usize) {
        let column = |x: f32| ((x / CELL).floor().max(0.0) as usize).min(self.columns - 1);
        let row = |y: f32| ((y / CELL).floor().max(0.0) as usize).min(self.rows - 1);
        (column(of[0]), row(of[1]), column(of[2]), row(of[3]))
    }

    /// Puts a box (x0, y0, x1, y1) in the way.
    pub(super) fn add(&mut self, of: [f32; 4]) {
        let number = self.boxes.len() as u32;
        self.boxes.push(of);
        let (c0, r0, c1, r1) = self.span(of);
        for row in r0..=r1 {
            for column in c0..=c1 {
                self.cells[row * self.columns + column].push(number);
            }
        }
    }

    /// Whether a box would cover something, or lie outside the canvas.
    pub(super) fn is_free(&self, of: [f32; 4]) -> bool {
        if of[0] < 2.0 || of[1] < 2.0 || of[2] > self.size[0] - 2.0 || of[3] > self.size[1] - 2.0 {
            return false;
        }
        let (c0, r0, c1, r1) = self.span(of);
        let hits = |number: &u32| {
            let other = self.boxes[*number as usize];
            of[0] < other[2] && other[0] < of[2] && of[1] < other[3] && other[1] < of[3]
        };
        (r0..=r1).all(|row| (c0..=c1).all(|column| !self.cells[row * self.columns + column].iter().any(hits)))
    }
}

/// What is fainter than this gets no label: what is behind a selection, not what is behind a hover.
const FADED: f32 = 0.3;

/// A node that may get a label.
#[derive(Clone, Copy)]
pub(super) struct Candidate {
    pub(super) entity: EntityIx,
    pub(super) centre: Point,
    /// Radius on the screen.
    pub(super) radius: f32,
    /// Share of the colour; faded nodes get no label.
    pub(super) opacity: f32,
}

/// How many entity labels a canvas takes at a zoom.
fn budget(size: Point, zoom: f32, shown: usize) -> usize {
    let by_area = (size[0] * size[1] / AREA) as usize;
    // A case of a few dozen actors is read as a whole: its names stay unless it is far away.
    let small = if shown <= 60 { 60 } else { 0 };
    if zoom < 0.25 {
        0
    } else if zoom < 0.6 {
        by_area.min(12).max(if zoom >= 0.45 { small } else { 0 })
    } else {
        by_area.max(small)
    }
}

/// Whether any label can be drawn at a zoom: far away only what stands out is named.
pub(super) fn any(zoom: f32, emphasis: &Emphasis) -> bool {
    zoom >= 0.25 || emphasis.hovered.is_some() || !emphasis.selected.is_empty()
}

/// Draws the labels of the most important nodes where they find room: on the first side where no line
/// runs, or else the first that is free. `ways` is `None` where there are too many lines to look at.
#[expect(clippy::too_many_arguments, reason = "one call, and each is a part of the same input")]
pub(super) fn entities(
    scene: &mut Scene,
    crowd: &mut Crowd,
    data: &Dataset,
    shown: &Shown,
    style: &Style,
    emphasis: &Emphasis,
    zoom: f32,
    ways: Option<&Ways>,
    candidates: &mut [Candidate],
) {
    let stands_out = |entity: EntityIx| {
        let item = Item::Entity(entity);
        if emphasis.selected.contains(&item) {
            3
        } else if emphasis.hovered == Some(item) {
            2
        } else {
            u8::from(emphasis.hits.contains(&entity))
        }
    };
    let weight = |entity: EntityIx| shown.degree.get(entity.index()).copied().unwrap_or(0.0);
    let key = |one: &Candidate| (stands_out(one.entity), weight(one.entity));
    let before = |a: &Candidate, b: &Candidate| {
        let (a_key, b_key) = (key(a), key(b));
        b_key.0.cmp(&a_key.0).then(b_key.1.total_cmp(&a_key.1)).then(a.entity.cmp(&b.entity))
    };
    let wanted = budget(scene.size, zoom, shown.entities.len());
    // Only the front of the queue is put in order: the rest would find no room anyway.
    let tried = (wanted * 3 + 16).min(candidates.len());
    if tried > 0 && tried < candidates.len() {
        candidates.select_nth_unstable_by(tried - 1, before);
    }
    let front = candidates.get_mut(..tried).unwrap_or_default();
    front.sort_unstable_by(before);
    let mut drawn = 0;
    for one in front {
        let special = stands_out(one.entity) >= 2;
        if !special && (drawn >= wanted || one.opacity < FADED) {
            continue;
        }
        let label = break_label(&data.entity(one.entity).name, entity_size(shown, one.entity));
        let is_free = |area: [f32; 4]| crowd.is_free(area);
        let is_clear = |area: [f32; 4]| is_free(area) && ways.is_none_or(|ways| !ways.any_in(area, |_| true));
        let sides = places(one.centre, one.radius, &label);
        let clear = sides.iter().find(|(.., area)| is_clear(*area));
        let is_crossed = clear.is_none() && ways.is_some();
        let place = clear.or_else(|| sides.iter().find(|(.., area)| is_free(*area))).copied();
        // What a person points at is named even where it covers something.
        let place = place.or_else(|| special.then_some(sides[0]));
        if let Some((at, align, area)) = place {
            crowd.add(area);
            scene.label_boxes.push(area);
            let text = Text {
                label,
                at,
                align,
                color: style.text.fade(one.opacity),
                halo: Some(style.canvas),
                // Where every side is crossed, the lines stand back a little.
                plate: is_crossed.then(|| style.canvas.fade(one.opacity * 0.8)),
            };
            scene.push(Paint::Text(Box::new(text)), Some(Item::Entity(one.entity)));
            drawn += 1;
        }
    }
}

/// Where a node's label may stand: below, above, right, left. Place, alignment, box.
fn places(centre: Point, radius: f32, label: &LabelText) -> [(Point, Align, [f32; 4]); 4] {
    let (w, h, [x, y]) = (label.width, label.height, centre);
    let near = radius + GAP;
    let middle = |top: f32| ([x, top], Align::Centre, [x - w * 0.5 - 1.0, top, x + w * 0.5 + 1.0, top + h]);
    [
        middle(y + near - 1.0),
        middle(y - near - h + 1.0),
        (
            [x + near + 1.0, y - h * 0.5],
            Align::Left,
            [x + near, y - h * 0.5, x + near + w + 2.0, y + h * 0.5],
        ),
        (
            [x - near - 1.0, y - h * 0.5],
            Align::Right,
            [x - near - w - 2.0, y - h * 0.5, x - near, y + h * 0.5],
        ),
    ]
}

/// A line's label that waits for room.
pub(super) struct LineLabel<'a> {
    pub(super) item: Item,
    /// The claims that it speaks for.
    pub(super) set: &'a [ClaimIx],
    pub(super) words: String,
    /// Places to try, in order: the middle of the label.
    pub(super) places: Vec<Point>,
    pub(super) opacity: f32,
    /// Lower is drawn first.
    pub(super) rank: (u8, u32),
}

/// Draws the labels of lines where they find room, at most a third as many as of entities.
pub(super) fn lines(
    scene: &mut Scene,
    crowd: &mut Crowd,
    style: &Style,
    zoom: f32,
    ways: &Ways,
    waiting: &mut Vec<LineLabel<'_>>,
    shown: usize,
) {
    let wanted = if zoom < 0.45 { 0 } else { budget(scene.size, zoom, shown).div_ceil(3).max(24) };
    waiting.sort_by_key(|label| label.rank);
    let mut drawn = 0;
    for one in waiting.drain(..) {
        let special = one.rank.0 == 0;
        if !special && (drawn >= wanted || one.opacity < FADED) {
            continue;
        }
        let label = break_label(&one.words, 11.0);
        let (w, h) = (label.width + 4.0, label.height);
        let area = |p: &Point| [p[0] - w * 0.5, p[1] - h * 0.5, p[0] + w * 0.5, p[1] + h * 0.5];
        let own = |claim: ClaimIx| one.set.contains(&claim);
        let foreign = |area: [f32; 4]| ways.any_in(area, |claim| !own(claim));
        let wide = |[x0, y0, x1, y1]: [f32; 4]| [x0 - 4.0, y0 - 4.0, x1 + 4.0, y1 + 4.0];
        // Best where no other line comes near; else with its middle on its own line; never beside its line
        // and on another, where it would be read as the other's words.
        let core = |[x0, y0, x1, y1]: [f32; 4]| [x0 + w * 0.35, y0 + 2.0, x1 - w * 0.35, y1 - 2.0];
        let alone = |place: &&Point| crowd.is_free(area(place)) && !foreign(wide(area(place)));
        let on_its_own = |place: &&Point| crowd.is_free(area(place)) && ways.any_in(core(area(place)), own);
        let place = one.places.iter().find(alone).or_else(|| one.places.iter().find(on_its_own));
        if let Some(&place) = place {
            crowd.add(area(&place));
            scene.label_boxes.push(area(&place));
            let at = [place[0], place[1] - h * 0.5];
            let text = Text {
                label,
                at,
                align: Align::Centre,
                color: style.text2.fade(one.opacity),
                halo: Some(style.canvas),
                // Between words a halo alone would let the line through.
                plate: Some(style.canvas.fade(one.opacity * 0.9)),
            };
            scene.push(Paint::Text(Box::new(text)), Some(one.item));
            drawn += 1;
        }
    }
}
