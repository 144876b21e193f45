/** A drawn person in front of a camera: the picture of the demo's fake cameras. */
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Browser } from 'playwright-core';
import { runFolder } from '../machine/paths.ts';

export interface Portrait {
  readonly name: string;
  /** CSS colours: the wall behind, skin, hair, clothes. */
  readonly wall: readonly [string, string];
  readonly skin: string;
  readonly hair: string;
  readonly hasLongHair: boolean;
  readonly clothes: string;
}

export const ADA: Portrait = {
  name: 'ada', wall: ['#f4c9a0', '#c9774f'], skin: '#f0c3a0', hair: '#4a2618', hasLongHair: true, clothes: '#2f6f6a',
};
export const BEN: Portrait = {
  name: 'ben', wall: ['#b9d4e6', '#5f86a8'], skin: '#a86f4c', hair: '#1e1512', hasLongHair: false, clothes: '#e0a63a',
};

const SIZE = { width: 640, height: 480, fps: 10, frames: 20 } as const;

/** @returns a .y4m file, which Chromium plays in a loop */
export async function drawPortrait(browser: Browser, portrait: Portrait): Promise<string> {
  const page = await browser.newPage();
  try {
    const parts: Buffer[] = [Buffer.from(`YUV4MPEG2 W${SIZE.width} H${SIZE.height} F${SIZE.fps}:1 Ip A1:1 C420jpeg\n`)];
    for (let frame = 0; frame < SIZE.frames; frame += 1) {
      const drawn = await page.evaluate(drawFrame, { ...portrait, ...SIZE, turn: frame / SIZE.frames });
      parts.push(Buffer.from('FRAME\n'), Buffer.from(drawn, 'base64'));
    }
    const file = join(runFolder(), `${portrait.name}.y4m`);
    writeFileSync(file, Buffer.concat(parts));
    return file;
  } finally {
    await page.close();
  }
}

/** In the page. @returns the frame as I420 (BT.601, limited range), in base64 */
function drawFrame({ wall, skin, hair, hasLongHair, clothes, width, height, turn }: Portrait & typeof SIZE & { readonly turn: number }): string {
  const canvas = document.createElement('canvas');
  canvas.width = width;
  canvas.height = height;
  const context = canvas.getContext('2d', { willReadFrequently: true });
  if (!context) throw new Error('no canvas');
  const ellipse = (colour: string, x: number, y: number, rx: number, ry: number): void => {
    context.fillStyle = colour;
    context.beginPath();
    context.ellipse(x, y, rx, ry, 0, 0, 2 * Math.PI);
    context.fill();
  };
  const light = context.createLinearGradient(0, 0, width, height);
  light.addColorStop(0, wall[0]);
  light.addColorStop(1, wall[1]);
  context.fillStyle = light;
  context.fillRect(0, 0, width, height);
  // Breathing and a nod, in a circle so that the loop has no seam; a blink in the middle.
  const sway = 6 * Math.sin(2 * Math.PI * turn);
  const nod = 3 * Math.cos(2 * Math.PI * turn);
  const isBlinking = Math.abs(turn - 0.5) < 0.04;
  ellipse('rgba(255, 255, 255, 0.18)', 110, 90, 190, 150);
  context.translate(320 + sway, 215 + nod);
  if (hasLongHair) ellipse(hair, 0, 55, 118, 165);
  ellipse(skin, 0, 120, 40, 60);
  ellipse(clothes, 0, 300, 215, 160);
  ellipse(hair, 0, -28, 106, 112);
  ellipse(skin, 0, 10, 90, 108);
  if (hasLongHair) ellipse(hair, -22, -78, 82, 40);
  else ellipse(hair, 0, -88, 84, 36);
  for (const side of [-1, 1]) {
    ellipse('#2a1a14', 34 * side, 2, 8, isBlinking ? 1.5 : 9);
    ellipse('rgba(220, 90, 70, 0.25)', 52 * side, 40, 18, 12);
  }
  context.strokeStyle = '#7a2f22';
  context.lineWidth = 6;
  context.lineCap = 'round';
  context.beginPath();
  context.arc(0, 38, 34, 0.2 * Math.PI, 0.8 * Math.PI);
  context.stroke();

  const { data } = context.getImageData(0, 0, width, height);
  const luma = width * height;
  const planes = new Uint8ClampedArray(luma * 1.5);
  for (let y = 0; y < height; y += 1) {
    for (let x = 0; x < width; x += 1) {
      const at = 4 * (y * width + x);
      const [r = 0, g = 0, b = 0] = [data[at], data[at + 1], data[at + 2]];
      planes[y * width + x] = 16 + 0.257 * r + 0.504 * g + 0.098 * b;
      if (x % 2 === 1 || y % 2 === 1) continue;
      const chroma = luma + (y >> 1) * (width >> 1) + (x >> 1);
      planes[chroma] = 128 - 0.148 * r - 0.291 * g + 0.439 * b;
      planes[chroma + luma / 4] = 128 + 0.439 * r - 0.368 * g - 0.071 * b;
    }
  }
  let binary = '';
  for (let at = 0; at < planes.length; at += 8192) binary += String.fromCharCode(...planes.subarray(at, at + 8192));
  return btoa(binary);
}
