//! `attache render FILE -o OUT`: the graph as SVG or PNG.

use std::collections::BTreeSet;
use std::io::Write;
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::sync::atomic::AtomicBool;

use anyhow::{Context as _, anyhow, bail};
use clap::ValueEnum;

use super::method::MethodArgs;
use super::table::TableArgs;
use super::teller;
use crate::diagnostics;
use crate::export::{self, Picture, Whole};
use crate::graph::{self, Analysis, Filter, Shown, Teller, Told};
use crate::io::Loaded;
use crate::layout::{self, Method, Placed};
use crate::model::{Dataset, EntityIx, Item};
use crate::scene::{self, Hull, Style, Telling};
use crate::session::View;
use crate::session::look::{Answer, Look};
use crate::session::workspace::{groups_through, views_beside};

/// Largest side of a picture in points.
const MAX_POINTS: f32 = 20_000.0;

#[derive(Clone, Copy, PartialEq, Eq, ValueEnum)]
enum ThemeName {
    Light,
    Dark,
}

#[derive(Clone, Copy, PartialEq, Eq, ValueEnum)]
enum ColorName {
    Kind,
    Community,
}

#[derive(clap::Args)]
#[command(
    after_help = "Examples:\n  attache render case.json -o case.svg --legend\n  attache render case.json -o case.png --size 1920x1080 --scale 2 --theme dark\n  attache render case.json -o hamas.png --select hamas --transparent\n  attache render case.json -o around.svg --layout radial --center hamas\n  attache render case.json -o iran.svg --as iran\n  attache render case.json -o denials.svg --view 'denials only' --as document"
)]
#[expect(clippy::struct_excessive_bools, reason = "each is one flag of the command line")]
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
    /// With the voices of all claims, not only of those in dispute
    #[arg(long)]
    voices: bool,
    /// Without grounds behind groups
    #[arg(long)]
    no_hulls: bool,
    /// What colours of entities stand for
    #[arg(long, value_enum, default_value_t = ColorName::Kind)]
    color: ColorName,
    /// Without a ground
    #[arg(long)]
    transparent: bool,
    /// The id of an entity or a claim to draw as selected
    #[arg(long, value_name = "ID")]
    select: Option<String>,
    /// As this speaker tells the case: the id of an entity, with `+` behind it the entity and its side, or
    /// `document` for the report's own voice
    #[arg(long = "as", value_name = "SPEAKER")]
    teller: Option<String>,
    /// A named view of the workspace beside the case: its filter, merges, pins, layout, camera and way of looking
    #[arg(long, value_name = "NAME")]
    view: Option<String>,
    #[command(flatten)]
    table: TableArgs,
}

/// How a picture is drawn; by default as the window would.
#[expect(clippy::struct_excessive_bools, reason = "each is one choice about a picture")]
pub(super) struct Options {
    size: [f32; 2],
    scale: f32,
    dark: bool,
    layout: MethodArgs,
    seed: u64,
    legend: bool,
    /// The voices of all claims.
    voices: bool,
    /// Grounds behind groups.
    hulls: bool,
    /// Entities in the colours of their communities.
    by_community: bool,
    transparent: bool,
    select: Option<String>,
    /// Whose telling is drawn.
    teller: Option<Teller>,
    /// What is hidden, and where it lies; a view that hides nothing where none was asked for.
    view: View,
    view_name: Option<String>,
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
            voices: false,
            hulls: true,
            by_community: false,
            transparent: false,
            select: None,
            teller: None,
            view: View::default(),
            view_name: None,
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
    let loaded = match args.table.load(&args.file) {
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
    let data = &loaded.dataset;
    let teller = args.teller.as_deref().map(|asked| teller::find(data, asked)).transpose()?;
    if let Some(teller) = &teller
        && graph::according_to(data, teller).iter().all(|told| *told == Told::Silent)
    {
        writeln!(err, "Nothing in the file is {}; all of it is drawn faint", teller.according(data))?;
    }
    let view = args.view.as_deref().map(|name| view(&args.file, data, name)).transpose()?;
    if view.as_ref().is_some_and(|view| matches!(view.look, Some(Look::Path(_)))) {
        writeln!(err, "The view looks for a path, which a picture does not draw; the rest of it is drawn")?;
    }
    let options = Options {
        size: [args.size.0, args.size.1],
        scale: args.scale,
        dark: args.theme == ThemeName::Dark,
        layout: args.layout.clone(),
        seed: args.seed,
        legend: args.legend,
        voices: args.voices,
        hulls: !args.no_hulls,
        by_community: args.color == ColorName::Community,
        transparent: args.transparent,
        select: args.select.clone(),
        teller,
        view: view.unwrap_or_default(),
        view_name: args.view.clone(),
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
    let ground = &loaded.dataset;
    // What a view collapses is drawn as one; in words each claim is still about whom it names.
    let lens = &options.view.lens;
    let seen = (!lens.is_empty()).then(|| {
        let told = graph::told_apart(ground, lens, ground.revision());
        let folded = graph::apply(ground, &told, lens, ground.revision());
        (told, folded)
    });
    let (data, folded) = seen.as_ref().map_or((ground, ground), |(data, folded)| (data, folded));
    let (at, inside) = (graph::places(ground, lens), graph::hidden_claims(ground, lens));
    let place = |entity: EntityIx| at.get(entity.index()).copied().unwrap_or(entity);
    let away = graph::away(ground, data, lens);
    let without = |mut filter: Filter| {
        filter.entities.extend(away.iter().copied());
        filter
    };
    let drawn_as = |item: Item| match item {
        Item::Entity(entity) => Item::Entity(place(entity)),
        other => other,
    };
    let selected = options.select.as_deref().map(|id| teller::item(data, id)).transpose()?.map(drawn_as);
    let (filter, ego) = (&options.view.filter, options.view.ego);
    // As in the window, a view hides part of a graph that is laid out whole: what stays shown stays in place.
    let fold = |shown: &Shown| graph::folded(folded, shown, &at, &inside);
    let all = graph::derive(data, &without(Filter::default()), None);
    let whole = fold(&all);
    let numbered = !(filter.components.is_empty() && filter.communities.is_empty());
    let groups = if numbered { groups_through(ground, lens) } else { None };
    let groups = groups.as_ref().map(Analysis::groups).unwrap_or_default();
    let filtered = (*filter != Filter::default() || ego.is_some())
        .then(|| graph::derive_with(data, &without(filter.clone()), ego, &groups));
    let told_of = filtered.as_ref().unwrap_or(&all);
    let shown = &fold(told_of);
    let method =
        options.layout.method_or(options.view.layout, |id| data.find_entity(id).map(|entity| entity.0))?;
    let method = match method {
        Method::Radial { center: Some(center) } => Method::Radial { center: Some(place(EntityIx(center)).0) },
        other => other,
    };
    let positions = places(folded, &whole, options, method);
    // Whoever is asked for on the command line takes the place of the view's own way of looking.
    let asked = options.teller.clone().map(|teller| Look::According { teller, against: None });
    let look = asked.or_else(|| options.view.look.clone());
    let told: Option<Vec<Telling>> = look.as_ref().and_then(|look| Answer::of(data, look).tellings());
    let named = options.view_name.as_ref().map(|name| format!("the view “{name}”"));
    let ways: Vec<String> =
        named.into_iter().chain(look.as_ref().and_then(|look| look.of_picture(data))).collect();
    let (title, desc) = export::words(data, told_of, &ways);
    let style = if options.dark { &Style::DARK } else { &Style::LIGHT };
    let picture = Picture {
        title,
        desc,
        background: (!options.transparent).then_some(style.canvas),
        legend: options.legend,
        scale: options.scale,
    };
    let analysis = analysis(data, &all, options);
    let groups = analysis.as_ref().filter(|_| options.by_community);
    let groups = groups.map(|found| graph::communities_drawn(&found.community, &at, folded.entities().len()));
    let hulls: Vec<Hull> = match analysis.as_ref().filter(|_| options.hulls) {
        Some(found) => graph::groups(data, told_of, found)
            .into_iter()
            .map(|group| {
                let members: BTreeSet<EntityIx> = group.members.into_iter().map(place).collect();
                Hull { members: members.into_iter().collect(), name_from: group.name_from }
            })
            .collect(),
        None => Vec::new(),
    };
    let routes = scene::Routes::of(folded, shown, &positions)
        .with_axis(scene::guides(method, folded, shown, &positions))
        .with_groups(Arc::new(groups.unwrap_or_default()));
    // The camera of a view is of its own layout: in another it would look at some other part.
    let camera = options.view.camera.filter(|_| !options.layout.is_given());
    let drawn = Whole {
        selected,
        routes: Some(&routes),
        voices: options.voices,
        hulls: &hulls,
        told: told.as_deref(),
        camera,
        case: data,
        ..Whole::new(folded, shown, &positions, options.size, options.dark)
    };
    Ok(export::render_whole(&drawn, &picture))
}

/// Above this many entities grounds are not drawn, and their groups not looked for unless they give the colours.
const GROUPED: usize = 5_000;

/// Who belongs together, where the picture shows it.
fn analysis(data: &Dataset, whole: &Shown, options: &Options) -> Option<Analysis> {
    let wanted = options.by_community || (options.hulls && whole.entities.len() <= GROUPED);
    wanted.then(|| graph::analyse(data, whole, &AtomicBool::new(false))).flatten()
}

/// Where the entities lie, one an entity of the dataset; what the view pins stays there.
fn places(data: &Dataset, whole: &Shown, options: &Options, method: Method) -> Vec<[f32; 2]> {
    let radius = |entity| scene::node_radius(whole, entity);
    let label = |entity| scene::label_size(data, whole, entity);
    let pinned = |entity| Placed { pinned: options.view.pins.get(&entity).copied(), ..Placed::default() };
    let aspect = options.size[0] / options.size[1];
    let (mut request, order) =
        layout::request_for(data, whole, &radius, &label, &pinned, options.seed, aspect);
    request.method = method.of_nodes(&order);
    request.polish = layout::POLISH;
    let placed = layout::run(&request, &AtomicBool::new(false), &mut |_| {});
    let mut positions = vec![[0.0; 2]; data.entities().len()];
    for (entity, at) in order.iter().zip(&placed) {
        positions[entity.index()] = *at;
    }
    positions
}

/// The view with a name in the workspace beside a case.
fn view(case: &Path, data: &Dataset, name: &str) -> anyhow::Result<View> {
    let mut views =
        views_beside(case, data).map_err(|why| anyhow!("no view “{name}” can be drawn: {why}"))?;
    if let Some(view) = views.remove(name) {
        return Ok(view);
    }
    let names: Vec<String> = views.keys().map(|name| format!("“{name}”")).collect();
    let hint = if names.is_empty() {
        "the workspace has no named views".to_owned()
    } else {
        format!("the workspace has {}", names.join(", "))
    };
    bail!("no view is called “{name}”\n  hint: {hint}")
}
