//! Keys: from the names in the table of commands to what egui reports, and back for macOS.

use egui::{Key, Modifiers, os::OperatingSystem};

use crate::session::{Action, COMMANDS, Command};

/// A key with its modifiers, read from a name such as `Ctrl+Shift+F`.
fn parse(name: &str) -> Option<(Modifiers, Key)> {
    let mut modifiers = Modifiers::NONE;
    let mut rest = name;
    loop {
        if let Some(after) = rest.strip_prefix("Ctrl+") {
            modifiers = modifiers.plus(Modifiers::COMMAND);
            rest = after;
        } else if let Some(after) = rest.strip_prefix("Shift+") {
            modifiers = modifiers.plus(Modifiers::SHIFT);
            rest = after;
        } else {
            break;
        }
    }
    let key = match rest {
        "/" => Key::Slash,
        "?" => Key::Questionmark,
        "+" => Key::Plus,
        "-" => Key::Minus,
        _ => Key::from_name(rest)?,
    };
    Some((modifiers, key))
}

/// The commands whose keys were pressed in this frame, longest modifiers first.
///
/// While a text field has the focus only keys with Ctrl count, so that typing stays typing.
pub(super) fn pressed(ctx: &egui::Context, typing: bool) -> Vec<Action> {
    let mut rows: Vec<(Modifiers, Key, Command)> = COMMANDS
        .iter()
        .flat_map(|info| info.keys.iter().map(move |key| (parse(key), info.command)))
        .filter_map(|(parsed, command)| parsed.map(|(modifiers, key)| (modifiers, key, command)))
        .collect();
    rows.sort_by_key(|(modifiers, ..)| {
        std::cmp::Reverse(u8::from(modifiers.shift) + u8::from(modifiers.command))
    });
    let mut actions = Vec::new();
    for (modifiers, key, command) in rows {
        // Space and Shift+Space act when they are released, so that Space+drag can pan; the canvas does that.
        let bare = !modifiers.command;
        // Ctrl+A, Ctrl+Z and Ctrl+Y belong to a text field that has the focus.
        let fields = matches!(command, Command::SelectAll | Command::Undo | Command::Redo);
        let theirs = typing && (bare || fields);
        if theirs || key == Key::Space {
            continue;
        }
        if ctx.input_mut(|input| consume(input, modifiers, key)) {
            actions.push(Action::Run(command));
        }
    }
    actions
}

fn consume(input: &mut egui::InputState, modifiers: Modifiers, key: Key) -> bool {
    // Keys that are symbols may need Shift on some keyboards and not on others.
    let symbol = matches!(key, Key::Slash | Key::Questionmark | Key::Plus | Key::Minus);
    if symbol && modifiers == Modifiers::NONE {
        let with_shift = key != Key::Slash && input.consume_key(Modifiers::SHIFT, key);
        return with_shift || input.consume_key(Modifiers::NONE, key);
    }
    input.consume_key(modifiers, key)
}

/// A key's name as this system writes it: Ctrl reads ⌘ on macOS.
pub fn shown(name: &str, os: OperatingSystem) -> String {
    if os == OperatingSystem::Mac { name.replace("Ctrl+", "Cmd+") } else { name.to_owned() }
}

#[cfg(test)]
mod tests {
    use super::{COMMANDS, parse};

    #[test]
    fn every_key_of_the_table_is_one_that_egui_knows() {
        for key in COMMANDS.iter().flat_map(|info| info.keys) {
            assert!(parse(key).is_some(), "{key}");
        }
    }
}
