//! The state of an open connection.

use std::collections::VecDeque;
use std::io;
use std::pin::Pin;
use std::task::Waker;

use tokio::time::Sleep;

use super::login::LoginStepSend;
use super::ping::Pings;
use super::ping_flood::FloodFilter;
use super::send::PendingSend;
use super::timeouts::TimeoutWatch;
use crate::connection::automatic::AutomaticSchedule;
use crate::connection::context::ConnectionContext;
use crate::connection::receive::{FrameReceiver, MessageLimits};
use crate::connection::send_queue::SendQueue;
use crate::connection::status::Counters;
use crate::connection::transport::Stream;
use crate::connection::upgrade::Upgraded;
use crate::profile::message::BuiltMessage;

/// An open connection. It borrows the context from the driver for as long as it is open.
pub(crate) struct OpenConnection<'c> {
    pub context: &'c mut ConnectionContext,

    // The stream and its queues.
    pub(super) receiver: FrameReceiver<Stream>,
    pub(super) queue: SendQueue,
    /// A message or raw bytes that found no room in the queue.
    pub(super) waiting: Option<PendingSend>,
    /// Messages that begin a reconnected connection, sent once the login has succeeded.
    pub(super) reconnect_messages: VecDeque<BuiltMessage>,
    /// The login's next message, while another message waits for room.
    pub(super) login_step: Option<LoginStepSend>,
    /// Automatic replies and heartbeats, if they are switched on.
    pub(super) automatic: Option<AutomaticSchedule>,
    /// Whether received messages may have automatic replies.
    pub(super) answers: bool,
    /// Wakes the task for the next automatic message.
    pub(super) automatic_timer: Option<Pin<Box<Sleep>>>,
    pub(super) unflushed: bool,
    /// The write error; bytes already received are read before it ends the connection.
    pub(super) write_error: Option<io::Error>,
    /// The task's waker, stored at each poll: some writes happen outside a poll.
    pub(super) waker: Waker,

    // Received and sent.
    pub(super) counts: MessageCounts,
    /// Messages beyond this number are counted, not recorded.
    pub(super) record_at_most: u64,
    /// When the login was sent, until it is answered; Unix time in nanoseconds.
    pub(super) login_ns: i64,
    /// The next message received is the reply to the last one sent.
    pub(super) expects_reply: bool,
    /// Reading is paused until `read_next` ([`Settings::pause_after_message`](crate::connection::Settings::pause_after_message)).
    pub(super) held: bool,
    /// Whether each reply's code is logged; looked up once, not per message.
    pub(super) debug: bool,

    // Handing rows to the writer.
    pub(super) tick: Option<Pin<Box<Sleep>>>,
    /// The disk is behind, so nothing is read.
    pub(super) paused: bool,
    /// The writer wakes this task when it fails.
    pub(super) watches_writer: bool,

    // Control frames and time-outs.
    pub(super) pings: Pings,
    /// Pings are not answered: by the profile, or from a misbehaviour on.
    pub(super) ignores_pings: bool,
    pub(super) flood: FloodFilter,
    pub(super) flood_tick: Option<Pin<Box<Sleep>>>,
    pub(super) watch: TimeoutWatch,
    /// Bytes written when the close time-out was last armed.
    pub(super) written: u64,

    // The end.
    /// The stream is dropped without a Close and without a flush.
    pub(super) aborted: bool,
    pub(super) finished: bool,
}

/// Messages and bytes over all connections of the transcript: a reconnected one counts on.
#[derive(Debug)]
pub(super) struct MessageCounts {
    pub received: u64,
    pub sent: u64,
    /// Messages received beyond `record_at_most`.
    pub beyond: u64,
    pub bytes_received: u64,
    /// When the last frame was received; Unix time in nanoseconds.
    pub last_ns: i64,
}

impl MessageCounts {
    fn counting_on(counters: &Counters) -> MessageCounts {
        MessageCounts {
            received: counters.received(),
            sent: counters.sent(),
            beyond: counters.beyond(),
            bytes_received: counters.bytes_received(),
            last_ns: counters.last_received_ns(),
        }
    }
}

impl<'c> OpenConnection<'c> {
    pub(crate) fn new(
        context: &'c mut ConnectionContext,
        stream: Stream,
        upgraded: Upgraded,
    ) -> Self {
        let Upgraded { leftover, compression } = upgraded;
        let limits = context.settings.limits;
        let size = MessageLimits { bytes: limits.message as u64, fragments: limits.fragments };
        let receiver = FrameReceiver::new(stream, context.clock, leftover, size, compression);
        let session_settings = &context.settings.session_settings;
        let automatic = context.settings.automatic.clone().map(AutomaticSchedule::new);
        OpenConnection {
            receiver,
            queue: SendQueue::new(limits.write_buffer, compression),
            waiting: None,
            reconnect_messages: VecDeque::new(),
            login_step: None,
            answers: automatic.as_ref().is_some_and(AutomaticSchedule::answers),
            automatic,
            automatic_timer: None,
            unflushed: false,
            write_error: None,
            waker: Waker::noop().clone(),
            counts: MessageCounts::counting_on(&context.counters),
            record_at_most: context.settings.record_at_most.unwrap_or(u64::MAX),
            login_ns: 0,
            expects_reply: false,
            held: false,
            debug: tracing::enabled!(tracing::Level::DEBUG),
            tick: None,
            paused: false,
            watches_writer: false,
            pings: Pings::counting_on(&context.counters),
            ignores_pings: !session_settings.control_frames.answer_pings,
            flood: FloodFilter::new(session_settings.control_frames.rows),
            flood_tick: None,
            watch: TimeoutWatch::new(&limits, session_settings.keep_alive),
            written: 0,
            aborted: false,
            finished: false,
            context,
        }
    }

    /// The stream and the queue to flush at the end; `None` when the connection was aborted.
    pub(crate) fn into_parts(self) -> Option<(FrameReceiver<Stream>, SendQueue)> {
        (!self.aborted).then_some((self.receiver, self.queue))
    }
}
