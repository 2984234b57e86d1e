//! Search: one box over names, aliases, claims and the texts, as somebody types.
//!
//! Both sides are folded ([`fold`]) and cut into words. Every distinct word stands once in a sorted
//! vocabulary with the list of the labels (or sentences) that hold it ([`words`]); a query word is looked up
//! there, plainly and with typing errors ([`similar`]), and what it finds is combined and ranked in
//! [`labels`] (entities, claims, documents) and [`texts`] (sentences).

mod fold;
mod hit;
mod index;
mod labels;
mod marks;
mod passages;
mod query;
mod similar;
mod texts;
mod top;
mod words;

pub use hit::{Hit, Hits, Rank};
pub use index::Index;
