//! Tauri's own build step: embeds the page and the configuration.

fn main() {
    tauri_build::build();
}
