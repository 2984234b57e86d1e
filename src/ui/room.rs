//! Room for the canvas: which panels close when the window is too small for all, and how wide they may be.

/// The least width and height of the canvas, in points (DESIGN-UI, "Narrow").
pub(super) const LEAST: [f32; 2] = [420.0, 320.0];

/// A panel that takes room from the canvas.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) enum Part {
    Left,
    Right,
    Bottom,
}

/// The panels that a person has open, in the order in which they were opened.
#[derive(Default)]
pub(super) struct Opened(Vec<Part>);

impl Opened {
    /// Takes in which are open now.
    pub(super) fn note(&mut self, now: [(Part, bool); 3]) {
        self.0.retain(|part| now.contains(&(*part, true)));
        for (part, open) in now {
            if open && !self.0.contains(&part) {
                self.0.push(part);
            }
        }
    }

    /// Those that can be shown: where the canvas would be too small, the ones opened last are not. `take` is
    /// the least width and height that a part takes from the canvas.
    pub(super) fn fitting(&self, window: [f32; 2], take: impl Fn(Part) -> [f32; 2]) -> Vec<Part> {
        let mut kept = self.0.clone();
        for axis in 0..2 {
            let left = |kept: &[Part]| window[axis] - kept.iter().map(|part| take(*part)[axis]).sum::<f32>();
            while left(&kept) < LEAST[axis] {
                let Some(last) = kept.iter().rposition(|part| take(*part)[axis] > 0.0) else { break };
                kept.remove(last);
            }
        }
        kept
    }
}

/// How wide a panel may be: from `least`, or less where there is not so much, to what leaves the canvas and
/// the panels that come after it, `others`, their room.
pub(super) fn widths(
    available: f32,
    others: f32,
    (least, most): (f32, f32),
) -> std::ops::RangeInclusive<f32> {
    let room = (available - others - LEAST[0]).max(0.0);
    least.min(room)..=most.min(room).max(least.min(room))
}

#[cfg(test)]
mod tests {
    use super::Part::{Bottom, Left, Right};
    use super::*;

    fn opened(parts: &[Part]) -> Opened {
        let mut opened = Opened::default();
        for n in 1..=parts.len() {
            let open = |part| (part, parts[..n].contains(&part));
            opened.note([open(Left), open(Right), open(Bottom)]);
        }
        opened
    }

    fn take(part: Part) -> [f32; 2] {
        match part {
            Left => [48.0, 0.0],
            Right => [320.0, 0.0],
            Bottom => [0.0, 32.0],
        }
    }

    #[test]
    fn what_was_opened_last_closes_first() {
        let all = opened(&[Left, Right, Bottom]);
        assert_eq!(all.fitting([1024.0, 632.0], take), [Left, Right, Bottom]);
        assert_eq!(all.fitting([787.0, 632.0], take), [Left, Bottom]);
        assert_eq!(opened(&[Right, Left]).fitting([787.0, 632.0], take), [Right]);
        assert_eq!(all.fitting([1024.0, 340.0], take), [Left, Right]);
        assert_eq!(all.fitting([100.0, 100.0], take), []);
    }

    #[test]
    fn a_panel_that_is_closed_and_opened_again_is_the_last() {
        let mut opened = opened(&[Left, Right]);
        opened.note([(Left, false), (Right, true), (Bottom, false)]);
        opened.note([(Left, true), (Right, true), (Bottom, false)]);
        assert_eq!(opened.0, [Right, Left]);
    }

    #[test]
    fn widths_leave_the_canvas_its_room() {
        assert_eq!(widths(1392.0, 300.0, (300.0, 560.0)), 300.0..=560.0);
        assert_eq!(widths(976.0, 278.0, (300.0, 560.0)), 278.0..=278.0);
        assert_eq!(widths(300.0, 0.0, (300.0, 560.0)), 0.0..=0.0);
    }
}
