import { once } from 'node:events';
import { connect } from 'node:net';
import { expect, test } from 'vitest';
import { delay } from './delay.ts';
import { COMMIT, LISTEN, reader, startStore, WRITES } from './fake-store.ts';
import { Faults } from './faults.ts';
import { Gate } from './gate.ts';
import type { Middleware } from './middleware.ts';
import { Recording } from './recording.ts';

test('a listener is answered before it is told anything, and told each piece as it comes; one whose page goes is broken off', async () => {
  const { ask, listeners, leave } = await startStore(new Recording(), new Faults(), new Gate());
  const next = reader(await ask(LISTEN));
  for (const piece of ['one', 'two']) {
    listeners[0]!.write(piece);
    expect(await next()).toBe(piece);
  }
  const isBrokenOff = once(listeners[0]!, 'close');
  leave();
  await isBrokenOff;
});

test('a store that breaks off in the middle is broken off for its page', async () => {
  const { ask, listeners } = await startStore(new Recording());
  const next = reader(await ask(LISTEN));
  listeners[0]!.destroy();
  await expect(next()).rejects.toThrow('terminated');
});

test('a held commit waits, an empty one does not; one whose page goes is dropped', async () => {
  const gate = new Gate();
  let over = 0;
  const watch: Middleware = {
    handle(request, next) {
      request.signal.addEventListener('abort', () => (over += 1));
      return next(request);
    },
  };
  const { ask, commit, commits, leave } = await startStore(watch, gate);
  const isHeld = gate.holdCommits();
  await commit('{"writes":[]}');
  const left = commit();
  await isHeld;
  leave();
  await expect(left).rejects.toThrow('aborted');
  await expect.poll(() => over).toBe(2);
  const isHeldAgain = gate.holdCommits();
  const stays = ask(COMMIT, { method: 'POST', body: WRITES, signal: null });
  await isHeldAgain;
  expect(commits).toEqual(['{"writes":[]}']);
  gate.letCommits();
  expect(await (await stays).text()).toBe(`took ${WRITES.length}`);
  expect([commits.length, gate.commits.length]).toEqual([2, 2]);
});

test('what is not to be heard is heard later, in its order, and so is that it has ended', async () => {
  const gate = new Gate();
  const { ask, listeners } = await startStore(gate);
  const next = reader(await ask(LISTEN));
  const ended = await ask(LISTEN);
  gate.holdListens();
  listeners[1]!.end();
  listeners[0]!.write('one');
  const hears = next();
  listeners[0]!.end('two');
  const hearsNothing = ended.text();
  expect(await Promise.race([hears, hearsNothing, (await ask('/')).text()])).toBe('took 0');
  gate.letListens();
  expect(`${await hears}${await next() ?? ''}`).toBe('onetwo');
  expect(await hearsNothing).toBe('');
});

test('a swallowed answer is made at the store, also when its page goes before; a swallowed request is not', async () => {
  const [faults, gate] = [new Faults(), new Gate()];
  const { commit, commits, leave } = await startStore(faults, gate);
  faults.swallow('requests');
  const asked = [commit(), commit('{"writes":[]}')];
  await expect.poll(() => faults.swallowed).toBe(1);
  faults.swallow('answers');
  const isHeld = gate.holdCommits();
  asked.push(commit());
  await isHeld;
  leave();
  expect((await Promise.allSettled(asked)).map(({ status }) => status)).toEqual(['rejected', 'rejected', 'rejected']);
  expect(commits).toEqual([]);
  gate.letCommits();
  await expect.poll(() => faults.swallowed).toBe(2);
  expect(commits).toEqual([WRITES]);
});

test('listeners are held, silenced and cut off, and those that come after that work', async () => {
  const faults = new Faults();
  const { ask, listeners } = await startStore(faults);
  faults.holdListeners();
  const held = ask(LISTEN);
  await ask('/');
  expect(listeners).toEqual([]);
  faults.letThrough();
  const silenced = reader(await held)();
  faults.silenceListeners();
  listeners[0]!.end('unheard');
  const cutOff = reader(await ask(LISTEN));
  listeners[1]!.write('heard');
  expect(await Promise.race([silenced, cutOff()])).toBe('heard');
  expect(faults.listens).toBe(2);
  faults.answer('unavailable', 'listeners');
  await expect(Promise.all([silenced, cutOff()])).rejects.toThrow('terminated');
  expect((await ask(LISTEN)).status).toBe(503);
  faults.recover();
  expect((await ask(LISTEN)).status).toBe(200);
});

test('a recording before the faults has what was asked and what was made up, which a page of any origin may read; and nothing compressed is asked for', async () => {
  const [recording, faults] = [new Recording(), new Faults()];
  const { ask, commit, commits, encodings } = await startStore(recording, faults);
  await commit();
  faults.answer('refused', 'commits and reads');
  const refused = await ask(COMMIT, { method: 'POST', body: WRITES, headers: { origin: 'http://a.test' } });
  expect([refused.status, refused.headers.get('access-control-allow-origin')]).toEqual([403, 'http://a.test']);
  expect((await ask(COMMIT, { method: 'OPTIONS' })).status).toBe(200);
  expect(recording.exchanges().map(({ method, status, requestBody }) => [method, status, requestBody])).toEqual([
    ['POST', 200, WRITES], ['POST', 403, WRITES], ['OPTIONS', 200, ''],
  ]);
  expect(recording.exchanges()[0]?.responseBody).toBe(`took ${WRITES.length}`);
  expect(recording.exchanges()[1]?.responseBody).toContain('PERMISSION_DENIED');
  expect([commits, encodings]).toEqual([[WRITES, ''], [undefined, undefined]]);
});

test('what is delayed stays in its order, and a preflight may be kept for an hour', async () => {
  const { ask, listeners, commit } = await startStore(delay(4));
  const response = await ask(LISTEN);
  const pieces = Array.from({ length: 50 }, (_, index) => `${index},`);
  for (const piece of pieces) {
    listeners[0]!.write(piece);
    await new Promise(setImmediate);
  }
  listeners[0]!.end();
  expect(await response.text()).toBe(pieces.join(''));
  expect(await (await commit()).text()).toBe(`took ${WRITES.length}`);
  expect((await ask(COMMIT, { method: 'OPTIONS' })).headers.get('access-control-max-age')).toBe('3600');
});

test.each([['without', []], ['with', [delay(4)]]])('an upgraded connection carries bytes both ways, %s delay', async (_, middlewares) => {
  const { port } = await startStore(...middlewares);
  const socket = connect(port, '127.0.0.1').setEncoding('utf8');
  let heard = '';
  socket.on('data', (text: string) => (heard += text));
  socket.write('GET /peerjs HTTP/1.1\r\nhost: x\r\nconnection: upgrade\r\nupgrade: echo\r\n\r\n');
  for (const text of ['one', 'two', 'three']) socket.write(text);
  await expect.poll(() => heard).toMatch(/^HTTP\/1\.1 101 .*\r\n\r\nonetwothree$/s);
  const isClosed = once(socket, 'close');
  socket.end();
  await isClosed;
});
