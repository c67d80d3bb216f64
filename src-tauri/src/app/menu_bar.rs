//! The menu bar on macOS; the other systems have the page's own menu only.
//!
//! It replaces Tauri's default, which is in English and whose ⌘W closes the window instead of the tab. The text fields
//! get ⌘C, ⌘V and the like from its Edit menu. Commands are those of the page's command table
//! (`ui/view/commands.ts`). A pressed shortcut reaches the page first, and the menu only if the page does not handle it.

// Only the tests read the table elsewhere.
#![cfg_attr(not(target_os = "macos"), allow(dead_code))]

use crate::app::page_queue::PageQueue;

/// Commands that the user chose in the menu bar and the page has not run yet, as ids of its command table.
#[derive(Default)]
pub(crate) struct MenuCommands(pub(crate) PageQueue<String>);

/// A menu: its title as a translation key, and its entries.
pub(crate) struct MenuDefinition {
    pub(crate) title: &'static str,
    pub(crate) entries: &'static [Entry],
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Entry {
    Separator,
    /// Handled by the system; with its translation key.
    System(Action, &'static str),
    /// A command of the page: its id, its translation key, and its shortcut as the page writes it.
    Command(&'static str, &'static str, Option<&'static str>),
}

/// Entries that the system handles.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Action {
    Services,
    Hide,
    HideOthers,
    ShowAll,
    Quit,
    Undo,
    Redo,
    Cut,
    Copy,
    Paste,
    SelectAll,
    Fullscreen,
    Minimize,
    Zoom,
    BringAllToFront,
}

use Entry::{Command, Separator, System};

/// The Edit menu, without which ⌘C and ⌘V do nothing in text fields.
const EDIT: &[Entry] = &[
    System(Action::Undo, "undo"),
    System(Action::Redo, "menu-redo"),
    Separator,
    System(Action::Cut, "menu-cut"),
    System(Action::Copy, "copy"),
    System(Action::Paste, "menu-paste"),
    System(Action::SelectAll, "menu-select-all"),
    Separator,
    Command("command-find", "find", Some("Ctrl+F")),
    Command("command-filter", "filter-messages", Some("Ctrl+Shift+F")),
    Command("go-to-item", "go-to", Some("Ctrl+G")),
];

/// The menu bar. The first menu is the app's, which macOS titles itself.
pub(crate) const MENU_BAR: &[MenuDefinition] = &[
    MenuDefinition {
        title: "menu-app",
        entries: &[
            Command("menu-about", "about", None),
            Separator,
            System(Action::Services, "menu-services"),
            Separator,
            System(Action::Hide, "menu-hide"),
            System(Action::HideOthers, "menu-hide-others"),
            System(Action::ShowAll, "menu-show-all"),
            Separator,
            System(Action::Quit, "menu-quit"),
        ],
    },
    MenuDefinition {
        title: "menu-file",
        entries: &[
            Command("command-tab-new", "tab-new", Some("Ctrl+T")),
            Command("menu-new", "welcome-new", Some("Ctrl+N")),
            Command("menu-open", "dialog-open-profile", Some("Ctrl+O")),
            Command("menu-open-transcript", "open-transcript", None),
            Separator,
            Command("command-tab-close", "tab-close", Some("Ctrl+W")),
            Command("command-tab-reopen", "tab-reopen", Some("Ctrl+Shift+T")),
            Separator,
            Command("menu-save", "save", Some("Ctrl+S")),
            Command("menu-save-as", "save-as", None),
            Command("menu-import", "dialog-import-profile", None),
            Command("command-export-rows", "export-rows", None),
        ],
    },
    MenuDefinition { title: "menu-edit", entries: EDIT },
    MenuDefinition {
        title: "menu-view",
        entries: &[
            Command("menu-palette", "palette", Some("Ctrl+K")),
            Command("menu-history", "history", None),
            Separator,
            Command("command-sidebar", "key-sidebar", Some("Ctrl+B")),
            Command("command-compose", "key-compose", Some("Ctrl+Shift+B")),
            Command("menu-utc", "times-utc", None),
            Separator,
            Command("command-zoom-in", "zoom-in", None),
            Command("command-zoom-out", "zoom-out", None),
            Command("command-zoom-reset", "key-zoom-back", None),
            Separator,
            System(Action::Fullscreen, "menu-full-screen"),
        ],
    },
    MenuDefinition {
        title: "connection",
        entries: &[
            Command("command-connect", "connect", None),
            Command("command-disconnect", "disconnect", None),
            Separator,
            Command("menu-settings", "connection-settings", Some("Ctrl+,")),
            Command("menu-handshake", "handshake", Some("Ctrl+Shift+H")),
        ],
    },
    MenuDefinition {
        title: "menu-window",
        entries: &[
            System(Action::Minimize, "menu-minimize"),
            System(Action::Zoom, "menu-zoom"),
            Separator,
            Command("command-tab-next", "tab-next", Some("Ctrl+Tab")),
            Command("command-tab-previous", "tab-previous", Some("Ctrl+Shift+Tab")),
            Separator,
            System(Action::BringAllToFront, "menu-bring-all-to-front"),
        ],
    },
    MenuDefinition {
        title: "menu-help",
        entries: &[
            Command("menu-shortcuts", "shortcuts", Some("F1")),
            Command("open-logs", "open-logs", None),
        ],
    },
];

/// A shortcut in Tauri's notation. Ctrl is ⌘ on macOS, except with Tab: ⌘Tab belongs to the system.
fn accelerator(keys: &str) -> String {
    match keys.ends_with("Tab") {
        true => keys.to_owned(),
        false => keys.replace("Ctrl+", "Cmd+"),
    }
}

#[cfg(target_os = "macos")]
pub(crate) use bar::show;

#[cfg(target_os = "macos")]
mod bar {
    use tauri::menu::{
        HELP_SUBMENU_ID, IsMenuItem, Menu, MenuItem, PredefinedMenuItem, Submenu, WINDOW_SUBMENU_ID,
    };
    use tauri::{AppHandle, Runtime};

    use super::{Action, Entry, MENU_BAR, accelerator};
    use crate::app::locale::translate;

    /// Shows the menu bar in a language, in place of the one shown before.
    pub(crate) fn show<R: Runtime>(handle: &AppHandle<R>, language: &str) -> tauri::Result<()> {
        let menu = Menu::new(handle)?;
        for definition in MENU_BAR {
            // By these ids Tauri tells the system which menus list windows and help.
            let id = match definition.title {
                "menu-window" => WINDOW_SUBMENU_ID,
                "menu-help" => HELP_SUBMENU_ID,
                title => title,
            };
            let title = translate(language, definition.title);
            let submenu = Submenu::with_id(handle, id, title, true)?;
            for entry in definition.entries {
                submenu.append(item(handle, language, *entry)?.as_ref())?;
            }
            menu.append(&submenu)?;
        }
        handle.set_menu(menu)?;
        Ok(())
    }

    fn item<R: Runtime>(
        handle: &AppHandle<R>,
        language: &str,
        entry: Entry,
    ) -> tauri::Result<Box<dyn IsMenuItem<R>>> {
        Ok(match entry {
            Entry::Separator => Box::new(PredefinedMenuItem::separator(handle)?),
            Entry::Command(id, name, keys) => {
                let keys = keys.map(accelerator);
                Box::new(MenuItem::with_id(handle, id, translate(language, name), true, keys)?)
            }
            Entry::System(action, name) => {
                let make = match action {
                    Action::Services => PredefinedMenuItem::services,
                    Action::Hide => PredefinedMenuItem::hide,
                    Action::HideOthers => PredefinedMenuItem::hide_others,
                    Action::ShowAll => PredefinedMenuItem::show_all,
                    Action::Quit => PredefinedMenuItem::quit,
                    Action::Undo => PredefinedMenuItem::undo,
                    Action::Redo => PredefinedMenuItem::redo,
                    Action::Cut => PredefinedMenuItem::cut,
                    Action::Copy => PredefinedMenuItem::copy,
                    Action::Paste => PredefinedMenuItem::paste,
                    Action::SelectAll => PredefinedMenuItem::select_all,
                    Action::Fullscreen => PredefinedMenuItem::fullscreen,
                    Action::Minimize => PredefinedMenuItem::minimize,
                    Action::Zoom => PredefinedMenuItem::maximize,
                    Action::BringAllToFront => PredefinedMenuItem::bring_all_to_front,
                };
                Box::new(make(handle, Some(&translate(language, name)))?)
            }
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::app::locale::translate;

    fn entries() -> impl Iterator<Item = Entry> {
        MENU_BAR.iter().flat_map(|menu| menu.entries.iter().copied())
    }

    #[test]
    fn menus_are_translated_in_both_languages() {
        let names = entries().filter_map(|entry| match entry {
            Separator => None,
            System(_, name) | Command(_, name, _) => Some(name),
        });
        for key in MENU_BAR.iter().map(|menu| menu.title).chain(names) {
            let (english, chinese) = (translate("en", key), translate("zh-CN", key));
            assert_ne!(english, key, "{key} in English");
            assert_ne!(chinese, key, "{key} in Chinese");
            assert!(key == "menu-app" || english != chinese, "{key}");
        }
    }

    #[test]
    fn text_fields_can_be_edited_and_the_app_hidden_and_quit() {
        let actions: Vec<Action> = entries()
            .filter_map(|entry| match entry {
                System(action, _) => Some(action),
                _ => None,
            })
            .collect();
        for action in [
            Action::Undo,
            Action::Redo,
            Action::Cut,
            Action::Copy,
            Action::Paste,
            Action::SelectAll,
            Action::Hide,
            Action::HideOthers,
            Action::Quit,
            Action::Minimize,
        ] {
            assert!(actions.contains(&action), "{action:?}");
        }
    }

    #[test]
    fn shortcuts_have_the_command_key() {
        assert_eq!(accelerator("Ctrl+Shift+T"), "Cmd+Shift+T");
        assert_eq!(accelerator("Ctrl+,"), "Cmd+,");
        assert_eq!(accelerator("Ctrl+Shift+Tab"), "Ctrl+Shift+Tab");
        assert_eq!(accelerator("F1"), "F1");
    }
}
