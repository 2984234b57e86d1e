//! The choice of a layout, which several commands offer.

use anyhow::{Context as _, bail};
use clap::builder::{PossibleValuesParser, TypedValueParser as _};

use crate::layout::Method;

/// Which layout, and around whom.
#[derive(Clone, Default, Debug, clap::Args)]
pub(super) struct MethodArgs {
    /// Which layout; without it force, or that of the view
    #[arg(
        long,
        value_name = "NAME",
        value_parser = PossibleValuesParser::new(Method::ALL.map(Method::name))
            .map(|name| Method::parse(&name).unwrap_or_default())
    )]
    layout: Option<Method>,
    /// The id of the entity in the middle of a radial layout; without it, the best connected
    #[arg(long, value_name = "ID")]
    center: Option<String>,
}

impl MethodArgs {
    /// The name of the layout.
    pub(super) fn name(&self) -> &'static str {
        self.layout.unwrap_or_default().name()
    }

    /// Whether a layout was asked for by name.
    pub(super) fn is_given(&self) -> bool {
        self.layout.is_some()
    }

    /// The layout; `find` gives the number of the entity with an id.
    ///
    /// # Errors
    /// When there is none, or the layout has no middle.
    pub(super) fn method(&self, find: impl FnOnce(&str) -> Option<u32>) -> anyhow::Result<Method> {
        self.method_or(Method::default(), find)
    }

    /// The same, with the layout that is taken where none was asked for.
    ///
    /// # Errors
    /// As [`Self::method`].
    pub(super) fn method_or(
        &self,
        other: Method,
        find: impl FnOnce(&str) -> Option<u32>,
    ) -> anyhow::Result<Method> {
        let layout = self.layout.unwrap_or(other);
        let Some(id) = &self.center else { return Ok(layout) };
        if !layout.is_like(Method::Radial { center: None }) {
            bail!(
                "only a radial layout has a middle\n  hint: add `--layout radial`, or leave out `--center {id}`"
            );
        }
        let center = find(id).with_context(|| format!("no entity has the id “{id}”"))?;
        Ok(Method::Radial { center: Some(center) })
    }
}
