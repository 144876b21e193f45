/** Serves each exported function of a packed folder at its own name, as the runtime of Cloud Functions does. */
import { createRequire } from 'node:module';
import { pathToFileURL } from 'node:url';

const [, , file = ''] = process.argv;
/** What firebase-functions itself is made for. */
const express = createRequire(file)('express');
const functions = await import(pathToFileURL(file).href);
const app = express();
app.use(express.json({ limit: '10mb', verify: (request, _response, raw) => { request.rawBody = raw; } }));
app.all('/:name', (request, response) => functions[request.params.name](request, response));
const server = app.listen(0, '127.0.0.1', () => process.send(server.address().port));
process.once('disconnect', () => process.exit());
