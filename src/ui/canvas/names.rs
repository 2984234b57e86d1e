//! What nodes and lines are called: by screen readers, in tips and in tests.

use crate::model::{ClaimIx, Dataset, EntityIx, Stance};
use crate::session::Session;
use crate::ui::widgets::counted;

/// "Hamas, militia, 6 claims, pinned", or of several that are collapsed "Group: 9 militias, 12 claims, collapsed".
pub fn entity(session: &Session, entity: EntityIx, pinned: bool) -> String {
    let data = session.data();
    let record = data.entity(entity);
    let mut name = if session.is_group(entity) {
        let (outside, inside) = session.claims_of(entity);
        let claims = counted(outside.len() + inside.len(), "claim", "claims");
        format!("Group: {}, {claims}, collapsed", record.name)
    } else {
        let claims = counted(data.acts(entity).len() + data.acted_on(entity).len(), "claim", "claims");
        format!("{}, {}, {claims}", record.name, data.kind_of(entity).label)
    };
    if pinned {
        name.push_str(", pinned");
    }
    name
}

/// "Joe Biden warned Ayatollah Ali Khamenei, speaks against, disputed: 3 say so, 1 denies".
pub fn claim(data: &Dataset, claim: ClaimIx) -> String {
    let voices = voices(data, claim);
    let (class, status) = (data.class(claim).words(), data.status(claim).id());
    let voices = if voices.is_empty() { String::new() } else { format!(": {voices}") };
    format!("{}, {class}, {status}{voices}", data.sentence(claim))
}

/// "Mohammad Jamshidi denies": one voice of a claim.
pub fn voice(data: &Dataset, claim: ClaimIx, number: u32) -> String {
    let voice = data.claim(claim).attributions.get(number as usize);
    let who =
        voice.and_then(|voice| voice.speaker).map_or("The report", |speaker| &data.entity(speaker).name);
    format!("{who} {}", voice.map_or("is silent", |voice| voice.stance.words()))
}

/// "3 say so, 1 denies": who takes which stance, counted.
pub fn voices(data: &Dataset, claim: ClaimIx) -> String {
    let voices = &data.claim(claim).attributions;
    let count = |stances: &[Stance]| voices.iter().filter(|voice| stances.contains(&voice.stance)).count();
    let groups: [(&[Stance], &str, &str); 5] = [
        (&[Stance::Asserts, Stance::Confirms], "says so", "say so"),
        (&[Stance::Denies, Stance::Disputes], "denies", "deny"),
        (&[Stance::Doubts], "doubts", "doubt"),
        (&[Stance::CannotVerify, Stance::NeitherConfirmsNorDenies], "could not verify", "could not verify"),
        (&[Stance::Retracts], "retracts", "retract"),
    ];
    let words: Vec<String> = groups
        .into_iter()
        .map(|(stances, one, many)| (count(stances), one, many))
        .filter(|(n, ..)| *n > 0)
        .map(|(n, one, many)| format!("{n} {}", if n == 1 { one } else { many }))
        .collect();
    words.join(", ")
}
