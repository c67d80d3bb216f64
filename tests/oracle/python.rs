//! One python3 process for a whole batch: a line in, a line out.

use std::io::{BufRead, BufReader, Write};
use std::process::{Command, Stdio};

use anyhow::{Context, Result, ensure};
use serde_json::Value;

/// Runs `script`, which answers each line of JSON with one, and returns the answers in order.
pub fn ask(script: &str, questions: &[Value]) -> Result<Vec<Value>> {
    let mut child = Command::new("python3")
        .args(["-c", script])
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .spawn()
        .context("python3 is the oracle and must be installed")?;
    let mut stdin = child.stdin.take().context("stdin")?;
    let stdout = child.stdout.take().context("stdout")?;
    // Written on another thread, because two full pipes would block each other.
    let lines: Vec<String> = questions.iter().map(|question| format!("{question}\n")).collect();
    let writer = std::thread::spawn(move || -> std::io::Result<()> {
        for line in lines {
            stdin.write_all(line.as_bytes())?;
        }
        Ok(())
    });
    let mut answers = Vec::with_capacity(questions.len());
    for line in BufReader::new(stdout).lines() {
        answers.push(serde_json::from_str(&line?)?);
    }
    ensure!(child.wait()?.success(), "python3 failed");
    writer.join().map_err(|_| anyhow::anyhow!("the writer panicked"))??;
    ensure!(answers.len() == questions.len(), "an answer for each question");
    Ok(answers)
}
