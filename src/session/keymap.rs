//! Which keys run which command: those of the table, or those that a person chose instead.

use std::collections::BTreeMap;

use super::{COMMANDS, Command, Settings};

/// Keys that a person chose, by the stable name of the command. An empty list takes a command's keys away.
/// Names of commands and keys that nobody knows are kept, so that an older program does not lose what a
/// newer one wrote, and are ignored.
pub type KeyMap = BTreeMap<String, Vec<String>>;

/// Two commands that want the same key.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Clash {
    /// The key, in its one spelling.
    pub key: String,
    /// The command that stands first in the table.
    pub first: Command,
    /// The other one.
    pub second: Command,
}

/// The one spelling of a key's name: modifiers in the order Ctrl, Alt, Shift, then the key. `None` where
/// no key is named.
pub fn canonical(name: &str) -> Option<String> {
    let (mut ctrl, mut alt, mut shift) = (false, false, false);
    let mut rest = name.trim();
    while let Some((word, after)) = rest.split_once('+').filter(|(_, after)| !after.is_empty()) {
        match word.trim().to_ascii_lowercase().as_str() {
            "ctrl" | "cmd" | "command" => ctrl = true,
            "alt" | "option" => alt = true,
            "shift" => shift = true,
            _ => return None,
        }
        rest = after.trim_start();
    }
    if rest.is_empty() || rest.chars().any(char::is_whitespace) {
        return None;
    }
    let mut chars = rest.chars();
    let key = match (chars.next(), chars.next()) {
        (Some(letter), None) => letter.to_uppercase().collect(),
        _ => rest.to_owned(),
    };
    let sign = |on: bool, words: &'static str| if on { words } else { "" };
    Some(format!("{}{}{}{key}", sign(ctrl, "Ctrl+"), sign(alt, "Alt+"), sign(shift, "Shift+")))
}

impl Settings {
    /// The keys of a command, the first of which is named in menus and tips.
    pub fn keys_of(&self, command: Command) -> impl Iterator<Item = &str> {
        let chosen = self.keys.get(command.id());
        let given = if chosen.is_some() { &[][..] } else { command.info().keys };
        given.iter().copied().chain(chosen.into_iter().flatten().map(String::as_str))
    }

    /// The key that menus and tips name.
    pub fn key_of(&self, command: Command) -> Option<&str> {
        self.keys_of(command).next()
    }

    /// A command's words and first key, for a tooltip: "Fit all (F)".
    pub fn tip_of(&self, command: Command) -> String {
        let words = command.info().words.trim_end_matches('…');
        self.key_of(command).map_or_else(|| words.to_owned(), |key| format!("{words} ({key})"))
    }

    /// The command that a key runs, other than one that is left out.
    pub fn taken(&self, key: &str, but: Command) -> Option<Command> {
        let wanted = canonical(key)?;
        let has = |command: Command| {
            self.keys_of(command).any(|known| canonical(known).is_some_and(|known| known == wanted))
        };
        COMMANDS.iter().map(|info| info.command).find(|&command| command != but && has(command))
    }

    /// Gives a key to a command in place of another of its keys, or as one more; whoever had it loses it.
    pub fn set_key(&mut self, command: Command, replaced: Option<&str>, key: &str) {
        let Some(key) = canonical(key) else { return };
        if let Some(loser) = self.taken(&key, command) {
            let left = self.keys_of(loser).filter(|known| canonical(known).as_ref() != Some(&key));
            let left = left.map(str::to_owned).collect();
            self.choose(loser, left);
        }
        let mut keys: Vec<String> = Vec::new();
        for known in self.keys_of(command) {
            let known = if Some(known) == replaced { key.as_str() } else { known };
            if !keys.iter().any(|there| there == known) {
                keys.push(known.to_owned());
            }
        }
        if !keys.contains(&key) {
            keys.push(key);
        }
        self.choose(command, keys);
    }

    /// Takes a key away from a command.
    pub fn drop_key(&mut self, command: Command, key: &str) {
        let left = self.keys_of(command).filter(|known| *known != key).map(str::to_owned).collect();
        self.choose(command, left);
    }

    /// Gives a command the keys of the table again; one that another command has by now stays there.
    pub fn reset_keys(&mut self, command: Command) {
        let free = |key: &&&str| self.taken(key, command).is_none();
        let keys: Vec<String> = command.info().keys.iter().filter(free).map(|&key| key.to_owned()).collect();
        self.choose(command, keys);
    }

    fn choose(&mut self, command: Command, keys: Vec<String>) {
        if keys == command.info().keys {
            self.keys.remove(command.id());
        } else {
            self.keys.insert(command.id().to_owned(), keys);
        }
    }

    /// Every two commands that want the same key, in the order of the table.
    pub fn clashes(&self) -> Vec<Clash> {
        let mut owners: BTreeMap<String, Command> = BTreeMap::new();
        let mut clashes = Vec::new();
        for info in COMMANDS {
            for key in self.keys_of(info.command).filter_map(canonical) {
                match owners.get(&key) {
                    Some(&first) if first != info.command => {
                        clashes.push(Clash { key, first, second: info.command });
                    }
                    _ => {
                        owners.insert(key, info.command);
                    }
                }
            }
        }
        clashes
    }
}

#[cfg(test)]
mod tests {
    use super::{Command, Settings, canonical};

    fn keys(settings: &Settings, command: Command) -> Vec<&str> {
        settings.keys_of(command).collect()
    }

    #[test]
    fn a_key_has_one_spelling() {
        assert_eq!(canonical("shift+ctrl+f").as_deref(), Some("Ctrl+Shift+F"));
        assert_eq!(canonical("Ctrl++").as_deref(), Some("Ctrl++"));
        assert_eq!(canonical("+").as_deref(), Some("+"));
        assert_eq!(canonical("Alt+PageUp").as_deref(), Some("Alt+PageUp"));
        for nothing in ["", "  ", "Hyper+X", "a b"] {
            assert_eq!(canonical(nothing), None, "{nothing}");
        }
    }

    #[test]
    fn the_defaults_have_no_clash_and_an_edited_map_names_its_own() {
        let mut settings = Settings::default();
        assert_eq!(settings.clashes(), []);
        settings.keys.insert("legend".to_owned(), vec!["ctrl+O".to_owned()]);
        let clashes = settings.clashes();
        assert_eq!(clashes.len(), 1);
        assert_eq!(
            (clashes[0].key.as_str(), clashes[0].first, clashes[0].second),
            ("Ctrl+O", Command::Open, Command::Legend)
        );
    }

    #[test]
    fn a_key_given_to_one_command_is_taken_from_the_other() {
        let mut settings = Settings::default();
        assert_eq!(settings.taken("ctrl+o", Command::Legend), Some(Command::Open));
        settings.set_key(Command::Legend, Some("L"), "Ctrl+O");
        assert_eq!(keys(&settings, Command::Legend), ["Ctrl+O"]);
        assert!(keys(&settings, Command::Open).is_empty());
        assert_eq!(settings.clashes(), []);
        settings.reset_keys(Command::Open);
        assert!(keys(&settings, Command::Open).is_empty(), "its key is another's by now");
        settings.reset_keys(Command::Legend);
        settings.reset_keys(Command::Open);
        assert_eq!(settings, Settings::default());
    }

    #[test]
    fn keys_are_added_and_taken_away() {
        let mut settings = Settings::default();
        settings.set_key(Command::Search, None, "alt+s");
        assert_eq!(keys(&settings, Command::Search), ["/", "Ctrl+F", "Alt+S"]);
        settings.drop_key(Command::Search, "/");
        assert_eq!(settings.tip_of(Command::Search), "Search (Ctrl+F)");
        settings.set_key(Command::Search, None, "not a key");
        assert_eq!(keys(&settings, Command::Search), ["Ctrl+F", "Alt+S"]);
    }

    #[test]
    fn what_nobody_knows_is_kept_and_ignored() {
        let written = r#"{"keys": {"fly": ["Ctrl+O"], "open": ["Hyper+O", "Ctrl+P"]}}"#;
        let settings: Settings = serde_json::from_str(written).unwrap();
        assert_eq!(settings.clashes(), []);
        assert_eq!(settings.taken("Ctrl+P", Command::Legend), Some(Command::Open));
        let back = serde_json::to_value(&settings).unwrap();
        assert_eq!(back["keys"]["fly"][0], "Ctrl+O");
        assert_eq!(back["keys"]["open"][0], "Hyper+O");
    }
}
