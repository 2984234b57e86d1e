//! A way of looking by ids, as the workspace keeps it: according to somebody, without a source, along a path.

use serde::{Deserialize, Serialize};
use serde_json::Value;

use crate::graph::{Direction, Removed, Teller, Voice, Weighing};
use crate::model::{Dataset, EntityIx};
use crate::session::look::{Look, Way};

/// What stands in the file.
#[derive(Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
enum WayFile {
    According {
        teller: TellerFile,
        #[serde(default, skip_serializing_if = "Option::is_none")]
        against: Option<TellerFile>,
    },
    Without(RemovedFile),
    Path(PathFile),
}

/// Whose telling: "document", or ids of entities.
#[derive(Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
enum TellerFile {
    Document,
    Speaker(String),
    Side(Vec<String>),
}

/// What is taken away, by ids; a voice that is null is the document's own.
#[derive(Default, Serialize, Deserialize)]
#[serde(default)]
struct RemovedFile {
    documents: Vec<String>,
    voices: Vec<Option<String>>,
    anonymous: bool,
    kinds: Vec<String>,
}

/// Between whom, by ids.
#[derive(Default, Serialize, Deserialize)]
#[serde(default)]
struct PathFile {
    from: Option<String>,
    to: Option<String>,
    weighing: String,
    directed: bool,
    chosen: usize,
}

/// The way of looking by ids; null where the case is looked at as it is.
pub(super) fn to_value(look: Option<&Look>, data: &Dataset) -> Value {
    let file = look.and_then(|look| to_file(look, data));
    file.and_then(|file| serde_json::to_value(file).ok()).unwrap_or_default()
}

fn to_file(look: &Look, data: &Dataset) -> Option<WayFile> {
    let id = |entity: EntityIx| data.entities().get(entity.index()).map(|entity| entity.id.clone());
    let teller = |teller: &Teller| match teller {
        Teller::Document => Some(TellerFile::Document),
        Teller::Speaker(speaker) => id(*speaker).map(TellerFile::Speaker),
        Teller::Side(side) => Some(TellerFile::Side(side.iter().filter_map(|entity| id(*entity)).collect())),
    };
    Some(match look {
        Look::According { teller: of, against } => {
            WayFile::According { teller: teller(of)?, against: against.as_ref().and_then(teller) }
        }
        Look::Without(removed) => {
            let document =
                |ix: &crate::model::DocIx| data.documents().get(ix.index()).map(|found| found.id.clone());
            let voice = |voice: &Voice| match voice {
                Voice::Document => Some(None),
                Voice::Entity(entity) => id(*entity).map(Some),
            };
            WayFile::Without(RemovedFile {
                documents: removed.documents.iter().filter_map(document).collect(),
                voices: removed.voices.iter().filter_map(voice).collect(),
                anonymous: removed.anonymous,
                kinds: removed.kinds.iter().map(|kind| data.kind(*kind).id.clone()).collect(),
            })
        }
        Look::Path(way) => WayFile::Path(PathFile {
            from: way.from.and_then(id),
            to: way.to.and_then(id),
            weighing: way.weighing.id().to_owned(),
            directed: way.direction == Direction::Respected,
            chosen: way.chosen,
        }),
    })
}

/// The way of looking on a dataset. Ids that it does not know are left out and put into `missing`; a teller
/// whom it does not know at all leaves the case as it is. One that only a later version understands is none.
pub(super) fn from_value(value: &Value, data: &Dataset, missing: &mut Vec<String>) -> Option<Look> {
    if value.is_null() {
        return None;
    }
    let file = serde_json::from_value(value.clone()).ok()?;
    let mut entity = |id: &String| {
        let found = data.find_entity(id);
        if found.is_none() {
            missing.push(id.clone());
        }
        found
    };
    match file {
        WayFile::According { teller: of, against } => {
            let mut teller = |file: &TellerFile| match file {
                TellerFile::Document => Some(Teller::Document),
                TellerFile::Speaker(id) => entity(id).map(Teller::Speaker),
                TellerFile::Side(ids) => {
                    let side: std::collections::BTreeSet<EntityIx> =
                        ids.iter().filter_map(&mut entity).collect();
                    (!side.is_empty()).then_some(Teller::Side(side))
                }
            };
            let (of, against) = (teller(&of), against.as_ref().and_then(teller));
            Some(Look::According { teller: of?, against })
        }
        WayFile::Without(file) => {
            let mut removed = Removed { anonymous: file.anonymous, ..Removed::default() };
            for voice in &file.voices {
                removed.voices.extend(match voice {
                    None => Some(Voice::Document),
                    Some(id) => entity(id).map(Voice::Entity),
                });
            }
            for id in file.documents {
                match data.find_document(&id) {
                    Some(document) => drop(removed.documents.insert(document)),
                    None => missing.push(id),
                }
            }
            removed.kinds.extend(file.kinds.iter().filter_map(|id| data.kinds().find(id)));
            Some(Look::Without(removed))
        }
        WayFile::Path(file) => {
            let (from, to) = (file.from.as_ref().and_then(&mut entity), file.to.as_ref().and_then(entity));
            let weighing = Weighing::ALL.into_iter().find(|weighing| weighing.id() == file.weighing);
            let direction = if file.directed { Direction::Respected } else { Direction::Ignored };
            let weighing = weighing.unwrap_or(Way::default().weighing);
            // Which of the paths means something between the same ends only.
            let chosen = if from.is_some() && to.is_some() { file.chosen } else { 0 };
            Some(Look::Path(Way { from, to, weighing, direction, chosen }))
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::{DatasetBuilder, Entity, KindTable};

    fn case(ids: &[&str]) -> Dataset {
        let kind = KindTable::default().find("militia").unwrap();
        let entities = ids.iter().map(|id| Entity::new(*id, *id, kind)).collect();
        DatasetBuilder { entities, ..DatasetBuilder::default() }.build(1)
    }

    fn looks(data: &Dataset) -> Vec<Look> {
        let id = |id: &str| data.find_entity(id).unwrap();
        let kind = data.kinds().find("state").unwrap();
        let side = Teller::Side([id("a"), id("c")].into());
        let voices = [Voice::Document, Voice::Entity(id("b"))].into();
        let removed = Removed { voices, anonymous: true, kinds: [kind].into(), ..Removed::default() };
        let way = Way {
            from: Some(id("b")),
            to: Some(id("c")),
            weighing: Weighing::Hops,
            direction: Direction::Respected,
            chosen: 2,
        };
        vec![
            Look::According { teller: Teller::Speaker(id("b")), against: Some(Teller::Document) },
            Look::According { teller: side, against: None },
            Look::Without(removed),
            Look::Path(way),
            Look::Path(Way { from: Some(id("a")), ..Way::default() }),
        ]
    }

    #[test]
    fn every_way_of_looking_comes_back_by_its_ids() {
        let (data, other) = (case(&["a", "b", "c"]), case(&["c", "x", "b", "a"]));
        let mut missing = Vec::new();
        for (look, there) in looks(&data).iter().zip(looks(&other)) {
            let value = to_value(Some(look), &data);
            assert_eq!(from_value(&value, &data, &mut missing).as_ref(), Some(look), "{value}");
            assert_eq!(from_value(&value, &other, &mut missing), Some(there), "in another order: {value}");
        }
        assert_eq!(to_value(None, &data), Value::Null);
        assert!(missing.is_empty());
    }

    #[test]
    fn what_the_case_has_not_is_left_out_and_named() {
        let (data, poor) = (case(&["a", "b", "c"]), case(&["a"]));
        let on_poor = |look: &Look| {
            let mut missing = Vec::new();
            let look = from_value(&to_value(Some(look), &data), &poor, &mut missing);
            (look, missing.join(" "))
        };
        let all = looks(&data);
        assert_eq!(on_poor(&all[0]), (None, "b".to_owned()));
        let side = Teller::Side([EntityIx(0)].into());
        assert_eq!(on_poor(&all[1]), (Some(Look::According { teller: side, against: None }), "c".to_owned()));
        let (Some(Look::Without(removed)), missing) = on_poor(&all[2]) else { panic!("no source is left") };
        assert_eq!((removed.voices.len(), missing.as_str()), (1, "b"));
        let (Some(Look::Path(way)), missing) = on_poor(&all[3]) else { panic!("no path is left") };
        assert_eq!((way.from, way.to, way.chosen, missing.as_str()), (None, None, 0, "b c"));
        let later = serde_json::json!({"dreamt": {"by": "a"}});
        assert_eq!(from_value(&later, &poor, &mut Vec::new()), None);
    }
}
