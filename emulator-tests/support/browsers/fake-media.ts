import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { runFolder } from '../../../scripts/machine/paths.ts';

export interface Rgb {
  readonly r: number;
  readonly g: number;
  readonly b: number;
}

export interface PictureOptions {
  readonly rgb: Rgb;
  /** Even numbers. Default 320 × 240. */
  readonly width?: number;
  readonly height?: number;
  /** Default 10. */
  readonly fps?: number;
  /** Chromium plays it in a loop. Default 1. */
  readonly seconds?: number;
  /** Brightness of small squares that differs from picture to picture by up to so much, so that a link has work. Default 0. */
  readonly grain?: number;
}

export interface ToneOptions {
  readonly hz: number;
  /** Chromium plays it in a loop. Default 2, rounded to whole waves so that the loop doesn't click. */
  readonly seconds?: number;
}

const SAMPLE_RATE = 48_000;
const AMPLITUDE = 0.5 * 32_767;

function mediaFile(name: string): string {
  const folder = join(runFolder(), 'media');
  mkdirSync(folder, { recursive: true });
  return join(folder, name);
}

/**
 * A YUV4MPEG2 file for Chromium's fake camera: one colour, by which a test tells whose picture it sees, and a square
 * that moves from frame to frame, since an encoder may send nothing for a picture that stands still.
 *
 * @returns its path, in the folder of this run
 */
export function makeY4m(options: PictureOptions): string {
  const { rgb, width = 320, height = 240, fps = 10, seconds = 1, grain = 0 } = options;
  const frames = Math.max(2, Math.round(fps * seconds));
  const file = mediaFile(`${rgb.r}-${rgb.g}-${rgb.b}-${width}x${height}-${fps}-${frames}-${grain}.y4m`);
  const [y, u, v] = toYuv(rgb);
  const side = Math.min(height, width) >> 3;
  const parts: Buffer[] = [Buffer.from(`YUV4MPEG2 W${width} H${height} F${fps}:1 Ip A1:1 C420jpeg\n`)];
  for (let frame = 0; frame < frames; frame += 1) {
    const luma = Buffer.alloc(width * height, y);
    if (grain > 0) addGrain(luma, width, { level: y, grain, seed: frame });
    const left = Math.floor((frame * (width - side)) / (frames - 1));
    // In the lowest rows: the middle, where tests look, keeps its colour.
    for (let row = height - side; row < height; row += 1) {
      luma.fill(y > 127 ? 0 : 255, row * width + left, row * width + left + side);
    }
    const chroma = (width >> 1) * (height >> 1);
    parts.push(Buffer.from('FRAME\n'), luma, Buffer.alloc(chroma, u), Buffer.alloc(chroma, v));
  }
  writeFileSync(file, Buffer.concat(parts));
  return file;
}

const GRAIN_SIDE = 8;

/** The same for the same seed: a test that fails can be run again on the same picture. */
function addGrain(luma: Buffer, width: number, { level, grain, seed }: { readonly level: number; readonly grain: number; readonly seed: number }): void {
  const squaresInRow = Math.ceil(width / GRAIN_SIDE);
  for (let at = 0; at < luma.length; at += GRAIN_SIDE) {
    const square = Math.floor(at / width / GRAIN_SIDE) * squaresInRow + Math.floor((at % width) / GRAIN_SIDE);
    // A hash of the two, as good as chance for an encoder.
    const chance = Math.imul(square * 31 + seed * 7_919 + 1, 2_654_435_761) >>> 16;
    const value = level + Math.round(((chance % 1_000) / 999 - 0.5) * 2 * grain);
    luma.fill(Math.min(235, Math.max(16, value)), at, at + GRAIN_SIDE);
  }
}

/** BT.601, limited range, which Chromium takes I420 to be. */
function toYuv({ r, g, b }: Rgb): [number, number, number] {
  return [
    Math.round(16 + 0.257 * r + 0.504 * g + 0.098 * b),
    Math.round(128 - 0.148 * r - 0.291 * g + 0.439 * b),
    Math.round(128 + 0.439 * r - 0.368 * g - 0.071 * b),
  ];
}

/** A mono 16-bit WAV file with a sine for Chromium's fake microphone. @returns its path, in the folder of this run */
export function makeWav({ hz, seconds = 2 }: ToneOptions): string {
  const samples = Math.round((Math.round(hz * seconds) / hz) * SAMPLE_RATE);
  const data = Buffer.alloc(samples * 2);
  for (let index = 0; index < samples; index += 1) {
    data.writeInt16LE(Math.round(AMPLITUDE * Math.sin((2 * Math.PI * hz * index) / SAMPLE_RATE)), index * 2);
  }
  const header = Buffer.alloc(44);
  header.write('RIFF', 0);
  header.writeUInt32LE(36 + data.length, 4);
  header.write('WAVEfmt ', 8);
  header.writeUInt32LE(16, 16);
  header.writeUInt16LE(1, 20);
  header.writeUInt16LE(1, 22);
  header.writeUInt32LE(SAMPLE_RATE, 24);
  header.writeUInt32LE(SAMPLE_RATE * 2, 28);
  header.writeUInt16LE(2, 32);
  header.writeUInt16LE(16, 34);
  header.write('data', 36);
  header.writeUInt32LE(data.length, 40);
  const file = mediaFile(`${hz}-hz-${seconds}-s.wav`);
  writeFileSync(file, Buffer.concat([header, data]));
  return file;
}
