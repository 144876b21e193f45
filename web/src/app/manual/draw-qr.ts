import type { QrPicture } from '../../elements/manual/firelink-manual-view.ts';

/** Rejects where the code that draws it can't be loaded. */
export async function drawQr(text: string): Promise<QrPicture | 'too-long'> {
  const { makeQr } = await import('./manual-qr.ts');
  return makeQr(text);
}
