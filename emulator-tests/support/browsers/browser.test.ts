import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { launchBrowser } from './browser.ts';
import { makeWav, makeY4m } from './fake-media.ts';

let server: Server;
let url: string;

// getUserMedia wants a secure context, which 127.0.0.1 is and about:blank is not.
beforeAll(async () => {
  server = createServer((_request, response) => response.end('<!doctype html>'));
  await new Promise<void>((resolve) => {
    server.listen(0, '127.0.0.1', resolve);
  });
  url = `http://127.0.0.1:${(server.address() as AddressInfo).port}/`;
});

afterAll(() => server.close());

test('a browser shows the picture and plays the tone that it was given', async () => {
  const browser = await launchBrowser({
    fakeVideoFile: makeY4m({ rgb: { r: 200, g: 40, b: 40 } }),
    fakeAudioFile: makeWav({ hz: 880 }),
  });
  try {
    const page = await browser.newPage();
    await page.goto(url);
    const seen = await page.evaluate(async () => {
      const stream = await navigator.mediaDevices.getUserMedia({
        video: true,
        audio: { echoCancellation: false, noiseSuppression: false, autoGainControl: false },
      });
      const video = document.createElement('video');
      video.muted = true;
      video.srcObject = stream;
      await video.play();
      await new Promise((resolve) => {
        video.requestVideoFrameCallback(resolve);
      });
      const canvas = document.createElement('canvas');
      const context = canvas.getContext('2d');
      context?.drawImage(video, 0, 0, 64, 64);
      const [r = 0, g = 0, b = 0] = context?.getImageData(32, 32, 1, 1).data ?? [];

      const audio = new AudioContext();
      const analyser = new AnalyserNode(audio, { fftSize: 8192 });
      audio.createMediaStreamSource(stream).connect(analyser);
      const bins = new Float32Array(analyser.frequencyBinCount);
      let loudest = 0;
      // Silence until the first samples come through.
      for (let loud = -Infinity; loud < -60; ) {
        await new Promise(requestAnimationFrame);
        analyser.getFloatFrequencyData(bins);
        loud = Math.max(...bins);
        loudest = bins.indexOf(loud);
      }
      return { r, g, b, hz: (loudest * audio.sampleRate) / analyser.fftSize };
    });
    expect(Math.abs(seen.r - 200)).toBeLessThan(12);
    expect(Math.abs(seen.g - 40)).toBeLessThan(12);
    expect(Math.abs(seen.b - 40)).toBeLessThan(12);
    expect(Math.abs(seen.hz - 880)).toBeLessThan(15);
  } finally {
    await browser.close();
  }
});
