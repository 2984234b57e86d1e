//! Saving a picture: what is asked for, and the work, which a thread of its own does.

use std::collections::BTreeSet;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use super::{Session, Theme};
use crate::export::{self, Picture, Whole};
use crate::graph::Shown;
use crate::model::{Dataset, EntityIx};
use crate::scene::{self, Camera, Emphasis, Point, Scene, Style};

/// How much of the graph a picture shows.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Extent {
    /// What the canvas shows.
    Seen,
    /// The whole filtered graph.
    Whole,
}

/// What a person should know before a picture is saved.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum PictureAdvice {
    /// It cannot be saved there.
    Impossible(String),
    /// It would replace a file.
    Replaces(String),
}

/// A picture that a person asks for.
#[derive(Clone, PartialEq, Debug)]
pub struct PictureRequest {
    /// Where it goes; the ending, `png` or `svg`, is the format.
    pub path: PathBuf,
    /// How much.
    pub extent: Extent,
    /// Pixels a point (PNG only).
    pub scale: f32,
    /// With the legend below.
    pub legend: bool,
    /// With the ground behind, or transparent.
    pub background: bool,
}

impl Session {
    pub(super) fn save_picture(&mut self, request: PictureRequest) {
        let way = self.view.look.as_ref().and_then(|look| look.of_picture(&self.data));
        self.tasks.save_picture(Job {
            words: export::words(&self.data, self.derived.shown(), way.as_slice()),
            case: Arc::clone(&self.data),
            data: Arc::clone(self.drawn()),
            shown: self.derived.drawn_shared(),
            routes: self.derived.routes_shared(),
            positions: self.derived.positions_shared(),
            camera: self.view.camera,
            canvas: self.passing.canvas_size,
            obstacles: self.passing.obstacles.clone(),
            pinned: self.view.pins.keys().copied().collect(),
            voices: self.settings.voices,
            told: self.derived.tellings().map(<[_]>::to_vec),
            hulls: if self.settings.hulls { self.derived.hulls().to_vec() } else { Vec::new() },
            hidden: self.derived.hidden().to_vec(),
            dark: self.settings.theme == Theme::Dark,
            request,
        });
    }

    /// What speaks against saving a picture to a path, and what it would replace, in words.
    pub fn picture_advice(&self, path: &Path) -> Option<PictureAdvice> {
        let folder = path.parent().filter(|folder| !folder.as_os_str().is_empty());
        if let Some(folder) = folder.filter(|folder| !folder.is_dir()) {
            return Some(PictureAdvice::Impossible(format!("There is no folder {}", folder.display())));
        }
        path.exists()
            .then(|| PictureAdvice::Replaces("It takes the place of the picture that is there".to_owned()))
    }

    /// Where verdicts are saved, by ending.
    pub fn verdicts_path(&self, ending: &str) -> PathBuf {
        self.source.picture_path().with_extension(format!("verdicts.{ending}"))
    }

    /// The path that a picture is saved to by default.
    pub fn default_picture_path(&self) -> PathBuf {
        self.source.picture_path()
    }
}

/// Everything that the thread needs.
pub(super) struct Job {
    /// The case in words.
    pub(super) case: Arc<Dataset>,
    /// The case as it is drawn.
    pub(super) data: Arc<Dataset>,
    pub(super) shown: Arc<Shown>,
    pub(super) routes: Arc<scene::Routes>,
    pub(super) positions: Arc<Vec<Point>>,
    pub(super) camera: Option<Camera>,
    pub(super) canvas: [f32; 2],
    pub(super) obstacles: Vec<[f32; 4]>,
    pub(super) pinned: BTreeSet<EntityIx>,
    pub(super) voices: bool,
    /// How each claim is told, where somebody's telling is looked at.
    pub(super) told: Option<Vec<scene::Telling>>,
    /// The title, and the sentence about it.
    pub(super) words: (String, String),
    pub(super) hulls: Vec<scene::Hull>,
    /// How many neighbours of each entity are hidden.
    pub(super) hidden: Vec<u32>,
    pub(super) dark: bool,
    pub(super) request: PictureRequest,
}

/// Draws and writes the picture. The file is replaced only when the whole of it is there.
///
/// # Errors
/// In words, with the path last.
pub(super) fn save(job: &Job) -> Result<PathBuf, String> {
    let path = job.request.path.clone();
    let fail = |why: String| format!("Could not save the picture: {why}: {}", path.display());
    let style = if job.dark { &Style::DARK } else { &Style::LIGHT };
    let (title, desc) = job.words.clone();
    let picture = Picture {
        title,
        desc,
        background: job.request.background.then_some(style.canvas),
        legend: job.request.legend,
        scale: job.request.scale,
    };
    let svg = if let (Extent::Seen, Some(camera)) = (job.request.extent, job.camera) {
        let emphasis = Emphasis { pinned: job.pinned.clone(), ..Emphasis::default() };
        let input = scene::Input {
            data: &job.data,
            shown: &job.shown,
            routes: &job.routes,
            positions: &job.positions,
            style,
            emphasis: &emphasis,
            camera,
            size: job.canvas,
            obstacles: &job.obstacles,
            labels: true,
            voices: job.voices,
            hulls: &job.hulls,
            hidden: &job.hidden,
            told: job.told.as_deref(),
        };
        let mut drawn = Scene::default();
        scene::build(&input, &mut drawn);
        export::svg(&drawn, style, &picture, &job.case, &job.shown)
    } else {
        let whole = Whole::new(&job.data, &job.shown, &job.positions, job.canvas, job.dark);
        let whole = Whole {
            case: &job.case,
            told: job.told.as_deref(),
            routes: Some(&job.routes),
            voices: job.voices,
            hulls: &job.hulls,
            hidden: &job.hidden,
            ..whole
        };
        export::render_whole(&whole, &picture)
    };
    let ending = path.extension().and_then(|ending| ending.to_str()).map(str::to_ascii_lowercase);
    let bytes = match ending.as_deref() {
        Some("svg") => svg.into_bytes(),
        Some("png") => export::png(&svg, job.request.scale).map_err(|error| fail(error.to_string()))?,
        _ => return Err(fail("the name must end in .png or .svg".to_owned())),
    };
    let mut beside = path.clone().into_os_string();
    beside.push(".part");
    std::fs::write(&beside, bytes).map_err(|error| {
        let _ = std::fs::remove_file(&beside);
        fail(error.to_string())
    })?;
    std::fs::rename(&beside, &path).map_err(|error| {
        let _ = std::fs::remove_file(&beside);
        fail(error.to_string())
    })?;
    Ok(path)
}
