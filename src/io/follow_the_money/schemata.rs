//! The schemata of `FollowTheMoney` whose entities stand for a relation, with the properties that are its ends.

/// A schema that is an edge.
pub(super) struct Interest {
    pub(super) schema: &'static str,
    pub(super) from: &'static str,
    pub(super) to: &'static str,
    /// The relation where the record has no words of its own for it.
    pub(super) relation: &'static str,
}

const fn interest(
    schema: &'static str,
    from: &'static str,
    to: &'static str,
    relation: &'static str,
) -> Interest {
    Interest { schema, from, to, relation }
}

/// All of them. The relation reads from the first end to the second.
const INTERESTS: &[Interest] = &[
    interest("Ownership", "owner", "asset", "owns"),
    interest("Directorship", "director", "organization", "director of"),
    interest("Membership", "member", "organization", "member_of"),
    interest("Employment", "employee", "employer", "employed by"),
    interest("Family", "person", "relative", "family"),
    interest("Associate", "person", "associate", "associate"),
    interest("Representation", "agent", "client", "represents"),
    interest("UnknownLink", "subject", "object", "linked_to"),
    interest("Payment", "payer", "beneficiary", "pays"),
    interest("Debt", "debtor", "creditor", "owes"),
    interest("Occupancy", "holder", "post", "holds_position"),
    interest("Succession", "predecessor", "successor", "succeeded by"),
    interest("ContractAward", "supplier", "contract", "supplies"),
    interest("ProjectParticipant", "participant", "project", "takes part in"),
    interest("CourtCaseParty", "party", "case", "party to"),
    interest("Documentation", "entity", "document", "documented by"),
    interest("EventParticipant", "participant", "event", "takes part in"),
    interest("Similar", "candidate", "match", "similar to"),
    interest("Link", "subject", "object", "linked_to"),
];

/// The edge that a schema stands for.
pub(super) fn find(schema: &str) -> Option<&'static Interest> {
    INTERESTS.iter().find(|interest| interest.schema == schema)
}

/// Relations that hold both ways.
pub(super) fn is_mutual(schema: &str) -> bool {
    matches!(schema, "Family" | "Associate" | "UnknownLink" | "Similar")
}
