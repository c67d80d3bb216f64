// A Socket.IO server whose Engine.IO pings every 50 ms: it pings again only after the answer, and closes without one.
// Prints its port.
import { createServer } from "node:http";
import { Server } from "socket.io";

const http = createServer();
const io = new Server(http, { pingInterval: 50, pingTimeout: 5000 });
io.use((socket, next) => next(socket.handshake.auth.token === "wrong" ? new Error("wrong token") : undefined));
io.on("connection", (socket) => socket.on("echo", (value, answer) => answer(value)));
http.listen(0, "127.0.0.1", () => console.log(http.address().port));
