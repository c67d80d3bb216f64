// A server of the package graphql-ws that pings with the protocol's own message every 50 ms: it pings again only after
// the pong, and closes without one. Prints its port.
import { GraphQLObjectType, GraphQLSchema, GraphQLString } from "graphql";
import { makeServer } from "graphql-ws";
import { WebSocketServer } from "ws";

const schema = new GraphQLSchema({
  query: new GraphQLObjectType({ name: "Query", fields: { hello: { type: GraphQLString, resolve: () => "world" } } }),
});
const graphql = makeServer({ schema, onConnect: ({ connectionParams }) => connectionParams?.token !== "wrong" });
const server = new WebSocketServer({
  host: "127.0.0.1",
  port: 0,
  handleProtocols: (offered) => (offered.has("graphql-transport-ws") ? "graphql-transport-ws" : false),
});
server.on("listening", () => console.log(server.address().port));
server.on("connection", (socket, request) => {
  let late;
  let next;
  const ping = () => {
    socket.send(JSON.stringify({ type: "ping" }));
    late = setTimeout(() => socket.close(4408, "no pong"), 5000);
  };
  const closed = graphql.opened(
    {
      protocol: socket.protocol,
      send: (text) => new Promise((done, failed) => socket.send(text, (error) => (error ? failed(error) : done()))),
      close: (code, reason) => socket.close(code, reason),
      onMessage: (handle) => socket.on("message", (data) => handle(String(data)).catch(() => socket.close(4500))),
      onPong: () => {
        clearTimeout(late);
        next = setTimeout(ping, 50);
      },
    },
    { socket, request },
  );
  ping();
  socket.once("close", (code, reason) => {
    clearTimeout(late);
    clearTimeout(next);
    closed(code, String(reason));
  });
});
