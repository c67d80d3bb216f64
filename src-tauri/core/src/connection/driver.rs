//! The one task that owns a connection: it does what the session says and tells what came of it.

use std::collections::VecDeque;
use std::future::{pending, poll_fn};
use std::pin::{Pin, pin};
use std::sync::Arc;
use std::task::{Context, Poll};
use std::time::{Duration, Instant};

use tokio::io::AsyncWriteExt;
use tokio::sync::{mpsc, watch};
use tokio::time::{Sleep, sleep, timeout};

use super::error::ConnectionError;
use super::handle::{Command, Revision, SendError};
use super::open::Open;
use super::request::Settings;
use super::session::{Action, Event, Session};
use super::status::{Counters, Handshake, Phase, Status};
use super::transport::{self, Stream};
use super::upgrade::{Upgraded, upgrade};
use super::wire::Clock;
use crate::transcript::{Totals, Writer};

/// Saying good-bye on a stream that is over anyway may take this long.
const FAREWELL: Duration = Duration::from_secs(1);

/// See the module's text.
#[derive(Debug)]
pub struct Driver {
    pub(super) settings: Settings,
    pub(super) session: Session,
    pub(super) writer: Writer,
    pub(super) commands: mpsc::Receiver<Command>,
    pub(super) closes: mpsc::Receiver<(u16, String)>,
    pub(super) status: watch::Sender<Status>,
    pub(super) counters: Arc<Counters>,
    pub(super) clock: Clock,
    revision: Revision,
    timer: Option<Pin<Box<Sleep>>>,
}

impl Driver {
    pub(super) fn new(
        settings: Settings,
        writer: Writer,
        (commands, closes): (mpsc::Receiver<Command>, mpsc::Receiver<(u16, String)>),
        status: watch::Sender<Status>,
        counters: Arc<Counters>,
        revision: Revision,
    ) -> Self {
        let session = Session::new(&settings);
        let clock = Clock::start();
        Driver {
            settings,
            session,
            writer,
            commands,
            closes,
            status,
            counters,
            clock,
            revision,
            timer: None,
        }
    }

    /// From the name to the end; answers what the transcript holds.
    pub(super) async fn run(mut self) -> Totals {
        tracing::info!(url = %self.settings.target.shown, "attempting connection");
        if let Some((stream, upgraded, rest)) = self.establish().await {
            self.pass(stream, upgraded, rest).await;
        }
        match self.status.borrow().end.as_ref() {
            Some(end) => tracing::info!(code = end.code, reason = %end.reason, "closed"),
            None => tracing::info!("closed"),
        }
        let Driver { writer, revision, .. } = self;
        let progress = writer.progress();
        // It waits for the disk, which must not hold up the runtime.
        let totals = tokio::task::spawn_blocking(move || writer.finish()).await;
        revision.bump();
        match totals {
            Ok(Ok(totals)) => totals,
            _ => Totals { rows: progress.rows(), bytes: progress.bytes() },
        }
    }

    /// Everything before the first frame. `None` when it came to an end.
    async fn establish(&mut self) -> Option<(Stream, Upgraded, Vec<Action>)> {
        let target = self.settings.target.clone();
        let mut todo = VecDeque::from(self.session.on(Event::Start));
        self.publish();
        let (mut addresses, mut tcp, mut stream, mut upgraded) = (vec![], None, None, None);
        while let Some(action) = todo.pop_front() {
            let event = match action {
                Action::Resolve => {
                    let work = transport::resolve(&target.host, target.port);
                    self.attempt(work).await.map(|found| {
                        addresses = found;
                        Event::Resolved
                    })
                }
                Action::Connect => {
                    self.attempt(transport::connect(&addresses)).await.map(|found| {
                        tcp = Some(found);
                        Event::Connected
                    })
                }
                Action::Secure => {
                    let tcp = tcp.take()?;
                    let ca_file = self.settings.ca_file.clone();
                    let work =
                        transport::secure(tcp, &target.host, target.port, ca_file.as_deref());
                    self.attempt(work).await.map(|found| {
                        stream = Some(found);
                        Event::Secured
                    })
                }
                Action::Upgrade => {
                    let mut over = stream.take().or_else(|| tcp.take().map(Stream::Plain))?;
                    let mut handshake = Handshake::default();
                    let work = async {
                        upgrade(&mut over, &target, &mut handshake)
                            .await
                            .map_err(ConnectionError::from)
                    };
                    let result = self.attempt(work).await;
                    self.status.send_modify(|s| s.handshake = handshake);
                    stream = Some(over);
                    result.map(|found| {
                        upgraded = Some(found);
                        Event::Upgraded
                    })
                }
                Action::Open => {
                    tracing::info!("connected");
                    return Some((stream?, upgraded?, todo.into()));
                }
                Action::Finish => return None,
                other => {
                    self.time(&other);
                    continue;
                }
            };
            let event = event.unwrap_or_else(|event| event);
            if let Event::Failed(error) = &event {
                tracing::warn!(code = error.code(), %error, "no connection");
            }
            todo.extend(self.session.on(event));
            self.publish();
        }
        None
    }

    /// The work's result; or the time-out, or the end that somebody wants meanwhile.
    async fn attempt<T>(
        &mut self,
        work: impl Future<Output = Result<T, ConnectionError>>,
    ) -> Result<T, Event> {
        let mut work = pin!(work);
        loop {
            tokio::select! {
                biased;
                result = &mut work => return result.map_err(Event::Failed),
                asked = self.closes.recv() => {
                    let (code, reason) = asked.unwrap_or((1001, String::new()));
                    return Err(Event::CloseAsked { code, reason });
                }
                command = self.commands.recv() => match command {
                    Some(Command::Send { done, .. } | Command::Login { done, .. }) => {
                        // Whoever asked may have gone.
                        let _ = done.send(Err(SendError::NotOpen(self.session.phase())));
                    }
                    None => return Err(Event::CloseAsked { code: 1001, reason: String::new() }),
                },
                () = async {
                    match &mut self.timer {
                        Some(timer) => timer.as_mut().await,
                        None => pending().await,
                    }
                } => return Err(Event::TimedOut),
            }
        }
    }

    /// The open connection, until it is over.
    async fn pass(&mut self, stream: Stream, upgraded: Upgraded, actions: Vec<Action>) {
        let mut open = Open::new(self, stream, &upgraded.leftover);
        open.perform(actions);
        open.driver.publish();
        tracing::info!("receiving");
        poll_fn(|cx| open.poll(cx)).await;
        let mut ws = open.into_ws();
        // The last frames go out, then TLS and TCP are told; a server that does not take them is no reason to wait.
        let farewell = async {
            poll_fn(|cx| {
                ws.get_mut().store(cx.waker());
                match ws.flush() {
                    Err(error) if would_block(&error) => Poll::Pending,
                    _ => Poll::Ready(()),
                }
            })
            .await;
            let _ = ws.get_mut().get_mut().inner_mut().shutdown().await;
        };
        let _ = timeout(FAREWELL, farewell).await;
    }

    /// `Arm` and `Disarm`.
    pub(super) fn time(&mut self, action: &Action) {
        match action {
            Action::Arm(after) => self.timer = Some(Box::pin(sleep(*after))),
            Action::Disarm => self.timer = None,
            _ => {}
        }
    }

    /// True once the armed time-out is over.
    pub(super) fn poll_timer(&mut self, cx: &mut Context<'_>) -> bool {
        let over = self.timer.as_mut().is_some_and(|timer| timer.as_mut().poll(cx).is_ready());
        if over {
            self.timer = None;
        }
        over
    }

    /// Tells the session's state to whoever watches.
    pub(super) fn publish(&self) {
        let session = &self.session;
        self.status.send_modify(|status| {
            status.phase = session.phase();
            status.login_sent = session.login_sent();
            status.awaiting_login = session.awaits_login();
            status.error = session.error().cloned();
            status.end = session.end().cloned();
            if status.phase.is_open() && status.opened.is_none() {
                status.opened = Some(Instant::now());
            }
            if status.phase == Phase::Closed && status.ended.is_none() {
                status.ended = Some(Instant::now());
            }
        });
        self.revision.bump();
    }

    /// Something small changed that [`Driver::publish`] does not know of.
    pub(super) fn bump(&self) {
        self.revision.bump();
    }
}

pub(super) fn would_block(error: &tokio_tungstenite::tungstenite::Error) -> bool {
    matches!(error, tokio_tungstenite::tungstenite::Error::Io(e) if e.kind() == std::io::ErrorKind::WouldBlock)
}
