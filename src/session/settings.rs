//! What is kept between runs, in the user's configuration folder.

use std::path::{Path, PathBuf};

use serde::{Deserialize, Serialize};

use super::workspace::Keeping;
use super::{KeyMap, NodeColor, NodeSize};
use crate::io::Columns;

/// Dark or light.
#[derive(Clone, Copy, PartialEq, Eq, Default, Debug, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Theme {
    /// Light marks on a dark ground.
    #[default]
    Dark,
    /// Dark marks on a light ground.
    Light,
}

impl Theme {
    /// The other one.
    pub fn other(self) -> Self {
        match self {
            Self::Dark => Self::Light,
            Self::Light => Self::Dark,
        }
    }
}

/// Sizes of panels in points, as far as a person changed them.
#[derive(Clone, Copy, PartialEq, Default, Debug, Serialize, Deserialize)]
#[serde(default)]
pub struct Panels {
    /// Width of the left rail.
    pub left: Option<f32>,
    /// Width of inspector and reader.
    pub right: Option<f32>,
    /// Height of the reader.
    pub reader: Option<f32>,
}

/// What is kept between runs. A file with fields missing or unknown is read as far as it goes.
#[derive(Clone, PartialEq, Debug, Serialize, Deserialize)]
#[serde(default)]
#[expect(clippy::struct_excessive_bools, reason = "each is a switch of its own")]
pub struct Settings {
    /// Dark or light.
    pub theme: Theme,
    /// Whether the left rail is shown.
    pub left: bool,
    /// Whether inspector and reader are shown.
    pub right: bool,
    /// Whether the timeline is shown, and whether it is folded to its heading.
    pub bottom: bool,
    /// Whether it is folded.
    pub timeline_folded: bool,
    /// Whether the legend is shown.
    pub legend: bool,
    /// Whether the voices of all claims are shown, not only of those in dispute.
    pub voices: bool,
    /// Whether groups have a ground behind them.
    pub hulls: bool,
    /// Whether a small map appears when part of the graph is outside the canvas.
    pub minimap: bool,
    /// Whether a verdict leads on to the next claim.
    pub go_on: bool,
    /// What the size of nodes stands for.
    pub node_size: NodeSize,
    /// What their colour stands for.
    pub node_color: NodeColor,
    /// Scale of everything, 0.5 to 3.
    pub scale: f32,
    /// Whether nothing moves by itself.
    pub reduced_motion: bool,
    /// Whether words are as dark and lines as wide as they can be.
    pub high_contrast: bool,
    /// Whether the sizes of the window and its panels are kept.
    pub remember_window: bool,
    /// Width and height of the window in points, at a scale of 1.
    pub window: Option<[f32; 2]>,
    /// Sizes of its panels.
    pub panels: Panels,
    /// Keys chosen in place of those of the table.
    pub keys: KeyMap,
    /// Files opened last, newest first.
    pub recent: Vec<PathBuf>,
    /// Where workspaces lie that could not be saved beside their cases: cases with their workspaces, newest first.
    /// The bundled case has no path.
    pub workspaces: Vec<(Option<PathBuf>, PathBuf)>,
    /// What a person said of the columns of tables, as `--columns` writes it, newest first.
    pub columns: Vec<(PathBuf, String)>,
    /// Where these settings are written; `None` keeps them in memory.
    #[serde(skip)]
    pub file: Option<PathBuf>,
    /// Whether work on cases is kept on disk, and where that on the bundled one goes.
    #[serde(skip)]
    pub keeping: Keeping,
}

impl Default for Settings {
    fn default() -> Self {
        Self {
            theme: Theme::Dark,
            left: true,
            right: true,
            bottom: true,
            timeline_folded: false,
            legend: true,
            voices: false,
            hulls: true,
            minimap: true,
            go_on: true,
            node_size: NodeSize::default(),
            node_color: NodeColor::default(),
            scale: 1.0,
            reduced_motion: false,
            high_contrast: false,
            remember_window: true,
            window: None,
            panels: Panels::default(),
            keys: KeyMap::new(),
            recent: Vec::new(),
            workspaces: Vec::new(),
            columns: Vec::new(),
            file: None,
            keeping: Keeping::Nothing,
        }
    }
}

impl Settings {
    /// How many files are remembered.
    pub const RECENT: usize = 10;
    /// How many workspaces are that do not lie beside their cases.
    pub const WORKSPACES: usize = 100;

    /// The settings of the user; the defaults where there are none or they cannot be read.
    pub fn load() -> Self {
        let file = directories::ProjectDirs::from("", "", "attache")
            .map(|dirs| dirs.config_dir().join("settings.json"));
        let settings = file.map_or_else(Self::default, |file| Self::load_from(&file));
        Self { keeping: Keeping::of_user(), ..settings }
    }

    /// The settings in a file.
    pub fn load_from(file: &Path) -> Self {
        let mut settings: Self = std::fs::read(file)
            .ok()
            .and_then(|bytes| serde_json::from_slice(&bytes).ok())
            .unwrap_or_default();
        settings.scale = if settings.scale.is_finite() { settings.scale.clamp(0.5, 3.0) } else { 1.0 };
        settings.recent.truncate(Self::RECENT);
        settings.file = Some(file.to_owned());
        settings
    }

    /// Where a person put the workspace of a case, if not beside it.
    pub fn workspace_of(&self, case: Option<&Path>) -> Option<&Path> {
        self.workspaces.iter().find(|(of, _)| of.as_deref() == case).map(|(_, path)| path.as_path())
    }

    /// Remembers where a person put the workspace of a case.
    pub fn set_workspace(&mut self, case: Option<PathBuf>, path: PathBuf) {
        self.workspaces.retain(|(of, _)| *of != case);
        self.workspaces.insert(0, (case, path));
        self.workspaces.truncate(Self::WORKSPACES);
    }

    /// What a person said of the columns of a table.
    pub fn columns_of(&self, table: &Path) -> Option<Columns> {
        super::columns::said_of(&self.columns, table)
    }

    /// Remembers what a person said of the columns of a table.
    pub fn set_columns(&mut self, table: PathBuf, columns: &Columns) {
        self.columns.retain(|(of, _)| *of != table);
        self.columns.insert(0, (table, columns.to_string()));
        self.columns.truncate(Self::WORKSPACES);
    }

    /// The size that the window opens with, in points: as it was left, or as it was designed.
    pub fn window_size(&self) -> [f32; 2] {
        let sane = |size: &[f32; 2]| size.iter().all(|side| (480.0..=16_000.0).contains(side));
        self.window.filter(|size| self.remember_window && sane(size)).unwrap_or([1440.0, 900.0])
    }

    /// The size that a panel opens with: as it was left where that is remembered, or as it was designed.
    pub fn panel_size(&self, kept: Option<f32>, designed: f32) -> f32 {
        kept.filter(|size| self.remember_window && size.is_finite()).unwrap_or(designed)
    }

    /// Puts a file at the head of the recent ones.
    pub(super) fn remember(&mut self, path: PathBuf) {
        let path = std::path::absolute(&path).unwrap_or(path);
        self.recent.retain(|known| *known != path);
        self.recent.insert(0, path);
        self.recent.truncate(Self::RECENT);
    }

    /// Writes them: into a temporary file beside the old one, which is then replaced.
    ///
    /// # Errors
    /// What the file system says.
    pub(super) fn save(&self) -> std::io::Result<()> {
        let Some(file) = &self.file else { return Ok(()) };
        if let Some(folder) = file.parent() {
            std::fs::create_dir_all(folder)?;
        }
        let bytes = serde_json::to_vec_pretty(self)?;
        let beside = file.with_extension("json.new");
        std::fs::write(&beside, bytes)?;
        std::fs::rename(&beside, file)
    }
}

#[cfg(test)]
mod tests {
    use super::{Settings, Theme};

    #[test]
    fn a_window_opens_as_it_was_left_unless_that_is_absurd() {
        let mut settings = Settings { window: Some([1000.0, 700.0]), ..Settings::default() };
        assert_eq!(settings.window_size(), [1000.0, 700.0]);
        assert_eq!(settings.panel_size(Some(300.0), 240.0), 300.0);
        settings.remember_window = false;
        assert_eq!(settings.window_size(), [1440.0, 900.0]);
        assert_eq!(settings.panel_size(Some(300.0), 240.0), 240.0);
        let absurd = Settings { window: Some([f32::NAN, 1e9]), ..Settings::default() };
        assert_eq!(absurd.window_size(), [1440.0, 900.0]);
    }

    #[test]
    fn settings_come_back_and_damaged_ones_give_the_defaults() {
        let folder = tempfile::tempdir().unwrap();
        let file = folder.path().join("deep/settings.json");
        let mut settings = Settings::load_from(&file);
        settings.theme = Theme::Light;
        settings.remember("/tmp/a.json".into());
        settings.remember("/tmp/b.json".into());
        settings.remember("/tmp/a.json".into());
        settings.save().unwrap();
        let back = Settings::load_from(&file);
        assert_eq!(back, settings);
        assert_eq!(back.recent.len(), 2);
        std::fs::write(&file, b"{\"scale\": 1e400").unwrap();
        assert_eq!(Settings::load_from(&file).scale, 1.0);
    }
}
