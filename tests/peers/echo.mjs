// An echo server on Node's `ws`; the first argument is `perMessageDeflate`. Prints its port. Answers the text
// `wire bytes` with the numbers of bytes on TCP so far.
import { WebSocketServer } from "ws";

const perMessageDeflate = JSON.parse(process.argv[2]);
const server = new WebSocketServer({ host: "127.0.0.1", port: 0, perMessageDeflate });
server.on("listening", () => console.log(server.address().port));
server.on("connection", (socket, request) => {
  socket.on("message", (data, isBinary) => {
    if (!isBinary && data.toString() === "wire bytes") {
      const { bytesRead, bytesWritten } = request.socket;
      socket.send(JSON.stringify({ bytesRead, bytesWritten }));
    } else {
      socket.send(data, { binary: isBinary });
    }
  });
});
