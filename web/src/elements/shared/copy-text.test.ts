import { expect, test } from 'vitest';
import { copyText, type Clipboard } from './copy-text.ts';

function fieldWithLog() {
  const log: string[] = [];
  return { log, field: { focus: () => void log.push('focus'), select: () => void log.push('select') } };
}
const refuses: Clipboard['copySelection'] = () => false;

test('a clipboard takes the text, and the field is left alone', async () => {
  const { field, log } = fieldWithLog();
  const written: string[] = [];
  const writeText = (text: string): Promise<void> => {
    written.push(text);
    return Promise.resolve();
  };
  expect(await copyText('a link', field, { writeText, copySelection: refuses })).toBe(true);
  expect(written).toEqual(['a link']);
  expect(log).toEqual([]);
});

test('a clipboard that refuses is passed over for the selection', async () => {
  const { field, log } = fieldWithLog();
  const copySelection = (): boolean => {
    log.push('copy');
    return true;
  };
  expect(await copyText('a link', field, { writeText: () => Promise.reject(new Error('no')), copySelection })).toBe(true);
  expect(log).toEqual(['focus', 'select', 'copy']);
});

test('with no way to copy the text stays selected for the hand, and the person is told', async () => {
  const { field, log } = fieldWithLog();
  expect(await copyText('a link', field, { copySelection: refuses })).toBe(false);
  expect(log).toEqual(['focus', 'select']);
});
