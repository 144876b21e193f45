/** QR codes, with the library that makes them: loaded when one is asked for. */
import { encode } from 'uqr';
import type { QrPicture } from '../../elements/manual/firelink-manual-view.ts';

/** ISO/IEC 18004, table 7: bytes in the largest version at the lowest level of correction. A screen has no stains. */
const MAX_BYTES = 2_953;

export function makeQr(text: string): QrPicture | 'too-long' {
  if (text.length > MAX_BYTES) return 'too-long';
  const { data, size } = encode(text, { ecc: 'L', border: 4 });
  const rows = data.map((row, y) => row.map((isDark, x) => (isDark ? `M${x} ${y}h1v1h-1z` : '')).join(''));
  return { path: rows.join(''), size };
}
