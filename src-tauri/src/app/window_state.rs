//! The window's size, place and maximised state, kept between starts. Tauri's plugin writes the file. It is read and
//! checked here: screens may have changed, the file may hold anything, and the window has its size from the first moment
//! (WebKitGTK's page process can crash where its window is resized while the page loads).

use std::collections::BTreeMap;
use std::io;
use std::path::Path;

use serde::{Deserialize, Serialize};
use tauri::{
    AppHandle, Manager, Monitor, PhysicalPosition, Runtime, WebviewWindow, WebviewWindowBuilder,
};
use tauri_plugin_window_state::{Builder, StateFlags};
use wirelark_core::file::atomic_save::write_private;
use wirelark_core::file::bounded_read;

/// In the folder of the preferences.
const FILE: &str = "window.json";
/// Longer than what the plugin writes of one window.
const MAX_FILE: u64 = 64 << 10;
const WINDOW: &str = "main";

/// As the plugin writes it, in physical pixels.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
struct SavedWindow {
    width: u32,
    height: u32,
    x: i32,
    y: i32,
    /// The place before the window was maximised.
    prev_x: i32,
    prev_y: i32,
    maximized: bool,
    visible: bool,
    decorated: bool,
    fullscreen: bool,
}

/// The window as it was, where it is in sight.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Restored {
    saved: SavedWindow,
    /// Of its screen.
    scale: f64,
}

/// Of a screen, what windows may cover.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
struct Area {
    x: i32,
    y: i32,
    width: u32,
    height: u32,
}

/// What is to be restored; the file is written at the end of the app. To be called before there is a window.
pub(crate) fn open<R: Runtime>(
    handle: &AppHandle<R>,
    folder: &Path,
) -> tauri::Result<Option<Restored>> {
    let mut areas: Vec<Area> = Vec::new();
    let monitors = handle.available_monitors()?;
    for area in monitors.iter().map(Area::of) {
        // Screens that show the same are one.
        if !areas.contains(&area) {
            areas.push(area);
        }
    }
    // The plugin keeps the mode of the file that it finds. Where the file cannot be written it cannot be read either.
    let saved = check(&folder.join(FILE), &areas)?;
    let flags = StateFlags::SIZE | StateFlags::POSITION | StateFlags::MAXIMIZED;
    let plugin = Builder::new().with_filename(FILE).with_state_flags(flags);
    handle.plugin(plugin.skip_initial_state(WINDOW).build())?;
    let scale = |saved: &SavedWindow| {
        let shown = |one: &&Monitor| Area::of(one).shared(&saved.area());
        monitors.iter().max_by_key(shown).map_or(1.0, Monitor::scale_factor)
    };
    Ok(saved.map(|saved| Restored { saved, scale: scale(&saved) }))
}

impl Restored {
    /// The size; windows are made with sizes in units of their screen.
    pub(crate) fn size<'a, R: Runtime, M: Manager<R>>(
        &self,
        window: WebviewWindowBuilder<'a, R, M>,
    ) -> WebviewWindowBuilder<'a, R, M> {
        let SavedWindow { width, height, maximized, .. } = self.saved;
        let (width, height) = (f64::from(width) / self.scale, f64::from(height) / self.scale);
        window.inner_size(width, height).maximized(maximized)
    }

    /// The place, in the pixels of all screens.
    pub(crate) fn place<R: Runtime>(&self, window: &WebviewWindow<R>) -> tauri::Result<()> {
        let SavedWindow { x, y, prev_x, prev_y, maximized, .. } = self.saved;
        match maximized {
            // On that screen it is maximised.
            true => window.set_position(PhysicalPosition::new(prev_x, prev_y)),
            false => window.set_position(PhysicalPosition::new(x, y)),
        }
    }
}

/// What of the file fits these screens; the file has nothing else afterwards.
fn check(path: &Path, areas: &[Area]) -> io::Result<Option<SavedWindow>> {
    let text = bounded_read::read_within(path, MAX_FILE).unwrap_or_default();
    let mut all: BTreeMap<String, SavedWindow> = serde_json::from_slice(&text).unwrap_or_default();
    let fitting = all.remove(WINDOW).and_then(|saved| fit(saved, areas));
    let kept: BTreeMap<&str, SavedWindow> =
        fitting.map(|saved| (WINDOW, saved)).into_iter().collect();
    write_private(path, &serde_json::to_vec_pretty(&kept)?)?;
    Ok(fitting)
}

/// The window on the screens that there are: as it was where all of it is on them, else moved and made smaller until it is
/// on the one that shows most of it. None where there is nothing to restore.
fn fit(saved: SavedWindow, areas: &[Area]) -> Option<SavedWindow> {
    let window = saved.area();
    let most = areas.iter().rev().max_by_key(|area| area.shared(&window))?;
    if saved.width == 0 || saved.height == 0 {
        return None;
    }
    let shown: u64 = areas.iter().map(|area| area.shared(&window)).sum();
    let whole = u64::from(saved.width) * u64::from(saved.height);
    let (width, height) = match shown >= whole {
        true => (saved.width, saved.height),
        false => (saved.width.min(most.width), saved.height.min(most.height)),
    };
    let place = |x, y| match shown >= whole {
        true => (x, y),
        false => (within(x, most.x, most.width - width), within(y, most.y, most.height - height)),
    };
    let (x, y) = place(saved.x, saved.y);
    let (prev_x, prev_y) = match saved.maximized {
        true => (
            within(saved.prev_x, most.x, most.width - width.min(most.width)),
            within(saved.prev_y, most.y, most.height - height.min(most.height)),
        ),
        false => (x, y),
    };
    Some(SavedWindow {
        width,
        height,
        x,
        y,
        prev_x,
        prev_y,
        maximized: saved.maximized,
        visible: true,
        decorated: true,
        fullscreen: false,
    })
}

fn within(at: i32, from: i32, room: u32) -> i32 {
    at.clamp(from, from.saturating_add_unsigned(room))
}

impl SavedWindow {
    fn area(&self) -> Area {
        Area { x: self.x, y: self.y, width: self.width, height: self.height }
    }
}

impl Area {
    fn of(monitor: &Monitor) -> Area {
        let area = monitor.work_area();
        let (place, size) = (area.position, area.size);
        Area { x: place.x, y: place.y, width: size.width, height: size.height }
    }

    /// The pixels that are in both.
    fn shared(&self, other: &Area) -> u64 {
        let common = |a: i32, a_long: u32, b: i32, b_long: u32| {
            let end = (i64::from(a) + i64::from(a_long)).min(i64::from(b) + i64::from(b_long));
            u64::try_from(end - i64::from(a.max(b))).unwrap_or(0)
        };
        common(self.x, self.width, other.x, other.width)
            * common(self.y, self.height, other.y, other.height)
    }
}

#[cfg(test)]
mod tests;
