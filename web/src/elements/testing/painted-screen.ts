/** A window with a page of text, as a person may share it: white up to its edges, so that what is cut off is seen. */
export function paintedScreen(): MediaStream {
  const canvas = document.createElement('canvas');
  Object.assign(canvas, { width: 1600, height: 900 });
  const context = canvas.getContext('2d');
  if (!context) throw new Error('no canvas');
  const paint = (): void => {
    context.fillStyle = '#ffffff';
    context.fillRect(0, 0, 1600, 900);
    context.fillStyle = '#d7dbe4';
    context.fillRect(0, 0, 1600, 56);
    for (const [at, colour] of ['#e0604c', '#e8b94a', '#5fae5f'].entries()) {
      context.fillStyle = colour;
      context.beginPath();
      context.arc(36 + at * 34, 28, 11, 0, Math.PI * 2);
      context.fill();
    }
    context.fillStyle = '#1d2230';
    context.font = '700 52px sans-serif';
    context.fillText('Plan of the garden', 90, 170);
    context.font = '28px sans-serif';
    for (let line = 0; line < 11; line++) context.fillText(`${line + 1}.  ${'beans peas leeks kale beet dill '.slice(line, 26 + line)}`, 90, 250 + line * 54);
    for (const [bar, height] of [320, 450, 210, 520, 380].entries()) {
      context.fillStyle = `hsl(${150 + bar * 25} 45% 45%)`;
      context.fillRect(860 + bar * 130, 820 - height, 90, height);
    }
    context.strokeStyle = '#c33';
    context.lineWidth = 6;
    context.strokeRect(3, 3, 1594, 894);
    requestAnimationFrame(paint);
  };
  paint();
  return canvas.captureStream(5);
}
