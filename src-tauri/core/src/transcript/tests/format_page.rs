use std::process::Command;

use super::*;

/// The page about the format has a reader in it, and that reader reads.
#[test]
fn the_reader_in_the_format_page_reads() {
    let page = concat!(env!("CARGO_MANIFEST_DIR"), "/../../docs/transcript-format.md");
    let page = std::fs::read_to_string(page).unwrap();
    let script = page.split("```python\n").nth(1).unwrap().split("```").next().unwrap();
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("a.wlt");
    let messages = messages(100);
    write(&path, &messages, small_batches());
    let mut torn = std::fs::OpenOptions::new().append(true).open(&path).unwrap();
    std::io::Write::write_all(&mut torn, &[1; 40]).unwrap();
    let Ok(ran) = Command::new("python3").arg("-c").arg(script).arg(&path).output() else {
        eprintln!("no python3 here, so the page was not tried");
        return;
    };
    let out = String::from_utf8(ran.stdout).unwrap();
    assert!(ran.status.success(), "{}", String::from_utf8_lossy(&ran.stderr));
    let lines = out.lines().collect::<Vec<_>>();
    assert_eq!(lines.len(), 101);
    assert!(lines[0].starts_with("{'name': ''"), "{}", lines[0]);
    for (line, (direction, kind, time, _)) in lines[1..].iter().zip(&messages) {
        let expected = format!("({time}, '{}', '{}', b", direction.word(), kind.word());
        assert!(line.starts_with(&expected), "{line} is not {expected}");
    }
}
