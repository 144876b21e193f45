/**
 * Runs inside the public namespace: opens listening sockets and hands them to its parent outside, where they keep the
 * network that they were opened in. Arguments: the ports.
 */
import { createServer } from 'node:net';

for (const port of process.argv.slice(2).map(Number)) {
  await new Promise<void>((resolve, reject) => {
    const server = createServer();
    server.once('error', reject);
    // IPv4 and IPv6, on every address.
    server.listen(port, '::', () => process.send?.({ port }, server, {}, () => server.close(() => resolve())));
  });
}
process.disconnect();
