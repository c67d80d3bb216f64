//! The one task that owns a connection: connects, passes messages, reconnects, and finishes the transcript.
//!
//! - `reconnect_wait`: the pause before the next attempt.

mod reconnect_wait;

use std::future::poll_fn;
use std::time::Duration;

use tokio::io::AsyncWriteExt;
use tokio::time::timeout;

use super::connect::connect;
use super::connection_end::Side;
use super::context::ConnectionContext;
use super::event_loop::OpenConnection;
use super::session::SessionAction;
use super::task_panic;
use super::transport::Stream;
use super::upgrade::Upgraded;
use crate::transcript::{self, Totals};

/// Timeout for the final flush and shutdown.
const FINAL_FLUSH: Duration = Duration::from_secs(1);

/// Runs the connection until it has ended for good, and returns what the transcript holds.
pub(super) async fn run(mut context: ConnectionContext) -> Totals {
    tracing::info!(url = %context.settings.target.shown, "attempting connection");
    loop {
        if let Some((stream, upgraded, rest)) = connect(&mut context).await {
            pass_messages(&mut context, stream, upgraded, rest).await;
        }
        if !reconnect_wait::wait(&mut context).await {
            break;
        }
    }
    match context.status.borrow().end.as_ref() {
        // Only our own reason is logged: the server's is text from the wire.
        Some(end) if end.by == Side::Us => {
            tracing::info!(code = end.code, reason = %end.reason, "closed");
        }
        Some(end) => tracing::info!(code = end.code, "closed"),
        None => tracing::info!("closed"),
    }
    finish_transcript(context).await
}

/// Runs the open connection until its session has finished.
async fn pass_messages(
    context: &mut ConnectionContext,
    stream: Stream,
    upgraded: Upgraded,
    actions: Vec<SessionAction>,
) {
    task_panic::trip("driver");
    let mut open = OpenConnection::new(context, stream, upgraded);
    open.begin();
    open.perform(actions);
    open.context.publish();
    tracing::info!("receiving");
    poll_fn(|cx| open.poll(cx)).await;
    let Some((mut receiver, mut queue)) = open.into_parts() else { return };
    // A server that does not take the last frames is no reason to wait.
    let goodbye = async {
        let _ = poll_fn(|cx| queue.poll(cx, &mut receiver)).await;
        let _ = receiver.stream_mut().shutdown().await;
    };
    let _ = timeout(FINAL_FLUSH, goodbye).await;
}

async fn finish_transcript(context: ConnectionContext) -> Totals {
    let ConnectionContext { writer, revision, status, .. } = context;
    let progress = writer.progress();
    // Finishing waits for the disk, which must not block the runtime.
    let totals = tokio::task::spawn_blocking(move || {
        task_panic::trip("finish");
        writer.finish()
    });
    let totals = match task_panic::joined(totals.await) {
        Ok(Ok(totals)) => totals,
        failed => {
            if matches!(failed, Ok(Err(transcript::Error::Thread { .. }))) {
                task_panic::publish(&status);
            }
            Totals { rows: progress.rows(), bytes: progress.bytes() }
        }
    };
    revision.bump();
    totals
}
