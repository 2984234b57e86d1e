//! The one place that knows `egui_graphs`: the canvas widget and its copy of the graph.
//!
//! `egui_graphs` holds the graph and gives the widget; it draws nothing itself, because its drawing knows
//! neither dashes nor fans, and it does not move the camera or hit-test, because it tests in canvas
//! units from the bottom up. It asks for a repaint whenever it is shown, so it is shown only when
//! the graph or the camera changed; a frame in between takes the same place without it.

use egui::{Pos2, Response, Sense, Shape, Ui, Vec2, pos2, vec2};
use egui_graphs::{
    DisplayEdge, DisplayNode, DrawContext, EdgeProps, Graph, GraphView, Layout, LayoutState, MetadataFrame,
    Node, NodeProps, SettingsInteraction, SettingsNavigation,
};
use petgraph::Directed;
use petgraph::graph::IndexType;
use petgraph::stable_graph::NodeIndex;

use crate::graph::Shown;
use crate::model::Dataset;
use crate::scene::{Camera, Point};

/// A layout that leaves the nodes where the layout's worker put them.
#[derive(Default)]
struct Still;

#[derive(Clone, Default, Debug, serde::Serialize, serde::Deserialize)]
struct StillState;

impl LayoutState for StillState {}

impl Layout<StillState> for Still {
    fn from_state(_: StillState) -> impl Layout<StillState> {
        Self
    }

    fn next<N, E, Ty, Ix, Dn, De>(&mut self, _: &mut Graph<N, E, Ty, Ix, Dn, De>, _: &Ui)
    where
        N: Clone,
        E: Clone,
        Ty: petgraph::EdgeType,
        Ix: IndexType,
        Dn: DisplayNode<N, E, Ty, Ix>,
        De: DisplayEdge<N, E, Ty, Ix, Dn>,
    {
    }

    fn state(&self) -> StillState {
        StillState
    }
}

/// A node that the scene draws.
#[derive(Clone)]
struct QuietNode(Pos2);

impl<N: Clone> From<NodeProps<N>> for QuietNode {
    fn from(props: NodeProps<N>) -> Self {
        Self(props.location())
    }
}

impl<N: Clone, E: Clone, Ty: petgraph::EdgeType, Ix: IndexType> DisplayNode<N, E, Ty, Ix> for QuietNode {
    fn closest_boundary_point(&self, _: Vec2) -> Pos2 {
        self.0
    }

    fn shapes(&mut self, _: &DrawContext<'_>) -> Vec<Shape> {
        Vec::new()
    }

    fn update(&mut self, props: &NodeProps<N>) {
        self.0 = props.location();
    }

    fn is_inside(&self, _: Pos2) -> bool {
        false
    }
}

/// A line that the scene draws.
#[derive(Clone)]
struct QuietEdge;

impl<E: Clone> From<EdgeProps<E>> for QuietEdge {
    fn from(_: EdgeProps<E>) -> Self {
        Self
    }
}

impl<N: Clone, E: Clone, Ty: petgraph::EdgeType, Ix: IndexType, D: DisplayNode<N, E, Ty, Ix>>
    DisplayEdge<N, E, Ty, Ix, D> for QuietEdge
{
    fn shapes(
        &mut self,
        _: &Node<N, E, Ty, Ix, D>,
        _: &Node<N, E, Ty, Ix, D>,
        _: &DrawContext<'_>,
    ) -> Vec<Shape> {
        Vec::new()
    }

    fn update(&mut self, _: &EdgeProps<E>) {}

    fn is_inside(&self, _: &Node<N, E, Ty, Ix, D>, _: &Node<N, E, Ty, Ix, D>, _: Pos2) -> bool {
        false
    }
}

type Held = Graph<u32, u32, Directed, u32, QuietNode, QuietEdge>;

/// What the widget was last shown with.
#[derive(Clone, Copy, PartialEq)]
struct Shot {
    revision: (u64, u64),
    camera: Camera,
    size: Vec2,
}

/// Above so many nodes the widget steps aside: it draws nothing, and copying a graph into it and walking through
/// all nodes and lines at every move would take longer than the drawing.
const MOST: usize = 2000;

/// The widget and its copy of the graph.
#[derive(Default)]
pub(super) struct Adapter {
    graph: Option<Held>,
    /// Dataset revision and number of shown things that the graph was made of.
    made_of: Option<(u64, usize, usize)>,
    moved_at: Option<(u64, u64)>,
    shot: Option<Shot>,
}

impl Adapter {
    /// Takes the rest of `ui` and returns its response. The graph is `shown` at `positions`;
    /// `revision` tells datasets and positions apart.
    pub(super) fn show(
        &mut self,
        ui: &mut Ui,
        data: &Dataset,
        shown: &Shown,
        positions: &[Point],
        revision: (u64, u64),
        camera: Camera,
    ) -> Response {
        let size = ui.available_size();
        if shown.entities.len() > MOST {
            *self = Self::default();
            return ui.allocate_painter(size, Sense::click_and_drag()).0;
        }
        let shot = Shot { revision, camera, size };
        if self.shot == Some(shot) || positions.len() != data.entities().len() {
            return ui.allocate_painter(size, Sense::click_and_drag()).0;
        }
        self.shot = Some(shot);
        self.hold(data, shown, positions, revision);
        let Some(graph) = &mut self.graph else {
            return ui.allocate_painter(size, Sense::click_and_drag()).0;
        };
        let mut frame = MetadataFrame::new(None).load(ui);
        frame.zoom = camera.zoom;
        frame.pan = size * 0.5 - vec2(camera.centre[0], camera.centre[1]) * camera.zoom;
        frame.save(ui);
        let still =
            SettingsNavigation::new().with_fit_to_screen_enabled(false).with_zoom_and_pan_enabled(false);
        GraphView::<StillState, Still>::new()
            .with_interactions(&SettingsInteraction::new())
            .with_navigations(&still)
            .show(ui, graph)
            .response
    }

    fn hold(&mut self, data: &Dataset, shown: &Shown, positions: &[Point], revision: (u64, u64)) {
        let made_of = (revision.0, shown.entities.len(), shown.claims.len());
        if self.made_of != Some(made_of) {
            self.graph = Some(copy(data, shown));
            self.made_of = Some(made_of);
            self.moved_at = None;
        }
        if self.moved_at != Some(revision)
            && let Some(graph) = &mut self.graph
        {
            for node in graph.g_mut().node_weights_mut() {
                if let Some(&[x, y]) = positions.get(*node.payload() as usize) {
                    node.set_location(pos2(x, y));
                }
            }
            self.moved_at = Some(revision);
        }
    }
}

/// A copy of the graph with one line for each pair of ends.
///
/// `Graph::add_edge` looks at all lines that leave either end, so a hub's lines all lead *to* it: then
/// copying stays linear. The copy draws nothing, so its direction means nothing.
fn copy(data: &Dataset, shown: &Shown) -> Held {
    let mut graph = Held::new();
    let mut node_of = vec![None; data.entities().len()];
    for &entity in &shown.entities {
        node_of[entity.index()] = Some(graph.add_node_custom(entity.0, |_| {}));
    }
    let degree = |node: u32| data.acts(crate::model::EntityIx(node)).len();
    let mut pairs: Vec<(u32, u32)> = shown
        .claims
        .iter()
        .filter_map(|&claim| {
            let record = data.claim(claim);
            let (a, b) = (record.subject.0, record.object?.0);
            Some(if (degree(a), a) <= (degree(b), b) { (a, b) } else { (b, a) })
        })
        .filter(|(a, b)| a != b)
        .collect();
    pairs.sort_unstable();
    pairs.dedup();
    let node = |i: u32| -> Option<NodeIndex<u32>> { node_of.get(i as usize).copied().flatten() };
    for (i, (a, b)) in pairs.into_iter().enumerate() {
        if let (Some(a), Some(b)) = (node(a), node(b)) {
            graph.add_edge_custom(a, b, i as u32, |_| {});
        }
    }
    graph
}
