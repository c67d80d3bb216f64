use std::process::ExitCode;

fn main() -> ExitCode {
    wirelark_cli::main()
}
