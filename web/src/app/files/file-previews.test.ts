import { expect, test } from 'vitest';
import { settle } from '../../../../engine/src/base/testing/manual-clock.ts';
import { viewOf } from '../../elements/testing/file-views.ts';
import { FilePreviews } from './file-previews.ts';

function previewsOf(blob: Blob | undefined, element: 'image' | 'audio' | undefined) {
  const asked: string[] = [];
  let changes = 0;
  const previews = new FilePreviews(
    { blob: async (id) => { asked.push(id); return blob; } },
    async (file) => (element === undefined ? undefined : { element, blob: file }),
    () => changes++,
  );
  return { previews, asked, changes: () => changes };
}

const PICTURE = new Blob(['picture']);

test('bob’s picture is read once, when it is done and verified', async () => {
  const { previews, asked, changes } = previewsOf(PICTURE, 'image');
  previews.follow([viewOf({ kind: 'running' })]);
  previews.follow([viewOf({ kind: 'done' })]);
  previews.follow([viewOf({ kind: 'done' })]);
  await settle();
  expect([asked, changes(), [...previews.previews]]).toEqual([['holiday'], 1, [['holiday', { element: 'image', blob: PICTURE }]]]);
});

test('what is sent, what is no picture and what is gone show nothing', async () => {
  const sent = previewsOf(PICTURE, 'image');
  sent.previews.follow([viewOf({ kind: 'done' }, { direction: 'out' })]);
  const text = previewsOf(PICTURE, undefined);
  text.previews.follow([viewOf({ kind: 'done' })]);
  const gone = previewsOf(undefined, 'image');
  gone.previews.follow([viewOf({ kind: 'done' })]);
  await settle();
  expect([sent.asked, sent.previews.previews.size, text.previews.previews.size, gone.previews.previews.size]).toEqual([[], 0, 0, 0]);
});

test('a picture of more than 64 MiB is not decoded, and as much sound is played', async () => {
  const large = { size: 65 * 1024 * 1024 } as Blob;
  const [picture, sound] = [previewsOf(large, 'image'), previewsOf(large, 'audio')];
  picture.previews.follow([viewOf({ kind: 'done' })]);
  sound.previews.follow([viewOf({ kind: 'done' })]);
  await settle();
  expect([picture.previews.previews.size, sound.previews.previews.size]).toEqual([0, 1]);
});
