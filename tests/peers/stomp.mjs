// A STOMP 1.2 server on Node's `ws` that only connects and beats: it closes when nothing has come for 5 s, and sends
// an end of line for each that comes. Prints its port.
import { WebSocketServer } from "ws";

const server = new WebSocketServer({ host: "127.0.0.1", port: 0, handleProtocols: () => "v12.stomp" });
server.on("listening", () => console.log(server.address().port));
server.on("connection", (socket) => {
  let silent;
  const heard = () => {
    clearTimeout(silent);
    silent = setTimeout(() => socket.close(1002, "no heart-beat"), 5000);
  };
  heard();
  socket.on("close", () => clearTimeout(silent));
  socket.on("message", (data) => {
    heard();
    const text = String(data);
    if (text === "\n") socket.send("\n");
    else if (/^(CONNECT|STOMP)\n(.*\n)*accept-version:.*1\.2(.*\n)*heart-beat:100,100\n(.*\n)*\n\0$/.test(text)) {
      socket.send("CONNECTED\nversion:1.2\nheart-beat:100,100\n\n\0");
    } else socket.send("ERROR\nmessage:not understood\n\n\0", () => socket.close());
  });
});
