//! The list of keys, made from the table of commands, where they can be changed; and what this program is.

use egui::{
    Button, Event, Key, Modifiers, RichText, ScrollArea, Stroke, Ui, Vec2, WidgetInfo, WidgetType, vec2,
};
use egui_phosphor::regular as icon;

use crate::session::{Action, COMMANDS, Command};
use crate::ui::theme::{color, icon_font, size};
use crate::ui::widgets::caption;
use crate::ui::{Context, keys};

/// What the mouse does on the canvas: words on the left, what happens on the right.
const MOUSE: &[(&str, &str)] = &[
    ("Wheel, pinch", "Zoom at the pointer"),
    ("Drag the background", "Move the picture"),
    ("Drag a node", "Move it and pin it; with Ctrl only move it"),
    ("Click", "Select; on the background: nothing"),
    ("Shift+click", "Add to the selection or take away"),
    ("Right click", "What can be done with it"),
    ("Double click a node", "Its ego network, and back"),
    ("Double click the background", "Fit all"),
    ("Escape", "Close, clear, go back, in turn"),
];

/// Least size of a key, in points.
const CAP: Vec2 = vec2(24.0, 20.0);

/// What is being changed.
#[derive(Default)]
pub(super) struct KeysState {
    /// Whose key is to be pressed, and the one that it takes the place of; `None` for one more.
    asking: Option<(Command, Option<String>)>,
    /// The key that was pressed although another command has it.
    clash: Option<(String, Command)>,
}

impl KeysState {
    /// Whether the next key belongs to the dialog.
    pub(super) fn takes_keys(&self) -> bool {
        self.asking.is_some()
    }

    pub(super) fn close(&mut self) {
        *self = Self::default();
    }
}

pub(super) fn show(ui: &mut Ui, ctx: &Context<'_>, state: &mut KeysState, out: &mut Vec<Action>) {
    capture(ui, ctx, state, out);
    let hint = "Click a key to change it";
    ui.horizontal(|ui| {
        ui.label(RichText::new(hint).size(size::SMALL).color(ctx.theme.text3()));
        let changed = !ctx.session.settings().keys.is_empty();
        ui.with_layout(egui::Layout::right_to_left(egui::Align::Center), |ui| {
            if ui.add_enabled(changed, Button::new("Reset all")).clicked() {
                state.close();
                out.push(Action::Settings(Box::new(|settings| settings.keys.clear())));
            }
        });
    });
    ui.add_space(6.0);
    ScrollArea::vertical().max_height(480.0).auto_shrink([false, true]).show(ui, |ui| {
        egui::Grid::new("keys").num_columns(2).spacing([24.0, 4.0]).min_col_width(200.0).show(ui, |ui| {
            for info in COMMANDS {
                ui.label(RichText::new(info.words.trim_end_matches('…')).color(ctx.theme.text()));
                ui.vertical(|ui| {
                    row(ui, ctx, info.command, state, out);
                    clash(ui, ctx, info.command, state, out);
                });
                ui.end_row();
            }
            for (what, happens) in MOUSE {
                ui.label(RichText::new(*what).color(ctx.theme.text()));
                ui.label(RichText::new(*happens).size(size::SMALL).color(ctx.theme.text2()));
                ui.end_row();
            }
        });
    });
}

/// The keys of a command, each a button, and what can be done with them.
fn row(ui: &mut Ui, ctx: &Context<'_>, command: Command, state: &mut KeysState, out: &mut Vec<Action>) {
    let (theme, settings) = (ctx.theme, ctx.session.settings());
    let words = command.info().words.trim_end_matches('…');
    let os = ui.ctx().os();
    let asked = |of: Option<&str>| {
        state.asking.as_ref().is_some_and(|(who, key)| *who == command && key.as_deref() == of)
    };
    let mut ask: Option<Option<String>> = None;
    ui.horizontal(|ui| {
        ui.spacing_mut().item_spacing.x = 4.0;
        for key in settings.keys_of(command) {
            let name = if asked(Some(key)) { "Press a key".to_owned() } else { keys::shown(key, os) };
            // A key that egui does not know does nothing; it is kept for a program that knows it.
            let ink = if keys::parse(key).is_some() { theme.text2() } else { theme.text3() };
            let button = Button::new(RichText::new(&name).size(size::CAPTION).color(ink)).small();
            let button = button.stroke(Stroke::new(1.0, theme.line())).min_size(CAP);
            let response = ui.add(button.selected(asked(Some(key))));
            response
                .widget_info(|| WidgetInfo::labeled(WidgetType::Button, true, format!("{words}: {name}")));
            let response = response.on_hover_text("Change this key; Backspace takes it away");
            if response.clicked() {
                ask = Some(Some(key.to_owned()));
            }
        }
        if asked(None) {
            ui.label(RichText::new("Press a key").size(size::CAPTION).color(theme.accent()));
        } else {
            let sign = RichText::new(icon::PLUS).font(icon_font(11.0)).color(theme.text3());
            let add = ui.add(Button::new(sign).small().frame_when_inactive(false).min_size(CAP));
            let name = format!("Add a key: {words}");
            add.widget_info(|| WidgetInfo::labeled(WidgetType::Button, true, &name));
            if add.on_hover_text("Add a key").clicked() {
                ask = Some(None);
            }
        }
        let changed = settings.keys.contains_key(command.id());
        if changed && ui.small_button("Reset").on_hover_text("Its own keys again").clicked() {
            out.push(Action::Settings(Box::new(move |settings| settings.reset_keys(command))));
        }
    });
    if let Some(key) = ask {
        (state.asking, state.clash) = (Some((command, key)), None);
    }
}

/// Names the command that has the key that was pressed, and asks which is to have it.
fn clash(ui: &mut Ui, ctx: &Context<'_>, command: Command, state: &mut KeysState, out: &mut Vec<Action>) {
    let Some((who, replaced)) = state.asking.clone().filter(|(who, _)| *who == command) else { return };
    let Some((key, other)) = state.clash.clone() else { return };
    let name = keys::shown(&key, ui.ctx().os());
    let words = format!("{name} is {}:", other.info().words);
    ui.horizontal(|ui| {
        ui.label(RichText::new(words).size(size::SMALL).color(color(ctx.theme.style.v_unsure)));
        if ui.small_button("Replace").clicked() {
            out.push(Action::Settings(Box::new(move |settings| {
                settings.set_key(who, replaced.as_deref(), &key);
            })));
            state.close();
        }
        if ui.small_button("Cancel").clicked() {
            state.close();
        }
    });
}

/// Takes the key that was pressed while one is asked for.
fn capture(ui: &Ui, ctx: &Context<'_>, state: &mut KeysState, out: &mut Vec<Action>) {
    let Some((command, replaced)) = state.asking.clone().filter(|_| state.clash.is_none()) else { return };
    let Some((modifiers, key)) = ui.input_mut(take_key) else { return };
    let bare = modifiers == Modifiers::NONE;
    if key == Key::Escape && bare {
        state.close();
        return;
    }
    if matches!(key, Key::Backspace | Key::Delete) && bare {
        if let Some(old) = replaced {
            out.push(Action::Settings(Box::new(move |settings| settings.drop_key(command, &old))));
        }
        state.close();
        return;
    }
    let name = keys::name_of(modifiers, key);
    if let Some(other) = ctx.session.settings().taken(&name, command) {
        state.clash = Some((name, other));
    } else {
        out.push(Action::Settings(Box::new(move |settings| {
            settings.set_key(command, replaced.as_deref(), &name);
        })));
        state.close();
    }
}

/// The first key that was pressed in this frame, taken so that nothing else acts on it. Tab and Enter walk
/// and press the dialog's buttons, and stay.
fn take_key(input: &mut egui::InputState) -> Option<(Modifiers, Key)> {
    let pressed = |event: &Event| match event {
        Event::Key { key, pressed: true, repeat: false, modifiers, .. }
            if !matches!(key, Key::Tab | Key::Enter) =>
        {
            Some((*modifiers, *key))
        }
        _ => None,
    };
    let at = input.events.iter().position(|event| pressed(event).is_some())?;
    let found = input.events.get(at).and_then(pressed);
    input.events.remove(at);
    found
}

pub(super) fn about(ui: &mut Ui, ctx: &Context<'_>) {
    ui.label(
        RichText::new(concat!("Attaché ", env!("CARGO_PKG_VERSION")))
            .size(size::TITLE)
            .color(ctx.theme.text()),
    );
    ui.add_space(4.0);
    ui.label("Click any line and read who said it, in which words, and who denies it");
    ui.add_space(12.0);
    ui.label(caption(
        ctx.theme,
        "MIT or Apache-2.0. Typefaces: Ubuntu Light, Noto Sans, Hack. Icons: Phosphor",
    ));
}
