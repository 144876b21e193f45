/** What the pages of the benchmark have in common: two devices, a button to join, a link to share, and a picture. */

/** As the app asks for them, with one's own picture beside: every contestant encodes and draws the same. */
export async function openDevices(): Promise<MediaStream> {
  const stream = await navigator.mediaDevices.getUserMedia({ audio: true, video: { width: { ideal: 1280 }, height: { ideal: 720 }, frameRate: { ideal: 30 } } });
  show(stream).muted = true;
  return stream;
}

/** Resolves at the click. */
export function offerToJoin(): Promise<void> {
  const button = document.createElement('button');
  button.textContent = 'Join call';
  document.body.append(button);
  return new Promise((resolve) => {
    button.addEventListener('click', () => resolve(), { once: true });
  });
}

/** @param query the parameters of the link */
export function shareLink(query: Readonly<Record<string, string>>): void {
  const link = document.createElement('output');
  link.id = 'link';
  link.textContent = `${location.pathname}?${new URLSearchParams({ ...Object.fromEntries(parameters), role: 'callee', ...query }).toString()}`;
  document.body.append(link);
}

export function show(stream: MediaStream): HTMLVideoElement {
  const video = document.createElement('video');
  video.autoplay = true;
  video.srcObject = stream;
  document.body.append(video);
  return video;
}

export const parameters = new URLSearchParams(location.search);

export function parameter(name: string): string {
  const value = parameters.get(name);
  if (value === null) throw new Error(`the page needs ?${name}=`);
  return value;
}

export const isCaller = parameter('role') === 'caller';
