//! Keys: from their names to what egui reports, and back for macOS.

use egui::{Key, Modifiers, os::OperatingSystem};

use crate::session::{Action, COMMANDS, Command, Settings, canonical};

/// Keys whose names are their signs.
const SIGNS: [(&str, Key); 6] = [
    ("/", Key::Slash),
    ("?", Key::Questionmark),
    ("+", Key::Plus),
    ("-", Key::Minus),
    ("[", Key::OpenBracket),
    ("]", Key::CloseBracket),
];

/// A key with its modifiers, read from a name such as `Ctrl+Shift+F`; `None` where egui knows no such key.
pub(super) fn parse(name: &str) -> Option<(Modifiers, Key)> {
    let name = canonical(name)?;
    let mut modifiers = Modifiers::NONE;
    let mut rest = name.as_str();
    for (prefix, modifier) in
        [("Ctrl+", Modifiers::COMMAND), ("Alt+", Modifiers::ALT), ("Shift+", Modifiers::SHIFT)]
    {
        if let Some(after) = rest.strip_prefix(prefix).filter(|after| !after.is_empty()) {
            modifiers = modifiers.plus(modifier);
            rest = after;
        }
    }
    let sign = SIGNS.iter().find(|(sign, _)| *sign == rest).map(|&(_, key)| key);
    Some((modifiers, sign.or_else(|| Key::from_name(rest))?))
}

/// The name of a key that was pressed, as the table of commands writes it.
pub(super) fn name_of(modifiers: Modifiers, key: Key) -> String {
    let sign = |on: bool, words: &'static str| if on { words } else { "" };
    let known = SIGNS.iter().find(|(_, of)| *of == key);
    let name = known.map_or_else(|| key.name(), |(sign, _)| sign);
    // A sign already says whether Shift was held.
    let shift = modifiers.shift && (known.is_none() || modifiers.command || modifiers.alt);
    format!(
        "{}{}{}{name}",
        sign(modifiers.command || modifiers.ctrl, "Ctrl+"),
        sign(modifiers.alt, "Alt+"),
        sign(shift, "Shift+")
    )
}

/// Whether a key types nothing, so that it works while a text field has the focus.
fn is_function(key: Key) -> bool {
    let number = key.name().strip_prefix('F').and_then(|number| number.parse::<u8>().ok());
    number.is_some_and(|number| (1..=35).contains(&number))
}

/// The commands whose keys were pressed in this frame, longest modifiers first.
///
/// `reasons` says that a rejection waits for its reason: whoever types it judges nothing else by that. While a text field
/// has the focus only function keys and keys with Ctrl count, so that typing stays typing.
pub(super) fn pressed(ctx: &egui::Context, settings: &Settings, typing: bool, reasons: bool) -> Vec<Action> {
    // Most frames see no key at all.
    let any = |input: &egui::InputState| {
        input.events.iter().any(|event| matches!(event, egui::Event::Key { pressed: true, .. }))
    };
    if !ctx.input(any) {
        return Vec::new();
    }
    let mut rows: Vec<(Modifiers, Key, Command)> = COMMANDS
        .iter()
        .flat_map(|info| settings.keys_of(info.command).map(move |key| (parse(key), info.command)))
        .filter_map(|(parsed, command)| parsed.map(|(modifiers, key)| (modifiers, key, command)))
        .collect();
    rows.sort_by_key(|(modifiers, ..)| {
        let held = [modifiers.shift, modifiers.command, modifiers.alt];
        std::cmp::Reverse(held.into_iter().filter(|held| *held).count())
    });
    let mut actions = Vec::new();
    for (modifiers, key, command) in rows {
        // Space and Shift+Space act when they are released, so that Space+drag can pan; the canvas does that.
        let bare = !modifiers.command && !is_function(key);
        // Ctrl+A, Ctrl+Z and Ctrl+Y belong to a text field that has the focus.
        let fields = matches!(command, Command::SelectAll | Command::Undo | Command::Redo);
        let theirs = typing && (bare || fields);
        let types = (Key::Num0..=Key::Num9).contains(&key) || (Key::A..=Key::Z).contains(&key);
        let answer = reasons && bare && !modifiers.alt && types;
        if theirs || answer || key == Key::Space {
            continue;
        }
        // A key that is held down gives one verdict, not one a frame.
        if !repeats(command) {
            ctx.input_mut(|input| {
                let again = |event: &egui::Event| {
                    matches!(event, egui::Event::Key { key: of, repeat: true, .. } if *of == key)
                };
                input.events.retain(|event| !again(event));
            });
        }
        if ctx.input_mut(|input| consume(input, modifiers, key)) {
            actions.push(Action::Run(command));
        }
    }
    actions
}

/// The command that Space runs when it is released on the canvas.
pub(super) fn on_space(settings: &Settings, shift: bool) -> Option<Command> {
    let wanted = if shift { "Shift+Space" } else { "Space" };
    let runs = |command: &Command| {
        settings.keys_of(*command).any(|key| canonical(key).is_some_and(|key| key == wanted))
    };
    COMMANDS.iter().map(|info| info.command).find(runs)
}

/// Whether holding the key of a command down does it again and again.
fn repeats(command: Command) -> bool {
    matches!(
        command,
        Command::NextClaim
            | Command::PreviousClaim
            | Command::ZoomIn
            | Command::ZoomOut
            | Command::Undo
            | Command::Redo
            | Command::Back
            | Command::Forward
    )
}

fn consume(input: &mut egui::InputState, modifiers: Modifiers, key: Key) -> bool {
    // Keys that are symbols may need Shift or Alt on some keyboards and not on others.
    let symbol = SIGNS.iter().any(|(_, sign)| *sign == key);
    if symbol && modifiers == Modifiers::NONE {
        let with_shift = key != Key::Slash && input.consume_key(Modifiers::SHIFT, key);
        return with_shift || input.consume_key(Modifiers::NONE, key);
    }
    // egui lets a key with Alt pass for the one without.
    (modifiers.alt || !input.modifiers.alt) && input.consume_key(modifiers, key)
}

/// A key's name as this system writes it: Ctrl reads Cmd on macOS.
pub fn shown(name: &str, os: OperatingSystem) -> String {
    if os == OperatingSystem::Mac {
        name.replace("Ctrl+", "Cmd+").replace("Alt+", "Option+")
    } else {
        name.to_owned()
    }
}

/// A command's words and key for a tip, as this system writes keys.
pub fn tip(ctx: &super::Context<'_>, os: OperatingSystem, command: Command) -> String {
    shown(&ctx.session.settings().tip_of(command), os)
}

#[cfg(test)]
mod tests {
    use egui::{Key, Modifiers};

    use super::{COMMANDS, Command, Settings, name_of, on_space, parse};

    #[test]
    fn every_key_of_the_table_is_one_that_egui_knows_and_names_alike() {
        for key in COMMANDS.iter().flat_map(|info| info.keys) {
            let (modifiers, parsed) = parse(key).unwrap_or_else(|| panic!("{key}"));
            assert_eq!(name_of(modifiers, parsed), *key);
        }
    }

    #[test]
    fn keys_that_nobody_has_are_no_keys() {
        for name in ["Hyper+O", "Ctrl+Nonsense", "", "Ctrl+"] {
            assert_eq!(parse(name), None, "{name}");
        }
        assert_eq!(parse("shift+alt+left"), None, "names of keys are written as in the table");
        assert_eq!(parse("shift+alt+Left"), Some((Modifiers::ALT | Modifiers::SHIFT, Key::ArrowLeft)));
        assert_eq!(name_of(Modifiers::SHIFT, Key::Questionmark), "?");
    }

    #[test]
    fn space_runs_what_it_was_given_to() {
        let mut settings = Settings::default();
        assert_eq!(on_space(&settings, false), Some(Command::PauseLayout));
        assert_eq!(on_space(&settings, true), Some(Command::RestartLayout));
        settings.set_key(Command::NextClaim, None, "Space");
        assert_eq!(on_space(&settings, false), Some(Command::NextClaim));
        settings.drop_key(Command::NextClaim, "Space");
        assert_eq!(on_space(&settings, false), None);
    }
}
