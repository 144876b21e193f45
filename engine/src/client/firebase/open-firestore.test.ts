import { deleteApp, getApps } from 'firebase/app';
import { expect, it } from 'vitest';
import { completeConfig } from '../config.ts';
import { openApp, openSibling } from './open-firestore.ts';

it('an app for a further call, to which the account could not be lent, is deleted: the next one can be opened', async () => {
  const config = completeConfig({ firebase: { projectId: 'mine', apiKey: 'key' } });
  const first = openApp(config);
  const appCheck = { lendTo: () => undefined };
  const lendTo = (): Promise<void> => Promise.reject(new TypeError('offline'));
  await expect(openSibling(first, 2, config, { lendTo }, appCheck)).rejects.toThrow('offline');
  expect(getApps()).toEqual([first]);
  const second = await openSibling(first, 2, config, { lendTo: async () => {} }, appCheck);
  expect(getApps().map(({ name }) => name)).toEqual([first.name, `${first.name}.2`]);
  await second.close();
  await deleteApp(first);
});
