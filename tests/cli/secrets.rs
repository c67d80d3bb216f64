use serde_json::json;
use wirelark_tests::cli::Cli;
use wirelark_tests::demo::Demo;
use wirelark_tests::row::rows_of;
use wirelark_tests::scratch::Scratch;

/// The login that the server received, with these options and this environment.
#[track_caller]
fn sent_login(options: &[&str], environment: &[(&str, Option<&str>)]) -> String {
    let (demo, scratch) = (Demo::start(&[]), Scratch::new());
    let login = json!({"fields": [{"name": "user_id", "value": "{{secret:token}}"}]});
    let profile = scratch.profile(json!({"connection": {"url": demo.url}, "login": login}));
    let transcript = scratch.path("t.wlt");
    let args = [&["run", &profile, "--transcript", &transcript], options].concat();
    let output = Cli::run_with(args, environment).success();
    assert!(!output.stderr.contains("hunter"), "{}", output.stderr);
    rows_of(&transcript)[0].text.clone().expect("the login is text")
}

#[test]
fn hostile_14_a_secret_comes_from_a_file_the_environment_or_literally() {
    let scratch = Scratch::new();
    let file = scratch.file("s", "hunter2\n\n");
    let windows = scratch.file("w", "hunter2\r\n");
    for (option, value) in [
        ("token=hunter2".to_owned(), "hunter2"),
        (format!("token=@{file}"), "hunter2\\n"),
        (format!("token=@{windows}"), "hunter2"),
        ("token=env:HUNTER".to_owned(), "hunter3"),
        ("token==env:HUNTER".to_owned(), "env:HUNTER"),
        ("token==@x".to_owned(), "@x"),
    ] {
        let text = sent_login(&["--secret", &option], &[("HUNTER", Some("hunter3"))]);
        assert_eq!(text, format!("{{\"user_id\": \"{value}\"}}"), "{option}");
    }
    let variable = [("WIRELARK_SECRET_token", Some("hunter4"))];
    assert!(sent_login(&[], &variable).contains("\"hunter4\""));
    assert!(sent_login(&["--secret", "token=hunter5"], &variable).contains("\"hunter5\""));
}

#[cfg(unix)]
#[test]
fn hostile_14_a_secret_comes_through_a_pipe() {
    let scratch = Scratch::new();
    let pipe = scratch.path("pipe");
    assert!(
        std::process::Command::new("mkfifo")
            .arg(&pipe)
            .status()
            .expect("run the command")
            .success()
    );
    let path = pipe.clone();
    let writer =
        std::thread::spawn(move || std::fs::write(path, "hunter6\n").expect("write the file"));
    let text = sent_login(&["--secret", &format!("token=@{pipe}")], &[]);
    assert!(text.contains("\"hunter6\""), "{text}");
    writer.join().expect("written");
}

#[test]
fn hostile_14_a_bad_secret_is_told_without_its_value() {
    let scratch = Scratch::new();
    let profile = scratch.smallest("ws://127.0.0.1:1/");
    let long = scratch.file("long", vec![b'x'; (64 << 10) + 1]);
    let bytes = scratch.file("bytes", b"hunter\xff");
    for (option, code) in [
        ("hunter2", "secret_invalid"),
        ("=hunter2", "secret_invalid"),
        ("k=env:NO_SUCH_VARIABLE", "secret_variable"),
        (&format!("k=@{}", scratch.path("none")), "secret_file"),
        (&format!("k=@{long}"), "secret_file"),
        (&format!("k=@{bytes}"), "secret_not_utf8"),
        #[cfg(unix)]
        ("k=@/dev/zero", "secret_file"),
    ] {
        let output = Cli::run(["run", &profile, "--secret", option]);
        let (found, text) = output.failed(2);
        assert_eq!(found, code, "{option}");
        assert!(!text.contains("hunter"), "{text}");
    }
}
