//! Commands that start and stop the built-in demo server.

use tauri::{State, command};
use wirelark_core::server::{Demo, DemoOptions};

use crate::connection::dto::DemoDto;
use crate::error::CommandResult;
use crate::error::ErrorDto;
use crate::state::App;

/// Starts the server unless it runs.
#[command]
pub(crate) async fn demo_start(app: State<'_, App>) -> CommandResult<DemoDto> {
    let mut demo = app.demo.lock().await;
    if demo.is_none() {
        let started = Demo::start(DemoOptions::default()).await;
        *demo = Some(
            started.map_err(|error| ErrorDto::new("demo_failed", &error).with("what", &error))?,
        );
    }
    let running = demo.as_ref().map(|demo| DemoDto { url: demo.url(), clients: demo.clients() });
    running.ok_or_else(|| ErrorDto::internal("the demo server did not start"))
}

#[command]
pub(crate) async fn demo_stop(app: State<'_, App>) -> CommandResult<()> {
    app.demo.lock().await.take();
    Ok(())
}
