//! What a person has hidden.

use std::collections::BTreeSet;

use crate::model::{
    Attribution, Claim, ClaimIx, Class, Date, Day, DocIx, EntityIx, Grounding, KindIx, Status,
};

/// Who speaks, as filters see it.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
pub enum Voice {
    /// The document itself.
    Document,
    /// A named or nameless speaker.
    Entity(EntityIx),
}

impl Voice {
    /// Whose voice an attribution is.
    pub fn of(attribution: &Attribution) -> Self {
        attribution.speaker.map_or(Self::Document, Self::Entity)
    }
}

/// Which group each entity of the dataset is in, by number; see [`super::Analysis`]. An entity past the end
/// of a list is in no group.
#[derive(Clone, Copy, Default, Debug)]
pub struct Groups<'a> {
    /// Its community.
    pub community: &'a [u32],
    /// Its connected part.
    pub component: &'a [u32],
}

/// Which date of a claim counts.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Default, Debug)]
pub enum Dating {
    /// When it happened.
    #[default]
    Event,
    /// When somebody said it.
    Statement,
}

/// A stretch of time that claims must touch.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
pub struct DateWindow {
    /// First day.
    pub from: Day,
    /// Last day.
    pub to: Day,
    /// Whether claims without a date pass.
    pub undated: bool,
}

impl DateWindow {
    /// Whether a claim with this date passes. An end that is open or unknown reaches any day.
    pub fn passes(&self, time: Option<&Date>) -> bool {
        let Some(time) = time else { return self.undated };
        time.earliest().is_none_or(|first| first <= self.to)
            && time.latest().is_none_or(|last| last >= self.from)
    }

    /// Whether a claim passes by when it was said: some voice may have spoken within. Where no voice has a
    /// date, it is a claim without one.
    pub fn passes_said(&self, claim: &Claim) -> bool {
        let mut dates = claim.attributions.iter().filter_map(|voice| voice.date.as_ref()).peekable();
        if dates.peek().is_none() { self.undated } else { dates.any(|date| self.passes(Some(date))) }
    }
}

/// What is hidden; empty shows all. It names the hidden values, so that a value which a newer
/// dataset brings is shown.
#[derive(Clone, PartialEq, Eq, Default, Debug)]
pub struct Filter {
    /// Hidden kinds of entity.
    pub kinds: BTreeSet<KindIx>,
    /// Hidden classes of claim.
    pub classes: BTreeSet<Class>,
    /// Hidden statuses of claim.
    pub statuses: BTreeSet<Status>,
    /// Hidden voices: a claim that only these speak for goes.
    pub speakers: BTreeSet<Voice>,
    /// Hidden predicates.
    pub predicates: BTreeSet<String>,
    /// Hidden documents: a claim that is cited to these alone goes.
    pub documents: BTreeSet<DocIx>,
    /// Hidden outcomes of grounding: a claim all of whose citations came out so goes.
    pub groundings: BTreeSet<Grounding>,
    /// Hidden connected parts, by the numbers of [`Groups`].
    pub components: BTreeSet<u32>,
    /// Hidden communities, by the numbers of [`Groups`].
    pub communities: BTreeSet<u32>,
    /// Hidden properties, key and value: an entity goes when all its values for a key are hidden.
    pub properties: BTreeSet<(String, String)>,
    /// Entities hidden by hand.
    pub entities: BTreeSet<EntityIx>,
    /// Claims hidden by hand.
    pub claims: BTreeSet<ClaimIx>,
    /// How many claims of the whole case an entity must be an end of: least and most.
    pub degree: Option<(u32, u32)>,
    /// When claims must have happened.
    pub dates: Option<DateWindow>,
    /// When somebody must have said them.
    pub said: Option<DateWindow>,
    /// The entities among which alone claims are shown.
    pub only: Option<BTreeSet<EntityIx>>,
}

impl Filter {
    /// Whether nothing is hidden.
    pub fn is_empty(&self) -> bool {
        *self == Self::default()
    }

    /// The stretch of time that claims must touch by one of their dates.
    pub fn window(&self, by: Dating) -> Option<DateWindow> {
        match by {
            Dating::Event => self.dates,
            Dating::Statement => self.said,
        }
    }

    /// The same with another stretch of time.
    pub fn with_window(mut self, by: Dating, window: Option<DateWindow>) -> Self {
        match by {
            Dating::Event => self.dates = window,
            Dating::Statement => self.said = window,
        }
        self
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_date_passes_when_it_may_touch_the_window() {
        let window = DateWindow {
            from: Day::from_civil(2023, 10, 20),
            to: Day::from_civil(2023, 10, 26),
            undated: false,
        };
        let passes = |date: &str| window.passes(Date::parse(date).ok().as_ref());
        for date in ["2023-10-20", "2023-10-26", "2023-10", "202X", "../2023-10-20", "2023-10-26/.."] {
            assert!(passes(date), "{date}");
        }
        for date in ["2023-10-19", "2023-10-27", "2023-11", "../2023-10-19", "2023-10-27/"] {
            assert!(!passes(date), "{date}");
        }
        assert!(!window.passes(None));
        assert!(DateWindow { undated: true, ..window }.passes(None));
    }

    #[test]
    fn a_claim_was_said_within_when_one_voice_may_have_spoken_then() {
        let day = |day| Day::from_civil(2023, 10, day);
        let window = DateWindow { from: day(20), to: day(26), undated: false };
        let said = |dates: &[Option<&str>]| {
            let mut claim = Claim::new("c", EntityIx(0), "meets", None);
            claim.time = Date::parse("2023-10-21").ok();
            claim.attributions.extend(dates.iter().map(|date| Attribution {
                date: date.and_then(|date| Date::parse(date).ok()),
                ..Attribution::new(None, crate::model::Stance::Asserts)
            }));
            claim
        };
        assert!(window.passes_said(&said(&[Some("2023-10-19"), None, Some("2023-10-20")])));
        assert!(
            !window.passes_said(&said(&[Some("2023-10-19"), None])),
            "a voice without a date is no other"
        );
        for undated in [said(&[]), said(&[None])] {
            assert!(!window.passes_said(&undated));
            assert!(DateWindow { undated: true, ..window }.passes_said(&undated));
        }
    }
}
