//! PNG: the SVG, rasterised by resvg with the bundled faces alone.

use std::sync::{Arc, LazyLock};

use resvg::tiny_skia::{Pixmap, Transform};
use usvg::fontdb::Database;

use super::ExportError;
use crate::text::fonts;

/// Most pixels a side.
pub(super) const MAX_SIDE: u32 = 16_384;

/// The bundled faces, read once. No font of the system is looked at: the picture is the same everywhere.
static FONTS: LazyLock<Arc<Database>> = LazyLock::new(|| {
    let mut database = Database::new();
    for (_, bytes) in fonts::FACES {
        database.load_font_data(bytes.to_vec());
    }
    Arc::new(database)
});

/// Rasterises an SVG at `scale` pixels a point and codes it as PNG.
///
/// # Errors
/// When the SVG cannot be read, the picture would be too large, or coding fails.
pub fn png(svg: &str, scale: f32) -> Result<Vec<u8>, ExportError> {
    let options = usvg::Options {
        fontdb: Arc::clone(&FONTS),
        font_family: "Ubuntu".to_owned(),
        ..usvg::Options::default()
    };
    let tree = usvg::Tree::from_str(svg, &options)?;
    let scale = if scale.is_finite() && scale > 0.0 { scale } else { 1.0 };
    let side = |points: f32| (f64::from(points) * f64::from(scale)).round().max(1.0) as u64;
    let (width, height) = (side(tree.size().width()), side(tree.size().height()));
    let too_large = || ExportError::TooLarge { width, height };
    if width > u64::from(MAX_SIDE) || height > u64::from(MAX_SIDE) {
        return Err(too_large());
    }
    let mut pixels = Pixmap::new(width as u32, height as u32).ok_or_else(too_large)?;
    resvg::render(&tree, Transform::from_scale(scale, scale), &mut pixels.as_mut());
    encode(&pixels)
}

fn encode(pixels: &Pixmap) -> Result<Vec<u8>, ExportError> {
    let mut straight = Vec::with_capacity(pixels.data().len());
    for pixel in pixels.pixels() {
        let pixel = pixel.demultiply();
        straight.extend_from_slice(&[pixel.red(), pixel.green(), pixel.blue(), pixel.alpha()]);
    }
    let mut bytes = Vec::new();
    let mut encoder = ::png::Encoder::new(&mut bytes, pixels.width(), pixels.height());
    encoder.set_color(::png::ColorType::Rgba);
    encoder.set_depth(::png::BitDepth::Eight);
    encoder.set_compression(::png::Compression::Fast);
    let mut writer = encoder.write_header()?;
    writer.write_image_data(&straight)?;
    writer.finish()?;
    Ok(bytes)
}
