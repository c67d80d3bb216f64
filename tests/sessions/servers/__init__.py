"""How the server of each session is started: a function that returns the URL, the process, and variables."""
import json
import pathlib
import shutil
import socket
import subprocess
import sys
import time
import urllib.request

HERE = pathlib.Path(__file__).parent


def free_port():
    with socket.socket() as listener:
        listener.bind(("127.0.0.1", 0))
        return listener.getsockname()[1]


def printing_port(command, **more):
    """Starts a server that prints its port as its first line."""
    process = subprocess.Popen(command, stdout=subprocess.PIPE, text=True, **more)
    return process.stdout.readline().strip(), process


def listening(port, command, **more):
    """Starts a server and waits until it listens on this port."""
    process = subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, **more)
    until = time.monotonic() + 90
    while True:
        try:
            socket.create_connection(("127.0.0.1", port)).close()
            return process
        except OSError:
            if process.poll() is not None or time.monotonic() > until:
                raise
            time.sleep(0.1)


def node(script, path, *args):
    def start(_, npm):
        # Packages are searched from the script's folder upwards.
        copy = shutil.copy(HERE / script, npm / script)
        port, process = printing_port(["node", copy, *args])
        return f"ws://127.0.0.1:{port}{path}", process, {}
    return start


def python(script, path, *args):
    def start(_, __):
        port, process = printing_port([sys.executable, HERE / script, *args])
        return f"ws://127.0.0.1:{port}{path}", process, {}
    return start


STARTS = {
    "socketio": node("socketio.mjs", "/socket.io/?EIO=4&transport=websocket"),
    "socketio-msgpack": node("socketio.mjs", "/socket.io/?EIO=4&transport=websocket", "msgpack"),
}


def configured(template, folder, **values):
    """Fills in a configuration file and writes it to the folder."""
    text = (HERE / template).read_text().split("\n", 1)[1]
    for name, value in values.items():
        text = text.replace("{%s}" % name, str(value))
    path = folder / template
    path.write_text(text)
    return path


def mosquitto(folder, _):
    port, acl = free_port(), folder / "acl"
    acl.write_text("topic readwrite hello/#\ntopic read $SYS/#\n")
    config = configured("mosquitto.conf", folder, plain=free_port(), port=port, acl=acl)
    process = listening(port, ["/usr/sbin/mosquitto", "-c", config])
    return f"ws://127.0.0.1:{port}/mqtt", process, {}


def nats(folder, _):
    port = free_port()
    config = configured("nats.conf", folder, plain=free_port(), port=port)
    process = listening(port, ["nats-server", "-c", config])
    return f"ws://127.0.0.1:{port}/", process, {}


def rabbitmq(folder, _):
    port = free_port()
    config = configured("rabbitmq.conf", folder, plain=free_port(), port=port)
    (folder / "plugins").write_text("[rabbitmq_web_stomp].\n")
    # The script of the package wants to become the user rabbitmq; the one below it does not.
    script = next(pathlib.Path("/usr/lib/rabbitmq/lib").glob("*/sbin/rabbitmq-server"))
    environment = {
        "PATH": "/usr/bin:/bin",
        "HOME": str(folder),
        "ERL_EPMD_ADDRESS": "127.0.0.1",
        "ERL_EPMD_PORT": str(free_port()),
        "RABBITMQ_DIST_PORT": str(free_port()),
        "RABBITMQ_NODENAME": "example@localhost",
        "RABBITMQ_CONFIG_FILE": str(config),
        "RABBITMQ_ENABLED_PLUGINS_FILE": str(folder / "plugins"),
        "RABBITMQ_MNESIA_BASE": str(folder / "mnesia"),
        "RABBITMQ_LOG_BASE": str(folder / "log"),
        "RABBITMQ_PID_FILE": str(folder / "pid"),
    }
    process = listening(port, [script], env=environment)
    end = process.terminate

    def terminate():
        end()
        process.wait()
        # Erlang's name server is a process of its own, and stays.
        subprocess.run(["epmd", "-kill"], env=environment, stdout=subprocess.DEVNULL, check=True)

    process.terminate = terminate
    return f"ws://127.0.0.1:{port}/ws", process, {}


STARTS |= {
    "stomp": rabbitmq,
    "stomp-error": rabbitmq,
    "graphql-ws": node("graphql.mjs", "/"),
    "json-rpc": node("json_rpc.mjs", "/"),
    "mqtt-3.1.1": mosquitto,
    "mqtt-5": mosquitto,
    "nats": nats,
}


def chromium(folder, _):
    command = ["chromium-headless-shell", "--headless", "--no-sandbox", "--disable-gpu", "--disable-dev-shm-usage"]
    command += ["--no-first-run", "--remote-debugging-port=0", f"--user-data-dir={folder}/user", "about:blank"]
    environment = {"PATH": "/usr/bin:/bin", "HOME": str(folder)}
    process = subprocess.Popen(command, stderr=subprocess.PIPE, text=True, env=environment)
    while not (line := process.stderr.readline()).startswith("DevTools listening"):
        pass
    port = line.split(":")[2].split("/")[0]
    request = urllib.request.Request(f"http://127.0.0.1:{port}/json/new?about:blank", method="PUT")
    page = json.load(urllib.request.urlopen(request))["id"]
    return f"ws://127.0.0.1:{port}/devtools/page/{page}", process, {}


STARTS |= {
    "signalr-json": python("../../peers/signalr_hub.py", "/hub"),
    "signalr-msgpack": python("../../peers/signalr_hub.py", "/hub"),
    "phoenix": python("phoenix.py", "/socket/websocket?vsn=2.0.0"),
    "cdp": chromium,
}
