// graphql-ws on Node's `ws`, which also pings with messages of its own. Prints its port.
import { WebSocketServer } from "ws";
import { buildSchema } from "graphql";
import { useServer } from "graphql-ws/use/ws";

const schema = buildSchema(`
  type Query { add(a: Int!, b: Int!): Int! broken: Int! }
  type Subscription { ticks(to: Int!): Int! }
`);
const pause = (ms) => new Promise((done) => setTimeout(done, ms));
const roots = {
  query: {
    add: ({ a, b }) => a + b,
    broken: () => { throw new Error("out of order"); },
  },
  subscription: {
    async *ticks({ to }) {
      for (let ticks = 1; ticks <= to; ticks++) {
        await pause(150);
        yield { ticks };
      }
    },
  },
};
const server = new WebSocketServer({ host: "127.0.0.1", port: 0 });
useServer({
  schema,
  roots,
  // graphql-ws itself pings with control frames; the protocol has messages for it too.
  onConnect: ({ extra }) => {
    const timer = setInterval(() => extra.socket.send('{"type":"ping"}'), 1000);
    extra.socket.on("close", () => clearInterval(timer));
    return { server: "example" };
  },
}, server, 0);
server.on("listening", () => console.log(server.address().port));
