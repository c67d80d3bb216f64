//! The window's size, position and maximised state, kept between starts.
//!
//! Tauri's plugin writes the file. This module reads and checks it, because screens may have changed and the file may be
//! damaged, and creates the window with its final size: WebKitGTK's page process can crash if the window is resized while
//! the page loads.

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

/// File name, beside the preferences.
const FILE: &str = "window.json";
/// Maximum size of the file in bytes.
const MAX_FILE: u64 = 64 << 10;
const WINDOW: &str = "main";

/// The plugin's record of a window, in physical pixels.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
struct SavedWindow {
    width: u32,
    height: u32,
    x: i32,
    y: i32,
    /// The position before the window was maximised.
    prev_x: i32,
    prev_y: i32,
    maximized: bool,
    visible: bool,
    decorated: bool,
    fullscreen: bool,
}

/// The saved window, moved onto the current screens.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Restored {
    saved: SavedWindow,
    /// Scale factor of its screen.
    scale: f64,
}

/// A screen's work area, or the window's area, in physical pixels.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
struct Area {
    x: i32,
    y: i32,
    width: u32,
    height: u32,
}

/// Reads the saved window and installs the plugin, which writes it at exit. Must be called before a window exists.
pub(crate) fn open<R: Runtime>(
    handle: &AppHandle<R>,
    folder: &Path,
) -> tauri::Result<Option<Restored>> {
    let mut areas: Vec<Area> = Vec::new();
    let monitors = handle.available_monitors()?;
    for area in monitors.iter().map(Area::of) {
        // Mirrored screens count once.
        if !areas.contains(&area) {
            areas.push(area);
        }
    }
    // Rewrites the file as private; the plugin keeps an existing file's mode. An unwritable file is not restored.
    let saved = check(&folder.join(FILE), &areas)?;
    let flags = StateFlags::SIZE | StateFlags::POSITION | StateFlags::MAXIMIZED;
    let plugin = Builder::new().with_filename(FILE).with_state_flags(flags);
    handle.plugin(plugin.skip_initial_state(WINDOW).build())?;
    let scale = |saved: &SavedWindow| {
        let shown = |monitor: &&Monitor| Area::of(monitor).shared(&saved.area());
        monitors.iter().max_by_key(shown).map_or(1.0, Monitor::scale_factor)
    };
    Ok(saved.map(|saved| Restored { saved, scale: scale(&saved) }))
}

impl Restored {
    /// Applies size and maximised state. Tauri takes logical pixels here.
    pub(crate) fn size<'a, R: Runtime, M: Manager<R>>(
        &self,
        window: WebviewWindowBuilder<'a, R, M>,
    ) -> WebviewWindowBuilder<'a, R, M> {
        let SavedWindow { width, height, maximized, .. } = self.saved;
        let (width, height) = (f64::from(width) / self.scale, f64::from(height) / self.scale);
        window.inner_size(width, height).maximized(maximized)
    }

    /// Applies the position, in physical pixels of the desktop.
    pub(crate) fn place<R: Runtime>(&self, window: &WebviewWindow<R>) -> tauri::Result<()> {
        let SavedWindow { x, y, prev_x, prev_y, maximized, .. } = self.saved;
        match maximized {
            // It is maximised on the screen of this position.
            true => window.set_position(PhysicalPosition::new(prev_x, prev_y)),
            false => window.set_position(PhysicalPosition::new(x, y)),
        }
    }
}

/// Reads the saved window, fits it to the screens, and rewrites the file with the result only.
fn check(path: &Path, areas: &[Area]) -> io::Result<Option<SavedWindow>> {
    let text = bounded_read::read_within(path, MAX_FILE).unwrap_or_default();
    let mut all: BTreeMap<String, SavedWindow> = serde_json::from_slice(&text).unwrap_or_default();
    let fitting = all.remove(WINDOW).and_then(|saved| fit(saved, areas));
    let kept: BTreeMap<&str, SavedWindow> =
        fitting.map(|saved| (WINDOW, saved)).into_iter().collect();
    write_private(path, &serde_json::to_vec_pretty(&kept)?)?;
    Ok(fitting)
}

/// Fits the window to the screens: unchanged if it is fully visible, otherwise moved and shrunk onto the screen that shows
/// most of it. `None` without a screen or a size.
fn fit(saved: SavedWindow, areas: &[Area]) -> Option<SavedWindow> {
    let window = saved.area();
    let best = areas.iter().rev().max_by_key(|area| area.shared(&window))?;
    if saved.width == 0 || saved.height == 0 {
        return None;
    }
    let shown: u64 = areas.iter().map(|area| area.shared(&window)).sum();
    let whole = u64::from(saved.width) * u64::from(saved.height);
    let (width, height) = match shown >= whole {
        true => (saved.width, saved.height),
        false => (saved.width.min(best.width), saved.height.min(best.height)),
    };
    let place = |x, y| match shown >= whole {
        true => (x, y),
        false => (within(x, best.x, best.width - width), within(y, best.y, best.height - height)),
    };
    let (x, y) = place(saved.x, saved.y);
    let (prev_x, prev_y) = match saved.maximized {
        true => (
            within(saved.prev_x, best.x, best.width - width.min(best.width)),
            within(saved.prev_y, best.y, best.height - height.min(best.height)),
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

/// Clamps a coordinate to `room` pixels from `start`.
fn within(position: i32, start: i32, room: u32) -> i32 {
    position.clamp(start, start.saturating_add_unsigned(room))
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

    /// Number of pixels in both areas.
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
