use std::process::Command;

use super::*;

/// The example reader on the format page works.
#[test]
fn the_example_reader_of_the_format_page_works() {
    let page = concat!(env!("CARGO_MANIFEST_DIR"), "/../../docs/transcript-format.md");
    let page = std::fs::read_to_string(page).unwrap();
    let script = page.split("```python\n").nth(1).unwrap().split("```").next().unwrap();
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("a.wlt");
    let messages = messages(100);
    write(&path, &messages, small_batches());
    let mut torn = std::fs::OpenOptions::new().append(true).open(&path).unwrap();
    std::io::Write::write_all(&mut torn, &[1; 40]).unwrap();
    let Ok(output) = Command::new("python3").arg("-c").arg(script).arg(&path).output() else {
        eprintln!("python3 is missing, so the example was not run");
        return;
    };
    let out = String::from_utf8(output.stdout).unwrap();
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    let lines = out.lines().collect::<Vec<_>>();
    assert_eq!(lines.len(), 101);
    assert!(lines[0].starts_with("{'name': ''"), "{}", lines[0]);
    for (line, (direction, kind, time, _)) in lines[1..].iter().zip(&messages) {
        let expected = format!("({time}, '{}', '{}', b", direction.word(), kind.word());
        assert!(line.starts_with(&expected), "{line} is not {expected}");
    }
}
