// Socket.IO 4 with a namespace that wants a token; with the argument `msgpack`, with that parser. Prints its port.
import { createServer } from "node:http";
import { Server } from "socket.io";
import msgpack from "socket.io-msgpack-parser";

const options = { pingInterval: 1000, pingTimeout: 2000, serveClient: false };
if (process.argv[2] === "msgpack") options.parser = msgpack;
const http = createServer();
const io = new Server(http, options);

io.on("connection", (socket) => {
  socket.on("add", (a, b, answer) => answer(a + b));
  socket.on("subscribe", (topic) => {
    let left = 2;
    const timer = setInterval(() => {
      socket.emit("news", { topic, left: --left });
      if (left === 0) clearInterval(timer);
    }, 150);
    socket.on("disconnect", () => clearInterval(timer));
  });
  socket.on("upload", (name, bytes, answer) => answer(name, bytes.length));
  socket.on("download", () => socket.emit("file", "a.bin", Buffer.from([1, 2, 3, 255])));
  socket.on("who", () => socket.timeout(5000).emit("are you there?", () => socket.emit("thanks")));
  socket.on("quit", () => socket.disconnect(true));
});

const admin = io.of("/admin");
admin.use((socket, next) => {
  const known = socket.handshake.auth.token === "example";
  const error = new Error("not authorized");
  error.data = { retry: false };
  next(known ? undefined : error);
});
admin.on("connection", (socket) => socket.emit("welcome"));

http.listen(0, "127.0.0.1", () => console.log(http.address().port));
