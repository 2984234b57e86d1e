//! The camera: from layout units to points on the canvas and back.

/// A place: x to the right, y down.
pub type Point = [f32; 2];

/// Where the canvas looks and how closely.
#[derive(Clone, Copy, PartialEq, Debug)]
pub struct Camera {
    /// The place in the middle of the canvas, in layout units.
    pub centre: Point,
    /// Points a layout unit; 1 is 100 %.
    pub zoom: f32,
}

impl Camera {
    /// Closest zoom: 800 %.
    pub const MAX_ZOOM: f32 = 8.0;
    /// Farthest zoom where the whole graph fits into it anyway: 5 %.
    pub const MIN_ZOOM: f32 = 0.05;

    /// Where a place in layout units lies on a canvas of `size` points.
    pub fn to_screen(&self, place: Point, size: Point) -> Point {
        [
            (place[0] - self.centre[0]) * self.zoom + size[0] * 0.5,
            (place[1] - self.centre[1]) * self.zoom + size[1] * 0.5,
        ]
    }

    /// Which place in layout units lies under a point of the canvas.
    pub fn to_world(&self, point: Point, size: Point) -> Point {
        [
            (point[0] - size[0] * 0.5) / self.zoom + self.centre[0],
            (point[1] - size[1] * 0.5) / self.zoom + self.centre[1],
        ]
    }

    /// The camera that shows `bounds` (least and greatest corner, layout units) inside the margins
    /// (left, top, right, bottom, in points) of a canvas of `size` points.
    pub fn fit(bounds: [Point; 2], size: Point, margins: [f32; 4]) -> Self {
        let [least, greatest] = bounds;
        let room =
            [(size[0] - margins[0] - margins[2]).max(1.0), (size[1] - margins[1] - margins[3]).max(1.0)];
        let span = [(greatest[0] - least[0]).max(1e-3), (greatest[1] - least[1]).max(1e-3)];
        let zoom = (room[0] / span[0]).min(room[1] / span[1]).clamp(1e-5, Self::MAX_ZOOM);
        let middle = [(least[0] + greatest[0]) * 0.5, (least[1] + greatest[1]) * 0.5];
        let shift = [(margins[2] - margins[0]) * 0.5 / zoom, (margins[3] - margins[1]) * 0.5 / zoom];
        Self { centre: [middle[0] + shift[0], middle[1] + shift[1]], zoom }
    }

    /// Comes closer by `factor`, or goes back, with the place under `point` staying where it is.
    /// `least` is the farthest zoom allowed.
    pub fn zoom_at(&mut self, point: Point, factor: f32, size: Point, least: f32) {
        let held = self.to_world(point, size);
        self.zoom = (self.zoom * factor).clamp(least.min(Self::MIN_ZOOM), Self::MAX_ZOOM);
        let now = self.to_world(point, size);
        self.centre = [self.centre[0] + held[0] - now[0], self.centre[1] + held[1] - now[1]];
    }

    /// Whether nobody would see the difference to another.
    pub fn is_nearly(&self, other: &Self) -> bool {
        let off = |k: usize| (self.centre[k] - other.centre[k]).abs() * self.zoom;
        (self.zoom / other.zoom - 1.0).abs() < 0.01 && off(0) < 2.0 && off(1) < 2.0
    }

    /// Moves the picture by a distance in points.
    pub fn pan(&mut self, by: Point) {
        self.centre = [self.centre[0] - by[0] / self.zoom, self.centre[1] - by[1] / self.zoom];
    }
}

#[cfg(test)]
mod tests {
    use super::Camera;

    #[test]
    fn screen_and_world_are_inverse() {
        let camera = Camera { centre: [10.0, -20.0], zoom: 1.7 };
        let size = [800.0, 600.0];
        let back = camera.to_world(camera.to_screen([3.0, 4.0], size), size);
        assert!((back[0] - 3.0).abs() < 1e-3 && (back[1] - 4.0).abs() < 1e-3);
    }

    #[test]
    fn the_place_under_the_pointer_stays_while_zooming() {
        let size = [800.0, 600.0];
        let mut camera = Camera { centre: [0.0, 0.0], zoom: 1.0 };
        let held = camera.to_world([100.0, 50.0], size);
        camera.zoom_at([100.0, 50.0], 1.5, size, 0.05);
        let at = camera.to_screen(held, size);
        assert!((at[0] - 100.0).abs() < 1e-2 && (at[1] - 50.0).abs() < 1e-2);
        assert!((camera.zoom - 1.5).abs() < 1e-6);
        camera.zoom_at([0.0, 0.0], 1e9, size, 0.05);
        assert_eq!(camera.zoom, Camera::MAX_ZOOM);
    }

    #[test]
    fn cameras_are_nearly_the_same_where_nobody_sees_a_difference() {
        let camera = Camera { centre: [10.0, -20.0], zoom: 2.0 };
        assert!(camera.is_nearly(&Camera { centre: [10.5, -20.0], zoom: 2.01 }));
        assert!(!camera.is_nearly(&Camera { centre: [12.0, -20.0], zoom: 2.0 }));
        assert!(!camera.is_nearly(&Camera { centre: [10.0, -20.0], zoom: 2.1 }));
    }

    #[test]
    fn fit_keeps_the_bounds_inside_the_margins() {
        let size = [800.0, 600.0];
        let camera = Camera::fit([[0.0, 0.0], [1000.0, 400.0]], size, [10.0, 20.0, 30.0, 60.0]);
        let [a, b] = [camera.to_screen([0.0, 0.0], size), camera.to_screen([1000.0, 400.0], size)];
        assert!(a[0] >= 9.9 && a[1] >= 19.9 && b[0] <= 770.1 && b[1] <= 540.1, "{a:?} {b:?}");
        assert!((a[0] - 10.0).abs() < 0.1 && (b[0] - 770.0).abs() < 0.1);
    }
}
