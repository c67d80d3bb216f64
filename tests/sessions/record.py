#!/usr/bin/env python3
"""Records one session: starts its server, runs the profile's first scenario with wirelark-cli, and ends the server.

usage: record.py CLI NAME [--npm FOLDER]

FOLDER has the npm packages of servers/*.mjs; README.md lists them. Python servers run with this interpreter.
"""
import argparse
import json
import pathlib
import shutil
import subprocess
import sys
import tempfile

import servers

HERE = pathlib.Path(__file__).parent


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("cli")
    parser.add_argument("name", choices=sorted(servers.STARTS))
    parser.add_argument("--npm", default=".")
    args = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        folder = pathlib.Path(folder)
        url, process, variables = servers.STARTS[args.name](folder, pathlib.Path(args.npm))
        try:
            profile = HERE / "profiles" / f"{args.name}.wirelark.json"
            transcript = folder / f"{args.name}.wlt"
            command = [args.cli, "run", profile, "--url", url, "--transcript", transcript, "--json"]
            for name, value in variables.items():
                command += ["--var", f"{name}={value}"]
            done = subprocess.run(command, capture_output=True, text=True)
            report = json.loads(done.stdout)
            print(done.returncode, report.get("close"), report.get("error"), done.stderr)
        finally:
            process.terminate()
            process.wait()
        shutil.copy(transcript, HERE / f"{args.name}.wlt")


if __name__ == "__main__":
    sys.exit(main())
