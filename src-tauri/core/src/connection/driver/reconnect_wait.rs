//! The pause between a lost connection and the next attempt, over the same transcript.

use tokio::time::{Instant, sleep_until};

use crate::connection::command::DriverCommand;
use crate::connection::context::ConnectionContext;
use crate::connection::phase::Phase;

/// Waits for the next attempt and prepares for it. False when there is none, or when it was cancelled.
pub(super) async fn wait(context: &mut ConnectionContext) -> bool {
    let Some(Some(retry)) = context.next_attempt.clone() else {
        if context.attempts.has_given_up() {
            context.mark("given up: all attempts to connect again were made");
        }
        return false;
    };
    let (attempt, of) = (retry.attempt, retry.of);
    tracing::info!(attempt, of, after = retry.end.code, "connecting again soon");
    // The rows so far are readable while nothing arrives.
    context.writer.flush();
    if !wait_until(context, retry.at).await {
        context.next_attempt = Some(None);
        context.publish();
        return false;
    }
    context.renew();
    true
}

/// Returns true at that time or when asked to hurry, false when asked to close.
async fn wait_until(context: &mut ConnectionContext, at: Instant) -> bool {
    loop {
        tokio::select! {
            biased;
            _ = context.channels.closes.recv() => return false,
            command = context.channels.commands.recv() => match command {
                Some(DriverCommand::RetryNow) => return true,
                Some(command) => context.command_while_closed(command, Phase::Waiting),
                None => return false,
            },
            () = sleep_until(at) => return true,
        }
    }
}
