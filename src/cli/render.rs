//! `attache render FILE -o OUT`: the graph as SVG or PNG.

use std::io::Write;
use std::path::PathBuf;
use std::sync::atomic::AtomicBool;

use anyhow::{Context as _, bail};
use clap::ValueEnum;

use super::method::MethodArgs;
use crate::diagnostics;
use crate::export::{self, Picture};
use crate::graph::{self, Filter};
use crate::io::{self, Loaded, Unwatched};
use crate::layout::{self, Placed};
use crate::model::Item;
use crate::scene::{self, Style};

/// Largest side of a picture in points.
const MAX_POINTS: f32 = 20_000.0;

#[derive(Clone, Copy, PartialEq, Eq, ValueEnum)]
enum ThemeName {
    Light,
    Dark,
}

#[derive(clap::Args)]
#[command(
    after_help = "Examples:\n  attache render case.json -o case.svg --legend\n  attache render case.json -o case.png --size 1920x1080 --scale 2 --theme dark\n  attache render case.json -o hamas.png --select hamas --transparent\n  attache render case.json -o around.svg --layout radial --center hamas"
)]
pub(super) struct Args {
    /// The case to draw
    file: PathBuf,
    /// Where the picture goes; the ending, .svg or .png, is the format
    #[arg(short, long, value_name = "OUT")]
    output: PathBuf,
    /// Width and height in points
    #[arg(long, value_name = "WxH", default_value = "1600x1000", value_parser = parse_size)]
    size: (f32, f32),
    /// Pixels a point, for PNG
    #[arg(long, value_name = "K", default_value_t = 2.0, value_parser = parse_scale)]
    scale: f32,
    /// Light or dark
    #[arg(long, value_enum, default_value_t = ThemeName::Light)]
    theme: ThemeName,
    #[command(flatten)]
    layout: MethodArgs,
    /// Seed of the layout: the same seed gives the same picture
    #[arg(long, value_name = "N", default_value_t = 1)]
    seed: u64,
    /// With the legend below
    #[arg(long)]
    legend: bool,
    /// Without a ground
    #[arg(long)]
    transparent: bool,
    /// The id of an entity or a claim to draw as selected
    #[arg(long, value_name = "ID")]
    select: Option<String>,
}

/// How a picture is drawn; by default as the window would.
pub(super) struct Options {
    size: [f32; 2],
    scale: f32,
    dark: bool,
    layout: MethodArgs,
    seed: u64,
    legend: bool,
    transparent: bool,
    select: Option<String>,
}

impl Default for Options {
    fn default() -> Self {
        Self {
            size: [1440.0, 900.0],
            scale: 1.0,
            dark: true,
            layout: MethodArgs::default(),
            seed: 1,
            legend: true,
            transparent: false,
            select: None,
        }
    }
}

fn parse_size(text: &str) -> Result<(f32, f32), String> {
    let error =
        || format!("“{text}” is no size such as 1600x1000, each side between 16 and {MAX_POINTS:.0} points");
    let (w, h) = text.split_once(['x', '×']).ok_or_else(error)?;
    let side = |text: &str| text.trim().parse::<f32>().ok().filter(|side| (16.0..=MAX_POINTS).contains(side));
    Ok((side(w).ok_or_else(error)?, side(h).ok_or_else(error)?))
}

fn parse_scale(text: &str) -> Result<f32, String> {
    let scale = text.parse::<f32>().ok().filter(|scale| (0.05..=32.0).contains(scale));
    scale.ok_or_else(|| format!("“{text}” is no scale between 0.05 and 32"))
}

pub(super) fn run(args: &Args, out: &mut dyn Write, err: &mut dyn Write) -> anyhow::Result<u8> {
    let ending = args.output.extension().and_then(|ending| ending.to_str()).map(str::to_ascii_lowercase);
    let ending = ending.as_deref().unwrap_or("");
    if !matches!(ending, "svg" | "png") {
        bail!("the name of the picture must end in .svg or .png: {}", args.output.display());
    }
    super::spare_the_input(&args.file, &args.output)?;
    let loaded = match io::load(&args.file, 1, &Unwatched) {
        Ok(loaded) => loaded,
        Err(error) => {
            let report = diagnostics::Report { problems: vec![error.problem] };
            write!(err, "{}", diagnostics::text(&report))?;
            return Ok(super::COULD_NOT_RUN);
        }
    };
    if loaded.report.has_errors() {
        let count = loaded.report.count(diagnostics::Severity::Error);
        let errors = if count == 1 { "error" } else { "errors" };
        writeln!(err, "The file has {count} {errors}; the picture shows what could be read")?;
        writeln!(err, "  hint: `attache check` lists them: {}", args.file.display())?;
    }
    let options = Options {
        size: [args.size.0, args.size.1],
        scale: args.scale,
        dark: args.theme == ThemeName::Dark,
        layout: args.layout.clone(),
        seed: args.seed,
        legend: args.legend,
        transparent: args.transparent,
        select: args.select.clone(),
    };
    let bytes = if ending == "svg" { svg(&loaded, &options)?.into_bytes() } else { png(&loaded, &options)? };
    std::fs::write(&args.output, bytes)
        .with_context(|| format!("could not write the picture: {}", args.output.display()))?;
    writeln!(out, "{}", args.output.display())?;
    Ok(super::DONE)
}

/// The picture as PNG.
///
/// # Errors
/// When what is to be selected is not there, or the picture would be too large.
pub(super) fn png(loaded: &Loaded, options: &Options) -> anyhow::Result<Vec<u8>> {
    Ok(export::png(&svg(loaded, options)?, options.scale)?)
}

fn svg(loaded: &Loaded, options: &Options) -> anyhow::Result<String> {
    let data = &loaded.dataset;
    let selected = match &options.select {
        None => None,
        Some(id) => {
            let entity = data.find_entity(id).map(Item::Entity);
            let item = entity.or_else(|| data.find_claim(id).map(Item::Claim));
            Some(item.with_context(|| format!("no entity or claim has the id “{id}”"))?)
        }
    };
    let shown = graph::derive(data, &Filter::default(), None);
    let radius = |entity| scene::node_radius(&shown, entity);
    let label = |entity| scene::label_size(data, &shown, entity);
    let nowhere = |_| Placed::default();
    let aspect = options.size[0] / options.size[1];
    let method = options.layout.method(|id| data.find_entity(id).map(|entity| entity.0))?;
    let (mut request, order) =
        layout::request_for(data, &shown, &radius, &label, &nowhere, options.seed, aspect);
    request.method = method.of_nodes(&order);
    request.polish = layout::POLISH;
    let placed = layout::run(&request, &AtomicBool::new(false), &mut |_| {});
    let mut positions = vec![[0.0; 2]; data.entities().len()];
    for (entity, at) in order.iter().zip(&placed) {
        positions[entity.index()] = *at;
    }
    let style = if options.dark { &Style::DARK } else { &Style::LIGHT };
    let picture = Picture {
        title: data.title().unwrap_or("Untitled case").to_owned(),
        desc: format!("{} entities, {} claims", shown.entities.len(), shown.claims.len()),
        background: (!options.transparent).then_some(style.canvas),
        legend: options.legend,
        scale: options.scale,
    };
    let axis = scene::guides(method, data, &shown, &positions);
    Ok(export::render_with_axis(
        data,
        &shown,
        &positions,
        options.size,
        options.dark,
        &picture,
        selected,
        axis,
    ))
}
