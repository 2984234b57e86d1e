//! What several tests share: a renderer on the processor, and the whole window in a harness.

#![expect(clippy::allow_attributes, reason = "not every test uses every helper")]
#![allow(dead_code, reason = "not every test uses every helper")]

pub mod cpu;

use attache::app::App;
use attache::io::{self, Loaded, Unwatched};
use attache::model::Item;
use attache::session::{LayoutPhase, Settings, Source};
use egui_kittest::Harness;

/// The whole window on the bundled case, settled.
pub fn window(size: [f32; 2]) -> Harness<'static, App> {
    window_on(None, size, Settings::default())
}

/// The whole window on a case given as JSON, settled.
pub fn window_on_json(json: &str, size: [f32; 2]) -> Harness<'static, App> {
    let loaded = io::read_bytes("case.json", json.as_bytes(), None, 1, &Unwatched).unwrap();
    window_on(Some((loaded, Source::File("case.json".into()))), size, Settings::default())
}

/// The whole window, settled.
pub fn window_on(
    case: Option<(Loaded, Source)>,
    size: [f32; 2],
    settings: Settings,
) -> Harness<'static, App> {
    // Only the waker holds this context; the harness steps by itself.
    let app = App::new(&egui::Context::default(), case, settings);
    let mut harness = Harness::builder()
        .with_size(size)
        .with_step_dt(1.0 / 30.0)
        .renderer(cpu::CpuRenderer::default())
        .build_ui_state(|ui, app: &mut App| app.frame(ui), app);
    settle(&mut harness);
    harness
}

/// Steps until the layout rests and the index is there.
pub fn settle(harness: &mut Harness<'_, App>) {
    harness.state_mut().session_mut().wait_until_settled();
    harness.run_steps(6);
    assert_eq!(harness.state().session().derived().layout_phase(), &LayoutPhase::Settled);
}

/// What is selected.
pub fn selected(harness: &Harness<'_, App>) -> Vec<Item> {
    harness.state().session().passing().selection.items().to_vec()
}
