// JSON-RPC 2.0 with rpc-websockets: calls, errors, notifications and events. Prints its port.
import { Server } from "rpc-websockets";

const server = new Server({ host: "127.0.0.1", port: 0 });
server.register("add", ([a, b]) => a + b);
server.register("divide", ({ a, b }) => {
  if (b === 0) throw { code: -32001, message: "division by zero" };
  return a / b;
});
server.register("log", () => null);
// The events of rpc-websockets are no JSON-RPC 2.0; these are: a notification, and a call in the other direction.
server.register("watch", () => {
  const each = (value) => server.wss.clients.forEach((client) => client.send(JSON.stringify(value)));
  setTimeout(() => {
    each({ jsonrpc: "2.0", method: "changed", params: { file: "a.txt" } });
    each({ jsonrpc: "2.0", id: "s1", method: "ask", params: ["are you there?"] });
  }, 50);
  return true;
});
server.event("tick");
let tick = 0;
const timer = setInterval(() => server.emit("tick", { tick: ++tick }), 400);
server.register("quit", () => {
  clearInterval(timer);
  setTimeout(() => server.wss.clients.forEach((client) => client.close(1001, "restart")), 100);
  return true;
});
server.on("listening", () => console.log(server.wss.address().port));
