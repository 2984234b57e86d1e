//! What is kept between runs, in the user's configuration folder.

use std::path::{Path, PathBuf};

use serde::{Deserialize, Serialize};

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

/// What is kept between runs. A file with fields missing or unknown is read as far as it goes.
#[derive(Clone, PartialEq, Debug, Serialize, Deserialize)]
#[serde(default)]
#[expect(clippy::struct_excessive_bools, reason = "each is one thing that is shown or not")]
pub struct Settings {
    /// Dark or light.
    pub theme: Theme,
    /// Whether the left rail is shown.
    pub left: bool,
    /// Whether inspector and reader are shown.
    pub right: bool,
    /// Whether the legend is shown.
    pub legend: bool,
    /// Whether the voices of all claims are shown, not only of those in dispute.
    pub voices: bool,
    /// Whether groups have a ground behind them.
    pub hulls: bool,
    /// Whether a small map appears when part of the graph is outside the canvas.
    pub minimap: bool,
    /// Scale of everything, 0.5 to 3.
    pub scale: f32,
    /// Files opened last, newest first.
    pub recent: Vec<PathBuf>,
    /// Where these settings are written; `None` keeps them in memory.
    #[serde(skip)]
    pub file: Option<PathBuf>,
}

impl Default for Settings {
    fn default() -> Self {
        Self {
            theme: Theme::Dark,
            left: true,
            right: true,
            legend: true,
            voices: false,
            hulls: true,
            minimap: true,
            scale: 1.0,
            recent: Vec::new(),
            file: None,
        }
    }
}

impl Settings {
    /// How many files are remembered.
    pub const RECENT: usize = 10;

    /// The settings of the user; the defaults where there are none or they cannot be read.
    pub fn load() -> Self {
        let file = directories::ProjectDirs::from("", "", "attache")
            .map(|dirs| dirs.config_dir().join("settings.json"));
        file.map_or_else(Self::default, |file| Self::load_from(&file))
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
