/** Sizes, rates and times of files as the reader's language writes them. */
import type { Language } from '../i18n/languages.ts';

/** Decimal, as Intl names them (SI): 1 kB is 1000 bytes. */
const UNITS = ['byte', 'kilobyte', 'megabyte', 'gigabyte', 'terabyte', 'petabyte'] as const;
const STEP = 1000;

const formats = new Map<string, Intl.NumberFormat>();

/** "2.1 MB". Below 1 kB in bytes. */
export function sizeText(bytes: number, language: Language): string {
  const [value, unit] = scaled(bytes);
  return withUnit(value, unit, language);
}

/** "3.2 MB/s". */
export function rateText(bytesPerSecond: number, language: Language): string {
  const [value, unit] = scaled(bytesPerSecond);
  return withUnit(value, `${unit}-per-second`, language);
}

/** "9 sec", "3 min", "2 hr 5 min": rounded up, so that 0 is never said of what goes on. */
export function durationText(seconds: number, language: Language): string {
  const whole = Math.max(1, Math.ceil(seconds));
  if (whole < 60) return withUnit(whole, 'second', language);
  const minutes = Math.ceil(whole / 60);
  if (minutes < 60) return withUnit(minutes, 'minute', language);
  const [hours, rest] = [Math.floor(minutes / 60), minutes % 60];
  const parts = [withUnit(hours, 'hour', language), ...(rest === 0 ? [] : [withUnit(rest, 'minute', language)])];
  return parts.join(' ');
}

function scaled(bytes: number): readonly [value: number, unit: string] {
  let [value, place] = [Math.max(0, bytes), 0];
  // 999.95 kB would be written as 1,000 kB.
  while (rounded(value, place) >= STEP && place < UNITS.length - 1) [value, place] = [value / STEP, place + 1];
  return [rounded(value, place), UNITS[place] ?? 'byte'];
}

/** One digit behind the point below 100, none above and none of bytes. */
function rounded(value: number, place: number): number {
  return place === 0 || value >= 99.95 ? Math.round(value) : Math.round(value * 10) / 10;
}

function withUnit(value: number, unit: string, language: Language): string {
  const key = `${language} ${unit}`;
  let format = formats.get(key);
  if (!format) {
    format = new Intl.NumberFormat(language, { style: 'unit', unit, unitDisplay: unit === 'byte' ? 'long' : 'short', maximumFractionDigits: 1 });
    formats.set(key, format);
  }
  return format.format(value);
}
