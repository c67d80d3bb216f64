//! Connecting, phase by phase, from the name to the first frame: does what the session asks and records the handshake.

use std::collections::VecDeque;
use std::future::pending;
use std::pin::pin;
use std::sync::Arc;

use tokio::time::Instant;

use super::command::CloseMode;
use super::connect_progress::ConnectProgress;
use super::context::ConnectionContext;
use super::error::{ConnectionError, ProxyError, UpgradeError};
use super::phase::Phase;
use super::session::{SessionAction, SessionEvent};
use super::transport::Stream;
use super::upgrade::Upgraded;

/// Connects. Returns the stream, what the upgrade negotiated, and the session's remaining actions; `None` when the
/// session ended before the connection was open.
pub(super) async fn connect(
    context: &mut ConnectionContext,
) -> Option<(Stream, Upgraded, Vec<SessionAction>)> {
    let mut progress = ConnectProgress::new(&context.settings);
    let mut actions = VecDeque::from(context.session.on(SessionEvent::Start));
    context.publish();
    while let Some(action) = actions.pop_front() {
        let began = Instant::now();
        let event = match action {
            SessionAction::Resolve => attempt(context, progress.resolve()).await,
            SessionAction::Connect => attempt(context, progress.connect()).await,
            SessionAction::Tunnel => attempt(context, progress.tunnel()).await,
            SessionAction::Secure => attempt(context, progress.secure()).await,
            SessionAction::Upgrade => attempt(context, progress.upgrade()).await,
            SessionAction::Open => {
                tracing::info!("connected");
                let (stream, upgraded) = progress.arrived()?;
                return Some((stream, upgraded, actions.into()));
            }
            SessionAction::Arm(after) => {
                context.arm(after);
                continue;
            }
            SessionAction::Disarm => {
                context.disarm();
                continue;
            }
            SessionAction::Finish => return None,
            SessionAction::SendLogin { .. } | SessionAction::SendClose { .. } => {
                context.misplaced(&action);
                continue;
            }
        };
        let phase = context.session.phase();
        let event = redirected_or_blamed(context, &mut progress, phase, event);
        let redirected = matches!(event, SessionEvent::Redirected { .. });
        progress.phase_over(phase, began.elapsed(), redirected);
        let handshake = Arc::new(progress.handshake());
        context.status.send_modify(|status| status.handshake = handshake);
        if let SessionEvent::Failed(error) = &event {
            tracing::warn!(code = error.code(), "no connection");
        }
        actions.extend(context.session.on(event));
        context.publish();
    }
    None
}

/// Turns a refusal into a redirect where redirects are followed, and a time-out into the proxy's failure where the
/// proxy was silent, not the server.
fn redirected_or_blamed(
    context: &ConnectionContext,
    progress: &mut ConnectProgress,
    phase: Phase,
    event: SessionEvent,
) -> SessionEvent {
    let settings = &context.settings;
    match event {
        SessionEvent::Failed(ConnectionError::Upgrade(UpgradeError::Refused(refusal)))
            if settings.redirects > 0 && refusal.location().is_some() =>
        {
            match progress.follow_redirect(&refusal, settings.redirects) {
                Ok(event) => event,
                Err(error) => SessionEvent::Failed(error),
            }
        }
        SessionEvent::TimedOut if matches!(phase, Phase::Resolving | Phase::Connecting) => {
            match progress.proxy_shown() {
                Some(proxy) => {
                    let setting = phase.setting();
                    let what =
                        format!("no answer in time; the time-out is connection.timeouts.{setting}");
                    SessionEvent::Failed(ProxyError::Unreachable { proxy, what }.into())
                }
                None => SessionEvent::TimedOut,
            }
        }
        // The session knows only the server by name.
        SessionEvent::TimedOut if phase == Phase::Proxy => match progress.proxy_shown() {
            Some(peer) => {
                let after = settings.limits.proxy;
                SessionEvent::Failed(ConnectionError::Timeout { phase, peer, after })
            }
            None => SessionEvent::TimedOut,
        },
        other => other,
    }
}

/// Runs one phase until it succeeds, fails, times out, or a close is asked for.
async fn attempt(
    context: &mut ConnectionContext,
    work: impl Future<Output = Result<SessionEvent, ConnectionError>>,
) -> SessionEvent {
    let mut work = pin!(work);
    loop {
        tokio::select! {
            biased;
            result = &mut work => return result.unwrap_or_else(SessionEvent::Failed),
            close = context.channels.closes.recv() => {
                return match close.unwrap_or_else(CloseMode::gone) {
                    CloseMode::Close { code, reason } => SessionEvent::CloseAsked { code, reason },
                    CloseMode::Abort { .. } => SessionEvent::AbortAsked,
                };
            }
            command = context.channels.commands.recv() => match command {
                Some(command) => {
                    let phase = context.session.phase();
                    context.command_while_closed(command, phase);
                }
                None => return SessionEvent::CloseAsked { code: 1001, reason: String::new() },
            },
            () = async {
                match &mut context.timer {
                    Some(timer) => timer.as_mut().await,
                    None => pending().await,
                }
            } => return SessionEvent::TimedOut,
        }
    }
}
