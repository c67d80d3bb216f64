use std::path::Path;
use std::time::Duration;

use wirelark_core::transcript::history::History;
use wirelark_core::transcript::{
    Error, Reader, RetentionLimit, Writer, WriterOptions, is_being_written,
};
use wirelark_tests::cli::{Cli, Running, Signal, can_signal};
use wirelark_tests::fault::{Behaviour, FaultServer, Then};
use wirelark_tests::row::wait_for_rows;
use wirelark_tests::scratch::Scratch;

/// Starts a capture of a few messages, which goes on until a signal, into a folder of history.
fn capture(scratch: &Scratch, server: &FaultServer, keep: &str) -> (Running, History, String) {
    let profile = scratch.smallest(&server.url());
    std::fs::create_dir_all(scratch.path("past")).expect("create the folder");
    let transcript = scratch.path("past/a.wlt");
    let args = ["capture", &profile, "--transcript", &transcript, "--keep", keep];
    let running = Cli::spawn(args);
    wait_for_rows(&transcript, 1);
    (running, History::open(scratch.path("past")).expect("open the history"), transcript)
}

fn server() -> FaultServer {
    FaultServer::start(Behaviour::Flood { count: 5, size: 64, then: Then::Stay })
}

/// Makes a transcript old enough for a clean-up.
fn make_old(transcript: &str) {
    let then = std::time::SystemTime::now() - Duration::from_secs(3600);
    let mut all = vec![Path::new(transcript).to_owned()];
    let segments = std::fs::read_dir(format!("{transcript}.segments"));
    all.extend(segments.into_iter().flatten().map(|file| file.expect("an entry").path()));
    for file in all {
        let mut options = std::fs::File::options();
        options.append(true);
        // Only the attributes: the writer shares its file with readers alone.
        #[cfg(windows)]
        std::os::windows::fs::OpenOptionsExt::access_mode(&mut options, 0x100);
        let file = options.open(file).expect("open the file");
        file.set_modified(then).expect("set the modification time");
    }
}

#[test]
fn hostile_17_what_another_process_writes_stays_until_it_is_killed() {
    if !can_signal() {
        return;
    }
    let server = server();
    for keep in ["all", "1 MB"] {
        let scratch = Scratch::new();
        let (running, history, transcript) = capture(&scratch, &server, keep);
        make_old(&transcript);
        assert!(is_being_written(Path::new(&transcript)));
        let now = "2030-01-02T03:04:05Z".parse().expect("a time");
        let refused = history.delete("a", now).expect_err("being written");
        assert_eq!(refused.code(), "transcript_writing");
        assert!(
            history.get("a").expect("a transcript named a").deleted.is_none(),
            "not marked as deleted"
        );
        let plan = history.plan(0, &[]);
        assert!(plan.goes.is_empty() && plan.total > 0, "{plan:?}");
        // A plan from before the capture began.
        let stale = wirelark_core::transcript::history::CleanUp {
            goes: vec![history.get("a").expect("a transcript named a")],
            ..plan
        };
        assert_eq!(history.clean_up(&stale).expect("clean up"), 0);
        let refused = wirelark_core::transcript::remove(Path::new(&transcript));
        assert!(matches!(refused, Err(Error::Writing { .. })), "{refused:?}");
        assert!(Reader::open(&transcript).is_ok(), "it can still be read");

        running.signal(Signal::Kill);
        assert!(running.finish().was_killed());
        assert!(!is_being_written(Path::new(&transcript)), "the lock is released");
        history.delete("a", now).expect("delete the transcript");
        assert_eq!(history.deleted().len(), 1);
        assert!(
            history.empty_trash(now + Duration::from_secs(31 * 86400)).expect("empty the trash")
                > 0
        );
    }
}

#[test]
fn hostile_17_the_command_line_replaces_nothing_that_is_being_written() {
    if !can_signal() {
        return;
    }
    let (server, scratch) = (server(), Scratch::new());
    let (running, _, transcript) = capture(&scratch, &server, "all");
    let profile = scratch.smallest(&server.url());
    let again = Cli::run(["capture", &profile, "--count", "1", "--transcript", &transcript]);
    assert_eq!(again.failed(2).0, "transcript_writing");
    let copy = scratch.path("copy.jsonl");
    Cli::run(["transcript", "export", &transcript, "--format", "jsonl", "-o", &copy]).success();
    let import = Cli::run(["transcript", "import", &copy, "-o", &transcript]);
    assert_eq!(import.failed(2).0, "transcript_writing");
    let from = scratch.path("other.wlt");
    Cli::run(["transcript", "import", &copy, "-o", &from]).success();
    let export = ["transcript", "export", &from, "--format", "jsonl", "-o", &transcript];
    assert_eq!(Cli::run(export).failed(2).0, "transcript_writing");
    running.signal(Signal::Interrupt);
    assert_eq!(running.finish().code, Some(0));
    let rows = Reader::open(&transcript)
        .expect("open the transcript")
        .rows()
        .expect("read the transcript");
    assert!(rows >= 5, "no row is lost: {rows}");
    Cli::run(["transcript", "import", &copy, "-o", &transcript]).success();
}

/// Trash, clean-up and delete handle all other transcripts. A writer in the same process counts, too.
#[test]
fn hostile_17_a_transcript_being_written_blocks_no_other() {
    let scratch = Scratch::new();
    let history = History::open(scratch.path("past")).expect("open the history");
    let create = |name: &str, keep: RetentionLimit| {
        let options = WriterOptions { keep, ..WriterOptions::default() };
        let path = scratch.path(&format!("past/{name}.wlt"));
        Writer::create(path, &Default::default(), options, Box::new(|| {}))
            .expect("create the transcript")
    };
    let open = create("open", RetentionLimit::Messages(100));
    for name in ["a", "b"] {
        create(name, RetentionLimit::All).finish().expect("finish the transcript");
    }
    for name in ["open", "a", "b"] {
        make_old(&scratch.path(&format!("past/{name}.wlt")));
    }
    make_old(&scratch.path("past/open.wlt"));
    let plan = history.plan(0, &[]);
    let goes: Vec<_> = plan.goes.iter().map(|past| past.id.as_str()).collect();
    assert!(goes.len() == 2 && !goes.contains(&"open"), "{goes:?}");
    assert!(history.clean_up(&plan).expect("clean up") > 0);
    assert_eq!(history.list().len(), 1);
    open.finish().expect("finish the transcript");
    make_old(&scratch.path("past/open.wlt"));
    assert_eq!(history.plan(0, &[]).goes.len(), 1, "no longer locked");
}
