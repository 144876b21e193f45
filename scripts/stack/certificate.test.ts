import { X509Certificate } from 'node:crypto';
import { mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createSecureContext } from 'node:tls';
import { expect, test as base } from 'vitest';
import { certificateFor } from './certificate.ts';

const NOW = Date.parse('2030-01-01T12:00:00Z');
const DAY_MS = 86_400_000;
const ADDRESS = '192.168.1.5';

// oxlint-disable-next-line no-empty-pattern -- Vitest reads from the pattern what a fixture needs
const test = base.extend('folder', ({}, { onCleanup }) => {
  const folder = mkdtempSync(join(tmpdir(), 'firelink-certificate-'));
  onCleanup(() => rmSync(folder, { recursive: true }));
  return join(folder, 'lan');
});

test('a certificate is for its address alone, for a month, and no other user can read its key', async ({ folder }) => {
  const made = await certificateFor(ADDRESS, folder, NOW);
  createSecureContext({ cert: made.cert, key: readFileSync(made.keyFile) });
  const certificate = new X509Certificate(made.cert);
  expect(certificate.subjectAltName).toBe('IP Address:192.168.1.5');
  expect(certificate.ca).toBe(false);
  expect(Date.parse(certificate.validTo) - NOW).toBe(30 * DAY_MS);
  expect(statSync(made.keyFile).mode & 0o077).toBe(0);
});

test('what a phone has accepted is used again until its last day', async ({ folder }) => {
  const first = await certificateFor(ADDRESS, folder, NOW);
  expect(await certificateFor(ADDRESS, folder, NOW + 28 * DAY_MS)).toEqual(first);
  expect((await certificateFor(ADDRESS, folder, NOW + 29 * DAY_MS)).cert).not.toBe(first.cert);
});

test('what is there and is no certificate is replaced', async ({ folder }) => {
  writeFileSync((await certificateFor(ADDRESS, folder, NOW)).certFile, 'nonsense');
  expect(new X509Certificate((await certificateFor(ADDRESS, folder, NOW)).cert).checkIP(ADDRESS)).toBe(ADDRESS);
});
