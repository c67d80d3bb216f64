//! Everything before the first frame: does what the session says, phase by phase, and keeps what came of it.

use std::collections::VecDeque;
use std::future::pending;
use std::pin::pin;
use std::sync::Arc;

use tokio::time::Instant;

use super::connect_progress::ConnectProgress;
use super::driver::Driver;
use super::error::{ConnectionError, ProxyError, UpgradeError};
use super::handle::{CloseMode, SendError};
use super::session::{SessionAction, SessionEvent};
use super::status::Phase;
use super::transport::Stream;
use super::upgrade::Upgraded;

impl Driver {
    /// From the name to the first frame. `None` when it came to an end.
    pub(super) async fn establish(&mut self) -> Option<(Stream, Upgraded, Vec<SessionAction>)> {
        let mut journey = ConnectProgress::new(&self.settings);
        let mut todo = VecDeque::from(self.session.on(SessionEvent::Start));
        self.publish();
        while let Some(action) = todo.pop_front() {
            let began = Instant::now();
            let event = match action {
                SessionAction::Resolve => self.attempt(journey.resolve()).await,
                SessionAction::Connect => self.attempt(journey.connect()).await,
                SessionAction::Tunnel => self.attempt(journey.tunnel()).await,
                SessionAction::Secure => self.attempt(journey.secure()).await,
                SessionAction::Upgrade => self.attempt(journey.upgrade()).await,
                SessionAction::Open => {
                    tracing::info!("connected");
                    let (stream, upgraded) = journey.arrived()?;
                    return Some((stream, upgraded, todo.into()));
                }
                SessionAction::Finish => return None,
                other => {
                    self.time(&other);
                    continue;
                }
            };
            let phase = self.session.phase();
            let event = self.or_elsewhere(&mut journey, phase, event);
            journey.phase_over(
                phase,
                began.elapsed(),
                matches!(event, SessionEvent::Redirected { .. }),
            );
            let handshake = Arc::new(journey.handshake());
            self.status.send_modify(|status| status.handshake = handshake);
            if let SessionEvent::Failed(error) = &event {
                tracing::warn!(code = error.code(), "no connection");
            }
            todo.extend(self.session.on(event));
            self.publish();
        }
        None
    }

    /// A redirect that is followed is no failure, and a proxy that is silent is not the server's fault.
    fn or_elsewhere(
        &self,
        journey: &mut ConnectProgress,
        phase: Phase,
        event: SessionEvent,
    ) -> SessionEvent {
        match event {
            SessionEvent::Failed(ConnectionError::Upgrade(UpgradeError::Refused(refusal)))
                if self.settings.redirects > 0 && refusal.location().is_some() =>
            {
                match journey.go_elsewhere(&refusal, self.settings.redirects) {
                    Ok(event) => event,
                    Err(error) => SessionEvent::Failed(error),
                }
            }
            SessionEvent::TimedOut if matches!(phase, Phase::Resolving | Phase::Connecting) => {
                match journey.proxy_shown() {
                    Some(proxy) => {
                        SessionEvent::Failed(ConnectionError::Proxy(ProxyError::Unreachable {
                            proxy,
                            what: format!(
                                "no answer in time; the time-out is connection.timeouts.{}",
                                phase.setting()
                            ),
                        }))
                    }
                    None => SessionEvent::TimedOut,
                }
            }
            // The session knows only the server by name.
            SessionEvent::TimedOut if phase == Phase::Proxy => match journey.proxy_shown() {
                Some(peer) => {
                    let after = self.settings.limits.proxy;
                    SessionEvent::Failed(ConnectionError::Timeout { phase, peer, after })
                }
                None => SessionEvent::TimedOut,
            },
            other => other,
        }
    }

    /// The work's result; or the time-out, or the end that somebody wants meanwhile.
    async fn attempt(
        &mut self,
        work: impl Future<Output = Result<SessionEvent, ConnectionError>>,
    ) -> SessionEvent {
        let mut work = pin!(work);
        loop {
            tokio::select! {
                biased;
                result = &mut work => return result.unwrap_or_else(SessionEvent::Failed),
                asked = self.closes.recv() => {
                    return match asked.unwrap_or_else(CloseMode::gone) {
                        CloseMode::Close { code, reason } => SessionEvent::CloseAsked { code, reason },
                        CloseMode::Abort { .. } => SessionEvent::AbortAsked,
                    };
                }
                command = self.commands.recv() => match command {
                    Some(command) => command.refuse(SendError::NotOpen(self.session.phase())),
                    None => return SessionEvent::CloseAsked { code: 1001, reason: String::new() },
                },
                () = async {
                    match &mut self.timer {
                        Some(timer) => timer.as_mut().await,
                        None => pending().await,
                    }
                } => return SessionEvent::TimedOut,
            }
        }
    }
}
