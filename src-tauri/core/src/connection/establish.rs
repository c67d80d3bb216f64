//! Everything before the first frame: does what the session says, phase by phase, and keeps what came of it.

use std::collections::VecDeque;
use std::future::pending;
use std::pin::pin;
use std::sync::Arc;

use tokio::time::Instant;

use super::driver::Driver;
use super::error::{ConnectionError, ProxyError, UpgradeError};
use super::handle::{Farewell, SendError};
use super::journey::Journey;
use super::session::{Action, Event};
use super::status::Phase;
use super::transport::Stream;
use super::upgrade::Upgraded;

impl Driver {
    /// From the name to the first frame. `None` when it came to an end.
    pub(super) async fn establish(&mut self) -> Option<(Stream, Upgraded, Vec<Action>)> {
        let mut journey = Journey::new(&self.settings);
        let mut todo = VecDeque::from(self.session.on(Event::Start));
        self.publish();
        while let Some(action) = todo.pop_front() {
            let began = Instant::now();
            let event = match action {
                Action::Resolve => self.attempt(journey.resolve()).await,
                Action::Connect => self.attempt(journey.connect()).await,
                Action::Tunnel => self.attempt(journey.tunnel()).await,
                Action::Secure => self.attempt(journey.secure()).await,
                Action::Upgrade => self.attempt(journey.upgrade()).await,
                Action::Open => {
                    tracing::info!("connected");
                    let (stream, upgraded) = journey.arrived()?;
                    return Some((stream, upgraded, todo.into()));
                }
                Action::Finish => return None,
                other => {
                    self.time(&other);
                    continue;
                }
            };
            let phase = self.session.phase();
            let event = self.or_elsewhere(&mut journey, phase, event);
            journey.phase_over(phase, began.elapsed(), matches!(event, Event::Redirected { .. }));
            let handshake = Arc::new(journey.handshake());
            self.status.send_modify(|status| status.handshake = handshake);
            if let Event::Failed(error) = &event {
                tracing::warn!(code = error.code(), "no connection");
            }
            todo.extend(self.session.on(event));
            self.publish();
        }
        None
    }

    /// A redirect that is followed is no failure, and a proxy that is silent is not the server's fault.
    fn or_elsewhere(&self, journey: &mut Journey, phase: Phase, event: Event) -> Event {
        match event {
            Event::Failed(ConnectionError::Upgrade(UpgradeError::Refused(refusal)))
                if self.settings.redirects > 0 && refusal.location().is_some() =>
            {
                match journey.go_elsewhere(&refusal, self.settings.redirects) {
                    Ok(event) => event,
                    Err(error) => Event::Failed(error),
                }
            }
            Event::TimedOut if matches!(phase, Phase::Resolving | Phase::Connecting) => {
                match journey.proxy_shown() {
                    Some(proxy) => Event::Failed(ConnectionError::Proxy(ProxyError::Unreachable {
                        proxy,
                        what: format!(
                            "no answer in time; the time-out is connection.timeouts.{}",
                            phase.setting()
                        ),
                    })),
                    None => Event::TimedOut,
                }
            }
            // The session knows only the server by name.
            Event::TimedOut if phase == Phase::Proxy => match journey.proxy_shown() {
                Some(peer) => {
                    let after = self.settings.limits.proxy;
                    Event::Failed(ConnectionError::Timeout { phase, peer, after })
                }
                None => Event::TimedOut,
            },
            other => other,
        }
    }

    /// The work's result; or the time-out, or the end that somebody wants meanwhile.
    async fn attempt(
        &mut self,
        work: impl Future<Output = Result<Event, ConnectionError>>,
    ) -> Event {
        let mut work = pin!(work);
        loop {
            tokio::select! {
                biased;
                result = &mut work => return result.unwrap_or_else(Event::Failed),
                asked = self.closes.recv() => {
                    return match asked.unwrap_or_else(Farewell::gone) {
                        Farewell::Close { code, reason } => Event::CloseAsked { code, reason },
                        Farewell::Abort { .. } => Event::AbortAsked,
                    };
                }
                command = self.commands.recv() => match command {
                    Some(command) => command.refuse(SendError::NotOpen(self.session.phase())),
                    None => return Event::CloseAsked { code: 1001, reason: String::new() },
                },
                () = async {
                    match &mut self.timer {
                        Some(timer) => timer.as_mut().await,
                        None => pending().await,
                    }
                } => return Event::TimedOut,
            }
        }
    }
}
