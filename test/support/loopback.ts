import { once } from "node:events";
import { createServer, type RequestListener } from "node:http";

/** A service on a free port of the loopback interface. */
export interface Loopback {
  readonly url: string;
  close(): Promise<void>;
}

/** Serves a listener, such as the `nodeListener` of a generated server. */
export async function listen(listener: RequestListener): Promise<Loopback> {
  const server = createServer(listener).listen(0, "127.0.0.1");
  await once(server, "listening");
  const address = server.address();
  if (address === null || typeof address === "string") throw new Error("no port");
  return {
    url: `http://127.0.0.1:${address.port}/soap`,
    async close() {
      const closed = once(server, "close");
      server.close();
      server.closeAllConnections();
      await closed;
    },
  };
}
