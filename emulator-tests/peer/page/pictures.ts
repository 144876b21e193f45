/** Pictures that can be told apart on the other side: one colour each. */

/** A camera that shows `color`, at 10 pictures a second. */
export function colorTrack(color: string): MediaStreamTrack {
  const canvas = document.createElement('canvas');
  canvas.width = 160;
  canvas.height = 120;
  const context = canvas.getContext('2d');
  const [track] = canvas.captureStream(10).getVideoTracks();
  if (!context || !track) throw new Error('this browser draws no pictures');
  const paint = (): void => {
    if (track.readyState === 'ended') return;
    context.fillStyle = color;
    context.fillRect(0, 0, canvas.width, canvas.height);
    requestAnimationFrame(paint);
  };
  paint();
  return track;
}

/** Resolves when a picture of `track` is mostly red, green or blue, as asked. */
export function untilSeen(track: MediaStreamTrack, wanted: 'red' | 'green' | 'blue'): Promise<void> {
  const video = document.createElement('video');
  video.muted = true;
  video.srcObject = new MediaStream([track]);
  const canvas = document.createElement('canvas');
  canvas.width = 4;
  canvas.height = 4;
  const context = canvas.getContext('2d', { willReadFrequently: true });
  if (!context) throw new Error('this browser draws no pictures');
  void video.play();
  return new Promise((resolve) => {
    const look = (): void => {
      context.drawImage(video, 0, 0, 4, 4);
      const [red = 0, green = 0, blue = 0] = context.getImageData(1, 1, 1, 1).data;
      const strongest = red > 150 && green < 100 && blue < 100 ? 'red' : green > 90 && red < 100 && blue < 100 ? 'green' : blue > 150 && red < 100 && green < 100 ? 'blue' : 'none';
      if (strongest !== wanted) {
        video.requestVideoFrameCallback(look);
        return;
      }
      video.srcObject = null;
      resolve();
    };
    video.requestVideoFrameCallback(look);
  });
}
